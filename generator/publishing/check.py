"""Checks a project: its content, its settings, and the ledger of its site. Imports nothing that renders a page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from generator.checks.check import CheckedRegister, check_register
from generator.problems import sorted_unique
from generator.publishing.recording import missing_ledger_problems
from generator.publishing.state import attachment_cache, state_of
from generator.theme.settings import settings_problems


def check_project(
    settings: Path, content: Path, site: Path, as_of: datetime, *, quotes_unreleased: bool = False
) -> CheckedRegister:
    """Check every source, the settings and the editorial pages, with the cache of attachments that builds use.

    Args:
        settings: The file of the settings; there need not be one.
        content: The content folder.
        site: The folder of the site; there need not be one.
        as_of: The moment at which release is judged.
        quotes_unreleased: Whether messages may quote everything, as on an office's own computer.

    Returns:
        The register and all problems, sorted by path and line.
    """
    cache = attachment_cache(state_of(site))
    checked = check_register(content, as_of, attachment_cache=cache, quotes_unreleased=quotes_unreleased)
    others = [*settings_problems(settings, content / "pages"), *missing_ledger_problems(content, site)]
    return CheckedRegister(checked.register, sorted_unique([*checked.problems, *others]))
