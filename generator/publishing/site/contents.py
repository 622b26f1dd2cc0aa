"""What a site is made of: the theme's files, pages with their PDFs, attachments, other forms of the register, search.

Where the last build was made in the same circumstances, only what changed is made again (`page_cache`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import starmap
from typing import Any

from generator.forks import Beside, processes_for, shared, tasks
from generator.outputs.data.section55_json import OBJECT
from generator.outputs.outputs import OUTPUTS, Output, files_of_page
from generator.outputs.paper.pdfs import Finished, cannot_be_made
from generator.outputs.search.documents import documents_of
from generator.outputs.search.editorial import page_documents, site_page_documents
from generator.outputs.search.index import search_files
from generator.pages.page import Page, PageSummary
from generator.pages.pages import page_makers
from generator.pages.single.record_pages import Maker
from generator.problems import Problem
from generator.publishing.site.begun import BegunSite
from generator.publishing.site.circumstances import FACTS, PAGES, TEXTS
from generator.publishing.site.elsewhere import MadeElsewhere
from generator.publishing.site.job import Job, as_made, by_report, pages_of_lists
from generator.publishing.site.page_cache import Made, State
from generator.reading.synonyms import read_synonyms
from generator.uses import AnswerList, Use, note_use, noted_uses

ENOUGH_PAGES = 300
"""Pages to be made before it is worth starting another process."""

_PAGE, _OUTPUT = "page ", "output "


@dataclass
class SiteContents(BegunSite):
    """The contents of one site."""

    _begun: dict[str, tuple[bytes, set[Use], bytes]] = field(default_factory=dict)
    """What each page that is being written was made of, what else it shows, and its digest."""
    _summaries: dict[str, Any] = field(default_factory=dict)
    """What outputs need of each page, by its address, as plain data."""

    def write(self) -> list[Problem]:
        """Write every file of the site; return the problems of PDFs."""
        self._write(self._files_of_theme())
        if not self._is_first:
            self._write_outputs_again()
        self._write_pages()
        self._write((path, file.read_bytes()) for path, file in self.released.attachments.items())
        self._write_outputs_of_pages()
        if self._maker:
            return self._maker.problems
        missing = cannot_be_made()
        return [missing] if missing and self.options.with_pdf and not self.options.in_place else []

    # --- Pages ---

    def _write_pages(self) -> None:
        """Write all pages, and note what outputs need of them."""
        jobs = list(self._jobs())
        if not self._maker or self._maker.has_kept:
            self._write_shared(jobs)
        # What is left has documents to be made, or a process failed that took it.
        rendered = self._rendered(self._told([job for job in jobs if job.address not in self._summaries]))
        for finished in self._maker.finish(rendered) if self._maker else starmap(Finished, rendered):
            self._write_page(finished)
        self._renderer.save()

    def _jobs(self) -> Iterator[Job]:
        """Yield what is to be made; keep what is not."""
        cache = self._cache
        is_same = cache is not None and cache.has_same_facts
        addresses = [name.removeprefix(_PAGE) for name in cache.last(_PAGE)] if cache and is_same else self._makers
        lists: set[str] = set()
        for address in addresses:
            state = cache.state_of(f"{_PAGE}{address}") if cache else State.RENDERED_AGAIN
            if state is State.KEPT and self._keep(f"{_PAGE}{address}"):
                continue
            if address in self._makers:
                again = State.RENDERED_AGAIN if state is State.KEPT else state
                yield Job(address, self._makers[address], again)
            else:
                lists.add(address)
        if not self._is_first and (lists or not is_same):
            yield from self._lists(lists if is_same else None)

    @cached_property
    def _makers(self) -> dict[str, Maker]:
        return page_makers(self.released)

    def _keep(self, name: str) -> bool:
        made = self._cache.keep(name, self.writer) if self._cache else None
        if made is None or not made.files:
            return False
        self._adopt(name, made)
        return True

    def _adopt(self, name: str, made: Made) -> None:
        """Note what a page says that was not made here."""
        self._summaries[name.removeprefix(_PAGE)] = made.summary
        if self._maker:
            self._maker.keep(made.others)

    def _lists(self, wanted: set[str] | None) -> Iterator[Job]:
        """Yield what makes the pages that are not of a single record; their rows are joined for all at once."""
        for page, made_of in self._pages_of_lists:
            if wanted is None or page.address in wanted:
                state = self._cache.state_of(f"{_PAGE}{page.address}") if self._cache else State.RENDERED_AGAIN
                yield Job(page.address, partial(as_made, page), state, made_of)

    @cached_property
    def _pages_of_lists(self) -> list[tuple[Page, frozenset[Use]]]:
        return list(pages_of_lists(self.released))

    def _write_shared(self, jobs: Sequence[Job]) -> None:
        """Make and write pages, where they are many in several processes, of which each writes its own."""
        cache = self._cache
        processes = processes_for(len(jobs), ENOUGH_PAGES) if cache else 1
        first = {job.kind: job for job in reversed(jobs)}
        self._write_all(first.values())  # which loads templates and joins records for all processes
        groups = by_report(job for job in jobs if first[job.kind] is not job)
        count = cache.count if cache else 0

        def write_share(share: int, _: int) -> MadeElsewhere | None:
            if not share:
                self._write_others()
                for number in numbers:
                    self._tell(number, len(groups))
                    self._write_all(groups[number])
            if not share or not cache:
                return None
            own = [job for number in numbers for job in self._write_all(groups[number])]
            return MadeElsewhere.of((f"{_PAGE}{job.address}" for job in own), count, cache, self.writer)

        with tasks(len(groups), processes) as numbers:
            results = shared(write_share, processes) if processes > 1 else [write_share(0, 1)]
        for result in results:
            if result and cache:
                result.adopt(count, cache, self.writer)
                for name, made in result.made:
                    self._adopt(name, made)

    def _write_others(self) -> None:
        """Write the outputs and lists of a first build, meanwhile other processes may render pages of records."""
        if self._is_first:
            self._write_outputs()
            self._write_all(self._lists(None))
            del self._pages_of_lists  # which have each row several times

    def _write_all(self, jobs: Iterable[Job]) -> Iterable[Job]:
        """Make and write pages, but those that have documents to be made; return what they were made by."""
        jobs = list(jobs)
        for page, html in self._rendered(jobs):
            if finished := self._maker.finish_at_once(page, html) if self._maker else Finished(page, html):
                self._write_page(finished)
            else:
                del self._summaries[page.address]
        return [job for job in jobs if job.address in self._summaries]

    def _told(self, jobs: Sequence[Job]) -> Iterator[Job]:
        for done, job in enumerate(jobs):
            self._tell(done, len(jobs))
            yield job

    def _rendered(self, jobs: Iterable[Job]) -> Iterator[tuple[Page, str]]:
        """Make pages, and yield those that have to be rendered with their HTML."""
        for job in jobs:
            name = f"{_PAGE}{job.address}"
            with noted_uses() as uses:
                page = job.make()
                digest = self._evidence.digests.of(page) if self._cache else b""
            summary = self._summaries[page.address] = page.summary.plain
            if self._cache:
                made_of = self._cache.numbers(uses if job.made_of is None else job.made_of)
                if job.state is State.MADE_AGAIN and self._cache.is_same(name, digest) and self._keep(name):
                    self._cache.replace_use(name, made_of, summary)
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
        paths = self._write([(f"{page.address}index.html", finished.html.encode()), *finished.documents, *others])
        if self._cache:
            name = f"{_PAGE}{page.address}"
            files = self._written(paths if finished.is_whole else ())
            made_of, also_shown, digest = self._begun.pop(name)
            shown_all = self._cache.numbers(shown | also_shown)
            self._cache.add(name, Made(files, made_of, shown_all, digest, page.summary.plain, tuple(finished.names)))

    # --- Other forms ---

    def _write_outputs(self, summaries: Sequence[Any] = (), *, are_of_pages: bool = False) -> None:
        """Write those that need no page, or those that are made of what pages say of themselves."""
        for output in OUTPUTS:
            if output.is_of_pages == are_of_pages:
                self._write_output(output.name, partial(self._files_of, output, summaries))

    def _files_of(self, output: Output, summaries: Sequence[Any]) -> Iterable[tuple[str, bytes]]:
        pages = AnswerList(PAGES[0], [PageSummary.of(summary) for summary in summaries])
        return output.files(self.released, self.theme.site, pages)

    def _write_outputs_again(self) -> None:
        """Write those that need no page; where facts changed, and lists are made again, that is done meanwhile."""
        cache = self._cache
        if cache is None or cache.has_same_facts or not cache.is_of_same:
            self._write_outputs()
            return
        count = cache.count

        def write() -> tuple[MadeElsewhere, dict[str, bytes]]:
            self._write_outputs()
            names = [f"{_OUTPUT}{output.name}" for output in OUTPUTS if not output.is_of_pages]
            return MadeElsewhere.of(names, count, cache, self.writer), cache.digests_now(OBJECT)

        with Beside(write, tasks=len(self.released.responses), enough=ENOUGH_PAGES) as outputs:
            if outputs.is_elsewhere:
                self._pages_of_lists  # noqa: B018 - they are made once
            result, self._evidence.objects = outputs.result()
        result.adopt(count, cache, self.writer)
        cache.take_later(OBJECT)

    def _write_outputs_of_pages(self) -> None:
        summaries = [summary for _, summary in sorted(self._summaries.items())]
        self._evidence.pages = summaries
        if self._cache:
            self._cache.take_later(PAGES[0])
        self._write_outputs(summaries, are_of_pages=True)
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
            cache.add(name, Made(self._written(paths), cache.numbers(uses), cache.numbers(())))
