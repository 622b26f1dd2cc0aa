"""The pages of the site. To add one: a member of `PageKind`, its template, and in `PAGES` a function that yields it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

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
            other = translations.get(page.address)
            yield replace(page, other_languages={other.language: other.address}) if other else page
    yield from translated


def translated_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield the pages of translated records, below `/cy/`; those of a report's findings with it."""
    for language, translations in sorted(released.translations.items()):
        for page in record_pages(released.in_language(language)):
            own = page.address.rstrip("/")
            if own in translations or own.rpartition("/")[0] in translations:
                yield replace(
                    page,
                    address=f"{language}/{page.address}",
                    language=language,
                    other_languages={ENGLISH: page.address},
                )
