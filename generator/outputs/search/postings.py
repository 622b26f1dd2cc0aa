"""Postings: for each word the documents that have it, and how much of each it is; for each link the same, without.

Knows how they are counted and written; nothing of documents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from generator.outputs.search.words import code_of, links_of, words_of

Postings: TypeAlias = dict[str, str]
"""For each word or bucket a posting for each of its documents: how many others lie between, and its code."""

LEVELS = "ABCDEFGHIJKLMNOP"
"""How much of a document a word is."""

GAPS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) not in "\\,;")
"""Digits of a distance between documents that have a link. The last means one less than their number, and goes on."""

SATURATION = 1.2
AVERAGE_LENGTH = 500
MAX_CHUNKS = 60_000


class Chunks(dict[str, tuple[tuple[str, ...], tuple[int, ...]]]):
    """Terms and codes of what stands between two spaces. Most of it has been seen before."""

    def __missing__(self, chunk: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
        if len(self) >= MAX_CHUNKS:
            self.clear()
        words = words_of(chunk)
        self[chunk] = found = (tuple(words.terms), tuple(map(code_of, words.sequence)))
        return found


def piece_letter(place: int) -> str:
    """Return the letter of a piece of a text; the first has none."""
    return chr(ord("a") + place - 1) if place else ""


class Counts:
    """What is counted of one document."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks
        self._by_piece: dict[int, dict[str, int]] = {}
        self._length = 0
        self.links: set[int] = set()
        """Buckets of its links."""

    def add(self, fields: Iterable[tuple[str, int]], piece: int) -> None:
        """Count the words of fields, each with its weight. Links do not lead from one field to the next."""
        counts = self._by_piece.setdefault(piece, {})
        for text, weight in fields:
            found = [self._chunks[chunk] for chunk in text.split()]
            self._length += len(found)
            for terms, _ in found:
                for term in terms:
                    counts[term] = counts.get(term, 0) + weight
            self.links.update(links_of([code for _, codes in found for code in codes]))

    def codes(self) -> Iterator[tuple[str, str]]:
        """Yield each word with its level, and the letter of the piece that has most of it."""
        half = SATURATION * (0.4 + 0.6 * self._length / AVERAGE_LENGTH)
        levels: dict[int, str] = {}
        whole = Counter(self._by_piece[0])
        for piece, counts in self._by_piece.items():
            if piece:
                whole.update(counts)
        for term, count in whole.items():
            if count:
                level = levels.get(count) or levels.setdefault(count, LEVELS[int(16 * count / (count + half))])
                yield term, level + self._piece_of(term) if len(self._by_piece) > 1 else level

    def _piece_of(self, term: str) -> str:
        return piece_letter(max(self._by_piece, key=lambda piece: (self._by_piece[piece].get(term, 0), -piece)))


class PostingsWriter:
    """Writes the postings of documents whose numbers grow."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str | int, list[int]] = defaultdict(list)
        self._codes: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, number: int, counts: Counts) -> None:
        """Add a document to its words and links."""
        numbers, all_codes = self._numbers, self._codes
        for term, code in counts.codes():
            numbers[term].append(number)
            all_codes[term].append(code)
        for bucket in counts.links:
            numbers[bucket].append(number)

    def words(self) -> Postings:
        """Return the postings of words."""
        return {
            term: "".join([f"{gap or ''}{code}" for gap, code in zip(self._gaps(term), codes, strict=True)])
            for term, codes in self._codes.items()
        }

    def links(self) -> Postings:
        """Return the postings of links."""
        most = len(GAPS) - 1
        return {
            str(bucket): "".join(
                [GAPS[gap] if gap < most else GAPS[-1] * (gap // most) + GAPS[gap % most] for gap in self._gaps(bucket)]
            )
            for bucket in self._numbers
            if isinstance(bucket, int)
        }

    def _gaps(self, key: str | int) -> list[int]:
        numbers = self._numbers[key]
        return [number - before - 1 for before, number in zip([-1, *numbers], numbers, strict=False)]


def merged(parts: list[Postings], separator: str) -> Postings:
    """Join the postings of parts of an index, which lie in its order; where a part has none its place is empty."""
    keys = sorted(set().union(*parts))
    return {key: separator.join([part.get(key, "") for part in parts]).rstrip(separator) for key in keys}
