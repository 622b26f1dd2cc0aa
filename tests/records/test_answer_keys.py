"""Which findings a key of answers, or a heading, names."""

from __future__ import annotations

import pytest

from generator.messages import plain_text
from generator.records.answer_keys import AnswerableFindings, KeyFault, is_addressed_to_others
from generator.records.finding import Finding, FindingFacts
from generator.records.inspection import Inspection, read
from generator.records.office import Office, OfficeFacts
from tests.support.sources import source_of

REPORT = """\
---
title: Roads
published: 2024-05-01
inspectorate: HMICFRS
types: PEEL
---

## Recommendations

### Recommendation 1

One.

### Recommendation 2

Two.

### Recommendation 2(a)

Two again.

### Recommendation 5: Vetting

Five.

### Recommendation 7

Seven.

## Area for improvement 1

Count.
"""


def inspection(id_: str) -> Inspection:
    """Read the report under an id."""
    found, problems = read(source_of(f"inspections/{id_}", REPORT))
    assert found, problems
    return found


def findings(*ids: str) -> AnswerableFindings:
    """Return the findings of some reports."""
    return AnswerableFindings(ids, {id_: inspection(id_) for id_ in ids})


@pytest.mark.parametrize(
    ("heading", "numbers"),
    [
        ("Recommendation 1", ["1"]),
        ("RECOMMENDATION 1:", ["1"]),
        ("Recommendations 1 and 2", ["1", "2"]),
        ("Recommendations 1 & 2", ["1", "2"]),
        ("Recommendations 1, 2 and 5 to 7", ["1", "2", "5-vetting", "7"]),
        ("Recommendations 1\N{EN DASH}2(a)", ["1", "2", "2-a"]),
        ("Recommendations 1-7", ["1", "2", "2-a", "5-vetting", "7"]),
        ("Our response to recommendations 1 and 7", ["1", "7"]),
        ("Recommendation 5: Vetting", ["5-vetting"]),
        ("Recommendation 5", ["5-vetting"]),
        ("Recommendations 1, 7: what was done", ["1", "7"]),
        ("Argymhellion 1, 2 a 5 i 7", ["1", "2", "5-vetting", "7"]),
        ("Recommendations 1 \N{EN DASH} 2(a)", ["1", "2", "2-a"]),
        ("Recommendations 2 through 5: vetting", ["2", "2-a", "5-vetting"]),
        ("Recommendations 5 to 2", ["2", "2-a", "5-vetting"]),
        ("Recommendation 1 and Recommendation 7", ["1", "7"]),
        ("Recommendations (1) and (7)", ["1", "7"]),
        ("Recommendation(s) 1 and 7", ["1", "7"]),
        ("Recommendation 1 to 2 (Home Office)", ["1", "2"]),
        ("Recommendation 1 response", ["1"]),
        ("Recommendation 01", ["1"]),
        ("Recommendation 1 - 2024 update", ["1"]),
        ("Recommendation 1 - 7 officers more", ["1"]),
    ],
)
def test_a_heading_names_findings_by_their_printed_numbers(heading: str, numbers: list[str]) -> None:
    match = findings("2024/roads").in_heading(heading)

    assert match
    assert list(match.keys) == [f"recommendation-{number}" for number in numbers]
    assert match.missing == ()


@pytest.mark.parametrize("heading", ["Recommendations", "Background", "Recruitment 1", "Conclusion"])
def test_a_heading_without_class_and_number_names_none(heading: str) -> None:
    assert findings("2024/roads").in_heading(heading) is None


def test_the_only_finding_of_a_class_needs_no_number() -> None:
    match = findings("2024/roads").in_heading("Area for improvement")

    assert match
    assert match.keys == ("area-for-improvement-1",)


def test_a_number_that_no_finding_has_is_missing() -> None:
    match = findings("2024/roads").in_heading("Recommendations 1, 3 and 7")

    assert match
    assert match.keys == ("recommendation-1", "recommendation-7")
    assert match.missing == ("3",)


def test_a_number_of_several_reports_is_ambiguous() -> None:
    match = findings("2024/roads", "2024/rails").in_heading("Recommendations 1 and 2")

    assert match
    assert match.is_ambiguous


