"""The exit codes of every command, and which of them a problem asks for."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from generator.problems import Category, Problem, gravest_category


class Exit(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    CONTENT = 1
    """Problems in the content."""
    USAGE = 2
    MACHINE = 3
    """Disk, permission, a missing program, another build running."""
    UNRELEASED = 4
    """Something unreleased or for office use would be published."""
    VANISHED = 5
    """A published address or text would vanish or change without a note."""
    BUG = 70
    """A bug in Section 55 (EX_SOFTWARE of sysexits.h)."""


_BY_CATEGORY = {
    Category.CONTENT: Exit.CONTENT,
    Category.USAGE: Exit.USAGE,
    Category.MACHINE: Exit.MACHINE,
    Category.UNRELEASED: Exit.UNRELEASED,
    Category.VANISHED: Exit.VANISHED,
}


def exit_for(category: Category | None) -> Exit:
    """Return the exit code of a run that failed for a category of fault, or of one that did not fail."""
    return Exit.DONE if category is None else _BY_CATEGORY[category]


def exit_code(problems: Iterable[Problem]) -> Exit:
    """Return the exit code of a run that found these problems."""
    return exit_for(gravest_category(problems))
