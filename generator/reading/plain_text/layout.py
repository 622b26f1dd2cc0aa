"""Lists and headings as word processors paste them, and the edits that make Markdown of them.

Covers what is unmistakable: bullets that Markdown does not know, `(a)`, `i.` and `2(a)` in succession, a no-break space
after a mark, `##Heading`. Changes marks and spaces only, never a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.reading.plain_text.edits import Edit

BULLET = r"[•‣▪▫●○◦◆◇❖►▶▸\u2043∙·➢➤\uf000-\uf051\uf055-\uf06e\uf072-\uf0a2\uf0a4-\uf0a7\uf0a9-\uf0fa\uf0ff]"
"""Marks of lists that word processors paste; U+F0B7 and its neighbours are those of Symbol and Wingdings.

Their ticks, crosses and boxes are left out: of a form they say what was chosen.
"""

TICK = r"(?:[■□☐☑☒✓✔✗✘]|\[[ xX]\])"
"""A tick, a cross or a box, which stays in the text of its item."""

MARKED_LIST = "+"
"""Opens an item whose printed mark, such as `(a)`, stays in its text."""

_SPACE = r"[ \t\xa0\u2007\u202f]"
_DASH = "[\u2010-\u2015\u2212]"
_MAY_BE_PASTED = re.compile(
    rf"(?m)^[ \t>\xa0]*(?:{BULLET}|{TICK}|{_DASH}{_SPACE}|o\t"
    rf"|\(?[A-Za-z0-9]{{1,5}}(?:\([A-Za-z0-9]{{1,4}})?[.)](?:{_SPACE}|[A-Z])"
    r"|[-*+][\xa0\u2007\u202f]|#{1,6}(?:[\xa0\u2007\u202f]|[^\s#\\]))"
)
_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_HEADING = re.compile(r"([ ]{0,3}#{2,6})([\xa0\u2007\u202f]*)(?=[^\W_])|([ ]{0,3}#)[\xa0\u2007\u202f]+(?=\w)")
_BULLETED = re.compile(rf"({BULLET}|o(?=\t)){_SPACE}*(?=\S)")
_TICKED = re.compile(rf"{TICK}{_SPACE}*(?=\S)")
_DASHED = re.compile(rf"{_DASH}{_SPACE}+(?=\S)")
_STANDARD = re.compile(r"(?:[-*+]|(\d{1,9})[.)])([ \t\xa0\u2007\u202f]+)(?=\S)")
_MARK = re.compile(
    rf"(?P<before>\(|\d{{1,3}}\(|\d{{1,3}}(?=[a-z][.)])|)(?P<mark>[A-Za-z]{{1,4}}|\d{{1,3}})(?P<after>[.)])(?:{_SPACE}+(?=\S)|(?=[A-Z][a-z]))"
)
_LEADING_NOUGHT = re.compile(r"0\d+(?=[.)])")
_ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})")
_UNDERLINE = re.compile(r"\n(?= {0,3}-{3,}[ \t]*(?:\n|$))")
_CLOSING = re.compile(r"\s*(?:yours (?:sincerely|faithfully|truly)|(?:\w+ )?regards|signed|yn gywir)\b", re.IGNORECASE)
_SIGNATURE_LINES = 8
"""Lines of a signature, from `Yours sincerely` to the name or the office."""
_CODE_COLUMNS = 4
_NEIGHBOURS = 30
"""Marked lines on either side in which an item's neighbour is looked for."""


class _Line(NamedTuple):
    """A line that begins with a mark of a list."""

    number: int
    indent_start: int
    start: int
    """Where its mark begins, in characters of the text."""
    end: int
    """Where its words begin."""
    columns: int
    """Columns of its indent."""
    kind: str
    """`bullet`, `tick`, `dash`, `standard`, or for printed marks what stands around them, such as `()` or `.`."""
    values: frozenset[tuple[str, int]] = frozenset()
    """What a printed mark may count: `i` is the ninth letter and the first numeral."""


def layout_edits(text: str) -> list[Edit]:
    """Return the edits that make lists and headings of what is unmistakably pasted; most texts need none."""
    edits = list(_signature_edits(text)) if "\n---" in text else []
    if not _MAY_BE_PASTED.search(text):
        return edits
    for block in _blocks(text):
        edits += block if isinstance(block, tuple) else _list_edits(text, block)
    return edits


def _signature_edits(text: str) -> Iterator[Edit]:
    """Part a signature from the line of hyphens below it, which would make a heading of it."""
    for match in _UNDERLINE.finditer(text):
        above = text[: match.start()].split("\n")[-_SIGNATURE_LINES:]
        if above[-1].strip() and any(_CLOSING.match(line) for line in above):
            yield Edit(match.end(), match.end(), "\n")


def _blocks(text: str) -> Iterator[list[_Line] | tuple[Edit, ...]]:
    """Yield the marked lines between two headings, and the edits of headings; what stands in a fence is left alone."""
    marked: list[_Line] = []
    fence = ""
    offset = 0
    for number, line in enumerate(text.split("\n")):
        opened = _FENCE.match(line)
        if fence:
            fence = "" if opened and opened[1].startswith(fence) else fence
        elif opened:
            fence = opened[1]
        elif match := _HEADING.match(line):
            yield marked
            marked = []
            end = offset + match.end()
            mark_end = offset + (match.end(1) if match[1] else match.end(3))
            yield (Edit(mark_end, end, " "),)
        elif mark := _marked_line(line, number, offset):
            marked.append(mark)
        elif line.startswith("#"):
            yield marked
            marked = []
        offset += len(line) + 1
    yield marked


