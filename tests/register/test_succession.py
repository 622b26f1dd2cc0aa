"""Functions pass from office to office, on a day, and never in a circle."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.records.office import Office
from generator.register.read import read_register
from generator.register.succession import office_responsible_on, predecessors_of, succession_line
from tests.support.example_cases import write_content
from tests.support.sources import OFFICE


def offices(folder: Path, **successors: str) -> dict[str, Office]:
    """Return sample offices, each with its successor and the day, or nothing."""
    files = {
        f"offices/{id_}.yml": OFFICE.format(id_.upper()) + (f"succeeded-by: {{{successor}}}\n" if successor else "")
        for id_, successor in successors.items()
    }
    write_content(folder / "content", files)
    return dict(read_register(folder / "content").register.offices)


@pytest.mark.parametrize(
    ("day", "office"),
    [("2021-04-30", "a"), ("2021-05-01", "b"), ("2024-04-30", "b"), ("2024-05-01", "c"), ("2030-01-01", "c")],
)
def test_the_office_that_has_the_functions_changes_on_the_day_they_pass(tmp_path: Path, day: str, office: str) -> None:
    line = offices(tmp_path, a="office: b, on: 2021-05-01", b="office: c, on: 2024-05-01", c="")
    assert office_responsible_on(line, "a", date.fromisoformat(day)) == office


def test_a_successor_that_is_not_registered_has_no_functions(tmp_path: Path) -> None:
    line = offices(tmp_path, a="office: elsewhere, on: 2021-05-01")
    assert office_responsible_on(line, "a", date(2022, 1, 1)) == "a"


def test_the_line_of_an_office_is_the_same_from_each_of_its_ends(tmp_path: Path) -> None:
    line = offices(tmp_path, a="office: c, on: 2021-05-01", b="office: c, on: 2022-05-01", c="", d="")
    assert predecessors_of(line, "c") == ["a", "b"]
    assert predecessors_of(line, "a") == []
    assert [sorted(succession_line(line, id_)) for id_ in "acd"] == [["a", "c"], ["a", "b", "c"], ["d"]]


def test_offices_that_succeed_each_other_end_nowhere_and_stop(tmp_path: Path) -> None:
    line = offices(tmp_path, a="office: b, on: 2021-05-01", b="office: a, on: 2022-05-01")
    assert office_responsible_on(line, "a", date(2023, 1, 1)) == "b"
    assert succession_line(line, "a") == {"a", "b"}
