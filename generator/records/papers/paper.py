"""A paper as its form reads it: its blocks, its office, and the records that are there already."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.reading.documents.document import Block, BlockKind
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.slugs import plain_heading


@dataclass(frozen=True)
class Paper:
    """One paper of an office."""

    name: str
    """The file's, without its ending."""
    blocks: Sequence[Block]
    office: Office
    office_id: str
    inspections: Mapping[str, Inspection] = field(default_factory=dict)
    this_year: str = "2026"
    """The year in whose folder a paper stands that names no other."""

    @property
    def text(self) -> str:
        """All its words, a line for each block."""
        return "\n".join(block.marked_text for block in self.blocks)

    def opening(self, most: int = 25) -> str:
        """Return the words of its first blocks, a line for each."""
        return "\n".join(block.marked_text for block in self.blocks[:most])

    def inspection_named(self, title: str) -> Inspection | None:
        """Return the registered inspection of a title, or one that begins with it up to its dash."""
        folded = _main_title(title)
        return next((one for one in self.inspections.values() if folded and _main_title(one.title) == folded), None)

    def labelled(self) -> dict[str, tuple[str, Block]]:
        """Return the values of lines such as `Date published: 24 October 2019` and of such rows, by folded label."""
        found: dict[str, tuple[str, Block]] = {}
        for block in self.blocks:
            for label, value in labels_in(block):
                found.setdefault(label, (value, block))
        return found


def labels_in(block: Block) -> list[tuple[str, str]]:
    """Return the labels and values of a block: lines with a tab or a colon, or a table's rows of two."""
    if block.kind is BlockKind.TABLE:
        rows = [[" ".join(part.text for part in cell) for cell in row] for row in block.rows]
        pairs = [[cell for cell in row if cell] for row in rows]
        return [(plain_heading(pair[0]), pair[1]) for pair in pairs if len(pair) == 2]  # noqa: PLR2004 - label and value
    found = []
    for line in block.lines:
        # Asterisks are left of marks that were typed and not set.
        match = re.match(r"([A-Z][\w '’/()-]{2,40}?)\**\s*(?::[\s*]*|\t+\s*)(\S.*)$", line.strip("*"))
        if match:
            found.append((plain_heading(match[1]), " ".join(match[2].split())))
    return found


def _main_title(title: str) -> str:
    return re.sub(r"\W+", " ", re.split(r"\s+[–—-]\s+", title, maxsplit=1)[0]).strip().casefold()
