"""Layout that may have been meant otherwise than Markdown takes it: what to warn of, and the same text set right.

Knows lines and the blocks that the engine makes of them. Changes marks, spaces and line ends of a body, never a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from generator.messages import quoted
from generator.reading.markdown import MarkdownText
from generator.reading.plain_text.edits import Edit, EditedText
from generator.reading.plain_text.layout import MARKED_LIST, layout_edits

RULE = "pasted-layout"
"""The rule of these warnings, by which `allow` passes over them where the layout is meant."""

_MAX_PASSES = 20
"""Passes after which a text is left as it is: each cure may show the next fault, such as a list within a list."""

_TIDY = "section55 tidy"
_NO_PLAIN_LINE = re.compile(r"\s*(?:[-*+>|#]|\d{1,9}[.)]\s|`{3}|~{3}|\[[^\]]+\]:|<|=+\s*$)|(?: {4}|\t)")
_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_INDENTED = re.compile(r"(?m)^(?: {0,3}\t| {4})[ \t]*\S")
_HYPHENS = re.compile(r"(?m)^ {0,3}-{2,}[ \t]*$")
_ROW_OF_BARS = re.compile(r"(?m)^ {0,3}\|.*\|[ \t]*$")
_BARS = re.compile(r" {0,3}\|.*\|[ \t]*")
_LINE_OF_HYPHENS = re.compile(r" {0,3}\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_INNER_TAB = re.compile(r"\S[ ]*\t+[ \t]*\S")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\.?$")
_LABEL = re.compile(r"[A-Z][\w '’/-]{0,30}: ?\S")
_PARAGRAPH_NUMBER = re.compile(
    r"\s*(\d{1,3}(?:\.\d{1,3})+\.?(?=\s+\W*[A-Z])|\d{1,3}(?=\t\W*[A-Z])|\[\d{1,3}\](?=\s+\w))"
)
"""`2.1 To note`, a bare number before a tab, `[1] Ibid.`"""
_SIGNED = re.compile(
    r"^(?:signed|cc|c\.c)\b|\b(?:MBE|OBE|CBE|QPM|KPM|MP)$"
    r"|^(?!.*\b(?:comments?|response|reply|foreword|introduction|statement|message|letter|report)\b)"
    r".*\b(?:commissioner|constable|officer|executive|mayor|director|secretary)$",
    re.IGNORECASE,
)
"""The words of a signature: after them a line of hyphens is a rule."""
_MAX_ADDRESS_LINE = 45
"""Characters; lines of a text that was wrapped by hand are longer."""
_MAX_TITLE = 70


class Suspicion(NamedTuple):
    """Lines of a body whose layout was probably pasted; they count from 0."""

    first: int
    last: int
    message: str
    hint: str
    edits: tuple[Edit, ...]
    """What sets it right."""


def suspicions(markdown: MarkdownText) -> Iterator[Suspicion]:
    """Find layout that may have been meant otherwise."""
    text = markdown.text
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    lines = text.split("\n")
    # A list under its own marks is set as one, even if its lines look like something else.
    laid_out = {text.count("\n", 0, edit.start) for edit in layout_edits(text)}
    if ("\t" in text or "    " in text) and _INDENTED.search(text):
        yield from _code(markdown, lines, starts)
    if "--" in text and _HYPHENS.search(text):
        yield from _underlined(markdown, lines, starts)
    if "|" in text and _ROW_OF_BARS.search(text):
        yield from _bars(markdown, lines, starts)
    for first, last in _plain_blocks(lines, laid_out, may_have_fences="```" in text or "~~~" in text):
        if paragraphs := _numbered_paragraphs(lines, starts, first, last):
            yield paragraphs
            continue
        yield from _rows(lines, starts, first, last)
        yield from _run_together(lines, starts, first, last)


def tidied(body: str) -> str:
    """Return a body with its pasted layout as Markdown; tidying it again changes nothing."""
    for _ in range(_MAX_PASSES):
        edits = [edit for edit in layout_edits(body) if not edit.new.startswith((MARKED_LIST, "\\"))]
        if not edits:
            suspected = list(suspicions(MarkdownText(body)))
            edits = list(suspected[0].edits) if suspected else []
        if not edits:
            break
        body = EditedText.of(body, edits).text
    return body


def _code(markdown: MarkdownText, lines: list[str], starts: list[int]) -> Iterator[Suspicion]:
    for first, last in markdown.indented_code:
        edits = [
            Edit(starts[number], starts[number] + indent.end(), "")
            for number in range(first, last + 1)
            if (indent := re.match(r"(?: {0,3}\t| {1,4})", lines[number]))
        ]
        if edits:
            shown = quoted(lines[first].strip(), 40, is_prose=True)
            message = f"{shown} is set as computer code, because its line begins with a tab or four spaces"
            yield Suspicion(first, last, message, f"Delete them, or run: {_TIDY}", tuple(edits))


def _underlined(markdown: MarkdownText, lines: list[str], starts: list[int]) -> Iterator[Suspicion]:
    for first, underline in markdown.underlined_headings:
        words = " ".join(line.strip() for line in lines[first:underline])
        is_sentence = underline - first > 1 or len(words) > _MAX_TITLE or words.endswith((".", ",", ";", ":", "!", "?"))
        is_sentence = is_sentence or _SIGNED.search(words) is not None
        if is_sentence or not any(line.strip() for line in lines[underline + 1 :]):
            message = f"{quoted(words, 40, is_prose=True)} is a heading, because the line below it is hyphens alone"
            hint = f"Put a blank line above the hyphens, or run: {_TIDY}"
            yield Suspicion(first, underline, message, hint, (Edit(starts[underline], starts[underline], "\n"),))


def _plain_blocks(lines: list[str], laid_out: set[int], *, may_have_fences: bool) -> Iterator[tuple[int, int]]:
    """Yield the first and last lines of paragraphs that hold no marks of Markdown's own at their lines' beginnings."""
    fence = ""
    first = -1
    is_after_blank = True
    for number, line in enumerate([*lines, ""]):
        opened = _FENCE.match(line) if may_have_fences else None
        if fence:
            fence = "" if opened and opened[1].startswith(fence) else fence
            is_after_blank = not line.strip()
            continue
        fence = opened[1] if opened else ""
        if not line.strip():
            if 0 <= first < number - 1:
                yield first, number - 1
            first = -1
            is_after_blank = True
            continue
        if first >= 0 or is_after_blank:
            is_plain = number not in laid_out and not opened and not _NO_PLAIN_LINE.match(line)
            first = (number if first < 0 else first) if is_plain else -1
        is_after_blank = False


def _numbered_paragraphs(lines: list[str], starts: list[int], first: int, last: int) -> Suspicion | None:
    """Find paragraphs whose numbers go on counting, with no blank line between them."""
    numbered = [
        (number, [int(part) for part in re.findall(r"\d+", match[1])])
        for number in range(first, last + 1)
        if (match := _PARAGRAPH_NUMBER.match(lines[number]))
    ]
    counted = [number for number, _ in numbered]
    if (
        counted[:1] != [first]
        or len(counted) == 1
        or any(after <= value for (_, value), (_, after) in pairwise(numbered))
    ):
        return None
    shown = quoted(" ".join(lines[first].split()), 40, is_prose=True)
    message = f"The {len(counted)} numbered paragraphs from {shown} on run together into one"
    hint = f"Put a blank line between them, or run: {_TIDY}"
    return Suspicion(
        first, last, message, hint, tuple(Edit(starts[number], starts[number], "\n") for number in counted[1:])
    )


def _rows(lines: list[str], starts: list[int], first: int, last: int) -> Iterator[Suspicion]:
    rows = [re.split(r"[ ]*\t[ ]*", line.strip()) for line in lines[first : last + 1]]
    if not all(_INNER_TAB.search(line) for line in lines[first : last + 1]) or "|" in lines[first]:
        return
    columns = max(len(row) for row in rows)
    table = [_row([*row, *[""] * (columns - len(row))]) for row in rows]
    table.insert(1, _row(["---"] * columns))
    end = starts[last] + len(lines[last])
    message = "These lines have tabs between their words, as rows of a table have, and run together on the page"
    hint = f"Write them as a table, or run: {_TIDY}"
    yield Suspicion(first, last, message, hint, (Edit(starts[first], end, "\n".join(table)),))


def _bars(markdown: MarkdownText, lines: list[str], starts: list[int]) -> Iterator[Suspicion]:
    """Find rows between bars that make no table, for want of a line of hyphens or for blank lines between them."""
    shown_as_text = {
        line.number - 1
        for block in markdown.part().blocks
        if block.name == "Paragraph"
        for line in markdown.blocks.lines(block)
    }
    for first, last in _runs_of_bars(lines):
        rows = [lines[number] for number in range(first, last + 1) if lines[number].strip()]
        if len(rows) == 1 or shown_as_text.isdisjoint(range(first, last + 1)):
            continue
        table = [_cells(row) for row in rows if not _LINE_OF_HYPHENS.fullmatch(row)] or [[""]]
        columns = max(map(len, table))
        table[0] += [""] * (columns - len(table[0]))
        table.insert(1, ["---"] * columns)
        edit = Edit(starts[first], starts[last] + len(lines[last]), "\n".join(map(_row, table)))
        message = "These rows between bars make no table, or only some of them do"
        hint = f"Write them without blank lines, and below the first a line of |---| for each column, or run: {_TIDY}"
        yield Suspicion(first, last, message, hint, (edit,))


def _runs_of_bars(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and last lines of rows between bars; a blank line ends a run where each has its own hyphens."""
    rows = [number for number, line in enumerate(lines) if _BARS.fullmatch(line)]
    runs: list[list[int]] = []
    for number in rows:
        if runs and number - runs[-1][-1] == 1 + (not lines[number - 1].strip()):
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        if len([number for number in run if _LINE_OF_HYPHENS.fullmatch(lines[number])]) < 2:  # noqa: PLR2004 - tables
            yield run[0], run[-1]
            continue
        edges = [place for place in range(1, len(run)) if run[place] - run[place - 1] > 1]
        for begin, end in pairwise([0, *edges, len(run)]):
            yield run[begin], run[end - 1]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", re.sub(r"^\||(?<!\\)\|$", "", row.strip()))]


