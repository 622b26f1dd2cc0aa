"""The search page: its boxes and filters. Knows nothing of the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.languages import ENGLISH, LANGUAGE_ENDONYMS, TRANSLATION_LANGUAGES, catalogue
from generator.pages.page import Page, PageContext, PageKind
from generator.records.report.class_words import CLASSES
from generator.register.joins.order import listing_date
from generator.register.released import ReleasedRegister

KINDS_FOUND = {
    "response": "Responses", "finding": "Findings", "inspection": "Inspection reports", "panel-report": "Panel reports",
    "office": "Offices", "page": "Pages",
}  # fmt: skip
"""Kinds of result with their names for readers, in the order of the box."""

UNDATED = "undated"
"""The year of a paper without a recorded date."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter of the search."""

    name: str
    """Its name in the address: `year`."""
    values: tuple[tuple[str, str], ...]
    """Each value with its words."""


@dataclass(frozen=True, slots=True)
class SearchContext(PageContext):
    """The context of the search page."""

    choices: Sequence[Choice]
    others: Mapping[str, Callable[[str], str]]
    """`gettext` of each other language, for results in it."""


def choices_of(released: ReleasedRegister) -> list[Choice]:
    """Return the filters of this site's search; one with a single value is left out."""
    inspections, reports = released.inspections.values(), released.panel_reports.values()
    days = [listing_date(report) for report in reports]
    years = {inspection.published_on.year for inspection in inspections} | {day.year for day in days if day}
    classes = {finding.finding_class for inspection in inspections for finding in inspection.findings}
    present = {
        "response": released.responses,
        "finding": classes,
        "inspection": inspections,
        "panel-report": reports,
        "office": released.offices,
        "page": True,  # the law requires at least one of every office, on how its site can be used
    }
    inspectorates = sorted({name for inspection in inspections for name in inspection.inspectorates})
    languages = sorted(language for language, translations in released.translations.items() if translations)
    dated = [(str(year), str(year)) for year in sorted(years, reverse=True)]
    choices = [
        Choice("kind", tuple((name, words) for name, words in KINDS_FOUND.items() if present[name])),
        Choice("office", tuple((office.id, office.short_name) for office in released.offices.values())),
        Choice("year", (*dated, *([(UNDATED, "Not dated")] if None in days else []))),
        Choice("inspectorate", tuple((name, name) for name in inspectorates)),
        Choice("language", tuple((name, LANGUAGE_ENDONYMS[name]) for name in (ENGLISH, *languages))),
        Choice("class", tuple((name, one) for name, (one, _) in CLASSES.items() if name in classes)),
    ]
    return [choice for choice in choices if len(choice.values) > 1]


def search_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield the page, and the same in each language that the site has."""
    choices = choices_of(released)
    languages = [ENGLISH, *(language for language, records in sorted(released.translations.items()) if records)]
    addresses = {language: "search/" if language == ENGLISH else f"{language}/search/" for language in languages}
    for language, address in addresses.items():
        say = catalogue(language).gettext
        others = {other: catalogue(other).gettext for other in (ENGLISH, *TRANSLATION_LANGUAGES) if other != language}
        description = say("Search the full text of responses, inspection reports, their findings, and panel reports.")
        yield Page(
            address, PageKind.SEARCH, say("Search"), description, SearchContext(choices, others), section="search",
            scripts=("search",), language=language,
            other_languages={other: own for other, own in addresses.items() if other != language},
        )  # fmt: skip
