"""What a site is made of: the theme's files, pages with their PDFs, attachments, other forms of the register, search.

Where the last build was made in the same circumstances, only what changed is made again (`page_cache`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256

from generator.forks import processes_for, shared, tasks
from generator.languages import language_of_address
from generator.outputs.data.section55_json import OBJECT
from generator.outputs.outputs import OUTPUTS, files_of_page
from generator.outputs.paper.pdfs import Finished, PdfMaker, cannot_be_made, read_template
from generator.outputs.search.documents import documents_of
from generator.outputs.search.editorial import page_documents, site_page_documents
from generator.outputs.search.index import search_files
from generator.pages.disk_links import with_file_names
from generator.pages.page import Page, PageSummary
from generator.pages.pages import page_makers
from generator.pages.rendering import Renderer
from generator.pages.single.record_pages import Maker
from generator.problems import Problem
from generator.publishing.manifest import SiteWriter, Written
from generator.publishing.options import BuildOptions
from generator.publishing.site.circumstances import FACTS, PAGES, TEXTS, Evidence, circumstances_of
from generator.publishing.site.job import Job, as_made, by_report, pages_of_lists
from generator.publishing.site.page_cache import FILE, Made, Numbers, PageCache, State
from generator.publishing.state import cache_folder
from generator.reading.synonyms import read_synonyms
from generator.register.released import ReleasedRegister
from generator.register.sources.cache import SourceCache
from generator.theme.frame import Theme
from generator.theme.templates import template_folders
from generator.uses import AnswerList, Use, note_use, noted_uses

ENOUGH_PAGES = 300
"""Pages to be made before it is worth starting another process."""

_PAGE, _OUTPUT = "page ", "output "


@dataclass
class SiteContents:
    """The contents of one site, and the writer that they go to."""

    options: BuildOptions
    theme: Theme
    released: ReleasedRegister
    sources: SourceCache
    writer: SiteWriter
    _begun: dict[str, tuple[Numbers, set[Use], bytes]] = field(default_factory=dict)
    """What each page that is being written was made of, what else it shows, and its digest."""
    _summaries: dict[str, PageSummary] = field(default_factory=dict)
    """What outputs need of each page, by its address."""

    def write(self) -> list[Problem]:
        """Write every file of the site; return the problems of PDFs."""
        self._write(self._files_of_theme())
        if not self._is_first:
            self._write_outputs()
            if self._cache and not self._cache.has_same_facts:
                self._cache.take_later(OBJECT)
        self._write_pages()
        self._write((path, file.read_bytes()) for path, file in self.released.attachments.items())
        self._write_outputs_of_pages()
        if self._maker:
            return self._maker.problems
        missing = cannot_be_made()
        return [missing] if missing and self.options.with_pdf and not self.options.in_place else []

    def keep(self) -> None:
        """Keep what was made for the next build."""
        if self._cache:
            self._cache.save()

    @cached_property
    def _evidence(self) -> Evidence:
        return Evidence(self.released, self.sources, self.theme.site)

    @cached_property
    def _cache(self) -> PageCache | None:
        if self.options.in_place:
            return None
        attachments = self.released.attachments.values() if self._maker else ()  # which go into PDFs
        options = (
            self.options.opens_from_disk, self.options.with_drafts, self.options.with_search, bool(self._maker),
            read_synonyms(self.options.content)[0],
            *(sha256(file.read_bytes()).hexdigest() for file in attachments),
        )  # fmt: skip
        folders = template_folders(self.options.project)[:-1]  # the program's own are part of every cache's key
        evidence = self._evidence
        cache = PageCache(
            cache_folder(self.options.state) / FILE,
            circumstances_of(self.released, self.theme, folders, options), evidence.digest_of, evidence.facts,
        )  # fmt: skip
        cache.read(later={OBJECT, PAGES[0]})
        return cache

    @cached_property
    def _is_first(self) -> bool:
        """Whether all has to be made; then lists and outputs are, while other processes render pages of records."""
        return self._cache is not None and not self._cache.is_of_same and self._maker is None

    @cached_property
    def _maker(self) -> PdfMaker | None:
        options = self.options
        if not options.with_pdf or options.in_place or cannot_be_made():
            return None
        folder = cache_folder(options.state) / "pdf"
        template = read_template(template_folders(options.project))
        return PdfMaker(folder, template, self.theme.site, self.released.attachments)

    def _links(self, html: str) -> str:
        return with_file_names(html) if self.options.opens_from_disk and not self.theme.site.address else html

    def _files_of_theme(self) -> Iterator[tuple[str, bytes]]:
        for file in sorted(self.theme.files.rglob("*")):
            if file.is_file():
                data = file.read_bytes()
                name = file.relative_to(self.theme.files).as_posix()
                if file.suffix == ".html":
                    html = self._renderer.dated(data.decode(), language_of_address(name))
                    # The page for a missing address is at no address of its own: its links begin at the root.
                    data = (html if name == "404.html" else self._links(html)).encode()
                yield name, data

    # --- Pages ---

    def _write_pages(self) -> None:
        """Write all pages, and note what outputs need of them."""
        jobs = list(self._jobs())
        if self._maker:  # it has processes of its own
            for finished in self._maker.finish(self._rendered(self._told(jobs))):
                self._write_page(finished)
        else:
            self._write_shared(jobs)
        self._renderer.save()

    def _jobs(self) -> Iterator[Job]:
        """Yield what is to be made; keep what is not."""
        cache = self._cache
        makers: dict[str, Maker] | None = None
        if cache and cache.is_of_same and cache.has_same_facts:
            addresses = [name.removeprefix(_PAGE) for name in cache.last(_PAGE)]
        else:
            makers = page_makers(self.released)
            addresses = list(makers)
        lists: list[str] = []
        for address in addresses:
            name = f"{_PAGE}{address}"
            state = cache.state_of(name) if cache else State.RENDERED_AGAIN
            if cache and state is State.KEPT:
                if self._keep(name):
                    continue
                state = State.RENDERED_AGAIN
            makers = page_makers(self.released) if makers is None else makers
            if address in makers:
                yield Job(address, makers[address], state)
            else:
                lists.append(address)
        if not self._is_first and (lists or not (cache and cache.has_same_facts)):
            yield from self._lists(None if cache is None or not cache.has_same_facts else set(lists))

    def _keep(self, name: str) -> bool:
        made = self._cache.keep(name, self.writer) if self._cache else None
        if made is None or not made.files:
            return False
        self._summaries[name.removeprefix(_PAGE)] = PageSummary.of(made.summary)
        if self._maker:
            self._maker.keep(made.others)
        return True

    def _lists(self, wanted: set[str] | None) -> Iterator[Job]:
        """Yield what makes the pages that are not of a single record; their rows are joined for all at once."""
        for page, made_of in pages_of_lists(self.released):
            if wanted is None or page.address in wanted:
                state = self._cache.state_of(f"{_PAGE}{page.address}") if self._cache else State.RENDERED_AGAIN
                yield Job(page.address, partial(as_made, page), state, made_of)

    def _write_shared(self, jobs: Sequence[Job]) -> None:
        """Make and write pages, where they are many in several processes, of which each writes its own."""
        cache = self._cache
        processes = processes_for(len(jobs), ENOUGH_PAGES) if cache else 1
        first = {job.kind: job for job in reversed(jobs)}
        self._write_all(first.values())  # which loads templates and joins records for all processes
        groups = by_report(job for job in jobs if first[job.kind] is not job)
        count = cache.count if cache else 0

        def write_share(share: int, _: int) -> tuple[list[tuple[str, Made]], list[Use], Written] | None:
            if not share:
                self._write_others()
                for number in numbers:
                    self._tell(number, len(groups))
                    self._write_all(groups[number])
            if not share or not cache:
                return None
            own = [job for number in numbers for job in self._write_all(groups[number])]
            made = [(name, cache.made(name)) for name in (f"{_PAGE}{job.address}" for job in own)]
            paths = [entry.path for _, one in made for entry in one.files]
            return made, cache.uses_since(count), self.writer.written(paths)

        with tasks(len(groups), processes) as numbers:
            results = shared(write_share, processes) if processes > 1 else [write_share(0, 1)]
        for result in results:
            if result and cache:
                pages, uses, written = result
                self.writer.adopt(written)
                for name, made in pages:
                    cache.adopt(name, made, count, uses)
                    self._summaries[name.removeprefix(_PAGE)] = PageSummary.of(made.summary)
        self._write_all(job for job in jobs if job.address not in self._summaries)  # a process failed that took them

    def _write_others(self) -> None:
        """Write the outputs and lists of a first build, meanwhile other processes may render pages of records."""
        if self._is_first:
            self._write_outputs()
            self._write_all(self._lists(None))

    def _write_all(self, jobs: Iterable[Job]) -> Iterable[Job]:
        """Make and write pages; return what they were made by."""
        jobs = list(jobs)
        for pair in self._rendered(jobs):
            self._write_page(Finished(*pair))
        return jobs

    def _told(self, jobs: Sequence[Job]) -> Iterator[Job]:
        for done, job in enumerate(jobs):
            self._tell(done, len(jobs))
            yield job

    def _tell(self, done: int, total: int) -> None:
        if self.options.on_progress:
            self.options.on_progress("Rendering", done, total)

    @cached_property
    def _renderer(self) -> Renderer:
        options = self.options
        return Renderer(
            tuple(template_folders(options.project)),
            self.theme,
            self.released,
            cache_folder(options.state),
            links_documents=self._maker is not None,
        )

    def _rendered(self, jobs: Iterable[Job]) -> Iterator[tuple[Page, str]]:
        """Make pages, and yield those that have to be rendered with their HTML."""
        for job in jobs:
            name = f"{_PAGE}{job.address}"
            with noted_uses() as uses:
                page = job.make()
                digest = self._evidence.digests.of(page) if self._cache else b""
            self._summaries[page.address] = page.summary
            if self._cache:
                made_of = self._cache.numbers(uses if job.made_of is None else job.made_of)
                if job.state is State.MADE_AGAIN and self._cache.is_same(name, digest) and self._keep(name):
                    self._cache.replace_use(name, made_of, page.summary.plain)
                    continue
            with noted_uses() as shown:
                html = self._renderer.render(page)
            if self._cache:
                self._begun[name] = made_of, shown, digest
            yield page, html

    def _write_page(self, finished: Finished) -> None:
        page = finished.page
        with noted_uses() as shown:
            others = list(files_of_page(self.released, self.theme.site, page))
        html = self._links(finished.html).encode()
        paths = self._write([(f"{page.address}index.html", html), *finished.documents, *others])
        if self._cache:
            name = f"{_PAGE}{page.address}"
            files = tuple(map(self.writer.entry, paths if finished.is_whole else ()))
            made_of, also_shown, digest = self._begun.pop(name)
            shown_all = self._cache.numbers(shown | also_shown)
            self._cache.add(name, Made(files, made_of, shown_all, digest, page.summary.plain, tuple(finished.names)))

    # --- Other forms ---

    def _write_outputs(self, pages: Sequence[PageSummary] = (), *, are_of_pages: bool = False) -> None:
        """Write those that need no page, or those that are made of pages."""
        for output in OUTPUTS:
            if output.is_of_pages == are_of_pages:
                self._write_output(output.name, partial(output.files, self.released, self.theme.site, pages))

    def _write_outputs_of_pages(self) -> None:
        pages = [summary for _, summary in sorted(self._summaries.items())]
        self._evidence.pages = pages
        if self._cache:
            self._cache.take_later(PAGES[0])
        self._write_outputs(AnswerList(PAGES[0], pages), are_of_pages=True)
        if self.options.with_search:
            self._write_output("search", self._search)

    def _search(self) -> Iterator[tuple[str, bytes]]:
        note_use(*FACTS)
        note_use(*TEXTS)
        synonyms, _ = read_synonyms(self.options.content)
        documents = [*documents_of(self.released), *page_documents(self.theme), *site_page_documents()]
        yield from search_files(documents, synonyms, None if self.options.in_place else self.options.state / "search")

    def _write_output(self, name: str, make: Callable[[], Iterable[tuple[str, bytes]]]) -> None:
        name, cache = f"{_OUTPUT}{name}", self._cache
        if cache and cache.state_of(name) is State.KEPT and cache.keep(name, self.writer):
            return
        with noted_uses() as uses:
            paths = self._write(make())
        if cache:
            cache.add(name, Made(tuple(map(self.writer.entry, paths)), cache.numbers(uses), cache.numbers(())))

    def _write(self, files: Iterable[tuple[str, bytes]]) -> list[str]:
        paths = []
        for path, data in files:
            self.writer.write(path, data)
            paths.append(path)
        return paths
