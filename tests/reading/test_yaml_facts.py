"""Facts as they are written: every value stays the text that was typed; every error has its place and its cure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.messages import plain_text
from generator.reading.yaml_errors import FactFault
from generator.reading.yaml_facts import RawFacts, position_of, read_facts

QUOTE = "Put the whole value in quotes"
SOURCE = """\
title: Keep the light on
types: [National, Spotlight]
answers:
  recommendation:
    action: none
    progress:
      - {on: 2020-01-01, status: in progress}
      - on: 2020-02-01
        status: reported complete
empty:
"""


def only_fault(text: str) -> FactFault:
    facts, faults = read_facts(text)
    assert facts == {}
    assert len(faults) == 1
    return _plain(faults[0])


def _plain(fault: FactFault) -> FactFault:
    return replace(fault, message=plain_text(fault.message), hint=plain_text(fault.hint))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("", {}),
        ("# only a note\n", {}),
        ("a: NO", {"a": "NO"}),
        (
            "a: 010\nb: 1e3\nc: 2020-02-30\nd: 12:30:00\ne: .inf",
            {"a": "010", "b": "1e3", "c": "2020-02-30", "d": "12:30:00", "e": ".inf"},
        ),
        ("a:\nb: ~\nc: null\nd: ''", {"a": None, "b": None, "c": None, "d": ""}),
        ("a: 'null'", {"a": "null"}),
        ("a: [x, 1, no]", {"a": ["x", "1", "no"]}),
        ("a:\n- x\n- {b: c}", {"a": ["x", {"b": "c"}]}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a: >\n  one\n  two\n", {"a": "one two\n"}),
        ("a: one\n  two", {"a": "one two"}),
        ("a: b # a note", {"a": "b"}),
        ("a: C#", {"a": "C#"}),
        ("a: https://example.org/x#y", {"a": "https://example.org/x#y"}),
        ("1: one\ntrue: two", {"1": "one", "true": "two"}),
        ("a: 'it''s'\nb: \"é \\\"x\\\"\"", {"a": "it's", "b": 'é "x"'}),
        ("a: x\u2028y", {"a": "x y"}),
    ],
)
def test_a_value_stays_the_text_that_was_typed(text: str, facts: RawFacts) -> None:
    assert read_facts(text) == (facts, [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "- a",
            FactFault(
                1,
                1,
                "The facts are written as a list",
                "Write each fact as a name, a colon, a space and its value: title: ...",
            ),
        ),
        (
            "a",
            FactFault(
                1,
                1,
                "No facts are written here, only text",
                "Write each fact as a name, a colon, a space and its value: title: ...",
            ),
        ),
        (
            "a:b",
            FactFault(
                1,
                1,
                "A space is missing after the colon of 'a'",
                "Write each fact as a name, a colon, a space and its value: title: ...",
            ),
        ),
        (
            "a: b: c",
            FactFault(1, 4, "The value of 'a' has a colon in it and is not in quotes", 'Write a: "b: c"'),
        ),
        (
            'a: b: "c"',
            FactFault(1, 4, "The value of 'a' has a colon in it and is not in quotes", "Write a: 'b: \"c\"'"),
        ),
        (
            'a: b: "c" isn\'t',
            FactFault(1, 4, "The value of 'a' has a colon in it and is not in quotes", "Write a: 'b: \"c\" isn''t'"),
        ),
        (
            f"a: b: {'c' * 300}",
            FactFault(1, 4, "The value of 'a' has a colon in it and is not in quotes", QUOTE),
        ),
        (
            "a:\n  - b: c: d",
            FactFault(2, 8, "The value of 'b' has a colon in it and is not in quotes", 'Write b: "c: d"'),
        ),
        (
            "a: b\n\tc: d",
            FactFault(2, 1, "A tab is used where only spaces are allowed", "Replace the tab with two spaces"),
        ),
        (
            "a: b\n  - c",
            FactFault(2, 3, "A list begins here, below a value", "Write the first value as a line of the list, too"),
        ),
        ("a: Report #3", FactFault(1, 11, "What follows '#' in this line would be lost", QUOTE)),
        (
            'a: "b" c',
            FactFault(
                1,
                8,
                "Text follows the closing quotation mark",
                "Put the value in the other kind of quotation marks, or write each mark inside it twice",
            ),
        ),
        (
            'a: "S:\\docs"',
            FactFault(
                1,
                7,
                "A backslash in double quotation marks begins a code that does not exist",
                "Write it twice, or put the value in single quotation marks",
            ),
        ),
        (
            'a: "S:\\PCC"',
            FactFault(
                1,
                4,
                "A backslash in this value makes an invisible character of what follows it (U+2029)",
                "Put the value in single quotation marks, or take the backslash out",
            ),
        ),
        (
            "a: \x01",
            FactFault(1, 4, "There is an invisible control character here", "Delete it and type the line again"),
        ),
        (
            "a: b\n---\nc: d",
            FactFault(
                2,
                1,
                "The facts end at this line, and a second set begins",
                "Delete the line, and keep all facts in one place",
            ),
        ),
        ("&a b: c", FactFault(1, 1, "'&a' is an anchor, which cannot be used here", "Put the value in quotes")),
        ("a: *b", FactFault(1, 4, "'*b' is a reference, which cannot be used here", "Write the value out")),
        (
            "a: !!binary b",
            FactFault(1, 4, "'!!binary' is a type mark, which cannot be used here", "Put the value in quotes"),
        ),
        ("a: {b: c: d}", FactFault(1, 9, "This value has a colon in it and is not in quotes", QUOTE)),
        (
            "a: {b: c",
            FactFault(1, 4, "The closing bracket is missing", "Add it, or put the value in quotes"),
        ),
        (
            "a:\n  - {",
            FactFault(2, 5, "The closing bracket is missing", "Add it, or put the value in quotes"),
        ),
        ("'': a", FactFault(1, 1, "A name is missing before this colon", "Write it, or delete the line")),
    ],
)
def test_a_slip_is_explained_where_it_stands(text: str, fault: FactFault) -> None:
    assert only_fault(text) == fault


def test_beside_a_fact_written_twice_the_others_are_read() -> None:
    facts, faults = read_facts("a: 1\nb: 2\na: 3\nc: {d: 4, d: 5}\n", 10)
    assert facts == {"a": "1", "b": "2", "c": {"d": "4"}}
    assert [_plain(fault) for fault in faults] == [
        FactFault(12, 1, "'a' is written twice; it is also in line 10", "Keep one of the two"),
        FactFault(13, 11, "'d' is written twice; it is also in line 13", "Keep one of the two"),
    ]


@pytest.mark.parametrize("bracket", ["[", "{", "- ", "? ", "[{a: "])
def test_nesting_without_end_is_refused_and_does_not_exhaust_the_parser(bracket: str) -> None:
    assert only_fault(f"a:\n  {bracket * 40_000}").message == "Facts are nested more than 20 deep here"


def test_nesting_is_allowed_down_to_its_limit() -> None:
    facts, faults = read_facts(f"a: {'[' * 20}{']' * 20}")
    assert not faults
    value: Any = facts["a"]
    depth = 0
    while value:
        (value,) = value
        depth += 1
    assert depth == 19


@pytest.mark.parametrize(
    ("key_path", "place"),
    [
        ((), (1, 1)),
        (("title",), (1, 8)),
        (("types",), (2, 1)),
        (("types", 1), (2, 19)),
        (("types", 7), (2, 1)),
        (("answers",), (3, 1)),
        (("answers", "recommendation"), (4, 3)),
        (("answers", "recommendation", "action"), (5, 13)),
        (("answers", "recommendation", "owner"), (4, 3)),
        (("answers", "recommendation", "progress", 0, "status"), (7, 34)),
        (("answers", "recommendation", "progress", 1), (8, 9)),
        (("answers", "recommendation", "progress", 1, "status"), (9, 17)),
        (("empty",), (10, 7)),
        (("title", 0), (1, 8)),
        (("nothing", "of", "the", "kind"), (1, 1)),
    ],
)
def test_a_fact_s_place_is_its_value_s_and_a_list_s_its_name_s(
    key_path: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    assert position_of(SOURCE, key_path) == place


@pytest.mark.parametrize(
    ("key_path", "place"),
    [
        (("title",), (1, 1)),
        (("answers", "recommendation", "action"), (5, 5)),
        (("answers", "recommendation", "progress", 0, "status"), (7, 26)),
    ],
)
def test_the_place_of_a_name_is_its_own(key_path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert position_of(SOURCE, key_path, name=True) == place


def test_of_two_facts_with_one_name_the_first_is_the_one_that_is_read_and_placed() -> None:
    assert position_of("a: 1\na: 2\n", ("a",)) == (1, 4)


def test_facts_that_cannot_be_read_have_no_places_but_their_beginning() -> None:
    assert position_of("a: [", ("a",)) == (1, 1)
    assert position_of("a: *b", ("a",)) == (1, 1)


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab:#-[]{}'\"\\\n\t !&*%@|>,?~é"), max_size=40))
def test_any_text_is_read_or_explained_within_its_lines(text: str) -> None:
    facts, faults = read_facts(text, 2)
    assert isinstance(facts, dict)
    for fault in faults:
        assert 2 <= fault.line <= text.count("\n") + 2
        assert fault.column >= 1
        assert fault.message
        assert fault.hint
