"""A build, from content to site: read everything, check everything, render, then switch. All or nothing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.checks.check import check_register
from generator.outputs.outputs import OUTPUTS
from generator.outputs.search.documents import documents_of
from generator.outputs.search.editorial import page_documents
from generator.outputs.search.index import search_files
from generator.outputs.search.pagefind import SearchError
from generator.pages.home import home_page
from generator.pages.page import Page
from generator.pages.pages import pages_of
from generator.pages.rendering import Renderer
from generator.problems import Category, Place, Problem, Severity, gravest_category, sorted_unique
from generator.publishing.destination import GITIGNORE, foreign_files_refusal, replacement_refusal
from generator.publishing.exchange import EnvironmentFailure, build_lock, exchange, flush_to_disk, recover, remove_tree
from generator.publishing.manifest import SiteWriter
from generator.publishing.recording import RecordingError, commit_pending, save_pending
from generator.reading.ledger import Row
from generator.reading.synonyms import read_synonyms
from generator.register.permanent import new_rows
from generator.register.release import release
from generator.register.released import ReleasedRegister
from generator.theme.frame import Theme, ThemeError
from generator.theme.settings import settings_problems
from generator.theme.templates import template_folders

STATE = ".section55"
"""The folder beside the site in which stage, kept theme and lock stand."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What to build, from where, to where, and as of when."""

    project: Path
    """The folder of mkdocs.yml and the templates."""
    content: Path
    site: Path
    as_of: datetime
    in_place: bool = False
    """Whether to write into the folder as it stands, as a preview may."""
    with_drafts: bool = False
    record: bool = False
    """Whether to add to the ledger what is released."""
    with_search: bool = True
    """Whether to make the search index."""
    settings: str = "mkdocs.yml"
    """The file of the settings."""
    on_progress: Callable[[str, int, int], None] | None = None
    """Told of each step: its name, how much is done, and how much there is."""

    @property
    def state(self) -> Path:
        """The state folder beside the site."""
        return self.site.absolute().parent / STATE


@dataclass(slots=True)
class BuildResult:
    """How a build went."""

    failure: Category | None
    """Why no site was built; None where one was."""
    problems: list[Problem] = field(default_factory=list)
    message: str = ""
    records: int = 0
    pages: int = 0
    recorded: int = 0
    """Lines added to the ledger."""
    seconds: float = 0.0


def build_site(order: BuildOptions, draw: Callable[[], Theme]) -> BuildResult:
    """Build a site and put it in its place; where anything stands against it, the old one stays as it was."""
    started = time.monotonic()
    if order.in_place:
        return _told(lambda: _publish(order, draw, started))
    return _told(lambda: _publish_at_once(order, draw, started))


def _publish_at_once(order: BuildOptions, draw: Callable[[], Theme], started: float) -> BuildResult:
    refusal = replacement_refusal(order.site, order.content, order.state, *template_folders(order.project))
    if (
        not refusal and not order.state.exists()
    ):  # else another build may be at it, and only under the lock can it be judged
        refusal = foreign_files_refusal(order.site)
    if refusal:
        return BuildResult(Category.USAGE, message=refusal)
    with build_lock(order.state):
        recover(order.state, order.site)
        if refusal := foreign_files_refusal(order.site):
            return BuildResult(Category.USAGE, message=refusal)
        commit_pending(order.state, order.site, order.content)
        try:
            return _publish(order, draw, started)
        finally:  # Ctrl-C, too, and a full disk
            remove_tree(_stage(order))


def _stage(order: BuildOptions) -> Path:
    return order.site if order.in_place else order.state / "stage"


def _told(made: Callable[[], BuildResult]) -> BuildResult:
    try:
        return made()
    except ThemeError as error:
        return BuildResult(Category.CONTENT, message=str(error))
    except (EnvironmentFailure, RecordingError, SearchError) as error:
        return BuildResult(Category.MACHINE, message=str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return BuildResult(Category.MACHINE, message=f"{where}{error.strerror or error}. The site was left as it was.")


def _publish(order: BuildOptions, draw: Callable[[], Theme], started: float) -> BuildResult:
    checked = check_register(order.content, order.as_of, attachment_cache=order.state / "attachments.json")
    checked.problems = sorted_unique(
        [*checked.problems, *settings_problems(order.project / order.settings, order.content / "pages")]
    )
    problems = [] if order.with_drafts else checked.problems
    if order.with_drafts:  # a preview shows what is not released and not finished, and publishes nothing
        problems = [
            problem for problem in checked.problems if problem.category not in {Category.UNRELEASED, Category.VANISHED}
        ]
    failure = gravest_category(problems)
    if failure:
        return BuildResult(failure, problems)
    theme = draw()
    problems = sorted_unique(
        [*problems, *(Problem(Place("content/pages"), told, "", Severity.WARNING, "pages") for told in theme.warnings)]
    )
    released = release(checked.register, order.as_of, with_drafts=order.with_drafts)
    stage = _stage(order)
    if not order.in_place and stage.exists():
        shutil.rmtree(stage)  # all of it, or no site: whatever stayed would be published
    pages = [home_page(released), *pages_of(released)]
    manifest = SiteWriter(stage)
    for path, data in _files(order, theme, released, pages):
        manifest.write(path, data)
    manifest.close()
    rows = new_rows(checked.register, released, manifest.paths) if order.record else []
    if not order.in_place:
        _switch(order, stage, manifest.digest, rows)
    seconds = time.monotonic() - started
    return BuildResult(None, problems, "", len(released.standing), manifest.pages, len(rows), seconds)


def _switch(order: BuildOptions, stage: Path, digest: str, rows: list[Row]) -> None:
    """Put the stage in the place of the site, and then into the ledger what it released."""
    ignored = order.site / GITIGNORE
    if ignored.exists():
        shutil.copy2(ignored, stage / GITIGNORE)
    if rows:
        save_pending(order.state, order.site, order.content, digest, rows)
    flush_to_disk(stage)
    order.site.absolute().parent.mkdir(parents=True, exist_ok=True)
    exchange(stage, order.site)
    commit_pending(order.state, order.site, order.content)


def _files(
    order: BuildOptions, theme: Theme, released: ReleasedRegister, pages: list[Page]
) -> Iterator[tuple[str, bytes]]:
    """Give every file of the site: what the theme drew, each page, attachments, and the other forms."""
    for file in sorted(theme.files.rglob("*")):
        if file.is_file():
            yield file.relative_to(theme.files).as_posix(), file.read_bytes()
    renderer = Renderer(tuple(template_folders(order.project)), theme, released)
    for done, page in enumerate(pages):
        if order.on_progress:
            order.on_progress("Rendering", done, len(pages))
        yield f"{page.address}index.html", renderer.render(page).encode()
    for path, file in released.attachments.items():
        yield path, file.read_bytes()
    for output in OUTPUTS:
        yield from output.files(released, theme.site, pages)
    if order.with_search:
        synonyms, _ = read_synonyms(order.content)
        documents = [*documents_of(released), *page_documents(theme)]
        yield from search_files(documents, synonyms, None if order.in_place else order.state / "search")
