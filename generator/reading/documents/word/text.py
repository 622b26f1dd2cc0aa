"""Reads a Word document: its paragraphs, lists, tables and notes in order, hidden text marked by its item.

Knows Word's elements; decides nothing on hidden text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.reading.documents.document import Block, BlockKind, PaperReading, Span, identified
from generator.reading.documents.hidden_items import HiddenItem, hidden_item
from generator.reading.documents.word.list_marks import Numbering
from generator.reading.documents.word.looks import Looks, chosen
from generator.reading.documents.word.package_items import PackageItems
from generator.reading.documents.word.parts import MC, Element, W, WordParts, value
from generator.reading.documents.word.runs import RunReader
from generator.reading.documents.word.styles import Styles
from generator.reading.documents.word.witness import seen_words
from generator.reading.documents.xml_package import XmlPackage

_WRAPPERS = {f"{W}{name}" for name in ("customXml", "smartTag", "ins", "del", "moveFrom", "moveTo")}
_MAX_DEPTH = 40
"""Levels of tables, boxes and wrappers within one another."""


def read_docx(data: bytes) -> PaperReading:
    """Read a Word document.

    Raises:
        UnreadableError: It is none, is damaged, is protected or is too big.
    """
    parts = WordParts(XmlPackage(data))
    return _WordText(parts).read()


class _WordText:
    def __init__(self, parts: WordParts) -> None:
        self._parts = parts
        self._styles = Styles(parts.first("styles"))
        self._looks = Looks(self._styles, parts.body)
        self._numbering = Numbering(parts.first("numbering"), self._styles)
        self._runs = RunReader(self._styles, self._looks, parts.main_relations)
        self._items: list[HiddenItem] = []
        self._paragraphs = self._tables = 0

    def read(self) -> PaperReading:
        blocks = list(self._blocks(self._parts.body, 0))
        notes = list(self._notes())
        for kind, place, excerpt in self._runs.met:
            self._items.append(hidden_item(kind, place, excerpt))
        package = PackageItems(self._parts, self._runs.comment_places)
        comments = self._with_text(package.comments())
        headers, footers = self._with_text(package.texts("header")), self._with_text(package.texts("footer"))
        unreferenced = self._with_text(self._unreferenced_notes())
        self._items += package.others()
        placed = _after_places(blocks, comments)
        remarks = [*self._runs.remarks, *package.remarks()]  # before the witness changes the document
        metadata = tuple(package.metadata())
        return PaperReading(
            (*headers, *placed, *notes, *unreferenced, *footers), tuple(dict.fromkeys(self._items)), metadata,
            tuple(dict.fromkeys(remarks)), seen_words(self._parts, self._runs.hidden_runs),
        )  # fmt: skip

    def _with_text(self, found: Sequence[tuple[str, str, str]]) -> list[Block]:
        """Return a block for each hidden text that stands outside the body, and list its item."""
        blocks = []
        for kind, place, text in found:
            item = hidden_item(kind, place, text)
            self._items.append(item)
            blocks.append(Block(spans=(Span(text, item=item.id),), place=place))
        return blocks

    def _blocks(self, parent: Element, depth: int, place: str = "") -> Iterator[Block]:
        if depth > _MAX_DEPTH:
            return
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child, depth, place)
            elif tag == f"{W}tbl":
                yield from self._table(child, depth, place)
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                yield from () if content is None else self._blocks(content, depth + 1, place)
            elif tag in _WRAPPERS:
                yield from self._blocks(child, depth + 1, place)
            elif tag == f"{MC}AlternateContent":
                choice, fallback = chosen(child)
                shown = choice if choice is not None else fallback
                yield from () if shown is None else self._blocks(shown, depth + 1, place)

    def _paragraph(self, paragraph: Element, depth: int, place: str) -> Iterator[Block]:
        self._paragraphs += not place
        where = place or f"paragraph {self._paragraphs}"
        self._runs.place, self._runs.boxes = where, []
        spans = identified(self._runs.spans(paragraph), where, self._items)
        boxes = self._runs.boxes
        if any(span.text.strip() or span.note for span in spans):
            size = max((self._styles.size(run, paragraph) for run in paragraph.iter(f"{W}r")), default=0)
            yield replace(self._shaped(paragraph, spans), place=where, size=size)
        for box in boxes:
            yield from self._blocks(box, depth + 1, f"text box at {where}")

    def _shaped(self, paragraph: Element, spans: tuple[Span, ...]) -> Block:
        mark = self._numbering.mark(paragraph)
        if level := self._styles.heading_level(paragraph):
            numbered = (Span(f"{mark[0]} "), *spans) if mark and mark[0] and mark[0] != "•" else spans
            return Block(BlockKind.HEADING, numbered, level)
        if mark and mark[0]:
            return Block(BlockKind.ITEM, spans, mark[1], mark[0])
        return Block(BlockKind.PARAGRAPH, spans)

    def _table(self, table: Element, depth: int, place: str) -> Iterator[Block]:
        self._tables += not place
        where = place or f"table {self._tables}"
        rows: list[tuple[tuple[Block, ...], ...]] = []
        for number, row in enumerate(_below(table, f"{W}tr"), 1):
            cells: list[tuple[Block, ...]] = [()] * _count(row.find(f"{W}trPr"), "gridBefore", 0)
            for column, cell in enumerate(_below(row, f"{W}tc"), 1):
                properties = cell.find(f"{W}tcPr")
                is_covered = _is_continued(properties)
                at = f"{where}, row {number}, column {column}"
                blocks = () if is_covered else tuple(self._flat(self._blocks(cell, depth + 1, at)))
                cells += [blocks, *[()] * (_count(properties, "gridSpan", 1) - 1)]
            rows.append(tuple(cells))
        worded = [row for row in rows if any(row)]
        if worded and max(map(len, worded)) == 1:  # a frame around text
            yield from (block for row in worded for cell in row for block in cell)
        elif worded:
            yield Block(BlockKind.TABLE, rows=tuple(worded), place=where)

    @staticmethod
    def _flat(blocks: Iterator[Block]) -> Iterator[Block]:
        """Yield the blocks of a cell; those of a table within it one by one."""
        for block in blocks:
            yield from block.parts

    def _notes(self) -> Iterator[Block]:
        """Yield the notes that the text refers to, in that order; notes may refer to no others."""
        for (kind, id_), label in list(self._runs.note_labels.items()):
            element = self._note_elements(kind).get(id_)
            place = f"{kind} {label.removeprefix('end-')}"
            blocks = [] if element is None else list(self._blocks(element, 0, place))
            spans: list[Span] = []
            for block in blocks:
                spans += [*([Span(" ")] if spans else []), *block.spans]
            yield Block(BlockKind.NOTE, tuple(spans), mark=label, place=place)

    def _note_elements(self, kind: str) -> dict[str, Element]:
        root = self._parts.first(f"{kind}s")
        notes = [] if root is None else root.findall(f"{W}{kind}")
        return {value(note, "", "id") or "": note for note in notes if value(note, "", "type") in {None, "normal"}}

    def _unreferenced_notes(self) -> list[tuple[str, str, str]]:
        found = []
        for kind in ("footnote", "endnote"):
            for id_, note in self._note_elements(kind).items():
                text = "".join(note.itertext(f"{W}t", f"{W}delText"))
                if (kind, id_) not in self._runs.note_labels and text.strip():
                    found.append(("footnote", f"{kind} with the id {id_}", text))
        return found


def _below(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, through wrappers."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in {*_WRAPPERS, f"{W}sdt", f"{W}sdtContent"}:
            yield from _below(child, tag)


def _count(properties: Element | None, name: str, fallback: int) -> int:
    count = value(properties, name)
    return min(int(count), 63) if count and count.isdigit() else fallback


def _is_continued(properties: Element | None) -> bool:
    merged = None if properties is None else properties.find(f"{W}vMerge")
    return merged is not None and value(merged) != "restart"


def _after_places(blocks: Sequence[Block], added: Sequence[Block]) -> list[Block]:
    """Return blocks, each addition after the last block of its place."""
    last = {place: number for number, block in enumerate(blocks) for place in (block.place, _outer(block.place))}
    placed: list[Block] = []
    for number, block in enumerate(blocks):
        placed += [block, *(one for one in added if last.get(one.place, last.get(_outer(one.place))) == number)]
    known = {id(block) for block in placed}
    return [*placed, *(one for one in added if id(one) not in known)]


def _outer(place: str) -> str:
    return place.partition(",")[0]
