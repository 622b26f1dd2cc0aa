"""A build, from content to site: read everything, check everything, render, then switch. All or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.frame import Theme, ThemeError
from generator.outputs import OUTPUTS
from generator.pages import Page, home_page, pages_of
from generator.problems import Exit, Place, Problem, Severity, exit_code, in_order
from generator.register import read_register
from generator.released import Released
from generator.rendering import Renderer, template_folders
from generator.switch import MANIFEST, MachineError, exchange, locked, may_replace, recover, synced

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
    seconds: float = 0.0


def publish(order: Order, draw: Callable[[], Theme]) -> Result:
    """Build a site and put it in its place; where anything stands against it, the old one stays as it was."""
    started = time.monotonic()
    if refusal := may_replace(order.site):
        return Result(Exit.USAGE, message=refusal)
    try:
        with nullcontext() if order.in_place else locked(order.state):
            recover(order.state, order.site)
            return _publish(order, draw, started)
    except ThemeError as error:
        return Result(Exit.CONTENT, message=str(error))
    except MachineError as error:
        return Result(Exit.MACHINE, message=str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return Result(Exit.MACHINE, message=f"{where}{error.strerror}. The site was left as it was.")


def _publish(order: Order, draw: Callable[[], Theme], started: float) -> Result:
    reading = read_register(order.content, order.at)
    problems = [] if order.with_drafts else reading.problems
    if order.with_drafts:  # a preview shows unreleased records, so naming one is no fault in it
        problems = [problem for problem in reading.problems if problem.exit is not Exit.UNRELEASED]
    code = exit_code(problems)
    if code is not Exit.DONE:
        return Result(code, problems)
    theme = draw()
    problems = in_order([*problems, *(Problem(Place("content/pages"), told, "", Severity.WARNING, "pages") for told in theme.warnings)])
    released = reading.register.released(order.at, with_drafts=order.with_drafts)
    stage = order.site if order.in_place else order.state / "stage"
    if not order.in_place:
        shutil.rmtree(stage, ignore_errors=True)
    pages = [home_page(released), *pages_of(released)]
    manifest = _Manifest(stage)
    for path, data in _files(order, theme, released, pages):
        manifest.write(path, data)
    manifest.close()
    if not order.in_place:
        ignored = order.site / ".gitignore"
        if ignored.exists():
            shutil.copy2(ignored, stage / ".gitignore")
        synced(stage)
        order.site.absolute().parent.mkdir(parents=True, exist_ok=True)
        exchange(stage, order.site)
        shutil.rmtree(stage, ignore_errors=True)
    records = len(released.offices) + len(released.inspections) + len(released.responses) + len(released.panel_reports)
    return Result(Exit.DONE, problems, "", records, manifest.pages, time.monotonic() - started)


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


class _Manifest:
    """Writes files below a folder and remembers each: path, size and digest, by which a live site can be verified."""

    def __init__(self, folder: Path) -> None:
        self.pages = 0
        self._folder = folder
        self._rows: dict[str, dict[str, object]] = {}
        self._made: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        self._rows[path] = {"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        self.pages += path.endswith(".html")
        self._put(path, data)

    def close(self) -> None:
        rows = [self._rows[path] for path in sorted(self._rows)]
        self._put(MANIFEST, (json.dumps({"format": 1, "files": rows}, indent=0) + "\n").encode())

    def _put(self, path: str, data: bytes) -> None:
        file = self._folder / path
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
