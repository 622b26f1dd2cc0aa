"""Decides which text of a Word document its reader does not see. Knows properties of runs, paragraphs and shapes."""

from __future__ import annotations

import re

from generator.reading.documents.word.parts import MC, WP, A, Element, W, is_on, value
from generator.reading.documents.word.styles import Styles, are_alike, number

MIN_POINTS = 4
"""Smaller letters cannot be read on paper."""
_MIN_LINE_TWIPS = 40
_TRACKED = {
    f"{W}ins": "insertion", f"{W}del": "deletion", f"{W}moveFrom": "move", f"{W}moveTo": "move",
    f"{W}cellIns": "insertion", f"{W}cellDel": "deletion",
}  # fmt: skip
_EMU_PER_TWIP = 635
_VML_STYLE = re.compile(
    r"(left|top|margin-left|margin-top|width|height)\s*:\s*(-?[\d.]+)(pt|in|cm|mm|px)?", re.IGNORECASE
)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 0.75}


class Looks:
    """How the text of one document looks."""

    def __init__(self, styles: Styles, body: Element) -> None:
        """Read the size of its pages."""
        self._styles = styles
        sizes = body.findall(f".//{W}pgSz")
        self._page = (
            max((number(value(size, "", "w"), 11906) for size in sizes), default=11906),
            max((number(value(size, "", "h"), 16838) for size in sizes), default=16838),
        )  # twips; A4 where a document does not say it

    def kind_of(self, run: Element, paragraph: Element) -> str:
        """Return the kind of hidden item that a run is, or an empty text."""
        return tracked_kind(run) or self._paragraph_kind(paragraph) or self._run_kind(run, paragraph)

    def _run_kind(self, run: Element, paragraph: Element) -> str:
        styles = self._styles
        if any(styles.is_run(run, paragraph, name) for name in ("vanish", "webHidden", "specVanish")):
            return "hidden-text"
        if are_alike(*styles.colours(run, paragraph)):
            return "white-text"
        scale = number(value(styles.run_property(run, paragraph, "w")), 100)
        if styles.size(run, paragraph) < MIN_POINTS or scale < 10:  # noqa: PLR2004 - per cent
            return "tiny-text"
        raised = abs(number(value(styles.run_property(run, paragraph, "position")))) / 2
        return "off-page" if raised > self._page[1] / 20 else ""

    def _paragraph_kind(self, paragraph: Element) -> str:
        spacing = self._styles.paragraph_property(paragraph, "spacing")
        line = number(value(spacing, "", "line"), 240)
        if value(spacing, "", "lineRule") == "exact" and line < _MIN_LINE_TWIPS:
            return "tiny-text"
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        if row is not None:
            if is_on(row.find(f"{W}trPr/{W}hidden")):
                return "hidden-text"
            height = row.find(f"{W}trPr/{W}trHeight")
            if value(height, "", "hRule") == "exact" and number(value(height), 240) < _MIN_LINE_TWIPS:
                return "tiny-text"
        if self._is_off_page(paragraph):
            return "off-page"
        for box in paragraph.iterancestors(f"{W}txbxContent"):
            if kind := self.shape_kind(box):
                return kind
        return "behind" if self._is_under_picture(paragraph) else ""

    def _is_off_page(self, paragraph: Element) -> bool:
        width, height = self._page
        indent = self._styles.paragraph_property(paragraph, "ind")
        left = number(value(indent, "", "left") or value(indent, "", "start"))
        first = left + number(value(indent, "", "firstLine")) - number(value(indent, "", "hanging"))
        right = number(value(indent, "", "right") or value(indent, "", "end"))
        if max(left, first) > width or min(left, first, right) < -width / 2:
            return True
        frame = self._styles.paragraph_property(paragraph, "framePr")
        x, y = number(value(frame, "", "x")), number(value(frame, "", "y"))
        return x > width or x < -width / 2 or y > height or y < -height / 2

    def shape_kind(self, inner: Element) -> str:
        """Return how the shape around an element hides it, or an empty text."""
        for anchor in inner.iterancestors(f"{WP}anchor"):
            if self._is_anchor_off_page(anchor):
                return "off-page"
            if anchor.get("behindDoc") in {"1", "true"}:
                return "behind"
            properties = anchor.find(f"{WP}docPr")
            if properties is not None and properties.get("hidden") in {"1", "true"}:
                return "hidden-text"
        for shape in inner.iterancestors():
            style = shape.get("style", "") if isinstance(shape.tag, str) and "vml" in shape.tag else ""
            if style and (kind := self._vml_kind(style)):
                return kind
        return ""

    def _is_anchor_off_page(self, anchor: Element) -> bool:
        for axis, limit in zip("HV", self._page, strict=True):
            offset = anchor.find(f"{WP}position{axis}/{WP}posOffset")
            place = number(offset.text if offset is not None else None) / _EMU_PER_TWIP
            if place > limit or place < -limit / 2:
                return True
        return False

    def _vml_kind(self, style: str) -> str:
        if re.search(r"visibility\s*:\s*hidden", style, re.IGNORECASE):
            return "hidden-text"
        if re.search(r"z-index\s*:\s*-", style, re.IGNORECASE):
            return "behind"
        for name, amount, unit in _VML_STYLE.findall(style):
            limit = self._page[0 if "left" in name.lower() else 1]
            twips = number(amount) * _POINTS[unit.lower()] * 20
            if ("left" in name.lower() or "top" in name.lower()) and (twips > limit or twips < -limit / 2):
                return "off-page"
        return ""

    @staticmethod
    def _is_under_picture(paragraph: Element) -> bool:
        """Check whether a picture or a filled shape lies over the text that it is anchored in."""
        for anchor in paragraph.iter(f"{WP}anchor"):
            is_over = anchor.find(f"{WP}wrapNone") is not None and anchor.get("behindDoc") not in {"1", "true"}
            is_seen_through = anchor.find(f".//{W}txbxContent") is not None
            if is_over and not is_seen_through and _is_opaque(anchor):
                return True
        return False


def _is_opaque(anchor: Element) -> bool:
    if anchor.find(f".//{A}blip") is not None:
        return True
    return any(fill.getparent().tag.endswith("}spPr") for fill in anchor.iter(f"{A}solidFill"))


def tracked_kind(element: Element) -> str:
    """Return whether an element is a tracked insertion, deletion or move, or an empty text."""
    for above in element.iterancestors():
        if above.tag in _TRACKED:
            return _TRACKED[above.tag]
        if above.tag == f"{W}tr":
            for name in ("ins", "del"):
                if above.find(f"{W}trPr/{W}{name}") is not None:
                    return _TRACKED[f"{W}{name}"]
        if above.tag == f"{W}tc":
            for name in ("cellIns", "cellDel"):
                if above.find(f"{W}tcPr/{W}{name}") is not None:
                    return _TRACKED[f"{W}{name}"]
    return ""


def chosen(alternatives: Element) -> tuple[Element | None, Element | None]:
    """Return of alternate content the part that today's programs show, and the one for older ones."""
    return alternatives.find(f"{MC}Choice"), alternatives.find(f"{MC}Fallback")
