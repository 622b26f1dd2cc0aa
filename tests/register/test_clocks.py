"""What is owed, by whom, and when a clock stops: the rules that need all records, and the command that lists them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.checks.check import check_register
from generator.dates import read_as_of
from generator.problems import errors_in, format_text
from generator.records.response import Response
from generator.register.release import release
from generator.register.released import ReleasedRegister
from generator.statute import Status
from tests.support.commands import section55
from tests.support.example_cases import write_content
from tests.support.paths import TOP
from tests.support.sample_office import AS_OF, CONTENT, released_at
from tests.support.sources import OFFICE, ROADS, inspection, response


def released(tmp_path: Path, files: Mapping[str, str], day: str) -> ReleasedRegister:
    """Read a content folder, which may have no problem but `unreleased`, and give what may be seen on a day."""
    write_content(
        tmp_path / "content", {f"{name}{'' if name.endswith('.yml') else '.md'}": text for name, text in files.items()}
    )
    reading = check_register(tmp_path / "content", read_as_of(day))
    assert not errors_in(reading.problems), format_text(reading.problems)
    return release(reading.register, read_as_of(day))


def owed(what: ReleasedRegister) -> list[tuple[str, str, str]]:
    """List what is owed: office, report and status."""
    return [(each.office.id, each.inspection.id, each.clock.status.value) for each in what.outstanding]


def status(what: ReleasedRegister, id_: str, inspection_id: str = ROADS) -> tuple[str, int | None]:
    """Give a response's status and days."""
    judged = what.clock(what.responses[id_], what.inspections[inspection_id])
    return judged.status.value, judged.days


A = {"offices/a.yml": OFFICE.format("A")}
B = {"offices/b.yml": OFFICE.format("B")}
REPORT = {f"inspections/{ROADS}": inspection("2026-01-20")}  # the last day is 16 March


def test_a_site_with_one_office_expects_it_to_answer_every_report(tmp_path: Path) -> None:
    assert owed(released(tmp_path, A | REPORT, "2026-02-01")) == [("a", ROADS, "awaiting")]


def expecting(expects: str, more: str = "") -> dict[str, str]:
    """Write the office a with what it answers."""
    return {"offices/a.yml": OFFICE.format("A") + f"expects: {expects}\n{more}"}


def about(*forces: str) -> dict[str, str]:
    """Write a report that names the forces inspected."""
    facts = f"forces: [{', '.join(forces)}]\n" if forces else ""
    return {f"inspections/{ROADS}": inspection("2026-01-20", facts)}


def test_one_of_several_offices_that_does_not_say_what_it_answers_is_warned_of(tmp_path: Path) -> None:
    assert owed(released(tmp_path, A | expecting("all") | B | REPORT, "2026-02-01")) == [("a", ROADS, "awaiting")]
    problems = check_register(tmp_path / "content", read_as_of("2026-02-01")).problems
    assert format_text(problems).splitlines()[0].partition(": ")[2] == (
        "Warning: This office does not say which inspections it answers, so no deadline is tracked for it. "
        "Add a line: expects: its force (or all, none, or a list of inspection ids)."
    )


