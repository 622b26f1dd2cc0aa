"""Says of facts that YAML cannot read what a writer did, where, and how to mend it.

Knows the parser's errors and the source's lines, which tell more; not the parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from generator.messages import INVISIBLE_CHARACTERS, Quote, quoted


@dataclass(frozen=True, slots=True)
class FactFault:
    """What is wrong with the facts as they are written; columns count from 1, lines from the first line's number."""

    line: int
    column: int
    message: str
    hint: str


def explain_yaml_error(error: Exception, text: str) -> FactFault:
    """Say in an office worker's words what the parser found; the source's own line tells more than its message."""
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
            here + 1, line.find("\t") + 1, "A tab stands where only spaces may", "Replace the tab with two spaces"
        )
    if unclosed := _unclosed_quote(lines, here):
        return unclosed
    if "mapping values are not allowed" in problem:
        return _stray_colon(lines, here, mark.column)
    if "unexpected ':'" in problem:
        return FactFault(
            here + 1,
            mark.column + 1,
            "This colon stands in a value that is not in quotes",
            "Put the whole value in quotes",
        )
    if "escape" in problem:
        message = "A backslash in double quotation marks begins a sign that does not exist"
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
    return _ill_formed(line, here, mark.column)


def _open_quote(line: int, column: int) -> FactFault:
    hint = "Write it at the end of the value; write a mark of the same kind inside the value twice"
    return FactFault(line, column, "The closing quotation mark is missing", hint)


def _unclosed_quote(lines: list[str], here: int) -> FactFault | None:
    """Find a value above that opens a quotation mark and ends its line without closing it: YAML reads on to the next."""
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
    if found := re.match(r"([\w-]+):\S", above):
        message = f"A space is missing after the colon of {quoted(found[1])}"
        return FactFault(here, lines[here - 1].index(":") + 1, message, "Write a space between the colon and the value")
    if above and ":" not in above:
        return _ill_formed(lines[here - 1], here - 1, len(lines[here - 1]) - len(lines[here - 1].lstrip()))
    if above and begin:
        message = f"{quoted(name)} stands below a value, as if it were a part of it"
        hint = "Give it the indent of its neighbours; if the colon belongs to the text, put the whole text in quotes"
        return FactFault(here + 1, begin.start("name") + 1, message, hint)
    return FactFault(here + 1, column + 1, "This colon does not fit the line above", "Put the whole value in quotes")


_BEGINNING = re.compile(r"\s*(?:- +)*(?P<name>[^\s:#'\"\[{-][^:]*?)\s*:(?:\s+|$)")
"""How a fact's line begins, down to its value."""

_MAX_SHOWN_LENGTH = 200


def _in_marks(value: str) -> Quote:
    """Put a value in the quotation marks that it does not have itself."""
    if '"' not in value and "\\" not in value:
        return Quote(value, '"', is_prose=True)
    return Quote(value.replace("'", "''"), "'", is_prose=True)


def _broken_brackets(lines: list[str], here: int, column: int, opened: Any) -> FactFault:
    letter = lines[here][column : column + 1]
    if letter == ":" and here == opened.line:
        return FactFault(
            here + 1, column + 1, "This colon stands in a value that is not in quotes", "Put the whole value in quotes"
        )
    if letter == ",":
        return FactFault(
            here + 1,
            column + 1,
            "Nothing stands before this comma",
            "Delete the comma, or put the whole value in quotes",
        )
    line, place = min(opened.line, len(lines) - 1), opened.column
    if lines[line][place : place + 1] not in {"[", "{"}:
        line = max((number for number, text in enumerate(lines[: here + 1]) if re.search(r"[\[{]", text)), default=here)
        place = max(lines[line].rfind("["), lines[line].rfind("{"), 0)
    return FactFault(
        line + 1, place + 1, "A bracket opens here and does not close", "Close it, or put the value in quotes"
    )


def _ill_formed(line: str, here: int, column: int) -> FactFault:
    """Explain a line that is no fact."""
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
        return FactFault(here + 1, column + 1, message, "Give it the indent of its neighbours")
    message = f"{quoted(line.strip(), is_prose=True)} is not a name, a colon, a space and a value"
    hint = "Write it so; or, if it belongs to the text above, give it a deeper indent than the name there"
    return FactFault(here + 1, column + 1, message, hint)


def _control_character(text: str) -> FactFault:
    found = INVISIBLE_CHARACTERS.search(text)
    before = text[: found.start()] if found else ""
    column = len(before) - before.rfind("\n")
    return FactFault(
        before.count("\n") + 1,
        column,
        "An invisible control character stands here",
        "Delete it and type the line again",
    )