def _marked_line(line: str, number: int, offset: int) -> _Line | None:
    quote = re.match(r"(?:[ ]{0,3}>[ ]?)*", line)
    begin = quote.end() if quote else 0
    indent = re.compile(rf"{_SPACE}*").match(line, begin)
    at = indent.end() if indent else begin
    columns = len(line[begin:at].expandtabs(4))

    def marked(end: int, kind: str, values: frozenset[tuple[str, int]] = frozenset()) -> _Line:
        return _Line(number, offset + begin, offset + at, offset + end, columns, kind, values)

    if match := _BULLETED.match(line, at):
        return marked(match.end(), "bullet")
    if _TICKED.match(line, at):
        return marked(at, "tick")
    if match := _DASHED.match(line, at):
        return marked(match.end(), "dash")
    if match := _STANDARD.match(line, at):
        value = frozenset({("1", int(match[1]))}) if match[1] else frozenset()
        if not (match[1] and match[1] != "0" and match[1].startswith("0")):  # `01.` would lose its zero
            return marked(match.end(), "standard", value)
    if match := _MARK.match(line, at):
        around = f"{match['before'].lstrip('0123456789')}{match['after']}"
        return marked(at, f"1{around}" if match["before"][:1].isdecimal() else around, _values(match["mark"]))
    return None


def _values(mark: str) -> frozenset[tuple[str, int]]:
    """Return what a mark may stand for: `c` is a letter and a numeral."""
    if mark.isdecimal():
        return frozenset({("1", int(mark))})
    case = "a" if mark.islower() else "A" if mark.isupper() else ""
    folded = mark.lower()
    values = set()
    if case and len(mark) == 1:
        values.add((case, ord(folded) - 96))
    if case and _ROMAN.fullmatch(folded):
        values.add((f"{case} numeral", _number_of(folded)))
    return frozenset(values)


def _number_of(numeral: str) -> int:
    digits = [{"i": 1, "v": 5, "x": 10}[letter] for letter in numeral]
    return sum(-digit if digit < after else digit for digit, after in zip(digits, [*digits[1:], 0], strict=True))


def _list_edits(text: str, lines: Sequence[_Line]) -> Iterator[Edit]:
    """Yield the edits of the lines that are items; an indent that would make code of an item is taken off its list."""
    items = [line for place, line in enumerate(lines) if _is_item(lines, place)]
    outdent = 0
    before: _Line | None = None
    for line in items:
        starts_anew = before is None or _is_parted(text, before, line)
        if starts_anew:
            outdent = line.columns if line.columns >= _CODE_COLUMNS and line.kind != "standard" else 0
        before = line
        indent = text[line.indent_start : line.start]
        if outdent or "\xa0" in indent:
            columns = max(0, line.columns - outdent)
            yield Edit(line.indent_start, line.start, " " * columns)
        if line.kind == "standard":
            gap = text[line.start : line.end]
            if starts_anew and _goes_on_counting(items, line) and _follows_words(text, line):
                yield Edit(line.start, line.start, "\n")
            if gap.rstrip(" \t") != gap.rstrip(" \t\xa0\u2007\u202f"):
                yield Edit(line.start + len(gap.rstrip(" \t\xa0\u2007\u202f")), line.end, " ")
        elif line.kind in {"bullet", "dash"}:
            yield Edit(line.start, line.end, "- ")
        else:
            yield Edit(line.start, line.start, f"{MARKED_LIST} ")
            if number := _LEADING_NOUGHT.match(text, line.start):
                yield Edit(number.end(), number.end(), "\\")  # else a list would begin within the item


def _is_item(lines: Sequence[_Line], place: int) -> bool:
    """Return whether a marked line is an item: always with a bullet, else where its neighbour goes on counting."""
    line = lines[place]
    if line.kind in {"bullet", "standard"}:
        return True
    neighbours = (*lines[place + 1 : place + _NEIGHBOURS], *lines[max(0, place - _NEIGHBOURS) : place])
    same_kind = [other for other in neighbours if other.kind == line.kind]
    if line.kind in {"dash", "tick"}:
        return any(abs(other.number - line.number) <= 2 for other in same_kind)  # noqa: PLR2004 - over a blank line
    return any(_go_on(line.values, other.values, is_near=abs(other.number - line.number) == 1) for other in same_kind)


def _goes_on_counting(items: Sequence[_Line], line: _Line) -> bool:
    """Return whether a list's first item has another number than 1, and a neighbour: not `2019. He` in a paragraph."""
    is_other = bool(line.values) and ("1", 1) not in line.values
    near = (item for item in items if 0 < item.number - line.number <= _NEIGHBOURS)
    return is_other and any(_go_on(line.values, item.values) for item in near)


def _go_on(ours: frozenset[tuple[str, int]], theirs: frozenset[tuple[str, int]], *, is_near: bool = False) -> bool:
    """Return whether two marks may be of one list; of lines one below the other the marks may be far apart."""
    most = 20 if is_near else 3  # some may have been withdrawn
    return any(
        counting == other and 0 < abs(value - other_value) <= most
        for counting, value in ours
        for other, other_value in theirs
    )


def _is_parted(text: str, before: _Line, line: _Line) -> bool:
    """Return whether a paragraph stands between two items, so that the second begins a list of its own."""
    between = text[before.end : line.indent_start].split("\n")[1:]
    return any(
        not above.strip() and below.strip() and not below.startswith((" ", "\t")) for above, below in pairwise(between)
    )


def _follows_words(text: str, line: _Line) -> bool:
    above = text[: line.indent_start].rstrip(" \t>").removesuffix("\n").rpartition("\n")[2]
    return bool(above.strip(" \t>"))
