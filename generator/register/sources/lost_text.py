"""Checks that every word of a body stands in a part of its record that the record's page shows.

Knows that records are made of passages; nothing of any one kind. Words that Markdown itself drops are found in
`generator.reading.commonmark.words`, where the source is read, and have the same rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from generator.problems import Problem
from generator.reading.markdown import Passage
from generator.reading.source import FromSource

_NO_PASSAGES = {"facts", "source"}
_FIELDS: dict[type[Any], tuple[str, ...]] = {}


def lost_text_problems(record: FromSource) -> Iterator[Problem]:
    """Report the words of a body that no passage of its record holds."""
    source = record.source
    if source.body.strip():
        for lost in source.markdown.lost_words(passages_of(record)):
            place = source.body_position(lost.line, lost.column)
            yield Problem(place, lost.message, lost.hint, lost.severity, lost.rule)


def passages_of(part: Any) -> Iterator[Passage]:
    """Yield every passage that a record, or a part of it, is made of."""
    for name in _fields_of(type(part)):
        value = getattr(part, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Passage):
                yield inner
            elif _fields_of(type(inner)):
                yield from passages_of(inner)


def _fields_of(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a dataclass that may hold passages; looking them up anew took longer than the check."""
    if kind not in _FIELDS:
        names = (field.name for field in fields(kind)) if is_dataclass(kind) else ()
        _FIELDS[kind] = tuple(name for name in names if name not in _NO_PASSAGES)
    return _FIELDS[kind]
