"""What a message may repeat: of a source that nobody may see yet, names, ids and single values, and no word of its text.

A check runs in public, too, as the notes a server sets beside a proposed change. Knows messages and sources; judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from generator.dates import NotADateError, is_released, london_day, read_publication
from generator.problems import Problem
from generator.reading.content_folder import SourceFile
from generator.records.finding import names_only_a_class
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.roles import role_of_heading
from generator.register.register import Register
from generator.register.release import publication_of

REDACTED = "…"
"""Stands in a message for words that it may not repeat; its place says where they are."""

_SINGLE = {
    "published", "invited", "dated", "on", "from", "to", "meeting", "due", "by", "inspection", "follows", "about", "repeats", "expects",
    "aliases", "action", "position", "status", "role", "see", "file", "report", "archived-report", "website", "languages", "section-55",
    "recorded-as-published", "chief-officer-comments", "what", "published-on",
}  # fmt: skip
"""Facts that hold a date, an id, an address or one of a few words: a slip in one cannot be mended unseen."""

_NAME = re.compile(r"[a-z0-9{#.][a-z0-9#/._:@{}-]*", re.ASCII)
_VALUE = re.compile(r"[^\s<>]{1,80}|[\W\d_]+|(?:\d{1,2}(?:st|nd|rd|th)? )?\w{3,9}\.?,?(?: \d{2,4})?")
"""What is too little to tell a text by: one word, signs, a date."""
_OFFICE_USE = re.compile(r"(?m)^office-use:.*\n?(?:(?:[ \t-].*)?\n)*(?:[ \t-].*)?")
_LONGEST_USUAL_HEADING = 3
_LEAST_UNQUOTED = 6


def redact(
    problems: Iterable[Problem], records: Register, found: Iterable[SourceFile], as_of: datetime
) -> list[Problem]:
    """Take out of messages what they repeat of texts that may not be seen, and of notes for office use anywhere."""
    problems = list(problems)
    files = {each.display_path: each for each in found}
    by_path = {record.source.display_path: record for record in records.texts}
    hidden = _Words(_hidden_headings(records, as_of))
    own: dict[str, _Words] = {}
    told = []
    for problem in problems:
        path = problem.place.path
        if path in files and path not in own:
            own[path] = _words_of(files[path], by_path.get(path), records, as_of)
        words = (own[path], hidden) if path in own else (hidden,)
        told.append(_told(problem, words))
    return told


def _told(problem: Problem, words: Iterable[_Words]) -> Problem:
    message, hint = problem.message, problem.hint
    for each in words:
        is_note = problem.place.line in each.note_lines
        message, hint = each.out_of(message, is_note=is_note), each.out_of(hint, is_note=is_note)
    return (
        problem if (message, hint) == (problem.message, problem.hint) else replace(problem, message=message, hint=hint)
    )


def _is_open(record: Record, as_of: datetime) -> bool:
    is_withdrawn = record.facts.withdrawn is not None and record.facts.withdrawn.on <= london_day(as_of)
    return isinstance(record, Office) or (is_released(publication_of(record), as_of) and not is_withdrawn)


def _hidden_headings(records: Register, as_of: datetime) -> set[str]:
    """Gather what a message about one record could tell of another that is not open: titles and headings of findings."""
    hidden: set[str] = set()
    for record in records.texts:
        if not _is_open(record, as_of):
            hidden.add(str(record.source.facts.get("title", "")))
            if isinstance(record, Inspection):
                hidden |= {finding.heading for finding in record.findings}
    return hidden


def _words_of(found: SourceFile, record: Record | None, records: Register, as_of: datetime) -> _Words:
    try:
        text = found.file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return _Words(set())
    originals = {each.path: each for each in records.all}
    record = originals.get(found.path, record)
    blocks = list(_OFFICE_USE.finditer(text))
    notes = "\n".join(block[0].partition(":")[2] for block in blocks)
    lines = frozenset(
        line
        for block in blocks
        for line in range(text.count("\n", 0, block.start()) + 1, text.count("\n", 0, block.end()) + 2)
    )
    if found.pattern.folder == "offices" or (_is_open(record, as_of) if record else _says_open(text, as_of)):
        return _Words(set(_lines(notes)), notes, notes, lines)
    facts = dict(_texts(record.source.facts)) if record else {}
    facts |= dict.fromkeys(_public_words(records), True)
    free = {value for value, is_single in facts.items() if not is_single}
    return _Words(
        free | set(_lines(text)), text, notes, lines, frozenset(value for value, single in facts.items() if single)
    )


def _public_words(records: Register) -> set[str]:
    """Give what offices and their officers are called, which anyone may know and messages name."""
    return {
        word
        for office in records.offices.values()
        for word in (*office.body_titles, office.facts.force, office.facts.chief_officer, office.facts.panel or "")
    }


def _says_open(text: str, as_of: datetime) -> bool:
    """Guess of a source that cannot be read whether it may be seen: only where its date of publication can be."""
    facts = text.split("\n---", 1)[0]
    dates = re.findall(r"(?m)^published:[ \t]*['\"]?([^'\"#\n]*?)['\"]?[ \t]*(?:#.*)?$", facts)
    with suppress(NotADateError):
        return (
            len(dates) == 1
            and "\nwithdrawn:" not in facts
            and is_released(read_publication(dates[0].strip(), exact=False), as_of)
        )
    return False


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, bool]]:
    """Give each text among facts, and whether it is a single value that its fact's name makes safe to repeat."""
    if isinstance(value, str):
        yield value, name in _SINGLE
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, name)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key != "office-use":
                yield from _texts(each, key)
            if name == "sections":
                yield key, False


