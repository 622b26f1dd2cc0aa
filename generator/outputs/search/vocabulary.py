"""The words of all texts: which are suggested where a search found nothing, and which abbreviations no text has.

Knows words, folded as the search page folds a query; nothing of documents.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

MAX_SUGGESTION_WORDS = 20_000
"""Words that are suggested where nothing was found."""

SHORTEST_OFFERED = 4
MAX_ABBREVIATION_LENGTH = 4
"""Letters of an abbreviation: `AFI`, `ROCU`."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MARKUP = re.compile(r"<[^>]*>|&\w+;")


def word_counts(texts: Iterable[str]) -> dict[str, int]:
    """Count the texts that contain each word; one with a hyphen counts as a whole and in its parts."""
    counts: Counter[str] = Counter()
    for text in texts:
        words = set(_WORD.findall(_MARKUP.sub(" ", text)))
        counts.update({_folded(part) for word in words for part in (word, *word.split("-"))})
    return dict(sorted(counts.items()))


def suggestion_words(counts: Counter[str]) -> list[str]:
    """Return the words that are suggested, in alphabetical order."""
    long = (word for word in counts if len(word) >= SHORTEST_OFFERED)
    return sorted(sorted(long, key=lambda word: (-counts[word], word))[:MAX_SUGGESTION_WORDS])


def unused_abbreviations(synonyms: Iterable[Sequence[str]], counts: Counter[str]) -> list[str]:
    """Return synonyms' abbreviations that no text has: each would cost a search a chunk of every period's index."""
    forms = {
        _folded(word) for group in synonyms for word in group if word.isalpha() and len(word) <= MAX_ABBREVIATION_LENGTH
    }
    return sorted(form for form in forms if form not in counts and f"{form}s" not in counts)


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if letter.isalpha())
