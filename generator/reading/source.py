"""Splits a file into facts and a body, with the number of each line. Knows front matter; knows nothing of policing."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.messages import invisible_in, quoted
from generator.problems import Category, Place, Problem, Severity
from generator.reading.commonmark.problems import Link
from generator.reading.link_targets import ids_among
from generator.reading.markdown import MarkdownText
from generator.reading.plain_text.damage import Damage, conflicts_in, damage_in
from generator.reading.tidy import RULE, suspicions
from generator.reading.yaml_facts import KeyPath, RawFacts, position_of, read_facts

MAX_BYTES = 1_000_000
"""Ten times the longest response known."""

_FENCE = "---"
_LEFT_OUT = {"facts", "facts_text", "body", "_texts"}
_DASHES = re.compile(r"(?!-\s*$)[\u2010-\u2015\u2212-]{1,9}\s*")  # a single hyphen begins a line of a list
_HEADING = re.compile(r"#{2,6} \S")
_DOCUMENTS = {
    b"PK\x03\x04": "a Word document or another packed file",
    b"\xd0\xcf\x11\xe0": "a document of an older Word or Excel",
    b"%PDF-": "a PDF",
    b"{\\rtf": "a document in rich text format (RTF)",
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff"), "an image"),
}
"""The first bytes of files that are not text, and their names in messages."""


@dataclass(frozen=True)
class Source:
    """A file as it was written."""

    path: str
    """The path without its ending: `responses/norfolk/2019/cyber-keep-the-light-on`."""
    display_path: str
    """The path in problems: `content/responses/norfolk/2019/cyber-keep-the-light-on.md`."""
    facts: RawFacts
    facts_text: str
    facts_line: int
    """The first line of the facts in the file."""
    body: str
    body_line: int
    """The first line of the body in the file."""
    language: str | None = None
    """The language of a translation (`x.cy.md`), or None."""

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links and pictures of the body, with their places."""
        return tuple(self.markdown.links) if self.body else ()

    @cached_property
    def mentions(self) -> frozenset[str]:
        """The ids of records that the file names in a path or an address, in small letters."""
        return frozenset(ids_among([self.facts, self.body]))

    @cached_property
    def digest(self) -> bytes:
        """Of all that it says, except notes for the office."""
        return hashlib.sha256(f"{self._packed_facts}\0{self.body}".encode()).digest()[:16]

    @cached_property
    def _packed_facts(self) -> str:
        # A note for the office is never left anywhere. Few ask for the facts as written: as a text they load at once.
        facts = {name: value for name, value in self.facts.items() if name != "office-use"}
        return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))

    def settle(self) -> None:
        """Find out what is kept without the texts."""
        self.links, self.mentions, self.digest, self.markdown  # noqa: B018 - each is found out once

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the texts."""
        self.settle()
        return {name: value for name, value in self.__dict__.items() if name not in _LEFT_OUT}

    def __getattr__(self, name: str) -> Any:
        """Fetch the texts from where they were kept."""
        if name in {"facts_text", "body"} and (texts := self.__dict__.get("_texts")):
            return self.markdown.text if name == "body" else texts()[0]
        if name == "facts" and (packed := self.__dict__.get("_packed_facts")):
            return self.__dict__.setdefault("facts", json.loads(packed))
        raise AttributeError(name)

    def keep_texts(self, texts: Callable[[], tuple[str, str]]) -> None:
        """Fetch the facts and the body as written when they are needed."""
        self.__dict__["_texts"] = texts
        self.markdown.keep_with(texts)

    @cached_property
    def markdown(self) -> MarkdownText:
        """The body, parsed once."""
        return MarkdownText(self.body, self.path)

    def position(self, *key_path: str | int, name: bool = False) -> Place:
        """Return the position of a fact, or with `name` of its name; without a key path, of the first fact."""
        if not key_path:
            return Place(self.display_path, self.facts_line, 1)
        line, column = position_of(self.facts_text, key_path, name=name)
        return Place(self.display_path, line + self.facts_line - 1, column)

    def body_position(self, line: int, column: int = 1) -> Place:
        """Return the position in the file of a line of the body; lines of the body count from 1."""
        last = self.body_line if self.body else self.body_line - 1  # without a body, the line that ends the facts
        return Place(self.display_path, last + line - 1, column)

    def problem(self, key_path: KeyPath, message: str, hint: str, *, name: bool = False) -> Problem:
        """Return a problem of a fact, or with `name` of its name."""
        return Problem(self.position(*key_path, name=name), message, hint)


class FromSource:
    """A record that was read from a source."""

    __slots__ = ()
    source: Source

    @property
    def path(self) -> str:
        """The source's path without its ending, unique over all kinds: `responses/norfolk/2019/x`."""
        return self.source.path


