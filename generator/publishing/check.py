"""Checks a project: its content, its settings, and the ledger of its site. Imports nothing that renders a page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from generator.checks.check import CheckedRegister, check_reading
from generator.files import display_path
from generator.problems import Problem, sorted_unique
from generator.publishing.recording import missing_ledger_problems
from generator.publishing.state import attachment_cache, cache_folder, state_of
from generator.register.read import RegisterReading, read_register
from generator.register.release import release
from generator.register.sources.cache import SourceCache
from generator.theme.settings import settings_problems


def check_project(
    settings: Path,
    content: Path,
    site: Path,
    as_of: datetime,
    *,
    quotes_unreleased: bool = False,
    sources: SourceCache | None = None,
) -> CheckedRegister:
    """Check every source, the settings and the editorial pages, with the cache of attachments that builds use.

    Args:
        settings: The file of the settings; there need not be one.
        content: The content folder.
        site: The folder of the site; there need not be one.
        as_of: The moment at which release is judged.
        quotes_unreleased: Whether messages may quote everything, as on an office's own computer.
        sources: What is known of the sources from an earlier reading; without it, what the state folder keeps.

    Returns:
        The register and all problems, sorted by path and line.
    """
    sources = sources or SourceCache(cache_folder(state_of(site)), display_path(content))
    reading = read_register(content, sources)
    problems = project_problems(reading, settings, site, as_of, quotes_unreleased=quotes_unreleased)
    released = release(reading.register, as_of)
    sources.save({record.path for record in released.standing})
    return CheckedRegister(reading.register, problems, sources)


def project_problems(
    reading: RegisterReading, settings: Path, site: Path, as_of: datetime, *, quotes_unreleased: bool = False
) -> list[Problem]:
    """Return all problems of a project whose sources were read; the arguments are those of `check_project`."""
    content = reading.register.content
    problems = check_reading(
        reading, as_of, attachment_cache=attachment_cache(state_of(site)), quotes_unreleased=quotes_unreleased
    )
    others = [*settings_problems(settings, content / "pages"), *missing_ledger_problems(content, site)]
    return sorted_unique([*problems, *others])
