"""Options that several commands share. Without `--as-of`, the clock is read here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.commands.exit_codes import Exit
from generator.commands.process import stop
from generator.dates import NotADateError, read_as_of, read_day
from generator.problems import FORMATS

F = TypeVar("F", bound=Callable[..., Any])


class Moment(click.ParamType[datetime]):
    """The value of `--as-of`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read a day or a time."""
        if isinstance(value, datetime):
            return value
        try:
            return read_as_of(value)
        except NotADateError as error:
            return self.fail(f"{error.message}. {error.hint}.", param, ctx)


class Day(click.ParamType[date]):
    """The value of an option that is a day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day."""
        if isinstance(value, date):
            return value
        try:
            return read_day(value)
        except NotADateError as error:
            return self.fail(f"{error.message}. {error.hint}.", param, ctx)


def options(*names: str) -> Callable[[F], F]:
    """Return a decorator that adds shared options to a command, by name."""

    def folder(name: str, help_: str) -> Any:
        return click.option(
            f"--{name}", type=click.Path(path_type=Path), default=Path(name), show_default=True, help=help_
        )

    decorators = {
        "content": folder("content", "The folder of the content."),
        "site": folder("site", "The folder of the site."),
        "as-of": click.option(
            "--as-of",
            "as_of",
            type=Moment(),
            default=lambda: datetime.now(UTC),
            help="Use this date or time instead of now.",
        ),
        "format": click.option(
            "--format",
            "form",
            type=click.Choice(list(FORMATS)),
            default="text",
            show_default=True,
            help="How problems are written.",
        ),
        "quiet": click.option("--quiet", is_flag=True, help="Print only problems."),
    }

    def decorate(function: F) -> F:
        for name in reversed(names):
            function = decorators[name](function)
        return function

    return decorate


def config_file_for(content: Path) -> Path:
    """Return mkdocs.yml as an absolute path, or stop where there is none."""
    file = settings_file(content)
    if not file.is_file():
        stop(Exit.USAGE, "There is no mkdocs.yml here. Run this command in the folder that holds it.")
    return file.resolve()


def settings_file(content: Path) -> Path:
    """Find mkdocs.yml where the command runs, or beside the content; a check does without."""
    files = (folder / "mkdocs.yml" for folder in (Path(), content.parent))
    return next((file for file in files if file.is_file()), Path("mkdocs.yml"))