def test_a_second_office_never_changes_the_deadlines_of_the_first(tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    alone = owed(released(tmp_path / "alone", expecting("its force") | REPORT, "2026-02-01"))
    assert alone == [("a", ROADS, "awaiting")]
    assert owed(released(tmp_path, expecting("its force") | B | REPORT, "2026-02-01")) == alone


@pytest.mark.parametrize(
    ("expects", "found"),
    [
        *((expects, ["a"]) for expects in ("all", f"[{ROADS}]", ROADS, "its force", "Its Force")),
        *((expects, []) for expects in ("none", "None", "[]")),
    ],
)
def test_an_office_among_several_says_what_it_expects_to_answer(tmp_path: Path, expects: str, found: list[str]) -> None:
    files = expecting(expects) | B | REPORT
    assert [id_ for id_, _, _ in owed(released(tmp_path, files, "2026-02-01"))] == found


@pytest.mark.parametrize(
    ("forces", "is_owed"),
    [
        ((), True),
        (("Sample A Police",), True),
        (("Sample B Police", "the sample a police"), True),
        (("Sample A",), True),
        (("SAP",), True),
        (("Sample Old Constabulary",), True),
        (("All 43 forces in England and Wales",), True),
        (("All forces in Wales",), False),
        (("Sample B Police",), False),
        (("Sample A Fire Service",), False),
    ],
)
@pytest.mark.parametrize("expects", ["expects: its force\n", ""], ids=["written", "by default"])
def test_the_forces_of_a_report_decide_what_an_office_owes_for_its_force(
    tmp_path: Path, expects: str, forces: tuple[str, ...], *, is_owed: bool
) -> None:
    names = "force-short-name: SAP\nnames: [{name: Sample Old Constabulary}]\n"
    office = {"offices/a.yml": OFFICE.format("A") + expects + names}
    assert bool(owed(released(tmp_path, office | about(*forces), "2026-02-01"))) is is_owed


def test_an_office_that_answers_all_is_not_asked_for_its_force(tmp_path: Path) -> None:
    assert owed(released(tmp_path, expecting("all") | about("Sample B Police"), "2026-02-01")) == [
        ("a", ROADS, "awaiting")
    ]


def test_a_single_office_may_expect_nothing(tmp_path: Path) -> None:
    a = {"offices/a.yml": OFFICE.format("A") + "expects: []\n"}
    assert owed(released(tmp_path, a | REPORT, "2026-02-01")) == []


def test_a_report_that_needs_no_response_is_owed_by_no_one(tmp_path: Path) -> None:
    a = {"offices/a.yml": OFFICE.format("A") + f"no-response-needed: {{{ROADS}: Sample reason}}\n"}
    assert owed(released(tmp_path, a | REPORT, "2026-02-01")) == []


@pytest.mark.parametrize("day", ["2026-01-20", "2026-03-16", "2031-01-01"])
def test_a_super_complaint_is_never_owed(tmp_path: Path, day: str) -> None:
    report = {f"inspections/{ROADS}": inspection("2026-01-20", "section-55: false\n")}
    assert owed(released(tmp_path, A | report, day)) == []


def test_a_report_from_before_the_time_limit_is_never_owed(tmp_path: Path) -> None:
    found = released(
        tmp_path,
        A | {"inspections/2017/old": inspection("2017-05-01"), "inspections/2017/new": inspection("2017-05-02")},
        "2026-02-01",
    )
    assert owed(found) == [("a", "2017/new", "overdue")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-01-19", []),
        ("2026-01-20", ["awaiting"]),
        ("2026-03-15", ["awaiting"]),
        ("2026-03-16", ["due-today"]),
        ("2026-03-17", ["overdue"]),
    ],
)
def test_what_is_owed_changes_with_the_day_alone(tmp_path: Path, day: str, expected: list[str]) -> None:
    assert [each for _, _, each in owed(released(tmp_path, A | REPORT, day))] == expected


def test_a_report_that_is_not_released_yet_is_owed_by_no_one(tmp_path: Path) -> None:
    report = {f"inspections/{ROADS}": inspection("2026-01-20T09:30:00+00:00")}
    found = released(tmp_path, A | report, "2026-01-20T09:29:59+00:00")
    assert owed(found) == []
    assert (
        owed(release(check_register(tmp_path / "content", found.as_of).register, found.as_of, with_drafts=True)) == []
    )
    later = read_as_of("2026-01-20T09:30:00+00:00")
    assert owed(release(check_register(tmp_path / "content", later).register, later)) == [("a", ROADS, "awaiting")]


@pytest.mark.parametrize("more", ["", "published: 2026-03-10\n"], ids=["draft", "embargoed"])
def test_what_is_owed_does_not_depend_on_a_draft(tmp_path: Path, more: str) -> None:
    found = released(tmp_path, A | REPORT | {f"responses/a/{ROADS}": response(more)}, "2026-02-01")
    assert owed(found) == [("a", ROADS, "awaiting")]
    assert found.outstanding[0].clock.next_change_on == found.outstanding[0].clock.last_day

    preview = release(check_register(tmp_path / "content", found.as_of).register, found.as_of, with_drafts=True)
    assert owed(preview) == owed(found)
    assert status(preview, f"a/{ROADS}") == ("awaiting", None)


def test_the_moment_of_release_ends_what_is_owed(tmp_path: Path) -> None:
    files = A | REPORT | {f"responses/a/{ROADS}": response("published: 2026-03-10T09:30:00+00:00\n")}
    found = released(tmp_path, files, "2026-03-10T09:29:59+00:00")
    assert owed(found) == [("a", ROADS, "awaiting")]
    now = read_as_of("2026-03-10T09:30:00+00:00")
    found = release(check_register(tmp_path / "content", now).register, now)
    assert owed(found) == []
    assert status(found, f"a/{ROADS}") == ("published-in-time", 50)


