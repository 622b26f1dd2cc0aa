"""Explains facts that YAML cannot read: what is wrong, where, and how to correct it.

Knows the parser's errors and the source's lines; does not know the parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from generator.messages import INVISIBLE_CHARACTERS, Quote, quoted


@dataclass(frozen=True, slots=True)
class FactFault:
    """A fault in how the facts are written; lines and columns count from 1."""

    line: int
    column: int
    message: str
    hint: str


def explain_yaml_error(error: Exception, text: str) -> FactFault:
    """Explain a parser's error in plain words, from the line of the source more than from the parser's message."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _control_character(text)
    problem, context = (str(getattr(error, name, "") or "") for name in ("problem", "context"))
    opened = getattr(error, "context_mark", None) or mark
    lines = text.split("\n")
    here = min(mark.line, len(lines) - 1)
    line = lines[here]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return FactFault(
            here + 1,
            line.find("\t") + 1,
            "A tab is used where only spaces are allowed",
            "Replace the tab with two spaces",
        )
    if unclosed := _unclosed_quote(lines, here):
        return unclosed
    if "mapping values are not allowed" in problem:
        return _stray_colon(lines, here, mark.column)
    if "unexpected ':'" in problem:
        return FactFault(
            here + 1,
            mark.column + 1,
            "This value has a colon in it and is not in quotes",
            "Put the whole value in quotes",
        )
    if "escape" in problem:
        message = "A backslash in double quotation marks begins a code that does not exist"
        return FactFault(
            here + 1, mark.column + 1, message, "Write it twice, or put the value in single quotation marks"
        )
    if "quoted scalar" in context:
        return _open_quote(opened.line + 1, opened.column + 1)
    if "flow" in context:
        return _broken_brackets(lines, here, mark.column, opened)
    if "cannot start any token" in problem and line[: mark.column].strip():
        message = f"A value cannot begin with {quoted(line[mark.column : mark.column + 1])}"
        return FactFault(here + 1, mark.column + 1, message, "Put the whole value in quotes")
    if "simple key" in context:
        here = min(opened.line, len(lines) - 1)
        return _ill_formed(lines[here], here, opened.column)
    if not line.startswith(" ") and (indented := _first_indent(lines[:here])):
        return indented
    return _ill_formed(line, here, mark.column)


def _first_indent(lines: list[str]) -> FactFault | None:
    """Find spaces before the first fact, where YAML would have them before all."""
    for number, line in enumerate(lines):
        if begin := _BEGINNING.match(line):
            message = f"There are spaces before the first fact, {quoted(begin['name'])}"
            hint = "Delete them, so that it begins like the lines below"
            return FactFault(number + 1, 1, message, hint) if line.startswith(" ") else None
    return None


def _open_quote(line: int, column: int) -> FactFault:
    hint = "Write it at the end of the value; write a mark of the same kind inside the value twice"
    return FactFault(line, column, "The closing quotation mark is missing", hint)


def _unclosed_quote(lines: list[str], here: int) -> FactFault | None:
    """Find a value above that opens a quotation mark and does not close it on its line: YAML reads on to the next."""
    for number, line in enumerate(lines[:here]):
        begin = _BEGINNING.match(line)
        value = line[begin.end() :].rstrip() if begin else ""
        if value[:1] in {"'", '"'} and value.count(value[0]) % 2:
            goes_on = number + 1 < len(lines) and not _BEGINNING.match(lines[number + 1])
            if not goes_on:
                return _open_quote(number + 1, begin.end() + 1 if begin else 1)
    return None


def _stray_colon(lines: list[str], here: int, column: int) -> FactFault:
    line = lines[here]
    above = lines[here - 1].strip() if here else ""
    begin = _BEGINNING.match(line)
    name, value = (begin["name"], line[begin.end() :].strip()) if begin else ("", "")
    if begin and ": " in f"{value} ":
        hint = (
            f"Write {Quote(name, mark='')}: {_in_marks(value)}"
            if len(value) <= _MAX_SHOWN_LENGTH
            else "Put the whole value in quotes"
        )
        message = f"The value of {quoted(name)} has a colon in it and is not in quotes"
        return FactFault(here + 1, begin.end() + 1, message, hint)
    if match := re.match(r"([\w-]+):\S", above):
        message = f"A space is missing after the colon of {quoted(match[1])}"
        return FactFault(here, lines[here - 1].index(":") + 1, message, "Write a space between the colon and the value")
    if above and ":" not in above:
        return _ill_formed(lines[here - 1], here - 1, len(lines[here - 1]) - len(lines[here - 1].lstrip()))
    if above and begin:
        message = f"{quoted(name)} is indented as if it were part of the value above"
        hint = "Indent it like the lines next to it; if the colon belongs to the text, put the whole text in quotes"
        return FactFault(here + 1, begin.start("name") + 1, message, hint)
    return FactFault(here + 1, column + 1, "This colon does not fit the line above", "Put the whole value in quotes")


