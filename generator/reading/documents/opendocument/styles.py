"""The look of text and of lists in an OpenDocument text, as its styles add up to it. Knows properties alone."""

from __future__ import annotations

import re

from generator.reading.documents.word.styles import are_alike
from generator.reading.documents.xml_package import Element

OFFICE, STYLE, TEXT, FO, TABLE, DRAW, XLINK, DC, SVG, META = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    if not name.startswith("http")
    else f"{{{name}}}"
    for name in (
        "office", "style", "text", "xsl-fo-compatible", "table", "drawing", "http://www.w3.org/1999/xlink",
        "http://purl.org/dc/elements/1.1/", "svg-compatible", "meta",
    )
)  # fmt: skip
MIN_POINTS = 4
_MAX_CHAIN = 20
_OFF_PAGE_CM = 30
_UNITS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "pc": 12.0, "px": 0.75}


class Styles:
    """The styles of a text by family and name."""

    def __init__(self, roots: list[Element]) -> None:
        """Index the styles and lists of the parts of a text."""
        styles = (style for root in roots for style in root.iter(f"{STYLE}style"))
        self._styles = {(style.get(f"{STYLE}family"), style.get(f"{STYLE}name")): style for style in styles}
        self._lists = {one.get(f"{STYLE}name"): one for root in roots for one in root.iter(f"{TEXT}list-style")}

    def value(self, family: str, name: str | None, attribute: str) -> str:
        """Return an attribute of a style's properties, or of those it is based on; empty if none has it."""
        for _ in range(_MAX_CHAIN):
            style = self._styles.get((family, name))
            if style is None:
                return ""
            for properties in style:
                if (found := properties.get(attribute)) is not None:
                    return str(found)
            name = style.get(f"{STYLE}parent-style-name")
        return ""

    def first(self, names: list[tuple[str, str | None]], attribute: str) -> str:
        """Return an attribute of the first of several styles that has it; empty if none has."""
        return next((found for family, name in names if (found := self.value(family, name, attribute))), "")

    def level(self, list_style: str | None, level: int) -> Element | None:
        """Return how a level of a list is marked; levels count from 1."""
        style = self._lists.get(list_style)
        levels = [] if style is None else list(style)
        return next((one for one in levels if one.get(f"{TEXT}level") == str(level)), None)

    def hidden_kind(self, names: list[tuple[str, str | None]]) -> str:
        """Return the kind of hidden item that text is by its styles, the nearest first, or an empty text."""
        if self.first(names, f"{TEXT}display") == "none":
            return "hidden-text"
        colour, background = self.first(names, f"{FO}color"), self.first(names, f"{FO}background-color")
        is_plain = background in {"", "transparent"}
        if colour and are_alike(colour.lstrip("#").upper(), "FFFFFF" if is_plain else background.lstrip("#").upper()):
            return "white-text"
        size = points(self.first(names, f"{FO}font-size"))
        if 0 < size < MIN_POINTS:
            return "tiny-text"
        indents = [
            abs(points(self.first(names, f"{FO}{name}"))) for name in ("margin-left", "text-indent", "margin-right")
        ]
        return "off-page" if max(indents) > _OFF_PAGE_CM * _UNITS["cm"] else ""


def points(measure: str) -> float:
    """Return a measure in points; 0 where it is none or a share."""
    match = re.fullmatch(r"(-?\d{1,6}(?:\.\d{1,6})?)([a-z]{2})", measure)
    return float(match[1]) * _UNITS.get(match[2], 0) if match else 0
