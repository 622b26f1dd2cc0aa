"""Writes blocks of a paper as the Markdown of a source. Knows Markdown's marks; nothing of papers.

What a reader of the paper sees as words stays words: signs that Markdown would take for its own get a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from generator.reading.documents.document import Block, BlockKind, Span
from generator.reading.plain_text.layout import BULLET

_SPECIAL = re.compile(r"[\\`*_\[\]<>{}|^~]")
_INSIDE_WORD = re.compile(r"(?<=[^\W_])\\_(?=[^\W_])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_LOOKS_LIKE_A_MARK = re.compile(r"(\d{1,9})([.)])(?=\s|$)|(#{1,6}|[-+=]+)(?=\s|$)|(:)(?=\s)")
_NUMBER = re.compile(r"\d{1,9}[.)]")
_DOTTED = re.compile(r"\d+(?:\.\d+)+")
_MAX_LIST_NUMBER = 999
_ANY_BULLET = re.compile(rf"{BULLET}|[-–—o*+]")


def markdown_of(blocks: Sequence[Block]) -> tuple[str, dict[int, Block]]:
    """Return blocks as Markdown, and the block that begins at each line; lines count from 0."""
    lines: list[str] = []
    starts: dict[int, Block] = {}
    before: Block | None = None
    nested = 0
    for block in blocks:
        indent, nested = _indent(block, before, nested)
        written = _written(block, indent)
        if not written:
            continue
        if lines and not _is_tight(before, block):
            lines.append("")
        starts[len(lines)] = block
        lines += written
        before = block
    return "\n".join(lines), starts


def _is_tight(before: Block | None, block: Block) -> bool:
    """Check whether a block follows without a blank line: the next bullet of a list."""
    both = before is not None and before.kind is BlockKind.ITEM and block.kind is BlockKind.ITEM
    return both and _is_bullet(block) and before is not None and _is_bullet(before) and "\n" not in before.text


def _is_bullet(block: Block) -> bool:
    return not re.search(r"[^\W_]", block.mark) or block.mark == "o"


def _indent(block: Block, before: Block | None, nested: int) -> tuple[str, int]:
    """Return the indent of a block, and the indent of the list that its next item may stand in."""
    if block.kind is not BlockKind.ITEM:
        return "", 0
    if _DOTTED.match(block.mark):
        return "", 0  # a numbered paragraph, and no item of a list
    if not _is_bullet(block):
        return "   " * block.level if nested or block.level == 0 else "", 3
    if before is None or before.kind is not BlockKind.ITEM:
        return "", 0
    # Bullets below a numbered paragraph are part of it where it leads over to them.
    if not _is_bullet(before):
        leads_over = before.text.endswith(":") or block.level > before.level
        nested = len(_item_mark(before)) + 1 + 3 * before.level if leads_over and _NUMBER.fullmatch(before.mark) else 0
        return " " * nested, nested
    return " " * (nested + 2 * max(0, block.level - (1 if nested and block.level else 0))), nested


def _written(block: Block, indent: str) -> list[str]:
    match block.kind:
        case BlockKind.HEADING:
            words = inline(replace(block, spans=tuple(replace(span, is_bold=False) for span in block.spans)).spans)
            return [f"{'#' * max(2, min(6, block.level))} {' '.join(words.split())}"] if words.strip() else []
        case BlockKind.ITEM:
            return _item(block, indent)
        case BlockKind.TABLE:
            return _table(block)
        case BlockKind.NOTE:
            return [f"[^{block.mark}]: {' '.join(inline(block.spans).split())}"]
        case BlockKind.RULE:
            return ["---"]
        case BlockKind.SOURCE:
            return "".join(span.text for span in block.spans).split("\n")
        case _:
            return _paragraph(block)


def _paragraph(block: Block) -> list[str]:
    lines = _lines(inline(block.spans))
    return [f"{line}\\" for line in lines[:-1]] + lines[-1:]


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [_without_mark(line) for line in lines if line]


def _without_mark(line: str) -> str:
    """Put a backslash before what Markdown would take for the mark of a list, a heading or a rule."""
    match = _LOOKS_LIKE_A_MARK.match(line)
    if not match:
        return line
    if match[1]:
        return f"{match[1]}\\{line[len(match[1]) :]}"
    return f"\\{line}"


def _item_mark(block: Block) -> str:
    if _NUMBER.fullmatch(block.mark) and int(block.mark[:-1]) <= _MAX_LIST_NUMBER:
        return block.mark
    return "-" if _ANY_BULLET.fullmatch(block.mark) else f"{block.mark}"


def _item(block: Block, indent: str) -> list[str]:
    mark = _item_mark(block)
    lines = _lines(inline(block.spans)) or [""]
    is_list = mark == "-" or _NUMBER.fullmatch(mark)
    if not is_list and mark and not re.search(r"[^\W_]", mark):
        mark, lines[0] = "-", f"{mark} {lines[0]}"  # a tick or a box is part of the text
        is_list = True
    below = indent + " " * (len(mark) + 1 if is_list else 0)
    texts = [f"{indent}{mark} {lines[0]}".rstrip(), *(f"{below}{line}" for line in lines[1:])]
    return [f"{text}\\" for text in texts[:-1]] + texts[-1:]


def _table(block: Block) -> list[str]:
    columns = max(len(row) for row in block.rows)
    rows = [[_cell(cell) for cell in row] + [""] * (columns - len(row)) for row in block.rows]
    return [_row(rows[0]), _row(["---"] * columns), *map(_row, rows[1:])]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(blocks: Sequence[Block]) -> str:
    lines: list[str] = []
    for block in blocks:
        texts = [" ".join(line.split()) for line in inline(block.spans).split("\n") if line.strip()] or [""]
        mark = "•" if block.kind is BlockKind.ITEM and _item_mark(block) == "-" else block.mark
        texts[0] = f"{mark} {texts[0]}" if block.kind is BlockKind.ITEM else texts[0]
        lines += texts
    return "<br>".join(line for line in lines if line)


def inline(spans: Iterable[Span]) -> str:
    """Write spans as Markdown within a line; line breaks stay."""
    written: list[str] = []
    for look, group in groupby(_merged(spans), key=lambda span: (span.is_bold, span.is_italic, span.link, span.note)):
        is_bold, is_italic, link, note = look
        run = list(group)
        if note:
            written += [f"[^{note}]"] * len(run)
            continue
        text = "".join(span.text for span in run)
        escaped = escape(text)
        if link and text.strip():
            escaped = _linked(text, link)
        marks = "**" * is_bold + "*" * is_italic
        written.append(_marked(escaped, marks) if marks else escaped)
    return "".join(written)


def _linked(text: str, link: str) -> str:
    """Write words as a link, the spaces at their edges outside it."""
    words = text.strip()
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if words in {link, link.removeprefix("mailto:")}:
        return f"{lead}<{words}>{tail}"
    target = link.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    return f"{lead}[{_escaped(words)}](<{target}>){tail}"


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans whose look is what a reader would notice: spaces have the look of what is before them."""
    done: list[Span] = []
    for span in spans:
        if not span.note and done and not done[-1].note and not span.text.strip() and not span.link:
            done[-1] = replace(done[-1], text=done[-1].text + span.text)
        else:
            done.append(replace(span, is_raised=False, item=""))
    return done


def _marked(text: str, marks: str) -> str:
    """Put marks around words, line by line, outside the spaces at their edges."""
    closing = marks[::-1]
    parts = []
    for line in text.split("\n"):
        words = line.strip()
        lead, tail = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
        is_worded = re.search(r"[^\W_]", words) is not None
        parts.append(f"{lead}{marks}{words}{closing}{tail}" if is_worded else line)
    return "\n".join(parts)


def escape(text: str) -> str:
    """Write text so that Markdown takes none of its signs for its own; addresses stay as they are."""
    parts: list[str] = []
    done = 0
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(".,;:!?)’”'\"")
        is_whole = not set(address) & set("<>`*[]|{}\\") and not address.startswith("www.")
        parts += [_escaped(text[done : match.start()]), f"<{address}>" if is_whole else _escaped(address)]
        done = match.start() + len(address)
    return "".join([*parts, _escaped(text[done:])])


def _escaped(text: str) -> str:
    return _INSIDE_WORD.sub("_", _SPECIAL.sub(lambda match: f"\\{match[0]}", text))
