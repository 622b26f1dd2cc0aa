"""Reads an OpenDocument text: paragraphs, lists, tables and notes in order, hidden text marked by its item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.documents.document import Block, BlockKind, PaperReading, Span, identified
from generator.reading.documents.hidden_items import HiddenItem, hidden_item
from generator.reading.documents.opendocument.package_items import PackageItems
from generator.reading.documents.opendocument.styles import (
    DRAW,
    FO,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    XLINK,
    Styles,
)
from generator.reading.documents.word.list_marks import numeral
from generator.reading.documents.xml_package import Element, XmlPackage

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_NO_TEXT = {
    f"{TEXT}tracked-changes", f"{OFFICE}forms", f"{TEXT}sequence-decls", f"{TEXT}variable-decls",
}  # fmt: skip
_NO_LINK = "A link was left out, because it leads to no web page or e-mail address"
_MAX_DEPTH = 60
_MAX_REPEATED = 64


def read_odt(data: bytes) -> PaperReading:
    """Read an OpenDocument text.

    Raises:
        UnreadableError: It is none, is damaged, is protected or is too big.
    """
    package = XmlPackage(data)
    manifest = package.part("META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        raise UnreadableError("This file is protected with a password", "Save it without one")
    content = package.xml("content.xml")
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        hint = "Open it in LibreOffice and save it as .odt or .docx"
        raise UnreadableError("This file is not an OpenDocument text, though its name ends like one", hint)
    return _OpenText(package, content, body).read()


class _OpenText:
    def __init__(self, package: XmlPackage, content: Element, body: Element) -> None:
        self._package, self._body = package, body
        self._styles_root = package.xml("styles.xml")
        self._styles = Styles([root for root in (content, self._styles_root) if root is not None])
        self._items: list[HiddenItem] = []
        self._remarks: list[tuple[str, str]] = []
        self._notes: list[Block] = []
        self._after: list[Block] = []
        self._counts: dict[str, dict[int, int]] = {}
        self._paragraphs = self._tables = 0
        self._place = ""
        self._inserted: set[str] = set()
        self._open_change = ""

    def read(self) -> PaperReading:
        self._read_changes()
        package = PackageItems(self._package, self._styles_root, self._body)
        head, foot = self._with_text(package.texts("header")), self._with_text(package.texts("footer"))
        blocks = [*head, *self._blocks(self._body, 0), *self._notes, *foot]
        self._items += package.others()
        seen = (span.text for block in blocks for part in block.parts for span in part.spans if not span.item)
        items, remarks = tuple(dict.fromkeys(self._items)), tuple(dict.fromkeys(self._remarks))
        return PaperReading(tuple(blocks), items, tuple(package.metadata()), remarks, " ".join(seen))

    def _with_text(self, found: Iterable[tuple[str, str, str]]) -> list[Block]:
        """Return a block for each hidden text that stands outside the body, and list its item."""
        blocks = []
        for kind, place, text in found:
            self._items.append(hidden_item(kind, place, text))
            blocks.append(Block(spans=(Span(text, item=self._items[-1].id),), place=place))
        return blocks

    def _read_changes(self) -> None:
        """List tracked deletions, which stand apart from the text, and note which marks are of insertions."""
        for region in self._body.iter(f"{TEXT}changed-region"):
            id_ = region.get(f"{TEXT}id", "")
            deletion = region.find(f"{TEXT}deletion")
            if deletion is not None:
                text = " ".join("".join(one.itertext()) for one in deletion.iter(f"{TEXT}p", f"{TEXT}h"))
                if text.strip():
                    self._items.append(hidden_item("deletion", "tracked changes", text))
                    self._after.append(Block(spans=(Span(text, item=self._items[-1].id),), place="tracked changes"))
            elif region.find(f"{TEXT}insertion") is not None:
                self._inserted.add(id_)

    def _blocks(self, parent: Element, depth: int, place: str = "") -> Iterator[Block]:
        if depth > _MAX_DEPTH:
            return
        for child in parent:
            tag = child.tag
            if tag in {f"{TEXT}p", f"{TEXT}h"}:
                yield from self._paragraph(child, place)
                yield from self._waiting()
            elif tag == f"{TEXT}list":
                yield from self._list(child, depth, 1, child.get(f"{TEXT}style-name"), place)
            elif tag == f"{TABLE}table":
                yield from self._table(child, depth, place)
            elif tag == f"{TEXT}section" and child.get(f"{TEXT}display") in {"none", "condition"}:
                text = " ".join("".join(child.itertext()).split())
                self._items.append(hidden_item("hidden-text", "a hidden section", text))
                yield Block(spans=(Span(text, item=self._items[-1].id),), place="a hidden section")
            elif tag in {f"{TEXT}change-start", f"{TEXT}change-end"}:
                self._mark_change(child)
            elif tag not in {
                f"{TEXT}tracked-changes",
                f"{OFFICE}forms",
                f"{TEXT}sequence-decls",
                f"{TEXT}variable-decls",
            }:
                yield from self._blocks(child, depth + 1, place)

    def _waiting(self) -> Iterator[Block]:
        waiting, self._after = self._after, []
        yield from waiting

    def _paragraph(self, element: Element, place: str) -> Iterator[Block]:
        self._paragraphs += not place
        self._place = place or f"paragraph {self._paragraphs}"
        spans = list(self._inline(element, element, Span(""), 0))
        if not any(span.text.strip() or span.note for span in spans):
            return
        done = identified(spans, self._place, self._items)
        if element.tag == f"{TEXT}h":
            level = element.get(f"{TEXT}outline-level", "2")
            yield Block(BlockKind.HEADING, done, int(level) if level in set("123456789") else 2, place=self._place)
        else:
            yield Block(spans=done, place=self._place)

    def _inline(self, element: Element, paragraph: Element, look: Span, depth: int) -> Iterator[Span]:
        look = self._look(element, paragraph, look)
        if element.text:
            yield replace(look, text=re.sub(r"\s+", " ", element.text))
        for child in element:
            if depth < _MAX_DEPTH:
                yield from self._child(child, paragraph, look, depth)
            if child.tail:
                tail = replace(look, item=look.item or ("insertion" if self._open_change else ""))
                yield replace(tail, text=re.sub(r"\s+", " ", child.tail))

    def _child(self, child: Element, paragraph: Element, look: Span, depth: int) -> Iterator[Span]:
        tag = child.tag
        if tag in {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}:
            yield replace(look, text={f"{TEXT}s": " ", f"{TEXT}tab": "\t"}.get(tag, "\n"))
        elif tag == f"{TEXT}note":
            yield replace(look, text="", note=self._note(child))
        elif tag == f"{OFFICE}annotation":
            text = " ".join("".join(one.itertext()) for one in child.iter(f"{TEXT}p"))
            if text.strip():
                self._items.append(hidden_item("comment", self._place, text))
                self._after.append(Block(spans=(Span(text, item=self._items[-1].id),), place=self._place))
        elif tag in {f"{TEXT}change-start", f"{TEXT}change-end", f"{TEXT}change"}:
            self._mark_change(child)
        elif tag in {f"{TEXT}hidden-text", f"{TEXT}conditional-text", f"{TEXT}hidden-paragraph"}:
            text = child.get(f"{TEXT}string-value") or "".join(child.itertext())
            yield replace(look, text=text, item="hidden-text")
        elif tag == f"{TEXT}a":
            target = child.get(f"{XLINK}href", "")
            if not _SAFE_LINK.fullmatch(target) and not target.startswith("#"):
                self._remarks.append((self._place, _NO_LINK))
            is_safe = _SAFE_LINK.fullmatch(target) is not None
            yield from self._inline(child, paragraph, replace(look, link=target if is_safe else look.link), depth + 1)
        elif tag == f"{DRAW}frame" or tag.startswith(DRAW):
            self._drawing(child, depth)
        elif tag == f"{TEXT}dde-connection":
            self._items.append(hidden_item("field", self._place, "DDE"))
            yield from self._inline(child, paragraph, look, depth + 1)
        else:
            yield from self._inline(child, paragraph, look, depth + 1)

    def _look(self, element: Element, paragraph: Element, look: Span) -> Span:
        names = [("text", element.get(f"{TEXT}style-name"))] if element is not paragraph else []
        names.append(("paragraph", paragraph.get(f"{TEXT}style-name")))
        if element.tag not in {f"{TEXT}span", f"{TEXT}a", f"{TEXT}p", f"{TEXT}h"}:
            names = names[1:]
        styles = self._styles
        weight = next((one for family, name in names if (one := styles.value(family, name, f"{FO}font-weight"))), "")
        slant = next((one for family, name in names if (one := styles.value(family, name, f"{FO}font-style"))), "")
        place = next(
            (one for family, name in names if (one := styles.value(family, name, f"{STYLE}text-position"))), ""
        )
        kind = look.item or ("insertion" if self._open_change else "") or styles.hidden_kind(names)
        return replace(
            look, text="", is_bold=weight == "bold" or look.is_bold, is_italic=slant == "italic" or look.is_italic,
            is_raised=place.startswith("super"), item=kind,
        )  # fmt: skip

    def _mark_change(self, element: Element) -> None:
        id_ = element.get(f"{TEXT}change-id", "")
        if element.tag == f"{TEXT}change-start" and id_ in self._inserted:
            self._open_change = id_
        elif element.tag == f"{TEXT}change-end" and id_ == self._open_change:
            self._open_change = ""

    def _note(self, note: Element) -> str:
        label = "".join(note.itertext(f"{TEXT}note-citation")).strip() or str(len(self._notes) + 1)
        citation = note.find(f"{TEXT}note-citation")
        label = re.sub(r"[^\w-]", "", (citation.text or "") if citation is not None else "") or label
        body = note.find(f"{TEXT}note-body")
        place = f"note {label}"
        spans: list[Span] = []
        here = self._place
        for block in () if body is None else self._blocks(body, 1, place):
            spans += [*([Span(" ")] if spans else []), *block.spans]
        self._place = here
        self._notes.append(Block(BlockKind.NOTE, tuple(spans), mark=label, place=place))
        return label

    def _drawing(self, element: Element, depth: int) -> None:
        place = self._place
        for image in element.iter(f"{DRAW}image"):
            self._remarks.append((place, "A picture was left out"))
            if re.match(r"[a-z]+://", image.get(f"{XLINK}href", "")):
                self._items.append(hidden_item("linked", place, image.get(f"{XLINK}href", "")))
        style = element.get(f"{DRAW}style-name")
        if self._styles.value("graphic", style, f"{FO}clip") not in {"", "rect(0cm, 0cm, 0cm, 0cm)", "auto"}:
            self._items.append(hidden_item("cropped", place, ""))
        is_behind = self._styles.value("graphic", style, f"{STYLE}run-through") == "background"
        for box in element.iter(f"{DRAW}text-box"):
            for block in list(self._blocks(box, depth + 1, f"text box at {place}")):
                spans = block.spans
                if is_behind and block.text:
                    self._items.append(hidden_item("behind", place, block.text))
                    spans = tuple(replace(span, item=self._items[-1].id) for span in spans)
                self._after.append(replace(block, spans=spans))
        self._place = place

    def _list(self, element: Element, depth: int, level: int, style: str | None, place: str) -> Iterator[Block]:
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        if not goes_on and level == 1:
            self._counts[f"{style}"] = {}
        counts = self._counts.setdefault(f"{style}", {})
        for below in [one for one in counts if one > level]:
            del counts[below]
        definition = self._styles.level(style, min(level, 10))
        for item in element:
            is_head = item.tag == f"{TEXT}list-header"
            counts[level] = int(item.get(f"{TEXT}start-value") or counts.get(level, self._start(definition) - 1) + 1)
            is_first = not is_head
            for block in self._item_blocks(item, depth, level, style, place):
                if is_first and block.kind is BlockKind.PARAGRAPH:
                    mark = self._mark(definition, counts[level])
                    yield replace(block, kind=BlockKind.ITEM, level=level - 1, mark=mark)
                    is_first = False
                else:
                    yield block

    def _item_blocks(self, item: Element, depth: int, level: int, style: str | None, place: str) -> Iterator[Block]:
        for child in item:
            if child.tag == f"{TEXT}list" and depth < _MAX_DEPTH:
                yield from self._list(child, depth + 1, level + 1, child.get(f"{TEXT}style-name") or style, place)
            elif child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                yield from self._paragraph(child, place)
                yield from self._waiting()

    @staticmethod
    def _start(definition: Element | None) -> int:
        start = "1" if definition is None else definition.get(f"{TEXT}start-value", "1")
        return int(start) if re.fullmatch(r"\d{1,6}", start) else 1

    @staticmethod
    def _mark(definition: Element | None, count: int) -> str:
        if definition is None or definition.tag != f"{TEXT}list-level-style-number":
            return "•"
        form = _FORMS.get(definition.get(f"{STYLE}num-format", "1"), "decimal")
        before, after = definition.get(f"{STYLE}num-prefix", ""), definition.get(f"{STYLE}num-suffix", "")
        return f"{before}{numeral(count, form)}{after}".strip()

    def _table(self, table: Element, depth: int, place: str) -> Iterator[Block]:
        self._tables += not place
        where = place or f"table {self._tables}"
        rows: list[tuple[tuple[Block, ...], ...]] = []
        for number, row in enumerate(table.iter(f"{TABLE}table-row"), 1):
            cells: list[tuple[Block, ...]] = []
            for cell in row:
                if cell.tag not in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
                    continue
                at = f"{where}, row {number}, column {len(cells) + 1}"
                blocks = [part for block in self._blocks(cell, depth + 1, at) for part in block.parts]
                repeated = cell.get(f"{TABLE}number-columns-repeated", "1")
                cells += [tuple(blocks)] * (min(int(repeated), _MAX_REPEATED) if repeated.isdigit() else 1)
            rows.append(tuple(cells))
        worded = tuple(row for row in rows if any(row))
        if worded and max(map(len, worded)) == 1:
            yield from (block for row in worded for cell in row for block in cell)
        elif worded:
            yield Block(BlockKind.TABLE, rows=worded, place=where)
