"""Reads papers that are plain text or Markdown: typed marks of lists, headings, bold words, tables. Knows one file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.documents.document import Block, BlockKind, PaperReading, Span
from generator.reading.documents.lines import Line, joined_lines
from generator.reading.documents.typed_marks import TYPED_MARK
from generator.reading.plain_text.layout import BULLET, TICK

_INLINE = re.compile(
    r"\\(?P<plain>[^\w\s])"
    r"|(?P<bold>\*\*|__)(?=\S)(?P<strong>.+?)(?<=\S)(?P=bold)(?!\w)"
    r"|(?<![\w*])(?P<slant>[*_])(?=[^\s*_])(?P<emphasis>[^*_\n]+?)(?<=\S)(?P=slant)(?![\w*])"
    r"|\[(?P<words>[^\[\]\n]*)\]\((?P<target>[^()\s]*)\)"
    r"|\s*<sup>\s*(?P<raised>[^<]*?)\s*</sup>"
    r"|<(?P<address>https?://[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>"
)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(rf"{TYPED_MARK.pattern}(.*)$")
_SAFE = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_SOURCE = re.compile(r"\s*(?:\||>|\[\^[\w-]+\]:|```)")
_RULE = re.compile(r"\s*(?:-\s*){3,}$|\s*(?:_\s*){3,}$|\s*(?:\*\s*){3,}$")


def read_text(data: bytes) -> PaperReading:
    """Read a paper that was saved as text.

    Raises:
        UnreadableError: It is no text in UTF-8 or Windows-1252.
    """
    text = decoded(data)
    return PaperReading(tuple(blocks_of(text)), witness=_witness(text))


def decoded(data: bytes) -> str:
    """Return the text of a file.

    Raises:
        UnreadableError: It holds bytes that no text has.
    """
    is_utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ("utf-16",) if is_utf_16 else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    raise UnreadableError("This file is not a text", "Save it as text (UTF-8), or as .docx")


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the blocks of a text."""
    for lines in _paragraphs(text):
        first = lines[0]
        place = f"line {first.number}"
        if _SOURCE.match(first.text):
            yield Block(BlockKind.SOURCE, (Span("\n".join(line.text.strip() for line in lines)),), place=place)
        elif _RULE.fullmatch(first.text):
            yield Block(BlockKind.RULE, place=place)
        elif match := _HEADING.match(first.text):
            yield Block(BlockKind.HEADING, spans_of(match[2]), len(match[1]), place=place)
        elif match := _ITEM.match(first.text):
            words = "\n".join([match[3], *(line.text.strip() for line in lines[1:])])
            level = min(8, len(match[1].expandtabs(4)) // 2)
            mark = match[2]
            tick = re.match(rf"({TICK})\s*(.*)", match[3], re.DOTALL)
            if tick and re.fullmatch(rf"{BULLET}|[-*+]", mark):
                mark, words = tick[1], words[len(match[3]) - len(tick[2]) :]
            yield Block(BlockKind.ITEM, spans_of(words), level, mark, place=place)
        else:
            yield Block(spans=spans_of("\n".join(line.text.strip() for line in lines)), place=place)


def _paragraphs(text: str) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph; a line that continues a sentence is joined to the one above."""
    lines = list(_with_lost_bullets([Line(line, number) for number, line in enumerate(text.split("\n"), 1)]))
    block: list[Line] = []
    for line in [*lines, Line("", 0)]:
        starts = (
            not line.text.strip() or _HEADING.match(line.text) or _ITEM.match(line.text) or _RULE.fullmatch(line.text)
        )
        goes_on = bool(block) and _SOURCE.match(block[0].text) is not None and _SOURCE.match(line.text) is not None
        if block and (starts or (_SOURCE.match(line.text) and not goes_on) or _HEADING.match(block[0].text)):
            is_source = _SOURCE.match(block[0].text) is not None
            yield from [block] if is_source else joined_lines(block)
            block = []
        if line.text.strip():
            block.append(line)


def _with_lost_bullets(lines: list[Line]) -> Iterator[Line]:
    """Put a bullet before each of several lines that begin with one space and a capital: the space is what is left."""
    is_lost = [re.match(r" (?=[A-Z])(?!\d)\S", line.text) is not None for line in lines]
    for place, line in enumerate(lines):
        near = is_lost[place + 1 : place + 2] + is_lost[max(0, place - 1) : place]
        yield Line(f"•{line.text}", line.number) if is_lost[place] and any(near) else line


def spans_of(text: str) -> tuple[Span, ...]:
    """Read bold and slanted words, links and raised letters of a line of Markdown."""
    return tuple(_spans(text, is_bold=False, is_italic=False))


def _spans(text: str, *, is_bold: bool, is_italic: bool) -> Iterator[Span]:
    done = 0
    for match in _INLINE.finditer(text):
        if match.start() > done:
            yield Span(text[done : match.start()], is_bold, is_italic)
        done = match.end()
        if match["plain"]:
            yield Span(match["plain"], is_bold, is_italic)
        elif match["strong"]:
            yield from _spans(match["strong"], is_bold=True, is_italic=is_italic)
        elif match["emphasis"]:
            yield from _spans(match["emphasis"], is_bold=is_bold, is_italic=True)
        elif match["words"] is not None:
            yield Span(
                match["words"], is_bold, is_italic, link=match["target"] if _SAFE.fullmatch(match["target"]) else ""
            )
        elif match["raised"] is not None:
            yield Span(match["raised"], is_bold, is_italic, is_raised=True)
        else:
            yield Span(match["address"], is_bold, is_italic)
    if done < len(text):
        yield Span(text[done:], is_bold, is_italic)


def _witness(text: str) -> str:
    """Return the words of a text without marks, line ends mended by none of the rules above."""
    text = re.sub(r"\[([^\[\]\n]*)\]\([^()\s]*\)|\s*<sup>([^<]*)</sup>|[*#|`]|\[\^[\w-]+\]:?", r"\1\2", text)
    text = text.replace("<br>", "\n")
    return re.sub(r"(?<=\w)-\n\s*(?=\w)", "-", text)
