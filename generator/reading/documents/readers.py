"""The readers of papers by ending, and what to do with a file that none reads. Knows first bytes; reads no paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from generator.messages import INVISIBLE_CHARACTERS
from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.documents.document import PaperReading, Span
from generator.reading.documents.typed_marks import FONT_TICKS, with_typed_mark
from generator.reading.plain_text.damage import mended

_TICKS = {ord(sign): plain for sign, plain in FONT_TICKS.items()}
_LIGATURE = re.compile("[\ufb00-\ufb06]")
MAX_BYTES = 50_000_000

_READERS = {
    ".docx": ("word.text", "read_docx"),
    ".odt": ("opendocument.text", "read_odt"),
    ".pdf": ("pdf.text", "read_pdf"),
    ".html": ("html_page", "read_html"), ".htm": ("html_page", "read_html"),
    ".txt": ("plain", "read_text"), ".md": ("plain", "read_text"),
}  # fmt: skip
"""Module and function of each reader: its libraries are imported only for its files."""

ENDINGS = tuple(_READERS)

SAVE_AS = {
    ".doc": "Open it in Word and save it as a Word document (.docx)",
    ".docm": "Open it in Word and save it as a Word document without macros (.docx)",
    ".dotx": "Open it in Word and save it as a Word document (.docx)",
    ".dot": "Open it in Word and save it as a Word document (.docx)",
    ".rtf": "Open it in Word or LibreOffice and save it as a Word document (.docx)",
    ".pages": "Open it in Pages and export it as Word (.docx)",
    ".wpd": "Open it in LibreOffice and save it as a Word document (.docx)",
    ".xlsx": "Copy the table into a Word document (.docx), or attach the table to the record as CSV",
    ".xls": "Copy the table into a Word document (.docx), or attach the table to the record as CSV",
    ".ods": "Copy the table into a Word document (.docx), or attach the table to the record as CSV",
    ".pptx": "Copy its text into a Word document (.docx)",
    ".ppt": "Copy its text into a Word document (.docx)",
    ".eml": "Save the attached paper, or copy the text into a Word document (.docx)",
    ".msg": "Save the attached paper, or copy the text into a Word document (.docx)",
    ".png": "Read the text of the picture into a Word document (.docx)",
    ".jpg": "Read the text of the picture into a Word document (.docx)",
    ".jpeg": "Read the text of the picture into a Word document (.docx)",
}
"""What to do with files that are often met and that no reader knows."""

_SIGNS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office file, or one protected with a password", "", "older"),
    (b"PK\x03\x04", "a package, such as a Word or OpenDocument file", ".docx .odt", "package"),
    (b"PK\x05\x06", "an empty package", "", "package"),
    (b"%PDF-", "a PDF", ".pdf", "pdf"),
    (b"{\\rtf", "a rich text file (.rtf)", "", "rtf"),
)


def read_paper(name: str, data: bytes) -> PaperReading:
    """Read a paper.

    Raises:
        UnreadableError: It cannot be read; the message says why, and what to do.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in _READERS:
        hint = SAVE_AS.get(ending, f"Save it as one of these: {', '.join(ENDINGS)}")
        raise UnreadableError(f"Files that end with {ending or 'nothing'} cannot be imported", hint)
    if not data.strip(b"\0\r\n\t "):
        raise UnreadableError("This file is empty", "Save it again in the program it was written in")
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"This file is larger than {MAX_BYTES // 1_000_000} MB", "Save it without its pictures")
    _refuse_another_kind(ending, data)
    module, function = _READERS[ending]
    read: Callable[[bytes], PaperReading] = getattr(import_module(f"generator.reading.documents.{module}"), function)
    reading = read(data)
    blocks = (block.with_spans(_plain_letters) for block in reading.blocks)
    return replace(reading, blocks=tuple(map(with_typed_mark, blocks)), witness=plain_letters(reading.witness))


def _plain_letters(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return spans with the letters that were meant: `ﬁ` as two, ticks of Wingdings, none of a wrong encoding."""
    return tuple(replace(span, text=plain_letters(span.text)) for span in spans)


def plain_letters(text: str) -> str:
    """Return a text without what a font, an encoding or a program made of its letters."""
    text = INVISIBLE_CHARACTERS.sub("", _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text))
    return mended(text.translate(_TICKS))


def _refuse_another_kind(ending: str, data: bytes) -> None:
    for sign, what, endings, kind in _SIGNS:
        found = sign in data[:1024] if kind == "pdf" else data.startswith(sign)
        if not found or ending in endings.split():
            continue
        if kind == "older" and ending == ".docx":
            raise UnreadableError(
                "This file is protected with a password, or is an older Word file under a new name",
                "Open it in Word and save it as a Word document (.docx) without a password",
            )
        raise UnreadableError(
            f"This file is {what}, though its name ends with {ending}", "Name it for what it is, or save it again"
        )
    if ending in {".docx", ".odt"} and not data.startswith(b"PK"):
        raise UnreadableError(
            f"This file is not what its ending, {ending}, says", "Open it in its program and save it again"
        )
