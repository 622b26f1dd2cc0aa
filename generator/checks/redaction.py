"""Withholds from messages what may not be seen: prose of unreleased sources, and every note for office use.

A check may run where anyone can read its messages, such as on a proposed change. Ids and single values of unreleased
sources are shown, because a slip in one cannot be mended unseen. Reads no sentence: quotes are marked in a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from generator.checks.attachments import owners_of
from generator.dates import NotADateError, is_released, london_day, read_publication
from generator.messages import Quote, withhold
from generator.problems import Problem
from generator.reading.content_folder import SourceFile
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.response import Response
from generator.register.register import Register
from generator.register.release import publication_of

_SINGLE_VALUE = re.compile(r"[^\s<>,;–—]{1,80}|[\W\d_]+|(?:\d{1,2}(?:st|nd|rd|th)? )?\w{3,9}\.?,?(?: \d{2,4})?")
"""What is too little to tell a text by: one word, an id, an address, signs, a date."""

# Notes end at the next fact or at the end of the facts: a line that is no fact may be part of a broken note.
_OFFICE_USE = re.compile(r"(?mi)^.*\boffice[-_]use\b['\"]?[ \t]*:.*\n?(?:(?!---|[a-z][a-z0-9-]*:).*\n?)*")


def redact(
    problems: Iterable[Problem], register: Register, files: Iterable[SourceFile], as_of: datetime
) -> list[Problem]:
    """Withhold from problems what may not be quoted at a moment."""
    sources = _Sources(register, {file.display_path: file for file in files}, as_of)
    return [sources.redacted(problem) for problem in problems]


@dataclass(frozen=True, slots=True)
class _Visibility:
    """What of one file may be quoted."""

    is_open: bool
    note_lines: frozenset[int] = frozenset()
    """The lines of notes for office use, of which nothing is ever quoted."""


@dataclass(frozen=True)
class _Sources:
    register: Register
    files: Mapping[str, SourceFile]
    as_of: datetime
    known: dict[str, _Visibility] = field(default_factory=dict)

    def redacted(self, problem: Problem) -> Problem:
        def may_show(quote: Quote) -> bool:
            path = problem.place.path
            if problem.place.line in self._visibility(path).note_lines:
                return False
            is_open = self._visibility(quote.source or path).is_open
            return is_open or not (quote.is_prose or not _SINGLE_VALUE.fullmatch(quote.words))

        return replace(problem, message=withhold(problem.message, may_show), hint=withhold(problem.hint, may_show))

    def _visibility(self, path: str) -> _Visibility:
        if path not in self.known:
            file = self.files.get(self._owners.get(path, path))
            # Pages, settings and the ledger are public; a file without a source is shown by its path alone.
            self.known[path] = self._visibility_of(file) if file else _Visibility(is_open=True)
        return self.known[path]

    def _visibility_of(self, file: SourceFile) -> _Visibility:
        try:
            text = file.file.read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            return _Visibility(is_open=False)
        facts = text if file.file.suffix == ".yml" else text.partition("\n---")[0]
        notes = frozenset(
            line
            for match in _OFFICE_USE.finditer(facts)
            for line in range(facts.count("\n", 0, match.start()) + 1, facts.count("\n", 0, match.end() - 1) + 2)
        )
        record = self._records.get(file.path)
        is_open = file.pattern.folder == "offices" or (self._is_open(record) if record else self._says_open(facts))
        return _Visibility(is_open, notes)

    @cached_property
    def _records(self) -> Mapping[str, Record]:
        return {record.path: record for record in self.register.all}

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        return owners_of(self.register)

    def _is_open(self, record: Record) -> bool:
        is_withdrawn = record.facts.withdrawn is not None and record.facts.withdrawn.on <= london_day(self.as_of)
        reports = record.inspection_ids if isinstance(record, Response) else ()
        return (
            isinstance(record, Office) or (is_released(publication_of(record), self.as_of) and not is_withdrawn)
        ) and all(self._is_open(self.register.inspections[id_]) for id_ in reports if id_ in self.register.inspections)

    def _says_open(self, facts: str) -> bool:
        """Guess whether a source that cannot be read is released: only where it says so once, and plainly."""
        dates = re.findall(r"(?m)^published:[ \t]*['\"]?([^'\"#\n]*?)['\"]?[ \t]*(?:#.*)?$", facts)
        with suppress(NotADateError):
            return (
                len(dates) == 1
                and "\nwithdrawn:" not in facts
                and is_released(read_publication(dates[0].strip(), exact=False), self.as_of)
            )
        return False
