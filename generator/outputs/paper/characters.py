"""Fits text to the fonts of a PDF, which may not hold a character without a shape (PDF/UA-1, PDF/A-2a).

Knows Unicode and the fonts that come with the program; never a font of the machine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from generator.code_digest import shipped_templates

FONTS = shipped_templates() / "pdf" / "fonts"

_FAMILIES = (
    ("SourceSans3-Variable.ttf", "SourceSans3-Italic-Variable.ttf"),
    ("NotoSansSymbols2-Subset.ttf",), ("NotoSansArabic-Variable.ttf",), ("NotoSansHebrew-Variable.ttf",),
)  # fmt: skip
"""The files of each family, in the order of the template's list; a character must be in every file of its family."""

_LIKE = {"\u2010": "-", "\u2011": "-", "\u2028": " ", "\u2029": " ", "\N{REPLACEMENT CHARACTER}": "[?]"}
MAX_WORD = 40
"""Characters of a word that may stand in one piece; a longer one may break anywhere."""
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD + 1},}}")
BREAK = "\N{ZERO WIDTH SPACE}"
"""Where a long word may break: no reader sees or hears it."""


@cache
def _covered() -> tuple[frozenset[str], ...]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only a PDF that has to be made needs it

    def characters(file: str) -> frozenset[str]:
        with TTFont(FONTS / file, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap()))

    return tuple(frozenset.intersection(*map(characters, files)) for files in _FAMILIES)


@cache
def _plain() -> frozenset[str]:
    """Return the characters of the first family that need no second look: no marks, no controls."""
    return frozenset(
        letter for letter in _covered()[0] if unicodedata.category(letter)[0] not in "CM" and letter != "\xad"
    )


def fitted(text: str, *, breaks_after: int = MAX_WORD) -> str:
    """Return a text with each character that no font has written out in brackets: `[grinning face]`, `[U+E000]`.

    What is invisible is left out, and white space becomes spaces. A word longer than `breaks_after` may break.
    """
    if not _plain().issuperset(text):
        text = "".join(_fitted(text))
    if breaks_after != MAX_WORD:
        return re.sub(rf"\S{{{breaks_after + 1},}}", lambda word: BREAK.join(word[0]), text)
    return _LONG_WORD.sub(lambda word: BREAK.join(re.findall(r".{1,10}", word[0])), text)


def _fitted(text: str) -> list[str]:
    fonts = _covered()
    written: list[str] = []
    base: frozenset[str] | None = None
    for letter in text:
        category = unicodedata.category(letter)
        if letter in "\t\n\r\v\f" or category in {"Zl", "Zp"}:
            written.append(" ")
            base = None
        elif category in {"Cc", "Cf", "Cs"} or "\ufe00" <= letter <= "\ufe0f":
            continue
        elif category[0] == "M":
            # A mark is drawn by the font of the letter it stands on.
            written.append(letter if base and letter in base else _named(letter))
        else:
            base = next((font for font in fonts if letter in font), None) if category[0] != "C" else None
            written.append(letter if base else _LIKE.get(letter) or _named(letter))
    return written


def _named(letter: str) -> str:
    name = unicodedata.name(letter, "").lower()
    return f"[{name}]" if name and "ideograph" not in name else f"[U+{ord(letter):04X}]"
