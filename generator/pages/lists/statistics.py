"""The page of statistics: responses against their time limit by office and year, findings by class and progress.

Each report counts once for each office, as its clock does: a second response to it is not counted again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import median

from generator.pages.lists.charts import Chart, chart_of
from generator.pages.lists.deadlines import links_to_groups
from generator.pages.lists.facets import Facet, FacetValue, facets_of, rows_of
from generator.pages.lists.response_rows import answer_rows
from generator.pages.page import Page, PageContext, PageKind
from generator.records.report.class_words import CLASSES
from generator.register.answers import ANSWER_PROGRESS
from generator.register.clocks import OUTSTANDING, ReportClock
from generator.register.released import ReleasedRegister
from generator.statute import Status

COLUMNS = {
    Status.IN_TIME: "in-time",
    Status.LATE: "late",
    Status.NOT_RECORDED: "not-recorded",
    Status.AWAITING: "awaiting",
    Status.DUE_TODAY: "awaiting",
    Status.OVERDUE: "overdue",
    Status.NO_TIME_LIMIT: "no-limit",
    Status.NO_DUTY: "no-duty",
}
"""The column of the tables in which each status is counted."""

NAMES = tuple(dict.fromkeys(COLUMNS.values()))


@dataclass(frozen=True)
class Line:
    """One line of a table: the counts of an office, of a year, or of all."""

    words: str
    clocks: tuple[ReportClock, ...]
    link: str = ""
    """The address of the office or year."""
    listed: int = 0
    """The number of rows of its list."""
    list_link: str = ""
    status_links: Mapping[str, str] = field(default_factory=dict)
    """The address of a list of responses for each column whose number it has."""

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """The number of reports in each column."""
        counter = Counter(COLUMNS[report_clock.clock.status] for report_clock in self.clocks)
        return {name: counter[name] for name in NAMES}

    @property
    def total(self) -> int:
        """The number of reports of the line."""
        return len(self.clocks)

    @property
    def recorded(self) -> int:
        """The number of reports answered in time or late, by a recorded date."""
        return self.counts["in-time"] + self.counts["late"]

    @property
    def outstanding(self) -> int:
        """The number of reports not answered yet."""
        return self.counts["awaiting"] + self.counts["overdue"]

    @property
    def days(self) -> list[int]:
        """Days taken by responses with a recorded date; the day of the report's publication is day 1."""
        return [report_clock.clock.days for report_clock in self.clocks if report_clock.clock.days is not None]

    @property
    def median_days(self) -> str:
        """The median of the days taken; empty where there are none."""
        return f"{median(self.days):g}" if self.days else ""


@dataclass(frozen=True, slots=True)
class ClassLine:
    """The findings of one class, and the number of answers to them."""

    value: FacetValue
    answers: int


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """The findings with an answer of one progress, and the number of such answers."""

    value: FacetValue
    answers_by_class: tuple[int, ...]
    """In the order of classes."""

    @property
    def answers(self) -> int:
        """The number of answers of this progress."""
        return sum(self.answers_by_class)


@dataclass(frozen=True, slots=True)
class StatisticsContext(PageContext):
    """The context of the page of statistics."""

    whole: Line
    whole_by_year: Line
    offices: Sequence[Line]
    years: Sequence[Line]
    newest: Line | None
    """The newest year with a response of a recorded date."""
    office_chart: Chart | None
    year_chart: Chart | None
    findings: int
    again: Sequence[FacetValue]
    """Findings asked before, and those asked again since."""
    answered_reports: int
    """Reports, counted once for each response to them."""
    classes: Sequence[ClassLine]
    progress: Sequence[ProgressLine]
    answers: Mapping[str, int]
    """The number of answers by progress."""
    class_chart: Chart | None
    progress_chart: Chart | None


