"""One page of the site: its address, its template, and what the template is given. Knows nothing of HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

MAX_DESCRIPTION_LENGTH = 200
"""Characters of a page's description, about what a search engine shows."""

ROWS_A_PAGE = 100
"""Rows of a list before it goes on at another address."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from home; a step without an address is only words."""

    words: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page, ready to be rendered."""

    address: str
    """From the site's root, without a slash before and with one after: `responses/norfolk/`; empty for home."""
    template: str
    """Its file in `templates/records`."""
    title: str
    description: str
    given: Mapping[str, Any]
    """What its template is given, by name."""
    crumbs: tuple[Crumb, ...] = ()
    """The steps between home and the page itself."""
    section: str = ""
    """The entry of the navigation it belongs to."""
    changed_on: date | None = None
    """The last day on which what it says changed, where that is known."""
    scripts: tuple[str, ...] = ()
    """Small scripts it is better with, by name; it is whole without them."""
    is_listed: bool = True
    """Whether search engines are told of it."""
    moved_to: str = ""
    """The address to which it only forwards, from the site's root."""
    language: str = "en"
    other_languages: Mapping[str, str] = field(default_factory=dict)
    """Addresses of the same page in other languages, by language."""

    @property
    def depth(self) -> int:
        """How many folders lie between it and the root."""
        return self.address.count("/")


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page's share of a long list."""

    rows: tuple[Any, ...]
    number: int
    """From 1."""
    total: int
    """Of all rows of the list."""
    pages: int
    base: str
    """The address of the first page."""
    size: int = ROWS_A_PAGE
    """The most rows of one page."""

    @property
    def first(self) -> int:
        """The number of the first row here, from 1."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """The number of the last row here."""
        return self.first + len(self.rows) - 1

    def address(self, number: int) -> str:
        """Give the address of one of the pages."""
        return self.base if number == 1 else f"{self.base}{number}/"


def paginate(rows: Sequence[Any], base: str, size: int = ROWS_A_PAGE) -> list[ListPage]:
    """Part a list into pages of at most `size` rows; an empty list has one empty page."""
    pages = max(1, -(-len(rows) // size))
    return [
        ListPage(tuple(rows[number * size : (number + 1) * size]), number + 1, len(rows), pages, base, size)
        for number in range(pages)
    ]


def shortened(text: str, most: int = MAX_DESCRIPTION_LENGTH) -> str:
    """Shorten a text at a word's end."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:.")
    return f"{cut}…"


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """An entry of a page's own contents list."""

    words: str
    id: str
    inner: tuple[ContentsEntry, ...] = field(default=())
