"""Finds damage in a text: an unfinished merge, letters read in the wrong encoding, signs that only one font has.

Knows characters and lines; nothing of YAML or Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.messages import quoted
from generator.reading.plain_text.layout import BULLET

_CONFLICT = re.compile(r"(?m)^(?:<{7}|\|{7}|={7}|>{7})(?=[ \t]|$)[^\n]*")
_TURNS = "\u202a-\u202e\u2066-\u2069"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
# The bytes 80 to BF as Windows-1252 shows them.
_CONTINUED = (
    "\xa0-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e"
    "\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
)
_DAMAGED = re.compile(f"[{_TURNS}]|[{_PRIVATE}]|[\xc2-\xf4][{_CONTINUED}]{{1,3}}")
_STRAY = re.compile(r"(?<=\w)\u00c2(?=\s|[.,;:)]|$)")
"""What is left of a no-break space whose second byte was lost: `HMICFRSÂ`."""
HIDDEN_CHARACTERS = re.compile(f"[{_TURNS}{_PRIVATE}]")
"""Characters that turn the direction of a text, and those that only one font shows."""
_IS_MEANT = re.compile("[\xa0-\u024f\u2000-\u22ff\ufeff]")
"""What offices' texts have and wrong encodings spoil: accented letters, quotation marks, dashes, currencies."""
_LISTED = re.compile(rf"[ \t>\xa0|]*{BULLET}")


class Damage(NamedTuple):
    """What is wrong at a point of a text; lines and columns count from 1."""

    line: int
    column: int
    message: str
    hint: str


def conflicts_in(text: str) -> list[Damage]:
    """Return the lines that Git writes where it cannot merge two versions."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    message, hint = "A merge was not finished here", "Keep one of the two versions, and delete the lines of <, = and >"
    return [Damage(text.count("\n", 0, match.start()) + 1, 1, message, hint) for match in _CONFLICT.finditer(text)]


def damage_in(text: str, *, body_line: int = 1) -> Iterator[Damage]:
    """Yield the first damage of each kind in each line; from `body_line` on, signs of a font may be list bullets."""
    if text.isascii():
        return
    reported: set[tuple[int, str]] = set()
    for match in _DAMAGED.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        start = text.rfind("\n", 0, match.start()) + 1
        if line >= body_line and _is_bullet(text, start, match.end()):
            continue
        message, hint = _explained(match[0])
        if message and (line, message) not in reported:
            reported.add((line, message))
            yield Damage(line, match.start() - start + 1, message, hint)


def _is_bullet(text: str, start: int, end: int) -> bool:
    line = text[start:end]
    cell = line.rpartition("|")[2].rpartition("<br>")[2]
    return bool(_LISTED.fullmatch(line) or _LISTED.fullmatch(cell))


def mended(text: str) -> str:
    """Return a text with letters that were read in the wrong encoding as they were written: `â€™` is `’`."""
    if text.isascii():
        return text
    text = _DAMAGED.sub(lambda match: _meant(match[0])[1] or match[0], text)
    return _STRAY.sub("", text)


def _meant(letters: str) -> tuple[str, str]:
    """Return the letters that were read in the wrong encoding, and what they were; nothing if they may be meant."""
    for length in range(2, len(letters) + 1):
        try:
            meant = letters[:length].encode("cp1252").decode()
        except UnicodeError:
            continue
        if _IS_MEANT.fullmatch(meant):
            return letters[:length], meant + letters[length:]
    return "", ""


def _explained(letters: str) -> tuple[str, str]:
    """Return the message and its cure, empty if the letters may be meant."""
    if re.match(f"[{_TURNS}]", letters):
        message = f"An invisible character (U+{ord(letters):04X}) that turns the direction of the text is here"
        return message, "Delete it and type the line again"
    if re.match(f"[{_PRIVATE}]", letters):
        message = f"A sign that only one font has (U+{ord(letters):04X}) is here"
        return message, "Type what it showed, or delete it"
    wrong, whole = _meant(letters)
    if not wrong:
        return "", ""
    meant = whole[: len(whole) - len(letters) + len(wrong)]
    shown = quoted(meant, is_prose=True) if meant.isprintable() and meant.strip() else "a space that nobody sees"
    message = f"{quoted(wrong, is_prose=True)} is here instead of {shown}: the text was read in the wrong encoding"
    return message, "Type it again, or copy the text again from the original"
