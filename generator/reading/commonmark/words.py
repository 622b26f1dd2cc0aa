"""Finds words of a source that its events do not hold, and what makes the engine show them.

The engine passes over four things in silence: braces after a heading, definitions of links that nothing uses, cells
beyond a table's head, and the second definition of a footnote. The first two become text again; the others are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.messages import quoted
from generator.reading.commonmark.events import LINE_BREAK, Event, folded_label, name_of, text_of, value_of
from generator.reading.plain_text.edits import Edit

HEADING_WORDS = frozenset({"prose", "findings"})
"""Words in braces after a heading that say how to read it and are not shown; so is an id, `{#own-id}`."""

_NO_WORDS = rb"[\x00-/:-@\[-`{-\x7f]*"
_MARKS_ALONE = re.compile(
    rb"(?:\]\([^\s()|\"']*\))?" + _NO_WORDS + rb"(?:(?:^|(?<=\n))[ \t>]*(?:\d{1,9}[.)][ \t]+[-+*#>_\x60\[ \t]*)+)?"
)
"""What may stand between two texts: the end of a link, marks without a word, the number of an item."""
_WORD = re.compile(r"[^\W_]")
_LABEL = r"\[(?!\^)(?:\\.|[^\[\]\\])+\]:"
_MAY_DEFINE = re.compile(rf"(?m)^[^\[\n]*?({_LABEL})")
_IS_ADDRESS = re.compile(r"\s*(?:<|[a-z][a-z0-9+.-]*:\S|[#/.]|\S*/|\S+\.[a-z0-9]{2,4}(?:[#\s]|$))", re.IGNORECASE)
"""What a definition leads to; `[1]: Ibid.` leads nowhere, even where `[1]` stands in the text."""
_DEFINITION = re.compile(
    rf"({_LABEL})\s*(?:<[^<>\n]*>|[^\s<]\S*)"
    r"(?:\s+(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)))?[ \t]*(?:\n|$)"
)


class LostWords(NamedTuple):
    """Words that no page would show, with the byte of the parsed text at which they stand."""

    offset: int
    message: str
    hint: str


def repairs(text: str, data: bytes, events: Sequence[Event]) -> list[Edit]:
    """Return the backslashes that make text of what the engine would take for its own and drop."""
    edits: list[Edit] = []
    if "{" in text:
        edits += _brace_repairs(data, events)
    if "]:" in text:
        edits += _definition_repairs(text, events)
    return edits


def _brace_repairs(data: bytes, events: Sequence[Event]) -> Iterator[Edit]:
    for event, span in events:
        if not isinstance(event, dict) or name_of(event.get("Start", "")) != "Heading":
            continue
        heading = value_of(event["Start"])
        is_read = all(name == "lang" or (name in HEADING_WORDS and value is None) for name, value in heading["attrs"])
        if heading["classes"] or not is_read:
            brace = len(data[: data.rindex(b"}", span["start"], span["end"])].decode())
            yield Edit(brace, brace, "\\")


def _definition_repairs(text: str, events: Sequence[Event]) -> Iterator[Edit]:
    candidates = list(_MAY_DEFINE.finditer(text))
    if not candidates:
        return
    shown = _shown_spans(events)
    used = _used_labels(events)
    defined: set[str] = set()
    ends_at_repair = -1
    for match in candidates:
        offset = len(text[: match.start(1)].encode())
        if any(start <= offset < end for start, end in shown):
            continue
        label = folded_label(match[1][1:-2])
        if label in used and label not in defined and _IS_ADDRESS.match(text, match.end()):
            defined.add(label)
            if match.start() == ends_at_repair and not text[match.start() : match.start(1)].strip():
                yield Edit(match.start(), match.start(), "\n")  # it could not interrupt the paragraph above
            continue
        yield Edit(match.start(1), match.start(1), "\\")
        definition = _DEFINITION.match(text, match.start(1))
        ends_at_repair = definition.end() if definition else -1
        follows = any(other.start() == ends_at_repair for other in candidates)
        if definition and follows and definition[0].endswith("\n"):
            yield Edit(ends_at_repair - 1, ends_at_repair - 1, "\\")  # each stays a line of its own


def _shown_spans(events: Sequence[Event]) -> list[tuple[int, int]]:
    leaves = ("Text", "Code", "Html", "InlineHtml", "FootnoteReference")
    return [
        (span["start"], span["end"])
        for event, span in events
        if isinstance(event, dict) and any(leaf in event for leaf in leaves)
    ]


def _used_labels(events: Sequence[Event]) -> set[str]:
    links = (
        value_of(event["Start"])
        for event, _ in events
        if isinstance(event, dict) and name_of(event.get("Start", "")) in {"Link", "Image"}
    )
    return {folded_label(link["id"]) for link in links if link["id"]}


def lost_words(text: str, data: bytes, events: Sequence[Event]) -> Iterator[LostWords]:
    """Compare the words of a text with those of its events, in order, and yield what the events lack."""
    if "[^" in text:
        yield from _doubled_footnotes(events)
    if _is_whole(data, events):
        return
    used = _used_labels(events)
    for start, end, row in _gaps(data, events):
        gap = data[start:end].decode("utf-8", "ignore")
        rest = _DEFINITION.sub(lambda match: _blanked(match, used), gap)
        rest = LINE_BREAK.sub(lambda match: " " * len(match[0]), rest)  # between the lines of a cell
        if match := _WORD.search(rest):
            is_definition = rest[: match.start()].endswith(("[", "[^"))
            begin = rest.rindex("[", 0, match.start()) if is_definition else match.start()
            offset = start + len(gap[:begin].encode())
            words = " ".join(rest[begin:].split()).rstrip(" |")
            yield _lost_cells(offset, words, row) if row else _lost(offset, words, is_definition=is_definition)


def _is_whole(data: bytes, events: Sequence[Event]) -> bool:
    """Return whether only marks, printed numbers and addresses stand between the texts: so it is with most sources."""
    done = 0
    for event, span in events:
        if event.__class__ is dict and "Start" not in event and "End" not in event:
            start = span["start"]
            if start > done and not _MARKS_ALONE.fullmatch(data, done, start):
                return False
            done = span["end"]
    return bool(_MARKS_ALONE.fullmatch(data, done))


def _blanked(definition: re.Match[str], used: set[str]) -> str:
    is_used = folded_label(definition[1][1:-2]) in used
    return " " * len(definition[0]) if is_used else definition[0]


def _gaps(data: bytes, events: Sequence[Event]) -> Iterator[tuple[int, int, tuple[int, int] | None]]:
    """Yield the parts of a text that no event accounts for, as bytes from and to, and in a table its cells and columns.

    An address is accounted for by its link, a number by its item, a label by its footnote, an id by its heading.
    """
    done = 0
    cells = columns = 0
    for event, span in [*events, ({"End": "Text"}, {"start": len(data), "end": len(data)})]:
        start, end = span["start"], span["end"]
        if not isinstance(event, dict):
            continue
        edge = "Start" if "Start" in event else "End" if "End" in event else ""
        name = name_of(event[edge]) if edge else ""
        begins = start if edge != "End" else end if name in {"Text", "TableRow"} else done
        if begins > done:
            yield done, begins, (cells, columns) if name == "TableRow" and edge == "End" else None
        done = max(done, begins)
        if not edge or (edge == "End" and name in {"Link", "Image", "Heading", "CodeBlock"}):
            done = max(done, end)
        elif edge == "Start":
            done = max(done, _accounted(data, event[edge], start, end))
            cells += name == "TableCell"
            if name in {"TableHead", "TableRow"}:
                cells = 0
        elif name == "TableHead":
            columns = cells


def _accounted(data: bytes, tag: object, start: int, end: int) -> int:
    """Return the byte up to which the start of a block accounts for the text: number, label, fence with its words."""
    name, text = name_of(tag), data[start:end]
    if name == "Item":
        match = re.match(rb"\s*\d+", text)
        return start + (match.end() if match else 0)
    if name == "FootnoteDefinition":
        return start + max(text.find(b"]:"), 0)
    if name == "CodeBlock" and tag != {"CodeBlock": "Indented"}:
        return start + text.find(b"\n") if b"\n" in text else end
    return start


def _doubled_footnotes(events: Sequence[Event]) -> Iterator[LostWords]:
    seen: set[str] = set()
    for event, span in events:
        if isinstance(event, dict) and name_of(event.get("Start", "")) == "FootnoteDefinition":
            label = value_of(event["Start"])
            if folded_label(label) in seen:
                message = f"A second footnote is called {quoted(f'[^{label}]')}, and its text is on no page"
                yield LostWords(
                    span["start"], message, "Give it, and the mark in the text that it belongs to, another number"
                )
            seen.add(folded_label(label))


def _lost_cells(offset: int, words: str, row: tuple[int, int]) -> LostWords:
    quote = quoted(words, is_prose=True)
    message = f"This row has more cells than the {row[1]} of the table's head, and {quote} is on no page"
    return LostWords(
        offset,
        message,
        r"Add a column to the head and to the line below it, or write a bar that belongs to the words as \|",
    )


def _lost(offset: int, words: str, *, is_definition: bool) -> LostWords:
    if is_definition:
        message = (
            f"{quoted(words, is_prose=True)} is read as the address of a link that is not there, and is on no page"
        )
        return LostWords(offset, message, "Put a backslash, \\, before its first bracket")
    hint = "Write it as a paragraph of its own, with blank lines around it"
    return LostWords(offset, f"{quoted(words, is_prose=True)} is on no page", hint)


def words_outside(
    events: Sequence[Event], runs: Sequence[tuple[int, int]], headings: Sequence[tuple[int, int]]
) -> Iterator[LostWords]:
    """Compare the words of a text with the runs of its events that a page shows, and yield what stands in none.

    A heading outside the runs is shown as words where a run, or another such heading, begins right after it. A link or
    a footnote in it is lost.
    """
    begins = {start for start, _ in runs} | {len(events)}
    shown_as_words: dict[int, int] = {}
    for start, after in reversed(headings):
        if after in begins:
            shown_as_words[start] = after
            begins.add(start)
    covered = sorted([*runs, *shown_as_words.items()])
    done = 0
    for start, end in [*covered, (len(events), len(events))]:
        if start > done:
            yield from _first_words(events[done:start])
        done = max(done, end)
    for start, after in shown_as_words.items():
        if not any(first <= start < last for first, last in runs):
            yield from _lost_from_heading(events[start:after])


def _first_words(events: Sequence[Event]) -> Iterator[LostWords]:
    words = text_of(events)
    if not words:
        return
    offset = next(
        span["start"] for event, span in events if isinstance(event, dict) and (event.get("Text") or event.get("Code"))
    )
    yield LostWords(
        offset, f"{quoted(words, is_prose=True)} is on no page", "Put it under a heading that this file may have"
    )


def _lost_from_heading(events: Sequence[Event]) -> Iterator[LostWords]:
    for event, span in events:
        if isinstance(event, dict) and (
            "FootnoteReference" in event or name_of(event.get("Start", "")) in {"Link", "Image"}
        ):
            what = (
                "footnote"
                if "FootnoteReference" in event
                else name_of(event["Start"]).lower().replace("image", "picture")
            )
            yield LostWords(
                span["start"], f"The {what} in this heading is on no page", "Move it to the text below the heading"
            )
