"""Turns Markdown events into HTML, without recursion. Knows the events; not the engine that made them, nor what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, NamedTuple, TypeAlias

from generator.slugs import slugify

Event: TypeAlias = tuple[Any, Mapping[str, int]]
"""An event of the engine, and the bytes of the source it was made from."""

_PLAIN = {
    "Paragraph": "p", "BlockQuote": "blockquote", "Emphasis": "em", "Strong": "strong",
    "Item": "li", "TableRow": "tr",
}  # fmt: skip
_INLINE = {"Emphasis", "Strong", "Link", "Image"}
PARAGRAPH_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})+)\.?\s+(?=\W*[A-Z])")
"""How a numbered paragraph begins: `5.2 The nature of ...`, `2.1. To note`."""


LANGUAGE = re.compile(r"\s*\{lang=([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\}$")
"""How a passage in another language ends: `{lang=cy}`, with a tag of RFC 5646."""
_MAY_SAY_LANGUAGE = {"Paragraph", "Item", "TableCell"}
_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


def with_languages(events: Sequence[Event]) -> tuple[Event, ...]:
    """Carry the mark of another language from the end of a paragraph, a list's item or a table's cell to where that begins."""
    carried = list(events)
    opened: list[int] = []
    for index, (event, _) in enumerate(events):
        if isinstance(event, dict) and "Start" in event:
            opened.append(index)
        elif isinstance(event, dict) and "End" in event:
            start, name = opened.pop(), name_of(event["End"])
            before, span = carried[index - 1]
            if (
                name in _MAY_SAY_LANGUAGE
                and isinstance(before, dict)
                and (found := LANGUAGE.search(before.get("Text", "")))
            ):
                carried[index - 1] = ({"Text": before["Text"][: found.start()]}, span)
                carried[start] = ({"Start": {name: found[1]}}, carried[start][1])
    return tuple(carried)


def name_of(tag: Any) -> str:
    """Name what an event starts or ends: `Paragraph`, `Heading`, `List`."""
    return tag if isinstance(tag, str) else next(iter(tag))


def value_of(tag: Any) -> Any:
    """Give what an event carries beside its name: a list's first number, a link's address."""
    return None if isinstance(tag, str) else next(iter(tag.values()))


def text_of(events: Sequence[Event]) -> str:
    """Read only the words."""
    parts = []
    for event, _ in events:
        if event in ("SoftBreak", "HardBreak"):
            parts.append(" ")
        elif isinstance(event, dict):
            ends_block = "End" in event and name_of(event["End"]) not in _INLINE
            parts.append(event.get("Text") or event.get("Code") or (" " if ends_block else ""))
    return re.sub(r"\s+", " ", "".join(parts)).strip()


class _Note(NamedTuple):
    number: int
    id: str
    reference_id: str


@dataclass(slots=True)
class HtmlRenderer:
    """Sets one run of events.

    `level` is the heading level the run's highest heading gets (1 to 6), and no level is skipped below it.
    `prefix` keeps the run's ids apart from others on a page.
    """

    level: int
    prefix: str
    href: Callable[[str], str]
    """Turns an address as written into one for the page."""
    footnotes: Mapping[str, Sequence[Event]] = field(default_factory=dict)
    numbered: bool = False
    """Whether numbered paragraphs get anchors of their own."""
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    """The headings set so far: level, words and id."""
    _ids: dict[str, int] = field(default_factory=dict)
    _noted: dict[str, _Note] = field(default_factory=dict)
    _labels: list[str] = field(default_factory=list)
    _depth: int = 0
    _headings: list[int] = field(default_factory=list)
    _next_numbers: list[int | None] = field(default_factory=list)
    _alignments: Sequence[str] = ()
    _column: int = 0
    _in_head: bool = False

    def html(self, events: Sequence[Event]) -> str:
        """Set a run, with the footnotes it refers to after it."""
        return "".join([*self._set(events), *self._set_footnotes()])

    def _set(self, events: Sequence[Event]) -> Iterator[str]:
        image_ends = -1
        for index, (event, _) in enumerate(events):
            if index <= image_ends:
                continue
            if isinstance(event, str):
                yield {"SoftBreak": "\n", "HardBreak": "<br>\n", "Rule": "<hr>\n"}.get(event, "")
            elif "Text" in event:
                yield escape(event["Text"], quote=False)
            elif "Code" in event:
                yield f"<code>{escape(event['Code'], quote=False)}</code>"
            elif "FootnoteReference" in event:
                yield self._reference(event["FootnoteReference"])
            elif "Start" in event:
                name, value = name_of(event["Start"]), value_of(event["Start"])
                if name == "Image":
                    image_ends = _end_of(events, index)
                    yield self._image(value, text_of(events[index : image_ends + 1]))
                else:
                    yield self._start(name, value, events, index)
                    self._depth += 1
            elif "End" in event:
                self._depth -= 1
                yield self._end(name_of(event["End"]), value_of(event["End"]))

    def _start(self, name: str, value: Any, events: Sequence[Event], index: int) -> str:
        match name:
            case "Heading":
                words = _text_from(events, index)
                id_ = self._id(slugify(value["id"] or "") or slugify(words))
                level = self._fitted(int(value["level"][1]))
                self.headings.append((level, words, id_))
                return f'<h{level} id="{id_}">'
            case "List":
                self._next_numbers.append(value)
                start = f' start="{value}"' if value not in {None, 1} else ""
                return "<ul>\n" if value is None else f"<ol{start}>\n"
            case "Item" | "Paragraph":
                anchor = self._paragraph_anchor(name, events, index) if self.numbered else ""
                return f"<{_PLAIN[name]}{anchor}{_lang(value)}>"
            case "Link":
                address = f"mailto:{value['dest_url']}" if value["link_type"] == "Email" else value["dest_url"]
                # On paper an address that is its own text is not printed a second time.
                written_out = ' class="address"' if value["link_type"] in {"Autolink", "Email"} else ""
                return f'<a{written_out} href="{escape(self.href(address))}">'
            case "CodeBlock":
                return "<pre><code>"
            case "Table":
                self._alignments = value
                # Where it is wider than the screen it scrolls by itself: with the keyboard too, and under a name (WCAG 2.2, 2.1.1).
                return f'<div class="table" role="group" tabindex="0" aria-label="{escape(_columns(events, index))}"><table>\n'
            case "TableHead" | "TableRow":
                self._column, self._in_head = 0, name == "TableHead"
                return "<thead><tr>" if self._in_head else "<tr>"
            case "TableCell":
                return self._cell(_lang(value))
        return f"<{_PLAIN[name]}>" if name in _PLAIN else ""

    def _end(self, name: str, value: Any) -> str:
        match name:
            case "Heading":
                return f"</h{self._level()}>\n"
            case "List":
                self._next_numbers.pop()
                return "</ol>\n" if value else "</ul>\n"
            case "Link":
                return "</a>"
            case "CodeBlock":
                return "</code></pre>\n"
            case "Table":
                return "</tbody></table></div>\n"
            case "TableHead":
                return "</tr></thead>\n<tbody>"
            case "TableCell":
                return "</th>" if self._in_head else "</td>"
            case "Paragraph" | "BlockQuote" | "Item" | "TableRow":
                return f"</{_PLAIN[name]}>\n"
        return f"</{_PLAIN[name]}>" if name in _PLAIN else ""

    def _fitted(self, written: int) -> int:
        """Fit a heading under the page's, never more than one step below the heading above it."""
        while self._headings and self._headings[-1] >= written:
            self._headings.pop()
        self._headings.append(written)
        return self._level()

    def _level(self) -> int:
        return min(self.level + len(self._headings) - 1, 6)

    def _paragraph_anchor(self, name: str, events: Sequence[Event], index: int) -> str:
        if (
            name == "Item"
            and self._depth == 1
            and self._next_numbers
            and (number := self._next_numbers[-1]) is not None
        ):
            self._next_numbers[-1] = number + 1
            return f' id="{self._id(f"paragraph-{number}")}"'
        if name == "Paragraph" and self._depth == 0 and (found := PARAGRAPH_NUMBER.match(_text_from(events, index))):
            return f' id="{self._id("paragraph-" + found[1].strip(".").replace(".", "-"))}"'
        return ""

    def _cell(self, lang: str) -> str:
        alignment = self._alignments[self._column] if self._column < len(self._alignments) else "None"
        self._column += 1
        align = {"Right": ' class="number"', "Center": ' class="centred"'}.get(alignment, "")
        return f'<th scope="col"{align}{lang}>' if self._in_head else f"<td{align}{lang}>"

    def _image(self, value: Any, words: str) -> str:
        return f'<img src="{escape(self.href(value["dest_url"]))}" alt="{escape(words)}">'

    def _id(self, wanted: str) -> str:
        wanted = id_ = self.prefix + (wanted or "part")
        while id_ in self._ids:
            self._ids[wanted] = count = self._ids[wanted] + 1
            id_ = f"{wanted}-{count}"
        self._ids[id_] = 1
        return id_

    def _reference(self, label: str) -> str:
        if label not in self.footnotes:
            return escape(f"[^{label}]")
        again = label in self._noted
        if not again:
            number = len(self._noted) + 1
            self._noted[label] = _Note(number, self._id(f"note-{number}"), self._id(f"note-{number}-reference"))
            self._labels.append(label)
        note = self._noted[label]
        id_ = "" if again else f' id="{note.reference_id}"'
        return f'<sup{id_}><a href="#{note.id}">[{note.number}]</a></sup>'

    def _set_footnotes(self) -> Iterator[str]:
        notes = []
        for label in self._labels:  # it grows on the way where a note refers to another
            note = self._noted[label]
            text = "".join(self._set(self.footnotes[label]))
            notes.append(f'<li id="{note.id}">{text}<p><a href="#{note.reference_id}">Back to the text</a></p></li>\n')
        if notes:
            yield f'<div class="footnotes"><ol>\n{"".join(notes)}</ol></div>\n'


def _lang(language: str | None) -> str:
    """Write the attributes of a passage in another language (WCAG 2.2, 3.1.2), and of one that runs from right to left."""
    if not language:
        return ""
    turned = ' dir="rtl"' if language.partition("-")[0] in _RIGHT_TO_LEFT else ""
    return f' lang="{escape(language)}"{turned}'


def _end_of(events: Sequence[Event], index: int) -> int:
    """Find the event that ends what begins at `index`."""
    depth = 0
    for end in range(index, len(events)):
        event = events[end][0]
        if isinstance(event, dict):
            depth += ("Start" in event) - ("End" in event)
        if depth == 0:
            return end
    return len(events) - 1


def _columns(events: Sequence[Event], index: int) -> str:
    """Name the columns of the table that begins at `index`."""
    starts = [
        place
        for place in range(index, _end_of(events, index + 1))
        if isinstance(event := events[place][0], dict) and "Start" in event and name_of(event["Start"]) == "TableCell"
    ]
    return ", ".join(words for words in (_text_from(events, place) for place in starts) if words)


def _text_from(events: Sequence[Event], index: int) -> str:
    return text_of(events[index : _end_of(events, index) + 1])
