"""Small edits of a text, and the way back from a point of the edited text to the original. Knows no Markdown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Edit(NamedTuple):
    """A replacement of `text[start:end]`, in characters."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class EditedText:
    """A text after edits, which knows where each of its bytes came from."""

    text: str
    _starts: list[int] = field(default_factory=list, repr=False)
    """Bytes of the edited text at which a run begins that is shifted against the original."""
    _origins: list[int] = field(default_factory=list, repr=False)
    """The byte of the original that corresponds to each of them."""

    @classmethod
    def of(cls, text: str, edits: Iterable[Edit]) -> EditedText:
        """Apply edits, which must not overlap."""
        parts: list[str] = []
        starts, origins = [0], [0]
        done = edited_bytes = original_bytes = 0
        for edit in sorted(edits):
            kept = text[done : edit.start]
            parts += [kept, edit.new]
            kept_bytes = len(kept.encode())
            edited_bytes += kept_bytes + len(edit.new.encode())
            original_bytes += kept_bytes + len(text[edit.start : edit.end].encode())
            starts.append(edited_bytes)
            origins.append(original_bytes)
            done = edit.end
        return cls("".join([*parts, text[done:]]), starts, origins)

    def original(self, offset: int) -> int:
        """Return the byte of the original that became the byte `offset`; for an inserted byte, the one after it."""
        if len(self._starts) < 2:  # noqa: PLR2004 - without an edit nothing is shifted
            return offset
        run = bisect_right(self._starts, offset) - 1
        shifted = self._origins[run] + offset - self._starts[run]
        return shifted if run + 1 == len(self._starts) else min(shifted, self._origins[run + 1])