def _row(cells: list[str]) -> str:
    escaped = (re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _run_together(lines: list[str], starts: list[int], first: int, last: int) -> Iterator[Suspicion]:
    block = [line.strip() for line in lines[first : last + 1]]
    broken = all(line.endswith("\\") or raw.endswith("  ") for line, raw in zip(block, lines[first:last], strict=False))
    if broken or any(_INNER_TAB.search(line) for line in block):
        return
    is_short = all(len(line) <= _MAX_ADDRESS_LINE and re.match(r"[A-Z0-9“\"'(+*]|c\.?c\b", line) for line in block)
    is_address = is_short and (len(block) > 2 or bool(_POSTCODE.search(block[-1])))  # noqa: PLR2004 - two may be a sentence
    if not is_address and not all(_LABEL.match(line) and len(line) <= _MAX_TITLE for line in block):
        return
    edits = [
        Edit(starts[number] + len(lines[number].rstrip()), starts[number] + len(lines[number]), "\\")
        for number in range(first, last)
        if not lines[number].endswith(("\\", "  "))
    ]
    message = f"The {len(block)} lines from {quoted(block[0], 40, is_prose=True)} on run together into one on the page"
    hint = f"End each but the last with a backslash, \\, or run: {_TIDY}"
    yield Suspicion(first, last, message, hint, tuple(edits))
