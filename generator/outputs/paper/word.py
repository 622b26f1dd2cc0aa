"""Writes documents for Word, with headings, lists and tables as such. The only importer of python-docx that writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.outputs.paper.article import Block
from generator.outputs.paper.characters import BREAK
from generator.outputs.paper.inlines import Part
from generator.outputs.paper.pictures import PictureFolder
from generator.outputs.paper.sheets import Sheet, data_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_STYLES = {"p": None, "above": "Subtitle", "note": "Intense Quote", "quiet": "Caption", "quote": "Quote"}
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of every file in the archive: the same document has the same bytes."""


@cache
def word_version() -> str:
    """Return the version of python-docx, or nothing if it is not installed."""
    try:
        return version("python-docx")
    except PackageNotFoundError:
        return ""


def docx_of(sheet: Sheet) -> bytes:
    """Return a page as a document for Word; pictures stand in it as words."""
    from docx import Document  # noqa: PLC0415 - only a document that has to be made needs it

    data = data_of(sheet, PictureFolder(Path()))
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = data["title"], data["author"]
    properties.subject, properties.comments, properties.keywords = data["description"][:255], "", ""
    properties.language = "cy-GB" if sheet.language == "cy" else "en-GB"
    properties.created = properties.modified = datetime.combine(date.fromisoformat(sheet.day), time(), UTC)
    _Writer(document).blocks(data["blocks"], 0)
    foot = document.sections[0].footer.paragraphs[0]
    foot.text = " ".join(data["foot"]).replace(BREAK, "")
    made = io.BytesIO()
    document.save(made)
    return _with_fixed_times(made)


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._style_ids: dict[str, str | None] = {}

    def blocks(self, blocks: Sequence[Block], depth: int) -> None:
        """Write some blocks, those of a list's item further in."""
        for block in blocks:
            self._block(block, depth)

    def _block(self, block: Block, depth: int) -> None:
        match block["t"]:
            case "h":
                self._fill(self._paragraph(f"Heading {min(block['level'], 9)}", 0), block["c"])
            case "ul" | "ol":
                labels = block.get("labels")
                for number, item in enumerate(block["items"]):
                    self._item(item["c"], labels[number] if labels else "", depth)
            case "facts":
                for row in block["rows"]:
                    paragraph = self._document.add_paragraph()
                    self._fill(paragraph, [{"t": "strong", "c": [*row["label"], " "]}, *row["c"]])
            case "table":
                self.blocks(block["before"], depth)
                self._table(block)
            case "pre":
                for line in block["text"].split("\n"):
                    self._document.add_paragraph().add_run(line).font.name = "Courier New"
            case "figure":
                self._document.add_paragraph(block["alt"])
            case "aside" | "quote":
                self.blocks(block["c"], depth + 1)
            case "hr":
                pass
            case kind:
                self._fill(self._paragraph(_STYLES[kind], depth), block["c"])

    def _paragraph(self, style: str | None, depth: int) -> Paragraph:
        from docx.shared import Mm  # noqa: PLC0415 - as above

        paragraph = self._document.add_paragraph()
        if style in self._style_ids:
            paragraph._p.style = self._style_ids[style]  # noqa: SLF001 - python-docx looks for it among all, each time
        elif style:
            paragraph.style = style
            self._style_ids[style] = paragraph._p.style  # noqa: SLF001 - as above
        if depth:
            paragraph.paragraph_format.left_indent = Mm(6 * depth)
        return paragraph

    def _item(self, blocks: Sequence[Block], label: str, depth: int) -> None:
        """Write an item; a bullet is Word's own, a printed number stands in the text so that it stays as printed."""
        first, *others = blocks or [{"t": "p", "c": []}]
        if first["t"] != "p":
            others, first = list(blocks), {"t": "p", "c": []}
        if label:
            self._fill(self._paragraph("List Paragraph", depth + 1), [f"{label} ", *first["c"]])
        else:
            self._fill(self._paragraph("List Bullet 2" if depth else "List Bullet", 0), first["c"])
        self.blocks(others, depth + 1)

    def _table(self, block: Block) -> None:
        from docx.oxml import OxmlElement  # noqa: PLC0415 - as above

        rows = [block["head"], *block["rows"]]
        table = self._document.add_table(len(rows), len(block["head"]), "Table Grid")
        # Cell by cell through the rows: `table.cell` looks for each from the beginning.
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, written in zip(row.cells, cells, strict=True):
                paragraph = cell.paragraphs[0]
                for number, inner in enumerate(_paragraphs(written["c"])):
                    paragraph = cell.add_paragraph() if number else paragraph
                    is_head = cells is rows[0]
                    self._fill(paragraph, [{"t": "strong", "c": inner}] if is_head else inner)
        head = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way to a head that repeats
        head.append(OxmlElement("w:tblHeader"))

    def _fill(self, paragraph: Paragraph, parts: Sequence[Part], **look: bool) -> None:
        for part in parts:
            if isinstance(part, str):
                run = paragraph.add_run(part.replace(BREAK, ""))
                if look:
                    run.bold, run.italic = look.get("strong"), look.get("em")
                    run.font.superscript = look.get("sup")
            elif part["t"] == "br":
                paragraph.add_run().add_break()
            elif part["t"] == "code":
                paragraph.add_run(part["text"]).font.name = "Courier New"
            elif part["t"] == "img":
                paragraph.add_run(part["alt"])
            elif part["t"] == "a" and "href" in part:
                self._link(paragraph, part)
            else:
                self._fill(paragraph, part["c"], **{**look, part["t"]: True})

    def _link(self, paragraph: Paragraph, part: dict[str, Any]) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415 - as above
        from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
        from docx.oxml.ns import qn  # noqa: PLC0415 - as above

        before = len(paragraph.runs)
        self._fill(paragraph, part["c"])
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(part["href"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        runs = paragraph.runs[before:]
        paragraph._p.append(link)  # noqa: SLF001 - python-docx reads links and cannot write them
        for run in runs:
            run.font.underline = True
            link.append(run._r)  # noqa: SLF001 - as above


def _paragraphs(blocks: Sequence[Block]) -> list[list[Part]]:
    """Return the paragraphs in a cell, those of its lists each with its mark."""
    found: list[list[Part]] = []
    for block in blocks:
        if block["t"] in {"ul", "ol"}:
            for number, item in enumerate(block["items"]):
                first, *others = _paragraphs(item["c"]) or [[]]
                found += [[f"{block['labels'][number] if 'labels' in block else '•'} ", *first], *others]
        elif "c" in block and block["t"] in _STYLES:
            found.append(block["c"])
    return found


def _with_fixed_times(made: io.BytesIO) -> bytes:
    fixed = io.BytesIO()
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, archive.read(name))
    return fixed.getvalue()
