"""Joins the lines of a paragraph as its author wrote them: broken sentences, words and addresses. Knows lines alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MIN_WRAPPED = 60
"""Characters of the longest line of a text that was wrapped; shorter lines end where their writer ended them."""
_ADDRESS_END = re.compile(r"(?:https?://|www\.)\S*$")
_ADDRESS = re.compile(r"(?:(?:https?://|www\.)\S+|[\w.+'-]+@[\w-]+(?:\.[\w-]+)+)$")
_PARAGRAPH_NUMBER = re.compile(r"\s*\d{1,3}\.\d{1,3}(?:\.\d{1,3})*\.?\s+\S")


class Line(NamedTuple):
    """A line of a text."""

    text: str
    number: int = 0
    """In the file, from 1."""


def joined_lines(block: list[Line]) -> Iterator[list[Line]]:
    """Yield paragraphs of lines without a blank line between them, wrapped lines joined into one."""
    longest = max(len(line.text.strip()) for line in block)
    paragraph: list[Line] = []
    for line in block:
        if paragraph and (_PARAGRAPH_NUMBER.match(line.text) or _begins_label(line.text)):
            yield paragraph
            paragraph = []
        if paragraph and longest >= MIN_WRAPPED and _is_wrapped(paragraph[-1].text, line.text, longest):
            paragraph[-1] = Line(join(paragraph[-1].text.rstrip(), line.text.strip()), paragraph[-1].number)
        else:
            paragraph.append(line)
    if paragraph:
        yield paragraph


def _begins_label(text: str) -> bool:
    return re.match(r"[A-Z][\w '’/-]{2,40}:?\t\s*\S", text) is not None


def _is_wrapped(above: str, below: str, longest: int) -> bool:
    """Check whether a line ends where the page did: the next word had no room on it, or it ends within a sentence."""
    first = below.split(maxsplit=1)[0] if below.split() else ""
    if is_address(below):
        return False  # it has a line of its own
    had_no_room = len(above.rsplit("\n", maxsplit=1)[-1].strip()) + 1 + len(first) > longest * 0.8
    ends_within = not re.search(r"[.:;!?)\]”\"']$", above.rstrip()) and first[:1].islower()
    return had_no_room or ends_within or bool(_ADDRESS_END.search(above) and above.rstrip().endswith("-"))


def is_address(text: str) -> bool:
    """Check whether a line is an address of the web or of e-mail, and nothing more."""
    return _ADDRESS.match(text.strip()) is not None


def join(above: str, below: str) -> str:
    """Join two lines: at a hyphen without a space, and an address with what goes on of it."""
    if re.search(r"[\w/]-$", above) and re.match(r"\w", below):
        return f"{above}{below}"
    if _ADDRESS_END.search(above) and re.match(r"\S*[/._=&%-]\S*$", below.split(maxsplit=1)[0]):
        return f"{above}{below}"
    return f"{above} {below}"
