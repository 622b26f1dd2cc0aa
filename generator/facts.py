"""Reads `name: value` facts. Knows YAML, and is the only module that does; knows nothing of policing.

Every value stays the text that was typed, so `NO`, `010` and `2019-10` are never turned into something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import yaml

from generator.problems import quoted

DEEPEST = 20
"""Levels of nesting: far more than any source needs, far fewer than exhaust the parser."""

Facts: TypeAlias = dict[str, Any]
"""Names to texts, lists and further facts; a value left out is None."""

Way: TypeAlias = Sequence[str | int]
"""The way to a fact: `("answers", "recommendation", "action")`, with numbers for places in lists."""

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Of the loader only its parser is used: an event at a time, never an object.


@dataclass(frozen=True, slots=True)
class FactFault:
    """What is wrong with the facts as they are written; lines and columns count from 1 within the text."""

    line: int
    column: int
    sentence: str
    advice: str


class _Node(NamedTuple):
    line: int
    column: int
    value: Any
    """A text, a list of nodes, or a list of pairs of nodes; `kind` tells which."""
    kind: str
    key: _Node | None = None


class _RefusedError(Exception):
    def __init__(self, mark: Any, sentence: str, advice: str) -> None:
        self.fault = FactFault(mark.line + 1, mark.column + 1, sentence, advice)


def read_facts(text: str) -> tuple[Facts, list[FactFault]]:
    """Read facts; where anything is wrong, the facts are what could be understood beside it."""
    faults: list[FactFault] = []
    try:
        root = _compose(text)
    except _RefusedError as refused:
        return {}, [refused.fault]
    except yaml.YAMLError as error:
        return {}, [_explained(error, text)]
    if root is None:
        return {}, []
    if root.kind != "facts":
        advice = "Write each fact as a name, a colon, a space and its value: title: ..."
        if root.kind == "list":
            return {}, [FactFault(root.line, root.column, "The facts are written as a list", advice)]
        return {}, [FactFault(root.line, root.column, "No facts are written here, only text", advice)]
    return _plain(root, faults), faults


def place_of(text: str, way: Way) -> tuple[int, int]:
    """Find where a fact stands, as line and column; the nearest fact around it where it stands nowhere.

    Facts are parsed again for this: only a problem needs its place.
    """
    try:
        node = _compose(text)
    except (_RefusedError, yaml.YAMLError):
        return 1, 1
    line, column = 1, 1
    for step in way:
        if node is None:
            break
        if node.kind == "facts":
            node = next((value for key, value in node.value if key.value == step), None)
        elif node.kind == "list" and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            node = None
        if node:
            line, column = (node.key.line, node.key.column) if node.key else (node.line, node.column)
    if node and node.kind == "text" and node.key:
        return node.line, node.column
    return line, column


def _compose(text: str) -> _Node | None:
    parser = _PARSER(text)
    lines = text.split("\n") if " #" in text else []
    try:
        for expected in (yaml.StreamStartEvent, yaml.DocumentStartEvent):
            event = parser.get_event()
            if isinstance(event, yaml.StreamEndEvent):
                return None
            if not isinstance(event, expected):
                return None
        root = _node(parser, parser.get_event(), 0, lines)
        parser.get_event()
        rest = parser.get_event()
        if not isinstance(rest, yaml.StreamEndEvent):
            raise _RefusedError(rest.start_mark, "A second set of facts begins here", "Keep all facts in one place")
        return root
    finally:
        parser.dispose()


def _node(parser: Any, event: Any, depth: int, lines: list[str], key: _Node | None = None) -> _Node:
    mark = event.start_mark
    if isinstance(event, yaml.AliasEvent):
        raise _RefusedError(mark, f"'*{event.anchor}' is a reference, which sources do not have", "Write the value out")
    if event.anchor:
        raise _RefusedError(mark, f"'&{event.anchor}' is an anchor, which sources do not have", "Put the value in quotes")
    if event.tag:
        raise _RefusedError(mark, f"{quoted(event.tag)} is a type mark, which sources do not have", "Put the value in quotes")
    if depth > DEEPEST:
        raise _RefusedError(mark, f"Facts are nested more than {DEEPEST} deep here", "Check the brackets and the indents")
    line, column = mark.line + 1, mark.column + 1
    if isinstance(event, yaml.ScalarEvent):
        if lines and not event.style:
            _refuse_loss(event.end_mark, lines)
        return _Node(line, column, None if _is_empty(event) else event.value, "text", key)
    if isinstance(event, yaml.SequenceStartEvent):
        parts = [_node(parser, each, depth + 1, lines) for each in _until(parser, yaml.SequenceEndEvent)]
        return _Node(line, column, parts, "list", key)
    pairs = []
    for each in _until(parser, yaml.MappingEndEvent):
        name = _node(parser, each, depth + 1, lines)
        if name.kind != "text":
            raise _RefusedError(each.start_mark, "A name is expected here, before the colon", "Check the brackets and dashes")
        if name.value == "<<":
            raise _RefusedError(each.start_mark, "'<<' merges facts, which sources do not have", "Write the facts out")
        pairs.append((name, _node(parser, parser.get_event(), depth + 1, lines, name)))
    return _Node(line, column, pairs, "facts", key)


def _refuse_loss(end: Any, lines: list[str]) -> None:
    # YAML reads "Report #3" as "Report" and drops the rest as a note. A note of ours has a space after its "#".
    if end.line < len(lines) and re.match(r"[ \t]+#\S", lines[end.line][end.column :]):
        raise _RefusedError(end, "What follows '#' in this line would be lost", "Put the whole value in quotes")


def _until(parser: Any, end: type) -> Iterator[Any]:
    while not isinstance(event := parser.get_event(), end):
        yield event


def _is_empty(event: Any) -> bool:
    return not event.style and event.value in {"", "~", "null", "Null", "NULL"}


def _plain(node: _Node, faults: list[FactFault]) -> Any:
    if node.kind == "text":
        return node.value
    if node.kind == "list":
        return [_plain(part, faults) for part in node.value]
    facts: Facts = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        name = key.value or ""
        if name in facts:
            sentence = f"{quoted(name)} is written twice; it also stands in line {lines[name]}"
            faults.append(FactFault(key.line, key.column, sentence, "Keep one of the two"))
            continue
        lines[name] = key.line
        facts[name] = _plain(value, faults)
    return facts


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def _explained(error: yaml.YAMLError, text: str) -> FactFault:
    """Say in an office worker's words what the parser found; the source's own line tells more than its message."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _control_character(text)
    problem, context = (str(getattr(error, name, "") or "") for name in ("problem", "context"))
    opened = getattr(error, "context_mark", None) or mark
    lines = text.split("\n")
    line = lines[min(mark.line, len(lines) - 1)]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return FactFault(mark.line + 1, line.find("\t") + 1, "A tab stands where only spaces may", "Replace the tab with two spaces")
    if "mapping values are not allowed" in problem:
        return _unquoted_colon(line, mark)
    if "quoted scalar" in context:
        advice = "Close it at the end of the value, and write any mark of the same kind inside twice"
        return FactFault(opened.line + 1, opened.column + 1, "A quotation mark opens here and does not close", advice)
    if "flow" in context:
        return FactFault(opened.line + 1, opened.column + 1, "A bracket opens here and does not close", "Close it, or put the value in quotes")
    if "cannot start any token" in problem:
        letter = line[mark.column : mark.column + 1]
        return FactFault(mark.line + 1, mark.column + 1, f"A value cannot begin with {quoted(letter)}", "Put the whole value in quotes")
    if "simple key" in context:
        mark, line = opened, lines[min(opened.line, len(lines) - 1)]
    value = line.partition(":")[2].strip()
    if mark.column and value[:1] in {"'", '"'}:
        advice = "Put the value in the other kind of quotation marks, or write each mark inside it twice"
        return FactFault(mark.line + 1, mark.column + 1, "Text follows the closing quotation mark", advice)
    shown = quoted(line.strip())
    sentence = f"{shown} is not a name, a colon, a space and a value, or its indent does not fit the lines above"
    advice = "Give it the indent of its neighbours, and put a value that has a colon, quotes or brackets in it in quotes"
    return FactFault(mark.line + 1, mark.column + 1, sentence, advice)


def _control_character(text: str) -> FactFault:
    found = _CONTROL.search(text)
    before = text[: found.start()] if found else ""
    column = len(before) - before.rfind("\n")
    return FactFault(before.count("\n") + 1, column, "An invisible control character stands here", "Delete it and type the line again")


def _unquoted_colon(line: str, mark: Any) -> FactFault:
    name, _, value = line.partition(":")
    value = value.strip()
    if ": " in f"{value} ":
        safe = f"'{value.replace(chr(39), chr(39) * 2)}'" if '"' in value else f'"{value}"'
        sentence = f"The value of '{name.strip()}' has a colon in it and is not in quotes"
        return FactFault(mark.line + 1, line.index(value) + 1, sentence, f"Write {name.strip()}: {safe}")
    advice = "Check the indent of both lines, and put a value that has a colon in quotes"
    return FactFault(mark.line + 1, mark.column + 1, "This colon does not fit the line above", advice)
