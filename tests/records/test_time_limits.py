"""The time limit with which a finding begins: a date only where one is printed, else the report's words."""

from __future__ import annotations

import pytest

from generator.records.report.time_limits import time_limit_of


@pytest.mark.parametrize(
    ("text", "wording", "machine"),
    [
        ("By 1 November 2020, the Home Office should act.", "1 November 2020", "2020-11-01"),
        ("By 1st November 2020 forces should act.", "1 November 2020", "2020-11-01"),
        ("By November 2020, forces should act.", "November 2020", "2020-11"),
        ("By Nov 2020, forces should act.", "November 2020", "2020-11"),
        ("By Friday 1 January 2027, forces should act.", "1 January 2027", "2027-01-01"),
        ("By no later than 1 May 2026, forces should act.", "1 May 2026", "2026-05-01"),
        ("By 2025-03-31 forces should act.", "31 March 2025", "2025-03-31"),
        ("Within six (6) months, forces should act.", "within six (6) months", None),
        ("As soon as is practicable, forces should act.", "as soon as is practicable", None),
        ("BY 1 JANUARY 2027 forces should act.", "1 January 2027", "2027-01-01"),
        ("(a) No later than 30 April 2024, forces should act.", "30 April 2024", "2024-04-30"),
        ("Erbyn 1 Tachwedd 2020, dylai heddluoedd weithredu.", "1 November 2020", "2020-11-01"),
        ("Erbyn Mai 2024, dylai heddluoedd weithredu.", "May 2024", "2024-05"),
        ("Within three months, forces should act.", "within three months", None),
        ("Within 6 months of this report, forces should act.", "within 6 months", None),
        ("With immediate effect, forces should act.", "with immediate effect", None),
        ("Immediately, forces should act.", "immediately", None),
        ("By the end of November 2020, forces should act.", "the end of November 2020", None),
        ("By spring 2025, forces should act.", "spring 2025", None),
        ("By 2024/25, forces should act.", "2024/25", None),
        ("O fewn chwe wythnos, dylai heddluoedd weithredu.", "o fewn chwe wythnos", None),
        ("Ar unwaith, dylai heddluoedd weithredu.", "ar unwaith", None),
    ],
)
def test_a_limit_at_the_beginning_is_read(text: str, wording: str, machine: str | None) -> None:
    due = time_limit_of(text).due
    assert due is not None
    assert (due.wording, due.machine) == (wording, machine)


@pytest.mark.parametrize(
    "text",
    [
        "By 31 November 2020, forces should act.",
        "Chief constables should, by 31 March 2025, act.",
        "Forces should act within six months.",
        "By Q2 2025, forces should act.",
        "By 31/03/2025, forces should act.",
        "By January 1, 2027, forces should act.",
        "On or before 1 May 2025, forces should act.",
        "Over the next 12 months, forces should act.",
        "By December, forces should act.",
        "Forces should act immediately.",
        "Dylai heddluoedd weithredu ar unwaith.",
    ],
)
def test_a_limit_that_is_not_read_is_noticed(text: str) -> None:
    limit = time_limit_of(text)
    assert limit.due is None
    assert limit.is_mentioned


@pytest.mark.parametrize(
    "text",
    ["By working together, forces should act.", "Forces should act.", "The force improved by 20 per cent.", ""],
)
def test_other_words_are_no_limit(text: str) -> None:
    limit = time_limit_of(text)
    assert limit.due is None
    assert not limit.is_mentioned
