"""What a heading says of the findings below it: every form that reports print, and those that only look like one."""

from __future__ import annotations

import pytest

from generator.records.report.class_words import (
    ClassWords,
    class_among,
    heading_id,
    id_in_cause,
    number_before,
    number_key,
    read_class_words,
)

RECOMMENDATION, AREA = "recommendation", "area-for-improvement"
CAUSE, ACCELERATED = "cause-of-concern", "accelerated-cause-of-concern"


@pytest.mark.parametrize(
    ("heading", "finding_class", "number", "title"),
    [
        ("Recommendation", RECOMMENDATION, None, ""),
        ("3. Recommendation", RECOMMENDATION, "3", ""),
        ("(3) Recommendation", RECOMMENDATION, "3", ""),
        ("3.2 Recommendation 4", RECOMMENDATION, "4", ""),
        ("Recommendation 2(a)", RECOMMENDATION, "2(a)", ""),
        ("Recommendation 2(A)(iv)", RECOMMENDATION, "2(A)(iv)", ""),
        ("Recommendation 1a:", RECOMMENDATION, "1a", ""),
        ("Recommendation IV", RECOMMENDATION, "IV", ""),
        ("Recommendation B", RECOMMENDATION, "B", ""),
        ("Recommendation 1: Vetting", RECOMMENDATION, "1", "Vetting"),
        ("Recommendation 1 – Vetting", RECOMMENDATION, "1", "Vetting"),
        ("Recommendation 1 - Vetting", RECOMMENDATION, "1", "Vetting"),
        ("Recommendation 1. Vetting", RECOMMENDATION, "1", "Vetting"),
        ("Recommendation 1 (vetting)", RECOMMENDATION, "1", "(vetting)"),
        ("Recommendation 2 (b)", RECOMMENDATION, "2 (b)", ""),
        ("Recommendation (2)", RECOMMENDATION, "2", ""),
        ("Recommendation 3)", RECOMMENDATION, "3", ""),
        ("Recommendation: 8", RECOMMENDATION, "8", ""),
        ("Recommendation – 7", RECOMMENDATION, "7", ""),
        ("Recommendation Nº 4", RECOMMENDATION, "4", ""),
        ("Recommendation 6- Vetting", RECOMMENDATION, "6", "Vetting"),
        ("Recommendation 6—Vetting", RECOMMENDATION, "6", "Vetting"),
        ("Recommendation: 24/7 cover", RECOMMENDATION, None, "24/7 cover"),
        ("Area for Improvement (custody) 2", AREA, "2", "(custody)"),
        ("AFI-2", AREA, "2", ""),
        ("Cause-of-concern 1", CAUSE, "1", ""),
        ("Recommendation: 3 forces", RECOMMENDATION, None, "3 forces"),
        ("Recommendation No. 7", RECOMMENDATION, "7", ""),
        ("RECOMMENDATION 10", RECOMMENDATION, "10", ""),
        ("Recom\N{SOFT HYPHEN}mendation\N{NO-BREAK SPACE}5", RECOMMENDATION, "5", ""),
        ("R3", RECOMMENDATION, "3", ""),
        ("Rec 4", RECOMMENDATION, "4", ""),
        ("Rec. 4", RECOMMENDATION, "4", ""),
        ("Recommendation 2024/1", RECOMMENDATION, "2024/1", ""),
        ("AFI 2", AREA, "2", ""),
        ("AFI2", AREA, "2", ""),
        ("Area for improvement: custody", AREA, None, "custody"),
        ("Cause of concern", CAUSE, None, ""),
        ("Cause for concern 1", CAUSE, "1", ""),
        ("Accelerated cause of concern: keys", ACCELERATED, None, "keys"),
        ("Argymhelliad 3", RECOMMENDATION, "3", ""),
        ("Maes i’w wella 1", AREA, "1", ""),
        ("Maes i'w wella: y ddalfa", AREA, None, "y ddalfa"),
        ("Achos pryder", CAUSE, None, ""),
        ("Achos o bryder 2", CAUSE, "2", ""),
    ],
)  # fmt: skip
def test_a_heading_of_one_finding_is_read(heading: str, finding_class: str, number: str | None, title: str) -> None:
    assert read_class_words(heading) == ClassWords(finding_class, number, is_plural=False, title=title)


