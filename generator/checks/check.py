"""Checks a whole content folder. `CHECKS` lists the checks across files: to add one, a module here and its line there.

Run by `build`, `check` and `publish`. `new`, `show` and `due` read the register without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.checks.aliases import alias_problems
from generator.checks.allowances import can_be_allowed, without_allowed
from generator.checks.attachments import attachment_problems
from generator.checks.editorial_pages import editorial_page_problems
from generator.checks.embargo import embargo_problems, without_those_embargo_explains
from generator.checks.parts import part_problems
from generator.checks.permanence import permanence_problems
from generator.checks.redaction import redact
from generator.checks.references import reference_problems
from generator.checks.requirements import requirement_problems
from generator.problems import Problem, sorted_unique
from generator.reading.content_folder import SourceFile
from generator.register.read import RegisterReading, read_register
from generator.register.register import Register
from generator.register.sources.cache import SourceCache


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a check may know besides the register."""

    as_of: datetime
    """The moment at which release is judged."""
    attachment_cache: Path | None = None
    """A file that keeps what was found in attachments, so that none is scanned twice."""


Check = Callable[[Register, Circumstances], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    lambda register, _: reference_problems(register),
    lambda register, _: part_problems(register),
    lambda register, _: alias_problems(register),
    lambda register, _: requirement_problems(register),
    lambda register, now: embargo_problems(register, now.as_of),
    lambda register, now: editorial_page_problems(register, now.as_of),
    lambda register, now: permanence_problems(register, now.as_of),
    lambda register, now: attachment_problems(register, now.attachment_cache),
)
"""Every check across files, in the order in which they run."""


@dataclass(slots=True)
class CheckedRegister:
    """A register, and every problem with what it was read from, sorted by path and line."""

    register: Register
    problems: list[Problem] = field(default_factory=list)
    sources: SourceCache = field(default_factory=SourceCache)
    """The sources as they were read, for the next reading."""


def check_register(
    content: Path,
    as_of: datetime,
    *,
    attachment_cache: Path | None = None,
    quotes_unreleased: bool = False,
    sources: SourceCache | None = None,
) -> CheckedRegister:
    """Read and check every source of a content folder.

    Args:
        content: The content folder.
        as_of: The moment at which release is judged.
        attachment_cache: A file that keeps what was found in attachments.
        quotes_unreleased: Whether messages may quote everything, as on an office's own computer.
        sources: What is known of the sources from an earlier reading.

    Returns:
        The register and all problems, sorted by path and line.
    """
    sources = sources or SourceCache()
    reading = read_register(content, sources)
    problems = check_reading(reading, as_of, attachment_cache=attachment_cache, quotes_unreleased=quotes_unreleased)
    return CheckedRegister(reading.register, problems, sources)


def check_reading(
    reading: RegisterReading, as_of: datetime, *, attachment_cache: Path | None = None, quotes_unreleased: bool = False
) -> list[Problem]:
    """Return all problems of sources that were read, those of single files included, sorted by path and line."""
    register, now = reading.register, Circumstances(as_of, attachment_cache)
    problems = [*reading.problems, *without_those_embargo_explains(_all_problems(register, now))]
    problems = without_allowed(register, problems)
    if not quotes_unreleased:
        problems = redact(problems, register, reading.files, as_of)
    return sorted_unique(problems)


def own_problems(
    reading: RegisterReading, file: SourceFile, as_of: datetime, *, quotes_unreleased: bool = False
) -> list[Problem]:
    """Return the problems of one source alone, without those that its record allows."""
    allowed = {allowance.what for allowance in reading.register.by_path(file.path).facts.allow}
    problems = [problem for problem in reading.problems if problem.place.path == file.display_path]
    problems = [problem for problem in problems if not (can_be_allowed(problem) and problem.rule in allowed)]
    return problems if quotes_unreleased else redact(problems, reading.register, reading.files, as_of)


def _all_problems(register: Register, now: Circumstances) -> Iterator[Problem]:
    for check in CHECKS:
        yield from check(register, now)