def _lines(text: str) -> Iterator[str]:
    """Give what each line says: after its mark of a heading or a list, and after a fact's name."""
    for line in text.splitlines():
        whole = line.strip().lstrip("#>-* ").strip()
        yield whole
        yield re.sub(r"\s*\{#[^}]*\}$", "", whole)
        name, colon, value = whole.partition(":")
        if colon and (name.strip() not in _SINGLE):
            yield value.strip().strip("'\"")


@dataclass(frozen=True)
class _Words:
    """What may not be repeated: texts as such, and whatever is quoted from the whole."""

    texts: set[str]
    whole: str = ""
    notes: str = ""
    note_lines: frozenset[int] = frozenset()
    """In which lines notes for office use stand: of a message about one of them, not even a single word is repeated."""
    single: frozenset[str] = frozenset()

    @cached_property
    def _loud(self) -> list[str]:
        """Texts that are withheld wherever they stand, longest first."""
        loud = {
            text
            for text in self.texts
            if len(text) >= _LEAST_UNQUOTED and not _is_usual(text) and not _NAME.fullmatch(text)
        }
        return sorted(loud - self.single, key=len, reverse=True)

    @cached_property
    def _flat(self) -> str:
        return re.sub(r"\s+", " ", self.whole)

    def out_of(self, message: str, *, is_note: bool = False) -> str:
        """Take them out of a message."""
        for start, end in sorted(_quoted_parts(message), key=lambda part: part[0] - part[1]):
            if self._withholds(message[start:end], is_note=is_note):
                return self.out_of(f"{message[:start]}{REDACTED}{message[end:]}", is_note=is_note)
        for text in self._loud:
            message = message.replace(text, REDACTED) if text in message else message
        return message

    def _withholds(self, quoted: str, *, is_note: bool) -> bool:
        words = quoted.removesuffix("…").strip()
        if not words or words in self.single or _is_usual(words):
            return False
        if is_note and words in self.notes:
            return True
        if words in self.texts and re.search(r"\w\w", words):
            return not _NAME.fullmatch(words) or f"# {words}\n" in f"{self.whole}\n"
        return not _VALUE.fullmatch(words) and re.sub(r"\s+", " ", words) in self._flat


def _quoted_parts(message: str) -> Iterator[tuple[int, int]]:
    for mark in "'\"":
        marks = [found.start() for found in re.finditer(re.escape(mark), message)]
        for number, start in enumerate(marks):
            for end in marks[number + 1 :]:
                yield start + 1, end


def _is_usual(words: str) -> bool:
    """Say whether words are a heading that hundreds of sources have."""
    bare = re.sub(r"\s+\d+(?:\.\d+)*[a-z]?$", "", words.lstrip("# ").rstrip(": ."), flags=re.IGNORECASE)
    if names_only_a_class(bare):
        return True
    return len(bare.split()) <= _LONGEST_USUAL_HEADING and role_of_heading(bare, None) is not None
