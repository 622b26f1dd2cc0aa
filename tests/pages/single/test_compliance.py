"""The compliance table, in whole texts: what is recorded for each requirement, and where; no verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.check import check_register
from generator.dates import read_as_of
from generator.pages.single.compliance import ComplianceTable, compliance_table
from generator.pages.single.document import document_of
from generator.problems import errors_in, format_text
from generator.register.release import release
from generator.register.released import ReleasedRegister
from tests.support.example_cases import write_content
from tests.support.markup import attributes, the_one, words
from tests.support.paths import DEMO
from tests.support.sample_office import AS_OF, released_at
from tests.support.sources import OFFICE, inspection


def slips(found: ReleasedRegister, id_: str) -> list[ComplianceTable]:
    """Give the slips of a response, one for each report."""
    document = document_of(found, found.responses[id_])
    return [compliance_table(found, document, report) for report in document.reports]


def said(slip: ComplianceTable) -> list[str]:
    """Write a slip as lines: the subsection, what it asks for, the answer, and where that stands."""
    lines = [
        f"{limb.subsection} {limb.asks}: {limb.answer}{f' -> {limb.anchor}' if limb.anchor else ''}"
        for limb in slip.requirements
    ]
    return [*lines, slip.note] if slip.note else lines


def test_the_slip_of_the_norfolk_form_adds_no_tick() -> None:
    # Its printed list of ticks has no line for the Secretary of State, and its text does not say what action is taken.
    [slip] = slips(released_at("2026-11-22", DEMO / "content"), "norfolk/2019/cyber-keep-the-light-on")
    assert said(slip) == [
        "(4) Chief Constable invited to submit comments: Not recorded",
        "(5)(a) Comments of the local policing body: On this page -> comments",
        "(5)(b) Comments of the Chief Constable: On this page -> chief-officer-comments",
        "(5)(c) Any reply to the Chief Constable’s comments: Not recorded",
        "(5A) All of it published within 56 days: Date of publication not recorded -> clock",
        (
            "(5B) Explanation: Recommendation: Answered; whether action is taken, proposed or none is not recorded -> "
            "comments"
        ),
        "(6) Copy to the inspectors of constabulary: Sent; the date is not recorded -> office-use",
        "(6) Copy to the Secretary of State: Not recorded",
    ]


def test_the_slip_of_a_response_in_time_leads_to_every_text() -> None:
    [slip] = slips(released_at(), "sampleshire/2018/sample-call-handling")
    assert said(slip) == [
        "(4) Chief Constable invited to submit comments: Not recorded",
        "(5)(a) Comments of the local policing body: On this page -> comments",
        "(5)(b) Comments of the Chief Constable: On this page -> chief-officer-comments",
        "(5)(c) Any reply to the Chief Constable’s comments: Not recorded",
        "(5A) All of it published within 56 days: 30 July 2018, day 56 of 56 -> clock",
        "(5B) Explanation: Recommendation 1: Action taken -> recommendation-1",
        "(6) Copy to the inspectors of constabulary: Sent 30 July 2018 -> office-use",
        "(6) Copy to the Secretary of State: Sent 31 July 2018 -> office-use",
    ]


def test_the_slip_of_a_late_response_names_the_day_and_counts_it() -> None:
    [slip] = slips(released_at(), "sampleshire/2023/sample-child-protection")
    assert said(slip) == [
        "(4) Chief Constable invited to submit comments: By 30 November 2023",
        "(5)(a) Comments of the local policing body: On this page -> comments",
        "(5)(b) Comments of the Chief Constable: On this page -> chief-officer-comments",
        "(5)(c) Any reply to the Chief Constable’s comments: Not recorded",
        "(5A) All of it published within 56 days: 27 December 2023, day 57; the last day was day 56 -> clock",
        "(5B) Explanation: Recommendation 3: Action proposed -> recommendation-3",
        "(6) Copy to the inspectors of constabulary: Sent 27 December 2023 -> office-use",
        "(6) Copy to the Secretary of State: Sent; the date is not recorded -> office-use",
    ]


def test_the_slip_claims_no_completeness_where_the_report_holds_more() -> None:
    [slip] = slips(released_at(), "sampleshire/2022/sample-crime-data")
    assert said(slip)[4:] == [
        "(5A) All of it published within 56 days: November 2022; the day is not recorded -> clock",
        "(5B) Explanation: Recommendation 10: Action taken -> chief-officer-comments",
        "(5B) Explanation: Recommendation 22: No action, with a reason -> recommendation-22",
        "(6) Copy to the inspectors of constabulary: Sent 14 November 2022 -> office-use",
        "(6) Copy to the Secretary of State: Not yet sent -> office-use",
        "The report has 22 recommendations, of which 2 are included here. So this list is not complete.",
    ]


def test_the_slip_names_the_cause_of_concern_of_each_recommendation() -> None:
    [slip] = slips(released_at(), "sampleshire/2021/sample-peel")
    assert [line for line in said(slip) if line.startswith("(5B)")] == [
        "(5B) Explanation: Recommendation 1 (Cause of concern: sample calls): Action taken -> calls-recommendation-1",
        (
            "(5B) Explanation: Recommendation 2 (Cause of concern: sample calls): Action proposed -> "
            "calls-recommendation-2"
        ),
        (
            "(5B) Explanation: Recommendation 1 (Cause of concern: sample custody): No action, with a reason -> "
            "custody-recommendation-1"
        ),
        (
            "(5B) Explanation: Recommendation 1 (Accelerated cause of concern: sample keys): Action taken -> "
            "keys-recommendation-1"
        ),
    ]
    assert "(5)(c) Any reply to the Chief Constable’s comments: On this page -> reply" in said(slip)


def test_one_letter_about_two_reports_has_two_slips_with_clocks_of_their_own() -> None:
    first, second = slips(released_at(), "sampleshire/2025/sample-letter")
    assert said(first)[4:6] == [
        "(5A) All of it published within 56 days: 10 May 2025, day 62; the last day was day 56 -> clock",
        "(5B) Explanation: Recommendation 1: Action taken -> comments",
    ]
    assert said(second)[4:6] == [
        "(5A) All of it published within 56 days: 10 May 2025, day 48 of 56 -> clock-2",
        "(5B) Explanation: Recommendation 1: Action proposed -> comments",
    ]


@pytest.mark.parametrize(
    ("id_", "line"),
    [
        ("sampleshire/2016/sample-integrity", "No limit applied: the report was published before 2 May 2017 -> clock"),
        (
            "sampleshire/2024/sample-custody-update",
            "First response to this report: 31 March 2024, day 56 of 56 -> clock",
        ),
        (
            "sampleshire/2020/sample-stop-and-search-again",
            "First response to this report: 10 February 2020, day 36 of 56 -> clock",
        ),
        ("old-sample-city/2024/sample-custody", "2 April 2024, day 58; the last day was day 56 -> clock"),
        ("sample-city/2026/sample-roads", "28 February 2026, day 40 of 56 -> clock"),
    ],
)
def test_the_limb_of_time_says_what_set_the_clock(id_: str, line: str) -> None:
    [slip] = slips(released_at(), id_)
    assert said(slip)[4] == f"(5A) All of it published within 56 days: {line}"


def test_titles_are_those_of_the_office() -> None:
    [slip] = slips(released_at(), "sample-city/2026/sample-roads")
    assert said(slip)[:4] == [
        "(4) Commissioner invited to submit comments: Not recorded",
        "(5)(a) Comments of the local policing body: On this page -> comments",
        "(5)(b) Comments of the Commissioner: None submitted -> chief-officer-comments",
        "(5)(c) Any reply to the Commissioner’s comments: Not recorded",
    ]


def test_where_the_section_asks_for_nothing_the_slip_has_no_limb() -> None:
    [slip] = slips(released_at(), "sampleshire/2025/sample-super-complaint")
    assert said(slip) == ["Section 55 asks for no response to this document."]


FINDINGS = (
    "\n## Recommendation 1\n\nSample words.\n\n## Areas for improvement\n\n### Area for improvement 1\n\n"
    "Sample words.\n"
)


def response(facts: str) -> str:
    return f"---\npublished: 2026-02-01\n{facts}---\n\n## Comments\n\nSample comments.\n"


def case(
    tmp_path: Path, facts: str, *, office: str = "", findings: str = FINDINGS, report: str = ""
) -> tuple[list[str], list[str]]:
    """Read one response to one report: the limbs from the time on, and the errors."""
    write_content(tmp_path / "content", {
        "offices/a.yml": OFFICE.format("A") + office,
        "inspections/2026/roads.md": inspection("2026-01-20", report) + findings,
        "responses/a/2026/roads.md": response(facts),
    })  # fmt: skip
    reading = check_register(tmp_path / "content", read_as_of(AS_OF))
    [slip] = slips(release(reading.register, read_as_of(AS_OF)), "a/2026/roads")
    return said(slip)[5:], [
        each.partition(": ")[2] for each in format_text(errors_in(reading.problems)).split("\n")[:-1]
    ]


NO_COPIES = [
    "(6) Copy to the inspectors of constabulary: Not recorded",
    "(6) Copy to the Secretary of State: Not recorded",
]


def test_an_area_for_improvement_is_asked_for_by_the_office_and_not_by_the_act(tmp_path: Path) -> None:
    facts = (
        "chief-officer-comments: none submitted\n"
        "answers: {recommendation-1: {action: taken, see: comments}, area-for-improvement-1: {action: proposed, see: "
        "comments}}\n"
    )
    lines, errors = case(tmp_path, facts, office="answers-areas-for-improvement: true\n")
    assert errors == []
    assert lines == [
        "(5B) Explanation: Recommendation 1: Action taken -> comments",
        "Office’s policy Explanation: Area for improvement 1: Action proposed -> comments",
        *NO_COPIES,
    ]


def test_an_area_for_improvement_is_no_limb_by_default(tmp_path: Path) -> None:
    facts = (
        "chief-officer-comments: none submitted\nanswers: {recommendation-1: {action: none, reason: Sample reason.}}\n"
    )
    assert case(tmp_path, facts) == (
        ["(5B) Explanation: Recommendation 1: No action, with a reason -> recommendation-1", *NO_COPIES],
        [],
    )


def test_a_report_without_recommendations_still_asks_for_comments(tmp_path: Path) -> None:
    facts = "chief-officer-comments: none submitted\n"
    lines = ["(5B) Explanation for each recommendation: No recommendation of the report is included here", *NO_COPIES]
    assert case(tmp_path, facts, findings="") == (lines, [])


def test_counts_that_are_all_given_make_no_note(tmp_path: Path) -> None:
    facts = "chief-officer-comments: none submitted\nanswers: {recommendation-1: {action: taken, see: comments}}\n"
    lines, _ = case(
        tmp_path,
        facts,
        report="findings-in-report: {recommendation: 1, areas-for-improvement: 3, causes of concern: 1}\n",
    )
    assert lines[-1] == (
        "The report has 3 areas for improvement, of which 1 is included here; 1 cause of concern, of which none is "
        "included here. "
        "So this list is not complete."
    )


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ("", "Not recorded"),
        (
            "answers: {recommendation-1: {position: accepted}}\n",
            "Answered; whether action is taken, proposed or none is not recorded -> recommendation-1",
        ),
        ("answers: {recommendation-1: {action: taken}}\n", "Action taken; no words explain it -> recommendation-1"),
        ("answers: {recommendation-1: {action: none}}\n", "No action; the reason is not recorded -> recommendation-1"),
    ],
)
def test_what_is_not_explained_is_not_called_explained(tmp_path: Path, answers: str, line: str) -> None:
    lines, _ = case(tmp_path, f"recorded-as-published: true\n{answers}")
    assert lines[0] == f"(5B) Explanation: Recommendation 1: {line}"


def test_pointing_to_comments_that_never_came_explains_nothing(tmp_path: Path) -> None:
    facts = (
        "chief-officer-comments: none submitted\n"
        "answers: {recommendation-1: {action: taken, see: chief-officer-comments}}\n"
    )
    lines, errors = case(tmp_path, facts)
    assert lines[0] == "(5B) Explanation: Recommendation 1: Action taken; no words explain it -> recommendation-1"
    [error] = errors
    assert error.startswith(
        "'Recommendation 1' has the action 'taken' and no words that explain it, though section 55(5B) asks for them."
    )


@pytest.mark.parametrize(
    ("sent", "line"),
    [
        ("[{to: Sample Home Secretary, on: 2026-02-02}]", "Not recorded"),  # whose copy it is, is for the office to say
        ("[{to: Sample, on: not yet, role: secretary-of-state}]", "Not yet sent -> office-use"),
        (
            (
                "[{to: Sample, on: not yet, role: secretary-of-state}, {to: Sample, on: not recorded, role: "
                "secretary-of-state}]"
            ),
            "Sent; the date is not recorded -> office-use",
        ),
        (
            (
                "[{to: Sample, on: 2026-02-04, role: secretary-of-state}, {to: Sample, on: 2026-02-03, role: "
                "secretary-of-state}]"
            ),
            "Sent 3 February 2026 -> office-use",
        ),
        ("[{to: Sample, on: 2026-02-03, role: chief-officer}]", "Not recorded"),
    ],
)
def test_a_copy_is_sent_where_it_is_recorded_as_sent(tmp_path: Path, sent: str, line: str) -> None:
    facts = (
        f"chief-officer-comments: none submitted\nanswers: {{recommendation-1: {{action: taken, see: comments}}}}\n"
        f"sent: {sent}\n"
    )
    assert case(tmp_path, facts)[0][-1] == f"(6) Copy to the Secretary of State: {line}"


def test_in_a_preview_a_draft_is_not_published(tmp_path: Path) -> None:
    write_content(tmp_path / "content", {
        "offices/a.yml": OFFICE.format("A"), "inspections/2026/roads.md": inspection("2026-01-20"),
        "responses/a/2026/roads.md": "---\nchief-officer-comments: none submitted\n---\n\nSample comments.\n",
    })  # fmt: skip
    as_of = read_as_of(AS_OF)
    [slip] = slips(
        release(check_register(tmp_path / "content", as_of).register, as_of, with_drafts=True), "a/2026/roads"
    )
    assert (
        said(slip)[4]
        == "(5A) All of it published within 56 days: Not published when this page was built on 2 March 2026 -> clock"
    )


# --- On the page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", sorted(released_at().responses))
def test_every_limb_leads_to_a_place_on_its_page(id_: str, unaddressed_site: Path) -> None:
    html = (unaddressed_site / "responses" / id_ / "index.html").read_text(encoding="utf-8")
    ids = attributes(html, "[id]", "id")
    assert len(ids) == len(set(ids))
    for slip in slips(released_at(), id_):
        for limb in slip.requirements:
            assert limb.anchor is None or str(limb.anchor) in ids, limb


LAW = "Law Police Act 1996, section 55"
RULE = (
    "Rule A response is published “before the end of the period of 56 days beginning with the day on which the report "
    "is published” "
    "(subsection (5A)). The first day counts, and the last day does not move for a weekend or a holiday."
)
NEITHER = "so the response is called neither in time nor late."


def worked_out(first: str, last: str, published: str) -> str:
    """Write a working in full."""
    return (
        f"Day 1 {first}, the day the report was published Last day {last}, day 56 Response published {published} "
        f"{RULE} {LAW}"
    )


EARLIER = "An earlier response to this report sets the clock:"
WORKINGS = {
    "2024/sample-custody": worked_out("5 February 2024", "31 March 2024", "31 March 2024, day 56 of 56"),
    "2024/sample-custody-update": worked_out(
        "5 February 2024", "31 March 2024", f"2 September 2024. {EARLIER} 31 March 2024, day 56 of 56"
    ),
    "2020/sample-stop-and-search-again": worked_out(
        "6 January 2020", "1 March 2020", f"9 March 2020. {EARLIER} 10 February 2020 (withdrawn since), day 36 of 56"
    ),
    "2023/sample-child-protection": worked_out(
        "1 November 2023", "26 December 2023", "27 December 2023, day 57, after the last, which was day 56"
    ),
    "2022/sample-crime-data": worked_out(
        "20 September 2022", "14 November 2022", f"November 2022. The day is not recorded, {NEITHER}"
    ),
    "2019/sample-cyber": worked_out("24 October 2019", "18 December 2019", f"The date is not recorded, {NEITHER}"),
    "2016/sample-integrity": (
        f"Report published 3 November 2016 Rule The period of 56 days applies to reports published from 2 May 2017 "
        f"(subsection (5A)). {LAW}"
    ),
    "2025/sample-super-complaint": f"Rule Section 55 asks for no response to this document. {LAW}",
}


@pytest.mark.parametrize(("id_", "working"), WORKINGS.items())
def test_every_status_is_worked_out_on_its_page(id_: str, working: str, unaddressed_site: Path) -> None:
    html = (unaddressed_site / "responses/sampleshire" / id_ / "index.html").read_text(encoding="utf-8")
    assert " ".join(words(part) for part in the_one(html, "dl#clock").css("dt, dd")) == working


def test_the_response_that_sets_the_clock_is_linked(unaddressed_site: Path) -> None:
    html = (unaddressed_site / "responses/sampleshire/2024/sample-custody-update/index.html").read_text(
        encoding="utf-8"
    )
    assert '<a href="../../../../responses/sampleshire/2024/sample-custody/"><time datetime="2024-03-31">' in html
