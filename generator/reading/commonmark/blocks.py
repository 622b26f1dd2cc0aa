"""The blocks of a text: its paragraphs and their lines, its lists and their items, its tables and their first cells.

Knows the engine's events; renders nothing, and knows nothing of policing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.reading.commonmark.events import INLINE, Event, end_of, name_of, text_from, text_of, value_of
from generator.reading.commonmark.html import Marker


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the top level of a text."""

    level: int
    text: str
    id: str | None
    """The id given with `{#own-id}`, or None."""
    line: int
    index: int
    """Where its events begin."""
    after: int
    """Where the events after it begin."""
    marks: tuple[str, ...] = ()
    """Other words in braces after it: `{prose}`."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, table or other block of a text."""

    name: str
    """The engine's name of it: `Paragraph`, `List`, `Table`, `Item`."""
    line: int
    start: int
    """Where its events begin."""
    end: int
    """Where the events after it begin."""
    is_numbered: bool = False
    """Whether it is a list of numbers or letters."""
    marker: Marker | None = None
    """How an item of a list begins."""


@dataclass(frozen=True, slots=True)
class ParagraphLine:
    """A line of a paragraph, as broken in the source."""

    words: str
    bold: str
    """The bold words it begins with, or nothing."""
    number: int
    """Its number in the source."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of one text."""

    events: Sequence[Event]
    marker: Callable[[int], Marker]
    """Reads how the item begins whose event starts at a byte of the source."""
    line_of: Callable[[int], int]
    """Turns a byte's number into its line."""

    def within(self, start: int, end: int) -> list[Block]:
        """Return the blocks of a run of events, without those inside them; of the events inside a list, its items."""
        return list(self._within(start, end))

    def _within(self, start: int, end: int) -> Iterator[Block]:
        index = start
        while index < end:
            event, span = self.events[index]
            if isinstance(event, dict) and "Start" in event and (name := name_of(event["Start"])) not in INLINE:
                after = end_of(self.events, index) + 1
                marker = self.marker(span["start"]) if name == "Item" else None
                is_numbered = name == "List" and self._is_numbered(index, value_of(event["Start"]))
                yield Block(name, self.line_of(span["start"]), index, after, is_numbered, marker)
                index = after
            else:
                index += 1

    def _is_numbered(self, index: int, first: int | None) -> bool:
        """Return whether a list has numbers, or letters that stand in the text of its items."""
        if first is not None:
            return True
        is_in_text = self.marker(self.events[index + 1][1]["start"]).is_in_text
        return is_in_text and bool(re.match(r"\(?\w", text_from(self.events, index + 1)))  # and no tick

    def items(self, list_: Block) -> list[Block]:
        """Return the items of a list."""
        return self.within(list_.start + 1, list_.end - 1)

    def lines(self, paragraph: Block) -> Iterator[ParagraphLine]:
        """Yield the lines of a paragraph."""
        start = paragraph.start + 1
        for index in range(start, paragraph.end):
            if self.events[index][0] in ("SoftBreak", "HardBreak") or index == paragraph.end - 1:
                if run := self.events[start:index]:
                    yield ParagraphLine(text_of(run), text_of(_first_strong(run)), self.line_of(run[0][1]["start"]))
                start = index + 1

    def first_cells(self, table: Block) -> list[str]:
        """Return the words of the first cell of each row below a table's head."""
        rows = [row for row in self.items(table) if row.name == "TableRow"]
        return [text_of(self.events[first.start : first.end]) for first, *_ in map(self.items, rows)]


def in_paragraph(events: Sequence[Event]) -> Sequence[Event]:
    """Set the words with which a run begins as a paragraph, where they are a list item's and stand in none."""
    end = 0
    while end < len(events) and _is_inline(events[end][0]):
        end += 1
    if not end:
        return events
    span = events[0][1]
    return [({"Start": "Paragraph"}, span), *events[:end], ({"End": "Paragraph"}, span), *events[end:]]


def _is_inline(event: Any) -> bool:
    tag = (event.get("Start") or event.get("End")) if isinstance(event, dict) else None
    return event != "Rule" if tag is None else name_of(tag) in INLINE


def _first_strong(events: Sequence[Event]) -> Sequence[Event]:
    """Return the bold words with which a run begins, or nothing."""
    event = events[0][0]
    return events[: end_of(events, 0) + 1] if isinstance(event, dict) and event.get("Start") == "Strong" else ()
