"""What is wrong, where it stands, and how to mend it. Knows nothing of YAML, Markdown or policing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Severity(StrEnum):
    """Whether a problem stops a build."""

    ERROR = "error"
    WARNING = "warning"


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
    """Our own mistake (EX_SOFTWARE of sysexits.h)."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file: lines and columns count from 1, as editors do; 0 where the whole file is meant."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write the place as `path:line:column`, leaving out what is not known."""
        numbers = [self.line, self.column] if self.column else [self.line]
        return ":".join([self.path, *(str(number) for number in numbers if number)])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a writer can mend."""

    place: Place
    sentence: str
    """What is wrong, without its full stop."""
    advice: str
    """What to do, without its full stop; it never blames."""
    severity: Severity = Severity.ERROR
    rule: str = "content"
    """A short name by which `allow` can pass over a warning."""
    exit: Exit = Exit.CONTENT

    def __str__(self) -> str:
        """Write the problem as one line."""
        mark = "" if self.severity is Severity.ERROR else "Warning: "
        return f"{self.place}: {mark}{_with_full_stop(self.sentence)} {_with_full_stop(self.advice)}".rstrip()


def _with_full_stop(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith((".", "?", "!")) else f"{sentence}."


def sorted_unique(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by path and line, each problem once."""
    return sorted(set(problems), key=lambda problem: (problem.place, problem.severity, str(problem)))


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Pick the problems that stop a build."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def exit_code(problems: Iterable[Problem]) -> Exit:
    """Pick the exit code for a run: content that cannot be read comes before what it would publish."""
    codes = {problem.exit for problem in errors_in(problems)}
    return min(codes, default=Exit.DONE)


def summary_line(problems: Sequence[Problem]) -> str:
    """Count problems in words: `2 problems and 1 warning.`; empty where there is nothing to count."""
    errors = len(errors_in(problems))
    warnings = len(problems) - errors
    parts = [_counted(errors, "problem")] if errors else []
    parts += [_counted(warnings, "warning")] if warnings else []
    return f"{' and '.join(parts)}." if parts else ""


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def format_text(problems: Sequence[Problem]) -> str:
    """Write one line a problem, and the count last."""
    lines = [str(problem) for problem in problems]
    return "\n".join([*lines, summary_line(problems)] if lines else [])


def format_json(problems: Sequence[Problem]) -> str:
    """Write a JSON list for programs, one object a problem."""
    rows = [
        {
            "path": problem.place.path,
            "line": problem.place.line or None,
            "column": problem.place.column or None,
            "severity": problem.severity.value,
            "rule": problem.rule,
            "problem": _with_full_stop(problem.sentence),
            "advice": _with_full_stop(problem.advice),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def format_github(problems: Sequence[Problem]) -> str:
    """Write workflow commands, which GitHub shows as annotations on the lines."""
    lines = []
    for problem in problems:
        place = problem.place
        where = [f"file={_escaped(place.path, property_value=True)}"]
        where += [f"line={place.line}"] if place.line else []
        where += [f"col={place.column}"] if place.column else []
        text = _escaped(f"{_with_full_stop(problem.sentence)} {_with_full_stop(problem.advice)}".rstrip())
        lines.append(f"::{problem.severity.value} {','.join(where)}::{text}")
    return "\n".join([*lines, summary_line(problems)] if lines else [])


def _escaped(text: str, *, property_value: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_value else text


FORMATS = {"text": format_text, "json": format_json, "github": format_github}
"""The values of `--format`, each with the function that writes it."""
