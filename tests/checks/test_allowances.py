"""An allowance suppresses warnings of one rule, in its own record; one that suppresses nothing is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.allowances import without_allowed
from generator.problems import Place, Problem, Severity
from generator.register.register import Register
from tests.support.checked import INSPECTION, RESPONSE, lines, small, small_register

ALLOWED = "---\nallow: [{what: empty-section, reason: It is blank in print.}]\n"


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Register:
    monkeypatch.chdir(tmp_path)
    return small_register({RESPONSE: small(RESPONSE).replace("---\n", ALLOWED, 1)})


def problem(path: str, rule: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(Place(f"content/{path}", 9, 1), "Something", "Do something", severity, rule)


def test_a_warning_is_suppressed_in_the_record_that_allows_it_and_in_no_other(register: Register) -> None:
    own, other = problem(RESPONSE, "empty-section"), problem(INSPECTION, "empty-section")

    assert without_allowed(register, [own, other]) == [other]


def test_an_error_is_never_suppressed(register: Register) -> None:
    error = problem(RESPONSE, "empty-section", Severity.ERROR)

    assert without_allowed(register, [error]) == [error]


def test_an_allowance_that_suppresses_nothing_is_reported(register: Register) -> None:
    assert lines(without_allowed(register, [problem(RESPONSE, "unknown-section")])) == [
        (
            f"{RESPONSE}:2:16: Warning: This allowance suppresses nothing: there is no 'empty-section' warning here. "
            "Remove it, or check its spelling."
        ),
        f"{RESPONSE}:9:1: Warning: Something. Do something.",
    ]
