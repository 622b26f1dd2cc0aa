"""One edition of a site that is previewed: what it is made of, and its files, each made when it is asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, takewhile
from pathlib import Path

from generator.outputs.outputs import OUTPUTS, files_of_page
from generator.outputs.search.documents import documents_of
from generator.outputs.search.editorial import page_documents, site_page_documents
from generator.outputs.search.index import search_files
from generator.pages.home import home_page
from generator.pages.page import Page
from generator.pages.pages import pages_of
from generator.pages.rendering import Renderer
from generator.pages.single.record_pages import record_page
from generator.problems import SourceChangedError
from generator.reading.synonyms import read_synonyms
from generator.register.register import Register
from generator.register.release import unreleased_records
from generator.register.released import ReleasedRegister
from generator.theme.frame import Theme

INDEX = "index.html"


@dataclass(slots=True)
class Edition:
    """The site as it was at one reading: pages and other files by their path."""

    theme: Theme
    register: Register
    released: ReleasedRegister
    unreleased: Mapping[str, str]
    """Addresses of records that are shown and not published, each with the reason."""
    renderer: Renderer
    _files_of_theme: Mapping[str, bytes]
    _files: dict[str, bytes]
    _for_all: ReleasedRegister = field(init=False)
    """The same register, asked for what needs all records: `released` knows little, so an edit soon takes it over."""
    _pages: dict[str, Page] = field(default_factory=dict)
    _coming: Iterator[Page] = field(init=False)
    _has_outputs: bool = False
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        """Prepare to describe every page."""
        self._for_all = replace(self.released)
        self._coming = _pages_of(self._for_all)

    @classmethod
    def of(cls, theme: Theme, register: Register, released: ReleasedRegister, renderer: Renderer) -> Edition:
        """Begin an edition; keep the theme's files, which the next one may replace on the disk."""
        files = {
            file.relative_to(theme.files).as_posix(): file.read_bytes()
            for file in theme.files.rglob("*")
            if file.is_file()
        }
        unreleased = unreleased_records(released)
        return cls(theme, register, released, unreleased, renderer, files, dict(files))

    def again(self, register: Register, released: ReleasedRegister, unreleased: Mapping[str, str]) -> Edition:
        """Begin an edition with other records, and the same theme and templates."""
        files, renderer = self._files_of_theme, self.renderer.again(released)
        return Edition(self.theme, register, released, unreleased, renderer, files, dict(files))

    def read(self, path: str) -> bytes | None:
        """Return a file of the site, or None."""
        with self._lock:
            if path.endswith(INDEX) and (page := self._page(path.removesuffix(INDEX))):
                return self.renderer.render(page).encode()
            if path in self._files or path.endswith(INDEX):
                return self._files.get(path)
            if file := self.released.attachments.get(path):
                return file.read_bytes()
            if page := self._page(f"{path.rpartition('/')[0]}/"):
                own = dict(files_of_page(self.released, self.theme.site, page))
                if path in own:
                    return own[path]
        self.make_outputs()
        return self._files.get(path)

    def _page(self, address: str) -> Page | None:
        """Return the page at an address; pages before it are described on the way, and none is rendered."""
        if address not in self._pages and (page := record_page(self.released, address)):
            return page
        while address not in self._pages and self._describe_next():
            pass
        return self._pages.get(address)

    def _describe_next(self) -> bool:
        """Describe the next of all pages; return whether there was one.

        Raises:
            SourceChangedError: The file of a text that it shows has changed; all pages are described again then.
        """
        try:
            page = next(self._coming, None)
        except SourceChangedError:
            self._coming = _pages_of(self._for_all)  # one that has raised yields nothing more
            raise
        if page:
            self._pages[page.address] = page
        return page is not None

    @property
    def records(self) -> int:
        """The number of records that may be seen."""
        released = self.released
        return sum(map(len, (released.offices, released.inspections, released.responses, released.panel_reports)))

    def all_pages(self, is_wanted: Callable[[], bool] = lambda: True) -> list[Page]:
        """Describe all pages, while others can be read; none more once they are no longer wanted."""
        while is_wanted():
            with self._lock:
                if not self._describe_next():
                    break
        return list(self._pages.values())

    def make_outputs(self, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Make the files that hold all records in another form, unless they are no longer wanted."""
        if not self._has_outputs:
            pages = [page.summary for page in self.all_pages(is_wanted)]
            for output in OUTPUTS:
                for path, data in output.files(self._for_all, self.theme.site, pages):
                    if not is_wanted():
                        return
                    self._files[path] = data
            self._has_outputs = True

    def make_index(self, content: Path, state: Path, is_wanted: Callable[[], bool]) -> dict[str, bytes] | None:
        """Make the search index, or None if it is no longer wanted; what has not changed is in the state folder."""
        synonyms, _ = read_synonyms(content)
        documents = chain(documents_of(self._for_all), page_documents(self.theme), site_page_documents())
        wanted = list(takewhile(lambda _: is_wanted(), documents))
        files = dict(takewhile(lambda _: is_wanted(), search_files(wanted, synonyms, state / "search")))
        return files if is_wanted() else None

    def keep_templates(self) -> None:
        """Keep the templates that were compiled for the next preview."""
        with self._lock:
            self.renderer.save()

    def render_each_kind(self) -> None:
        """Render a page of each kind, which shows whether its template can be used."""
        for page in {page.kind: page for page in self.all_pages()}.values():
            self.renderer.render(page)


def _pages_of(released: ReleasedRegister) -> Iterator[Page]:
    yield home_page(released)
    yield from pages_of(released)
