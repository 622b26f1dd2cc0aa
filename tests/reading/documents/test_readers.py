"""Files that a paper cannot be: bombs, entities, wrong endings, passwords. Each is refused with a plain message."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.documents.markdown_body import markdown_of
from generator.reading.documents.readers import ENDINGS, read_paper
from tests.support.pdf_files import pdf
from tests.support.word_files import changed_parts, docx_bytes, new_document

ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return written.getvalue()


def word(**parts: bytes) -> bytes:
    document = new_document()
    document.add_paragraph("The force has read the report.")
    return changed_parts(docx_bytes(document), {f"word/{name}.xml": data for name, data in parts.items()})


def encrypted() -> bytes:
    """Return a package whose first entry says that it is encrypted."""
    data = bytearray(packed({"[Content_Types].xml": b"<x/>"}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


REFUSED = {
    "an entity that grows": ("a.docx", word(document=ENTITY + b"<x>&b;</x>"), "document type definition"),
    "an entity that reads a file": ("a.docx", word(document=OUTSIDE + b"<x>&a;</x>"), "document type definition"),
    "an entity in another part": ("a.docx", word(styles=ENTITY + b"<x>&b;</x>"), "document type definition"),
    "a bomb": ("a.docx", word(document=b"<x>" + b" " * 60_000_000 + b"</x>"), "unpacks to more than a paper needs"),
    "thousands of parts": ("a.docx", packed({f"x{n}.xml": b"<x/>" for n in range(2_100)}), "unpacks to more than"),
    "elements within elements": ("a.docx", word(document=b"<x>" * 5_000 + b"</x>" * 5_000), "damaged or cut short"),
    "no document": ("a.docx", packed({"x.xml": b"<x/>"}), "not a Word document"),
    "a password on the package": ("a.docx", encrypted(), "protected with a password"),
    "a cut package": ("a.docx", word()[:3_000], "damaged or cut short"),
    "a password on a text": (
        "a.odt",
        packed({"content.xml": b"x", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        "protected with a password",
    ),
    "no text": ("a.odt", packed({"content.xml": b"<x/>"}), "not an OpenDocument text"),
    "a picture of a page": ("a.pdf", pdf("q 595 0 0 842 0 0 cm /X1 Do Q", resources="picture"), "pictures of pages"),
    "a cut PDF": ("a.pdf", pdf()[:200], "cut short"),
    "bytes that are no text": ("a.txt", b"\x00\x01\x02" * 50, "not a text"),
    "a page without words": ("a.html", b"<html><body><script>x</script></body></html>", "no text"),
    "a page deeper than a paper": ("a.html", b"<div>" * 3_000 + b"words", "more elements than a paper"),
    "a file that is too large": ("a.txt", b"x" * 50_000_001, "larger than 50 MB"),
    "a presentation": ("a.pptx", b"PK\x03\x04", "cannot be imported"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_no_paper_has_is_refused_with_a_message(what: str) -> None:
    name, data, message = REFUSED[what]
    with pytest.raises(UnreadableError) as refused:
        read_paper(name, data)
    assert message in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_reader_takes_an_empty_file(ending: str) -> None:
    with pytest.raises(UnreadableError, match="This file is empty"):
        read_paper(f"paper{ending}", b" \n")


def test_a_saved_page_is_read_without_the_furniture_of_its_site() -> None:
    page = (
        "<html><head><title>Office</title></head><body><header>Logo</header><nav><a href='/'>Home</a></nav>"
        "<div class='cookie-banner'>We use cookies</div><main><h1>Response</h1><p>We <b>agree</b>.</p>"
        "<ol start='4'><li>four<ul><li>within</li></ul></li></ol>"
        "<table><tr><td colspan=2>Across</td></tr><tr><td>A</td><td>B</td></tr></table>"
        "<p style='display:none'>Unseen words</p><!-- by B. Sample --></main><footer>Contact</footer></body></html>"
    )
    reading = read_paper("page.html", page.encode())
    assert markdown_of(reading.decided(set()))[0] == (
        "## Response\n\nWe **agree**.\n\n4. four\n\n   - within\n\n| Across |  |\n| --- | --- |\n| A | B |"
    )
    assert [(item.kind, item.excerpt) for item in reading.hidden] == [
        ("data", "by B. Sample"),
        ("hidden-text", "Unseen words"),
    ]


def test_a_text_of_windows_is_read_in_its_encoding() -> None:
    reading = read_paper("paper.txt", "The Commissioner’s £5 – agreed".encode("cp1252"))
    assert markdown_of(reading.decided(set()))[0] == "The Commissioner’s £5 – agreed"
