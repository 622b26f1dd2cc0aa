"""PDFs that each hide one thing, by what is said of it: `This PDF contains ...`, then a comma and more of the case."""

from __future__ import annotations

import io
from collections.abc import Callable

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.support.pdf_files import LINE, pdf


def annotated(subtype: str, **more: object) -> Callable[[PdfWriter], None]:
    """Return how to add a note to a PDF."""

    def change(writer: PdfWriter) -> None:
        note = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(subtype),
                NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (72, 700, 200, 730)]),
                NameObject("/Contents"): TextStringObject("Do not publish this"),
                **{NameObject(f"/{name}"): value for name, value in more.items()},
            }
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    return change


def with_layer(writer: PdfWriter) -> None:
    layer = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Draft")})
    )
    settings = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
    writer._root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): settings}
    )


def with_lost_page(writer: PdfWriter) -> None:
    writer._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Page"),
                NameObject("/Contents"): writer.pages[0]["/Contents"].indirect_reference,
            }
        )
    )


def with_thumbnail(writer: PdfWriter) -> None:
    small = DecodedStreamObject()
    small.set_data(b"\0")
    writer.pages[0][NameObject("/Thumb")] = writer._add_object(small)


def with_launch(writer: PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")})
    writer._root_object[NameObject("/OpenAction")] = action


def with_file(writer: PdfWriter) -> None:
    writer.add_attachment("notes.txt", b"secret")


def with_program(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    writer._root_object[NameObject("/OpenAction")] = action


def revised() -> bytes:
    """Give a PDF that was changed by adding to its end."""
    data = pdf()
    again = io.BytesIO()
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_metadata({"/Title": "Changed"})
    writer.write(again)
    return again.getvalue()


HIDDEN = {
    "text outside the page": pdf("BT /F1 12 Tf 72 -40 Td (below the page) Tj ET"),
    "text outside the page, beside it": pdf(f"{LINE} BT /F1 12 Tf 700 720 Td (beside) Tj ET"),
    "text outside the page, cut away": pdf(
        LINE, lambda writer: setattr(writer.pages[0], "cropbox", writer.pages[0].cropbox.__class__((0, 0, 595, 600)))
    ),
    "text outside the page, in a form": pdf("/X1 Do", resources="form"),
    "text outside the page, moved there": pdf("q 1 0 0 1 0 2000 cm BT /F1 12 Tf 72 720 Td (moved) Tj ET Q"),
    "text under a box": pdf(f"{LINE} 0 0 0 rg 70 715 200 16 re f"),
    "text under a box, one word of it": pdf(f"{LINE} 0 g 100 715 60 16 re f"),
    "text under a box, drawn as a path": pdf(f"{LINE} 0 g 70 715 m 270 715 l 270 731 l 70 731 l h f"),
    "text under a box, white": pdf(f"{LINE} 1 g 70 715 200 16 re f"),
    "text under a box or a picture": pdf(f"{LINE} q 300 0 0 40 60 700 cm /X1 Do Q", resources="picture"),
    "text under a box, turned": pdf(
        "BT /F1 12 Tf 0 1 -1 0 300 300 Tm (turned text here) Tj ET 0 g 285 295 20 200 re f"
    ),
    "text in the colour of its": pdf(f"1 g {LINE}"),
    "text in the colour of its background, black on black": pdf(f"0 g 70 715 200 16 re f {LINE}"),
    "text in the colour of its background, in a form that inherits it": pdf("1 g /X1 Do", resources="plain form"),
    "text in the colour of its background, without any ink": pdf(f"/CS0 cs 0 scn {LINE}", resources="ink"),
    "text outside the page, the end of a long line": pdf(
        "BT /F1 12 Tf 500 720 Td (This line goes on and on beyond the edge) Tj ET"
    ),
    "text outside the page, cut away by the edge of a form": pdf("/X1 Do", resources="cut form"),
    "text under a box, by the real widths of its letters": pdf(
        "BT /F1 12 Tf 72 720 Td (illil WWWWW) Tj ET 0 g 95 715 40 16 re f"
    ),
    "text that is set to be invisible, fully transparent": pdf(f"/Clear gs {LINE}", resources="clear"),
    "text too small to read": pdf("BT /F1 0.5 Tf 72 720 Td (tiny words) Tj ET"),
    "text too small to read, drawn smaller": pdf("q 0.01 0 0 0.01 72 720 cm BT /F1 12 Tf (tiny words) Tj ET Q"),
    "text that is set to be invisible": pdf("BT 3 Tr /F1 12 Tf 72 720 Td (unseen) Tj ET"),
    "comments or other notes": pdf(LINE, annotated("/Text")),
    "comments or other notes, written on the page": pdf(LINE, annotated("/FreeText")),
    "comments or other notes, a marker": pdf(LINE, annotated("/Highlight")),
    "comments or other notes, a sound": pdf(LINE, annotated("/Sound")),
    "redactions that are marked": pdf(LINE, annotated("/Redact")),
    "a hidden form field with a value": pdf(
        LINE, annotated("/Widget", F=NumberObject(2), V=TextStringObject("secret"))
    ),
    "a layer that is switched off": pdf(LINE, with_layer),
    "another file": pdf(LINE, with_file),
    "a program (JavaScript)": pdf(LINE, with_program),
    "an action that starts a program": pdf(LINE, with_launch),
    "an earlier version of the document": revised(),
    "a page that was removed": pdf(LINE, with_lost_page),
    "a thumbnail of a page": pdf(LINE, with_thumbnail),
    "something before its start or after its end": pdf() + b"PK\x03\x04 another file",
}
