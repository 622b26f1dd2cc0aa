"""A file becomes facts and a body, with the true line of each, even if the file was changed while it was read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checks.check import CheckedRegister, check_register
from generator.commands.exit_codes import Exit, exit_code
from generator.problems import Place, Problem
from generator.reading.source import MAX_BYTES, Source, parse_source, read_source

AT = datetime(2026, 11, 22, tzinfo=UTC)
OFFICE = (
    "name: Norfolk Police and Crime Commissioner (PCC)\nforce: Norfolk Constabulary\nchief-officer: Chief Constable\n"
)
INSPECTION = """\
---
title: Keep the light on
published: 2019-10-24
inspectorate: HMICFRS
types: [National, Spotlight]
grades:
  - {area: Cyber, grade: Good}
findings:
  recommendation: {by: 2020-11-01, addressed-to: Home Office}
---

## Recommendation

By 1 November 2020, [the Home Office](https://www.gov.uk) should revise the structure.

## Area for improvement 1

1. One
2. Two[^1]

[^1]: A note
"""
RESPONSE = """\
---
published: 2019-12-12
sent:
  - {to: Home Office, on: 2019-12-12, role: secretary-of-state}
  - to: HMICFRS
    on: not recorded
answers:
  recommendation:
    action: none
    reason: "It is not addressed to this force: see the report."
    progress:
      - {on: 2020-01-01, status: in progress}
chief-officer-comments: none submitted
office-use: {note: rang}
---

## PCC response

I welcome [the report](../../../inspections/2019/cyber.md#recommendation).

| a | b |
|---|--:|
| c | 1 |
"""


def read(folder: Path, data: bytes | str, name: str = "cyber.md") -> tuple[Source | None, list[Problem]]:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_source(file, path="inspections/2019/cyber", display_path="content/cyber.md")


def test_facts_and_body_are_split_and_know_their_lines(tmp_path: Path) -> None:
    source, problems = read(tmp_path, "---\ntitle: One\ntypes:\n  - Two\n---\n\nWords\n")
    assert not problems
    assert source
    assert source.facts == {"title": "One", "types": ["Two"]}
    assert source.body == "\nWords\n"
    assert source.position("types", 0) == Place("content/cyber.md", 4, 5)
    assert source.position("title") == Place("content/cyber.md", 2, 8)
    assert source.position("title", name=True) == Place("content/cyber.md", 2, 1)
    assert source.position() == Place("content/cyber.md", 2, 1)
    assert source.body_position(2, 3) == Place("content/cyber.md", 7, 3)
    assert source.markdown.part().plain == "Words"


def test_a_file_of_facts_alone_has_no_body(tmp_path: Path) -> None:
    source, problems = read(tmp_path, "name: One\n", "norfolk.yml")
    assert not problems
    assert source
    assert (source.facts, source.body) == ({"name": "One"}, "")
    assert source.position("name") == Place("content/cyber.md", 1, 7)


def test_a_rule_in_the_body_does_not_end_the_facts_again(tmp_path: Path) -> None:
    source, _ = read(tmp_path, "---\ntitle: One\n---\nWords\n\n---\n\nMore\n")
    assert source
    assert source.body == "Words\n\n---\n\nMore\n"


def test_a_list_s_lone_hyphen_does_not_end_the_facts(tmp_path: Path) -> None:
    source, problems = read(tmp_path, "---\nsent:\n-\n  to: Home Office\n---\n")
    assert not problems
    assert source
    assert source.facts == {"sent": [{"to": "Home Office"}]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_marks_of_encoding_and_line_ends_change_nothing(tmp_path: Path, encoding: str, end: str) -> None:
    source, problems = read(tmp_path, "---\ntitle: Tŷ\n---  \nWords\n".replace("\n", end).encode(encoding))
    assert not problems
    assert source
    assert (source.facts, source.body, source.body_line) == ({"title": "Tŷ"}, "Words\n", 4)


def test_facts_without_fault_are_kept_beside_those_with_one(tmp_path: Path) -> None:
    source, problems = read(tmp_path, "---\ntitle: One\ntitle: Two\n---\n")
    assert source
    assert source.facts == {"title": "One"}
    assert [str(problem) for problem in problems] == [
        "content/cyber.md:3:1: 'title' is written twice; it is also in line 2. Keep one of the two."
    ]


def test_a_source_may_be_large_but_not_larger(tmp_path: Path) -> None:
    head = "---\ntitle: One\n---\n"
    source, problems = read(tmp_path, head + "x" * (MAX_BYTES - len(head)))
    assert source
    assert not problems
    source, problems = read(tmp_path, head + "x" * (MAX_BYTES - len(head) + 1))
    assert source is None
    assert [str(problem) for problem in problems] == [
        (
            "content/cyber.md: This file has 1.0 MB, and a source may have 1 MB. Attach the document as a PDF and keep "
            "only its text here."
        )
    ]


def test_a_file_that_cannot_be_read_is_the_machine_s_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    source, problems = read(tmp_path, "---\n---\n")
    assert source is None
    assert [str(problem) for problem in problems] == [
        "content/cyber.md: This file cannot be read: Permission denied. Check that it is a file, and who may read it."
    ]
    assert exit_code(problems) is Exit.MACHINE


def test_a_file_that_vanishes_while_it_is_read_is_reported(tmp_path: Path) -> None:
    _, problems = read_source(tmp_path / "gone.md", path="inspections/2019/gone", display_path="content/gone.md")
    assert [str(problem) for problem in problems] == [
        (
            "content/gone.md: This file cannot be read: No such file or directory. Check that it is a file, and who "
            "may "
            "read it."
        )
    ]


# --- Files that other programs damaged --------------------------------------------------------------------------------


def written(folder: Path, name: str, data: bytes) -> CheckedRegister:
    content = folder / "content"
    for path, text in {**SPOILT, name: data}.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(text)
    return check_register(content, AT)


def lines_of(data: bytes) -> list[str]:
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return text.removesuffix("\n").split("\n")


def misplaced(reading: CheckedRegister, path: str, data: bytes) -> Iterator[Problem]:
    lines = lines_of(data)
    for problem in reading.problems:
        place = problem.place
        if not place.path.endswith(path) or not place.line:
            continue
        if place.line > len(lines) or place.column > len(lines[place.line - 1]) + 2:
            yield problem


def test_the_texts_to_be_spoilt_are_without_fault(tmp_path: Path) -> None:
    assert written(tmp_path, "offices/norfolk.yml", OFFICE.encode()).problems == []


def test_without_a_body_the_place_is_the_line_that_ends_the_facts(tmp_path: Path) -> None:
    for text in ("---\ntitle: One\n---", "---\ntitle: One\n---\n"):
        source, _ = read(tmp_path, text)
        assert source
        assert source.body_position(1) == Place("content/cyber.md", 3, 1)


def test_a_misplaced_problem_would_be_found(tmp_path: Path) -> None:
    reading = check_register(tmp_path / "nowhere", AT)
    reading.problems = [Problem(Place("content/x.md", 3, 1), "a", "b"), Problem(Place("content/x.md", 2, 9), "a", "b")]
    assert list(misplaced(reading, "x.md", b"one\ntwo\n")) == reading.problems


PIECES = [
    "---",
    "\n",
    "\n\n",
    "  ",
    "\t",
    ": ",
    ":",
    "#",
    " #",
    "- ",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "&a ",
    "*a",
    "!x ",
    "|",
    ">",
    "%",
    "@",
    "—",
    "\ufeff",
    "\0",
    "\x92",
    "\u2028",
    "é",
    "<b>",
    "[x](y.md)",
    "[x](javascript:1)",
    "![](x)",
    "[^1]",
    "## ",
    "### Recommendation",
    "# ",
    "published: 31 June",
    "published:",
    "inspection: 2019/cyber",
    "answers: {}",
    "recommendation: {action: taken}",
    "allow: [{what: x, reason: y}]",
    "tags: [a, a]",
    "attachments: [{file: cyber/x.pdf, title: x}]",
    "office-use: {a: }",
    "&#1;",
    "{#",
    "}}",
    "```",
    "| --- |",
    "> " * 30,
    "[" * 50,
    "x" * 2000,
    "\r",
]
PANEL_REPORT = """\
---
title: Cyber crime
panel: Norfolk Police and Crime Panel
published: 2019-12
meeting: 2019-11-20
about: [2019/cyber, norfolk/2019/cyber]
---

5.2 The nature of [the response](../../../responses/norfolk/2019/cyber.md)
"""
SPOILT = {
    "offices/norfolk.yml": OFFICE.encode(),
    "inspections/2019/cyber.md": INSPECTION.encode(),
    "responses/norfolk/2019/cyber.md": RESPONSE.encode(),
    "panel-reports/norfolk/2019/cyber.md": PANEL_REPORT.encode(),
}
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES).map(str.encode) | st.binary(max_size=4)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=200)
@given(name=st.sampled_from(sorted(SPOILT)), edits=EDITS)
def test_a_spoilt_file_never_raises_and_every_problem_s_line_is_there(
    tmp_path: Path, name: str, edits: list[tuple[float, int, bytes]]
) -> None:
    data = SPOILT[name]
    for where, deleted, inserted in edits:
        start = int(where * len(data))
        data = data[:start] + inserted + data[start + deleted :]
    reading = written(tmp_path, name, data)
    assert list(misplaced(reading, name, data)) == []
    for problem in reading.problems:
        assert "\n" not in str(problem)
        assert problem.message
        assert problem.hint


@settings(max_examples=200)
@given(
    name=st.sampled_from(sorted(SPOILT)),
    lines=st.lists(st.sampled_from(PIECES), max_size=8),
    order=st.randoms(use_true_random=False),
)
def test_lines_in_any_order_never_raise(tmp_path: Path, name: str, lines: list[str], order: Random) -> None:
    shuffled = [*SPOILT[name].decode().split("\n"), *lines]
    order.shuffle(shuffled)
    data = "\n".join(shuffled).encode()
    reading = written(tmp_path, name, data)
    assert list(misplaced(reading, name, data)) == []


def test_letters_written_as_two_characters_are_those_written_as_one() -> None:
    apart = "---\ntitle: Cyngor Môn\n---\n\n## Tŷ\n".replace("ô", "o\u0302").replace("ŷ", "y\u0302")
    source, problems = parse_source(apart.encode(), path="pages/x", display_path="content/x.md")
    assert problems == []
    assert source
    assert source.facts == {"title": "Cyngor Môn"}
    assert [heading.text for heading in source.markdown.headings] == ["Tŷ"]
