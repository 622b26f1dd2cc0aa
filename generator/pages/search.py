"""The page of the search: its boxes, and what a search can be narrowed by. Knows nothing of the index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.languages import ENGLISH, LANGUAGE_ENDONYMS, TRANSLATION_LANGUAGES, catalogue
from generator.pages.page import Page
from generator.records.finding import CLASSES
from generator.register.released import ReleasedRegister, listing_date

KINDS_FOUND = {
    "response": "Responses", "finding": "Findings", "inspection": "Inspection reports", "panel-report": "Panel reports",
    "office": "Offices", "page": "Pages",
}  # fmt: skip
"""What a search finds, with its name for readers, in the order in which a reader is asked."""

UNDATED = "undated"
"""The year of a paper whose day nobody recorded."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a search can be narrowed by."""

    name: str
    """In the page's address: `year`."""
    values: tuple[tuple[str, str], ...]
    """Each value, with its words."""


def choices_of(released: ReleasedRegister) -> list[Choice]:
    """Give what a search of this site can be narrowed by; what has one value only is no choice."""
    inspections, reports = released.inspections.values(), released.panel_reports.values()
    days = [listing_date(each) for each in reports]
    years = {each.published_on.year for each in inspections} | {day.year for day in days if day}
    classes = {finding.finding_class for each in inspections for finding in each.findings}
    present = {
        "response": released.responses, "finding": classes, "inspection": inspections, "panel-report": reports, "office": released.offices,
        "page": True,  # the law asks every office for one at least, on how its site can be used
    }  # fmt: skip
    inspectorates = sorted({each.facts.inspectorate for each in inspections})
    languages = sorted(
        language for language, translations in released.translations.items() if translations
    )  # of drafts there are none here
    made = [
        Choice("kind", tuple((name, words) for name, words in KINDS_FOUND.items() if present[name])),
        Choice("office", tuple((each.id, each.short_name) for each in released.offices.values())),
        Choice("year", (
            *((str(year), str(year)) for year in sorted(years, reverse=True)), *([(UNDATED, "Not dated")] if None in days else []),
        )),
        Choice("inspectorate", tuple((name, name) for name in inspectorates)),
        Choice("language", tuple((name, LANGUAGE_ENDONYMS[name]) for name in (ENGLISH, *languages))),
        Choice("class", tuple((name, one) for name, (one, _) in CLASSES.items() if name in classes)),
    ]  # fmt: skip
    return [choice for choice in made if len(choice.values) > 1]


def search_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Give the one page."""
    others = {language: catalogue(language).gettext for language in TRANSLATION_LANGUAGES}
    given = {"choices": choices_of(released), "others": others}
    description = "Search the full text of responses, inspection reports, their findings, and panel reports."
    yield Page("search/", "search.html", "Search", description, given, (), "search", scripts=("search",))