@pytest.mark.parametrize(
    ("key", "keys"),
    [
        ("recommendation-1", ["recommendation-1"]),
        ("2024/roads#recommendation-1", ["recommendation-1"]),
        ("recommendation-1, recommendation-7", ["recommendation-1", "recommendation-7"]),
        ("recommendation-2 to recommendation-7", [
            "recommendation-2", "recommendation-2-a", "recommendation-5-vetting", "recommendation-7",
        ]),
        ("recommendation-1 to area-for-improvement-1", [
            "recommendation-1", "recommendation-2", "recommendation-2-a", "recommendation-5-vetting",
            "recommendation-7", "area-for-improvement-1",
        ]),
        ("recommendation-1 and recommendation-2 to recommendation-2-a", [
            "recommendation-1", "recommendation-2", "recommendation-2-a",
        ]),
    ],
)  # fmt: skip
def test_a_key_may_name_several(key: str, keys: list[str]) -> None:
    assert findings("2024/roads").named_by(key) == keys


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("recommendation-1 - recommendation-2", "Write recommendation-1, recommendation-2"),
        ("recommendation-1 to 2", "Write recommendation-1, recommendation-2"),
        ("Recommendations 1, 2 and 7", "Write recommendation-1, recommendation-2, recommendation-7"),
        ("Recommendation 7", "Did you mean 'recommendation-7'?"),
    ],
)
def test_a_key_in_the_report_s_own_words_is_told_as_ids(key: str, hint: str) -> None:
    fault = findings("2024/roads").named_by(key)
    assert isinstance(fault, KeyFault)
    assert plain_text(fault.hint) == hint


def test_the_keys_of_several_reports_are_full_ids() -> None:
    both = findings("2024/roads", "2024/rails")

    assert both.named_by("2024/rails#recommendation-1 to recommendation-2") == [
        "2024/rails#recommendation-1", "2024/rails#recommendation-2",
    ]  # fmt: skip
    assert isinstance(both.named_by("recommendation-1"), KeyFault)


SAMPLESHIRE = Office(
    "sampleshire",
    OfficeFacts.model_validate(
        {
            "name": "Sampleshire Police and Crime Commissioner (PCC)",
            "force": "Sampleshire Constabulary",
            "chief-officer": "Chief Constable",
        }
    ),
    source_of("offices/sampleshire", ""),
)


def addressed(*addressees: str) -> Finding:
    """Return a finding addressed to some."""
    finding = inspection("2024/roads").findings[0]
    facts = FindingFacts.model_validate({"addressed-to": list(addressees)})
    return Finding(
        finding.id, finding.inspection_id, finding.finding_class, finding.heading, "1", finding.passage, facts
    )


@pytest.mark.parametrize(
    "addressees",
    [
        ["Home Office"],
        ["College of Policing", "National Police Chiefs' Council"],
        ["Kent Police"],
        ["Chief Constable of Kent"],
        ["Chief constables of Kent and Essex"],
        ["National Crime Agency"],
    ],
)
def test_a_finding_is_addressed_to_others(addressees: list[str]) -> None:
    assert is_addressed_to_others(addressed(*addressees), SAMPLESHIRE)


@pytest.mark.parametrize(
    "addressees",
    [
        [],
        ["All chief constables"],
        ["Chief constables"],
        ["all forces in England and Wales"],
        ["Police and crime commissioners"],
        ["Home Office", "forces"],
        ["Sampleshire Constabulary"],
        ["Chief Constable of Sampleshire"],
        ["the force"],
        ["local policing bodies"],
        ["Sampleshire PCC"],
    ],
)
def test_a_finding_may_be_the_office_s_own(addressees: list[str]) -> None:
    assert not is_addressed_to_others(addressed(*addressees), SAMPLESHIRE)


def test_the_answer_to_others_stands_behind_a_finding_s_own() -> None:
    text = REPORT.replace("types: PEEL\n", "types: PEEL\nfindings:\n  recommendation-1: {addressed-to: Home Office}\n"
        "  recommendation-2: {addressed-to: Home Office}\n")  # fmt: skip
    found, _ = read(source_of("inspections/2024/roads", text))
    assert found
    both = AnswerableFindings(["2024/roads"], {"2024/roads": found})

    assert both.expand(["recommendation-2", "Addressed to others"], SAMPLESHIRE) == {
        "recommendation-1": "Addressed to others", "recommendation-2": "recommendation-2",
    }  # fmt: skip
