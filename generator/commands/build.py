"""Builds the project that a command runs in: mkdocs.yml, content, and the theme, which MkDocs renders."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

from generator.commands.options import config_file_for
from generator.messages import counted
from generator.publishing.build import BuildOptions, BuildResult, build_site
from generator.theme.cache import cached_theme
from generator.theme.frame import Theme


def build_project(  # noqa: PLR0913 - what a build can be asked for
    content: Path, site: Path, as_of: datetime, *, record: bool, with_search: bool, with_pdf: bool, shows_progress: bool
) -> BuildResult:
    """Build the site; show a bar on a terminal."""
    config_file = config_file_for(content)
    with _progress() if shows_progress else nullcontext() as on_progress:
        order = BuildOptions(
            config_file.parent, content, site, as_of, record=record, with_search=with_search, with_pdf=with_pdf,
            on_progress=on_progress, opens_from_disk=True,
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
