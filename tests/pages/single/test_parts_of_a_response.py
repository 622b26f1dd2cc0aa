"""What the page of a part, an update or an attached comment says that section 55 asks for, and where that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.check import check_register
from generator.dates import read_as_of
from generator.pages.single.compliance import compliance_table
from generator.pages.single.document import document_of
from generator.pages.single.timeline import timeline_of
from generator.problems import errors_in, format_text
from generator.register.release import release
from generator.register.released import ReleasedRegister
from tests.support.example_cases import SMALL, write_content


def released(tmp_path: Path, responses: dict[str, str]) -> ReleasedRegister:
    """Read the small office and inspection with some responses, and return what is released."""
    files = {f"responses/norfolk/{id_}": text for id_, text in responses.items()}
    write_content(tmp_path / "content", {**SMALL["office"], **SMALL["inspection"], **files})
    moment = read_as_of("2026-11-22")
    reading = check_register(tmp_path / "content", moment)
    assert not errors_in(reading.problems), format_text(reading.problems)
    return release(reading.register, moment)


def recorded(register: ReleasedRegister, id_: str) -> list[str]:
    """Write the table of a response as lines: subsection, answer, and the page and id to which it leads."""
    document = document_of(register, register.responses[f"norfolk/{id_}"])
    table = compliance_table(register, document, document.reports[0])
    return [
        f"{row.subsection} {row.answer}" + (f" -> {row.part.id if row.part else ''}#{row.anchor}" if row.anchor else "")
        for row in table.requirements
        if row.subsection in {"(5)(a)", "(5)(b)", "(5)(c)", "(5A)", "(5B)"}
    ]


PART_ONE = """\
---
published: 2019-12-12
part: Part one
answers:
  recommendation: {action: proposed}
---

## PCC response

The rest will follow.

## Recommendation

In part two.
"""
PART_TWO = """\
---
inspection: 2019/cyber
published: 2019-12-19
part-of: norfolk/2019/cyber
part: Part two
chief-officer-comments: none submitted
answers:
  recommendation: {action: none, reason: It is not addressed to this force.}
---

## Reply

Thank you.
"""
UPDATE = """\
---
inspection: 2019/cyber
published: 2020-02
update-to: norfolk/2019/cyber
---

## News

Nothing new.
"""
WHOLE = {"2019/cyber.md": PART_ONE, "2019/two.md": PART_TWO, "2020/news.md": UPDATE}


def test_each_part_leads_to_what_another_holds(tmp_path: Path) -> None:
    register = released(tmp_path, WHOLE)

    assert recorded(register, "2019/cyber") == [
        "(5)(a) On this page -> #comments",
        "(5)(b) None submitted -> norfolk/2019/two#chief-officer-comments",
        "(5)(c) In another part of the response -> norfolk/2019/two#reply",
        "(5A) Last part: 19 December 2019, day 57; the last day was day 56 -> #clock",
        "(5B) Action proposed -> #recommendation",
    ]
    assert recorded(register, "2019/two") == [
        "(5)(a) In another part of the response -> norfolk/2019/cyber#comments",
        "(5)(b) None submitted -> #chief-officer-comments",
        "(5)(c) On this page -> #reply",
        "(5A) 19 December 2019, day 57; the last day was day 56 -> #clock",
        "(5B) No action, with a reason -> #recommendation",
    ]


def test_an_update_answers_nothing_again(tmp_path: Path) -> None:
    assert recorded(released(tmp_path, WHOLE), "2020/news") == [
        "(5)(a) In another part of the response -> norfolk/2019/cyber#comments",
        "(5)(b) None submitted -> norfolk/2019/two#chief-officer-comments",
        "(5)(c) In another part of the response -> norfolk/2019/two#reply",
        "(5A) First response to this report: 19 December 2019, day 57; the last day was day 56 -> #clock",
        "(5B) No action, with a reason -> norfolk/2019/two#recommendation",
    ]


def test_the_dates_of_a_part_name_the_others(tmp_path: Path) -> None:
    register = released(tmp_path, WHOLE)
    steps = timeline_of(register, register.responses["norfolk/2019/cyber"])

    assert [(step.words, step.when) for step in steps] == [
        ("Report published", "24 October 2019"),
        ("Part one", "12 December 2019"),
        ("Part two", "19 December 2019"),
        ("Update published", "February 2020"),
    ]


def test_parts_and_updates_are_told_apart_by_name_and_date(tmp_path: Path) -> None:
    register = released(tmp_path, WHOLE)

    assert [register.label_of(response) for response in register.responses.values()] == [
        "Part one, 12 December 2019",
        "Part two, 19 December 2019",
        "Update, February 2020",
    ]


def test_a_single_response_needs_no_name(tmp_path: Path) -> None:
    text = PART_TWO.replace("part-of: norfolk/2019/cyber\npart: Part two\n", "").replace("## Reply", "## PCC response")
    register = released(tmp_path, {"2019/cyber.md": text})

    assert register.label_of(register.responses["norfolk/2019/cyber"]) == ""


ATTACHED = """\
sections: {My view: comments}
attachments: [{file: cyber/a.csv, title: A, role: chief-officer-comments}]
"""


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ("chief-officer-comments: within My view\nsections: {My view: comments}\n", "(5)(b) On this page -> #comments"),
        (
            "chief-officer-comments: within comments\nsections: {My view: comments}\n",
            "(5)(b) On this page -> #comments",
        ),
        (f"chief-officer-comments: ATTACHED\n{ATTACHED}", "(5)(b) Attached -> #chief-officer-comments"),
    ],
)
def test_the_table_says_how_the_chief_officer_s_comments_came(tmp_path: Path, facts: str, answer: str) -> None:
    answers = "answers:\n  recommendation: {action: taken, see: chief-officer-comments}\n"
    text = f"---\npublished: 2019-12-12\n{facts}{answers}---\n\n## My view\n\nHe accepts it.\n"
    files = {"2019/cyber.md": text} | ({"2019/cyber/a.csv": "name,count\nsample,1\n"} if "a.csv" in facts else {})

    assert recorded(released(tmp_path, files), "2019/cyber")[1] == answer
