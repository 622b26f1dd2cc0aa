"""The words of messages: quoting what was typed, joining words, guessing what was meant. Knows nothing of files.

A message is words and quotes. A `Quote` keeps its borders in an f-string, so that a formatter can still tell what was
typed from what the message says of it, and withhold the one without reading the other.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

INVISIBLE_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no text may have: control characters, and code points that are not characters."""


def invisible_in(text: str) -> re.Match[str] | None:
    """Find the first character of a text that none may have; line ends and tabs are allowed."""
    # Most texts are printable but for their line ends, which is seen ten times as fast.
    return None if text.replace("\n", "").isprintable() else INVISIBLE_CHARACTERS.search(text)


WITHHELD = "…"
"""Stands in a message for words that it may not repeat; its place says where they are."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest known word as a question, or return an empty text.

    The suggestion is not a quote: `known` are names and ids, which may always be shown.
    """
    near = nearest(word, known)
    return f"Did you mean '{escape_invisible(near)}'?" if near else ""


_LAST_NUMBER = re.compile(r"\d+[a-z]?$")


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """Return the known word most like this one, or None; `likeness` runs from 0 to 1.

    A word with another number at its end is another thing, not a slip: recommendation-7 is neither recommendation-1
    nor recommendation-1-vetting, and it is recommendation-7-custody before any other.
    """
    number = _LAST_NUMBER.search(word)
    of_another_number = (
        re.compile(rf"{re.escape(word[: number.start()])}(?!{number[0]}(?![a-z0-9]))\d") if number else None
    )
    match, best = None, 0.0
    matcher = difflib.SequenceMatcher()
    matcher.set_seq2(word[:100])
    # As difflib's get_close_matches, but it measures only words that may be nearer than the best so far: ids are many.
    for candidate in known:
        matcher.set_seq1(candidate)
        bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
        if of_another_number and of_another_number.match(candidate):
            continue
        if number and candidate.startswith(f"{word}-"):
            return candidate
        if all((ratio := bound()) >= likeness and ratio > best for bound in bounds):
            match, best = candidate, matcher.ratio()
    return match


def is_seen(text: str) -> bool:
    """Check whether a text shows anything: spaces and characters without a width do not."""
    return any(letter.isprintable() and not letter.isspace() for letter in text)


def escape_invisible(text: str) -> str:
    """Replace control characters and the like, so that a text stays on one line and hides nothing."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _escape_letter(letter) for letter in text)


def _escape_letter(letter: str) -> str:
    return " " if unicodedata.category(letter) == "Zs" else "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Quote:
    """Something typed in a source, as a message repeats it."""

    words: str
    """Shortened, and with invisible characters escaped."""
    mark: str = "'"
    """The quotation mark on both sides, if any."""
    is_prose: bool = False
    """Whether even a single word of it belongs to a text, as that of a heading does."""
    source: str = ""
    """The path of the source it comes from, as problems name it; empty for the one in which the problem is."""

    def __str__(self) -> str:
        """Write the quote between its borders."""
        fields = (self.words, self.mark, "prose" if self.is_prose else "", self.source)
        return f"{_OPENS}{_PARTS.join(escape_invisible(field) for field in fields)}{_CLOSES}"


# Noncharacters: no source may hold one, and `escape_invisible` replaces them, so that nothing typed can forge a border.
_OPENS, _PARTS, _CLOSES = "\ufdd0", "\ufdd1", "\ufdd2"
_QUOTE = re.compile(f"{_OPENS}([^{_CLOSES}]*){_CLOSES}")


def quoted(text: str, most: int = 60, *, is_prose: bool = False, source: str = "") -> Quote:
    """Quote what was typed, cut to `most` characters, with invisible characters escaped."""
    shown = text if len(text) <= most else f"{text[: most - 1]}…"
    return Quote(escape_invisible(shown), is_prose=is_prose, source=source)


def verbatim(text: str, *, source: str = "") -> Quote:
    """Repeat a text whole and without quotation marks, for the writer to copy."""
    return Quote(escape_invisible(text), mark="", is_prose=True, source=source)


def withhold(message: str, may_show: Callable[[Quote], bool]) -> str:
    """Replace the words of each quote that may not be shown."""

    def shown(match: re.Match[str]) -> str:
        quote = _quote_of(match)
        return str(quote if may_show(quote) else replace(quote, words=WITHHELD))

    return _QUOTE.sub(shown, message)


def plain_text(message: str) -> str:
    """Write a message for its reader: quotes with their quotation marks, and no borders."""
    return _QUOTE.sub(lambda match: "{0.mark}{0.words}{0.mark}".format(_quote_of(match)), message)


def _quote_of(match: re.Match[str]) -> Quote:
    words, mark, prose, source = match[1].split(_PARTS)
    return Quote(words, mark, bool(prose), source)


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Join words as in a sentence: `a, b and c`."""
    if len(words) < 2:  # noqa: PLR2004
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun: `1 record`, `2,000 records`."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def with_article(noun: str) -> str:
    """Return a noun with its indefinite article: `an office`, `a response`."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
