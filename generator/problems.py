"""Problems: where each is, what is wrong, and what to do. Knows nothing of YAML, Markdown or policing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.messages import counted, plain_text


class Severity(StrEnum):
    """Whether a problem stops a build."""

    ERROR = "error"
    WARNING = "warning"


class Category(StrEnum):
    """The kind of a problem; each command turns it into an exit code."""

    CONTENT = "content"
    """A problem in the content, for its writer to correct."""
    USAGE = "usage"
    """A command was given something it cannot use."""
    MACHINE = "machine"
    """Disk, permission, a missing program, another build running."""
    UNRELEASED = "unreleased"
    """Something unreleased or for office use would be published."""
    VANISHED = "vanished"
    """A published address or text would vanish or change without a note."""


class EnvironmentFailure(Exception):
    """The machine refused; the message says what, and what to do."""


class SourceChangedError(EnvironmentFailure):
    """A file changed after it was read, and before its text was used."""

    def __init__(self, path: str) -> None:
        """Name the file."""
        super().__init__(f"{path} changed while it was read. The site has not been changed. Try again.")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file: lines and columns count from 1, as in editors; 0 means the whole file."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write the place as `path:line:column`, without numbers that are 0."""
        numbers = [self.line, self.column] if self.column else [self.line]
        return ":".join([self.path, *(str(number) for number in numbers if number)])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a writer can correct."""

    place: Place
    message: str
    """What is wrong, without its full stop; what it repeats of a source is a `Quote`."""
    hint: str
    """What to do, without its full stop; it never blames."""
    severity: Severity = Severity.ERROR
    rule: str = "content"
    """A short name by which `allow` can suppress a warning."""
    category: Category = Category.CONTENT

    def __str__(self) -> str:
        """Write the problem as one line."""
        mark = "" if self.severity is Severity.ERROR else "Warning: "
        return f"{self.place}: {mark}{_sentence(self.message)} {_sentence(self.hint)}".rstrip()


def _sentence(message: str) -> str:
    message = plain_text(message)
    # No full stop after brackets: the line that a hint ends in is pasted.
    return message if not message or message.endswith((".", "?", "!", "]", "}")) else f"{message}."


def sorted_unique(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by path and line, each problem once."""
    return sorted(set(problems), key=lambda problem: (problem.place, problem.severity, str(problem)))


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop a build."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def gravest_category(problems: Iterable[Problem]) -> Category | None:
    """Return the category to report for a run, or None without an error: problems that stop reading come first."""
    categories = {problem.category for problem in errors_in(problems)}
    return next((category for category in Category if category in categories), None)


def summary_line(problems: Sequence[Problem]) -> str:
    """Count problems in words: `2 problems and 1 warning.`; an empty text without any."""
    errors = len(errors_in(problems))
    warnings = len(problems) - errors
    parts = [counted(errors, "problem")] if errors else []
    parts += [counted(warnings, "warning")] if warnings else []
    return f"{' and '.join(parts)}." if parts else ""


def format_text(problems: Sequence[Problem]) -> str:
    """Write a line for each problem, and then their number."""
    lines = [str(problem) for problem in problems]
    return "\n".join([*lines, summary_line(problems)] if lines else [])


def format_json(problems: Sequence[Problem]) -> str:
    """Write a JSON list for programs, with an object for each problem."""
    rows = [
        {
            "path": problem.place.path,
            "line": problem.place.line or None,
            "column": problem.place.column or None,
            "severity": problem.severity.value,
            "rule": problem.rule,
            "problem": _sentence(problem.message),
            "advice": _sentence(problem.hint),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def format_github(problems: Sequence[Problem]) -> str:
    """Write workflow commands, which GitHub shows as annotations of the lines."""
    lines = []
    for problem in problems:
        place = problem.place
        where = [f"file={_escaped(place.path, property_value=True)}"]
        where += [f"line={place.line}"] if place.line else []
        where += [f"col={place.column}"] if place.column else []
        text = _escaped(f"{_sentence(problem.message)} {_sentence(problem.hint)}".rstrip())
        lines.append(f"::{problem.severity.value} {','.join(where)}::{text}")
    return "\n".join([*lines, summary_line(problems)] if lines else [])


def _escaped(text: str, *, property_value: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_value else text


FORMATS = {"text": format_text, "json": format_json, "github": format_github}
"""The values of `--format`, each with the function that writes it."""
