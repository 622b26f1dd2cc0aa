"""The site of a preview, in memory: each file is made when it is asked for. Knows nothing of servers.

At a change only the files are read again that changed, everything is checked, and the page that is looked at is
rendered. Data, feeds and the search index, which need all records, follow when nothing else is to be done.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from generator.files import display_path
from generator.outputs.outputs import OUTPUTS, files_of_page
from generator.outputs.search.documents import documents_of
from generator.outputs.search.editorial import page_documents, site_page_documents
from generator.outputs.search.index import search_files
from generator.pages.home import home_page
from generator.pages.page import Page
from generator.pages.pages import pages_of
from generator.pages.rendering import Renderer
from generator.pages.single.record_pages import record_page
from generator.problems import Category, EnvironmentFailure, Place, Problem, Severity, gravest_category, sorted_unique
from generator.publishing.build import BuildOptions, BuildResult
from generator.publishing.check import check_project
from generator.publishing.exchange import build_lock
from generator.publishing.state import cache_folder
from generator.reading.synonyms import read_synonyms
from generator.register.release import release, unreleased_records
from generator.register.released import ReleasedRegister
from generator.register.sources.cache import SourceCache
from generator.theme.frame import Theme, ThemeError
from generator.theme.templates import template_folders

INDEX = "index.html"
SEARCH = "search/"
"""The folder of the search index, and of the page that reads it."""


@dataclass(slots=True)
class Edition:
    """The site as it was at one reading: pages and other files by their path."""

    theme: Theme
    released: ReleasedRegister
    renderer: Renderer
    _files: dict[str, bytes]
    _pages: dict[str, Page] = field(default_factory=dict)
    _coming: Iterator[Page] = field(default_factory=lambda: iter(()))
    _has_outputs: bool = False
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @classmethod
    def of(cls, theme: Theme, released: ReleasedRegister, renderer: Renderer) -> Edition:
        """Begin an edition; keep the theme's files, which the next one may replace on the disk."""
        files = {
            file.relative_to(theme.files).as_posix(): file.read_bytes()
            for file in theme.files.rglob("*")
            if file.is_file()
        }
        return cls(theme, released, renderer, files, _coming=_pages_of(released))

    def read(self, path: str) -> bytes | None:
        """Return a file of the site, or None."""
        with self._lock:
            if path.endswith(INDEX) and (page := self._page(path.removesuffix(INDEX))):
                return self.renderer.render(page).encode()
            if path not in self._files and not path.endswith(INDEX):
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
        while address not in self._pages and (page := next(self._coming, None)):
            self._pages[page.address] = page
        return self._pages.get(address)

    @property
    def pages(self) -> list[Page]:
        """All pages."""
        with self._lock:
            self._pages.update((page.address, page) for page in self._coming)
            return list(self._pages.values())

    def make_outputs(self) -> None:
        """Make the files that hold all records in another form."""
        with self._lock:
            if not self._has_outputs:
                pages = self.pages
                for output in OUTPUTS:
                    self._files.update(output.files(self.released, self.theme.site, pages))
                self._has_outputs = True

    def make_index(self, content: Path, state: Path) -> dict[str, bytes]:
        """Make the search index; what has not changed is taken from the state folder."""
        synonyms, _ = read_synonyms(content)
        documents = [*documents_of(self.released), *page_documents(self.theme), *site_page_documents()]
        return dict(search_files(documents, synonyms, state / "search"))

    def keep_templates(self) -> None:
        """Keep the templates that were compiled for the next preview."""
        with self._lock:
            self.renderer.save()

    def render_each_kind(self) -> None:
        """Render a page of each kind, which shows whether its template can be used."""
        for page in {page.kind: page for page in self.pages}.values():
            self.renderer.render(page)


def _pages_of(released: ReleasedRegister) -> Iterator[Page]:
    yield home_page(released)
    yield from pages_of(released)


class PreviewedSite:
    """A site that is read again at each change; if that fails, the last edition stays."""

    def __init__(self, options: BuildOptions, render_theme: Callable[[], Theme], now: Callable[[], datetime]) -> None:
        """Prepare a preview; `now` is the moment at which it is judged what is released."""
        self._options, self._render_theme, self._now = options, render_theme, now
        self._sources = SourceCache(cache_folder(options.state), display_path(options.content))
        self._edition: Edition | None = None
        self._templates: tuple[float, ...] = ()
        self._index: dict[str, bytes] = {}
        self._indexed: Edition | None = None
        self._indexing = threading.Lock()

    def read(self, path: str) -> bytes | None:
        """Return a file of the site, or None. A search is answered from the last index that was made."""
        edition = self._edition
        if edition is None:
            return None
        if path.startswith(SEARCH) and not path.endswith(INDEX):
            if self._indexed is None:
                self.make_index()
            return self._index.get(path)
        return edition.read(path)

    def refresh(self) -> BuildResult:
        """Read what changed, check everything, and begin a new edition if nothing is wrong."""
        started = time.monotonic()
        try:
            return self._refresh(started)
        except ThemeError as error:
            return BuildResult(Category.CONTENT, message=str(error))
        except EnvironmentFailure as error:
            return BuildResult(Category.MACHINE, message=str(error))
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            return BuildResult(Category.MACHINE, message=f"{where}{error.strerror or error}.")

    def _refresh(self, started: float) -> BuildResult:
        options = replace(self._options, as_of=self._now())
        checked = check_project(
            options.project / options.settings, options.content, options.site, options.as_of,
            quotes_unreleased=options.with_drafts, sources=self._sources,
        )  # fmt: skip
        problems = checked.problems
        if options.with_drafts:  # a preview shows what is not released or finished, and publishes nothing
            held_back = {Category.UNRELEASED, Category.VANISHED}
            problems = [problem for problem in problems if problem.category not in held_back]
        if failure := gravest_category(problems):
            return BuildResult(failure, problems)
        with build_lock(options.state):  # another preview of the same content may be rendering it
            theme = self._render_theme()
        place = Place("content/pages")
        warnings = (Problem(place, message, "", Severity.WARNING, "pages") for message in theme.warnings)
        released = release(checked.register, options.as_of, with_drafts=options.with_drafts)
        folders = tuple(template_folders(options.project))
        edition = Edition.of(theme, released, Renderer(folders, theme, released, cache_folder(options.state)))
        self._prove_templates(edition, folders)
        self._edition = edition
        return BuildResult(
            None, sorted_unique([*problems, *warnings]), records=len(released.standing),
            seconds=time.monotonic() - started, unreleased=unreleased_records(released) if options.with_drafts else {},
        )  # fmt: skip

    def _prove_templates(self, edition: Edition, folders: tuple[Path, ...]) -> None:
        """Render a page of each kind if a template was changed, so that a fault in one is seen at once."""
        moments = tuple(file.stat().st_mtime for folder in folders for file in sorted(folder.rglob("*.html")))
        if self._templates not in {(), moments}:
            edition.render_each_kind()
        self._templates = moments

    def follow(self) -> None:
        """Make what needs all records, when nothing else is to be done."""
        if (edition := self._edition) and edition is not self._indexed:
            edition.keep_templates()
            edition.make_outputs()
            self.make_index()

    def make_index(self) -> None:
        """Make the search index of the present edition, unless it is made already."""
        with self._indexing:
            if (edition := self._edition) and edition is not self._indexed:
                self._index = edition.make_index(self._options.content, self._options.state)
                self._indexed = edition
