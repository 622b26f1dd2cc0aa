"""The state folder beside a site: where the stage, the caches and the lock stand."""

from __future__ import annotations

from pathlib import Path

STATE = ".section55"
"""The name of the state folder."""


def state_of(site: Path) -> Path:
    """Return the state folder beside a site."""
    return site.absolute().parent / STATE


def attachment_cache(state: Path) -> Path:
    """Return the file that keeps what was found in attachments."""
    return state / "attachments.json"


def cache_folder(state: Path) -> Path:
    """Return the folder that keeps, for the next build, the sources as they were read and what was made of them.

    It may be deleted at any time. Of what is not released, it has nothing.
    """
    return state / "cache"