def read_source(
    file: Path, *, path: str, display_path: str, language: str | None = None
) -> tuple[Source | None, list[Problem]]:
    """Return the source in a file, or None if it cannot be used, and its problems."""
    data, problem = _bytes_of(file, display_path)
    if problem:
        return None, [problem]
    return parse_source(
        data, path=path, display_path=display_path, language=language, is_facts_alone=file.suffix == ".yml"
    )


def parse_source(
    data: bytes, *, path: str, display_path: str, language: str | None = None, is_facts_alone: bool = False
) -> tuple[Source | None, list[Problem]]:
    """Return the source in a file's bytes, or None if it cannot be used, and its problems."""
    text, problem = _text_of(data, display_path)
    if problem:
        return None, [problem]
    if conflicts := conflicts_in(text):
        return None, [_damaged(damage, display_path) for damage in conflicts]
    if is_facts_alone:
        if not text.strip():
            hint = "Write its facts, each as a name, a colon, a space and its value"
            return None, [Problem(Place(display_path), "This file is empty", hint)]
        facts, faults = read_facts(text)
        source = Source(path, display_path, facts, text, 1, "", text.count("\n") + 1, language)
    else:
        split = _split(text, display_path)
        if isinstance(split, Problem):
            return None, [split]
        facts_text, body, body_line = split
        facts, faults = read_facts(facts_text, 2)
        source = Source(path, display_path, facts, facts_text, 2, body, body_line, language)
    problems = [Problem(Place(display_path, fault.line, fault.column), fault.message, fault.hint) for fault in faults]
    if (
        faults
        and not facts
        and source.facts_line > 1
        and (heading := _heading_among(facts_text.split("\n"), display_path))
    ):
        problems = [heading]
    body_line = text.count("\n") + 2 if is_facts_alone else source.body_line
    problems += [_damaged(damage, display_path) for damage in damage_in(text, body_line=body_line)]
    return (source if facts or not faults else None), problems


def texts_of(data: bytes, *, is_facts_alone: bool = False) -> tuple[str, str]:
    """Return the facts and the body, as written, of a source that has been read from the same bytes before."""
    text, _ = _text_of(data, "")
    split = (text, "", 0) if is_facts_alone else _split(text, "")
    return ("", "") if isinstance(split, Problem) else split[:2]


def _damaged(damage: Damage, path: str) -> Problem:
    return Problem(Place(path, damage.line, damage.column), damage.message, damage.hint)


def _heading_among(lines: list[str], path: str) -> Problem | None:
    """Guess, where the facts cannot be read, that they never ended: YAML takes a heading for a note."""
    for number, line in enumerate(lines, 2):
        if _HEADING.match(line):
            message = f"The heading {quoted(line, is_prose=True)} appears before the closing ---"
            hint = "Put a line of three hyphens, ---, above it, after the last fact"
            return Problem(Place(path, number, 1), message, hint)
    return None


def _bytes_of(file: Path, path: str) -> tuple[bytes, Problem | None]:
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            message = f"This file has {size / 1_000_000:.1f} MB, and a source may have {MAX_BYTES / 1_000_000:.0f} MB"
            return b"", Problem(Place(path), message, "Attach the document as a PDF and keep only its text here")
        return file.read_bytes(), None
    except OSError as error:
        message = f"This file cannot be read: {error.strerror or 'no reason given'}"
        return b"", Problem(
            Place(path), message, "Check that it is a file, and who may read it", category=Category.MACHINE
        )


