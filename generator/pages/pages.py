"""The pages of the site. To add one: a member of `PageKind`, its template, and in `LISTS` a function that yields it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from functools import partial

from generator.languages import ENGLISH
from generator.pages.data import data_pages
from generator.pages.lists.browse import browse_pages
from generator.pages.lists.by_kind import list_pages
from generator.pages.lists.deadlines import deadline_pages
from generator.pages.lists.findings import finding_list_pages
from generator.pages.lists.statistics import statistics_pages
from generator.pages.lists.updates import update_pages
from generator.pages.packs.page import pack_pages
from generator.pages.page import Page
from generator.pages.search import search_pages
from generator.pages.single.record_pages import Maker, record_page_makers
from generator.register.released import ReleasedRegister

LISTS = (
    list_pages,
    finding_list_pages,
    deadline_pages,
    statistics_pages,
    update_pages,
    pack_pages,
    data_pages,
    search_pages,
    browse_pages,
)
"""Each yields some of the pages that are not of a single record from the released register."""


def pages_of_lists(released: ReleasedRegister) -> Iterator[Page]:
    """Yield the pages that are not of a single record, except home."""
    for pages in LISTS:
        yield from pages(released)


def pages_of(released: ReleasedRegister) -> Iterator[Page]:
    """Yield every page except home, whose lists go into an editorial page."""
    yield from (make() for make in page_makers(released).values())
    yield from pages_of_lists(released)


def page_makers(released: ReleasedRegister) -> dict[str, Maker]:
    """Return what makes each page of a single record, by its address; translations come last."""
    makers: dict[str, Maker] = {
        address: partial(_original, released, make) for address, make in record_page_makers(released).items()
    }
    for language, translations in sorted(released.translations.items()):
        for address, make in record_page_makers(released.in_language(language)).items():
            if _is_of_one(address, translations):
                makers[f"{language}/{address}"] = partial(_translation, language, make)
    return makers


def _is_of_one(address: str, records: Container[str]) -> bool:
    """Check whether a page is that of a record, or of a finding of it."""
    own = address.rstrip("/")
    return own in records or own.rpartition("/")[0] in records


def _original(released: ReleasedRegister, make: Maker) -> Page:
    page = make()
    languages = [name for name, records in released.translations.items() if _is_of_one(page.address, records)]
    return replace(page, other_languages={name: f"{name}/{page.address}" for name in languages}) if languages else page


def _translation(language: str, make: Maker) -> Page:
    page = make()
    return replace(
        page, address=f"{language}/{page.address}", language=language, other_languages={ENGLISH: page.address}
    )
