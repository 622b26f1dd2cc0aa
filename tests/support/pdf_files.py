"""PDF files that tests make: one page, what is drawn on it, and what it draws with."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
)  # fmt: skip

LINE = "BT /F1 12 Tf 72 720 Td (Chief Constable Example) Tj ET"


def dictionary(**entries: PdfObject) -> DictionaryObject:
    """Return a dictionary of a PDF, with its names without their slashes."""
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def form(drawn: str, width: int = 595) -> DecodedStreamObject:
    """Return a form: a drawing that others draw."""
    stream = DecodedStreamObject()
    stream.set_data(drawn.encode("latin-1"))
    box = ArrayObject(NumberObject(number) for number in (0, 0, width, 842))
    stream.update(dictionary(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=box))
    return stream


def picture() -> DecodedStreamObject:
    """Return a picture of one pixel."""
    stream = DecodedStreamObject()
    stream.set_data(bytes(3))
    stream.update(dictionary(
        Type=NameObject("/XObject"), Subtype=NameObject("/Image"), Width=NumberObject(1), Height=NumberObject(1),
        ColorSpace=NameObject("/DeviceRGB"), BitsPerComponent=NumberObject(8),
    ))  # fmt: skip
    return stream


HELVETICA = dictionary(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica"))
INK = ArrayObject([NameObject("/Separation"), NameObject("/Black"), NameObject("/DeviceGray"), DictionaryObject()])
RESOURCES: Mapping[str, Callable[[PdfWriter], DictionaryObject]] = {
    "": lambda _: dictionary(),
    "glass": lambda _: dictionary(ExtGState=dictionary(Glass=dictionary(ca=FloatObject(0.3)))),
    "clear": lambda _: dictionary(ExtGState=dictionary(Clear=dictionary(ca=FloatObject(0)))),
    "ink": lambda _: dictionary(ColorSpace=dictionary(CS0=INK)),
    "form": lambda writer: drawing(writer, form("BT /F1 12 Tf 0 2000 Td (in a form) Tj ET")),
    "plain form": lambda writer: drawing(writer, form(LINE)),
    "cut form": lambda writer: drawing(writer, form("BT /F1 12 Tf 200 300 Td (cut away) Tj ET", width=100)),
    "picture": lambda writer: drawing(writer, picture()),
}


def drawing(writer: PdfWriter, stream: DecodedStreamObject) -> DictionaryObject:
    """Return resources in which `X1` is a form or a picture."""
    return dictionary(XObject=dictionary(X1=writer._add_object(stream)))


def pdf(
    drawn: str | bytes = LINE, change: Callable[[PdfWriter], None] | None = None, *, resources: str = "",
    font: DictionaryObject = HELVETICA,
) -> bytes:  # fmt: skip
    """Return a PDF of one page with a drawing, and change it."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    page[NameObject("/Resources")] = RESOURCES[resources](writer)
    if "/ToUnicode" in font:
        font[NameObject("/ToUnicode")] = writer._add_object(font["/ToUnicode"])
    page["/Resources"][NameObject("/Font")] = dictionary(F1=font)  # type: ignore[index]
    stream = DecodedStreamObject()
    stream.set_data(drawn if isinstance(drawn, bytes) else drawn.encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode() if len(drawn) > 10_000 else stream)
    if change:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
