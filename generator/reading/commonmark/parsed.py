"""The limit of parsed texts in memory: the events of a text take ten times the room of its words."""

from __future__ import annotations

from collections import deque
from typing import Protocol

MOST_PARSED = 60
"""Texts that are kept parsed: a report and the responses to it are among them."""


class Parsed(Protocol):
    """A text that was parsed and can be parsed again."""

    def forget(self) -> None:
        """Drop what was made of the text."""


_parsed: deque[Parsed] = deque()


def keep_parsed(text: Parsed) -> None:
    """Keep a text that has just been parsed, and let the one forget that was parsed first of too many."""
    _parsed.append(text)
    if len(_parsed) > MOST_PARSED:
        _parsed.popleft().forget()