_BEGINNING = re.compile(r"\s*(?:- +)*(?P<name>[^\s:#'\"\[{-][^:]*?)\s*:(?:\s+|$)")
"""The beginning of a fact's line, up to its value."""

_MAX_SHOWN_LENGTH = 200


def _in_marks(value: str) -> Quote:
    """Return a value in quotation marks that it does not contain."""
    if '"' not in value and "\\" not in value:
        return Quote(value, '"', is_prose=True)
    return Quote(value.replace("'", "''"), "'", is_prose=True)


def _broken_brackets(lines: list[str], here: int, column: int, opened: Any) -> FactFault:
    letter = lines[here][column : column + 1]
    if letter == ":" and here == opened.line:
        return FactFault(
            here + 1, column + 1, "This value has a colon in it and is not in quotes", "Put the whole value in quotes"
        )
    if letter == ",":
        return FactFault(
            here + 1,
            column + 1,
            "There is nothing before this comma",
            "Delete the comma, or put the whole value in quotes",
        )
    line, place = min(opened.line, len(lines) - 1), opened.column
    if lines[line][place : place + 1] not in {"[", "{"}:
        line = max((number for number, text in enumerate(lines[: here + 1]) if re.search(r"[\[{]", text)), default=here)
        place = max(lines[line].rfind("["), lines[line].rfind("{"), 0)
    return FactFault(line + 1, place + 1, "The closing bracket is missing", "Add it, or put the value in quotes")


def _ill_formed(line: str, here: int, column: int) -> FactFault:
    """Explain a line that is not a fact."""
    begin = _BEGINNING.match(line)
    value = line[begin.end() :] if begin else line.strip()
    if begin and (bracketed := re.match(r"(\[[^\]]*\]|\{[^}]*\})\s*[\w'\"(]", value)):
        name = begin["name"]
        message = f"The value of {quoted(name)} begins with a bracket, and words follow after the bracket closes"
        hint = (
            f"Write {Quote(name, mark='')}: {_in_marks(value.strip())}"
            if len(value) <= _MAX_SHOWN_LENGTH
            else "Put the whole value in quotes"
        )
        return FactFault(here + 1, begin.end() + bracketed.start() + 1, message, hint)
    if not begin and (item := re.match(r"\s*- +(?=[^\s\[{'\"])", line)):
        value = line[item.end() :].strip()
    if re.match(r"[*&!@`%|>\]},]|[-?](?:\s|$)", value):
        what = "value" if begin else "line"
        start = begin.end() if begin else line.index(value)
        return FactFault(
            here + 1, start + 1, f"A {what} cannot begin with {quoted(value[0])}", f"Put the whole {what} in quotes"
        )
    if value[:1] in {"'", '"'} and column > line.index(value):
        hint = "Put the value in the other kind of quotation marks, or write each mark inside it twice"
        return FactFault(here + 1, column + 1, "Text follows the closing quotation mark", hint)
    if line[column : column + 1] in {"]", "}"}:
        return FactFault(
            here + 1, column + 1, "This bracket closes nothing", "Delete it, or put the whole value in quotes"
        )
    if begin:
        message = f"The indent of {quoted(begin['name'])} does not fit the lines above"
        return FactFault(here + 1, column + 1, message, "Indent it like the lines next to it")
    message = f"{quoted(line.strip(), is_prose=True)} is not a name, a colon, a space and a value"
    hint = "Write one; or, if it belongs to the text above, indent it more than the name there"
    return FactFault(here + 1, column + 1, message, hint)


def _control_character(text: str) -> FactFault:
    match = INVISIBLE_CHARACTERS.search(text)
    before = text[: match.start()] if match else ""
    column = len(before) - before.rfind("\n")
    return FactFault(
        before.count("\n") + 1,
        column,
        "There is an invisible control character here",
        "Delete it and type the line again",
    )
