"""Checks a project: its content, its settings, and the ledger of its site. Imports nothing that renders a page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from generator.checks.check import CheckedRegister, check_register
from generator.files import display_path
from generator.problems import sorted_unique
from generator.publishing.recording import missing_ledger_problems
from generator.publishing.state import attachment_cache, cache_folder, state_of
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
    state = state_of(site)
    checked = check_register(
        content,
        as_of,
        attachment_cache=attachment_cache(state),
        quotes_unreleased=quotes_unreleased,
        sources=sources or SourceCache(cache_folder(state), display_path(content)),
    )
    released = release(checked.register, as_of)
    checked.sources.save({record.path for record in released.standing})
    others = [*settings_problems(settings, content / "pages"), *missing_ledger_problems(content, site)]
    return CheckedRegister(checked.register, sorted_unique([*checked.problems, *others]), checked.sources)
