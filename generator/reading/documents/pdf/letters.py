"""The letters and rules of a PDF's pages, with their places. Imports pdfminer; knows nothing of lines or paragraphs.

Places are those of the page's own content, so that they are the same as those of letters found to be hidden.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1
from pdfminer.psparser import literal_name

MAX_PAGES = 400
MAX_LETTERS = 1_500_000
_MAX_DEPTH = 12
_MIN_BULLET, _MAX_BULLET = 2.0, 8.0
"""Points: a filled shape as high as wide is the bullet of a list, which some programs draw."""
_RULE = 2.5
"""Points: a box no thicker than this is a line."""


class Letter(NamedTuple):
    """A letter, or several that one code of a font stands for."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    is_bold: bool
    is_italic: bool
    is_on_hidden_layer: bool
    is_turned: bool = False
    """Whether it does not stand upright on its page."""


class Rule(NamedTuple):
    """A line that is drawn from one place to another, level or upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass
class PdfPage:
    """A page's letters, in the order in which they are painted, and its rules."""

    number: int
    box: tuple[float, float, float, float]
    rotation: int
    letters: list[Letter] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    has_pictures: bool = False


class TooManyError(Exception):
    """A PDF has more pages or letters than a paper."""


def pages_of(data: bytes) -> Iterator[PdfPage]:
    """Yield the pages of a PDF.

    Raises:
        TooManyError: It has more pages or letters than a paper.
    """
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    hidden = _hidden_layers(document)
    resources = PDFResourceManager()
    left = MAX_LETTERS
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > MAX_PAGES:
            raise TooManyError
        read = PdfPage(number, _box(page), int(page.rotate or 0) % 360)
        device = _Device(resources, read, left)
        interpreter = _Interpreter(resources, device, hidden)
        interpreter.render_contents(page.resources, page.contents)
        left -= len(read.letters)
        yield read


def _box(page: PDFPage) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(edge) for edge in page.cropbox)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _hidden_layers(document: PDFDocument) -> set[int]:
    """Return the numbers of the layers that are switched off."""
    properties = resolve1(document.catalog.get("OCProperties"))
    if not isinstance(properties, dict):
        return set()
    settings = dict_value(properties.get("D") or {})
    listed = properties.get("OCGs") if literal_name(settings.get("BaseState") or "ON") == "OFF" else settings.get("OFF")
    layers = {one.objid for one in list_value(listed or []) if isinstance(one, PDFObjRef)}
    shown = {one.objid for one in list_value(settings.get("ON") or []) if isinstance(one, PDFObjRef)}
    return layers - shown


class _Device(PDFLayoutAnalyzer):
    """Collects letters and rules."""

    def __init__(self, resources: PDFResourceManager, page: PdfPage, most: int) -> None:
        super().__init__(resources)
        self.page, self._most = page, most
        self.cur_item: Any = self
        self.hidden_depth = 0
        """How many marks around the present content put it on a layer that is switched off."""

    def begin_page(self, page: Any, ctm: Any) -> None:
        """Begin nothing: pages are known already."""

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        """Begin nothing: a form's letters are letters of the page."""

    def end_figure(self, _: str) -> None:
        """End nothing."""

    def render_image(self, name: str, stream: Any) -> None:  # noqa: ARG002 - pdfminer's
        """Note that there is a picture."""
        self.page.has_pictures = True

    def add(self, item: LTComponent) -> None:
        """Take a letter or a shape."""
        if isinstance(item, LTChar):
            self._add_letter(item)
        elif isinstance(item, LTCurve):
            self._add_rules(item)
        elif isinstance(item, LTContainer):
            for part in item:
                self.add(part)

    def _add_letter(self, item: LTChar) -> None:
        if len(self.page.letters) >= self._most:
            raise TooManyError
        font = item.fontname.lower()
        x0, y0, x1, y1 = item.bbox
        self.page.letters.append(
            Letter(
                item.get_text(), x0, y0, x1, y1, abs(item.size),
                is_bold=re.search("bold|black|heavy|semibold", font) is not None,
                is_italic="italic" in font or "oblique" in font,
                is_on_hidden_layer=self.hidden_depth > 0,
                is_turned=not item.upright and not self.page.rotation,
            )
        )  # fmt: skip

    def _add_rules(self, item: LTCurve) -> None:
        x0, y0, x1, y1 = item.bbox
        if item.fill and _MIN_BULLET < x1 - x0 < _MAX_BULLET and abs((x1 - x0) - (y1 - y0)) < 1:
            size = (x1 - x0) * 3
            low = (y0 + y1) / 2 - size * 0.5
            is_hidden = self.hidden_depth > 0
            self.page.letters.append(Letter("•", x0, low, x1, low + size, size, False, False, is_hidden))  # noqa: FBT003
        elif min(x1 - x0, y1 - y0) <= _RULE:
            self.page.rules.append(Rule(x0, y0, x1, y1))
        elif item.stroke and len(item.pts) in {4, 5}:
            self.page.rules += [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]


class _Interpreter(PDFPageInterpreter):
    """Follows which content is on a layer that is switched off."""

    device: _Device

    def __init__(self, resources: PDFResourceManager, device: _Device, hidden: set[int], depth: int = 0) -> None:
        super().__init__(resources, device)
        self._hidden, self._depth = hidden, depth
        self._marks: list[bool] = []

    def subinterp(self) -> _Interpreter:
        return _Interpreter(self.rsrcmgr, self.device, self._hidden, self._depth + 1)

    def do_BMC(self, tag: Any) -> None:  # noqa: N802 - the operator's name
        self._begin(is_hidden=False)
        super().do_BMC(tag)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802 - the operator's name
        layers = dict_value(self.resources.get("Properties") or {}) if self._hidden else {}
        self._begin(is_hidden=literal_name(tag) == "OC" and self._is_hidden(layers.get(literal_name(props))))
        super().do_BDC(tag, props)

    def do_EMC(self) -> None:  # noqa: N802 - the operator's name
        if self._marks:
            self.device.hidden_depth -= self._marks.pop()
        super().do_EMC()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - the operator's name
        drawing = self.xobjmap.get(literal_name(xobjid_arg))
        if self._depth >= _MAX_DEPTH or drawing is None:
            return
        facts = getattr(resolve1(drawing), "attrs", {})
        is_hidden = self._is_hidden(facts.get("OC"))
        self.device.hidden_depth += is_hidden
        super().do_Do(xobjid_arg)
        self.device.hidden_depth -= is_hidden

    def _begin(self, *, is_hidden: bool) -> None:
        self._marks.append(is_hidden)
        self.device.hidden_depth += is_hidden

    def _is_hidden(self, layer: Any) -> bool:
        """Check whether a layer, or all layers of a group, are switched off."""
        if isinstance(layer, PDFObjRef) and layer.objid in self._hidden:
            return True
        group = resolve1(layer)
        members = group.get("OCGs") if isinstance(group, dict) else None
        ids = [one.objid for one in (members if isinstance(members, list) else [members]) if isinstance(one, PDFObjRef)]
        return bool(ids) and all(id_ in self._hidden for id_ in ids)
