"""Notes whose texts were used: what is made of a text is made again when the text changes. Knows ids; no text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

_noted: list[set[str]] = []


def note_use(source: str) -> None:
    """Note that the text of a source, named by its path without ending, goes into what is being made."""
    if _noted:
        _noted[-1].add(source)


@contextmanager
def noted_uses() -> Iterator[set[str]]:
    """Collect the sources whose texts are used meanwhile; an outer collection gets them, too."""
    uses: set[str] = set()
    _noted.append(uses)
    try:
        yield uses
    finally:
        _noted.pop()
        if _noted:
            _noted[-1] |= uses
