"""Reads a few sources into a register, for tests of one check at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from generator.problems import Problem, sorted_unique
from generator.register.read import read_register
from generator.register.register import Register
from tests.support.example_cases import SMALL, write_content

INSPECTION = "inspections/2019/cyber.md"
RESPONSE = "responses/norfolk/2019/cyber.md"


def small_register(files: Mapping[str, Any], *, without: Iterable[str] = ()) -> Register:
    """Read `SMALL` with these files added or in place of its own; the working directory must be a test's."""
    sources = {path: text for small in SMALL.values() for path, text in small.items() if path not in set(without)}
    write_content(Path("content"), {**sources, **files})
    return read_register(Path("content")).register


def small(path: str) -> str:
    """Return the text of a source of `SMALL`."""
    return next(text for sources in SMALL.values() for name, text in sources.items() if name == path)


def lines(problems: Iterable[Problem]) -> list[str]:
    """Write problems as printed, without the content folder."""
    return [str(problem).removeprefix("content/") for problem in sorted_unique(problems)]
