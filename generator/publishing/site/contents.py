"""What a site is made of: the theme's files, pages with their PDFs, attachments, other forms of the register, search.

Where the last build was made in the same circumstances, only what uses a changed text is made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from generator.forks import processes_for, shared
from generator.languages import language_of_address
from generator.outputs.outputs import OUTPUTS, files_of_page
from generator.outputs.paper.pdfs import Finished, PdfMaker, cannot_be_made, read_template
from generator.outputs.search.documents import documents_of
from generator.outputs.search.editorial import page_documents, site_page_documents
from generator.outputs.search.index import search_files
from generator.pages.disk_links import with_file_names
from generator.pages.home import home_page
from generator.pages.page import Page
from generator.pages.pages import pages_at, pages_of
from generator.pages.rendering import Renderer
from generator.problems import Problem
from generator.publishing.manifest import SiteWriter, Written
from generator.publishing.options import BuildOptions
from generator.publishing.site.page_cache import Made, PageCache, circumstances_of, texts_of
from generator.publishing.state import cache_folder
from generator.reading.commonmark.uses import note_use, noted_uses
from generator.reading.synonyms import read_synonyms
from generator.register.released import ReleasedRegister
from generator.register.sources.cache import SourceCache
from generator.theme.frame import Theme
from generator.theme.templates import template_folders

ENOUGH_PAGES = 300
"""Pages to be made before it is worth starting another process."""

_PAGE, _OUTPUT = "page ", "output "
_SEARCH = f"{_OUTPUT}search"


@dataclass
class SiteContents:
    """The contents of one site, and the writer that they go to."""

    options: BuildOptions
    theme: Theme
    released: ReleasedRegister
    sources: SourceCache
    writer: SiteWriter
    _texts: dict[str, frozenset[str]] = field(default_factory=dict)
    """The paths of the sources whose texts went into each page, by its address."""

    def write(self) -> list[Problem]:
        """Write every file of the site; return the problems of PDFs."""
        for path, data in self._files_of_theme():
            self.writer.write(path, data)
        kept, changed = self._kept()
        self._write_outputs(kept)  # before the pages, whose processes then share the objects of the data
        self._write_pages(self._pages if changed is None else self._pages_at(changed))
        for path, file in self.released.attachments.items():
            self.writer.write(path, file.read_bytes())
        self._write_search(kept)
        if self._maker:
            return self._maker.problems
        missing = cannot_be_made()
        return [missing] if missing and self.options.with_pdf and not self.options.in_place else []

    def keep(self) -> None:
        """Keep what was made for the next build."""
        if self._cache:
            self._cache.save()

    @cached_property
    def _cache(self) -> PageCache | None:
        if self.options.in_place:
            return None
        options = (
            self.options.opens_from_disk, self.options.with_drafts, self.options.with_search, bool(self._maker),
            read_synonyms(self.options.content)[0],
            *(sha256(file.read_bytes()).hexdigest() for file in self.released.attachments.values()),
        )  # fmt: skip
        folders = template_folders(self.options.project)[:-1]  # the program's own are part of every cache's key
        circumstances = circumstances_of(self.released, self.sources, self.theme, folders, options)
        texts = texts_of(self.released, self.sources)
        return PageCache.open(cache_folder(self.options.state), circumstances, texts)

    @cached_property
    def _maker(self) -> PdfMaker | None:
        options = self.options
        if not options.with_pdf or options.in_place or cannot_be_made():
            return None
        folder = cache_folder(options.state) / "pdf"
        template = read_template(template_folders(options.project))
        return PdfMaker(folder, template, self.theme.site, self.released.attachments)

    @cached_property
    def _pages(self) -> Sequence[Page]:
        return [home_page(self.released), *pages_of(self.released)]

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

    def _kept(self) -> tuple[set[str], set[str] | None]:
        """Keep files of the last build; return the outputs that were, and the addresses of other pages or None."""
        outputs: set[str] = set()
        if not self._cache or not self._cache.is_of_same:
            return outputs, None
        changed: set[str] = set()
        for name, made in self._cache.kept(self.writer):
            if name.startswith(_OUTPUT) and made:
                outputs.add(name)
            elif name.startswith(_PAGE) and made is None:
                changed.add(name.removeprefix(_PAGE))
            elif made and self._maker:
                self._maker.keep(made.others)
        return outputs, changed

    def _write_pages(self, pages: Sequence[Page]) -> None:
        if self._maker:  # it has processes of its own
            for finished in self._maker.finish(self._rendered(pages)):
                self._write_page(finished)
        else:
            self._write_shared(pages)
        self._renderer.save()

    def _write_shared(self, pages: Sequence[Page]) -> None:
        """Render and write pages, where they are many in several processes, of which each writes its own."""
        processes = processes_for(len(pages), ENOUGH_PAGES) if self._cache else 1
        if processes == 1:
            for pair in self._rendered(pages):
                self._write_page(Finished(*pair))
            return
        first = {page.kind: page for page in reversed(pages)}
        for pair in self._rendered(list(first.values())):  # which loads the templates for all processes
            self._write_page(Finished(*pair))
        rest = [page for page in pages if first[page.kind] is not page]

        def write_share(share: int, processes: int) -> tuple[list[tuple[str, Made]], Written] | None:
            own = rest[share::processes]
            for pair in self._rendered(own, is_shown=not share):
                self._write_page(Finished(*pair))
            if not share:
                return None
            made = self._made(f"{_PAGE}{page.address}" for page in own)
            return made, self.writer.written(entry.path for _, each in made for entry in each.files)

        for result in shared(write_share, processes):
            if result:
                self.writer.adopt(result[1])
                for name, made in result[0]:
                    self._cache_of(name, made)

    def _made(self, names: Iterable[str]) -> list[tuple[str, Made]]:
        return [(name, self._cache.made(name)) for name in names] if self._cache else []

    def _cache_of(self, name: str, made: Made) -> None:
        if self._cache:
            self._cache.add(name, made)

    def _pages_at(self, addresses: set[str]) -> Sequence[Page]:
        if not addresses:
            return []
        pages = list(pages_at(self.released, addresses))
        if {page.address for page in pages} == addresses:
            return pages
        return [page for page in self._pages if page.address in addresses]

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

    def _rendered(self, pages: Sequence[Page], *, is_shown: bool = True) -> Iterator[tuple[Page, str]]:
        for done, page in enumerate(pages):
            if self.options.on_progress and is_shown:
                self.options.on_progress("Rendering", done, len(pages))
            with noted_uses() as texts:
                html = self._renderer.render(page)
            self._texts[page.address] = page.texts | texts
            yield page, html

    def _write_page(self, finished: Finished) -> None:
        page = finished.page
        with noted_uses() as texts:
            others = list(files_of_page(self.released, self.theme.site, page))
        html = self._links(finished.html).encode()
        paths = self._write([(f"{page.address}index.html", html), *finished.documents, *others])
        if self._cache and finished.is_whole:
            self._add(f"{_PAGE}{page.address}", paths, self._texts[page.address] | texts, finished.names)

    def _add(self, name: str, paths: Iterable[str], texts: frozenset[str], others: Iterable[str] = ()) -> None:
        assert self._cache  # noqa: S101 - asked by the callers
        self._cache.add(name, Made(tuple(map(self.writer.entry, paths)), texts, tuple(others)))

    # --- Other forms ---

    def _write_outputs(self, kept: set[str]) -> None:
        for output in OUTPUTS:
            name = f"{_OUTPUT}{output.name}"
            if name in kept:
                continue
            with noted_uses() as texts:
                paths = self._write(output.files(self.released, self.theme.site, self._noted_pages()))
            if self._cache:
                self._add(name, paths, frozenset(texts))

    def _noted_pages(self) -> Iterator[Page]:
        """Yield all pages; what one was given may go into a list of pages, such as its description."""
        for page in self._pages:
            for text in page.texts:
                note_use(text)
            yield page

    def _write_search(self, kept: set[str]) -> None:
        if self.options.with_search and _SEARCH not in kept:
            synonyms, _ = read_synonyms(self.options.content)
            documents = [*documents_of(self.released), *page_documents(self.theme), *site_page_documents()]
            folder = None if self.options.in_place else self.options.state / "search"
            paths = self._write(search_files(documents, synonyms, folder))
            if self._cache:
                self._add(_SEARCH, paths, frozenset(self._cache.texts))

    def _write(self, files: Iterable[tuple[str, bytes]]) -> list[str]:
        paths = []
        for path, data in files:
            self.writer.write(path, data)
            paths.append(path)
        return paths
