"""The page of statistics: how responses stand against their time, by office and by year, and what findings there are.

Each report counts once for each office, as its clock does: a second response to it is not counted again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

from generator.pages.lists.charts import Chart, chart_of
from generator.pages.lists.facets import PROGRESS, Facet, facets_of, rows_of
from generator.pages.page import Page
from generator.records.finding import CLASSES
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.register.clocks import OUTSTANDING
from generator.register.released import ReleasedRegister
from generator.statute import Clock, Status

COLUMNS = {
    Status.IN_TIME: "in-time", Status.LATE: "late", Status.NOT_RECORDED: "not-recorded", Status.AWAITING: "awaiting",
    Status.DUE_TODAY: "awaiting", Status.OVERDUE: "overdue", Status.NO_TIME_LIMIT: "no-limit", Status.NO_DUTY: "no-duty",
}  # fmt: skip
"""What each status is counted as."""

NAMES = tuple(dict.fromkeys(COLUMNS.values()))


@dataclass(frozen=True, slots=True)
class Judged:
    """One report and one office that answered it, or owes an answer."""

    office: Office
    inspection: Inspection
    clock: Clock


@dataclass(frozen=True)
class Line:
    """One line of a table: the counts of an office, of a year, or of all."""

    words: str
    judged: tuple[Judged, ...]
    link: str = ""
    """The address of what it is about."""
    listed: int = 0
    """What the list shows to which its own number leads."""
    list_link: str = ""

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many reports stand how, by the names of COLUMNS."""
        counted = Counter(COLUMNS[each.clock.status] for each in self.judged)
        return {name: counted[name] for name in NAMES}

    @property
    def total(self) -> int:
        """All reports of the line."""
        return len(self.judged)

    @property
    def recorded(self) -> int:
        """Those that a recorded date makes in time or late."""
        return self.counts["in-time"] + self.counts["late"]

    @property
    def owed(self) -> int:
        """Those not answered yet."""
        return self.counts["awaiting"] + self.counts["overdue"]

    @property
    def days(self) -> list[int]:
        """Days taken, of those with a recorded date; the report's publication is day 1."""
        return [each.clock.days for each in self.judged if each.clock.days is not None]

    @property
    def median_days(self) -> str:
        """The middle of the days taken; empty where there is none."""
        return f"{median(self.days):g}" if self.days else ""


def statistics_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Give the page of statistics."""
    description = "How many responses were published in time, late or are awaited, by office and by year, and what findings there are."
    yield Page("statistics/", "statistics.html", "Statistics", description, statistics_of(released), (), "statistics")


def statistics_of(released: ReleasedRegister) -> dict[str, Any]:
    """Count everything once."""
    judged = judged_of(released)
    rows = rows_of(released)
    facets = {facet.id: facet for facet in facets_of(released, rows)}
    offices = _by_office(released, judged)
    years = _by_year(released, judged, facets["year"])
    whole = Line("", tuple(judged), listed=len(released.responses), list_link="responses/")
    return {
        "whole": whole,
        "whole_by_year": Line("", tuple(judged), listed=len(rows), list_link="findings/"),
        "offices": offices,
        "years": years,
        "newest": next((line for line in years if line.recorded), None),
        "office_chart": _clock_chart("by-office", offices),
        "year_chart": _clock_chart("by-year", years),
        "findings": len(rows),
        "answered_reports": sum(1 for response in released.responses.values() for _ in response.inspection_ids),
        **_of_findings(facets),
    }


def judged_of(released: ReleasedRegister) -> list[Judged]:
    """Give each report an office has answered, once, and then each that it owes an answer to."""
    answered: dict[tuple[str, str], Judged] = {}
    for response in released.responses.values():
        for id_ in response.inspection_ids:
            inspection = released.inspections[id_]
            clock = released.clock(response, inspection)
            if clock.status not in OUTSTANDING:  # as a draft is in a preview: what is owed does not depend on it
                answered[response.office_id, id_] = Judged(released.offices[response.office_id], inspection, clock)
    return [*answered.values(), *(Judged(each.office, each.inspection, each.clock) for each in released.outstanding)]


def _by_office(released: ReleasedRegister, judged: list[Judged]) -> list[Line]:
    grouped = _grouped((each.office.id, each) for each in judged)
    return [
        Line(
            office.short_name, grouped.get(office.id, ()), f"offices/{office.id}/",
            len(released.responses_by_office.get(office.id, [])), f"responses/{office.id}/",
        )
        for office in released.offices.values()
    ]  # fmt: skip


def _by_year(released: ReleasedRegister, judged: list[Judged], facet: Facet) -> list[Line]:
    grouped = _grouped((str(each.inspection.published_on.year), each) for each in judged)
    listed = {value.id: len(value.rows) for value in facet.values}
    years = sorted({str(each.published_on.year) for each in released.inspections.values()}, reverse=True)
    return [Line(year, grouped.get(year, ()), "", listed.get(year, 0), f"{facet.address}{year}/") for year in years]


def _grouped(pairs: Iterable[tuple[str, Judged]]) -> dict[str, tuple[Judged, ...]]:
    found: dict[str, list[Judged]] = {}
    for name, each in pairs:
        found.setdefault(name, []).append(each)
    return {name: tuple(those) for name, those in found.items()}


def _clock_chart(id_: str, lines: list[Line]) -> Chart | None:
    return chart_of(id_, NAMES, [(line.words, line.counts) for line in lines])


def _of_findings(facets: Mapping[str, Facet]) -> dict[str, Any]:
    """Count findings by class and by progress, and the answers to them."""
    classes, progress = facets["class"].values, facets["progress"].values
    answers = Counter(
        (row.finding.finding_class, answer.progress)
        for value in classes
        for row in value.rows
        for answer in row.answers
    )
    by_class = {value.id: sum(answers[value.id, each] for each in PROGRESS) for value in classes}
    by_progress = {
        value.id: [answers[id_, each] for id_ in CLASSES] for value, each in zip(progress, PROGRESS, strict=True)
    }
    return {
        "classes": [(value, by_class[value.id]) for value in classes],
        "progress": [(value, by_progress[value.id]) for value in progress],
        "answers": {id_: sum(counts) for id_, counts in by_progress.items()},
        "class_chart": chart_of(
            "by-class", ["findings"], [(value.words, {"findings": len(value.rows)}) for value in classes]
        ),
        "progress_chart": chart_of(
            "by-progress", ["answers"], [(value.words, {"answers": sum(by_progress[value.id])}) for value in progress]
        ),
    }
