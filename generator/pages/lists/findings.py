"""The lists of findings: all of them, and those of each office, class, year, theme and the like."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, replace

from generator.pages.lists.facets import Facet, FacetValue, facets_of, rows_of
from generator.pages.page import Crumb, Listing, ListPage, Page, PageContext, PageKind, paginate
from generator.records.report.class_words import CLASSES
from generator.register.released import ReleasedRegister

ROWS = 50
"""Findings of one page: at 2.4 kB each, with 30 kB around them, it stays below 150 kB."""

MAX_CHOICES = 100
"""Values of a facet that every page links to; of more, only those with most findings, and a page of all."""

MAX_WORDY_CHOICES = 20
"""The same for themes and causes of concern: their words are long, and every report has its own."""

_WORDY = ("theme", "cause")
"""Facets of which a site may have no value, and then has no page."""

NAMES = {
    "office": "Office", "class": "Class", "year": "Year of the report", "position": "Position", "progress": "Progress",
    "addressee": "Addressed to", "again": "Asked before or again", "theme": "Theme",
    "cause": "Cause of concern",
}  # fmt: skip

FIRST_ADDRESS = "findings/"


@dataclass(frozen=True, slots=True)
class Choice:
    """One facet as every page offers it."""

    facet: Facet
    values: tuple[FacetValue, ...]

    @property
    def is_shortened(self) -> bool:
        """Whether the facet has more values than are offered here."""
        return len(self.values) < len(self.facet.values)


@dataclass(frozen=True, slots=True)
class FindingsContext(PageContext):
    """The context of a list of findings."""

    list_page: ListPage
    heading: str
    value: FacetValue | None
    """The value whose list it is; None for the list of all findings."""
    choices: Sequence[Choice]
    all_findings: int
    rendered: MutableMapping[Hashable, str]
    """HTML that several pages share, kept by their template: on a large site each row is on some ten pages."""


@dataclass(frozen=True, slots=True)
class FindingValuesContext(PageContext):
    """The context of the page of all values of a facet."""

    list_page: ListPage
    heading: str


def finding_list_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield the list of all findings, newest report first; then each facet's values, and a list for each value."""
    rows = rows_of(released)
    facets = facets_of(released)
    choices = tuple(_choice(facet) for facet in facets)
    rendered: dict[Hashable, str] = {}

    def page_of(list_page: ListPage, listing: Listing, value: FacetValue | None) -> Page:
        context = FindingsContext(list_page, listing.title, value, choices, len(rows), rendered)
        page = listing.page(list_page, context)
        return replace(page, scripts=("findings",)) if rows and list_page.number == 1 else page

    for list_page in paginate(rows, FIRST_ADDRESS, ROWS):
        yield page_of(list_page, _listing(None), None)
    for facet in facets:
        if facet.values or facet.id not in _WORDY:
            yield from _values(facet)
        for value in facet.values:
            for list_page in paginate(value.rows, value.address, ROWS):
                yield page_of(list_page, _listing(value), value)


def _choice(facet: Facet) -> Choice:
    most = MAX_WORDY_CHOICES if facet.id in _WORDY else MAX_CHOICES
    if len(facet.values) <= most:
        return Choice(facet, facet.values)
    offered = {value.id for value in sorted(facet.values, key=lambda value: -len(value.rows))[:most]}
    return Choice(facet, tuple(value for value in facet.values if value.id in offered))


def _listing(value: FacetValue | None) -> Listing:
    description = "Every recommendation, area for improvement and cause of concern, and what each office says to it."
    if value is None:
        return Listing(PageKind.FINDINGS, "Findings", description, "findings")
    return Listing(
        PageKind.FINDINGS, _heading(value), description, "findings",
        (Crumb("Findings", FIRST_ADDRESS), Crumb(NAMES[value.facet], f"{FIRST_ADDRESS}{value.facet}/")),
        value.words, is_listed=bool(value.rows),
    )  # fmt: skip


def _heading(value: FacetValue) -> str:
    match value.facet:
        case "class":
            return CLASSES[value.id][1]
        case "year":
            return f"Findings of {value.words}"
        case "position" | "progress":
            return f"Findings: {value.facet} {value.words.lower()}"
        case "addressee":
            return f"Findings addressed to {value.words}"
        case "again":
            return f"Findings {value.words.lower()}"
        case "theme":
            return f"Findings under the theme {value.words}"
        case "cause":
            return f"Recommendations in {value.words}"
    return f"Findings: {value.words}"


def _values(facet: Facet) -> Iterator[Page]:
    name = NAMES[facet.id]
    own = {"addressee": "Findings by addressee", "again": "Findings asked before or again"}
    heading = own.get(facet.id) or f"Findings by {name[0].lower()}{name[1:]}"
    description = f"{heading}: how many there are of each, and a list of them."
    crumbs = (Crumb("Findings", FIRST_ADDRESS),)
    listing = Listing(PageKind.FINDING_VALUES, heading, description, "findings", crumbs, name)
    for list_page in paginate(facet.values, facet.address, MAX_CHOICES):
        yield listing.page(list_page, FindingValuesContext(list_page, heading))
