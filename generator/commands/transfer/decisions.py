"""What a person decides on the hidden items of papers: on the command line, or in answer to a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.messages import escape_invisible
from generator.reading.documents.hidden_items import KINDS, HiddenItem

Ask = Callable[[str, list[str]], str]
"""Asks a question with a choice of answers."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The hidden items of one paper, decided on."""

    kept: frozenset[str]
    """Ids of items whose text goes into the draft."""
    dropped: tuple[HiddenItem, ...]
    undecided: tuple[HiddenItem, ...]
    refused: tuple[HiddenItem, ...]
    """Items that were to be kept, and are no text."""


class Decisions:
    """Decisions by id, by kind, or for all."""

    def __init__(self, keep: Iterable[str], drop: Iterable[str], ask: Ask | None) -> None:
        """Take what the command line says, and how to ask for the rest; `ask` is None if nobody is there."""
        self._keep, self._drop, self._ask = set(keep), set(drop), ask

    def unknown(self, items: Iterable[HiddenItem]) -> list[str]:
        """Return what was decided and is neither an item, a kind nor all."""
        ids = {item.id for item in items}
        return sorted(one for one in self._keep | self._drop if one not in ids | KINDS.keys() | {"all"})

    def on(self, items: Sequence[HiddenItem]) -> Decided:
        """Decide on the items of a paper."""
        kept: set[str] = set()
        dropped: list[HiddenItem] = []
        undecided: list[HiddenItem] = []
        refused: list[HiddenItem] = []
        for item in items:
            choice = self._choice(item)
            if choice == "keep" and item.can_be_kept:
                kept.add(item.id)
            elif choice == "keep":
                refused.append(item)
            elif choice == "drop":
                dropped.append(item)
            else:
                undecided.append(item)
        return Decided(frozenset(kept), tuple(dropped), tuple(undecided), tuple(refused))

    def _choice(self, item: HiddenItem) -> str:
        if item.id in self._keep:  # what names one item counts before what names many
            return "keep"
        if item.id in self._drop or item.kind in self._drop:
            return "drop"
        if item.kind in self._keep:
            return "keep"
        if "all" in self._drop:
            return "drop"
        if self._ask is None:
            return ""
        choices = ["keep", "drop", "stop"] if item.can_be_kept else ["drop", "stop"]
        answer = self._ask(described(item), choices)
        return "" if answer == "stop" else answer


def described(item: HiddenItem) -> str:
    """Describe an item with its place and an excerpt."""
    what = item.what[0].upper() + item.what[1:]
    excerpt = f": “{escape_invisible(item.excerpt)}”" if item.excerpt else ""
    return f"{item.place}: {what}{excerpt}"
