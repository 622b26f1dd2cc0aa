"""What messages may quote: all of a released source, single values of any other, nothing of a note for office use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks.check import check_register
from generator.dates import read_as_of
from generator.problems import FORMATS, Problem, format_text
from tests.support.example_cases import PROBLEM_CASES, files_of, write_content

AS_OF = read_as_of("2026-11-22")
CANARY = "Kanarienvogel sings"

OFFICE = (
    "name: Norfolk Police and Crime Commissioner (PCC)\nforce: Norfolk Constabulary\nchief-officer: Chief Constable\n"
)
REPORT = """\
---
title: A sample report
published: {day}
inspectorate: HMICFRS
types: Sample
---

## Recommendation: {words}

Text.
"""
RELEASED, EMBARGOED = "2026-01-05", "2027-01-05"


def check(content: Path, files: dict[str, Any]) -> list[Problem]:
    write_content(content, {"offices/norfolk.yml": OFFICE, **files})
    return check_register(content, AS_OF).problems


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


# --- Every message there is an example of, about sources nobody may see ----------------------------------------------

_FACT = re.compile(r"^(?P<name>\s*(?:- )?[\w-]+:) (?P<value>\S.*)$")
_DATE = re.compile(r"(?m)^published:.*\n")


def _behind(line: str) -> str:
    return f"{line} {CANARY}" if line.strip(" -.") else line


def _before(line: str) -> str:
    if match := _FACT.match(line):
        return f"{match['name']} {CANARY} {match['value']}"
    marks = re.match(r"\s*(?:#+ |[->*] )?", line)
    end = marks.end() if marks else 0
    return f"{line[:end]}{CANARY} {line[end:]}" if line.strip(" -.") else line


def _as_name(line: str) -> str:
    return f"{match['name'].removesuffix(':')} {CANARY}: {match['value']}" if (match := _FACT.match(line)) else line


def hidden(text: str, change: Any, date: str) -> str:
    """Put canaries into every line of a source, and give it a date on which nobody may see it yet."""
    lines = [line if line.startswith("---") else change(line) for line in _DATE.sub("", text).split("\n")]
    return "\n".join(lines).replace("---\n", f"---\n{date}", 1)


def _is_record(name: str) -> bool:
    return name.endswith(".md") and not name.startswith("pages/")


@pytest.mark.parametrize("date", ["", f"published: {EMBARGOED}\n"], ids=["undated", "embargoed"])
@pytest.mark.parametrize("change", [_behind, _before, _as_name])
@pytest.mark.parametrize("path", PROBLEM_CASES, ids=lambda path: path.stem)
def test_no_message_repeats_prose_of_an_unreleased_source(path: Path, change: Any, date: str) -> None:
    sources = {
        name: hidden(text, change, date) if _is_record(name) and isinstance(text, str) else text
        for name, text in files_of(yaml.safe_load(path.read_text())).items()
    }
    write_content(Path("content"), sources)

    problems = check_register(Path("content"), AS_OF).problems

    output = "\n".join(form(problems) for form in FORMATS.values())
    assert "Kanarienvogel" not in output
    assert "sings" not in output
    if any(CANARY in str(text) for text in sources.values()):
        assert problems, "a source full of canaries has a fault"


# --- One rule at a time -----------------------------------------------------------------------------------------------


def lines_about(problems: list[Problem], path: str) -> list[str]:
    return [line for line in format_text(problems).split("\n") if line.startswith(f"content/{path}:")]


@pytest.mark.parametrize(
    ("day", "quote"),
    [(RELEASED, "the silver teapot"), (EMBARGOED, "…"), ("2026-01-32", "…")],
    ids=["released", "embargoed", "with a date nobody can read"],
)
def test_a_heading_is_quoted_once_its_report_is_released(day: str, quote: str) -> None:
    report = REPORT.format(day=day, words="x").replace(
        "## Recommendation: x", "# the silver teapot\n\n## Recommendation"
    )

    problems = check(Path("content"), {"inspections/2026/teapot.md": report})

    assert f"The heading '{quote}' " in "\n".join(lines_about(problems, "inspections/2026/teapot.md"))


def test_a_withdrawn_report_is_quoted_no_more() -> None:
    report = REPORT.format(day=RELEASED, words="x").replace("types:", "withdrawn: {on: 2026-02-01, reason: x}\ntypes:")

    problems = check(Path("content"), {"inspections/2026/teapot.md": report.replace("## R", "# teapot\n\n## R")})

    assert "The heading '…' " in "\n".join(lines_about(problems, "inspections/2026/teapot.md"))


@pytest.mark.parametrize(
    ("day", "quote", "key"),
    [
        (RELEASED, "'Recommendation: teapot'", "recommendation-teapot"),
        (EMBARGOED, "'…'", "…"),
    ],
    ids=["released", "embargoed"],
)
def test_a_response_quotes_its_report_once_that_is_released(day: str, quote: str, key: str) -> None:
    files = {
        "inspections/2026/tea.md": REPORT.format(day=day, words="teapot"),
        "responses/norfolk/2026/tea.md": "---\nsigned-by: Jo\n---\n\nWords.\n",
    }

    problems = check(Path("content"), files)

    assert (
        f"content/responses/norfolk/2026/tea.md:2:1: Warning: {quote} has no explanation: "
        "section 55(5B) asks what action is taken or proposed, or why none. "
        f"Write under answers: {key}: {{action: taken}}, or proposed, or none with its reason."
    ) in lines_about(problems, "responses/norfolk/2026/tea.md")


@pytest.mark.parametrize(
    ("day", "suggestion"), [(RELEASED, "'recommendation-teapot'"), (EMBARGOED, "'…'")], ids=["released", "embargoed"]
)
def test_an_id_made_of_a_heading_is_suggested_once_its_report_is_released(day: str, suggestion: str) -> None:
    files = {
        "inspections/2026/tea.md": REPORT.format(day=day, words="teapot"),
        "responses/norfolk/2026/tea.md": "---\nanswers: {recommendation-teapo: {action: taken}}\n---\n\nWords.\n",
    }

    problems = check(Path("content"), files)

    assert (
        "content/responses/norfolk/2026/tea.md:2:11: The report has no finding 'recommendation-teapo'. "
        f"Did you mean {suggestion}?"
    ) in lines_about(problems, "responses/norfolk/2026/tea.md")


@pytest.mark.parametrize("value", ["31/12/2025", "24 Octember 2025", "2025-13", "tomorrow"])
def test_a_single_value_of_a_draft_is_quoted(value: str) -> None:
    problems = check(Path("content"), {"responses/norfolk/2026/tea.md": f"---\ndated: {value}\n---\n\nWords.\n"})

    assert value in "\n".join(lines_about(problems, "responses/norfolk/2026/tea.md"))


@pytest.mark.parametrize(
    "value", ["the silver teapot", "silver,teapot", "silver—teapot", "the\N{NO-BREAK SPACE}teapot", "teapot <b>x</b>"]
)
def test_a_value_of_several_words_is_not(value: str) -> None:
    draft = f"---\ndated: {value}\n---\n\nWords.\n"

    problems = check(Path("content"), {"responses/norfolk/2026/tea.md": draft})

    assert "content/responses/norfolk/2026/tea.md:2:8: '…' is not in a date format" in format_text(problems)


@pytest.mark.parametrize("note", [
    "office-use: {teapot: x, teapot: y}", "office-use:\n  teapot: x\n  teapot: y", "office-use:\n- teapot\nteapot",
    "'office-use':\n  a: teapot: x", "office_use:\n  a: *teapot",
])  # fmt: skip
def test_of_notes_for_office_use_not_even_a_word_is_quoted(note: str) -> None:
    report = REPORT.format(day=RELEASED, words="x").replace("types:", f"{note}\ntypes:")

    problems = check(Path("content"), {"inspections/2026/tea.md": report})

    assert lines_about(problems, "inspections/2026/tea.md")
    assert "teapot" not in format_text(problems)


def test_a_fact_after_the_notes_is_quoted_again() -> None:
    report = REPORT.format(day=RELEASED, words="x").replace("types:", "office-use: {note: x}\ntpyes:")

    problems = check(Path("content"), {"inspections/2026/tea.md": report})

    assert "'tpyes' is not a fact of an inspection. Did you mean 'types'?" in format_text(problems)


@pytest.mark.parametrize("forged", ["\ufdd0", "\ufdd1", "\ufdd2", "\ufdd1'\ufdd1\ufdd2"])
def test_nobody_can_forge_the_border_of_a_quote(forged: str) -> None:
    draft = f"---\ndated: the silver{forged}teapot\n---\n\n# the silver{forged}teapot\n"

    problems = check(Path("content"), {"responses/norfolk/2026/tea.md": draft})

    assert "teapot" not in format_text(problems)
