"""A build, from content to site: read everything, check everything, render, then switch. All or nothing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.frame import Theme, ThemeError
from generator.lasting import new_rows
from generator.ledger import Row
from generator.manifest import Manifest, not_ours
from generator.outputs import OUTPUTS
from generator.pages import Page, home_page, pages_of
from generator.problems import Exit, Place, Problem, Severity, exit_code, in_order
from generator.recording import RecordingError, note_rows, record_noted
from generator.register import read_register
from generator.released import Released
from generator.rendering import Renderer, template_folders
from generator.search import SearchError, search_files
from generator.search_documents import documents_of
from generator.search_pages import page_documents
from generator.site_settings import settings_problems
from generator.switch import IGNORED, MachineError, cleared, exchange, locked, may_replace, recover, synced
from generator.synonyms import read_synonyms

STATE = ".section55"
"""The folder beside the site in which stage, kept theme and lock stand."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to build, from where, to where, and as of when."""

    project: Path
    """The folder of mkdocs.yml and the templates."""
    content: Path
    site: Path
    at: datetime
    in_place: bool = False
    """Whether to write into the folder as it stands, as a preview may."""
    with_drafts: bool = False
    record: bool = False
    """Whether to add to the ledger what is released."""
    with_search: bool = True
    """Whether to make the search index."""
    settings: str = "mkdocs.yml"
    """The file of the settings."""
    tell: Callable[[str, int, int], None] | None = None
    """Told of each step: its name, how much is done, and how much there is."""

    @property
    def state(self) -> Path:
        """The state folder beside the site."""
        return self.site.absolute().parent / STATE


@dataclass(slots=True)
class Result:
    """How a build went."""

    exit: Exit
    problems: list[Problem] = field(default_factory=list)
    message: str = ""
    records: int = 0
    pages: int = 0
    recorded: int = 0
    """Lines added to the ledger."""
    seconds: float = 0.0


def publish(order: Order, draw: Callable[[], Theme]) -> Result:
    """Build a site and put it in its place; where anything stands against it, the old one stays as it was."""
    started = time.monotonic()
    if order.in_place:
        return _told(lambda: _publish(order, draw, started))
    return _told(lambda: _publish_at_once(order, draw, started))


def _publish_at_once(order: Order, draw: Callable[[], Theme], started: float) -> Result:
    refusal = may_replace(order.site, order.content, order.state, *template_folders(order.project))
    if not refusal and not order.state.exists():  # else another build may be at it, and only under the lock can it be judged
        refusal = not_ours(order.site)
    if refusal:
        return Result(Exit.USAGE, message=refusal)
    with locked(order.state):
        recover(order.state, order.site)
        if refusal := not_ours(order.site):
            return Result(Exit.USAGE, message=refusal)
        record_noted(order.state, order.site, order.content)
        try:
            return _publish(order, draw, started)
        finally:  # Ctrl-C, too, and a full disk
            cleared(_stage(order))


def _stage(order: Order) -> Path:
    return order.site if order.in_place else order.state / "stage"


def _told(made: Callable[[], Result]) -> Result:
    try:
        return made()
    except ThemeError as error:
        return Result(Exit.CONTENT, message=str(error))
    except (MachineError, RecordingError, SearchError) as error:
        return Result(Exit.MACHINE, message=str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return Result(Exit.MACHINE, message=f"{where}{error.strerror or error}. The site was left as it was.")


def _publish(order: Order, draw: Callable[[], Theme], started: float) -> Result:
    reading = read_register(order.content, order.at, kept=order.state / "attachments.json")
    reading.problems = in_order([*reading.problems, *settings_problems(order.project / order.settings, order.content / "pages")])
    problems = [] if order.with_drafts else reading.problems
    if order.with_drafts:  # a preview shows what is not released and not finished, and publishes nothing
        problems = [problem for problem in reading.problems if problem.exit not in {Exit.UNRELEASED, Exit.VANISHED}]
    code = exit_code(problems)
    if code is not Exit.DONE:
        return Result(code, problems)
    theme = draw()
    problems = in_order([*problems, *(Problem(Place("content/pages"), told, "", Severity.WARNING, "pages") for told in theme.warnings)])
    released = reading.register.released(order.at, with_drafts=order.with_drafts)
    stage = _stage(order)
    if not order.in_place and stage.exists():
        shutil.rmtree(stage)  # all of it, or no site: whatever stayed would be published
    pages = [home_page(released), *pages_of(released)]
    manifest = Manifest(stage)
    for path, data in _files(order, theme, released, pages):
        manifest.write(path, data)
    manifest.close()
    rows = new_rows(reading.register, released, manifest.paths) if order.record else []
    if not order.in_place:
        _switch(order, stage, manifest.digest, rows)
    seconds = time.monotonic() - started
    return Result(Exit.DONE, problems, "", len(released.standing), manifest.pages, len(rows), seconds)


def _switch(order: Order, stage: Path, digest: str, rows: list[Row]) -> None:
    """Put the stage in the place of the site, and then into the ledger what it released."""
    ignored = order.site / IGNORED
    if ignored.exists():
        shutil.copy2(ignored, stage / IGNORED)
    if rows:
        note_rows(order.state, order.site, order.content, digest, rows)
    synced(stage)
    order.site.absolute().parent.mkdir(parents=True, exist_ok=True)
    exchange(stage, order.site)
    record_noted(order.state, order.site, order.content)


def _files(order: Order, theme: Theme, released: Released, pages: list[Page]) -> Iterator[tuple[str, bytes]]:
    """Give every file of the site: what the theme drew, each page, attachments, and the other forms."""
    for file in sorted(theme.files.rglob("*")):
        if file.is_file():
            yield file.relative_to(theme.files).as_posix(), file.read_bytes()
    renderer = Renderer(tuple(template_folders(order.project)), theme, released)
    for done, page in enumerate(pages):
        if order.tell:
            order.tell("Rendering", done, len(pages))
        yield f"{page.address}index.html", renderer.html(page).encode()
    for path, file in released.attachments.items():
        yield path, file.read_bytes()
    for output in OUTPUTS:
        yield from output.files(released, theme.site, pages)
    if order.with_search:
        synonyms, _ = read_synonyms(order.content)
        documents = [*documents_of(released), *page_documents(theme)]
        yield from search_files(documents, synonyms, None if order.in_place else order.state / "search")
