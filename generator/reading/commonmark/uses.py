"""Notes whose texts were used: what is made of a text is made again when the text changes. Knows ids; no text."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Noted(threading.local):
    """The collections that are open in a thread, the innermost last."""

    def __init__(self) -> None:
        self.open: list[set[str]] = []


_noted = _Noted()


def note_use(source: str) -> None:
    """Note that the text of a source, named by its path without ending, goes into what is being made."""
    if _noted.open:
        _noted.open[-1].add(source)


@contextmanager
def noted_uses() -> Iterator[set[str]]:
    """Collect the sources whose texts are used meanwhile; an outer collection gets them, too."""
    uses: set[str] = set()
    _noted.open.append(uses)
    try:
        yield uses
    finally:
        _noted.open.pop()
        if _noted.open:
            _noted.open[-1] |= uses
