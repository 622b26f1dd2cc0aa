"""The words of messages: quoting what was typed, joining words, guessing what was meant. Knows nothing of files."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

INVISIBLE_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no text may have: control characters, and code points that stand for no character."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest known word as a question, or nothing."""
    near = nearest(word, known)
    return f"Did you mean '{near}'?" if near else ""


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """Find the known word most like this one, or None; `likeness` runs from 0 to 1."""
    found, best = None, 0.0
    matcher = difflib.SequenceMatcher()
    matcher.set_seq2(word[:100])
    # As difflib's get_close_matches; but among thousands of ids it pays to measure only what may be nearer than the best so far.
    for each in known:
        matcher.set_seq1(each)
        bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
        if all((ratio := bound()) >= likeness and ratio > best for bound in bounds):
            found, best = each, matcher.ratio()
    return found


def escape_invisible(text: str) -> str:
    """Make control characters and the like visible, so that a text stays one line and hides nothing."""
    return "".join(letter if letter.isprintable() else _escape_letter(letter) for letter in text)


def _escape_letter(letter: str) -> str:
    return " " if unicodedata.category(letter) == "Zs" else "\N{REPLACEMENT CHARACTER}"


def quoted(text: str, most: int = 60) -> str:
    """Quote what was typed, shortened, with control characters made visible."""
    shown = escape_invisible(text if len(text) <= most else text[: most - 1])
    return f"'{shown}'" if len(text) <= most else f"'{shown}…'"


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Write a list as a sentence has it: `a, b and c`."""
    if len(words) < 2:  # noqa: PLR2004
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def with_article(noun: str) -> str:
    """Return a noun with its indefinite article: `an office`, `a response`."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
