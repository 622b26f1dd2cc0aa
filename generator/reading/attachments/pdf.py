"""Finds what a PDF holds and does not show. The only importer of pypdf; knows nothing of records."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from generator.reading.attachments.hidden_data import HiddenData, UnreadableError
from generator.reading.attachments.pdf_content import paint_page
from generator.reading.attachments.pdf_text import Budget, Hidden, PaintedPage, TooComplexError

# Its warnings are about files, and would be printed among our messages.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_SHOWN = {"/Link", "/Widget"}
"""Annotations that readers see or click: links and form fields. All others are notes."""
_UNSEEN_FLAGS = 0b100011
"""Invisible, hidden, no view (ISO 32000-1, table 165)."""
MAX_OBJECTS = 200_000
MAX_DEPTH = 20
"""Levels of lists and dictionaries within an object."""

_AGAIN = "Save the document as PDF again, in the program it was written in"
_ANEW = f"{_AGAIN}, with Save as or Print to PDF instead of Save"
_DELETE = "Delete the text, then save the document as PDF again"
_TEXTS = {
    Hidden.OUTSIDE: ("text outside the page", _DELETE),
    Hidden.COVERED: ("text under a box or a picture that covers it", _DELETE),
    Hidden.SAME_COLOUR: ("text in the colour of its background", _DELETE),
    Hidden.INVISIBLE: ("text that is set to be invisible", _DELETE),
    Hidden.TINY: ("text too small to read", _DELETE),
}

TEXT_KINDS = {
    Hidden.OUTSIDE: "off-page", Hidden.COVERED: "covered-text", Hidden.SAME_COLOUR: "white-text",
    Hidden.INVISIBLE: "invisible-text", Hidden.TINY: "tiny-text",
}  # fmt: skip


def hidden_in(data: bytes, on_page: Callable[[int, PaintedPage], object] | None = None) -> Sequence[HiddenData]:
    """Return what a PDF holds and does not show.

    Args:
        data: The file.
        on_page: Called with the number of each page, from 1, and with the page as it is painted.

    Raises:
        UnreadableError: if it is not a PDF, is encrypted, is damaged or is too complex.
    """
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("This file is not a PDF", _AGAIN)
    try:
        # pypdf may start jbig2dec to unpack a stream; no scanned file may start a program.
        with apply_configuration(jbig2dec_binary=None):
            return list(_found(data, on_page or (lambda *_: None)))
    except UnreadableError:
        raise
    except TooComplexError:
        raise UnreadableError("This PDF has a page too complex to check", "Export its drawings as images") from None
    except (
        Exception
    ) as error:  # a damaged file can make the library fail in any way, and each says the same to its writer
        raise UnreadableError("This PDF is damaged and cannot be checked", _AGAIN) from error


def open_pdf(data: bytes) -> PdfReader:
    """Open a PDF that can be read.

    Raises:
        UnreadableError: if it is encrypted or has no pages.
    """
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise UnreadableError("This PDF is encrypted and cannot be checked", "Save it without a password")
    if not reader.pages:
        raise UnreadableError("This PDF has no pages", _AGAIN)
    return reader


def _found(data: bytes, on_page: Callable[[int, PaintedPage], object]) -> Iterator[HiddenData]:
    yield from _around_the_document(data)
    reader = open_pdf(data)
    yield from _in_objects(reader)
    yield from _layers(_dictionary(reader.root_object.get("/OCProperties")))
    yield from _texts(reader, on_page)
    yield from _properties(reader)


def _around_the_document(data: bytes) -> Iterator[HiddenData]:
    ends = [match.end() for match in re.finditer(rb"%%EOF", data)]
    # A linearised file has two ends: its first page comes before the rest.
    is_linearised = b"/Linearized" in data[:2048]
    if len(ends) > (2 if is_linearised else 1):
        yield HiddenData("an earlier version of the document", _ANEW, kind="revision")
    if not ends:
        raise UnreadableError("This PDF is cut short", _AGAIN)
    if len(data[ends[-1] :].strip(b"\0\r\n\t ")) > 0 or data[: data.find(b"%PDF-")].strip(b"\xef\xbb\xbf\r\n\t "):
        yield HiddenData("something before its start or after its end", _AGAIN, kind="other")


def _in_objects(reader: PdfReader) -> Iterator[HiddenData]:
    pages = {page.indirect_reference.idnum for page in reader.pages if page.indirect_reference}
    reported: set[str] = set()
    for number, value in _objects(reader):
        for item in _in_object(value, is_lost_page=number not in pages):
            if item.what not in reported:
                reported.add(item.what)
                yield item


def _objects(reader: PdfReader) -> Iterator[tuple[int, Any]]:
    numbers = {number for numbers in reader.xref.values() for number in numbers if number} | set(reader.xref_objStm)
    if len(numbers) > MAX_OBJECTS:
        raise TooComplexError
    for number in sorted(numbers):
        value = reader.get_object(number)
        yield from ((number, dictionary) for dictionary in _dictionaries(value, 0))


def _dictionaries(value: Any, depth: int) -> Iterator[DictionaryObject]:
    """Yield a dictionary and all within it, without following references."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, DictionaryObject):
        yield value
        for part in value.values():
            yield from _dictionaries(part, depth + 1)
    elif isinstance(value, ArrayObject):
        for part in value:
            yield from _dictionaries(part, depth + 1)


