"""Makes Word files as offices write them, from text with the marks of the samples. Knows python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE

from generator.reading.documents.document import Block, BlockKind
from generator.reading.documents.plain import blocks_of

_BULLETED = re.compile(r"[•\-*]")


def new_document() -> Document:
    """Return an empty document with Word's own styles, but for a hundred of tables: nine tenths of it, and unused."""
    document = docx.Document()
    for style in list(document.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()
    return document


def document_of(text: str) -> Document:
    """Return a Word document of a text: its headings as bold lines, its bullets as Word's, its numbers as typed."""
    document = new_document()
    properties = document.core_properties
    properties.author = properties.comments = ""
    for block in blocks_of(text):
        _add(document, block)
    return document


def _add(document: Document, block: Block) -> None:
    if block.kind is BlockKind.SOURCE:
        _add_source(document, "".join(span.text for span in block.spans))
        return
    is_bullet = block.kind is BlockKind.ITEM and _BULLETED.fullmatch(block.mark) is not None
    paragraph: Any = document.add_paragraph(style="List Bullet" if is_bullet else None)
    if block.kind is BlockKind.ITEM and not is_bullet:
        paragraph.add_run(f"{block.mark} ")
    for span in block.spans:
        run = paragraph.add_run(span.text)
        run.bold = span.is_bold or block.kind is BlockKind.HEADING or None
        run.italic = span.is_italic or None
        run.font.superscript = span.is_raised or None


def _add_source(document: Document, text: str) -> None:
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        for line in text.split("\n")
        if line.strip().startswith("|") and not re.fullmatch(r"[|\s:-]+", line)
    ]
    if not rows:
        document.add_paragraph(text)
        return
    table: Any = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell.replace("<br>", "\n").replace("\\|", "|")


def docx_bytes(document: Document) -> bytes:
    """Return a document as its file."""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def docx_of(text: str) -> bytes:
    """Return the file of a text."""
    return docx_bytes(document_of(text))


def changed_parts(data: bytes, change: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> bytes:
    """Return a package with parts changed, replaced, added, or left out where None."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        names = [*source.namelist(), *(name for name in change if name not in source.namelist())]
        for name in names:
            new = change.get(name, b"")
            if name in change and new is None:
                continue
            old = source.read(name) if name in source.namelist() else b""
            target.writestr(name, new(old) if callable(new) else new or old)
    return written.getvalue()
