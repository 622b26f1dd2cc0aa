"""Reads a PDF as a paper: paragraphs, lists and tables, hidden text marked by its item. Knows geometry; no policing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from statistics import median

from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.documents.document import Block, BlockKind, PaperReading, Span, identified
from generator.reading.documents.hidden_items import HiddenItem
from generator.reading.documents.lines import is_address, join
from generator.reading.documents.pdf.hidden import PdfHidden
from generator.reading.documents.pdf.letters import PdfPage, TooManyError, pages_of
from generator.reading.documents.pdf.lines import TextLine, lines_of, turned_text
from generator.reading.documents.pdf.tables import Grid, grids_of
from generator.reading.documents.typed_marks import TYPED_MARK

_FURNITURE = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–]\s*\d{1,4}\s*[-–]", re.IGNORECASE)
_PARAGRAPH_NUMBER = re.compile(r"\d{1,3}\.\d{1,3}(?:\.\d{1,3})*\.?\s+\S")
_MAX_FURNITURE_LETTERS = 120
_MAX_FURNITURE = 3
"""Lines at the head or the foot of a page among which what is on each page is looked for."""
_MAX_SPACING = 1.85
"""Of the size of letters: lines further apart are paragraphs, unless all lines are."""
_MANY = 12
"""Lines of a page that are enough to say how it is spaced."""
_NO_TEXT = (
    "This PDF holds pictures of pages and no text",
    "Save it with recognised text (in Acrobat: Scan & OCR, Recognise text), or import the Word file it was made from",
)
_NO_LETTERS = (
    "The letters of this PDF cannot be read as text",
    "Import the Word file it was made from, or save that as PDF again",
)
_TOO_MANY = ("This PDF has more pages or text than a paper", "Save it in parts")


def read_pdf(data: bytes) -> PaperReading:
    """Read a PDF.

    Raises:
        UnreadableError: It is none, is damaged, is encrypted, is too long, or has no text.
    """
    hidden = PdfHidden(data)
    try:
        pages = list(pages_of(data))
    except TooManyError:
        raise UnreadableError(*_TOO_MANY) from None
    except Exception as error:  # a damaged file can make the library fail in any way
        raise UnreadableError("This PDF is damaged and cannot be read", "Save the document as PDF again") from error
    letters = [letter.text for page in pages for letter in page.letters]
    if not any(letter.strip() for letter in letters):
        raise UnreadableError(*_NO_TEXT)
    if sum(letter.startswith("(cid:") for letter in letters) > len(letters) / 20:
        raise UnreadableError(*_NO_LETTERS)
    return _PdfText(pages, hidden).read()


class _PdfText:
    def __init__(self, pages: Sequence[PdfPage], hidden: PdfHidden) -> None:
        self._hidden = hidden
        self._items: list[HiddenItem] = []
        self._remarks: list[tuple[str, str]] = []
        self._pages = pages
        self._lines = {page.number: lines_of(page, hidden.kinds_of(page)) for page in pages}

    def read(self) -> PaperReading:
        self._mark_furniture()
        blocks: list[Block] = []
        for page in self._pages:
            found = list(self._blocks(page))
            if blocks and found and _goes_on(blocks[-1], found[0]):
                blocks[-1] = _joined_blocks(blocks[-1], found.pop(0))
            blocks += found
            if page.has_pictures:
                self._remarks.append((f"page {page.number}", "Pictures were left out"))
        done = [block.with_spans(partial(identified, place=block.place, items=self._items)) for block in blocks]
        extra = self._hidden.texts(self._items)
        self._hidden.refuse_what_was_not_found({item.kind for item in self._items})
        items = tuple(dict.fromkeys([*self._items, *self._hidden.others()]))
        metadata = tuple(self._hidden.metadata())
        return PaperReading((*done, *extra), items, metadata, tuple(self._remarks), self._witness())

    def _mark_furniture(self) -> None:
        """Leave out page numbers, and mark what stands at the head or the foot of every page as hidden."""
        for kind, edge in (("header", slice(0, _MAX_FURNITURE)), ("footer", slice(-_MAX_FURNITURE, None))):
            counts = Counter(
                text for lines in self._lines.values() for text in {_folded(line.text) for line in lines[edge]}
            )
            for lines in self._lines.values():
                for line in lines[edge]:
                    if line in (lines[0], lines[-1]) and _FURNITURE.fullmatch(line.text.strip()):
                        lines.remove(line)
                    elif self._is_on_each_page(line, counts):
                        letters = [one._replace(kind=one.kind or kind) for one in line.letters]
                        lines[lines.index(line)] = TextLine(letters, line.page)

    def _is_on_each_page(self, line: TextLine, counts: Counter[str]) -> bool:
        is_often = len(self._pages) > 1 and counts[_folded(line.text)] > len(self._pages) / 2
        return is_often and len(line.text) < _MAX_FURNITURE_LETTERS

    def _blocks(self, page: PdfPage) -> Iterator[Block]:
        grids = grids_of(page)
        place = f"page {page.number}"
        free: list[TextLine] = []
        tables: list[tuple[float, Block]] = []
        lines = self._lines[page.number]
        inside: dict[int, list[TextLine]] = {number: [] for number in range(len(grids))}
        for line in lines:
            home = next((number for number, grid in enumerate(grids) if _is_in(line, grid)), None)
            (free if home is None else inside[home]).append(line)
        for number, grid in enumerate(grids):
            if inside[number]:
                tables.append((grid.ys[0], _table(inside[number], grid, place)))
        right = max((line.x1 for line in lines), default=0)
        before: list[TextLine] = []
        for line in free:
            for top, table in [one for one in tables if one[0] <= line.base]:
                yield from _paragraphs(before, right, place)
                before = []
                yield table
                tables.remove((top, table))
            before.append(line)
        yield from _paragraphs(before, right, place)
        yield from (table for _, table in tables)
        turned = turned_text(page, self._hidden.kinds_of(page))
        if any(span.text.strip() for span in turned):
            self._remarks.append((place, "Words that do not stand upright are at the end of the page's text"))
            yield Block(spans=turned, place=place)

    def _witness(self) -> str:
        """Return the words that readers see in the order in which they are painted, without page numbers."""
        texts = []
        for page in self._pages:
            seen = {id(one.letter) for line in self._lines[page.number] for one in line.letters if not one.kind}
            line: list[str] = []
            before = None
            for letter in page.letters:
                if letter.text.strip() and id(letter) not in seen:
                    continue
                is_new = before is not None and (
                    abs(letter.y0 - before.y0) > letter.size * 0.6
                    or letter.x0 - before.x1 > letter.size * 0.18
                    or letter.x0 < before.x0
                )
                line.append((" " if is_new else "") + letter.text)
                before = letter
            texts.append("".join(line))
        return re.sub(r"(?<=\w)-\s+(?=\w)", "-", "\n".join(texts))


def _folded(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split())).casefold()


def _is_in(line: TextLine, grid: Grid) -> bool:
    middle = line.base - line.size * 0.3
    return grid.ys[0] - 1 <= middle <= grid.ys[-1] + 1 and line.x1 >= grid.xs[0] - 1 and line.x0 <= grid.xs[-1] + 1


def _table(lines: Sequence[TextLine], grid: Grid, place: str) -> Block:
    cells: dict[tuple[int, int], list[TextLine]] = {}
    for line in lines:
        parts: dict[tuple[int, int], TextLine] = {}
        for one in line.letters:
            at = grid.cell(one) or (0, 0)
            parts.setdefault(at, TextLine(page=line.page)).letters.append(one)
        for at, part in parts.items():
            if part.text.strip():
                cells.setdefault(at, []).append(part)
    rows = []
    for row in range(len(grid.ys) - 1):
        made = []
        for column in range(len(grid.xs) - 1):
            inner = cells.get((row, column), [])
            right = grid.xs[column + 1] - 6
            made.append(tuple(_paragraphs(inner, right, f"{place}, row {row + 1}")))
        rows.append(tuple(made))
    worded = tuple(row for row in rows if any(row))
    return Block(BlockKind.TABLE, rows=worded, place=place)


def _paragraphs(lines: Sequence[TextLine], right: float, place: str) -> Iterator[Block]:
    """Yield the paragraphs of lines one below the other."""
    pitch = _pitch(lines)
    block: list[TextLine] = []
    for line in lines:
        if block and _begins(line, block, pitch, right):
            yield _paragraph(block, right, place)
            block = []
        block.append(line)
    if block:
        yield _paragraph(block, right, place)


def _pitch(lines: Sequence[TextLine]) -> float:
    """Return the usual distance of lines within a paragraph: the smallest that is met often."""
    gaps = sorted(below.base - above.base for above, below in pairwise(lines) if below.base > above.base + 1)
    size = median(line.size for line in lines) if lines else 10.0
    usual = gaps[len(gaps) // 4] if gaps else size * 1.3
    is_double_spaced = len(gaps) > _MANY and gaps[len(gaps) * 3 // 4] < usual * 1.15
    return usual if is_double_spaced else min(usual, size * _MAX_SPACING)


def _begins(line: TextLine, block: Sequence[TextLine], pitch: float, right: float) -> bool:
    above = block[-1]
    gap = line.base - above.base
    if gap > pitch * 1.28 + 0.5 or gap < -pitch or abs(line.size - above.size) > 0.6:  # noqa: PLR2004 - points
        return True
    text = line.text.lstrip()
    if TYPED_MARK.match(text) or _PARAGRAPH_NUMBER.match(text):
        return True
    if _is_bold(line) != _is_bold(above) and not _is_full(above, line, right):
        return True
    return "\t" in above.text.strip() and ("\t" in line.text.strip() or not _is_full(above, line, right))


def _is_bold(line: TextLine) -> bool:
    return all(one.letter.is_bold for one in line.letters if one.letter.text.strip())


def _is_full(above: TextLine, line: TextLine, right: float) -> bool:
    """Check whether the first word of a line had no room on the line above."""
    first = line.text.split(maxsplit=1)[0] if line.text.split() else ""
    width = line.size * 0.5 * (len(first) + 1)
    return above.x1 + width > right - line.size * 1.5


def _paragraph(lines: Sequence[TextLine], right: float, place: str) -> Block:
    spans: list[Span] = list(lines[0].spans)
    above = lines[0]
    for line in lines[1:]:
        new = list(line.spans)
        if _is_full(above, line, right) and not is_address(line.text):
            spans = _join_spans(spans, new)
        else:
            spans += [Span("\n"), *new]
        above = line
    return Block(spans=tuple(spans), place=place, size=round(median(line.size for line in lines), 1))


def _join_spans(spans: list[Span], new: list[Span]) -> list[Span]:
    last, first = spans[-1], new[0]
    tail = join(last.text.rstrip() or "x", first.text.lstrip() or "x")
    glue = "" if last.text.endswith((" ", "\t")) or len(tail) == len(last.text.rstrip() + first.text.lstrip()) else " "
    return [
        *spans[:-1],
        replace(last, text=last.text.rstrip() + glue if last.text.strip() else last.text + glue),
        replace(first, text=first.text.lstrip()),
        *new[1:],
    ]


def _goes_on(before: Block, after: Block) -> bool:
    """Check whether a paragraph goes on over the end of a page."""
    if before.kind is not BlockKind.PARAGRAPH or after.kind is not BlockKind.PARAGRAPH:
        return False
    ends = re.search(r"[.:;!?”\"')]\s*$", before.text) is not None
    return not ends and after.text[:1].islower() and len(before.text) > 60 and abs(before.size - after.size) < 0.6  # noqa: PLR2004


def _joined_blocks(before: Block, after: Block) -> Block:
    return replace(before, spans=tuple(_join_spans(list(before.spans), list(after.spans))))
