"""Builds or checks the project that a command runs in: mkdocs.yml, content, and the theme, which MkDocs renders."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

from generator.checks.check import CheckedRegister, check_register
from generator.commands.exit_codes import Exit
from generator.commands.process import stop
from generator.messages import counted
from generator.problems import sorted_unique
from generator.publishing.build import BuildOptions, BuildResult, attachment_cache, build_site, state_of
from generator.publishing.recording import missing_ledger_problems
from generator.theme.cache import cached_theme
from generator.theme.frame import Theme
from generator.theme.settings import settings_problems


def build_project(
    content: Path, site: Path, as_of: datetime, *, record: bool, with_search: bool, shows_progress: bool
) -> BuildResult:
    """Build the site; show a bar on a terminal."""
    config_file = config_file_for(content)
    with _progress() if shows_progress else nullcontext() as on_progress:
        order = BuildOptions(
            config_file.parent, content, site, as_of, record=record, with_search=with_search, on_progress=on_progress,
            opens_from_disk=True,
        )  # fmt: skip
        return build_site(order, lambda: render_theme(config_file, content, order.state))


def closing_lines(result: BuildResult, site: Path, content: Path, *, record: bool) -> Iterator[str]:
    """Yield what a build says at its end: what it made, and what it recorded."""
    sizes = f"{counted(result.records, 'record')}, {counted(result.pages, 'page')}, {result.seconds:.1f} s"
    index = (site / "index.html").as_posix()
    yield f"Built: {sizes}. Open {index} in a browser, or see it with: section55 serve"
    if record:
        entries = counted(result.recorded, "address or text", "addresses and texts")
        yield f"Added to {(content / 'ledger.csv').as_posix()}: {entries if result.recorded else 'nothing new to add'}."


def check_project(content: Path, site: Path, as_of: datetime) -> CheckedRegister:
    """Check every source, the settings and the editorial pages, with the cache of attachments that builds use."""
    checked = check_register(content, as_of, attachment_cache=attachment_cache(state_of(site)))
    settings = settings_problems(_settings_file(content), content / "pages")
    problems = [*checked.problems, *settings, *missing_ledger_problems(content, site)]
    return CheckedRegister(checked.register, sorted_unique(problems))


def config_file_for(content: Path) -> Path:
    """Return mkdocs.yml as an absolute path, or stop where there is none."""
    file = _settings_file(content)
    if not file.is_file():
        stop(Exit.USAGE, "There is no mkdocs.yml here. Run this command in the folder that holds it.")
    return file.resolve()


def _settings_file(content: Path) -> Path:
    """Find mkdocs.yml where the command runs, or beside the content; a check does without."""
    files = (folder / "mkdocs.yml" for folder in (Path(), content.parent))
    return next((file for file in files if file.is_file()), Path("mkdocs.yml"))


def render_theme(config_file: Path, content: Path, state: Path, *, address: str | None = None) -> Theme:
    """Return the rendered theme, from its cache in the state folder if no input has changed."""

    def render(files: Path) -> Theme:
        from generator import plugin  # noqa: PLC0415 - MkDocs takes half a second to import, and is rarely needed

        return plugin.render_theme(config_file, content, files, address=address)

    return cached_theme(config_file.parent, config_file, content, state, render, address=address)


def _progress() -> AbstractContextManager[Callable[[str, int, int], None] | None]:
    if sys.stderr is None or not sys.stderr.isatty():  # it may have been closed before the command began
        return nullcontext()
    from generator.commands.progress import progress  # noqa: PLC0415 - rich is only for terminals

    return progress()
