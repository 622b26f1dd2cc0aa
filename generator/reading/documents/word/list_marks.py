"""The marks that Word counts for its lists and headings, as it prints them: `4.`, `2.1`, `(a)`, `•`."""

from __future__ import annotations

import re
from collections import defaultdict

from generator.reading.documents.typed_marks import FONT_TICKS
from generator.reading.documents.word.parts import Element, W, value
from generator.reading.documents.word.styles import Styles, number

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MAX_ROMAN = 89


class Numbering:
    """The lists of one document, counted in the order in which marks are asked for."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Index the lists."""
        self._styles = styles
        nums = root.findall(f"{W}num") if root is not None else []
        abstracts = root.findall(f"{W}abstractNum") if root is not None else []
        self._abstract = {value(abstract, "", "abstractNumId"): abstract for abstract in abstracts}
        self._nums = {value(num, "", "numId"): num for num in nums}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[tuple[str, int]] = set()

    def mark(self, paragraph: Element) -> tuple[str, int] | None:
        """Count a paragraph; return its mark and its level from 0, or None if it is in no list."""
        properties = self._styles.paragraph_property(paragraph, "numPr")
        num_id = value(properties, "numId")
        if num_id is None or num_id == "0" or num_id not in self._nums:
            return None
        level = self._level_of(paragraph, properties, num_id)
        if level is None:
            return None
        definition = self._definition(num_id, level)
        if definition is None:
            return None
        self._count(num_id, level)
        form = value(definition, "numFmt") or "decimal"
        text = value(definition, "lvlText") or ""
        if form == "bullet":
            return _bullet(text), level
        mark = re.sub(r"%([1-9])", lambda match: self._printed(num_id, int(match[1]) - 1, definition), text)
        return mark.strip(), level

    def _level_of(self, paragraph: Element, properties: Element | None, num_id: str) -> int | None:
        own = value(properties, "ilvl")
        if own is None:
            style = value(paragraph.find(f"{W}pPr"), "pStyle")
            levels = self._levels(num_id)
            own = next((value(lvl, "", "ilvl") for lvl in levels if style and value(lvl, "pStyle") == style), "0")
        return int(own) if own and own.isdigit() and int(own) < 9 else None  # noqa: PLR2004 - Word has nine levels

    def _levels(self, num_id: str) -> list[Element]:
        abstract = self._abstract.get(value(self._nums[num_id], "abstractNumId"))
        overrides = self._nums[num_id].findall(f"{W}lvlOverride/{W}lvl")
        return [*overrides, *([] if abstract is None else abstract.findall(f"{W}lvl"))]

    def _definition(self, num_id: str, level: int) -> Element | None:
        return next((lvl for lvl in self._levels(num_id) if value(lvl, "", "ilvl") == str(level)), None)

    def _start(self, num_id: str, level: int) -> int:
        definition = self._definition(num_id, level)
        return int(number(value(definition, "start"), 1))

    def _count(self, num_id: str, level: int) -> None:
        # Lists of one abstract list go on counting one another, unless one says where it starts.
        key = value(self._nums[num_id], "abstractNumId") or num_id
        counts = self._counts[key]
        overrides = self._nums[num_id].findall(f"{W}lvlOverride")
        override = next((one for one in overrides if value(one, "", "ilvl") == str(level)), None)
        restart = value(override, "startOverride")
        if restart is not None and (num_id, level) not in self._started:
            counts[level] = int(number(restart, 1)) - 1
        self._started.add((num_id, level))
        counts[level] = counts.get(level, self._start(num_id, level) - 1) + 1
        for below in [other for other in counts if other > level]:
            definition = self._definition(num_id, below)
            if value(definition, "lvlRestart") != "0":
                del counts[below]

    def _printed(self, num_id: str, level: int, definition: Element) -> str:
        key = value(self._nums[num_id], "abstractNumId") or num_id
        count = self._counts[key].get(level, self._start(num_id, level))
        form = value(self._definition(num_id, level), "numFmt") or "decimal"
        if definition.find(f"{W}isLgl") is not None:
            form = "decimal"
        return numeral(count, form)


def _bullet(text: str) -> str:
    return FONT_TICKS.get(text, text if text in {"✓", "✔", "☐", "☒", "☑", "■", "□"} else "•")


def numeral(count: int, form: str) -> str:
    """Write a number in a form of Word's: `decimal`, `lowerLetter`, `upperRoman`."""
    count = max(0, min(count, 999_999))
    if form in {"lowerLetter", "upperLetter"} and count:
        letter = chr(97 + (count - 1) % 26) * ((count - 1) // 26 % 4 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < count <= _MAX_ROMAN:
        numeral, left = ("l", count - 50) if count >= 50 else ("xl", count - 40) if count >= 40 else ("", count)  # noqa: PLR2004
        for worth, letters in _ROMAN:
            numeral += letters * (left // worth)
            left %= worth
        return numeral if form == "lowerRoman" else numeral.upper()
    if form == "decimalZero":
        return f"{count:02}"
    if form == "ordinal":
        return f"{count}{'th' if 11 <= count % 100 <= 13 else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"  # noqa: PLR2004
    return "" if form == "none" else str(count)
