"""Options that several commands share. Knows click; without `--as-of`, the clock is read here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.dates import NotADateError, read_as_of
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
