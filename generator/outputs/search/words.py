"""The words of a text as a search finds them. Its twin is `search/words.js`, and a test compares the two.

A word is indexed as a whole and in parts: `22(3)(c)` as 22(3)(c), 22(3) and 22; `multi-agency` as multiagency, multi
and agency; `26kg` as 26kg, 26 and kg. Knows words; nothing of documents.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from binascii import crc_hqx
from collections.abc import Iterable
from typing import NamedTuple

COMMON_WORDS = frozenset(
    (  # noqa: SIM905 - read as a line
        "a about an and any are as at be been but by can could did do does for from had has have he her his how i if "
        "in into is it its me my no nor not of on or our out said say says she should so than that the their them "
        "then there these they this those to was we were what when where which who whom why will with would you your"
    ).split()
)
"""Words that nearly every text has. They are found in phrases only; in capitals (`IT`, `WHO`) they are others."""

LINK_BUCKETS = 32_768
"""Buckets of links. A link is two words that stand together, or three where the middle one is common."""

BETWEEN_TEXTS = b"\0\0\1\0"
"""The code of a place over which no link leads."""

NUMBER_SPACES = "\u00a0\u2007\u2009\u202f"
"""Spaces that part the thousands of a number."""

MAX_WORD = 40
"""Letters of a word that count."""

_WIDTH = 4
_COMMON, _BETWEEN = LINK_BUCKETS, int.from_bytes(BETWEEN_TEXTS, "little")

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_RAISED = re.compile("[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2079\u2150-\u215e]")
_APOSTROPHES = re.compile("[`\u00b4\u02bc\u2018\u2019\u2032\uff07]")
_ENDING = re.compile(r"([^\W_])'[srniuwSRNIUW](?![^\W_])")
_ASCII_MARKS = re.compile(r"['`,]|\.[0-9]| [(&]")
_THOUSANDS = re.compile(f"([0-9])[,{NUMBER_SPACES}](?=[0-9]{{3}}(?![0-9]))")
_LESS_THAN_ONE = re.compile(r"(^|[ (£$€])\.(?=[0-9])")
_BRACKETS = re.compile(r" \((?<=[0-9)] \()(?=(?:[0-9]{1,3}\) ?\()?[0-9]{0,2}(?:[A-Za-z]|[ivx]+)\))")
_AMPERSAND = re.compile(r" & (?<=\b[A-Z] & )(?=[A-Z]\b)", re.ASCII)
_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
    "Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Ħ": "H", "ẞ": "SS", "Æ": "AE", "Œ": "OE", "Þ": "TH",
})  # fmt: skip
_RUN = re.compile(
    r"([sS]{1,2}\.?(?=[0-9])|s{1,2}\.(?![^ ])|§+)"  # the section of an Act
    r"|([^\W\d_](?:\.[^\W\d_])+)(?![^\W_])"  # e.g., U.K.
    r"|([0-9][^\W_]*(?:[-‐‒–—−./\u2044][0-9][^\W_]*)*(?:\([^\W_]{1,4}\))*)"
    r"|([^\W_]+(?:[-‐&][^\W_]+)*(?:\([^\W_]{1,4}\))*)"
)
_DATES = (
    re.compile(r"(?P<year>[0-9]{4})[-‐](?P<month>[0-9]{1,2})[-‐](?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<day>[0-9]{1,2})[/.](?P<month>[0-9]{1,2})[/.](?P<year>[0-9]{4})"),
)
_ENDS = ".,:;!?()"
_SECTION = frozenset({"s", "ss"})
_ORDINAL = re.compile(r"0?([0-9]+?)(?:st|nd|rd|th)?$")
_MEASURE = re.compile(r"([0-9.]+)([^\W\d_]+)")
_NUMBERED = re.compile(r"([^\W\d_]+)([0-9]+[a-z]?)")


class Words(NamedTuple):
    """What a text is found by."""

    terms: list[str]
    """Words as wholes and in parts, without common words."""
    sequence: list[str]
    """The smallest parts in their order, with common words: links are made of them."""


def fold(text: str) -> str:
    """Return a text without accents, ligatures, apostrophes and what parts a number; capitals stay."""
    if text.isascii() and not _ASCII_MARKS.search(text):
        return text
    text = _APOSTROPHES.sub("'", _RAISED.sub(r" \g<0>", _INVISIBLE.sub("", text)))
    text = unicodedata.normalize("NFKD", _THOUSANDS.sub(r"\1", text))
    letters = "".join(letter for letter in text if unicodedata.category(letter)[0] != "M").translate(_LETTERS)
    return together(_LESS_THAN_ONE.sub(r"\g<1>0.", _ENDING.sub(r"\1", letters).replace("'", "")))


def together(text: str) -> str:
    """Return a text without the spaces in `9 (3) (b)` and `R & D`."""
    text = _BRACKETS.sub("(", text) if "(" in text else text
    return _AMPERSAND.sub("&", text) if "&" in text else text


def plain_word(text: str) -> str:
    """Return the word of a text that is one plain word, as most are between two spaces."""
    word = text.strip(_ENDS)
    is_plain = word.isascii() and word.isalpha() and not word.isupper() and word not in _SECTION
    return word.lower() if is_plain else ""


def words_of(text: str) -> Words:
    """Return the words of a text."""
    if word := plain_word(text):
        return Words([] if word in COMMON_WORDS else [word[:MAX_WORD]], [word])
    words = Words([], [])
    for section, letters, number, word in _RUN.findall(fold(text)):
        if section:
            _add(words, ["section"], ["section"])
        elif letters:
            _add_word(words, letters.replace(".", ""))
        elif number:
            _add_number(words, number.lower())
        else:
            _add_word(words, word)
    return words


def _add(words: Words, terms: Iterable[str], sequence: Iterable[str]) -> None:
    words.terms.extend(term[:MAX_WORD] for term in terms if term not in COMMON_WORDS)
    words.sequence.extend(sequence)


def _add_number(words: Words, run: str) -> None:
    for form in _DATES:
        if (match := form.fullmatch(run)) and 1 <= int(match["month"]) <= len(_MONTHS):
            day = [str(int(match["day"])), _MONTHS[int(match["month"]) - 1], match["year"]]
            _add(words, day, day)
            return
    base, *inner = run.replace(")", "").split("(")
    parts = [match[1] if (match := _ORDINAL.match(part)) else part for part in re.split("[-‐‒–—−/\u2044]", base)]
    whole = "/".join(parts)
    wholes = [whole + "".join(f"({letters})" for letters in inner[:count]) for count in range(len(inner) + 1)]
    measures = [group for part in parts if (match := _MEASURE.fullmatch(part)) for group in match.groups()]
    _add(words, dict.fromkeys([*wholes, *parts, *measures]), [*parts, *inner])


def _add_word(words: Words, run: str) -> None:
    base, *inner = run.replace(")", "").split("(")
    parts = re.split("[-‐]", base)
    if len(parts) > 1:
        _add(words, ["".join(parts).lower()], ())
    for part in parts:
        lower = part.lower()
        numbered = _NUMBERED.fullmatch(lower)
        if lower in COMMON_WORDS and len(part) > 1 and part.isupper():
            _add(words, [part], [lower])
        elif numbered:
            _add(words, [lower, *numbered.groups()], numbered.groups())
        else:
            within = [name for name in lower.split("&") if name != lower]
            _add(words, [lower, *within], [lower])
    for letters in inner:
        lower = letters.lower()
        if lower in {"s", "es"}:
            _add(words, [parts[-1].lower() + lower], ())
        else:
            _add(words, [lower], [lower])


def code_of(part: str) -> bytes:
    """Return four bytes for a part of a sequence, of which links are made."""
    code = crc_hqx(part.encode(), 0) % LINK_BUCKETS | (_COMMON if part in COMMON_WORDS else 0)
    return code.to_bytes(_WIDTH, "little")


def links_of(codes: bytes) -> set[int]:
    """Return the buckets of the links of a sequence, from the codes of its parts.

    A link leads to a word from the one before, or from the two before where that is common; to a common word only from
    two. All are computed at once, each in its digit of a large number: in turn they would be most of an index's work.
    """
    ends = int.from_bytes(codes, "little")
    starts = ends << 32 | _BETWEEN
    before = starts << 32 | _BETWEEN
    ones = int.from_bytes(b"\1\0\0\0" * (len(codes) // _WIDTH), "little")
    is_over = (starts >> 15) & ones
    is_none = (((ends >> 15) & ~is_over) | ((ends | starts) >> 16) | ((before >> 16) & is_over)) & ones
    sums = 181 * starts + ends + 5_611 * (before & (is_over * (LINK_BUCKETS - 1)))
    links = sums & ((ones ^ is_none) * (LINK_BUCKETS - 1)) | (is_none << 15)
    return set(memoryview(links.to_bytes(len(codes), sys.byteorder)).cast("I")) - {_COMMON}
