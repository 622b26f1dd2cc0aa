"""How problems are written: as text, as JSON and as GitHub's workflow commands, whole."""

from __future__ import annotations

import pytest

from generator.commands.exit_codes import Exit, exit_code
from generator.messages import did_you_mean, escape_invisible, join_words, nearest, plain_text, quoted
from generator.problems import (
    FORMATS,
    Category,
    Place,
    Problem,
    Severity,
    errors_in,
    format_github,
    format_json,
    format_text,
    sorted_unique,
    summary_line,
)

MISSPELT = Problem(Place("content/a.md", 7, 12), "'publshed' is not a fact of a response", "Did you mean 'published'?")
EMPTY = Problem(Place("content/a,b: 100%.md"), "This file is empty", "Delete it", Severity.WARNING, "empty")
MULTILINE = Problem(Place("content/c.md", 3), "One line\nand another", "")
HIDDEN = Problem(Place("content/d.md", 2, 1), "This names a hidden record", "Take it out", category=Category.UNRELEASED)
ALL = [MISSPELT, EMPTY, MULTILINE]


def test_as_text_each_problem_is_a_line_and_the_count_stands_last() -> None:
    assert format_text(ALL) == (
        "content/a.md:7:12: 'publshed' is not a fact of a response. Did you mean 'published'?\n"
        "content/a,b: 100%.md: Warning: This file is empty. Delete it.\n"
        "content/c.md:3: One line\nand another.\n"
        "2 problems and 1 warning."
    )


def test_as_json_each_problem_is_an_object() -> None:
    assert (
        format_json([MISSPELT, EMPTY])
        == """\
[
  {
    "path": "content/a.md",
    "line": 7,
    "column": 12,
    "severity": "error",
    "rule": "content",
    "problem": "'publshed' is not a fact of a response.",
    "advice": "Did you mean 'published'?"
  },
  {
    "path": "content/a,b: 100%.md",
    "line": null,
    "column": null,
    "severity": "warning",
    "rule": "empty",
    "problem": "This file is empty.",
    "advice": "Delete it."
  }
]"""
    )


def test_for_github_what_would_end_a_command_is_escaped() -> None:
    assert format_github(ALL) == (
        "::error file=content/a.md,line=7,col=12::'publshed' is not a fact of a response. Did you mean 'published'?\n"
        "::warning file=content/a%2Cb%3A 100%25.md::This file is empty. Delete it.\n"
        "::error file=content/c.md,line=3::One line%0Aand another.\n"
        "2 problems and 1 warning."
    )


@pytest.mark.parametrize(("name", "nothing"), [("text", ""), ("json", "[]"), ("github", "")])
def test_every_format_has_a_form_for_nothing_wrong(name: str, nothing: str) -> None:
    assert FORMATS[name]([]) == nothing


@pytest.mark.parametrize(
    ("errors", "warnings", "line"),
    [
        (0, 0, ""),
        (1, 0, "1 problem."),
        (0, 1, "1 warning."),
        (2, 3, "2 problems and 3 warnings."),
        (1234, 0, "1,234 problems."),
    ],
)
def test_problems_are_counted_in_words(errors: int, warnings: int, line: str) -> None:
    assert summary_line([MISSPELT] * errors + [EMPTY] * warnings) == line


def test_problems_stand_in_the_order_of_paths_and_lines_each_once() -> None:
    late = Problem(Place("content/a.md", 10, 1), "Late", "")
    early = Problem(Place("content/a.md", 9, 20), "Early", "")
    assert sorted_unique([MULTILINE, late, early, MISSPELT, late, EMPTY]) == [EMPTY, MISSPELT, early, late, MULTILINE]


def test_only_errors_stop_a_build() -> None:
    assert errors_in(ALL) == [MISSPELT, MULTILINE]
    assert exit_code([EMPTY]) is Exit.DONE
    assert exit_code([EMPTY, HIDDEN]) is Exit.UNRELEASED
    assert exit_code([HIDDEN, MISSPELT]) is Exit.CONTENT


def test_the_exit_codes_are_those_that_scripts_rely_on() -> None:
    assert {code.name: code.value for code in Exit} == {
        "DONE": 0, "CONTENT": 1, "USAGE": 2, "MACHINE": 3, "UNRELEASED": 4, "VANISHED": 5, "BUG": 70,
    }  # fmt: skip


def test_a_near_word_is_suggested_and_a_far_one_is_not() -> None:
    known = ["title", "published", "types"]
    assert did_you_mean("publshed", known) == "Did you mean 'published'?"
    assert did_you_mean("colour", known) == ""
    assert nearest("titel", known) == "title"
    assert nearest("titel", known, likeness=0.95) is None
    assert nearest("published" * 100_000, known) is None


def test_what_was_typed_is_quoted_on_one_line_shortened_and_without_tricks() -> None:
    assert plain_text(str(quoted("Keep the light on"))) == "'Keep the light on'"
    assert plain_text(str(quoted("a\nb\x1b[31m\u202ec"))) == "'a�b�[31m�c'"
    assert plain_text(str(quoted("10\u00a0%"))) == "'10 %'"
    assert plain_text(str(quoted("x" * 60))) == f"'{'x' * 60}'"
    assert plain_text(str(quoted("x" * 61))) == f"'{'x' * 59}…'"
    assert escape_invisible("\udcff") == "�"


def test_a_list_reads_as_a_sentence_has_it() -> None:
    assert join_words([]) == ""
    assert join_words(["a"]) == "a"
    assert join_words(["a", "b"]) == "a and b"
    assert join_words(["a", "b", "c"], "or") == "a, b or c"


def test_a_place_leaves_out_what_is_not_known() -> None:
    assert str(Place("content/a.md")) == "content/a.md"
    assert str(Place("content/a.md", 3)) == "content/a.md:3"
    assert str(Place("content/a.md", 3, 4)) == "content/a.md:3:4"
