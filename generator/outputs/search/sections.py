"""The plain text of a document's HTML, by section and in pieces. Knows the HTML that our own pages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from generator.outputs.search.words import NUMBER_SPACES

PIECE_LENGTH = 2_800
"""Characters of a piece: a hit loads the one that has most of what was asked for."""

MAX_PIECES = 27
"""The letter of a piece stands in the index; the first has none."""

_HEADING = re.compile(r'<h[1-6]\b[^>]*?\bid="([^"]*)"[^>]*>(.*?)</h[1-6]>', re.DOTALL)
_NOT_TEXT = re.compile(
    r"<(script|style|template|svg)\b.*?</\1>|<!--.*?-->|<sup\b[^>]*><a\b[^>]*\bhref=.#[^>]*>[^<]*</a></sup>", re.DOTALL
)
"""What no reader reads, and references to footnotes."""

_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|wbr)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_LAST_WORDS = re.compile(r"(?: [^ \n]{1,40}){1,8}$")
_LONGEST_LAST_WORDS = 8 * 41
"""Where a line is cut, its last words are repeated after the cut: a phrase across it is found."""


class Section(NamedTuple):
    """A heading with its id, and the text below it. Texts that do not follow each other stand on lines of their own."""

    id: str
    heading: str
    text: str


def sections_of(html: str) -> list[Section]:
    """Return the sections of a document, in its order."""
    first, *rest = _HEADING.split(_NOT_TEXT.sub("", html) if "<s" in html or "<t" in html or "<!" in html else html)
    sections = [Section("", "", _plain(first))] if _plain(first) else []
    for id_, heading, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        sections.append(Section(id_, _plain(heading).replace("\n", " "), _plain(text)))
    return sections or [Section("", "", "")]


def _plain(html: str) -> str:
    text = unescape(_TAG.sub("\0", _INLINE.sub("", html)) if "<" in html else html)
    lines = (" ".join(line.split()) for line in text.split("\0"))
    if any(space in text for space in NUMBER_SPACES):
        lines = (b" ".join(line.encode().split()).decode().strip() for line in text.split("\0"))
    return "\n".join(line for line in lines if line)


def pieces_of(sections: list[Section]) -> list[list[Section]]:
    """Divide sections into pieces of about equal length; a long section is continued in the next piece."""
    length = sum(len(section.text) for section in sections)
    most = max(PIECE_LENGTH, length // (MAX_PIECES - 1))
    pieces: list[list[Section]] = [[]]
    size = 0
    for section in _short_sections(sections, most):
        if pieces[-1] and size + len(section.text) > most and len(pieces) < MAX_PIECES:
            pieces.append([])
            size = 0
        pieces[-1].append(section)
        size += len(section.text) + len(section.heading)
    return pieces


def _short_sections(sections: list[Section], most: int) -> Iterator[Section]:
    for section in sections:
        text = section.text
        while len(text) > most:
            line, sentence, word = (text.rfind(mark, most // 2, most) for mark in ("\n", ". ", " "))
            end = max(line, 0) or sentence + 1 or max(word, 0) or most
            yield section._replace(text=text[:end])
            again = _LAST_WORDS.search(text, end - _LONGEST_LAST_WORDS, end) if end != line else None
            text = f"…{text[again.start() :]}" if again else text[end:].lstrip()
        yield section._replace(text=text)
