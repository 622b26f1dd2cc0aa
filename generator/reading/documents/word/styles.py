"""The look of runs and paragraphs in Word, as styles and defaults add up to it. Knows properties; nothing of text."""

from __future__ import annotations

import re
from functools import cached_property

from generator.reading.documents.word.parts import Element, W, is_on, value

_MAX_CHAIN = 20
"""Styles based on one another."""
_DEFAULT_SIZE = 20
"""Half points, where a document does not say it."""
_NAMED_COLOURS = {
    "black": "000000", "white": "FFFFFF", "yellow": "FFFF00", "red": "FF0000", "green": "00FF00", "blue": "0000FF",
    "cyan": "00FFFF", "magenta": "FF00FF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        """Index the styles by id."""
        self._root = root
        self._by_id = {
            value(style, "", "styleId"): style for style in (root.iter(f"{W}style") if root is not None else ())
        }

    @cached_property
    def _default_paragraph(self) -> str | None:
        styles = self._by_id.items()
        return next((id_ for id_, style in styles if _is_default(style, "paragraph")), None)

    def chain(self, id_: str | None) -> list[Element]:
        """Return a style and those it is based on, nearest first."""
        found: list[Element] = []
        while id_ in self._by_id and len(found) < _MAX_CHAIN:
            found.append(self._by_id[id_])
            id_ = value(found[-1], "basedOn")
        return found

    def paragraph_property(self, paragraph: Element, name: str) -> Element | None:
        """Return a property of a paragraph, its own or its style's."""
        own = paragraph.find(f"{W}pPr")
        for holder in [own, *(style.find(f"{W}pPr") for style in self._chain_of(paragraph))]:
            if holder is not None and (found := holder.find(f"{W}{name}")) is not None:
                return found
        return None

    def _chain_of(self, paragraph: Element) -> list[Element]:
        return self.chain(value(paragraph.find(f"{W}pPr"), "pStyle") or self._default_paragraph)

    def run_property(self, run: Element, paragraph: Element, name: str) -> Element | None:
        """Return a property of a run: its own, its style's, its paragraph's style's, or the document's."""
        own = run.find(f"{W}rPr")
        chains = [*self.chain(value(own, "rStyle")), *self._chain_of(paragraph)]
        defaults = None if self._root is None else self._root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        for holder in [own, *(style.find(f"{W}rPr") for style in chains), defaults]:
            if holder is not None and (found := holder.find(f"{W}{name}")) is not None:
                return found
        return None

    def is_run(self, run: Element, paragraph: Element, name: str) -> bool:
        """Check a property of a run that is on or off: `b`, `vanish`."""
        return is_on(self.run_property(run, paragraph, name))

    def size(self, run: Element, paragraph: Element) -> float:
        """Return the size of a run's letters in points."""
        size = value(self.run_property(run, paragraph, "sz"))
        return number(size, _DEFAULT_SIZE) / 2

    def heading_level(self, paragraph: Element) -> int:
        """Return the level of a heading; 0 for another paragraph."""
        for style in self._chain_of(paragraph):
            name = (value(style, "name") or "").lower()
            if match := re.fullmatch(r"heading (\d)", name):
                return int(match[1])
            if name == "title":
                return 1
        level = value(self.paragraph_property(paragraph, "outlineLvl"))
        return int(level) + 1 if level and level.isdigit() and int(level) < 9 else 0  # noqa: PLR2004 - 9 is body text

    def colours(self, run: Element, paragraph: Element) -> tuple[str, str]:
        """Return the colours of a run and of its background as hexadecimal digits."""
        colour = value(self.run_property(run, paragraph, "color")) or "auto"
        if colour == "auto":
            return "auto", "auto"
        marked = value(self.run_property(run, paragraph, "highlight"))
        fills = [_NAMED_COLOURS.get(marked or ""), _fill(self.run_property(run, paragraph, "shd"))]
        fills.append(_fill(self.paragraph_property(paragraph, "shd")))
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        fills.append(None if cell is None else _fill(cell.find(f"{W}tcPr/{W}shd")))
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        fills.append(None if table is None else _fill(table.find(f"{W}tblPr/{W}shd")))
        return colour.upper(), next((fill.upper() for fill in fills if fill), "FFFFFF")


def _is_default(style: Element, kind: str) -> bool:
    return value(style, "", "type") == kind and (value(style, "", "default") or "") in {"1", "true"}


def _fill(shading: Element | None) -> str | None:
    fill = value(shading, "", "fill")
    return fill if fill and fill != "auto" else None


def number(text: str | None, fallback: float = 0) -> float:
    """Read a measure; `fallback` where it is none."""
    match = re.fullmatch(r"\s*(-?\d{1,9}(?:\.\d{1,6})?)[a-z]*\s*", text or "")
    return float(match[1]) if match else fallback


def are_alike(colour: str, background: str) -> bool:
    """Check whether letters look like their background: a contrast of less than 1.2 to 1."""
    if colour == "auto" or not re.fullmatch("[0-9A-F]{6}", colour) or not re.fullmatch("[0-9A-F]{6}", background):
        return False
    lighter, darker = sorted((_luminance(colour), _luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05) < 1.2  # noqa: PLR2004


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # noqa: PLR2004
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
