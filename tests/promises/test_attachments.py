"""Attachments are scanned before they are published: hidden data in a PDF, an image or a table is an error."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter, apply_configuration
from pypdf.generic import (
    TextStringObject,
)

from generator.problems import Category
from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.attachments.images import hidden_in_jpeg, hidden_in_png
from generator.reading.attachments.pdf import hidden_in
from tests.support.hidden_pdfs import HIDDEN, annotated
from tests.support.pdf_files import LINE, pdf
from tests.support.sample_office import CONTENT
from tests.support.small_site import RESPONSE, SmallSite


@pytest.mark.parametrize("what", HIDDEN)
def test_what_a_pdf_hides_is_found(what: str) -> None:
    found = list(hidden_in(HIDDEN[what]))
    assert any(each.what.startswith(what.partition(",")[0]) for each in found if each.is_error), [
        each.what for each in found
    ]


CLEAN = {
    "a letter": pdf(),
    "a heading in white on a coloured box": pdf(
        "0.1 0.2 0.6 rg 60 700 400 40 re f 1 g BT /F1 12 Tf 72 715 Td (White on blue) Tj ET"
    ),
    "a table with shaded rows": pdf(f"0.9 g 60 700 400 40 re f 0 g {LINE} 0 G 60 700 400 40 re S"),
    "a line under words": pdf(f"{LINE} 0 g 70 718.5 200 0.6 re f"),
    "a line through words": pdf(f"{LINE} 0 g 70 723 200 0.6 re f"),
    "a marker of glass over words": pdf(f"{LINE} /Glass gs 1 1 0 rg 70 715 200 16 re f", resources="glass"),
    "what a scanner read under its picture": pdf(
        "q 595 0 0 842 0 0 cm /X1 Do Q BT 3 Tr /F1 12 Tf 72 720 Td (read) Tj ET", resources="picture"
    ),
    "white words on a photograph": pdf(
        "q 595 0 0 842 0 0 cm /X1 Do Q 1 g BT /F1 12 Tf 72 720 Td (title) Tj ET", resources="picture"
    ),
    "black text in a printing ink": pdf(f"/CS0 cs 1 scn {LINE}", resources="ink"),
    "spaces beyond the edge of the page": pdf("BT /F1 12 Tf 500 720 Td (Short                          ) Tj ET"),
    "a box between two columns": pdf("BT /F1 12 Tf 72 720 Td [(Left) -20000 (Right)] TJ ET 0 g 120 715 150 16 re f"),
    "a letter in a large font set by its matrix": pdf("BT /F1 0.01 Tf 1200 0 0 1200 72 720 Tm (seen) Tj ET"),
    "a box beside the words": pdf(f"{LINE} 0 g 300 715 100 16 re f"),
    "a link": pdf(LINE, annotated("/Link")),
    "a field of a form": pdf(LINE, annotated("/Widget", V=TextStringObject("seen"))),
    "a page without anything": pdf(""),
    "the sample office's letter": (CONTENT / "responses/sampleshire/2024/sample-custody/letter.pdf").read_bytes(),
}


@pytest.mark.parametrize("what", CLEAN)
def test_what_hides_nothing_passes(what: str) -> None:
    assert [each.what for each in hidden_in(CLEAN[what])] == []


def test_an_authors_name_among_the_properties_is_only_a_warning() -> None:
    named = pdf(LINE, lambda writer: writer.add_metadata({"/Author": "Jo Bloggs"}))
    assert [(each.what, each.is_error) for each in hidden_in(named)] == [
        ("its author's name among its properties", False)
    ]


def test_a_file_made_for_the_web_may_have_two_ends() -> None:
    assert [each.what for each in hidden_in(pdf().replace(b"%PDF-1.3", b"%PDF-1.3 /Linearized %%EOF", 1))] == []


def encrypted() -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


UNREADABLE = {
    "encrypted": encrypted(),
    "is not a PDF": b"PK\x03\x04",
    "is cut short": pdf()[:-40],
    "is damaged": b"%PDF-1.4\nnothing\n%%EOF",
    "is damaged, in its middle": pdf().replace(b"/Pages", b"/Pages [[[[", 1),
    "has no pages": pdf(LINE, lambda writer: writer.remove_page(0)),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_pdf_that_cannot_be_looked_through_is_refused(what: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        list(hidden_in(UNREADABLE[what]))
    if what in {"encrypted", "is not a PDF", "is cut short", "has no pages"}:
        assert what in refused.value.message


def test_any_damage_to_a_pdf_is_reported_and_never_a_crash() -> None:
    whole = HIDDEN["another file"]
    for place in range(0, len(whole), 23):
        for damaged in (whole[:place] + b"\xff\0<<[" + whole[place + 5 :], whole[:place] + whole[place + 40 :]):
            with suppress(UnreadableError):
                list(hidden_in(damaged))


def test_no_file_that_is_looked_into_starts_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr("subprocess.Popen.__init__", refuse)
    for name in (b"JBIG2Decode", b"JPXDecode", b"DCTDecode", b"CCITTFaxDecode", b"Crypt", b"LZWDecode"):
        filtered = pdf().replace(b"/Length", b"/Filter /" + name + b" /Length", 1)
        assert b"/Filter /" in filtered
        with suppress(UnreadableError), apply_configuration(jbig2dec_binary=sys.executable):
            list(hidden_in(filtered))


# --- Pictures ---------------------------------------------------------------------------------------------------------


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def exif(*tags: int, order: str = ">", preview: bool = False) -> bytes:
    entries = b"".join(struct.pack(f"{order}HHII", tag, 4, 1, 0) for tag in tags)
    after = 8 + 2 + len(entries) + 4
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}I", 8)
    return (
        head
        + struct.pack(f"{order}H", len(tags))
        + entries
        + struct.pack(f"{order}I", after if preview else 0)
        + b"\0" * 20
    )


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(*more: bytes) -> bytes:
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0" + bytes(9))
        + b"".join(more)
        + segment(0xDA, bytes(6))
        + b"\x12\xff\0\x34\xff\xd1\x56"
        + b"\xff\xd9"
    )


PICTURES = {
    "png clean": (png(), []),
    "png with the program's name": (png(chunk(b"tEXt", b"Software\0Paint")), []),
    "png with a text": (png(chunk(b"tEXt", b"Comment\0Do not publish")), ["text among its properties"]),
    "png with a packed text": (
        png(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"no"))),
        ["text among its properties"],
    ),
    "png with its place": (png(chunk(b"eXIf", exif(0x8825))), ["the place where it was taken"]),
    "png with a ZIP behind it": (png() + b"PK\x03\x04", ["something after the end of the image"]),
    "jpeg clean": (jpeg(), []),
    "jpeg with the camera's name": (jpeg(segment(0xE1, b"Exif\0\0" + exif(0x010F))), []),
    "jpeg with its place": (jpeg(segment(0xE1, b"Exif\0\0" + exif(0x010F, 0x8825))), ["the place where it was taken"]),
    "jpeg with its place, little end first": (
        jpeg(segment(0xE1, b"Exif\0\0" + exif(0x8825, order="<"))),
        ["the place where it was taken"],
    ),
    "jpeg with its place in XMP": (
        jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='52,1N'/>")),
        ["the place where it was taken"],
    ),
    "jpeg with a preview": (
        jpeg(segment(0xE1, b"Exif\0\0" + exif(0x010F, preview=True))),
        ["a smaller image, perhaps from before it was changed"],
    ),
    "jpeg with a comment": (jpeg(segment(0xFE, b"by Jo")), ["text among its properties"]),
    "jpeg with a ZIP behind it": (jpeg() + b"PK\x03\x04", ["something after the end of the image"]),
}


@pytest.mark.parametrize("what", PICTURES)
def test_what_a_picture_holds_besides_is_found(what: str) -> None:
    data, wanted = PICTURES[what]
    look = hidden_in_png if what.startswith("png") else hidden_in_jpeg
    assert [each.what for each in look(data)] == wanted


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", png()[:20], png()[:-6], jpeg()[:9], jpeg()[:-2], jpeg(b"\0\0")], ids=str
)
def test_a_picture_that_is_none_or_is_cut_short_is_refused(data: bytes) -> None:
    for look in (hidden_in_png, hidden_in_jpeg):
        with pytest.raises(UnreadableError):
            list(look(data))


# --- In a content folder ----------------------------------------------------------------------------------------------


def attach(site: SmallSite, name: str, data: bytes, *, more: str = "") -> None:
    site.add_fact(f"{RESPONSE}.md", f"attachments: [{{file: cyber/{name}, title: A letter}}]{more}")
    site.write(f"{RESPONSE}/{name}", data)


ADVICE = "If it is intended, add under allow in its record: {what: hidden-data, reason: ...}"


def test_an_attachment_that_hides_something_stops_the_build(small_site: SmallSite) -> None:
    attach(small_site, "letter.pdf", HIDDEN["comments or other notes"])
    assert small_site.build()[0] == (
        f"content/{RESPONSE}/letter.pdf: This PDF contains comments or other notes. "
        f"Delete the comments, then save it again. {ADVICE}"
    )
    assert small_site.last.failure is Category.CONTENT


def test_an_allowance_with_its_reason_passes_over_it(small_site: SmallSite) -> None:
    attach(
        small_site,
        "letter.pdf",
        HIDDEN["comments or other notes"],
        more="\nallow: [{what: hidden-data, reason: The notes are the inspectorate's own.}]",
    )
    assert small_site.build() == []
    assert (small_site.site / RESPONSE / "letter.pdf").read_bytes() == HIDDEN["comments or other notes"]


def test_no_allowance_passes_over_a_file_that_cannot_be_looked_through(small_site: SmallSite) -> None:
    attach(small_site, "letter.pdf", encrypted(), more="\nallow: [{what: unreadable-file, reason: We know it.}]")
    assert small_site.build()[0] == (
        f"content/{RESPONSE}/letter.pdf: This PDF is encrypted and cannot be checked. Save it without a password."
    )


@pytest.mark.parametrize("published", ["", "published: 2027-01-01\n"])
def test_attachments_of_what_is_not_released_are_looked_into_too(small_site: SmallSite, published: str) -> None:
    attach(small_site, "letter.pdf", HIDDEN["text under a box"])
    small_site.edit(f"{RESPONSE}.md", "published: 2026-11-22\n", published)
    assert small_site.build()[0].startswith(f"content/{RESPONSE}/letter.pdf: This PDF contains text under a box")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("x.pdf", b"\x89PNG", "This file is not a PDF."),
        ("x.png", jpeg(), "This file is not a PNG."),
        ("x.jpg", png(), "This file is not a JPEG."),
        ("x.csv", b"caf\xe9", "This file is not a table in UTF-8 text."),
        ("x.csv", b"a\0b", "This table contains invisible characters."),
        ("x.csv", pdf(), "This file is not a table"),
        ("x.csv", b"PK\x03\x04\x14\0", "This table contains invisible characters."),
    ],
)
def test_a_file_is_what_its_name_says(small_site: SmallSite, name: str, data: bytes, message: str) -> None:
    attach(small_site, name, data)
    assert small_site.build()[0].startswith(f"content/{RESPONSE}/{name}: {message}")


def test_a_table_and_pictures_that_hide_nothing_pass(small_site: SmallSite) -> None:
    small_site.add_fact(
        f"{RESPONSE}.md",
        "attachments: [{file: cyber/a.csv, title: A}, {file: cyber/b.png, title: B}, {file: cyber/c.jpg, title: C}]",
    )
    for name, data in (("a.csv", b"\xef\xbb\xbfa,b\r\n1,2\r\n"), ("b.png", png()), ("c.jpg", jpeg())):
        small_site.write(f"{RESPONSE}/{name}", data)
    assert small_site.build() == []


def test_the_attachments_of_the_samples_hide_nothing() -> None:
    files = sorted(CONTENT.rglob("*.pdf"))
    assert files
    assert [each.what for file in files for each in hidden_in(Path(file).read_bytes())] == []