def _text_of(data: bytes, path: str) -> tuple[str, Problem | None]:
    if document := next((name for mark, name in _DOCUMENTS.items() if data.startswith(mark)), ""):
        message = f"This is {document}, not a text file, although its name ends as a source's does"
        hint = "Copy its text into a source. To publish the document itself, save it as a PDF and attach it"
        return "", Problem(Place(path), message, hint)
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0-\0-", b"-\0-\0")):
        return "", Problem(Place(path), "This file is saved as UTF-16", "Save it again with the encoding UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", _not_utf8(data, error.start, path)
    # macOS writes é as two characters, which look like the one that others write and are not equal to it.
    text = unicodedata.normalize("NFC", text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    if match := invisible_in(text):
        line, column = _line_and_column(text, match.start())
        name = "A NUL character" if match[0] == "\0" else f"An invisible character (U+{ord(match[0]):04X})"
        return "", Problem(
            Place(path, line, column), f"{name} is here{_guess(match[0])}", "Delete it and type the line again"
        )
    return text, None


def _guess(letter: str) -> str:
    """Guess what an older Windows program meant by a character, or give nothing."""
    meant = letter.encode("latin-1").decode("cp1252", "replace") if letter <= "\xff" else ""
    is_known = meant.isprintable() and meant not in {"", "\N{REPLACEMENT CHARACTER}"}
    return f", probably {quoted(meant)} as older Windows programs save it" if is_known else ""


def _not_utf8(data: bytes, start: int, path: str) -> Problem:
    before = data[:start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    line, column = _line_and_column(before, len(before))
    guess = _guess(chr(data[start]))
    message = f"This file is not saved as UTF-8: the byte {data[start]:02X} is here{guess}"
    return Problem(Place(path, line, column), message, "Save it again with the encoding UTF-8")


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
        if _DASHES.fullmatch(line) or line.rstrip() == "...":
            message = f"The facts end with {quoted(line.strip())} here"
            hint = "End them with three hyphens, ---, on a line of their own"
            return Problem(Place(path, number + 1, 1), message, hint)
    if number := next((number for number, line in enumerate(lines) if line.strip() == _FENCE and number), 0):
        place, message = Place(path, number + 1, 1), "There are spaces before the three hyphens"
        return Problem(place, message, "Delete them: the line is ---")
    if heading := _heading_among(lines[1:], path):
        return heading
    message = "The facts have no closing line"
    return Problem(Place(path, 1, 1), message, "Put a line of three hyphens, ---, after the last fact")


def _no_opening(lines: list[str], path: str) -> Problem:
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        hint = "Write its facts between two lines of three hyphens, ---, or delete it"
        return Problem(Place(path), "This file is empty", hint)
    line = lines[first]
    if first and line.rstrip() == _FENCE:
        hint = "Delete it: the file begins with ---"
        return Problem(Place(path, 1, 1), "There is a blank line before the facts", hint)
    if line.strip() == _FENCE:
        message, hint = "There are spaces before the three hyphens", "Delete them: the line begins with ---"
        return Problem(Place(path, first + 1, 1), message, hint)
    if _DASHES.fullmatch(line):
        message = f"The first line is {quoted(line.strip())}"
        return Problem(Place(path, first + 1, 1), message, "Begin the file with three hyphens, ---")
    message = "This file does not begin with its facts"
    hint = "Begin it with a line of three hyphens, ---, then the facts, then --- again"
    return Problem(Place(path, first + 1, 1), message, hint)


def body_problems(source: Source) -> Iterator[Problem]:
    """Yield what a body may not have, for every kind."""
    for problem in source.markdown.problems():
        place = source.body_position(problem.line, problem.column)
        yield Problem(place, problem.message, problem.hint, problem.severity, problem.rule)
    for pasted in suspicions(source.markdown):
        place, hint = source.body_position(pasted.first + 1), f"{pasted.hint} {source.display_path}"
        yield Problem(place, pasted.message, hint, Severity.WARNING, RULE)
    for heading in source.markdown.headings:
        place = source.body_position(heading.line)
        if not heading.text:
            yield Problem(place, "This heading has no words", "Write them, or delete its marks")
        elif heading.level == 1:
            is_underlined = not source.body.split("\n")[heading.line - 1].lstrip(" >").startswith("#")
            mark = "is underlined with =" if is_underlined else "uses one #"
            message = f"The heading {quoted(heading.text, is_prose=True)} {mark}, which is kept for the title"
            hint = (
                "Begin it with ## and a space, and delete the line of =" if is_underlined else "Begin it with two: ##"
            )
            yield Problem(place, message, hint)
