"""What in a report may have been meant otherwise: warnings, each with what silences it. Makes no finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from generator.messages import quoted, verbatim
from generator.problems import Problem, Severity
from generator.reading.commonmark.blocks import Block, Heading, ParagraphLine
from generator.reading.markdown import Passage
from generator.reading.source import Source
from generator.records.report.class_words import CLASSES, class_among, number_key, read_class_words
from generator.records.report.outline import FINDINGS, PROSE, Outline, Part, Role

SEVERAL_IN_ONE = "several-in-one"
NOT_A_FINDING = "not-a-finding"
_SEVERAL = 2

_Made: TypeAlias = frozenset[tuple[str, str]]


def doubtful(source: Source, outline: Outline, ids: Mapping[Part, str]) -> Iterator[Problem]:
    """Yield a warning for each part of a report that may hold findings the site does not see; `ids` are of findings."""
    made = _made(outline, source)
    yield from _lost_in_prose(source, outline.opening, "##", made)
    for part in outline.parts:
        passage = outline.passage(part)
        if part.role is Role.FINDING:
            yield from _several_in_one(source, part, passage, ids[part])
        elif not part.is_prose:
            yield from _lost_in_prose(source, passage, part.hashes_below, made)
            yield from _list_beside_headings(source, part, passage)
    by_heading = {part.heading.index: part for part in outline.headings}
    for heading in source.markdown.headings:
        yield from _not_a_finding(source, heading, by_heading.get(heading.index))


def _warning(source: Source, line: int, message: str, hint: str, rule: str) -> Problem:
    return Problem(source.body_position(line), message, hint, Severity.WARNING, rule)


def _several_in_one(source: Source, part: Part, passage: Passage, id_: str) -> Iterator[Problem]:
    heading = part.heading
    signs = [] if heading.id else list(_signs_of_several(part, passage))
    if signs:
        line, what = signs[0]
        message = f"{quoted(heading.text, is_prose=True)} is read as one finding, and {what} may be several"
        give = verbatim(f"{part.hashes} {heading.text} {{#{id_}}}")
        hint = f"Give each finding a heading of its own. If it is one, say so with an id: {give}"
        yield _warning(source, line, message, hint, SEVERAL_IN_ONE)


def _signs_of_several(part: Part, passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield what in the text of a finding looks like several, with its line."""
    is_group = part.words.names_a_group if part.words else FINDINGS in part.heading.marks
    bold_lines, numbered = [], []
    for block in passage.blocks:
        if block.name == "Paragraph":
            numbered += [block] if is_group and _begins_with_number(passage, block) else []
            for line in passage.markdown.blocks.lines(block):
                words = read_class_words(line.bold or line.words.partition(":")[0])
                if words and words.number and not (part.words and words.number == part.words.number):
                    yield line.number, f"the line {quoted(line.words, 40, is_prose=True)}"
                bold_lines += [line] if line.bold and line.bold == line.words else []
        elif block.name == "Table":
            cells = passage.markdown.blocks.first_cells(block)
            if (is_group and len(cells) >= _SEVERAL) or any(map(_is_numbered_class, cells)):
                yield block.line, "the rows of the table"
        elif block.name == "List" and len(_items(passage, block)) >= _SEVERAL:
            if is_group and not block.is_numbered:
                yield block.line, "the bullets"
            elif block.is_numbered and not part.words:
                yield block.line, "the numbers"
    if is_group and len(bold_lines) >= _SEVERAL:
        yield bold_lines[0].number, "the bold lines"
    if len(numbered) >= _SEVERAL:
        yield numbered[0].line, "the numbered paragraphs"


def _begins_with_number(passage: Passage, paragraph: Block) -> bool:
    words = next(line.words for line in passage.markdown.blocks.lines(paragraph))
    return re.match(r"\[?\(?\d{1,3}(?:\.\d{1,3})*[.:)\]]*\s+\S", words) is not None


def _items(passage: Passage, block: Block) -> list[Block]:
    return passage.markdown.blocks.items(block)


def _is_numbered_class(words: str, made: _Made = frozenset()) -> bool:
    """Return whether words name a finding by its number, other than one of those made."""
    read = read_class_words(words)
    return read is not None and read.number is not None and (read.finding_class, read.number) not in made


def _made(outline: Outline, source: Source) -> _Made:
    """Return the classes and numbers of the findings that headings and lists make: a summary may name them again."""
    headed = {(part.finding_class, part.words.number) for part in outline.parts if part.words and part.words.number}
    listed = {
        (part.finding_class, str(item.marker.number))
        for part in outline.parts
        for list_ in part.lists
        for item in source.markdown.blocks.items(list_)
        if item.marker
    }
    return frozenset(headed | listed)


