"""The pages of the site. To add one: a member of `PageKind`, its template, and in `PAGES` a function that yields it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from generator.languages import ENGLISH, LANGUAGE_ENDONYMS
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
from generator.pages.single.record_pages import record_pages
from generator.register.released import ReleasedRegister

PAGES = (
    record_pages,
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
"""Each yields some of the site's pages from the released register."""


def pages_of(released: ReleasedRegister) -> Iterator[Page]:
    """Yield every page except home, whose lists go into an editorial page; pages of translations come last."""
    translated = list(translated_pages(released))
    translations = {page.other_languages[ENGLISH]: page for page in translated}
    for pages in PAGES:
        for page in pages(released):
            yield _with_translation(page, translations.get(page.address))
    yield from translated


def pages_at(released: ReleasedRegister, addresses: Collection[str]) -> Iterator[Page]:
    """Yield the pages of records at some addresses, and make no others."""
    originals = {address.partition("/")[2] for address in addresses if address.partition("/")[0] in LANGUAGE_ENDONYMS}
    translated = list(translated_pages(released, {*addresses, *originals}))
    translations = {page.other_languages[ENGLISH]: page for page in translated}
    for page in record_pages(released, addresses):
        yield _with_translation(page, translations.get(page.address))
    yield from (page for page in translated if page.address in addresses)


def _with_translation(page: Page, other: Page | None) -> Page:
    return replace(page, other_languages={other.language: other.address}) if other else page


def translated_pages(released: ReleasedRegister, wanted: Collection[str] | None = None) -> Iterator[Page]:
    """Yield the pages of translated records, below `/cy/`; those of a report's findings with it.

    With `wanted`, only those of the pages at these addresses are made.
    """
    for language, translations in sorted(released.translations.items()):
        for page in record_pages(released.in_language(language), wanted):
            own = page.address.rstrip("/")
            if own in translations or own.rpartition("/")[0] in translations:
                yield replace(
                    page,
                    address=f"{language}/{page.address}",
                    language=language,
                    other_languages={ENGLISH: page.address},
                )
