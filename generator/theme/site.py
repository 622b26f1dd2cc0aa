"""What mkdocs.yml says of the site as a whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """What mkdocs.yml says of the site."""

    name: str
    address: str
    """With a slash at its end, or empty where it is not known yet."""
    description: str
    logo: str = ""
    """The way to the office's logo from the site's root, where it has one."""