@pytest.mark.parametrize(
    ("heading", "finding_class"),
    [
        ("Recommendations", RECOMMENDATION),
        ("3. Recommendations", RECOMMENDATION),
        ("IV. Recommendations", RECOMMENDATION),
        ("Recommendations:", RECOMMENDATION),
        ("Recommendations: custody", RECOMMENDATION),
        ("Recommendation(s)", RECOMMENDATION),
        ("Recs", RECOMMENDATION),
        ("Areas  for\N{NO-BREAK SPACE}Improvement", AREA),
        ("AFIs", AREA),
        ("AFI's", AREA),
        ("Causes of concern", CAUSE),
        ("Causes for concern", CAUSE),
        ("Accelerated causes of concern", ACCELERATED),
        ("Argymhellion", RECOMMENDATION),
        ("Meysydd i'w gwella", AREA),
        ("Achosion pryder", CAUSE),
    ],
)
def test_a_heading_of_several_findings_is_a_group(heading: str, finding_class: str) -> None:
    words = read_class_words(heading)
    assert words is not None
    assert words.names_a_group
    assert words.finding_class == finding_class


def test_a_plural_with_its_number_is_one_finding() -> None:
    words = read_class_words("Recommendations 4")
    assert words == ClassWords(RECOMMENDATION, "4", is_plural=True)
    assert not words.names_a_group


@pytest.mark.parametrize(
    ("heading", "among"),
    [
        ("Summary of recommendations", RECOMMENDATION),
        ("Recommendations 1 and 2", RECOMMENDATION),
        ("Recommendations 1 to 3", RECOMMENDATION),
        ("Recommendations 1–3", RECOMMENDATION),
        ("Recommendations 2024", RECOMMENDATION),
        ("Recommendation for the Home Office", RECOMMENDATION),
        ("Recommendation is", RECOMMENDATION),
        ("Areas for improvement & recommendations", AREA),
        ("Our three AFIs", AREA),
        ("Area of concern", CAUSE),
        ("Area of improvement 2", AREA),
        ("Areas to improve", AREA),
        ("Yr argymhellion", RECOMMENDATION),
        ("Leadership", None),
        ("Recommended reading", None),
        ("Recreation", None),
        ("R & D", None),
        ("Rec centre", None),
    ],
)
def test_other_words_make_no_finding_though_they_may_name_a_class(heading: str, among: str | None) -> None:
    assert read_class_words(heading) is None
    assert class_among(heading) == among


def test_printed_numbers_sort_as_they_are_counted() -> None:
    printed = ["10", "2(b)", "IX", "1", "2(a)", "IV", "2", "1.10", "1.9", "V"]
    assert sorted(printed, key=number_key) == ["1", "1.9", "1.10", "2", "2(a)", "2(b)", "IV", "V", "IX", "10"]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("3. Vetting", "3"),
        ("(2) Vetting", "2"),
        ("4", "4"),
        ("4(b)", "4(b)"),
        ("Custody 2024", None),
        ("24 hours", None),
    ],
)
def test_a_heading_without_class_words_may_begin_with_a_number(heading: str, number: str | None) -> None:
    assert number_before(heading) == number


def test_an_id_is_cut_at_a_word_after_eighty_characters() -> None:
    heading = "Recommendation 1: " + "vetting of officers and staff " * 5
    assert heading_id(heading) == "recommendation-1-vetting-of-officers-and-staff-vetting-of-officers-and-staff"
    assert heading_id("Recommendation " + "x" * 90) == "recommendation"


def test_a_recommendation_keeps_its_number_however_long_its_cause_is_called() -> None:
    cause = "cause-of-concern-" + "-".join(["custody"] * 8)
    assert id_in_cause("custody", "recommendation-1") == "custody-recommendation-1"
    made = id_in_cause(cause, "recommendation-12")
    assert made.endswith("-custody-recommendation-12")
    assert len(made) <= 80
