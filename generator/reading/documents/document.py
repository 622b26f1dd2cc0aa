"""A paper as text: paragraphs, headings, items of lists, tables and notes, in order. Knows no file format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from generator.reading.documents.hidden_items import HiddenItem, hidden_item


@dataclass(frozen=True, slots=True)
class Span:
    """A run of letters of one look."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = False
    link: str = ""
    note: str = ""
    """The label of the footnote that it refers to; its own text is then empty."""
    item: str = ""
    """The id of the hidden item that it belongs to; empty for what every reader of the paper sees."""


class BlockKind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    TABLE = "table"
    NOTE = "note"
    RULE = "rule"
    SOURCE = "source"
    """Markdown that is already what the draft needs."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a paper, or a table."""

    kind: BlockKind = BlockKind.PARAGRAPH
    spans: tuple[Span, ...] = ()
    level: int = 0
    """Of a heading from 1, of an item from 0."""
    mark: str = ""
    """Of an item, as printed: `•`, `4.`, `(a)`. Of a note, its label."""
    rows: tuple[tuple[tuple[Block, ...], ...], ...] = ()
    """Of a table: the blocks of each cell, in rows; cells that a merged one covers are empty."""
    place: str = ""
    """Where it stands in the paper: `paragraph 12`, `page 3`."""
    size: float = 0
    """Of its letters, in points; 0 where it is not known."""

    @property
    def text(self) -> str:
        """Its words on one line, without its mark."""
        if self.kind is BlockKind.TABLE:
            return " ".join(block.marked_text for row in self.rows for cell in row for block in cell)
        return re.sub(r"\s+", " ", "".join(span.text for span in self.spans)).strip()

    @property
    def marked_text(self) -> str:
        """Its mark, if it has one, and its words."""
        return f"{self.mark} {self.text}".strip() if self.kind is BlockKind.ITEM else self.text

    @property
    def lines(self) -> list[str]:
        """Its words, line by line where it breaks lines."""
        lines = "".join(span.text for span in self.spans).split("\n")
        return [line for part in lines if (line := re.sub(r"[^\S\t]+", " ", part).strip())]

    @property
    def is_bold(self) -> bool:
        """Whether all its words are bold."""
        worded = [span for span in self.spans if span.text.strip()]
        return bool(worded) and all(span.is_bold for span in worded)

    @property
    def parts(self) -> Iterator[Block]:
        """Itself, or the blocks of a table's cells."""
        if self.kind is BlockKind.TABLE:
            yield from (block for row in self.rows for cell in row for block in cell)
        else:
            yield self

    def without_lines(self, left_out: set[int]) -> Block:
        """Return it without some of its lines; they count from 0, empty ones left out of the count."""
        lines: list[list[Span]] = [[]]
        for span in self.spans:
            first, *others = span.text.split("\n")
            lines[-1].append(replace(span, text=first))
            lines += [[replace(span, text=other)] for other in others]
        worded = [line for line in lines if any(span.text.strip() or span.note for span in line)]
        kept = [line for number, line in enumerate(worded) if number not in left_out]
        spans = [part for line in kept for part in (Span("\n"), *line)][1:]
        return replace(self, spans=tuple(spans))

    def with_spans(self, change: Callable[[tuple[Span, ...]], tuple[Span, ...]]) -> Block:
        """Return it with its spans changed, those of its cells as well."""
        rows = tuple(tuple(tuple(block.with_spans(change) for block in cell) for cell in row) for row in self.rows)
        return replace(self, spans=change(self.spans), rows=rows)


@dataclass(frozen=True, slots=True)
class PaperReading:
    """What was read of a paper's file."""

    blocks: tuple[Block, ...]
    """All text, hidden text too: its spans name their item."""
    hidden: tuple[HiddenItem, ...] = ()
    """What waits for a person's decision."""
    metadata: tuple[str, ...] = ()
    """What the file says and no draft can hold, such as its author."""
    remarks: tuple[tuple[str, str], ...] = ()
    """Places, and what could not be taken from there: a picture, a link."""
    witness: str = ""
    """The words that readers see, as another program reads them."""

    def decided(self, kept: set[str]) -> tuple[Block, ...]:
        """Return the blocks with the hidden text that is kept and without all other; a block without text goes."""

        def chosen(spans: tuple[Span, ...]) -> tuple[Span, ...]:
            return tuple(replace(span, item="") for span in spans if not span.item or span.item in kept)

        blocks = [block.with_spans(chosen) for block in self.blocks]
        labels = {span.note for block in blocks for part in block.parts for span in part.spans}
        return tuple(block for block in blocks if _has_words(block) and _is_referred_to(block, labels))


def _has_words(block: Block) -> bool:
    is_mark = block.kind in {BlockKind.RULE, BlockKind.SOURCE}
    return is_mark or bool(block.text) or any(span.note for span in block.spans)


def _is_referred_to(block: Block, labels: set[str]) -> bool:
    """Check whether a note still has its reference, which may have been hidden."""
    return block.kind is not BlockKind.NOTE or block.mark in labels


def identified(spans: Sequence[Span], place: str, items: list[HiddenItem]) -> tuple[Span, ...]:
    """Return spans whose item is a kind with the ids of items in its place, and list the items."""
    done: list[Span] = []
    for kind, group in groupby(spans, key=lambda span: span.item):
        run, id_ = list(group), ""
        if kind and any(span.text.strip() or span.note for span in run):
            items.append(hidden_item(kind, place, "".join(span.text for span in run)))
            id_ = items[-1].id
        done += [replace(span, item=id_) for span in run]
    return tuple(done)
