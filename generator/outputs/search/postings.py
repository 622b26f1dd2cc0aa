"""Postings: for each word the documents that have it, and how much of each it is; for each link the same, without.

Knows how they are counted and written; nothing of documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from generator.outputs.search.words import (
    BETWEEN_TEXTS,
    LINK_BUCKETS,
    code_of,
    links_of,
    plain_word,
    together,
    words_of,
)

LEVELS = "ABCDEFGHIJKLMNOP"
"""How much of a document a word is."""

GAPS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) not in "\\,;")
"""Digits of a distance between documents that have a link. The last means one less than their number, and goes on."""

MAX_DOCUMENTS = 1_000
"""Documents of a bundle."""

SATURATION = 1.2
AVERAGE_LENGTH = 500
MAX_CHUNKS = 200_000


BETWEEN = "\0"
"""Stands between two texts: no link leads over it."""


class Chunks(dict[str, tuple[str, ...]]):
    """The words of what stands between two spaces. Most of it has been seen before."""

    def __init__(self) -> None:
        self.codes: dict[str, bytes] = {}
        """The codes of its links."""
        self.trim(0)

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        word = plain_word(chunk)
        if word and word != chunk:
            self[chunk], self.codes[chunk] = self[word], self.codes[word]
        else:
            words = words_of(chunk)
            self[chunk] = tuple(words.terms)
            self.codes[chunk] = b"".join(map(code_of, words.sequence))
        return self[chunk]

    def trim(self, most: int = MAX_CHUNKS) -> None:
        """Forget all, where they are too many to be kept."""
        if len(self) >= most:
            self.clear()
            self.codes.clear()
            self[BETWEEN], self.codes[BETWEEN] = (), BETWEEN_TEXTS


def piece_letter(place: int) -> str:
    """Return the letter of a piece of a text; the first has none."""
    return chr(ord("a") + place - 1) if place else ""


def chunks_of(texts: Iterable[str]) -> list[str]:
    """Divide texts at their spaces, but for those that part no words."""
    return together(f" {BETWEEN} ".join([*filter(None, texts), BETWEEN])).split(" ")


class Counts:
    """What is counted of one document."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks
        self._pieces: list[list[tuple[str, ...]]] = []
        """For each the words of its chunks, as often as they count."""
        self._codes: list[bytes] = []

    def add_piece(self, fields: Iterable[tuple[Sequence[str], int]]) -> None:
        """Count the words of a piece: chunks with their weight."""
        piece: list[tuple[str, ...]] = []
        for chunks, weight in fields:
            piece += list(map(self._chunks.__getitem__, chunks)) * weight
            self._codes += map(self._chunks.codes.__getitem__, chunks)
        self._pieces.append(piece)

    def links(self) -> set[int]:
        """Return the buckets of its links."""
        return links_of(b"".join(self._codes))

    def levels(self) -> _Levels:
        """Return the level of a word by its count."""
        return _Levels(SATURATION * (0.4 + 0.6 * len(self._codes) / AVERAGE_LENGTH))

    def words(self) -> tuple[dict[str, int], dict[str, str]]:
        """Return how often each word counts, and the letter of the piece that has most of it."""
        whole, *others = [Counter(chain.from_iterable(piece)) for piece in self._pieces]
        most = whole.copy() if others else whole
        letters: dict[str, str] = {}
        for place, counts in enumerate(others, 1):
            letter = piece_letter(place)
            for term, count in counts.items():
                if term not in whole:
                    whole[term] = most[term] = count
                    letters[term] = letter
                else:
                    whole[term] += count
                    if count > most[term]:
                        most[term], letters[term] = count, letter
        return whole, letters


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
        self.words: dict[str, str] = {}
        """The postings of each word."""
        self.links = [""] * LINK_BUCKETS
        """For each bucket its postings."""
        self._last_of: dict[str, int] = {}
        self._last = [-1] * LINK_BUCKETS

    def add(self, number: int, counts: Counts) -> None:
        """Add a document to its words and links."""
        words, last_of, gaps, levels = self.words, self._last_of, _DECIMAL_GAPS, counts.levels()
        whole, letters = counts.words()
        letter = letters.get
        for term, count in whole.items():
            if term in words:
                words[term] = f"{words[term]}{gaps[number - last_of[term]]}{levels[count]}{letter(term, '')}"
            else:
                words[term] = f"{gaps[number + 1]}{levels[count]}{letter(term, '')}"
            last_of[term] = number
        links, last, gaps = self.links, self._last, _LINK_GAPS
        for bucket in counts.links():
            links[bucket] += gaps[number - last[bucket]]
            last[bucket] = number


def _link_gap(gap: int) -> str:
    far, rest = divmod(gap, len(GAPS) - 1)
    return GAPS[-1] * far + GAPS[rest]


_DECIMAL_GAPS = ["", "", *map(str, range(1, MAX_DOCUMENTS))]
_LINK_GAPS = ["", *map(_link_gap, range(MAX_DOCUMENTS))]
"""By the distance of two documents."""


def merged_words(parts: list[dict[str, str]], separator: str) -> dict[str, str]:
    """Join the postings of parts of an index, which lie in its order; where a part has none its place is empty."""
    rows: dict[str, list[str]] = {}
    for place, part in enumerate(parts):
        for word, codes in part.items():
            row = rows.get(word)
            if row is None:
                rows[word] = row = [""] * len(parts)
            row[place] = codes
    return {word: separator.join(row).rstrip(separator) for word, row in rows.items()}


def merged_links(parts: list[list[str]], separator: str) -> list[str]:
    """Join the postings of links in the same way."""
    return [separator.join(rows).rstrip(separator) for rows in zip(*parts, strict=True)] or [""] * LINK_BUCKETS
