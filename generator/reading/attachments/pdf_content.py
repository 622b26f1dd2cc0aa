"""Interprets the content of a PDF page (ISO 32000-1, 8 and 9): which letters and boxes are painted, in which order.

The only importer of pdfminer. Takes decoded bytes and the objects of pypdf: unpacks no stream and reads no font
program, so that the budget counts all that a hostile file can ask for.
"""

from __future__ import annotations

import logging
import math
import re
from contextlib import suppress
from typing import Any

from pdfminer.casting import safe_float
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTComponent, LTCurve, LTLine
from pdfminer.pdfcolor import PREDEFINED_COLORSPACE, PDFColorSpace
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFContentParser, PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import LIT, PSKeyword, keyword_name, literal_name
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_matrix_rect, mult_matrix

from generator.reading.attachments.pdf_objects import (
    colour_of,
    colour_space,
    direct,
    font_facts,
    is_solid,
    numbers,
    opacity,
    resource,
    spend_on_ranges,
)
from generator.reading.attachments.pdf_text import Box, Budget, PaintedPage, Run, TooComplexError

# Its warnings are about files, and would be printed among our messages.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

MAX_DEPTH = 8
"""Levels of forms within forms."""
MAX_CONTENT_BYTES = 10_000_000
"""Decoded bytes of a page or a form."""
_WIDTH = 500
"""Thousandths of the size: the width of letters in a font that does not say it."""
_UNPAINTED, _FILLED = {3, 7}, {0, 4}
"""Rendering modes of text (ISO 32000-1, 9.3.6)."""
_SPACES = re.compile(rb"<([0-9A-Fa-f]{2,4})>\s*(?:<\1>\s*)?<00[2Aa]0>")
"""What a font's mapping to Unicode calls a space or a no-break space."""
_NO_FACTS: dict[str, Any] = {}


def paint_page(data: bytes, resources: Any, visible: Box, budget: Budget) -> PaintedPage:
    """Interpret the content of a page, of which only a part is visible.

    Raises:
        TooComplexError: if it takes more steps than the budget allows.
    """
    budget.turn_page()
    page = PaintedPage(budget)
    device = _Device(page, visible)
    interpreter = _Interpreter(device, resources)
    interpreter.init_state(MATRIX_IDENTITY)
    interpreter.follow(data)
    return page


class _GraphicState(PDFGraphicState):
    """pdfminer's state, and how opaque a fill is."""

    alpha = 1.0

    def copy(self) -> _GraphicState:
        state = _GraphicState()
        vars(state).update(vars(self))
        return state


