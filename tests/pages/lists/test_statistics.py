"""The page of statistics: every number against a count over all records, and each sentence for none, one and many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median
from xml.etree import ElementTree as ET

import pytest

from generator.pages.lists.charts import LONGEST_BAR
from generator.pages.lists.response_rows import answer_rows
from generator.pages.lists.statistics import statistics_pages
from generator.pages.pages import pages_of
from generator.records.inspection import Inspection
from generator.records.report.class_words import CLASSES
from generator.register.answers import ANSWER_PROGRESS
from generator.register.release import release
from generator.register.released import ReleasedRegister
from generator.statute import Status
from tests.support.example_cases import write_content
from tests.support.generated_corpus import Table, address_from, read_released, released_corpus, rendered, tables_of
from tests.support.markup import parse, the_one, words
from tests.support.page_text import text_of_page

PAGE = "statistics/"
COLUMNS = [
    "Published in time",
    "Published late",
    "Date not recorded",
    "Awaiting",
    "Overdue",
    "No time limit",
    "No response asked for",
]
WORDS = {
    Status.IN_TIME: "Published in time", Status.LATE: "Published late", Status.NOT_RECORDED: "Date not recorded",
    Status.AWAITING: "Awaiting", Status.DUE_TODAY: "Awaiting", Status.OVERDUE: "Overdue",
    Status.NO_TIME_LIMIT: "No time limit", Status.NO_DUTY: "No response asked for",
}  # fmt: skip
LARGEST_PAGE = 150_000
FRAME = 10_000


@dataclass(frozen=True)
class Statistics:
    """The page of one register."""

    released: ReleasedRegister

    @cached_property
    def html(self) -> str:
        return rendered(self.released, statistics_pages(self.released))[PAGE]

    @cached_property
    def tables(self) -> list[Table]:
        return tables_of(self.html)

    @cached_property
    def text(self) -> list[str]:
        return text_of_page(self.html)

    def below(self, heading: str) -> str:
        """Give the line of text below a heading."""
        return self.text[self.text.index(heading) + 1]

    def judged(self) -> list[tuple[str, Inspection, Status, int | None]]:
        """Give office, report, status and days of each pair of an office and a report, by brute force."""
        pairs = {
            (response.office_id, id_): response
            for response in self.released.responses.values()
            for id_ in response.inspection_ids
        }
        found = []
        for (office, id_), response in sorted(pairs.items()):
            clock = self.released.clock(response, self.released.inspections[id_])
            found.append((office, self.released.inspections[id_], clock.status, clock.days))
        return [
            *found,
            *((each.office.id, each.inspection, each.clock.status, None) for each in self.released.outstanding),
        ]


@pytest.fixture(
    scope="module", params=[(30, 1), (45, 2), (80, 3), (120, 4), (200, 5)], ids=lambda param: f"{param[0]} responses"
)
def corpus(request: pytest.FixtureRequest) -> Statistics:
    return Statistics(released_corpus(*request.param))


def line(words: str, judged: list[tuple[str, Inspection, Status, int | None]], listed: int) -> list[str]:
    """Write the line that a table must have for some offices and reports."""
    counts = Counter(WORDS[status] for _, _, status, _ in judged)
    days = [days for _, _, _, days in judged if days is not None]
    return [
        words,
        *(str(counts[column]) for column in COLUMNS),
        str(len(judged)),
        f"{median(days):g}" if days else "–",
        str(listed),
    ]


# --- Every number


def test_the_table_by_office_is_a_count_over_all_records(corpus: Statistics) -> None:
    judged, released = corpus.judged(), corpus.released
    assert corpus.tables[0].heads == ["Office", *COLUMNS, "All", "Median days", "Responses listed"]
    assert corpus.tables[0].rows == [
        *(
            line(
                office.short_name,
                [each for each in judged if each[0] == id_],
                sum(response.office_id == id_ for response in released.responses.values()),
            )
            for id_, office in released.offices.items()
        ),
        line("All", judged, len(released.responses)),
    ]


def test_the_table_by_year_is_a_count_over_all_records(corpus: Statistics) -> None:
    judged, released = corpus.judged(), corpus.released
    years = sorted({each.published_on.year for each in released.inspections.values()}, reverse=True)
    findings = Counter(each.published_on.year for each in released.inspections.values() for _ in each.findings)
    assert corpus.tables[1].heads == ["Year", *COLUMNS, "All", "Median days", "Findings listed"]
    assert corpus.tables[1].rows == [
        *(
            line(str(year), [each for each in judged if each[1].published_on.year == year], findings[year])
            for year in years
        ),
        line("All", judged, findings.total()),
    ]


def test_offices_and_years_both_sum_to_the_reports_answered_and_owed(corpus: Statistics) -> None:
    released = corpus.released
    answered = {
        (response.office_id, id_) for response in released.responses.values() for id_ in response.inspection_ids
    }
    total = len(answered) + len(released.outstanding)
    for table in corpus.tables[:2]:
        *lines, last = table.rows
        sums = [sum(int(row[column]) for row in lines) for column in range(1, 9)]
        assert sums == [int(cell) for cell in last[1:9]]
        assert sum(sums[:7]) == sums[7] == total


def test_the_sums_at_the_end_reconcile_the_lists_with_the_tables(corpus: Statistics) -> None:
    released = corpus.released
    listed = the_one(corpus.html, "dl.s55-summary")
    sums = {
        words(name): int(re.findall(r"\d+", words(value))[0])
        for name, value in zip(listed.css("dt"), listed.css("dd"), strict=True)
    }
    pairs = [(response.office_id, id_) for response in released.responses.values() for id_ in response.inspection_ids]
    assert sums == {
        "Responses listed": len(released.responses),
        "Reports they answer": len(pairs),
        "Of these, further responses": len(pairs) - len(set(pairs)),
        "Still owed on that day": len(released.outstanding),
        "Counted above": len(set(pairs)) + len(released.outstanding),
    }


def test_a_response_whose_date_is_not_recorded_is_counted_neither_as_in_time_nor_as_late(corpus: Statistics) -> None:
    judged = corpus.judged()
    undated = {
        (response.office_id, id_)
        for response in corpus.released.responses.values()
        for id_ in response.inspection_ids
        if response.published and response.published.day is None
    }
    alone = [each for each in judged if (each[0], each[1].id) in undated and each[3] is None]
    assert {status for _, _, status, _ in alone} <= {Status.NOT_RECORDED, Status.NO_TIME_LIMIT, Status.NO_DUTY}


def test_findings_and_answers_are_counts_over_all_records(corpus: Statistics) -> None:
    released = corpus.released
    findings = [finding for inspection in released.inspections.values() for finding in inspection.findings]
    answers = [answer for finding in findings for answer in released.answers_to(finding)]
    classes, progress = corpus.tables[2:]
    assert classes.rows == [
        *(
            [
                words,
                str(sum(each.finding_class == id_ for each in findings)),
                str(sum(each.finding.finding_class == id_ for each in answers)),
            ]
            for id_, (words, _) in CLASSES.items()
        ),
        ["All", str(len(findings)), str(len(answers))],
    ]
    assert progress.rows == [
        [
            status.capitalize(),
            str(len({each.finding.full_id for each in answers if each.progress == status})),
            str(sum(each.progress == status for each in answers)),
            *(
                str(sum(each.progress == status and each.finding.finding_class == id_ for each in answers))
                for id_ in CLASSES
            ),
        ]
        for status in ANSWER_PROGRESS
    ]


def test_each_number_that_is_a_link_leads_to_a_list_of_that_many(corpus: Statistics) -> None:
    numbers = {
        address_from(PAGE, link): cell
        for table in corpus.tables
        for row, links in zip(table.rows, table.links, strict=True)
        for cell, link in list(zip(row, links, strict=True))[1:]
        if link
    }
    assert len(numbers) > 10
    filtered = {address: number for address, number in numbers.items() if address.startswith("browse/?")}
    assert filtered
    for address, number in filtered.items():
        wanted = dict(pair.split("=") for pair in address.partition("?")[2].split("&"))
        listed = {
            row.response.id
            for row in answer_rows(corpus.released)
            if wanted.get("office") in {None, row.office.id}
            and wanted.get("year") in {None, str(row.inspection.published_on.year)}
            and wanted["status"] == row.clock.status
        }
        assert str(len(listed)) == number, address
        del numbers[address]
    pages = rendered(corpus.released, [page for page in pages_of(corpus.released) if page.address in numbers])
    owed = {address: number for address, number in numbers.items() if address.startswith("deadlines/")}
    assert bool(owed) == bool(corpus.released.outstanding)
    for address, number in owed.items():
        page, _, group = address.partition("#")
        rows = rendered(corpus.released, [each for each in pages_of(corpus.released) if each.address == page])[page]
        assert str(len(parse(rows).css(f"tbody#{group} tr"))) == number, address
        del numbers[address]
    said = {
        address: re.findall(
            r'<p class="s55-shown">[^<]*?(\d+) (?:findings?|responses?)(?: of [^<,]+)?(?:, \d{4}(?: to \d{4})?)?</p>',
            html,
        )
        for address, html in pages.items()
    }
    assert said == {address: [number] for address, number in numbers.items()}


def test_a_bar_is_as_long_as_its_number_and_its_parts_fill_it(corpus: Statistics) -> None:
    for svg, rows in zip(charts(corpus.html), (table.rows for table in corpus.tables), strict=True):
        totals = [int(text.text or "") for text in svg.iter("text") if text.get("dx")]
        lengths = Counter[str]()
        for part in (each for each in svg.iter("rect") if each.get("width", "").endswith("%")):
            assert float(part.get("x", "").rstrip("%")) == pytest.approx(lengths[part.get("y", "")], abs=0.02)
            lengths[part.get("y", "")] += float(part.get("width", "").rstrip("%"))  # type: ignore[assignment]
        column = 8 if len(rows[0]) > 8 else 1 if len(rows[0]) == 3 else 2
        assert totals == [int(row[column]) for row in rows if row[0] != "All" and row[column] != "0"]
        assert list(lengths.values()) == pytest.approx(
            [LONGEST_BAR * total / max(totals) for total in totals], abs=0.05
        )


def charts(html: str) -> list[ET.Element]:
    return [ET.fromstring(svg.html or "") for svg in parse(html).css("svg")]  # noqa: S314 - our own


def test_a_chart_has_a_name_and_a_description_and_is_drawn_in_one_colour(corpus: Statistics) -> None:
    ids = re.findall(r' id="([^"]*)"', corpus.html)
    assert len(ids) == len(set(ids))
    assert len(charts(corpus.html)) == 4
    for svg in charts(corpus.html):
        assert svg.get("role") == "img"
        title, description = svg.findall("title")[0], svg.findall("desc")[0]
        assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert title.text
        assert description.text
        painted = {each.get(name) for each in svg.iter() for name in ("fill", "stroke")} - {
            None,
            "none",
            "currentColor",
        }
        assert painted <= {f"url(#{pattern.get('id')})" for pattern in svg.iter("pattern")}
        assert not [each for each in svg.iter() if each.get("style") or each.tag in {"style", "script"}]


def test_the_page_stays_small_with_all_offices_and_years() -> None:
    """Its tables and charts have a line for each office and year; 600 responses have 43 and 11 of them, as 6,500 do."""
    large = Statistics(released_corpus(600, 1))
    assert len(large.released.offices) == 43
    assert len(large.tables[1].rows) == 12
    assert len(large.html.encode()) + FRAME < LARGEST_PAGE


# --- Each sentence

OFFICE = (
    "name: Sample Police and Crime Commissioner\nshort-name: Sample\nforce: Sample Force\n"
    "chief-officer: Chief Constable\nexpects: {}\n"
)
REPORT = "---\ntitle: Sample {name}\npublished: {day}\ninspectorate: HMICFRS\ntypes: PEEL\n{facts}---\n\n{body}\n"
RESPONSE = (
    "---\ninspection: {name}\npublished: {day}\n{facts}chief-officer-comments: none submitted\n---\n\n"
    "## PCC response\n\nI welcome the sample report.\n"
)
FINDING = "## Recommendation\n\nMend the sample roads.\n"
ANSWER = "answers:\n  recommendation: {{action: taken, see: comments{}}}\n"

RESPONSE_PERIOD_DAYS = {"in time": "2025-02-26", "late": "2025-02-27", "not recorded": "not recorded"}
"""The last day for a report of 2 January 2025, the day after it, and none."""


def statistics(folder: Path, responses: Mapping[str, int], owed: tuple[str, ...] = ()) -> Statistics:
    """Give the statistics of an office with so many responses of each kind, and reports still to answer."""
    files = {}
    for kind, count in responses.items():
        for number in range(count):
            name = f"2025/{kind.replace('_', '-')}-{number}"
            report = {"no_limit": "2017-05-01", "no_duty": "2025-01-02"}.get(kind, "2025-01-02")
            facts = "section-55: false\n" if kind == "no_duty" else ""
            files[f"inspections/{name}.md"] = REPORT.format(name=name, day=report, facts=facts, body="A sample.")
            day = {"no_limit": "2018-01-01", "no_duty": "2025-01-05"}.get(kind) or RESPONSE_PERIOD_DAYS[
                kind.replace("_", " ")
            ]
            old = "recorded-as-published: true\n" if day == "not recorded" else ""
            files[f"responses/a/{name}.md"] = RESPONSE.format(name=name, day=day, facts=old)
    for number, day in enumerate(owed):
        files[f"inspections/{day[:4]}/owed-{number}.md"] = REPORT.format(
            name=f"owed {number}", day=day, facts="", body="A sample."
        )
    expects = [path.removeprefix("inspections/").removesuffix(".md") for path in files if "/owed-" in path]
    write_content(folder / "content", {"offices/a.yml": OFFICE.format(f"[{', '.join(expects)}]"), **files})
    return Statistics(read_released(folder / "content"))


@pytest.mark.parametrize(
    ("in_time", "late", "message"),
    [
        (1, 0, "The one response with a recorded date was published in time."),
        (0, 1, "The one response with a recorded date was published late."),
        (0, 2, "None of 2 responses with a recorded date was published in time."),
        (1, 1, "1 of 2 responses with a recorded date was published in time."),
        (2, 0, "Both responses with a recorded date were published in time."),
        (3, 0, "All 3 responses with a recorded date were published in time."),
        (2, 1, "2 of 3 responses with a recorded date were published in time."),
    ],
)
def test_the_first_sentence_says_how_many_were_in_time(in_time: int, late: int, message: str, tmp_path: Path) -> None:
    page = statistics(tmp_path, {"in_time": in_time, "late": late})
    days = [56] * in_time + [57] * late
    more = (
        f" At least half of the {len(days)} responses with a recorded date took {median(days):g} days or fewer, the "
        f"day of the report's publication being day 1."
    )
    assert page.below("By office") == message + more * (len(days) > 1)
    assert page.below("By year of the report") == f"Reports of 2025: {message}"


def test_a_median_of_one_day_is_one_day(tmp_path: Path) -> None:
    files = {"offices/a.yml": OFFICE.format("all")}
    for name in ("2025/a", "2025/b"):
        files[f"inspections/{name}.md"] = REPORT.format(name=name, day="2025-01-02", facts="", body="A sample.")
        files[f"responses/a/{name}.md"] = RESPONSE.format(name=name, day="2025-01-02", facts="")
    write_content(tmp_path / "content", files)
    page = Statistics(read_released(tmp_path / "content"))
    assert page.below("By office") == (
        "Both responses with a recorded date were published in time. At least half of the 2 responses with a recorded "
        "date took 1 day, the day of the report's publication being day 1."
    )


@pytest.mark.parametrize(
    ("kinds", "message"),
    [
        (
            {"not_recorded": 1},
            (
                "No response with a recorded date and a time limit has been published here. The date of publication "
                "of 1 "
                "response is not recorded: it is counted neither as in time nor as late."
            ),
        ),
        (
            {"in_time": 1, "not_recorded": 2},
            (
                "The one response with a recorded date was published in time. The date of publication of 2 responses "
                "is "
                "not recorded: they are counted neither as in time nor as late."
            ),
        ),
        (
            {"in_time": 1, "no_limit": 1},
            (
                "The one response with a recorded date was published in time. 1 response, to a report published "
                "before 2 "
                "May 2017, had no time limit and is not among them. At least half of the 2 responses with a recorded "
                "date "
                "took 151 days or fewer, the day of the report's publication being day 1."
            ),
        ),
        (
            {"no_limit": 2},
            (
                "No response with a recorded date and a time limit has been published here. 2 responses, to reports "
                "published before 2 May 2017, had no time limit and are not among them. At least half of the 2 "
                "responses "
                "with a recorded date took 246 days or fewer, the day of the report's publication being day 1."
            ),
        ),
        (
            {"no_duty": 1},
            (
                "No response with a recorded date and a time limit has been published here. 1 response is to a "
                "document "
                "for which section 55 asks for none."
            ),
        ),
        (
            {"no_duty": 2},
            (
                "No response with a recorded date and a time limit has been published here. 2 responses are to "
                "documents "
                "for which section 55 asks for none."
            ),
        ),
    ],
)
def test_what_is_not_judged_is_said_apart(kinds: dict[str, int], message: str, tmp_path: Path) -> None:
    assert statistics(tmp_path, kinds).below("By office") == message


@pytest.mark.parametrize(
    ("owed", "message"),
    [
        (("2026-09-29",), "1 response was still owed on that day."),
        (("2026-09-28",), "1 response was still owed on that day."),  # due today
        (("2026-09-27",), "1 response was still owed on that day, and overdue."),
        (("2026-09-29", "2026-09-27"), "2 responses were still owed on that day, 1 of them overdue."),
        (("2026-09-26", "2026-09-27"), "2 responses were still owed on that day, all of them overdue."),
    ],
)
def test_what_is_owed_is_said_with_what_is_overdue(owed: tuple[str, ...], message: str, tmp_path: Path) -> None:
    page = statistics(tmp_path, {}, owed)
    assert (
        page.below("By office")
        == f"No response with a recorded date and a time limit has been published here. {message}"
    )


def test_a_second_response_to_a_report_is_not_counted_again(tmp_path: Path) -> None:
    statistics(tmp_path, {"in_time": 1})
    again = tmp_path / "content/responses/a/2025/in-time-0-again.md"
    again.write_text(
        RESPONSE.format(name="2025/in-time-0", day="2025-09-01", facts="update-to: a/2025/in-time-0\n"),
        encoding="utf-8",
    )
    page = Statistics(read_released(tmp_path / "content"))
    assert page.tables[0].rows[0] == ["Sample", "1", "0", "0", "0", "0", "0", "0", "1", "56", "2"]
    assert page.text[page.text.index("How these numbers fit together") :] == [
        "How these numbers fit together",
        "Responses listed",
        "2",
        "Reports they answer",
        "2. One letter may answer several reports.",
        "Of these, further responses",
        "1. Further responses of an office to a report it had already answered; they do not change the clock.",
        "Still owed on that day",
        "0",
        "Counted above",
        "1. By office and by year the sum is the same.",
    ]


def test_a_draft_in_a_preview_is_not_counted(tmp_path: Path) -> None:
    statistics(tmp_path, {"in_time": 1}, ("2026-11-01",))
    draft = tmp_path / "content/responses/a/2026/owed-0.md"
    draft.parent.mkdir()
    draft.write_text(
        "---\nchief-officer-comments: none submitted\n---\n\n## PCC response\n\nA sample draft.\n", encoding="utf-8"
    )
    from generator.checks.check import check_register
    from generator.dates import read_as_of

    as_of = read_as_of("2026-11-22")
    preview = Statistics(release(check_register(tmp_path / "content", as_of).register, as_of, with_drafts=True))
    assert preview.tables[0].rows[0][:9] == ["Sample", "1", "0", "0", "1", "0", "0", "0", "2"]


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ("", "There is 1 answer to a finding."),
        (", progress: [{on: 2025-03-01, status: reported complete}]", "There is 1 answer to a finding."),
    ],
)
def test_one_answer_is_said_in_the_singular(facts: str, message: str, tmp_path: Path) -> None:
    page = answered(tmp_path, [facts])
    assert page.below("Findings by class") == "1 finding is described here."
    assert page.below("Progress on findings").startswith(
        f"{message} An answer that states no progress is counted as “not stated”."
    )


CLOSED = ", progress: [{on: 2025-03-01, status: verified closed, by: Sample inspector, source: Sample letter}]"
COMPLETE = ", progress: [{on: 2025-03-01, status: reported complete}]"


@pytest.mark.parametrize(
    ("facts", "complete", "closed"),
    [
        (["", ""], "none says", "none says"),
        ([CLOSED, COMPLETE], "1 says", "1 says"),
        ([COMPLETE, COMPLETE], "2 say", "none says"),
    ],
)
def test_reported_complete_and_verified_closed_are_said_apart(
    facts: list[str], complete: str, closed: str, tmp_path: Path
) -> None:
    assert (
        answered(tmp_path, facts)
        .below("Progress on findings")
        .startswith(
            f"Of 2 answers to findings, {complete} “reported complete”, which is the office's own word, and {closed} "
            f"“verified closed”, which is the inspectorate's."
        )
    )


def answered(folder: Path, facts: list[str]) -> Statistics:
    """Give the statistics of reports of one recommendation, each answered so."""
    files = {"offices/a.yml": OFFICE.format("[]")}
    for number, each in enumerate(facts):
        files[f"inspections/2025/roads-{number}.md"] = REPORT.format(
            name="roads", day="2025-01-02", facts="", body=FINDING
        )
        files[f"responses/a/2025/roads-{number}.md"] = RESPONSE.format(
            name=f"2025/roads-{number}", day="2025-02-01", facts=ANSWER.format(each)
        )
    write_content(folder / "content", files)
    return Statistics(read_released(folder / "content"))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("## Area for improvement\n\nA.\n", "1 finding is described here."),
        (
            "## Area for improvement 1\n\nA.\n\n## Area for improvement 2\n\nB.\n",
            "None of 2 findings is a recommendation.",
        ),
        ("## Recommendation\n\nA.\n\n## Area for improvement 2\n\nB.\n", "1 of 2 findings is a recommendation."),
        ("## Recommendation 1\n\nA.\n\n## Recommendation 2\n\nB.\n", "All 2 findings are recommendations."),
        (
            "## Recommendation 1\n\nA.\n\n## Recommendation 2\n\nB.\n\n## Cause of concern\n\nC.\n",
            "2 of 3 findings are recommendations.",
        ),
    ],
)
def test_findings_are_said_by_class(body: str, message: str, tmp_path: Path) -> None:
    report = REPORT.format(name="roads", day="2025-01-02", facts="", body=body)
    write_content(tmp_path / "content", {"offices/a.yml": OFFICE.format("[]"), "inspections/2025/roads.md": report})
    assert Statistics(read_released(tmp_path / "content")).below("Findings by class") == message


def test_an_empty_site_says_that_there_is_nothing_to_count(tmp_path: Path) -> None:
    write_content(tmp_path / "content", {"offices/a.yml": OFFICE.format("[]")})
    page = Statistics(read_released(tmp_path / "content"))
    assert page.text == [
        "Statistics",
        (
            "As at 22 November 2026. Each report counts once for each office that has answered it or still owes an "
            "answer. The first response released sets the clock: a second response to the same report is not counted "
            "again."
        ),
        "By office",
        (
            "No office has published a response here yet, and none was due on that day. When one is published, it "
            "will be counted here."
        ),
        "By year of the report",
        "There are no responses or reports to count by year.",
        "Findings by class",
        ("No findings yet. Each recommendation, area for improvement and cause of concern will be counted here."),
        "Progress on findings",
        "No office has answered a finding here yet. When one does, its progress will be counted here.",
    ]
    assert charts(page.html) == []
