"""An inspection's facts: who published it, whether the section asks for a response, and the order of its findings."""

from __future__ import annotations

import pytest

from tests.support.reports import messages_of, report_of

CONSTABULARY = "Majesty’s Inspectorate of Constabulary"


@pytest.mark.parametrize(
    ("facts", "names", "in_full"),
    [
        ("", ["HMICFRS"], f"His {CONSTABULARY} and Fire & Rescue Services"),
        (
            "inspectorate: [HMICFRS, HMCPSI]\n",
            ["HMICFRS", "HMCPSI"],
            f"His {CONSTABULARY} and Fire & Rescue Services and HMCPSI",
        ),
        ("inspectorate: [HMIC, CQC, Ofsted]\n", ["HMIC", "CQC", "Ofsted"], f"His {CONSTABULARY}, CQC and Ofsted"),
        ("inspectorate: [HMIC, CQC]\ninspectorate-name: Both together\n", ["HMIC", "CQC"], "Both together"),
        ("inspectorate: HMIC\ninspectorate-name: [One, Other]\n", ["HMIC"], "One and Other"),
    ],
)
def test_an_inspection_names_its_inspectorates_as_printed_and_in_full(
    facts: str, names: list[str], in_full: str
) -> None:
    report = report_of("Text.\n", facts)
    assert report.inspectorates == names
    assert report.inspectorate_in_full == in_full


def test_an_inspection_needs_an_inspectorate() -> None:
    assert messages_of("Text.\n", "inspectorate: []\n") == [
        "sample.md:5:1: 'inspectorate' names nobody. Write it as printed, such as HMICFRS."
    ]


@pytest.mark.parametrize(
    ("facts", "asks"),
    [
        ("types: National\n", True),
        ("types: National\nsection-55: false\n", False),
        ("types: Super-complaint\n", False),
        ("types: [Joint, Police super complaint investigation]\n", False),
        ("types: Uwch-gŵyn\n", False),
        ("types: Super-complaint\nsection-55: true\n", True),
        ("types: Superintendents\n", True),
    ],
)
def test_a_super_complaint_asks_for_no_response_by_itself(facts: str, asks: bool) -> None:  # noqa: FBT001
    assert report_of("Text.\n", facts).asks_for_response is asks


def test_findings_are_listed_by_class_and_number_and_recommendations_with_their_cause() -> None:
    report = report_of(
        "".join(
            f"{heading}\n\nText.\n\n"
            for heading in (
                "## Recommendation 10", "## Area for improvement 2", "## Recommendation 2",
                "## Cause of concern 2 {#b}", "### Recommendation 10", "### Recommendation 2",
                "## Cause of concern 1 {#a}", "### Recommendation 1", "## Recommendation 1",
                "## Area for improvement 1", "## Recommendation IV",
            )
        )
    )  # fmt: skip
    assert [finding.id for finding in report.numbered_findings] == [
        "recommendation-1", "recommendation-2", "recommendation-iv", "recommendation-10",
        "area-for-improvement-1", "area-for-improvement-2",
        "a", "a-recommendation-1", "b", "b-recommendation-2", "b-recommendation-10",
    ]  # fmt: skip


def test_findings_without_numbers_keep_the_order_of_the_report() -> None:
    report = report_of("## Recommendation: b\n\nText.\n\n## Recommendation: a\n\nText.\n")
    assert [finding.id for finding in report.numbered_findings] == ["recommendation-b", "recommendation-a"]
