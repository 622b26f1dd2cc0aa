"""Lists of responses and of inspections by one property each, as pages of their own that need no search.

Knows what records are listed by; nothing of HTML. Lists by office belong to the responses, lists of findings to the
findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.pages.channels import tag_folder
from generator.pages.lists.by_kind import InspectionRow, ListContext, OfficeListContext, inspection_rows, years_of
from generator.pages.lists.response_rows import ResponseRow, answer_rows
from generator.pages.page import Crumb, Listing, Page, PageContext, PageKind, SheetRows, paginate
from generator.register.released import ReleasedRegister
from generator.slugs import slug_with_digest


@dataclass(frozen=True, slots=True)
class AxisValue:
    """One value of an axis, with the rows that have it."""

    id: str
    address: str
    words: str
    spellings: tuple[str, ...]
    """How its records write it."""
    rows: tuple[ResponseRow | InspectionRow, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """One property by which records are listed."""

    id: str
    """`year`, `type`, `inspectorate`, `tag` or `status`."""
    values: tuple[AxisValue, ...]


@dataclass(frozen=True, slots=True)
class BrowseIndex:
    """All lists of one kind of record."""

    kind: PageKind
    axes: tuple[Axis, ...]

    @property
    def folder(self) -> str:
        """The first part of the addresses of its records."""
        return str(self.kind)


@dataclass(frozen=True, slots=True)
class Choice:
    """A box of the form in which the script combines axes: an axis, with the id and the words of each value."""

    id: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BrowseContext(PageContext):
    """The context of the page of all lists."""

    indexes: Sequence[BrowseIndex]
    choices: Sequence[Choice]


Words: TypeAlias = Callable[[Any], list[str]]
"""Returns the words of a row on one axis."""

_OF_RESPONSE: Mapping[str, Words] = {
    "year": lambda row: [str(row.inspection.published_on.year)],
    "type": lambda row: row.inspection.facts.types,
    "inspectorate": lambda row: row.inspection.inspectorates,
    "tag": lambda row: [*row.response.facts.tags, *row.inspection.facts.tags],
    "status": lambda row: [str(row.clock.status)],
}
_OF_INSPECTION: Mapping[str, Words] = {
    "year": lambda row: [str(row.inspection.published_on.year)],
    "type": lambda row: row.inspection.facts.types,
    "inspectorate": lambda row: row.inspection.inspectorates,
    "tag": lambda row: row.inspection.facts.tags,
}

_COLUMNS: Mapping[PageKind, Mapping[str, tuple[str, ...]]] = {
    PageKind.RESPONSES: {
        "year": ("inspection_published",), "type": ("inspection_types",), "inspectorate": ("inspectorates",),
        "tag": ("tags", "inspection_tags"), "status": ("status",),
    },
    PageKind.INSPECTIONS: {
        "year": ("published",), "type": ("types",), "inspectorate": ("inspectorates",), "tag": ("tags",),
    },
}  # fmt: skip
"""The columns of the file of all records (`/data/`) that hold the words of each axis."""

_TITLES = {PageKind.RESPONSES: "Responses", PageKind.INSPECTIONS: "Inspections"}


def browse_indexes(released: ReleasedRegister) -> tuple[BrowseIndex, BrowseIndex]:
    """Return the lists of responses and those of inspections."""
    return (
        _index(PageKind.RESPONSES, answer_rows(released), _OF_RESPONSE),
        _index(PageKind.INSPECTIONS, inspection_rows(released), _OF_INSPECTION),
    )


def _index(
    kind: PageKind, rows: Sequence[ResponseRow] | Sequence[InspectionRow], axes: Mapping[str, Words]
) -> BrowseIndex:
    return BrowseIndex(kind, tuple(_axis(kind, name, rows, words_of) for name, words_of in axes.items()))


def _axis(kind: PageKind, name: str, rows: Sequence[ResponseRow] | Sequence[InspectionRow], words_of: Words) -> Axis:
    rows_by_id: dict[str, dict[str, ResponseRow | InspectionRow]] = defaultdict(dict)
    words: dict[str, str] = {}
    spellings: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for id_, word in {slug_with_digest(word): word for word in reversed(words_of(row))}.items():
            # A letter that answers several reports is listed once, with the first that fits.
            rows_by_id[id_].setdefault(_record_id(row), row)
            words[id_] = min(word, words.get(id_, word))  # two spellings of one value are listed under the first
            spellings[id_].add(word)
    is_newest_first = name == "year"
    ids = sorted(rows_by_id, key=lambda id_: (words[id_].casefold(), id_), reverse=is_newest_first)
    return Axis(
        name,
        tuple(
            AxisValue(
                id_,
                f"browse/{kind}/{name}/{id_}/",
                words[id_],
                tuple(sorted(spellings[id_])),
                tuple(rows_by_id[id_].values()),
            )
            for id_ in ids
        ),
    )


def _record_id(row: ResponseRow | InspectionRow) -> str:
    return row.response.id if isinstance(row, ResponseRow) else row.inspection.id


def browse_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield the page of all lists, and the pages of each list."""
    indexes = browse_indexes(released)
    description = "Responses and inspection reports by year, type, inspectorate, tag and status."
    context = BrowseContext(indexes, _choices(released, indexes[0]) if released.responses else [])
    scripts = ("browse",) if context.choices else ()
    yield Page("browse/", PageKind.BROWSE, "Browse", description, context, section="browse", scripts=scripts)
    for index in indexes:
        for axis in index.axes:
            for value in axis.values:
                yield from _list(index, axis, value)


def _choices(released: ReleasedRegister, index: BrowseIndex) -> list[Choice]:
    offices = Choice("office", tuple((office.id, office.short_name) for office in released.offices.values()))
    axes = [Choice(axis.id, tuple((value.id, value.words) for value in axis.values)) for axis in index.axes]
    return [choice for choice in (offices, *axes) if choice.options]


def _list(index: BrowseIndex, axis: Axis, value: AxisValue) -> Iterator[Page]:
    words = value.words.replace("-", " ") if axis.id == "status" else value.words
    title = f"{_TITLES[index.kind]} by {axis.id}: {words}"
    channel = tag_folder(value.words) if axis.id == "tag" else ""
    listing = Listing(
        index.kind, title, f"{title}.", index.folder, (Crumb("Browse", "browse/"),),
        scripts=("lists",), feed=f"{channel}feed.atom" if channel else "",
    )  # fmt: skip
    spellings = tuple(f"{year}-" for year in value.spellings) if axis.id == "year" else value.spellings
    sheet = SheetRows(_COLUMNS[index.kind][axis.id], spellings, f"{index.folder}-{value.id}.csv")
    context_class = OfficeListContext if index.kind is PageKind.RESPONSES else ListContext
    years = years_of(row.inspection.published_on for row in value.rows)
    for list_page in paginate(value.rows, value.address):
        yield listing.page(list_page, context_class(list_page, title, years, channel, sheet))
