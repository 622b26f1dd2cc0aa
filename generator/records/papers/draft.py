"""A draft of a source: its facts, its text, and notes on what is sure, guessed and left to do, each with its place.

Knows how a source is written; nothing of papers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from generator.reading.documents.document import Block
from generator.reading.documents.markdown_body import markdown_of

_PLAIN = re.compile(r"[A-Za-z0-9][\w '’‘“”,./()&–—-]*")
_TAKEN_FOR_OTHERS = re.compile(r"true|false|yes|no|null|on|off|~|[\d.]+", re.IGNORECASE)


class Certainty(StrEnum):
    """How sure the program is of something it wrote."""

    SURE = "Sure"
    GUESSED = "Guessed"
    TO_DO = "To do"


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a line of a draft."""

    certainty: Certainty
    message: str
    line: int = 1


@dataclass
class Draft:
    """A source to write."""

    path: str
    """In the content folder: `responses/norfolk/2019/x.md`."""
    blocks: Sequence[Block] = ()
    printed: list[str] = field(default_factory=list)
    """What the page prints from facts, as the paper does: `Date published: 24th October 2019`."""
    body_notes: list[tuple[Block | None, Certainty, str]] = field(default_factory=list)
    """Notes on blocks of the text; None is its beginning."""
    _lines: list[str] = field(default_factory=list)
    _notes: list[Note] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id within its kind: `norfolk/2019/x`."""
        return self.path.partition("/")[2].rpartition(".")[0]

    def fact(self, key: str, value: object, certainty: Certainty = Certainty.SURE, message: str = "") -> None:
        """Add a fact, with a note."""
        self._notes.append(Note(certainty, message or f"{key} is {_spoken(value)}", len(self._lines) + 2))
        self._lines += _yaml(key, value)

    def remark(self, text: str) -> None:
        """Add a line for the person who fills the draft in."""
        self._lines.append(f"# {text}")

    def to_do(self, text: str, message: str) -> None:
        """Add a line to fill in, with a note."""
        self._notes.append(Note(Certainty.TO_DO, message, len(self._lines) + 2))
        self._lines += [f"# {line}" for line in text.split("\n")]

    @property
    def text(self) -> str:
        """The whole source."""
        body, _ = markdown_of(self.blocks)
        return "\n".join(["---", *self._lines, "---", "", body]).rstrip() + "\n"

    @property
    def notes(self) -> list[Note]:
        """All notes, by line."""
        first = len(self._lines) + 4
        _, starts = markdown_of(self.blocks)
        lines = {id(block): line for line, block in starts.items()}
        notes = [
            Note(certainty, message, first + lines.get(id(block), 0)) for block, certainty, message in self.body_notes
        ]
        return sorted([*self._notes, *notes], key=lambda note: note.line)

    @property
    def body(self) -> str:
        """The text below its facts."""
        return markdown_of(self.blocks)[0]


def _spoken(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_spoken(part) for part in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_spoken(part)}" for key, part in value.items())
    return str(value)


def _yaml(key: str, value: object) -> list[str]:
    if isinstance(value, list):
        if all(isinstance(part, str) for part in value):
            return [f"{key}: {_flow(value)}"]
        lines = [f"{key}:"]
        for part in value:
            inner = [line for name, one in part.items() for line in _yaml(name, one)]
            lines += [f"  {'- ' if number == 0 else '  '}{line}" for number, line in enumerate(inner)]
        return lines
    if isinstance(value, dict):
        return [f"{key}:", *(f"  {line}" for name, one in value.items() for line in _yaml(name, one))]
    return [f"{key}: {yaml_text(str(value))}"]


def _flow(values: Iterable[str]) -> str:
    """Write texts as a list on one line, within which a comma ends a value."""
    texts = (json.dumps(value, ensure_ascii=False) if "," in value else yaml_text(value) for value in values)
    return f"[{', '.join(texts)}]"


def yaml_text(text: str) -> str:
    """Write a text as YAML, in quotes only where it needs them."""
    is_plain = _PLAIN.fullmatch(text) is not None and text == text.strip()
    is_day = re.fullmatch(r"\d{4}(?:-\d\d){0,2}", text) is not None
    if is_day or (is_plain and not _TAKEN_FOR_OTHERS.fullmatch(text)):
        return text
    return json.dumps(text, ensure_ascii=False)
