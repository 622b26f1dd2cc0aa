"""Counts the words of a paper that stand in its draft, in order, and names those that do not. Knows words alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.slugs import without_soft_hyphens

_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"<br>|<sup>|</sup>|\{[#.][^{}]*\}|\{(?:prose|findings)\}|\]\(<?[^)\s]*>?\)")
_RUN = 4
"""Words in succession that, where they stand once in both, show which places belong together."""
_MAX_COMPARED = 4_000_000
"""Pairs of words between two such places."""
_MAX_NAMED = 12


@dataclass(frozen=True, slots=True)
class WordShare:
    """How many words of a paper are in its draft."""

    total: int
    found: int
    missing: tuple[str, ...] = ()
    """Runs of words that are not, the first few."""

    @property
    def sentence(self) -> str:
        """The share in words."""
        if not self.total:
            return "The paper has no words."
        share = "100" if self.found == self.total else f"{min(99.9, int(self.found / self.total * 1000) / 10):g}"
        return f"{self.found:,} of {self.total:,} words of the paper ({share} %) are in the draft, in order."


def words_of(text: str) -> list[str]:
    """Return the words of a text, without regard to case and to what joins them."""
    return _WORD.findall(without_soft_hyphens(text).casefold())


def words_of_markdown(text: str) -> list[str]:
    """Return the words of a Markdown text, without addresses behind links and other marks."""
    text = re.sub(r"\[\^[\w-]+\]:?", " ", text)
    return words_of(_MARKUP.sub(" ", text.replace("\\", "")))


def share_of(original: str, texts: Sequence[Sequence[str]]) -> WordShare:
    """Return how many words of a paper stand in texts, in order; each is searched for what those before have not."""
    words = words_of(original)
    is_found = [False] * len(words)
    for text in texts:
        places = [place for place, found in enumerate(is_found) if not found]
        for place in _found([words[place] for place in places], list(text)):
            is_found[places[place]] = True
    missing = tuple(" ".join(run) for run in _missing_runs(words, is_found))
    return WordShare(len(words), sum(is_found), missing[:_MAX_NAMED])


def _missing_runs(words: Sequence[str], is_found: Sequence[bool]) -> Iterator[list[str]]:
    run: list[str] = []
    for word, found in zip([*words, ""], [*is_found, True], strict=True):
        if found and run:
            yield run
            run = []
        elif not found:
            run.append(word)


def _found(words: list[str], text: list[str]) -> Iterator[int]:
    """Yield the places of words that stand in a text in the same order."""
    before = (0, 0)
    for anchor in [*_anchors(words, text), (len(words), len(text))]:
        yield from _found_between(words, text, before, anchor)
        before = anchor


def _anchors(words: list[str], text: list[str]) -> list[tuple[int, int]]:
    """Return places in both where the same run of words begins that stands in each once, in the order of both."""
    ours, theirs = _unique_runs(words), _unique_runs(text)
    pairs = [(place, theirs[run]) for run, place in ours.items() if run in theirs]
    tails: list[int] = []  # of the longest chains that rise in both, as a patience sort finds them
    links: dict[tuple[int, int], tuple[int, int] | None] = {}
    ends: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        length = bisect_left(tails, pair[1])
        links[pair] = ends[length - 1] if length else None
        tails[length : length + 1] = [pair[1]]
        ends[length : length + 1] = [pair]
    chain: list[tuple[int, int]] = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(last)
        last = links[last]
    return chain[::-1]


def _unique_runs(words: list[str]) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    for place in range(len(words) - _RUN + 1):
        run = tuple(words[place : place + _RUN])
        places[run] = -1 if run in places else place
    return {run: place for run, place in places.items() if place >= 0}


def _found_between(words: list[str], text: list[str], start: tuple[int, int], end: tuple[int, int]) -> Iterator[int]:
    ours, theirs = words[start[0] : end[0]], text[start[1] : end[1]]
    if len(ours) * len(theirs) > _MAX_COMPARED:
        theirs = theirs[: _MAX_COMPARED // len(ours)]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from range(start[0] + i1, start[0] + i2)
        elif tag == "replace":
            yield from (start[0] + i1 + place for place in _joined(ours[i1:i2], theirs[j1:j2]))


def _joined(words: list[str], text: list[str]) -> Iterator[int]:
    """Yield the places of words that are the same letters otherwise parted: `24 th` and `24th`."""
    place = at = 0
    while place < len(words) and at < len(text):
        for count, other in ((1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 1)):
            if "".join(words[place : place + count]) == "".join(text[at : at + other]):
                yield from range(place, min(place + count, len(words)))
                place, at = place + count, at + other
                break
        else:
            place, at = place + 1, at + (len(text) - at > len(words) - place)
