"""No released record may name an unreleased one: the problem says where, and never what."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.embargo import UNRELEASED, embargo_problems, without_those_embargo_explains
from generator.dates import read_as_of
from generator.problems import Category, Place, Problem
from tests.support.checked import INSPECTION, RESPONSE, lines, small, small_register

AS_OF = read_as_of("2026-11-22")
REPORT = "inspections/2026/teapot.md"
EMBARGOED = small(INSPECTION).replace("2019-10-24", "2026-11-23").replace("Keep the light on", "The silver teapot")
REVEALED = (
    "This names a record that is not released yet, which would reveal it. "
    "Remove it until then, or release both together."
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def response(facts: str = "", body: str = "") -> str:
    return small(RESPONSE).replace("---\n", f"---\n{facts}", 1) + body


@pytest.mark.parametrize(
    ("path", "text", "position"),
    [
        (RESPONSE, response("inspection: [2019/cyber, 2026/teapot]\n"), "2:1"),
        (RESPONSE, response(body="\n[See](../../../inspections/2026/teapot.md)\n"), "12:1"),
        (RESPONSE, response(body="\nSee inspections/2026/teapot.\n"), "12:5"),
        (RESPONSE, response("late-reason: See https://s55.example/inspections/2026/teapot/\n"), "2:14"),
        (INSPECTION, small(INSPECTION).replace("types:", "follows: 2026/teapot\ntypes:"), "5:10"),
        ("offices/norfolk.yml", small("offices/norfolk.yml").replace("its force", "[2026/teapot]"), "4:1"),
        (
            "panel-reports/norfolk/2026/paper.md",
            "---\ntitle: Paper\npanel: Panel\npublished: 2026-01-05\nabout: 2026/teapot\n---\n\nWords.\n",
            "5:8",
        ),
    ],
    ids=["a fact", "a link", "a path", "an address", "a report it follows", "an expectation", "a panel report"],
)
def test_a_released_record_may_not_name_an_embargoed_one(path: str, text: str, position: str) -> None:
    register = small_register({REPORT: EMBARGOED, path: text})

    assert lines(embargo_problems(register, AS_OF)) == [f"{path}:{position}: {REVEALED}"]
    assert list(embargo_problems(register, read_as_of("2026-11-23"))) == []


def test_an_unreleased_record_and_a_note_for_office_use_may_name_one() -> None:
    draft = response("inspection: [2019/cyber, 2026/teapot]\n").replace("published: 2019-12-12\n", "")
    noted = small("offices/norfolk.yml") + "office-use: Prepare inspections/2026/teapot.\n"

    register = small_register({REPORT: EMBARGOED, RESPONSE: draft, "offices/norfolk.yml": noted})

    assert list(embargo_problems(register, AS_OF)) == []


def test_a_date_before_an_embargoed_report_is_not_reported_because_it_would_tell_the_day() -> None:
    def problem(path: str, rule: str) -> Problem:
        return Problem(Place(path), "x", "y", rule=rule, category=Category.UNRELEASED)

    early, revealed, other = (
        problem("a.md", "published-before-report"),
        problem("a.md", UNRELEASED),
        problem("b.md", "published-before-report"),
    )

    assert without_those_embargo_explains([early, revealed, other]) == [revealed, other]