class _Device(PDFLayoutAnalyzer):
    """Hands what is drawn to a page."""

    _size = math.inf

    def __init__(self, page: PaintedPage, visible: Box) -> None:
        super().__init__(PDFResourceManager())
        self.page, self.visible = page, visible
        self._fonts: dict[int, tuple[Any, PDFFont]] = {}
        self.spaces: dict[PDFFont, set[int]] = {}
        """The codes that a font maps to a space."""
        self.cur_item: Any = self  # pdfminer adds the shapes of a path to it
        self._state = _GraphicState()
        self._letters: list[Box] = []

    def paint_path(self, gstate: Any, *options: Any) -> None:
        self._state = gstate
        super().paint_path(gstate, *options)

    def add(self, item: LTComponent) -> None:
        """Paint a shape; a rectangle may be written as any path."""
        if isinstance(item, LTCurve) and not isinstance(item, LTLine) and item.fill:
            left, bottom, right, top = (round(edge, 2) for edge in item.bbox)
            corners = {(x, y) for x in (left, right) for y in (bottom, top)}
            is_opaque = self._state.alpha == 1 and corners == {(round(x, 2), round(y, 2)) for x, y in item.pts}
            self.page.paint(
                item.bbox,
                colour_of(self._state.ncs.name, self._state.ncolor) if is_opaque else None,
                is_opaque=is_opaque,
            )

    def paint_picture(self, ctm: Matrix, *, is_opaque: bool) -> None:
        """Paint a picture, whose colours are not known."""
        self.page.has_picture = True
        self.page.paint(apply_matrix_rect(ctm, (0, 0, 1, 1)), None, is_opaque=is_opaque)

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._letters = []
        super().render_string(textstate, seq, ncs, graphicstate)
        if not self._letters:
            return
        if textstate.render in _UNPAINTED or graphicstate.alpha == 0:
            self.page.show_nothing(Run(self._letters, self._size))
        else:
            colour = colour_of(graphicstate.ncs.name, graphicstate.ncolor) if textstate.render in _FILLED else None
            self.page.show(Run(self._letters, self._size), colour, self.visible)

    def render_char(
        self, matrix: Matrix, font: PDFFont, fontsize: float, scaling: float, rise: float, cid: int, *_: Any
    ) -> float:
        self.page.budget.spend(3)
        advance = font.char_width(cid) * fontsize * scaling
        # Type 3 has its own scale, and often does not say how high its letters are.
        is_drawn = isinstance(font, PDFType3Font)
        size = fontsize * (abs(font.get_ascent() - font.get_descent()) or 1 if is_drawn else 1)
        band: Box = (0, rise + size * 0.1, advance, rise + size * 0.45)
        if font.is_vertical():
            band = (-size * 0.175, 0, size * 0.175, advance)
        if not self._is_space(font, cid):
            self._letters.append(apply_matrix_rect(matrix, band))
            self._size = math.inf if is_drawn else abs(size) * math.hypot(matrix[2], matrix[3])
        return advance

    def font(self, facts: Any) -> PDFFont:
        """Return a font, made once a page; where its facts are damaged, one with letters of usual widths."""
        if id(facts) in self._fonts:
            return self._fonts[id(facts)][1]
        budget = self.page.budget
        spec = {"Widths": [_WIDTH] * 256, "FontBBox": [0, 0, 0, 0], **font_facts(facts, LIT, budget)}
        try:
            self._prepare(spec)
            font = self.rsrcmgr.get_font(None, spec)
        except TooComplexError:
            raise
        except Exception:  # noqa: BLE001 - pdfminer can fail in any way on a damaged font, whose text is still there
            font = self.rsrcmgr.get_font(None, {"Widths": [_WIDTH] * 256})
        font.default_width = safe_float(font.default_width) or 0
        if (mapping := direct(facts.get("/ToUnicode"))) is not None:
            data = mapping.get_data()
            budget.spend(len(data) // 64)
            self.spaces[font] = {int(code, 16) for code in _SPACES.findall(data)}
        self._fonts[id(facts)] = (facts, font)  # while its facts are kept, no other object has their identity
        return font

    def _prepare(self, spec: dict[str, Any]) -> None:
        if spec.get("Subtype") is LIT("Type0"):
            # Others are rare in English, and each has its own table of thousands of letters.
            encoding = LIT("Identity-V")
            spec["Encoding"] = encoding if spec.get("Encoding") is encoding else LIT("Identity-H")
            for descendant in spec["DescendantFonts"]:
                spend_on_ranges(descendant.get("W", []), self.page.budget)
                spend_on_ranges(descendant.get("W2", []), self.page.budget)

    def _is_space(self, font: PDFFont, code: int) -> bool:
        try:
            return code in self.spaces.get(font, ()) or not font.to_unichr(code).strip()
        except PDFUnicodeNotDefined:
            return False


class _Content(PDFContentParser):
    """Splits content into counted tokens. Reads it in one piece: pdfminer would join a long token from many."""

    BUFSIZ = MAX_CONTENT_BYTES

    def __init__(self, data: bytes, budget: Budget) -> None:
        if len(data) > MAX_CONTENT_BYTES:
            raise TooComplexError
        self.budget = budget
        super().__init__([PDFStream({}, data)])

    def fillbuf(self) -> bool:
        # Called for each piece of a token, which is then copied with what there is of the token.
        self.budget.spend(1 + len(self._curtoken) // 4096)
        return super().fillbuf()

    def get_inline_data(self, pos: int, target: bytes = b"EI") -> tuple[int, bytes]:
        end = re.compile(re.escape(target) + rb"\s").search(self.buf, pos)
        self.charpos = end.end() if end else len(self.buf)
        return pos, b""


class _Interpreter(PDFPageInterpreter):
    """Adds to pdfminer's operators opacity, colours of printing inks, and the state that a form inherits."""

    device: _Device
    graphicstate: _GraphicState

    def __init__(self, device: _Device, resources: Any, depth: int = 0) -> None:
        super().__init__(device.rsrcmgr, device)
        self.resources, self.depth = resources, depth
        self.fontmap, self.csmap = {}, PREDEFINED_COLORSPACE

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self.graphicstate = _GraphicState()

    def follow(self, data: bytes) -> None:
        """Interpret content in the present state."""
        parser = _Content(data, self.device.page.budget)
        with suppress(PSEOF):
            while True:
                _, token = parser.nextobject()
                if not isinstance(token, PSKeyword):
                    self.push(token)
                    continue
                name = keyword_name(token).replace("*", "_a").replace('"', "_w").replace("'", "_q")
                if method := getattr(self, f"do_{name}", None):
                    count = method.__code__.co_argcount - 1
                    operands = self.pop(count) if count else []
                    if len(operands) == count:
                        method(*operands)

    def pop(self, n: int) -> list[Any]:
        operands = self.argstack[-n:]
        self.argstack.clear()  # an operator takes all: copying what is left would take long where there is much of it
        return operands

    def do_q(self) -> None:
        self.device.page.budget.spend(9)  # a copy of the state
        super().do_q()

    do_F = PDFPageInterpreter.do_f  # noqa: N815 - the operator's name

    def do__w(self, aw: Any, ac: Any, s: Any) -> None:
        self.do_Tw(aw)
        self.do_Tc(ac)
        self.do__q(s)

    def do_cs(self, name: Any) -> None:
        space = self._resource("/ColorSpace", name) or f"/{literal_name(name)}"
        kind, count = colour_space(space)
        count = count or PREDEFINED_COLORSPACE.get(kind, PREDEFINED_COLORSPACE["DeviceGray"]).ncomponents
        self.graphicstate.ncs = PDFColorSpace(kind, count)
        self.graphicstate.ncolor = (0, 0, 0) if count == 3 else (0, 0, 0, 1) if count == 4 else 0  # noqa: PLR2004

    def do_scn(self) -> None:
        if self.graphicstate.ncs.name in {"Separation", "DeviceN"}:
            tints = self.pop(len(self.argstack))
            self.graphicstate.ncolor = 1.0 if tints and not any(tints) else "ink"
        else:
            super().do_scn()

    def do_gs(self, name: Any) -> None:
        settings = self._resource("/ExtGState", name) or {}
        self.graphicstate.alpha = opacity(settings, self.graphicstate.alpha)

    def do_sh(self, name: object) -> None:  # noqa: ARG002 - pdfminer's
        self.device.page.paint(self.device.visible, None, is_opaque=False)

    def do_EI(self, obj: Any) -> None:  # noqa: ARG002, N802 - the operator's name
        self.device.paint_picture(self.ctm, is_opaque=self.graphicstate.alpha == 1)

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - the operator's name
        drawing = self._resource("/XObject", xobjid_arg) or {}
        if drawing.get("/Subtype") == "/Image":
            is_opaque = self.graphicstate.alpha == 1 and is_solid(drawing)
            self.device.paint_picture(self.ctm, is_opaque=is_opaque)
        elif drawing.get("/Subtype") == "/Form" and self.depth < MAX_DEPTH:
            self._draw_form(drawing)

    def _draw_form(self, drawing: Any) -> None:
        own = direct(drawing.get("/Matrix"))
        ctm = mult_matrix(numbers(own), self.ctm) if own else self.ctm
        form = _Interpreter(self.device, direct(drawing.get("/Resources")) or self.resources, self.depth + 1)
        form.init_state(ctm)
        form.textstate, form.graphicstate = self.textstate.copy(), self.graphicstate.copy()
        visible = self.device.visible
        if frame := direct(drawing.get("/BBox")):
            left, bottom, right, top = apply_matrix_rect(ctm, numbers(frame))
            self.device.visible = (
                max(left, visible[0]), max(bottom, visible[1]), min(right, visible[2]), min(top, visible[3]),
            )  # fmt: skip
        form.follow(drawing.get_data())
        self.device.visible = visible
        self.device.set_ctm(self.ctm)

    def _resource(self, kind: str, name: Any) -> Any:
        return resource(self.resources, kind, literal_name(name))

    def do_Tf(self, fontid: Any, fontsize: Any) -> None:  # noqa: N802 - the operator's name
        self.fontmap = {literal_name(fontid): self.device.font(self._resource("/Font", fontid) or _NO_FACTS)}
        super().do_Tf(fontid, fontsize)
