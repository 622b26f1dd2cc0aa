"""A build, from content to site: read everything, check everything, render, then exchange. All or nothing."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.forks import Beside
from generator.problems import Category, EnvironmentFailure, Place, Problem, Severity, gravest_category, sorted_unique
from generator.publishing.check import BegunCheck, begin_check
from generator.publishing.destination import GITIGNORE, RefusedError, foreign_files_refusal, replacement_refusal
from generator.publishing.exchange import build_lock, exchange, flush_to_disk, recover, remove_tree
from generator.publishing.manifest import SiteWriter
from generator.publishing.options import BuildOptions
from generator.publishing.recording import RecordingError, commit_pending, save_pending
from generator.publishing.site.contents import SiteContents
from generator.publishing.site.stage import StageWriter, Standing, begin_stage, recorded_paths, set_aside
from generator.publishing.state import cache_folder
from generator.reading.ledger import Row
from generator.register.permanent import new_rows
from generator.register.release import release, unreleased_records
from generator.theme.frame import Theme, ThemeError
from generator.theme.templates import template_folders

__all__ = ["BuildOptions", "BuildResult", "build_site"]

ENOUGH_FILES = 3_000
"""Files of a site to be looked through before it is worth starting another process."""

_last: list[object] = []
"""What the last build was made of. It is held, because taking 6,500 responses apart takes half a second."""


@dataclass(slots=True)
class BuildResult:
    """The result of a build."""

    failure: Category | None
    """Why no site was built; None if one was."""
    problems: list[Problem] = field(default_factory=list)
    message: str = ""
    records: int = 0
    pages: int = 0
    recorded: int = 0
    """Rows appended to the ledger."""
    seconds: float = 0.0
    unreleased: dict[str, str] = field(default_factory=dict)
    """Addresses of a preview's unpublished records, each with the reason; empty for a build."""


def build_site(options: BuildOptions, render_theme: Callable[[], Theme]) -> BuildResult:
    """Build a site and put it live; if anything is wrong, the old site does not change."""
    started = time.monotonic()
    publish = _publish if options.in_place else _publish_at_once
    is_collecting = gc.isenabled()
    gc.disable()  # nearly nothing becomes garbage in circles, and looking for it takes a fifth of a build
    try:
        return _errors_as_result(lambda: publish(options, render_theme, started))
    finally:
        if is_collecting:
            gc.enable()


def _publish_at_once(options: BuildOptions, render_theme: Callable[[], Theme], started: float) -> BuildResult:
    refusal = replacement_refusal(options.site, options.content, options.state, *template_folders(options.project))
    # If there is a state folder, another build may be running, and this can be judged only under the lock.
    if not refusal and not options.state.exists():
        refusal = foreign_files_refusal(options.site)
    if refusal:
        return BuildResult(Category.USAGE, message=refusal)
    with build_lock(options.state):
        recover(options.state, options.site)
        recorded = recorded_paths(cache_folder(options.state), options.site)
        try:
            with Beside(
                partial(_begin_stage, options, recorded), tasks=len(recorded or ()), enough=ENOUGH_FILES
            ) as stage:
                commit_pending(options.state, options.site, options.content)
                return _publish(options, render_theme, started, stage)
        finally:  # also after Ctrl-C or on a full disk
            remove_tree(_stage(options))


def _begin_stage(options: BuildOptions, recorded: Collection[str] | None) -> Standing:
    """Look through the live site, and begin a stage.

    Raises:
        RefusedError: The site contains what would be lost.
    """
    if refusal := foreign_files_refusal(options.site, recorded):
        raise RefusedError(refusal)
    return begin_stage(_stage(options), cache_folder(options.state))


def _stage(options: BuildOptions) -> Path:
    return options.site if options.in_place else options.state / "stage"


def _errors_as_result(build: Callable[[], BuildResult]) -> BuildResult:
    try:
        return build()
    except RefusedError as error:
        return BuildResult(Category.USAGE, message=str(error))
    except ThemeError as error:
        return BuildResult(Category.CONTENT, message=str(error))
    except (EnvironmentFailure, RecordingError) as error:
        return BuildResult(Category.MACHINE, message=str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return BuildResult(
            Category.MACHINE, message=f"{where}{error.strerror or error}. The site has not been changed."
        )


def _publish(
    options: BuildOptions, render_theme: Callable[[], Theme], started: float, stage: Beside[Standing] | None = None
) -> BuildResult:
    settings = options.project / options.settings
    with begin_check(
        settings, options.content, options.site, options.as_of, quotes_unreleased=options.with_drafts
    ) as begun:
        contents = None
        if begun.problems.is_elsewhere:
            # What is wrong with the content is reported before what it makes impossible.
            with suppress(ThemeError, EnvironmentFailure, OSError):
                contents = _begin_contents(options, begun, render_theme, stage)
        begun.keep_sources()
        problems = begun.problems.result()
    if options.with_drafts:  # a preview shows what is not released or finished, and publishes nothing
        problems = [problem for problem in problems if problem.category not in {Category.UNRELEASED, Category.VANISHED}]
    failure = gravest_category(problems)
    if failure:
        return BuildResult(failure, problems)
    contents = contents or _begin_contents(options, begun, render_theme, stage)
    _last[:] = [begun, contents]
    released, writer = contents.released, contents.writer
    place = Place("content/pages")
    warnings = (Problem(place, message, "", Severity.WARNING, "pages") for message in contents.theme.warnings)
    problems = sorted_unique([*problems, *warnings, *contents.write()])
    rows = new_rows(begun.register, released, writer.paths) if options.record else []
    writer.close(has_ledger=begun.register.ledger.is_kept or bool(rows))
    if not options.in_place:
        _go_live(options, _stage(options), writer.digest, rows)
        contents.keep()
        set_aside(_stage(options), options.site, cache_folder(options.state))
    seconds = time.monotonic() - started
    unreleased = unreleased_records(released) if options.with_drafts else {}
    return BuildResult(None, problems, "", len(released.standing), writer.pages, len(rows), seconds, unreleased)


def _begin_contents(
    options: BuildOptions, begun: BegunCheck, render_theme: Callable[[], Theme], stage: Beside[Standing] | None
) -> SiteContents:
    """Find out what of the last build stays, and begin to write."""
    theme = render_theme()
    released = release(begun.register, options.as_of, with_drafts=True) if options.with_drafts else begun.released
    folder = _stage(options)
    writer = (
        StageWriter(folder, options.site, cache_folder(options.state), stage.result()) if stage else SiteWriter(folder)
    )
    contents = SiteContents(options, theme, released, begun.sources, writer)
    contents.begin()
    return contents


def _go_live(options: BuildOptions, stage: Path, digest: str, rows: list[Row]) -> None:
    """Exchange the stage and the site, then append what was released to the ledger."""
    gitignore = options.site / GITIGNORE
    if gitignore.exists():
        shutil.copy2(gitignore, stage / GITIGNORE)
    if rows:
        save_pending(options.state, options.site, options.content, digest, rows)
    flush_to_disk(stage)
    options.site.absolute().parent.mkdir(parents=True, exist_ok=True)
    exchange(stage, options.site)
    commit_pending(options.state, options.site, options.content)
