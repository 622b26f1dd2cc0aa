"""The options that several commands have, each worded once. Knows click; the clock is read here, where no `--as-of` is given."""

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
        """Read a day or a moment."""
        if isinstance(value, datetime):
            return value
        try:
            return read_as_of(value)
        except NotADateError as error:
            return self.fail(f"{error.message}. {error.hint}.", param, ctx)


def options(*names: str) -> Callable[[F], F]:
    """Give a command some of the options that several have, by name."""

    def folder(name: str, help_: str) -> Any:
        return click.option(
            f"--{name}", type=click.Path(path_type=Path), default=Path(name), show_default=True, help=help_
        )

    made = {
        "content": folder("content", "The folder of the sources."),
        "site": folder("site", "The folder of the finished site."),
        "as-of": click.option(
            "--as-of",
            "as_of",
            type=Moment(),
            default=lambda: datetime.now(UTC),
            help="Judge as of this day or moment instead of now.",
        ),
        "format": click.option(
            "--format",
            "form",
            type=click.Choice(list(FORMATS)),
            default="text",
            show_default=True,
            help="How problems are written.",
        ),
        "quiet": click.option("--quiet", is_flag=True, help="Say nothing but problems."),
    }

    def decorate(function: F) -> F:
        for name in reversed(names):
            function = made[name](function)
        return function

    return decorate