def test_the_day_of_a_moment_is_that_in_london(tmp_path: Path) -> None:
    july = {"inspections/2026/july": inspection("2026-07-01")}  # the last day is 25 August
    files = A | july | {"responses/a/2026/july": response("published: 2026-08-25T23:30:00+00:00\n", "2026/july")}
    found = released(tmp_path, files, "2026-09-01")
    assert status(found, "a/2026/july", "2026/july") == ("published-late", 57)


def test_the_first_release_sets_the_clock_and_an_update_does_not_move_it(tmp_path: Path) -> None:
    files = A | REPORT | {
        f"responses/a/{ROADS}": response("published: 2026-03-01\n"),
        "responses/a/2026/again": response(f"published: 2026-05-01\nupdate-to: a/{ROADS}\n"),
    }  # fmt: skip
    found = released(tmp_path, files, "2026-06-01")
    assert status(found, f"a/{ROADS}") == status(found, "a/2026/again") == ("published-in-time", 41)
    judged = found.clock(found.responses["a/2026/again"], found.inspections[ROADS])
    assert judged.set_by is found.responses[f"a/{ROADS}"]


def test_another_response_after_the_last_day_is_never_called_in_time(tmp_path: Path) -> None:
    files = A | REPORT | {
        f"responses/a/{ROADS}": response("published: 2026-03-01\n"),
        "responses/a/2026/again": response("published: 2026-05-01\n"),
    }  # fmt: skip
    found = released(tmp_path, files, "2026-06-01")
    assert status(found, f"a/{ROADS}") == ("published-in-time", 41)
    assert status(found, "a/2026/again") == ("published-late", 102)
    assert found.clock_of_office("a", found.inspections[ROADS]).status.value == "published-in-time"


PART = f"part-of: a/{ROADS}\npart: Part two\n"


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("2026-03-16", ("published-in-time", 56)),
        ("2026-03-17", ("published-late", 57)),
        ("2026-03", ("published-date-not-recorded", None)),
        ("not recorded", ("published-date-not-recorded", None)),
    ],
)
def test_every_part_has_the_status_of_the_last_that_holds_what_is_asked(
    tmp_path: Path, second: str, expected: tuple[str, int | None]
) -> None:
    files = A | REPORT | {
        f"responses/a/{ROADS}": response("published: 2026-03-01\n"),
        "responses/a/2026/second": response(f"published: {second}\n{PART}"),
    }  # fmt: skip
    found = released(tmp_path, files, "2026-06-01")
    assert status(found, f"a/{ROADS}") == status(found, "a/2026/second") == expected


def test_a_part_that_holds_nothing_the_section_asks_for_moves_no_clock(tmp_path: Path) -> None:
    files = A | REPORT | {
        f"responses/a/{ROADS}": response("published: 2026-03-01\n"),
        "responses/a/2026/second": (
            f"---\ninspection: {ROADS}\npublished: 2026-05-01\n{PART}---\n\n## Annex\n\nSample figures.\n"
        ),
    }  # fmt: skip
    found = released(tmp_path, files, "2026-06-01")
    assert status(found, f"a/{ROADS}") == status(found, "a/2026/second") == ("published-in-time", 41)


def test_an_unreleased_part_leaves_the_clock_to_those_released(tmp_path: Path) -> None:
    files = A | REPORT | {
        f"responses/a/{ROADS}": response("published: 2026-03-01\n"),
        "responses/a/2026/second": response(f"published: 2026-05-01\n{PART}"),
    }  # fmt: skip
    assert status(released(tmp_path, files, "2026-04-01"), f"a/{ROADS}") == ("published-in-time", 41)


def test_a_joint_response_meets_the_duty_of_each_office_by_its_own_clock(tmp_path: Path) -> None:
    files = A | B | REPORT | {
        f"responses/a/{ROADS}": response("published: 2026-05-01\njoint-with: b\n"),
        "responses/b/2026/own": response("published: 2026-03-01\n"),
    }  # fmt: skip
    found = released(tmp_path, files, "2026-06-01")
    joint, report = found.responses[f"a/{ROADS}"], found.inspections[ROADS]
    assert found.clock_of_office("a", report).status.value == "published-late"
    assert found.clock_of_office("b", report).status.value == "published-in-time"
    assert [found.clock(joint, report, office).days for office in ("a", "b")] == [102, 102], "late on its own page"
    assert found.clock(found.responses["b/2026/own"], report).days == 41
    assert list(found.responses_by_office) == ["a", "b"]
    assert {response.id for response in found.responses_by_office["b"]} == {joint.id, "b/2026/own"}


