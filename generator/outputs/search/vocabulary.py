"""The words that can be found: which are offered where a search found nothing, and which nobody has to look for.

Knows words, folded as the page of the search folds a question; nothing of documents.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

MAX_SUGGESTION_WORDS = 20_000
"""Words that are offered where nothing was found."""

SHORTEST_OFFERED = 4
MAX_ABBREVIATION_LENGTH = 4
"""Letters of what is taken for a short form: `AFI`, `ROCU`."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MARKUP = re.compile(r"<[^>]*>|&\w+;")


def word_counts(texts: Iterable[str]) -> dict[str, int]:
    """Count in how many texts each word stands; one with a hyphen counts as a whole and in its parts."""
    found: Counter[str] = Counter()
    for text in texts:
        words = set(_WORD.findall(_MARKUP.sub(" ", text)))
        found.update({_folded(part) for word in words for part in (word, *word.split("-"))})
    return dict(sorted(found.items()))


def suggestion_words(counts: Counter[str]) -> list[str]:
    """Give the words that are offered, in the order of letters."""
    long = (word for word in counts if len(word) >= SHORTEST_OFFERED)
    return sorted(sorted(long, key=lambda word: (-counts[word], word))[:MAX_SUGGESTION_WORDS])


def unused_abbreviations(synonyms: Iterable[Sequence[str]], counts: Counter[str]) -> list[str]:
    """Give short forms that people type and no text has: each would cost a search a part of every period's index."""
    forms = {
        _folded(word) for group in synonyms for word in group if word.isalpha() and len(word) <= MAX_ABBREVIATION_LENGTH
    }
    return sorted(form for form in forms if form not in counts and f"{form}s" not in counts)


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if letter.isalpha())
