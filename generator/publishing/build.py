"""A build, from content to site: read everything, check everything, render, then exchange. All or nothing."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from generator.problems import Category, EnvironmentFailure, Place, Problem, Severity, gravest_category, sorted_unique
from generator.publishing.check import check_project
from generator.publishing.destination import GITIGNORE, foreign_files_refusal, replacement_refusal
from generator.publishing.exchange import build_lock, exchange, flush_to_disk, recover, remove_tree
from generator.publishing.manifest import SiteWriter
from generator.publishing.options import BuildOptions
from generator.publishing.recording import RecordingError, commit_pending, save_pending
from generator.publishing.site.contents import SiteContents
from generator.publishing.site.stage import StageWriter, set_aside
from generator.publishing.state import cache_folder
from generator.reading.ledger import Row
from generator.register.permanent import new_rows
from generator.register.release import release, unreleased_records
from generator.theme.frame import Theme, ThemeError
from generator.theme.templates import template_folders

__all__ = ["BuildOptions", "BuildResult", "build_site"]


_last: list[object] = []
"""What the last build was made of. It is not let go: taking it apart would take longer than a page."""


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
        if refusal := foreign_files_refusal(options.site):
            return BuildResult(Category.USAGE, message=refusal)
        commit_pending(options.state, options.site, options.content)
        try:
            return _publish(options, render_theme, started)
        finally:  # also after Ctrl-C or on a full disk
            remove_tree(_stage(options))


def _stage(options: BuildOptions) -> Path:
    return options.site if options.in_place else options.state / "stage"


def _errors_as_result(build: Callable[[], BuildResult]) -> BuildResult:
    try:
        return build()
    except ThemeError as error:
        return BuildResult(Category.CONTENT, message=str(error))
    except (EnvironmentFailure, RecordingError) as error:
        return BuildResult(Category.MACHINE, message=str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return BuildResult(
            Category.MACHINE, message=f"{where}{error.strerror or error}. The site has not been changed."
        )


def _publish(options: BuildOptions, render_theme: Callable[[], Theme], started: float) -> BuildResult:
    settings = options.project / options.settings
    checked = check_project(
        settings, options.content, options.site, options.as_of, quotes_unreleased=options.with_drafts
    )
    problems = checked.problems
    if options.with_drafts:  # a preview shows what is not released or finished, and publishes nothing
        problems = [problem for problem in problems if problem.category not in {Category.UNRELEASED, Category.VANISHED}]
    failure = gravest_category(problems)
    if failure:
        return BuildResult(failure, problems)
    theme = render_theme()
    place = Place("content/pages")
    warnings = (Problem(place, message, "", Severity.WARNING, "pages") for message in theme.warnings)
    problems = sorted_unique([*problems, *warnings])
    released = release(checked.register, options.as_of, with_drafts=options.with_drafts)
    stage, cache = _stage(options), cache_folder(options.state)
    writer = SiteWriter(stage) if options.in_place else StageWriter(stage, options.site, cache)
    contents = SiteContents(options, theme, released, checked.sources, writer)
    _last[:] = [checked, contents]
    problems = sorted_unique([*problems, *contents.write()])
    rows = new_rows(checked.register, released, writer.paths) if options.record else []
    writer.close(has_ledger=checked.register.ledger.is_kept or bool(rows))
    if not options.in_place:
        _go_live(options, stage, writer.digest, rows)
        contents.keep()
        set_aside(stage, options.site, cache)
    seconds = time.monotonic() - started
    unreleased = unreleased_records(released) if options.with_drafts else {}
    return BuildResult(None, problems, "", len(released.standing), writer.pages, len(rows), seconds, unreleased)


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
