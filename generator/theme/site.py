"""The settings of the site as a whole, from mkdocs.yml."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """The name, address, description and logo of the site."""

    name: str
    address: str
    """With a trailing slash, or empty if it is not known yet."""
    description: str
    logo: str = ""
    """The path of the office's logo from the site's root; empty without one."""
