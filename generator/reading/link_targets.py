"""Where the links of a source lead: a file of the content folder, an address on the site, or out of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from generator.languages import language_of, original_of, page_address
from generator.reading.commonmark.problems import scheme_of

ROOT = "\ufdd0"
"""Stands for the way from a page to the site's root in addresses; no source can hold this character."""


_ID = re.compile(r"(?:inspections|responses|panel-reports)/[a-z0-9/-]+", re.IGNORECASE)
_ENDS_OF_FOLDERS = ("s/", "S/", "\N{LATIN SMALL LETTER LONG S}/")
"""One of them is in every id; the long s is an s where case does not count."""


def ids_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield the ids of records in a text, as paths or within addresses, each with its offset."""
    if any(end in text for end in _ENDS_OF_FOLDERS):  # which is quicker than to look for whole ids
        yield from _ids_of(text)


def _ids_of(text: str) -> Iterator[tuple[int, str]]:
    for match in _ID.finditer(text):
        parts = match[0].lower().split("/")
        # An address may go on after the id: to a finding's page, or to a file.
        yield from ((match.start(), "/".join(parts[:length])) for length in (3, 4))


def ids_among(value: Any) -> Iterator[str]:
    """Yield the ids of records in a text, or in all texts of lists and facts."""
    if isinstance(value, str):
        if "/" in value:
            yield from (id_ for _, id_ in ids_in(value))
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from ids_among(inner)


def is_external(address: str) -> bool:
    """Return whether an address leads out of the site, or stays on its page."""
    return scheme_of(address) is not None or address.startswith(("#", "/"))


def target_of(address: str, home: str) -> tuple[str, str]:
    """Return what a relative address in a source leads to: a path from the content folder, and the part after `#`."""
    path, _, fragment = address.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(home), path)), fragment


def site_address(address: str, home: str) -> str:
    """Turn an address as written in a source into one on the site, with ROOT for the way to its root."""
    if is_external(address):
        return address
    path, fragment = target_of(address, home)
    hash_ = f"#{fragment}" if fragment else ""
    if path.startswith("pages/") and path.endswith(".md"):
        return f"{ROOT}{page_address(path.removeprefix('pages/'))}{hash_}"
    if path.endswith((".md", ".yml")):
        language, original = language_of(path), original_of(path)
        prefix = f"{language}/" if language else ""
        return f"{ROOT}{prefix}{original.removesuffix('.md').removesuffix('.yml')}/{hash_}"
    return f"{ROOT}{path}{hash_}"