def statistics_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield the page."""
    description = "Responses published in time, late or still awaited, by office and by year, and findings by class."
    yield Page(
        "statistics/", PageKind.STATISTICS, "Statistics", description, statistics_of(released), section="statistics"
    )


def statistics_of(released: ReleasedRegister) -> StatisticsContext:
    """Return all counts."""
    clocks = report_clocks_of(released)
    rows = rows_of(released)
    facets = {facet.id: facet for facet in facets_of(released)}
    responses = _listed_responses(released)
    owed = links_to_groups(released)
    whole = Line("", tuple(clocks), listed=len(released.responses), list_link="responses/")
    offices = _by_office(released, clocks)
    years = _by_year(released, clocks, facets["year"])
    classes, progress = _class_lines(facets["class"], facets["progress"])
    return StatisticsContext(
        whole=_with_links(whole, responses["", ""], owed),
        whole_by_year=_with_links(replace(whole, listed=len(rows), list_link="findings/"), responses["", ""], owed),
        offices=[
            _with_links(
                line, responses["office", office_id], links_to_groups(released, office_id), f"office={office_id}&"
            )
            for office_id, line in zip(released.offices, offices, strict=True)
        ],
        years=[
            _with_links(line, responses["year", line.words], _all_owed(line, whole, owed), f"year={line.words}&")
            for line in years
        ],
        newest=next((line for line in years if line.recorded), None),
        office_chart=_clock_chart("by-office", offices),
        year_chart=_clock_chart("by-year", years),
        findings=len(rows),
        again=facets["again"].values,
        answered_reports=sum(len(response.inspection_ids) for response in released.responses.values()),
        classes=classes,
        progress=progress,
        answers={line.value.id: line.answers for line in progress},
        class_chart=chart_of(
            "by-class", ["findings"], [(line.value.words, {"findings": len(line.value.rows)}) for line in classes]
        ),
        progress_chart=chart_of(
            "by-progress", ["answers"], [(line.value.words, {"answers": line.answers}) for line in progress]
        ),
    )


def report_clocks_of(released: ReleasedRegister) -> list[ReportClock]:
    """Return a clock for each report an office has answered, once, and then for each outstanding response."""
    answered: dict[tuple[str, str], ReportClock] = {}
    for response in released.responses.values():
        for inspection_id in response.inspection_ids:
            inspection = released.inspections[inspection_id]
            for office in released.offices_of(response):
                clock = released.clock_of_office(office.id, inspection)
                if clock.status not in OUTSTANDING:  # a draft's is in a preview, and is among the outstanding ones
                    answered[office.id, inspection_id] = ReportClock(office, inspection, clock)
    return [*answered.values(), *released.outstanding]


def _listed_responses(released: ReleasedRegister) -> Mapping[tuple[str, str], Mapping[Status, int]]:
    """Count the responses that `/browse/` lists for each status: of all, of an office, and of a year of reports."""
    ids: dict[tuple[str, str], dict[Status, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in answer_rows(released):
        for key in (("", ""), ("office", row.office.id), ("year", str(row.inspection.published_on.year))):
            ids[key][row.clock.status].add(row.response.id)
    counts = {key: {status: len(those) for status, those in found.items()} for key, found in ids.items()}
    return defaultdict(dict, counts)


def _with_links(line: Line, listed: Mapping[Status, int], owed: Mapping[str, str], chosen: str = "") -> Line:
    """Return a line whose counts lead to lists of as many responses; a second response to a report makes more.

    Lists of all offices and years are pages of their own. Others are the filter's, which needs a script.
    """
    links = {
        COLUMNS[status]: f"browse/?{chosen}status={status}" if chosen else f"browse/responses/status/{status}/"
        for status, count in listed.items()
        if line.counts[COLUMNS[status]] == count and status not in OUTSTANDING
    }
    return replace(line, status_links={**links, **owed})


def _all_owed(line: Line, whole: Line, owed: Mapping[str, str]) -> Mapping[str, str]:
    """Return the lists of what is owed whose responses all belong to the line."""
    return {name: link for name, link in owed.items() if line.counts[name] == whole.counts[name]}


def _by_office(released: ReleasedRegister, clocks: list[ReportClock]) -> list[Line]:
    groups = _grouped((report_clock.office.id, report_clock) for report_clock in clocks)
    return [
        Line(
            office.short_name, groups.get(office.id, ()), f"offices/{office.id}/",
            len(released.responses_by_office.get(office.id, [])), f"responses/{office.id}/",
        )
        for office in released.offices.values()
    ]  # fmt: skip


def _by_year(released: ReleasedRegister, clocks: list[ReportClock], facet: Facet) -> list[Line]:
    groups = _grouped((str(report_clock.inspection.published_on.year), report_clock) for report_clock in clocks)
    listed = {value.id: len(value.rows) for value in facet.values}
    years = sorted({str(inspection.published_on.year) for inspection in released.inspections.values()}, reverse=True)
    return [Line(year, groups.get(year, ()), "", listed.get(year, 0), f"{facet.address}{year}/") for year in years]


def _grouped(pairs: Iterable[tuple[str, ReportClock]]) -> dict[str, tuple[ReportClock, ...]]:
    groups: dict[str, list[ReportClock]] = {}
    for name, report_clock in pairs:
        groups.setdefault(name, []).append(report_clock)
    return {name: tuple(clocks) for name, clocks in groups.items()}


def _clock_chart(id_: str, lines: list[Line]) -> Chart | None:
    return chart_of(id_, NAMES, [(line.words, line.counts) for line in lines])


def _class_lines(classes: Facet, progress: Facet) -> tuple[list[ClassLine], list[ProgressLine]]:
    """Count the answers to findings by class and by progress."""
    counter = Counter(
        (row.finding.finding_class, answer.progress)
        for value in classes.values
        for row in value.rows
        for answer in row.answers
    )
    class_lines = [
        ClassLine(value, sum(counter[value.id, word] for word in ANSWER_PROGRESS)) for value in classes.values
    ]
    progress_lines = [
        ProgressLine(value, tuple(counter[id_, word] for id_ in CLASSES))
        for value, word in zip(progress.values, ANSWER_PROGRESS, strict=True)
    ]
    return class_lines, progress_lines
