"""Checks a project: its content, its settings, and the ledger of its site. Imports nothing that renders a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from generator.checks.check import CheckedRegister, check_reading
from generator.files import display_path
from generator.forks import Beside
from generator.problems import Problem, sorted_unique
from generator.publishing.recording import missing_ledger_problems
from generator.publishing.state import attachment_cache, cache_folder, state_of
from generator.register.read import RegisterReading, read_register
from generator.register.register import Register
from generator.register.release import release
from generator.register.released import ReleasedRegister
from generator.register.sources.cache import SourceCache
from generator.theme.settings import settings_problems

ENOUGH_RECORDS = 300
"""Records to be checked before it is worth starting another process."""


@dataclass(frozen=True, slots=True)
class BegunCheck:
    """A project whose sources were read, and whose records are being checked. It is ended with `with`."""

    register: Register
    released: ReleasedRegister
    sources: SourceCache
    """The sources as they were read."""
    problems: Beside[list[Problem]]

    def __enter__(self) -> Self:
        """Return this."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the check."""
        self.problems.__exit__(*error)

    def keep_sources(self) -> None:
        """Keep what was read for the next process; of what is not released, nothing."""
        self.sources.save({record.path for record in self.released.standing})


def begin_check(
    settings: Path,
    content: Path,
    site: Path,
    as_of: datetime,
    *,
    quotes_unreleased: bool = False,
    sources: SourceCache | None = None,
) -> BegunCheck:
    """Read every source, and begin to check them, the settings and the editorial pages.

    Args:
        settings: The file of the settings; there need not be one.
        content: The content folder.
        site: The folder of the site; there need not be one.
        as_of: The moment at which release is judged.
        quotes_unreleased: Whether messages may quote everything, as on an office's own computer.
        sources: What is known of the sources from an earlier reading; without it, what the state folder keeps.
    """
    sources = sources or SourceCache(cache_folder(state_of(site)), display_path(content))
    reading = read_register(content, sources)

    def problems() -> list[Problem]:
        return project_problems(reading, settings, site, as_of, quotes_unreleased=quotes_unreleased)

    beside = Beside(problems, tasks=len(reading.files), enough=ENOUGH_RECORDS)
    return BegunCheck(reading.register, release(reading.register, as_of), sources, beside)


def check_project(
    settings: Path, content: Path, site: Path, as_of: datetime, *, sources: SourceCache | None = None
) -> CheckedRegister:
    """Check a project as `begin_check` does, and keep what was read for the next process.

    Returns its register, and all problems, sorted by path and line.
    """
    with begin_check(settings, content, site, as_of, sources=sources) as begun:
        begun.keep_sources()
        return CheckedRegister(begun.register, begun.problems.result(), begun.sources)


def project_problems(
    reading: RegisterReading, settings: Path, site: Path, as_of: datetime, *, quotes_unreleased: bool = False
) -> list[Problem]:
    """Return all problems of a project whose sources were read; the arguments are those of `begin_check`."""
    content = reading.register.content
    problems = check_reading(
        reading, as_of, attachment_cache=attachment_cache(state_of(site)), quotes_unreleased=quotes_unreleased
    )
    others = [*settings_problems(settings, content / "pages"), *missing_ledger_problems(content, site)]
    return sorted_unique([*problems, *others])
