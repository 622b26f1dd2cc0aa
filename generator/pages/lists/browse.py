"""Lists of responses and of inspections by one fact each, as pages of their own: browsing never asks the search.

Knows what they are listed by; nothing of HTML. Lists by office stand with the responses, lists of findings with the findings.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.pages.lists.by_kind import answer_rows, years_of
from generator.pages.page import Crumb, Page, paginate
from generator.register.released import ReleasedRegister
from generator.slugs import slugify

MAX_ID_LENGTH = 100
"""Characters of the part of an address that is made of a type or a tag."""


@dataclass(frozen=True, slots=True)
class AxisValue:
    """One value of a fact, with the rows that have it."""

    id: str
    address: str
    words: str
    rows: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """One fact by which records are listed."""

    id: str
    """`year`, `type`, `inspectorate`, `tag` or `status`."""
    values: tuple[AxisValue, ...]


@dataclass(frozen=True, slots=True)
class BrowseIndex:
    """All lists of one kind of record."""

    folder: str
    facts: tuple[Axis, ...]


def shelves_of(released: ReleasedRegister) -> tuple[BrowseIndex, BrowseIndex]:
    """Give the lists of responses and those of inspections."""
    inspections = [
        (each, len(released.responses_by_inspection.get(each.id, []))) for each in released.newest_inspections
    ]
    return _shelf("responses", answer_rows(released), _OF_RESPONSE), _shelf("inspections", inspections, _OF_INSPECTION)


Words: TypeAlias = Callable[[Any], list[str]]
"""Gives the words of one fact of a row: a response with its office, report and clock; or a report with its number of responses."""

_OF_RESPONSE: dict[str, Words] = {
    "year": lambda row: [str(row[2].published_on.year)],
    "type": lambda row: row[2].facts.types,
    "inspectorate": lambda row: [row[2].facts.inspectorate],
    "tag": lambda row: [*row[0].facts.tags, *row[2].facts.tags],
    "status": lambda row: [str(row[3].status)],
}
_OF_INSPECTION: dict[str, Words] = {
    "year": lambda row: [str(row[0].published_on.year)],
    "type": lambda row: row[0].facts.types,
    "inspectorate": lambda row: [row[0].facts.inspectorate],
    "tag": lambda row: row[0].facts.tags,
}


def _shelf(folder: str, rows: list[Any], facts: dict[str, Words]) -> BrowseIndex:
    return BrowseIndex(folder, tuple(_fact(folder, name, rows, words) for name, words in facts.items()))


def _fact(folder: str, name: str, rows: list[Any], words_of: Words) -> Axis:
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    words: dict[str, str] = {}
    for row in rows:
        for id_, word in {slug_with_digest(word): word for word in reversed(words_of(row))}.items():
            found[id_].setdefault(
                row[0].id, row
            )  # a letter that answers several reports is listed once, with the first that fits
            words[id_] = min(word, words.get(id_, word))  # two spellings of one are listed under the first
    newest_first = name == "year"
    ordered = sorted(found, key=lambda id_: (words[id_].casefold(), id_), reverse=newest_first)
    return Axis(
        name,
        tuple(
            AxisValue(id_, f"browse/{folder}/{name}/{id_}/", words[id_], tuple(found[id_].values())) for id_ in ordered
        ),
    )


def slug_with_digest(words: str) -> str:
    """Make the part of an address: `National thematic` becomes `national-thematic`."""
    folded = slugify(words)
    if folded and len(folded) <= MAX_ID_LENGTH:
        return folded
    digest = hashlib.sha256((folded or words).encode()).hexdigest()[:8]
    return f"{folded[:MAX_ID_LENGTH].strip('-')}-{digest}".strip("-")


_TITLES = {"responses": "Responses", "inspections": "Inspections"}


def browse_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Give the page of all lists, and each list."""
    shelves = shelves_of(released)
    description = "Responses and inspection reports by year, type, inspectorate, tag and status."
    given = {"shelves": shelves, "choices": _choices(released, shelves[0])}
    yield Page("browse/", "browse.html", "Browse", description, given, (), "", scripts=("browse",))
    for shelf in shelves:
        for fact in shelf.facts:
            for value in fact.values:
                yield from _list(shelf, fact, value)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the script combines: a fact, with the id and the words of each value."""

    id: str
    options: tuple[tuple[str, str], ...]


def _choices(released: ReleasedRegister, shelf: BrowseIndex) -> list[Choice]:
    offices = Choice("office", tuple((each.id, each.short_name) for each in released.offices.values()))
    facts = [Choice(fact.id, tuple((value.id, value.words) for value in fact.values)) for fact in shelf.facts]
    return [choice for choice in (offices, *facts) if choice.options]


def _list(shelf: BrowseIndex, fact: Axis, value: AxisValue) -> Iterator[Page]:
    shown = value.words.replace("-", " ") if fact.id == "status" else value.words
    title = f"{_TITLES[shelf.folder]} by {fact.id}: {shown}"
    is_of_responses = shelf.folder == "responses"
    given: dict[str, Any] = {"offices": [], "office": None} if is_of_responses else {}
    given["years"] = years_of((row[2] if is_of_responses else row[0]).published_on for row in value.rows)
    for slice_ in paginate(list(value.rows), value.address):
        later = slice_.number > 1
        named = f"{title}, page {slice_.number} of {slice_.pages}" if later else title
        crumbs = (Crumb("Browse", "browse/"), *([Crumb(title, value.address)] if later else []))
        yield Page(
            slice_.address(slice_.number), f"{shelf.folder}.html", named, f"{title}.", {"slice": slice_, "heading": title, **given},
            crumbs, shelf.folder, scripts=("status",),
        )  # fmt: skip
