"""One file becomes facts and a body, each line with its number. Knows front matter; knows nothing of policing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.facts import Facts, Way, place_of, read_facts
from generator.problems import Place, Problem, quoted
from generator.prose import Writing

LARGEST = 1_000_000
"""Bytes a source may have: some ten times the longest response met."""

_FENCE = "---"
_DASHES = re.compile(r"[\u2010-\u2015\u2212-]{1,5}\s*")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True)
class Source:
    """One file as it was written."""

    id: str
    """The path without its ending: `responses/norfolk/2019/cyber-keep-the-light-on`."""
    path: str
    """As problems name it: `content/responses/norfolk/2019/cyber-keep-the-light-on.md`."""
    facts: Facts
    facts_text: str
    facts_line: int
    """The line of the file in which the facts begin."""
    body: str
    body_line: int
    """The line of the file in which the body begins."""
    language: str | None = None
    """The language of a twin (`x.cy.md`), or None for the source itself."""

    @cached_property
    def writing(self) -> Writing:
        """The body, parsed once."""
        return Writing(self.body, self.id)

    def place(self, *way: str | int) -> Place:
        """Say where a fact stands; without a way, where the source begins."""
        if not way:
            return Place(self.path, self.facts_line, 1)
        line, column = place_of(self.facts_text, way)
        return Place(self.path, line + self.facts_line - 1, column)

    def body_place(self, line: int, column: int = 1) -> Place:
        """Say where a point of the body stands in the file; lines of the body count from 1."""
        return Place(self.path, line + self.body_line - 1, column)

    def problem(self, way: Way, sentence: str, advice: str) -> Problem:
        """Name a problem of one fact."""
        return Problem(self.place(*way), sentence, advice)


def read_source(file: Path, *, id: str, path: str, language: str | None = None) -> tuple[Source | None, list[Problem]]:  # noqa: A002
    """Read one file; None where nothing of it can be used, with the problems that say why."""
    text, problem = _text_of(file, path)
    if problem:
        return None, [problem]
    if file.suffix == ".yml":
        facts, faults = read_facts(text)
        source = Source(id, path, facts, text, 1, "", text.count("\n") + 1, language)
    else:
        split = _split(text, path)
        if isinstance(split, Problem):
            return None, [split]
        facts_text, body, body_line = split
        facts, faults = read_facts(facts_text)
        source = Source(id, path, facts, facts_text, 2, body, body_line, language)
    found = [
        Problem(Place(path, fault.line + source.facts_line - 1, fault.column), fault.sentence, fault.advice)
        for fault in faults
    ]
    return (source if facts or not faults else None), found


def _text_of(file: Path, path: str) -> tuple[str, Problem | None]:
    try:
        size = file.stat().st_size
        if size > LARGEST:
            sentence = f"This file has {size / 1_000_000:.1f} MB, and a source may have {LARGEST / 1_000_000:.0f} MB"
            return "", Problem(Place(path), sentence, "Attach the document as a PDF and keep only its text here")
        data = file.read_bytes()
    except OSError as error:
        return "", Problem(Place(path), f"This file cannot be read: {error.strerror}", "Check that it is a file, and who may read it")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", Problem(Place(path), "This file is saved as UTF-16", "Save it again with the encoding UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", _not_utf8(data, error.start, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _FORBIDDEN.search(text):
        line, column = _line_and_column(text, found.start())
        name = "A NUL character" if found[0] == "\0" else f"An invisible control character (U+{ord(found[0]):04X})"
        return "", Problem(Place(path, line, column), f"{name} stands here", "Delete it and type the line again")
    return text, None


def _not_utf8(data: bytes, start: int, path: str) -> Problem:
    before = data[:start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    line, column = _line_and_column(before, len(before))
    meant = data[start : start + 1].decode("cp1252", "replace")
    guess = f", probably {quoted(meant)} as older Windows programs save it" if meant.isprintable() else ""
    sentence = f"This file is not saved as UTF-8: the byte {data[start]:02X} stands here{guess}"
    return Problem(Place(path, line, column), sentence, "Save it again with the encoding UTF-8")


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _split(text: str, path: str) -> tuple[str, str, int] | Problem:
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return _no_opening(lines, path)
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == _FENCE:
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
        if line.strip() != _FENCE and _DASHES.fullmatch(line) and len(line.strip()) >= 1 and not line.startswith("- "):
            sentence = f"The facts end with {quoted(line.strip())} here"
            return Problem(Place(path, number + 1, 1), sentence, "End them with three hyphens, ---, on a line of their own")
    sentence = "The facts begin here and do not end"
    return Problem(Place(path, 1, 1), sentence, "Put a line of three hyphens, ---, after the last fact")


def _no_opening(lines: list[str], path: str) -> Problem:
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return Problem(Place(path), "This file is empty", "Write its facts between two lines of three hyphens, ---, or delete it")
    line = lines[first]
    if first and line.rstrip() == _FENCE:
        return Problem(Place(path, 1, 1), "A blank line stands before the facts", "Delete it: the file begins with ---")
    if line.strip() == _FENCE:
        return Problem(Place(path, first + 1, 1), "Spaces stand before the three hyphens", "Delete them: the line begins with ---")
    if _DASHES.fullmatch(line):
        sentence = f"The first line is {quoted(line.strip())}"
        return Problem(Place(path, first + 1, 1), sentence, "Begin the file with three hyphens, ---")
    sentence = "This file does not begin with its facts"
    return Problem(Place(path, first + 1, 1), sentence, "Begin it with a line of three hyphens, ---, then the facts, then --- again")
