"""Every record has its moment: it is not there a second before, and there from that second on."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.prove.mutants import main as mutants
from generator.checks.check import check_register
from generator.dates import read_as_of
from generator.register.release import release
from tests.support.release_cases import SECOND, check, check_at, moments, write


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(Path("content"))
    return Path("content")


def test_what_is_seen_changes_at_the_very_second(content: Path) -> None:
    times = moments()
    assert sum(later - earlier == SECOND for earlier, later in pairwise(times)) >= 12, (
        "a second before, and at the moment"
    )
    check(content)


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "America/New_York", "Asia/Tokyo"])
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows cannot change a process's zone")
def test_the_machines_own_zone_changes_nothing(content: Path, zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        for as_of in moments()[::6]:
            check_at(check_register(content, as_of), content, as_of)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("published", "moment"),
    [
        ("2026-03-29", "2026-03-29T00:00:00Z"),
        ("2026-03-29T01:30:00+01:00", "2026-03-29T00:30:00Z"),
        ("2026-03-30", "2026-03-29T23:00:00Z"),
        ("2026-10-25", "2026-10-24T23:00:00Z"),
        ("2026-10-25T01:30:00+01:00", "2026-10-25T00:30:00Z"),
        ("2026-10-25T01:30:00+00:00", "2026-10-25T01:30:00Z"),
        ("2026-10-26", "2026-10-26T00:00:00Z"),
        ("2026-12-31T19:00:00-05:00", "2027-01-01T00:00:00Z"),
    ],
)
def test_days_begin_at_midnight_in_london_and_moments_when_they_say(
    tmp_path: Path, published: str, moment: str
) -> None:
    report = tmp_path / "content/inspections/2026/x.md"
    report.parent.mkdir(parents=True)
    report.write_text(f"---\ntitle: X\npublished: {published}\ninspectorate: HMICFRS\ntypes: X\n---\n")
    as_of = read_as_of(moment)
    register = check_register(tmp_path / "content", as_of).register
    assert list(release(register, as_of).inspections) == ["2026/x"]
    assert list(release(register, as_of - timedelta(microseconds=1)).inspections) == []


def test_the_build_judges_the_moment_once_and_asks_no_clock(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> Clock:  # noqa: ARG003 - as the clock has it
            raise AssertionError("the clock was asked")

    for module in (
        "register.release",
        "register.joins.records",
        "register.joins.order",
        "checks.embargo",
        "checks.check",
        "checks.permanence",
        "dates",
        "checks.redaction",
    ):
        monkeypatch.setattr(f"generator.{module}.datetime", Clock)
    as_of = read_as_of("2026-05-01")
    assert release(check_register(content, as_of).register, as_of).responses


def test_a_sample_of_mutants_of_the_release_is_killed(capsys: pytest.CaptureFixture[str]) -> None:
    assert mutants(["--every", "12"]) == 0, capsys.readouterr().out
