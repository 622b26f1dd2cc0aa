"""What a PDF hides, for a person to decide on: letters nobody sees, notes, values, files. Finds it as attachments do.

Takes what `reading/attachments` finds; imports no library of PDFs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.reading.attachments import pdf as attached
from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.attachments.pdf_objects import direct
from generator.reading.attachments.pdf_text import Hidden, PaintedPage
from generator.reading.documents.document import Block, Span
from generator.reading.documents.hidden_items import HiddenItem, hidden_item
from generator.reading.documents.pdf.letters import Letter, PdfPage

_SHOWN = {"/Link", "/Popup"}
_MAX_NOTES = 500
_SQUARE = 8.0
"""Points."""
_MAX_SQUARES = 60
_Bands = dict[tuple[int, int], list[tuple[Hidden, float, float]]]


class PdfHidden:
    """What one PDF hides."""

    def __init__(self, data: bytes) -> None:
        """Look through a PDF.

        Raises:
            UnreadableError: It is none, is encrypted, is damaged or is too complex.
        """
        self._bands: dict[int, _Bands] = {}
        self._kinds: dict[int, list[str]] = {}
        self._found = list(attached.hidden_in(data, self._take_page))
        try:
            reader = attached.open_pdf(data)
            self._notes = list(_notes(reader))[:_MAX_NOTES]
            self._metadata = {str(key).lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}
        except UnreadableError:
            raise
        except Exception as error:  # as in `hidden_in`
            raise UnreadableError("This PDF is damaged and cannot be read", "Save the document as PDF again") from error

    def kinds_of(self, page: PdfPage) -> list[str]:
        """Return for each letter of a page the kind of hidden item that it is, empty for what readers see."""
        if page.number not in self._kinds:
            bands = self._bands.get(page.number, {})
            self._kinds[page.number] = [
                "layer" if letter.is_on_hidden_layer else _kind(letter, bands) for letter in page.letters
            ]
        return self._kinds[page.number]

    def _take_page(self, number: int, page: PaintedPage) -> None:
        self._bands[number] = _bands(page)

    def texts(self, items: list[HiddenItem]) -> list[Block]:
        """Return a block for each note and value of a form, and list its item."""
        blocks = []
        for kind, place, text in self._notes:
            item = hidden_item(kind, place, text)
            items.append(item)
            blocks.append(Block(spans=(Span(text, item=item.id),), place=place))
        return blocks

    def refuse_what_was_not_found(self, kinds: set[str]) -> None:
        """Refuse a PDF that hides text which was not found among its letters, so that it could not be left out.

        Raises:
            UnreadableError: It hides such text.
        """
        texts = {found.kind: found for found in self._found if found.kind in attached.TEXT_KINDS.values()}
        if missing := [found for kind, found in texts.items() if kind not in kinds]:
            message = f"This PDF contains {missing[0].what}, which cannot be kept apart from the rest"
            raise UnreadableError(message, missing[0].hint)

    def others(self) -> Iterator[HiddenItem]:
        """Yield what has no text of its own, or whose text was not found among letters and notes."""
        texts = set(attached.TEXT_KINDS.values()) | {"metadata"} | {kind for kind, _, _ in self._notes}
        for found in self._found:
            if found.kind not in texts:
                yield hidden_item(found.kind, "the file", found.what)

    def metadata(self) -> Iterator[str]:
        """Yield what the file says of its making, as words."""
        yield from (f"{name}: {value[:80]}" for name, value in self._metadata.items() if value.strip())


def _bands(page: PaintedPage) -> _Bands:
    """Return the middles of hidden letters, by squares of the page; what a scanner read in a picture is not hidden."""
    bands: _Bands = {}
    is_scan = page.has_invisible and page.has_picture
    for way, (left, bottom, right, top) in page.hidden_letters:
        if not (is_scan and way is Hidden.INVISIBLE):
            x, y = (left + right) / 2, (bottom + top) / 2
            bands.setdefault((int(x // _SQUARE), int(y // _SQUARE)), []).append((way, x, y))
    return bands


def _kind(letter: Letter, bands: _Bands) -> str:
    """Return how a letter is hidden: the middle of a hidden letter stands within it."""
    if not bands:
        return ""
    first, last = int(letter.x0 // _SQUARE), int(letter.x1 // _SQUARE)
    low, high = int((letter.y0 - 1) // _SQUARE), int((letter.y1 + 1) // _SQUARE)
    for column in range(first, min(last, first + _MAX_SQUARES) + 1):
        for row in range(low, min(high, low + _MAX_SQUARES) + 1):
            for way, x, y in bands.get((column, row), ()):
                if letter.x0 - 0.01 <= x <= letter.x1 + 0.01 and letter.y0 - 1 <= y <= letter.y1 + 1:
                    return attached.TEXT_KINDS[way]
    return ""


def _notes(reader: Any) -> Iterator[tuple[str, str, str]]:
    """Yield the notes and the values of form fields as kind, place and text."""
    for number, page in enumerate(reader.pages, 1):
        for reference in direct(page.get("/Annots")) or []:
            note = direct(reference)
            subtype = str(note.get("/Subtype", ""))
            if subtype in _SHOWN:
                continue
            if subtype == "/Widget":
                value = _value(note)
                if value:
                    yield "form-value", f"page {number}", value
            else:
                text = str(direct(note.get("/Contents")) or "").strip()
                yield "annotation", f"page {number}", text or f"a mark without words ({subtype.lstrip('/')})"


def _value(field: Any) -> str:
    """Return the name and value of a form field, of its parent where it has none itself."""
    for holder in (field, direct(field.get("/Parent")) or {}):
        value = str(direct(holder.get("/V")) or "").strip()
        if value and value not in {"/Off", "Off"}:
            name = str(direct(holder.get("/T")) or "").strip()
            return f"{name}: {value.lstrip('/')}" if name else value.lstrip("/")
    return ""
