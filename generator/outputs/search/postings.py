"""Postings: for each word the documents that have it, and how much of each it is; for each link the same, without.

Knows how they are counted and written; nothing of documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from sys import intern
from typing import Any

from generator.outputs.search.words import BETWEEN_TEXTS, LINK_BUCKETS, code_of, links_of, words_of

LEVELS = "ABCDEFGHIJKLMNOP"
"""How much of a document a word is."""

GAPS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) not in "\\,;")
"""Digits of a distance between documents that have a link. The last means one less than their number, and goes on."""

MAX_DOCUMENTS = 1_000
"""Documents of a bundle."""

SATURATION = 1.2
AVERAGE_LENGTH = 500
MAX_CHUNKS = 60_000


_BETWEEN = "\0"
"""Stands between two texts: no link leads over it."""


class Chunks(dict[str, int]):
    """A number for what stands between two spaces. Most of it has been seen before."""

    def __init__(self) -> None:
        self.trim(0)

    def __missing__(self, chunk: str) -> int:
        words = words_of(chunk)
        self.terms.append(tuple(map(intern, words.terms)))
        self.codes.append(b"".join(map(code_of, words.sequence)))
        self[chunk] = number = len(self)
        return number

    def trim(self, most: int = MAX_CHUNKS) -> None:
        """Forget all, where they are too many to be kept."""
        if len(self) >= most:
            self.clear()
            self[_BETWEEN] = 0
            self.terms: list[tuple[str, ...]] = [()]
            """By number the words of each."""
            self.codes = [BETWEEN_TEXTS]


def piece_letter(place: int) -> str:
    """Return the letter of a piece of a text; the first has none."""
    return chr(ord("a") + place - 1) if place else ""


class Counts:
    """What is counted of one document."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks
        self._pieces: list[dict[str, int]] = []
        self._numbers: list[int] = []

    def add_piece(self, fields: Iterable[tuple[Iterable[str], int]]) -> None:
        """Count the words of a piece: texts with their weight."""
        piece: dict[str, int] = {}
        terms = self._chunks.terms
        for texts, weight in fields:
            found = f" {_BETWEEN} ".join([*texts, ""]).split()
            numbers = list(map(self._chunks.__getitem__, found))
            self._numbers += numbers
            for number, count in Counter(numbers).items():
                for term in terms[number]:
                    piece[term] = piece.get(term, 0) + weight * count
        self._pieces.append(piece)

    def links(self) -> set[int]:
        """Return the buckets of its links."""
        return links_of(b"".join(map(self._chunks.codes.__getitem__, self._numbers)))

    def codes(self) -> Iterable[tuple[str, str]]:
        """Return each word with its level, and the letter of the piece that has most of it."""
        levels = _Levels(SATURATION * (0.4 + 0.6 * len(self._numbers) / AVERAGE_LENGTH))
        if len(self._pieces) == 1:
            return [(term, levels[count]) for term, count in self._pieces[0].items()]
        letters = [piece_letter(place) for place in range(len(self._pieces))]
        whole: dict[str, int] = {}
        best: dict[str, tuple[int, int]] = {}
        for place, counts in enumerate(self._pieces):
            for term, count in counts.items():
                if term not in whole:
                    whole[term], best[term] = count, (count, place)
                else:
                    whole[term] += count
                    if count > best[term][0]:
                        best[term] = (count, place)
        return [(term, levels[count] + letters[best[term][1]]) for term, count in whole.items()]


class _Levels(dict[int, str]):
    """The level of a word by its count; it grows ever more slowly, and slower in a long text."""

    def __init__(self, half: float) -> None:
        self._half = half

    def __missing__(self, count: int) -> str:
        self[count] = level = LEVELS[int(len(LEVELS) * count / (count + self._half))]
        return level


class PostingsWriter:
    """Writes the postings of documents whose numbers grow: how many others lie between, and the code."""

    def __init__(self) -> None:
        self._words: dict[str, list[Any]] = {}
        """For each word the last document that has it, and its postings."""
        self._last = [-1] * LINK_BUCKETS
        self.links = [""] * LINK_BUCKETS
        """For each bucket its postings."""

    def add(self, number: int, counts: Counts) -> None:
        """Add a document to its words and links."""
        words, last, links = self._words, self._last, self.links
        for term, code in counts.codes():
            if term in words:
                row = words[term]
                row[1] += _DECIMAL_GAPS[number - row[0]] + code
                row[0] = number
            else:
                words[term] = [number, _DECIMAL_GAPS[number + 1] + code]
        for bucket in counts.links():
            links[bucket] += _LINK_GAPS[number - last[bucket]]
            last[bucket] = number

    @property
    def words(self) -> dict[str, str]:
        """The postings of each word."""
        return {term: row[1] for term, row in self._words.items()}


def _link_gap(gap: int) -> str:
    far, rest = divmod(gap, len(GAPS) - 1)
    return GAPS[-1] * far + GAPS[rest]


_DECIMAL_GAPS = ["", "", *map(str, range(1, MAX_DOCUMENTS))]
_LINK_GAPS = ["", *map(_link_gap, range(MAX_DOCUMENTS))]
"""By the distance of two documents."""


def merged_words(parts: list[dict[str, str]], separator: str) -> dict[str, str]:
    """Join the postings of parts of an index, which lie in its order; where a part has none its place is empty."""
    keys = sorted(set().union(*parts))
    return {key: separator.join([part.get(key, "") for part in parts]).rstrip(separator) for key in keys}


def merged_links(parts: list[list[str]], separator: str) -> list[str]:
    """Join the postings of links in the same way."""
    return [separator.join(rows).rstrip(separator) for rows in zip(*parts, strict=True)] or [""] * LINK_BUCKETS