def _lost_in_prose(source: Source, passage: Passage, hashes: str, made: _Made) -> Iterator[Problem]:
    """Warn of lines and rows of tables that name a finding where a text makes none; `hashes` would make a heading."""
    for line, is_nested in _lines(passage, [block for block in passage.blocks if block.name != "Heading"]):
        name = line.bold or line.words.partition(":")[0]
        if _is_numbered_class(name, made):
            message = f"The line {quoted(name, 40, is_prose=True)} names a finding and makes none"
            heading = verbatim(f"{hashes} {name.rstrip(': ')}")
            where = " outside the list or quotation" if is_nested else ""
            yield _warning(source, line.number, message, f"Write it as a heading{where}: {heading}", NOT_A_FINDING)
    for block in passage.blocks:
        cells = passage.markdown.blocks.first_cells(block) if block.name == "Table" else ()
        if named := next((cell for cell in cells if _is_numbered_class(cell, made)), None):
            message = f"The table names findings, such as {quoted(named, 40, is_prose=True)}, and makes none"
            hint = f"Write each under a heading: {verbatim(f'{hashes} {named}')}"
            yield _warning(source, block.line, message, hint, NOT_A_FINDING)


def _lines(
    passage: Passage, blocks: Iterable[Block], *, is_nested: bool = False
) -> Iterator[tuple[ParagraphLine, bool]]:
    """Yield the lines of paragraphs, of lists and of quotations, and whether each stands in one of the latter."""
    read = passage.markdown.blocks
    for block in blocks:
        inner = read.within(block.start + 1, block.end - 1) if block.name in {"BlockQuote", "List", "Item"} else []
        if block.name == "Paragraph":
            yield from ((line, is_nested) for line in read.lines(block))
        elif block.name == "Heading" or (block.name == "Item" and not (inner and inner[0].name == "Paragraph")):
            first = next(read.lines(block), None)
            if first:
                yield first, is_nested
        yield from _lines(passage, inner, is_nested=True)


def _list_beside_headings(source: Source, part: Part, passage: Passage) -> Iterator[Problem]:
    """Warn of a numbered list above headings that may not be the findings."""
    if part.role is not Role.GROUP or part.lists:
        return
    headed = {child.words.number for child in part.children if child.words}
    for block in passage.blocks:
        numbers = (
            {str(item.marker.number) for item in _items(passage, block) if item.marker} if block.is_numbered else set()
        )
        if headed and numbers - headed - {"None"}:
            heading = quoted(part.heading.text, is_prose=True)
            message = f"The findings of {heading} are the headings below it, and the numbered list makes none"
            number = min(numbers - headed, key=number_key)
            written = f"{part.hashes_below} {CLASSES[part.finding_class][0]} {number}"
            yield _warning(
                source, block.line, message, f"Write each as a heading, too: {verbatim(written)}", SEVERAL_IN_ONE
            )
        elif not headed and block.is_numbered and len(_items(passage, block)) >= _SEVERAL:
            heading = quoted(part.heading.text, is_prose=True)
            message = f"The findings of {heading} are the headings below it, and not the numbered list"
            hint = "If the list holds the findings, write {prose} after each of those headings"
            yield _warning(source, block.line, message, hint, SEVERAL_IN_ONE)


def _not_a_finding(source: Source, heading: Heading, part: Part | None) -> Iterator[Problem]:
    if PROSE in heading.marks or (part and part.role in {Role.FINDING, Role.GROUP}):
        return
    words = read_class_words(heading.text)
    named = words.finding_class if words else class_among(heading.text)
    if FINDINGS in heading.marks and named is None:
        message = f"{quoted(heading.text, is_prose=True)} names no class of findings"
        hint = f"Write the class first: {verbatim(f'Recommendations: {heading.text}')}"
        yield Problem(source.body_position(heading.line), message, hint)
    elif named and not (part and part.role is Role.THEME and part.has_findings):
        message = f"The heading {quoted(heading.text, is_prose=True)} has the words of a finding and makes none"
        hint = (
            "Begin it with the class and its number or title, such as '### Recommendation 1: title', "
            "write {findings} after it if findings stand below it, or {prose} if it names none"
        )
        if words:
            hint = f"Write it with two to four #: {verbatim(f'### {heading.text}')}"
        yield _warning(source, heading.line, message, hint, NOT_A_FINDING)
