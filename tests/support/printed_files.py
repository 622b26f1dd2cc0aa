"""Makes pages and PDFs as offices have them, from text with the marks of the samples. Knows HTML and Chromium."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

import pytest

from generator.reading.documents.document import Block, BlockKind
from generator.reading.documents.plain import blocks_of

_STYLE = """
@page { size: A4; margin: 22mm 20mm }
body { font: 11pt/1.35 "DejaVu Sans", sans-serif } p { margin: 0 0 9pt } .label { margin: 0 }
ul { margin: 0 0 9pt; padding-left: 18pt } table { border-collapse: collapse }
td { border: 0.5pt solid black; padding: 3pt; vertical-align: top }
.label b { display: inline-block; width: 150pt; font-weight: normal }
"""


def html_of(text: str, *, head: str = "", foot: str = "") -> str:
    """Return a page of a text: its headings as bold lines, its bullets as a list, its labels in columns."""
    body = "".join(map(_html, blocks_of(text))).replace("</ul><ul>", "")
    is_wide = re.search(r"(?m)^(?:\|[^|\n]*){10,}", text) is not None
    head += "<style>@page { size: A3 landscape }</style>" if is_wide else ""
    start = f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>x</title><style>{_STYLE}</style>"
    return f"{start}{head}{body}{foot}</html>"


def _html(block: Block) -> str:
    if block.kind is BlockKind.SOURCE:
        return _source("".join(span.text for span in block.spans))
    inner = "".join(_span(span.text, is_bold=span.is_bold, is_raised=span.is_raised) for span in block.spans)
    if block.kind is BlockKind.HEADING:
        return f"<p><b>{inner}</b></p>"
    if block.kind is BlockKind.ITEM and re.fullmatch(r"[•\-*]", block.mark):
        return f"<ul><li>{inner}</li></ul>"
    if block.kind is BlockKind.ITEM:
        return f"<p>{escape(block.mark)} {inner}</p>"
    if "\t" in inner:
        label, _, value = inner.partition("\t")
        return f'<p class="label"><b>{label}</b>{value}</p>'
    return f"<p>{inner.replace(chr(10), '<br>')}</p>"


def _span(text: str, *, is_bold: bool, is_raised: bool) -> str:
    html = escape(text, quote=False)
    html = f"<b>{html}</b>" if is_bold else html
    return f"<sup>{html}</sup>" if is_raised else html


def _source(text: str) -> str:
    rows = [line.strip().strip("|") for line in text.split("\n") if line.strip().startswith("|")]
    rows = [row for row in rows if not re.fullmatch(r"[|\s:-]+", row)]
    if not rows:
        return f"<p>{escape(text, quote=False)}</p>"
    cells = (re.split(r"(?<!\\)\|", row) for row in rows)
    html = "".join(
        "<tr>"
        + "".join(f"<td>{escape(cell.strip(), quote=False).replace('&lt;br&gt;', '<br>')}</td>" for cell in row)
        + "</tr>"
        for row in cells
    )
    return f"<table>{html}</table>".replace("\\|", "|")


def pdf_of(html: str) -> bytes:
    """Print a page to a PDF, as a person does from a browser or a word processor."""
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        _run_chromium("--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri())
        return printed.read_bytes()


def screenshot_of(address: str, width: int, height: int) -> bytes:
    """Return a picture (PNG) of the top of a page."""
    with tempfile.TemporaryDirectory() as folder:
        taken = Path(folder) / "page.png"
        _run_chromium(f"--screenshot={taken}", f"--window-size={width},{height}", "--hide-scrollbars", address)
        return taken.read_bytes()


def _run_chromium(*arguments: str) -> None:
    program = shutil.which(os.environ.get("CHROMIUM") or "chromium")
    if not program:
        pytest.skip("There is no Chromium on this machine")
    with tempfile.TemporaryDirectory() as profile:
        command = [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", *arguments]
        subprocess.run(command, capture_output=True, check=True, timeout=500)
