"""One page of the site: its address, its kind, and the context of its template. Knows nothing of HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

MAX_DESCRIPTION_LENGTH = 200
"""Characters of a page's description: about what a search engine shows."""

ROWS_PER_PAGE = 100
"""Rows of a list before it continues on another page."""


class PageKind(StrEnum):
    """What a page is; its template is the file of this name in `templates/records`."""

    HOME = "home"
    RESPONSE = "response"
    INSPECTION = "inspection"
    FINDING = "finding"
    PANEL_REPORT = "panel-report"
    OFFICE = "office"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    RESPONSES = "responses"
    INSPECTIONS = "inspections"
    PANEL_REPORTS = "panel-reports"
    OFFICES = "offices"
    FINDINGS = "findings"
    FINDING_VALUES = "finding-values"
    BROWSE = "browse"
    DEADLINES = "deadlines"
    STATISTICS = "statistics"
    UPDATES = "updates"
    DATA = "data"
    SEARCH = "search"
    PANEL_PACK = "panel-pack"

    @property
    def template(self) -> str:
        """The path of its template."""
        return f"records/{self}.html"

    @property
    def is_publication(self) -> bool:
        """Whether the page shows a whole publication of an office or inspectorate: the feed has those pages."""
        return self in {PageKind.RESPONSE, PageKind.INSPECTION, PageKind.PANEL_REPORT}

    @property
    def has_document(self) -> bool:
        """Whether the page can be had as a PDF."""
        return self.is_publication or self.has_word_document

    @property
    def has_word_document(self) -> bool:
        """Whether the page can be had in Word, too: it is made to be worked on."""
        return self is PageKind.PANEL_PACK

    @property
    def is_article(self) -> bool:
        """Whether it is a text rather than a part of the site."""
        return self.is_publication or self is PageKind.FINDING

    @property
    def has_lists(self) -> bool:
        """Whether it needs the stylesheet of lists."""
        return not (self.is_article or self in {PageKind.WITHDRAWN, PageKind.MOVED})


@dataclass(frozen=True, slots=True)
class PageContext:
    """What the template of a page gets; each page has a class of its own, whose fields are the template's names."""

    def by_name(self) -> dict[str, Any]:
        """Return the fields by name, as they are: records stay records."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Crumb:
    """One breadcrumb; without an address it is not a link."""

    words: str
    address: str | None


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What other forms of the register need of a page."""

    address: str
    kind: PageKind
    title: str
    description: str
    changed_on: date | None
    is_listed: bool
    language: str

    @property
    def plain(self) -> tuple[str, str, str, str, int, bool, str]:
        """The same as plain data."""
        day = self.changed_on.toordinal() if self.changed_on else 0
        return self.address, str(self.kind), self.title, self.description, day, self.is_listed, self.language

    @classmethod
    def of(cls, plain: tuple[str, str, str, str, int, bool, str]) -> PageSummary:
        """Return what plain data describe."""
        address, kind, title, description, day, is_listed, language = plain
        changed_on = date.fromordinal(day) if day else None
        return cls(address, PageKind(kind), title, description, changed_on, is_listed, language)


@dataclass(frozen=True, slots=True)
class Page:
    """One page, ready to be rendered."""

    address: str
    """From the site's root, without a leading and with a trailing slash: `responses/norfolk/`; empty for home."""
    kind: PageKind
    title: str
    description: str
    context: PageContext
    crumbs: tuple[Crumb, ...] = ()
    """The steps between home and the page itself."""
    section: str = ""
    """The entry of the navigation it belongs to."""
    changed_on: date | None = None
    """The last day on which its content changed, where that is known."""
    scripts: tuple[str, ...] = ()
    """Names of scripts that improve it; it is complete without them."""
    is_listed: bool = True
    """Whether search engines may list it."""
    feed: str = ""
    """The address of a feed of its own; empty where it has none."""
    moved_to: str = ""
    """The address it redirects to, from the site's root."""
    language: str = "en"
    other_languages: Mapping[str, str] = field(default_factory=dict)
    """Addresses of the same page in other languages, by language."""

    @property
    def summary(self) -> PageSummary:
        """What other forms of the register need of it."""
        return PageSummary(
            self.address, self.kind, self.title, self.description, self.changed_on, self.is_listed, self.language
        )

    @property
    def depth(self) -> int:
        """The number of folders between it and the root."""
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
    first_address: str
    """The address of the first page."""
    size: int = ROWS_PER_PAGE
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
        """Return the address of one of the pages."""
        return self.first_address if number == 1 else f"{self.first_address}{number}/"


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of a list within a file of `/data/`: those with one of some values in one of some columns."""

    columns: tuple[str, ...]
    values: tuple[str, ...]
    """A value that ends with a hyphen is the beginning of a date."""
    file_name: str
    """The name under which a reader saves them."""


def paginate(rows: Sequence[Any], first_address: str, size: int = ROWS_PER_PAGE) -> list[ListPage]:
    """Split a list into pages of at most `size` rows; an empty list has one empty page."""
    pages = max(1, -(-len(rows) // size))
    return [
        ListPage(tuple(rows[number * size : (number + 1) * size]), number + 1, len(rows), pages, first_address, size)
        for number in range(pages)
    ]


@dataclass(frozen=True, slots=True)
class Listing:
    """What the pages of one list have in common."""

    kind: PageKind
    title: str
    description: str
    section: str
    crumbs: tuple[Crumb, ...] = ()
    """The steps between home and its first page."""
    crumb: str = ""
    """What its later pages call the first one; the title where this is empty."""
    scripts: tuple[str, ...] = ()
    is_listed: bool = True
    feed: str = ""

    def page(self, list_page: ListPage, context: PageContext) -> Page:
        """Return one page; those after the first name their number and link back to the first."""
        title, crumbs = self.title, self.crumbs
        if list_page.number > 1:
            title = f"{title}, page {list_page.number} of {list_page.pages}"
            crumbs = (*crumbs, Crumb(self.crumb or self.title, list_page.first_address))
        return Page(
            list_page.address(list_page.number), self.kind, title, self.description, context, crumbs, self.section,
            scripts=self.scripts, is_listed=self.is_listed, feed=self.feed,
        )  # fmt: skip


def shortened(text: str, most: int = MAX_DESCRIPTION_LENGTH) -> str:
    """Shorten a text at the end of a word."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:.")
    return f"{cut}…"


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """An entry of a page's own table of contents."""

    words: str
    id: str
    inner: tuple[ContentsEntry, ...] = ()