def test_a_second_response_under_embargo_moves_nothing_before_or_after(tmp_path: Path) -> None:
    files = (
        A
        | REPORT
        | {
            f"responses/a/{ROADS}": response("published: 2026-04-01\n"),
            "responses/a/2026/again": response("published: 2026-05-01\n"),
        }
    )
    for day in ("2026-04-15", "2026-05-15"):
        (tmp_path / day).mkdir()
        assert status(released(tmp_path / day, files, day), f"a/{ROADS}") == ("published-late", 72)


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [("2026-03-16", ("published-in-time", 56)), ("2026-03-17", ("published-date-not-recorded", None))],
    ids=["in time all the same", "perhaps late"],
)
def test_a_response_without_a_day_may_have_been_first(
    tmp_path: Path, recorded: str, expected: tuple[str, int | None]
) -> None:
    files = (
        A
        | REPORT
        | {
            f"responses/a/{ROADS}": response(f"published: {recorded}\n"),
            "responses/a/2026/undated": response("published: not recorded\n"),
        }
    )
    found = released(tmp_path, files, "2026-06-01")
    assert status(found, f"a/{ROADS}") == status(found, "a/2026/undated") == expected


@pytest.mark.parametrize("published", ["not recorded", "2026-02"])
def test_without_a_recorded_day_nothing_is_in_time_or_late(tmp_path: Path, published: str) -> None:
    found = released(
        tmp_path, A | REPORT | {f"responses/a/{ROADS}": response(f"published: {published}\n")}, "2026-06-01"
    )
    assert status(found, f"a/{ROADS}") == ("published-date-not-recorded", None)
    assert owed(found) == []


def test_a_day_before_the_reports_own_settles_nothing(tmp_path: Path) -> None:
    more = "published: 2026-01-19\nrecorded-as-published: true\n"
    found = released(tmp_path, A | REPORT | {f"responses/a/{ROADS}": response(more)}, "2026-06-01")
    assert status(found, f"a/{ROADS}") == ("published-date-not-recorded", None)


WITHDRAWN = "published: 2026-02-10\nwithdrawn: {on: 2026-02-20, reason: Sample reason}\n"


def test_a_response_that_is_withdrawn_leaves_its_report_unanswered(tmp_path: Path) -> None:
    files = A | REPORT | {f"responses/a/{ROADS}": response(WITHDRAWN)}
    for day, expected in {
        "2026-02-19": [],
        "2026-02-20": [("a", ROADS, "awaiting")],
        "2026-04-01": [("a", ROADS, "overdue")],
    }.items():
        (tmp_path / day).mkdir()
        assert owed(released(tmp_path / day, files, day)) == expected


def test_the_day_of_withdrawal_is_the_next_change(tmp_path: Path) -> None:
    found = released(tmp_path, A | REPORT | {f"responses/a/{ROADS}": response(WITHDRAWN)}, "2026-02-19")
    judged = found.clock(found.responses[f"a/{ROADS}"], found.inspections[ROADS])
    assert (judged.status, judged.next_change_on.isoformat() if judged.next_change_on else None) == (
        Status.IN_TIME,
        "2026-02-20",
    )


def test_a_response_withdrawn_since_has_set_the_clock(tmp_path: Path) -> None:
    files = (
        A
        | REPORT
        | {f"responses/a/{ROADS}": response(WITHDRAWN), "responses/a/2026/again": response("published: 2026-05-01\n")}
    )
    found = released(tmp_path, files, "2026-06-01")
    assert status(found, "a/2026/again") == ("published-in-time", 22)
    gone = found.withdrawn[0]
    assert isinstance(gone, Response)
    assert found.clock(gone, found.inspections[ROADS]).status is Status.WITHDRAWN


def test_one_letter_about_two_reports_has_a_clock_for_each(tmp_path: Path) -> None:
    files = A | REPORT | {
        "inspections/2026/rail": inspection("2026-02-20"),
        "responses/a/2026/letter": response("published: 2026-03-20\n", "[2026/roads, 2026/rail]"),
    }  # fmt: skip
    found = released(tmp_path, files, "2026-06-01")
    assert owed(found) == []
    assert status(found, "a/2026/letter", ROADS) == ("published-late", 60)
    assert status(found, "a/2026/letter", "2026/rail") == ("published-in-time", 29)


# --- Successors -------------------------------------------------------------------------------------------------------


