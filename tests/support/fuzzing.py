"""Reads and builds damaged sources, and reports exceptions, hangs, places that do not exist, and lost content."""

from __future__ import annotations

import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from generator.checks.check import CheckedRegister, check_register
from generator.commands.exit_codes import Exit
from generator.dates import read_as_of
from generator.problems import Place, errors_in
from generator.publishing.build import BuildOptions, build_site
from generator.publishing.verify import verify_folder
from generator.theme.frame import Frame, Theme, slot
from generator.theme.site import Site
from tests.support.forked_commands import ForkServer
from tests.support.mutations import spoil_project, spoilt
from tests.support.paths import DEMO, TOP
from tests.support.second_reader import differences
from tests.support.versioned_project import AS_OF

AT = read_as_of(AS_OF)
SLOWEST = 2.0
"""Seconds of the processor's time that one file may cost."""
OFFICES = (DEMO / "content", TOP / "tests" / "samples" / "office" / "content")
"""The seeds, and a small office that has a record of every kind and state."""
HANGS = 20
"""Seconds after which it is stopped."""


@dataclass(slots=True)
class Score:
    """The result of a run."""

    tried: int = 0
    reported: int = 0
    """With a problem."""
    built: int = 0
    """Into a site."""
    compared: int = 0
    """By the second reader."""
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)
    """What must not be."""

    def __str__(self) -> str:
        """Say it in a line."""
        figures = (
            f"{self.tried:,} tried, {self.reported:,} reported, {self.built:,} built, "
            f"{self.compared:,} compared with the second reader"
        )
        return f"{figures}; the slowest took {self.slowest:.2f} s; {len(self.wrong)} wrong"


class HangError(Exception):
    """It did not end."""


@contextmanager
def _watched() -> Iterator[None]:
    def stop(_number: int, _frame: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANGS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def spoil_files(folder: Path, content: Path, number: int, seed: int, build_every: int) -> Score:
    """Spoil one file of a content folder at a time, read all, and at times build."""
    score = Score()
    shutil.copytree(content, folder / "content")
    (folder / "theme").mkdir()
    files = sorted(
        path.relative_to(folder).as_posix() for path in (folder / "content").rglob("*.*") if "pages" not in path.parts
    )
    kept = {name: (folder / name).read_bytes() for name in files}
    with chdir(folder):
        for place in range(number):
            random = Random(f"{seed}-{place}")  # noqa: S311 - the same each time
            name = random.choice(files)
            data = spoilt(kept[name], random)
            Path(name).write_bytes(data)
            found = _file(name, data, score, is_built=place % build_every == 0)
            score.wrong += [f"{seed}-{place} {name}: {each}" for each in found]
            Path(name).write_bytes(kept[name])
    return score


def _file(name: str, data: bytes, score: Score, *, is_built: bool) -> Iterator[str]:
    score.tried += 1
    started = time.process_time()
    try:
        with _watched():
            reading = check_register(Path("content"), AT)
            if is_built and not errors_in(reading.problems):
                result = build_site(BuildOptions(DEMO, Path("content"), Path("site"), AT, with_search=False), _theme)
                score.built += 1
                if result.failure or verify_folder(Path("site")).problems:
                    yield f"it reads well, and does not build: {result}"
    except HangError:
        yield f"it did not end in {HANGS} s"
        return
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        yield f"{type(error).__name__}: {error}"
        return
    seconds = time.process_time() - started
    score.slowest = max(score.slowest, seconds)
    if seconds > SLOWEST and not is_built:
        yield f"it took {seconds:.1f} s"
    score.reported += bool(reading.problems)
    for problem in reading.problems:
        if not _is_there(problem.place) or "\n" in str(problem):
            yield f"this place is not there: {problem}"
    yield from _lost(name, data, reading, score)


def _theme() -> Theme:
    frame = Frame.parse(
        f"<title>{slot('title')}</title>{slot('canonical')}{slot('head')}<main>{slot('content')}</main>"
    )
    frames = {f"{language}/{depth}": frame for language in ("en", "cy") for depth in range(1, 8)}
    return Theme(Site("Sample site", "https://s55.example/", ""), frames, frame, Path("theme"))


def _is_there(place: Place) -> bool:
    file = Path(place.path)
    if not file.is_file():
        return os.path.lexists(file) and not place.line
    text = file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.removesuffix("\n").split("\n")
    return place.line <= len(lines) and (not place.column or place.column <= len(lines[place.line - 1]) + 2)


def _lost(name: str, data: bytes, reading: CheckedRegister, score: Score) -> Iterator[str]:
    """Compare a source with what the register holds of it, where no problem was reported."""
    if any(problem.place.path == name for problem in errors_in(reading.problems)):
        return
    folder, _, id_ = name.removeprefix("content/").rpartition(".")[0].partition("/")
    held: dict[str, dict[str, Any]] = {
        "offices": dict(reading.register.offices), "inspections": dict(reading.register.inspections),
        "responses": dict(reading.register.responses), "panel-reports": dict(reading.register.panel_reports),
    }  # fmt: skip
    is_source = name.endswith((".md", ".yml")) and not name.endswith(".cy.md") and folder in held
    if not is_source:  # attachments, translations, the ledger
        return
    record = held[folder].get(id_)
    if record is None:
        yield "no problem is reported, and the register does not hold it"
        return
    score.compared += 1
    yield from differences(data, record)


def spoil_projects(folder: Path, fork_server: ForkServer, number: int, seed: int) -> Score:
    """Spoil one project at a time, and build it with the command."""
    score = Score()
    clean = folder / "clean"
    shutil.copytree(DEMO / "content", clean / "content")
    shutil.copy(DEMO / "mkdocs.yml", clean)
    built = fork_server.run(clean, "build", "--no-search", "--as-of", AS_OF)
    assert not built.code, built.err
    for place in range(number):
        project = folder / str(place)
        shutil.copytree(clean, project)
        spoil_project(project, Random(f"{seed}-{place}"))  # noqa: S311 - the same each time
        score.wrong += [f"{seed}-{place}: {each}" for each in _project(project, clean, fork_server, score)]
        shutil.rmtree(project)
    return score


PLACE = re.compile(r"^(content(?:/[^:\n]*)?|mkdocs\.yml)(?::(\d+))?(?::(\d+))?: ", re.MULTILINE)


def _project(project: Path, clean: Path, fork_server: ForkServer, score: Score) -> Iterator[str]:
    score.tried += 1
    done = fork_server.run(project, "build", "--no-search", "--as-of", AS_OF, limit=HANGS)
    score.slowest = max(score.slowest, done.seconds)
    score.reported += bool(done.err)
    score.built += not done.code
    allowed = {0, 1, 4, 5} if (project / "content").is_dir() else {2}
    if done.signal or done.code not in allowed or "Traceback" in done.err + done.out:
        yield f"{done}"
        return
    if verify_folder(project / "site").problems:
        yield "the site is not whole"
    if done.code and (project / "site/manifest.json").read_bytes() != (clean / "site/manifest.json").read_bytes():
        yield "it failed, and changed the site"
    if done.code and not PLACE.search(done.err):
        yield f"it failed, and names no place: {done.err}"
    with chdir(project):
        for match in PLACE.finditer(done.err):
            if (
                "\N{REPLACEMENT CHARACTER}" not in match[1]
                and done.code != Exit.USAGE
                and not _is_there(Place(match[1], int(match[2] or 0), int(match[3] or 0)))
            ):
                yield f"this place is not there: {match[0]}"
