"""What section 55 asks of a response: a gap is an error once the response has a date, and a warning before."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.requirements import requirement_problems
from tests.support.checked import INSPECTION, RESPONSE, lines, small, small_register

DATED = "published: 2019-12-12\n"
ANSWER = "  recommendation: {action: none, reason: It is not addressed to this force.}\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def problems(before: str, after: str, *, dated: bool = True, report: str = "") -> list[str]:
    text = small(RESPONSE)
    assert before in text
    text = text.replace(before, after)
    text = text if dated else text.replace(DATED, "")
    return lines(requirement_problems(small_register({RESPONSE: text, INSPECTION: report or small(INSPECTION)})))


def test_a_complete_response_has_no_gap() -> None:
    assert problems(DATED, DATED) == []


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "draft"])
@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            ANSWER, "  recommendation: {}\n",
            ("'Recommendation' has no explanation: section 55(5B) asks what action is taken or proposed, or why none. "
            "Write under answers: recommendation: {action: taken}, or proposed, or none with its reason."),
        ),
        (
            ", reason: It is not addressed to this force.", "",
            ("'Recommendation' has the action 'none' and no reason: section 55(5B) asks why no action is taken. "
            "Add a line: reason: ..."),
        ),
        (
            "none, reason: It is not addressed to this force.", "taken",
            ("'Recommendation' has the action 'taken' and no words that explain it, "
            "though section 55(5B) asks for them. Write them below under '## Recommendation', "
            "or say where they stand: see: comments"),
        ),
        (
            "chief-officer-comments: none submitted\n", "",
            ("The response has no comments of the Chief Constable, and does not say that there are none "
            "(section 55(5)(b)). Write them under '## Chief Constable response', "
            "or add a line: chief-officer-comments: none submitted, "
            "attached, or within and the heading that holds them"),
        ),
        (
            "## PCC response\n\nI welcome the report.\n", "",
            ("The response has no comments of the local policing body, which section 55(5)(a) asks for. "
            "Write them under a heading such as '## PCC response'"),
        ),
    ],
    ids=["an explanation", "a reason", "words", "the chief officer's comments", "the body's comments"],
)  # fmt: skip
def test_a_gap_is_an_error_in_a_dated_response_and_a_warning_in_a_draft(
    before: str, after: str, message: str, *, dated: bool
) -> None:
    (line,) = problems(before, after, dated=dated)

    position, _, said = line.partition(": ")
    assert position.startswith(RESPONSE)
    assert said.rstrip(".") == ("" if dated else "Warning: ") + message.rstrip(".")


def test_a_report_from_before_the_limit_only_warns() -> None:
    report = small(INSPECTION).replace("2019-10-24", "2017-05-01")

    (line,) = problems(", reason: It is not addressed to this force.", "", report=report)

    assert ": Warning: 'Recommendation' has the action 'none' and no reason" in line


def test_an_inspection_outside_the_section_asks_for_nothing() -> None:
    report = small(INSPECTION).replace("types:", "section-55: false\ntypes:")

    assert problems("chief-officer-comments: none submitted\n", "", report=report) == []


def test_a_response_cannot_come_before_its_report() -> None:
    assert problems(DATED, "published: 2019-10-23\n") == [
        (
            f"{RESPONSE}:2:12: The response is dated 23 October 2019, before the report it answers (24 October 2019). "
            "Check both dates."
        )
    ]