def succeeded(on: str, more: str = "expects: all\n") -> dict[str, str]:
    """Write an office whose functions pass to b on a day."""
    return {"offices/a.yml": OFFICE.format("A") + more + f"succeeded-by: {{office: b, on: {on}}}\n"}


@pytest.mark.parametrize(("on", "holder"), [("2026-03-17", "a"), ("2026-03-16", "b"), ("2026-01-01", "b")])
def test_a_last_day_that_falls_to_the_successor_passes_over(tmp_path: Path, on: str, holder: str) -> None:
    # On the day the functions pass, the successor has them.
    for day in ("2026-02-01", "2026-06-01"):
        (tmp_path / day).mkdir()
        assert [id_ for id_, _, _ in owed(released(tmp_path / day, succeeded(on) | B | REPORT, day))] == [holder]


WAIVED = f"no-response-needed: {{{ROADS}: Sample reason}}\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [("expects: all\n" + WAIVED, ""), ("expects: all\n", WAIVED)],
    ids=["by the old office", "by the new"],
)
def test_a_report_that_needs_no_response_passes_to_no_successor(tmp_path: Path, old: str, new: str) -> None:
    b = {"offices/b.yml": OFFICE.format("B") + new}
    assert owed(released(tmp_path, succeeded("2026-02-15", old) | b | REPORT, "2026-06-01")) == []


def test_a_successor_that_expects_it_too_owes_it_once(tmp_path: Path) -> None:
    b = {"offices/b.yml": OFFICE.format("B") + "expects: all\n"}
    assert owed(released(tmp_path, succeeded("2026-02-15") | b | REPORT, "2026-06-01")) == [("b", ROADS, "overdue")]


@pytest.mark.parametrize("office", ["a", "b"])
def test_what_either_of_them_has_published_is_owed_by_neither(tmp_path: Path, office: str) -> None:
    files = succeeded("2026-02-15") | B | REPORT | {f"responses/{office}/{ROADS}": response("published: 2026-02-10\n")}
    assert owed(released(tmp_path, files, "2026-06-01")) == []


def test_a_late_answer_of_the_successor_ends_what_the_old_office_owed(tmp_path: Path) -> None:
    files = succeeded("2026-05-01") | B | REPORT
    assert owed(released(tmp_path, files, "2026-06-01")) == [("a", ROADS, "overdue")]
    (tmp_path / "later").mkdir()
    files |= {f"responses/b/{ROADS}": response("published: 2026-06-02\n")}
    found = released(tmp_path / "later", files, "2026-07-01")
    assert owed(found) == []
    assert status(found, f"b/{ROADS}") == ("published-late", 134)


def test_the_first_release_of_an_office_is_that_of_its_successor(tmp_path: Path) -> None:
    files = (
        succeeded("2026-02-15")
        | B
        | REPORT
        | {
            f"responses/a/{ROADS}": response("published: 2026-02-10\n"),
            f"responses/b/{ROADS}": response("published: 2026-06-01\n"),
        }
    )
    assert status(released(tmp_path, files, "2026-07-01"), f"b/{ROADS}") == ("published-in-time", 22)


def test_offices_that_are_no_successors_have_clocks_of_their_own(tmp_path: Path) -> None:
    files = (
        A
        | B
        | REPORT
        | {
            f"responses/a/{ROADS}": response("published: 2026-02-10\n"),
            f"responses/b/{ROADS}": response("published: 2026-06-01\n"),
        }
    )
    found = released(tmp_path, files, "2026-07-01")
    assert [status(found, f"{office}/{ROADS}") for office in "ab"] == [
        ("published-in-time", 22),
        ("published-late", 133),
    ]


def test_functions_may_pass_twice(tmp_path: Path) -> None:
    files = succeeded("2026-01-01") | {
        "offices/b.yml": OFFICE.format("B") + "succeeded-by: {office: c, on: 2026-03-01}\n",
        "offices/c.yml": OFFICE.format("C"),
    }
    assert owed(released(tmp_path, files | REPORT, "2026-02-01")) == [("c", ROADS, "awaiting")]


def test_two_offices_that_succeed_each_other_end_no_build(tmp_path: Path) -> None:
    files = succeeded("2026-01-01") | {
        "offices/b.yml": OFFICE.format("B") + "succeeded-by: {office: a, on: 2026-01-01}\n"
    }
    assert len(owed(released(tmp_path, files | REPORT, "2026-02-01"))) <= 1


# --- The sample office and the command --------------------------------------------------------------------------------


