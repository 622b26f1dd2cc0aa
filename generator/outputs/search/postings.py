"""Postings: for each word the documents that have it, and how much of each it is; for each link the same, without.

Knows how they are counted and written; nothing of documents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, TypeAlias

from generator.outputs.search.words import LINK_BUCKETS, code_of, links_of, words_of

Postings: TypeAlias = dict[str, str]
"""For each word or bucket a posting for each of its documents: how many others lie between, and its code."""

LEVELS = "ABCDEFGHIJKLMNOP"
"""How much of a document a word is."""

GAPS = "".join(chr(code) for code in range(0x23, 0x7F) if chr(code) not in "\\,;")
"""Digits of a distance between documents that have a link. The last means one less than their number, and goes on."""

MAX_DOCUMENTS = 1_000
"""Documents of a bundle."""

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
        chunks = self._chunks
        by_weight: defaultdict[int, list[str]] = defaultdict(list)
        for text, weight in fields:
            found = text.split()
            by_weight[weight] += found
            self.links.update(links_of([code for chunk in found for code in chunks[chunk][1]]))
        counts = self._by_piece.setdefault(piece, {})
        for weight, found in by_weight.items():
            self._length += len(found)
            for chunk, times in Counter(found).items():
                for term in chunks[chunk][0]:
                    counts[term] = counts.get(term, 0) + weight * times

    def codes(self) -> Iterable[tuple[str, str]]:
        """Return each word with its level, and the letter of the piece that has most of it."""
        levels = _Levels(SATURATION * (0.4 + 0.6 * self._length / AVERAGE_LENGTH))
        if len(self._by_piece) == 1:
            return [(term, levels[count]) for term, count in self._by_piece[0].items() if count]
        whole: Counter[str] = Counter()
        for counts in self._by_piece.values():
            whole.update(counts)
        return [(term, levels[count] + self._piece_of(term)) for term, count in whole.items() if count]

    def _piece_of(self, term: str) -> str:
        return piece_letter(max(self._by_piece, key=lambda piece: (self._by_piece[piece].get(term, 0), -piece)))


class _Levels(dict[int, str]):
    """The level of a word by its count; it grows ever more slowly, and slower in a long text."""

    def __init__(self, half: float) -> None:
        self._half = half

    def __missing__(self, count: int) -> str:
        self[count] = level = LEVELS[int(len(LEVELS) * count / (count + self._half))]
        return level


class PostingsWriter:
    """Writes the postings of documents whose numbers grow."""

    def __init__(self) -> None:
        self._words: defaultdict[str, list[Any]] = defaultdict(list)
        """For each word numbers and codes by turns: one list is looked up, and not two."""
        self._links: list[list[int]] = [[] for _ in range(LINK_BUCKETS)]

    def add(self, number: int, counts: Counts) -> None:
        """Add a document to its words and links."""
        words, links = self._words, self._links
        for posting in counts.codes():
            words[posting[0]] += (number, posting[1])
        for bucket in counts.links:
            links[bucket].append(number)

    def words(self) -> Postings:
        """Return the postings of words."""
        return {
            term: "".join([_DECIMAL_GAPS[gap] + code for gap, code in zip(_gaps(row[::2]), row[1::2], strict=True)])
            for term, row in self._words.items()
        }

    def links(self) -> Postings:
        """Return the postings of links."""
        return {
            str(bucket): "".join([_LINK_GAPS[gap] for gap in _gaps(numbers)])
            for bucket, numbers in enumerate(self._links)
            if numbers
        }


def _gaps(numbers: list[int]) -> list[int]:
    return [number - before - 1 for before, number in zip([-1, *numbers], numbers, strict=False)]


def _link_gap(gap: int) -> str:
    far, rest = divmod(gap, len(GAPS) - 1)
    return GAPS[-1] * far + GAPS[rest]


_DECIMAL_GAPS = ["", *map(str, range(1, MAX_DOCUMENTS))]
_LINK_GAPS = [_link_gap(gap) for gap in range(MAX_DOCUMENTS)]


def merged(parts: list[Postings], separator: str) -> Postings:
    """Join the postings of parts of an index, which lie in its order; where a part has none its place is empty."""
    keys = sorted(set().union(*parts))
    return {key: separator.join([part.get(key, "") for part in parts]).rstrip(separator) for key in keys}