def _in_object(value: DictionaryObject, *, is_lost_page: bool) -> Iterator[HiddenData]:
    kind, action = str(value.get("/Type", "")), str(value.get("/S", ""))
    if "/JS" in value or action == "/JavaScript":
        yield HiddenData("a program (JavaScript)", "Remove it", kind="script")
    if action in {"/Launch", "/SubmitForm", "/ImportData"}:
        yield HiddenData("an action that starts a program or sends data", "Remove it", kind="script")
    if "/EF" in value or kind == "/EmbeddedFile":
        yield HiddenData("another file", "Remove it, or attach it to the record", kind="attachment")
    if kind == "/Page" and is_lost_page:
        yield HiddenData("a page that was removed from the document", _ANEW, kind="revision")
    if "/Thumb" in value:
        yield HiddenData("a thumbnail of a page, perhaps from before it was changed", _AGAIN, kind="other")
    is_annotation = "/Rect" in value and "/Subtype" in value and kind in {"/Annot", ""}
    if is_annotation and str(value["/Subtype"]) == "/Redact":
        yield HiddenData(
            "redactions that are marked and not applied", "Apply the redactions, then save it again", kind="annotation"
        )
    elif is_annotation and str(value["/Subtype"]) not in _SHOWN:
        yield HiddenData("comments or other notes", "Delete the comments, then save it again", kind="annotation")
    elif (
        is_annotation
        and int(value.get("/F", 0)) & _UNSEEN_FLAGS
        and str(value["/Subtype"]) == "/Widget"
        and value.get("/V")
    ):
        yield HiddenData("a hidden form field with a value", "Delete it, then save it again", kind="form-value")


def _layers(properties: DictionaryObject) -> Iterator[HiddenData]:
    settings = _dictionary(properties.get("/D"))
    off = settings.get("/OFF")
    is_off = str(settings.get("/BaseState", "/ON")) == "/OFF"
    if (off and len(off.get_object())) or is_off:
        yield HiddenData("a layer that is switched off", "Delete the layer, then save it again", kind="layer")


def _dictionary(value: Any) -> DictionaryObject:
    value = value.get_object() if value is not None else None
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def _painted_pages(reader: PdfReader) -> Iterator[tuple[int, PaintedPage]]:
    """Yield the pages that have content, as they are painted, with their numbers from 1."""
    budget = Budget()
    for number, page in enumerate(reader.pages, 1):
        contents = page.get_contents()
        if contents is None:
            continue
        crop, media = page.cropbox, page.mediabox
        visible = (
            max(float(crop.left), float(media.left)), max(float(crop.bottom), float(media.bottom)),
            min(float(crop.right), float(media.right)), min(float(crop.top), float(media.top)),
        )  # fmt: skip
        resources = _dictionary(page.get("/Resources"))
        yield number, paint_page(contents.get_data(), resources, visible, budget)


def _texts(reader: PdfReader, on_page: Callable[[int, PaintedPage], object]) -> Iterator[HiddenData]:
    ways: set[Hidden] = set()
    for number, page in _painted_pages(reader):
        ways.update(page.ways())
        on_page(number, page)
    for way in Hidden:
        if way in ways:
            yield HiddenData(*_TEXTS[way], kind=TEXT_KINDS[way])


def _properties(reader: PdfReader) -> Iterator[HiddenData]:
    properties = reader.metadata
    has_name = bool(properties and (properties.author or "").strip())
    metadata = reader.root_object.get("/Metadata")
    if metadata is not None and isinstance(stream := metadata.get_object(), StreamObject):
        creator = re.search(rb"<dc:creator>(.*?)</dc:creator>", stream.get_data(), re.DOTALL)
        has_name |= bool(creator and re.sub(rb"<[^>]*>|\s", b"", creator[1]))
    if has_name:
        yield HiddenData(
            "its author's name among its properties",
            "Remove it if the name is not meant to be published",
            is_error=False,
            kind="metadata",
        )