def test_the_sample_office_shows_every_status() -> None:
    found = released_at()
    statuses = {each.clock.status for each in found.outstanding}
    statuses |= {
        found.clock(each, found.inspections[id_]).status
        for each in found.responses.values()
        for id_ in each.inspection_ids
    }
    statuses |= {
        found.clock(each, found.report_of(each)).status for each in found.withdrawn if isinstance(each, Response)
    }
    assert statuses == set(Status)


def test_the_sample_office_has_no_problem() -> None:
    assert check_register(CONTENT, read_as_of(AS_OF)).problems == []


def due(*arguments: str) -> subprocess.CompletedProcess[str]:
    return section55(TOP, "due", "--content", str(CONTENT), "--as-of", AS_OF, *arguments)


def test_due_prints_a_table_by_the_last_day() -> None:
    done = due()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Last day    Days left  Status     Office       Inspection\n"
        "2025-05-26  -280       overdue    sample-city  2025/sample-handover\n"
        "2026-01-25  -36        overdue    sampleshire  2025/sample-overdue\n"
        "2026-03-02  0          due-today  sampleshire  2026/sample-due-today\n"
        "2026-03-16  14         due-soon   sampleshire  2026/sample-roads\n"
        "2026-04-06  35         awaiting   sample-city  2026/sample-spotlight\n"
        "2026-04-06  35         awaiting   sampleshire  2026/sample-spotlight\n"
    )


def test_due_prints_json_for_programs() -> None:
    rows = json.loads(due("--format", "json").stdout)
    assert [list(row) for row in rows] == [["office", "inspection", "last_day", "status", "days_left"]] * 6
    assert rows[2] == {
        "office": "sampleshire",
        "inspection": "2026/sample-due-today",
        "last_day": "2026-03-02",
        "status": "due-today",
        "days_left": 0,
    }


@pytest.mark.parametrize(("day", "code"), [("2026-03-16", 0), ("2026-03-17", 1)])
def test_due_fails_where_something_is_overdue_and_it_is_asked_to(tmp_path: Path, day: str, code: int) -> None:
    write_content(
        tmp_path / "content",
        {"offices/a.yml": A["offices/a.yml"], f"inspections/{ROADS}.md": REPORT[f"inspections/{ROADS}"]},
    )
    arguments = ("--content", str(tmp_path / "content"), "--as-of", day)
    assert due(*arguments, "--fail-overdue").returncode == code
    assert due(*arguments).returncode == 0


def test_due_says_for_which_offices_nothing_is_tracked_and_the_cure(tmp_path: Path) -> None:
    write_content(tmp_path / "content", {**A, "offices/b.yml": B["offices/b.yml"] + "expects: none\n"})
    arguments = ("--content", str(tmp_path / "content"), "--as-of", "2026-03-02")
    unsaid = "its file does not say which inspections it answers"
    cure = f"To track them, write in {tmp_path.as_posix()}/content/offices"
    assert due(*arguments).stdout.splitlines() == [
        "No response is owed on 2 March 2026.",
        f"No deadlines are tracked for a, because {unsaid}. {cure}/a.yml: expects: its force",
        f"No deadlines are tracked for b, because it expects to answer no inspection. {cure}/b.yml: expects: its force",
    ]
    assert due(*arguments, "--format", "json").stdout == "[]\n"
    assert due(*arguments, "--fail-overdue").returncode == 0


def test_due_says_that_nothing_is_owed(tmp_path: Path) -> None:
    write_content(tmp_path / "content", {"offices/a.yml": OFFICE.format("A")})
    done = due("--content", str(tmp_path / "content"))
    assert (done.returncode, done.stdout) == (0, "No response is owed on 2 March 2026.\n")
    done = due("--content", str(tmp_path / "content"), "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


@pytest.mark.parametrize(
    ("relation", "expected"),
    [("part-of", ("published-late", 72)), ("update-to", ("published-in-time", 41))],
)
def test_a_successor_s_part_completes_the_old_office_s_response(
    tmp_path: Path, relation: str, expected: tuple[str, int]
) -> None:
    files = succeeded("2026-03-05") | B | REPORT | {
        f"responses/a/{ROADS}": response("published: 2026-03-01\n"),
        f"responses/b/{ROADS}": response(f"published: 2026-04-01\n{relation}: a/{ROADS}\n"),
    }  # fmt: skip
    found = released(tmp_path, files, "2026-06-01")
    assert status(found, f"a/{ROADS}") == status(found, f"b/{ROADS}") == expected
