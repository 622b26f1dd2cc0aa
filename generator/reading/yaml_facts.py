"""Reads `name: value` facts. The only module that knows YAML; knows nothing of policing.

Each value stays the text that was typed: `NO`, `010` and `2019-10` are not converted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import yaml

from generator.messages import INVISIBLE_CHARACTERS, invisible_in, quoted
from generator.reading.yaml_errors import FactFault, explain_yaml_error

MAX_DEPTH = 20
"""Levels of nesting: more than any source needs, fewer than exhaust the parser."""

RawFacts: TypeAlias = dict[str, Any]
"""Names with texts, lists and further facts; an empty value is None."""

KeyPath: TypeAlias = Sequence[str | int]
"""The names on the way to a fact: `("answers", "recommendation", "action")`, with numbers for items of lists."""

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Of the loader only its parser is used: an event at a time, never an object.


_NO_BREAK_SPACES = re.compile(
    r"((?:^[ ]*(?:- +)*|[{,] *)[\w-]+:)([\u00a0\u2007\u202f ]*[\u00a0\u2007\u202f])", re.MULTILINE
)


class _Node(NamedTuple):
    line: int
    column: int
    value: Any
    """A text, a list of nodes, or a list of pairs of nodes, by `kind`."""
    kind: str
    key: _Node | None = None


class _RefusedError(Exception):
    def __init__(self, mark: Any, message: str, hint: str) -> None:
        self.fault = FactFault(mark.line + 1, mark.column + 1, message, hint)


def read_facts(text: str, first_line: int = 1) -> tuple[RawFacts, list[FactFault]]:
    """Return the facts that can be read, and what is wrong with the others.

    `first_line` is the number of the text's first line in its file.
    """
    faults: list[FactFault] = []
    facts: RawFacts = {}
    with suppress(_UnusualError, yaml.YAMLError):
        return _plainly(text), []
    try:
        root = _compose(text)
    except _RefusedError as refused:
        faults.append(refused.fault)
    except yaml.YAMLError as error:
        faults.append(explain_yaml_error(error, text))
    else:
        if root is not None and root.kind == "facts":
            facts = _plain(root, faults, first_line)
        elif root is not None:
            message = (
                "The facts are written as a list" if root.kind == "list" else "No facts are written here, only text"
            )
            hint = "Write each fact as a name, a colon, a space and its value: title: ..."
            if root.kind == "text" and (match := re.match(r"([\w-]+):\S", root.value or "")):
                message = f"A space is missing after the colon of {quoted(match[1])}"
            faults.append(FactFault(root.line, root.column, message, hint))
    lines = text.rstrip("\n").split("\n")
    return facts, [_within(fault, lines, first_line) for fault in faults]


def _within(fault: FactFault, lines: list[str], first_line: int) -> FactFault:
    """Return a fault with its line in the file; the parser finds some faults only after the last line."""
    line = min(fault.line, len(lines))
    column = min(fault.column, len(lines[line - 1]) + 1) if line == fault.line else 1
    return FactFault(line + first_line - 1, column, fault.message, fault.hint)


class _UnusualError(Exception):
    """These facts need a second look, with the place of each value."""


_LOST = re.compile(r"[ \t]#\S")
"""What YAML may drop as a note."""
_ODD = re.compile("[\u0085\u00a0\u2007\u2028\u2029\u202f]")
"""Spaces and ends of lines that YAML and editors read differently."""


def _plainly(text: str) -> RawFacts:
    """Read facts without their places, which only problems need: nearly all files have none.

    Raises:
        _UnusualError: for everything that is not plain.
        yaml.YAMLError: for what is not YAML.
    """
    is_odd = not text.isascii() and _ODD.search(text)
    if is_odd or "\\" in text or ("#" in text and _LOST.search(text)) or invisible_in(text):
        raise _UnusualError
    parser = _PARSER(text)
    try:
        next_event = parser.get_event
        next_event()
        if type(next_event()) is not yaml.DocumentStartEvent:
            raise _UnusualError
        event = next_event()
        if type(event) is not yaml.MappingStartEvent or event.anchor or event.tag:
            raise _UnusualError
        facts = _plain_facts(next_event, 0)
        next_event()
        if type(next_event()) is not yaml.StreamEndEvent:
            raise _UnusualError
        return facts
    finally:
        parser.dispose()


def _plain_value(event: Any, next_event: Callable[[], Any], depth: int) -> Any:
    kind = type(event)
    if kind is yaml.AliasEvent or event.anchor or event.tag or depth > MAX_DEPTH:
        raise _UnusualError
    if kind is yaml.ScalarEvent:
        value = event.value
        if event.style:
            return value
        if "- " in value and event.start_mark.line != event.end_mark.line:
            raise _UnusualError
        return None if value in _NOTHING else value
    if kind is yaml.SequenceStartEvent:
        values = []
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            values.append(_plain_value(event, next_event, depth + 1))
        return values
    return _plain_facts(next_event, depth)


def _plain_facts(next_event: Callable[[], Any], depth: int) -> RawFacts:
    facts: RawFacts = {}
    while type(event := next_event()) is not yaml.MappingEndEvent:
        if type(event) is not yaml.ScalarEvent:
            raise _UnusualError
        name = _plain_value(event, next_event, depth + 1)
        if not name or name == "<<" or name in facts:
            raise _UnusualError
        facts[name] = _plain_value(next_event(), next_event, depth + 1)
    return facts


class _Spot(NamedTuple):
    name: tuple[int, int]
    value: tuple[int, int]
    is_text: bool


def position_of(text: str, key_path: KeyPath, *, name: bool = False) -> tuple[int, int]:
    """Return the line and column of a fact, or of the nearest fact around one that is not there.

    It is the position of the value if that is a text; else, and with `name`, of the name.
    """
    spots = _spots(text)
    for end in range(len(key_path), 0, -1):
        if spot := spots.get(tuple(key_path[:end])):
            return spot.value if spot.is_text and not (name and end == len(key_path)) else spot.name
    return 1, 1


@lru_cache(maxsize=256)  # as many files with a problem as a preview may have to place again at each change
def _spots(text: str) -> Mapping[KeyPath, _Spot]:
    # Parses the facts again, once a file: only a problem needs positions.
    try:
        root = _compose(text)
    except (_RefusedError, yaml.YAMLError):
        root = None
    spots: dict[KeyPath, _Spot] = {}
    waiting: list[tuple[tuple[str | int, ...], _Node]] = [((), root)] if root else []
    while waiting:
        key_path, node = waiting.pop()
        here = (node.line, node.column)
        spots[key_path] = _Spot((node.key.line, node.key.column) if node.key else here, here, node.kind == "text")
        if node.kind == "facts":
            first = {key.value or "": value for key, value in reversed(node.value)}
            waiting += [((*key_path, step), value) for step, value in first.items()]
        elif node.kind == "list":
            waiting += [((*key_path, step), part) for step, part in enumerate(node.value)]
    return spots


def _compose(text: str) -> _Node | None:
    # YAML counts a line at these two, and no editor's numbering does.
    text = text.replace("\u2028", " ").replace("\u2029", " ")
    # A word processor may set a no-break space after a colon; YAML would read it as part of the name.
    text = _NO_BREAK_SPACES.sub(lambda match: match[1] + " " * len(match[2]), text)
    parser = _PARSER(text)
    lines = text.split("\n")
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
            message = "The facts end at this line, and a second set begins"
            raise _RefusedError(rest.start_mark, message, "Delete the line, and keep all facts in one place")
        return root
    finally:
        parser.dispose()


def _node(parser: Any, event: Any, depth: int, lines: list[str], key: _Node | None = None) -> _Node:
    mark = event.start_mark
    if isinstance(event, yaml.AliasEvent):
        raise _RefusedError(
            mark,
            f"{quoted(f'*{event.anchor}', is_prose=True)} is a reference, which cannot be used here",
            "Write the value out",
        )
    if event.anchor:
        raise _RefusedError(
            mark,
            f"{quoted(f'&{event.anchor}', is_prose=True)} is an anchor, which cannot be used here",
            "Put the value in quotes",
        )
    if event.tag:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        raise _RefusedError(
            mark, f"{quoted(tag, is_prose=True)} is a type mark, which cannot be used here", "Put the value in quotes"
        )
    if depth > MAX_DEPTH:
        raise _RefusedError(
            mark, f"Facts are nested more than {MAX_DEPTH} deep here", "Check the brackets and the indents"
        )
    line, column = mark.line + 1, mark.column + 1
    if isinstance(event, yaml.ScalarEvent):
        if not event.style:
            _refuse_loss(event, lines)
        if match := INVISIBLE_CHARACTERS.search(event.value) or re.search(r"[\u2028\u2029]", event.value):
            message = (
                f"A backslash in this value makes an invisible character of what follows it (U+{ord(match[0]):04X})"
            )
            raise _RefusedError(mark, message, "Put the value in single quotation marks, or take the backslash out")
        return _Node(line, column, None if _is_empty(event) else event.value, "text", key)
    if isinstance(event, yaml.SequenceStartEvent):
        parts = [_node(parser, item, depth + 1, lines) for item in _until(parser, yaml.SequenceEndEvent)]
        return _Node(line, column, parts, "list", key)
    pairs = []
    for key_event in _until(parser, yaml.MappingEndEvent):
        name = _node(parser, key_event, depth + 1, lines)
        if name.kind != "text":
            hint = "Check the brackets, or put the whole value in quotes"
            raise _RefusedError(key_event.start_mark, "A name is expected here, before a colon", hint)
        if name.value == "<<":
            raise _RefusedError(key_event.start_mark, "'<<' cannot be used here", "Write the facts out")
        pairs.append((name, _node(parser, parser.get_event(), depth + 1, lines, name)))
    return _Node(line, column, pairs, "facts", key)


def _refuse_loss(event: Any, lines: list[str]) -> None:
    end = event.end_mark
    # YAML reads "Report #3" as "Report" and drops the rest as a note. A note of ours has a space after its "#".
    if end.line < len(lines) and (match := re.match(r"[ \t]+(?=#\S)", lines[end.line][end.column :])):
        mark = _mark(end.line, end.column + match.end())
        raise _RefusedError(mark, "What follows '#' in this line would be lost", "Put the whole value in quotes")
    # It reads a list below a value as one text.
    for number in range(event.start_mark.line + 1, end.line + 1):
        if (line := lines[number]).lstrip().startswith("- "):
            mark = _mark(number, len(line) - len(line.lstrip()))
            raise _RefusedError(
                mark, "A list begins here, below a value", "Write the first value as a line of the list, too"
            )


def _mark(line: int, column: int) -> Any:
    return yaml.Mark("", 0, line, column, None, 0)


def _until(parser: Any, end: type) -> Iterator[Any]:
    while not isinstance(event := parser.get_event(), end):
        yield event


_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
"""What a plain value may be written as to be none."""


def _is_empty(event: Any) -> bool:
    return not event.style and event.value in _NOTHING


def _plain(node: _Node, faults: list[FactFault], first_line: int) -> Any:
    if node.kind == "text":
        return node.value
    if node.kind == "list":
        return [_plain(part, faults, first_line) for part in node.value]
    facts: RawFacts = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        name = key.value or ""
        if not name:
            faults.append(
                FactFault(key.line, key.column, "A name is missing before this colon", "Write it, or delete the line")
            )
        elif name in facts:
            message = f"{quoted(name)} is written twice; it is also in line {lines[name] + first_line - 1}"
            faults.append(FactFault(key.line, key.column, message, "Keep one of the two"))
        else:
            lines[name] = key.line
            facts[name] = _plain(value, faults, first_line)
    return facts
