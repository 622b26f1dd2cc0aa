"""Turns Markdown events into HTML, without recursion. Knows the events; not the engine, nor what a text says.

Renders every word of the events it is given. What the events themselves lack is for `words` to find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Any, NamedTuple

from generator.reading.commonmark.events import Event, end_of, folded_label, name_of, text_from, text_of, value_of
from generator.slugs import anchor, slugify

_PLAIN = {
    "Paragraph": "p", "BlockQuote": "blockquote", "Emphasis": "em", "Strong": "strong",
    "Item": "li", "TableRow": "tr",
}  # fmt: skip
PARAGRAPH_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})+)\.?\s+(?=\W*[A-Z])")
"""How a numbered paragraph begins: `5.2 The nature of ...`, `2.1. To note`."""
_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}

_NUMBER_AS_LABEL = re.compile(r"[1-9]\d{0,3}")
_LETTER_AS_LABEL = re.compile(r"[a-zA-Z]")


class Marker(NamedTuple):
    """How an item of a list begins in the source."""

    number: int | None = None
    """As printed, or None for a bullet."""
    delimiter: str = "."
    """What stands after the number: a full stop or a bracket."""
    is_in_text: bool = False
    """Whether the item's text begins with its own mark, such as `(a)`."""


class _Note(NamedTuple):
    mark: str
    list_type: str
    """`1`, `a` or `A`, as HTML's own `type`."""
    value: int
    """The place of the mark in its kind: 7, or 2 for `b`."""
    id: str
    reference_id: str
    """Empty for a note that nothing refers to."""


@dataclass(slots=True)
class HtmlRenderer:
    """Renders one run of events.

    `level` is the heading level the run's highest heading gets (1 to 6), and no level is skipped below it.
    `part` is the id of the part of the page that contains the run: its ids are `part--id`, and no heading's own id has
    two hyphens together. If the run is the whole page, `part` is empty.
    """

    level: int
    part: str
    href: Callable[[str], str]
    """Turns an address as written into one for the page."""
    marker: Callable[[int], Marker]
    """Reads how the item begins whose event starts at a byte of the source."""
    footnotes: Mapping[str, Sequence[Event]] = field(default_factory=dict)
    """By folded label."""
    anchors_numbered_paragraphs: bool = False
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    """The headings rendered so far: level, words and id."""
    _ids: dict[str, int] = field(default_factory=dict)
    _noted: dict[str, _Note] = field(default_factory=dict)
    _labels: list[str] = field(default_factory=list)
    _titles: list[str] = field(default_factory=list)
    _depth: int = 0
    _headings: list[int] = field(default_factory=list)
    _next_numbers: list[int | None] = field(default_factory=list)
    _alignments: Sequence[str] = ()
    _column: int = 0
    _in_head: bool = False

    def html(self, events: Sequence[Event], unreferenced: Sequence[str] = ()) -> str:
        """Render a run, then the footnotes it refers to, then those of `unreferenced`, which nothing refers to."""
        return "".join([*self._render(events), *self._render_footnotes(unreferenced)])

    def _render(self, events: Sequence[Event]) -> Iterator[str]:
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
                    image_ends = end_of(events, index)
                    yield self._image(value, text_of(events[index + 1 : image_ends]))
                else:
                    yield self._start(name, value, events, index)
                    self._depth += 1
            elif "End" in event:
                self._depth -= 1
                yield self._end(name_of(event["End"]), value_of(event["End"]))

    def _start(self, name: str, value: Any, events: Sequence[Event], index: int) -> str:
        match name:
            case "Heading":
                words = text_from(events, index)
                id_ = self._id(slugify(value["id"] or "") or slugify(words))
                level = self._fitted(int(value["level"][1]))
                self.headings.append((level, words, id_))
                return f'<h{level} id="{id_}">'
            case "List":
                self._next_numbers.append(value)
                first = self._marker_at(events, index + 1)
                if value is None:
                    return '<ul class="marks">\n' if first.is_in_text else "<ul>\n"
                start = f' start="{value}"' if value != 1 else ""
                brackets = ' class="bracket"' if first.delimiter == ")" else ""
                return f"<ol{brackets}{start}>\n"
            case "Item":
                return f"<li{self._item_attributes(events, index)}{_lang(value)}>"
            case "Paragraph":
                anchor = self._paragraph_anchor(events, index) if self.anchors_numbered_paragraphs else ""
                return f"<p{anchor}{_lang(value)}>"
            case "Link":
                address = f"mailto:{value['dest_url']}" if value["link_type"] == "Email" else value["dest_url"]
                # On paper an address that is its own text is not printed a second time.
                self._titles.append(value["title"])
                written_out = ' class="address"' if value["link_type"] in {"Autolink", "Email"} else ""
                return f'<a{written_out} href="{escape(self.href(address))}">'
            case "CodeBlock":
                words = value["Fenced"] if isinstance(value, dict) else ""
                return f"<p>{escape(words, quote=False)}</p>\n<pre><code>" if words else "<pre><code>"
            case "Table":
                self._alignments = value
                # A table wider than the screen scrolls by itself: with the keyboard too (WCAG 2.2, 2.1.1), so it has a
                # name.
                label = escape(_columns(events, index))
                return f'<div class="table" role="group" tabindex="0" aria-label="{label}"><table>\n'
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
                return f"</a>{_title(self._titles.pop())}"
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

    def _marker_at(self, events: Sequence[Event], index: int) -> Marker:
        return self.marker(events[index][1]["start"])

    def _item_attributes(self, events: Sequence[Event], index: int) -> str:
        """Write an item's printed number where counting on would give another, and its anchor."""
        expected = self._next_numbers[-1] if self._next_numbers else None
        if expected is None:
            return ""
        number = self._marker_at(events, index).number
        number = expected if number is None else number
        self._next_numbers[-1] = number + 1
        value = f' value="{number}"' if number != expected else ""
        if not self.anchors_numbered_paragraphs or self._depth != 1:
            return value
        return f' id="{self._id(f"paragraph-{number}")}"{value}'

    def _paragraph_anchor(self, events: Sequence[Event], index: int) -> str:
        if self._depth == 0 and (match := PARAGRAPH_NUMBER.match(text_from(events, index))):
            return f' id="{self._id("paragraph-" + match[1].strip(".").replace(".", "-"))}"'
        return ""

    def _cell(self, lang: str) -> str:
        alignment = self._alignments[self._column] if self._column < len(self._alignments) else "None"
        self._column += 1
        align = {"Right": ' class="number"', "Center": ' class="centred"'}.get(alignment, "")
        return f'<th scope="col"{align}{lang}>' if self._in_head else f"<td{align}{lang}>"

    def _image(self, value: Any, words: str) -> str:
        return f'<img src="{escape(self.href(value["dest_url"]))}" alt="{escape(words)}">{_title(value["title"])}'

    def _id(self, wanted: str) -> str:
        wanted = id_ = f"{self.part}--{wanted or 'part'}" if self.part else anchor(wanted or "part")
        while id_ in self._ids:
            self._ids[wanted] = count = self._ids[wanted] + 1
            id_ = f"{wanted}-{count}"
        self._ids[id_] = 1
        return id_

    def _reference(self, label: str) -> str:
        key = folded_label(label)
        if key not in self.footnotes:
            return escape(f"[^{label}]")
        again = key in self._noted
        note = self._note(key, label, is_referred_to=True)
        id_ = "" if again else f' id="{note.reference_id}"'
        return f'<sup{id_}><a href="#{note.id}">[{note.mark}]</a></sup>'

    def _note(self, key: str, label: str, *, is_referred_to: bool) -> _Note:
        """Return a footnote with its printed number or letter; one with a longer name gets the next number."""
        if key in self._noted:
            return self._noted[key]
        if _NUMBER_AS_LABEL.fullmatch(label):
            mark, list_type, value = label, "1", int(label)
        elif _LETTER_AS_LABEL.fullmatch(label):
            list_type = "a" if label.islower() else "A"
            mark, value = label, ord(label.lower()) - 96
        else:
            taken = {note.value for note in self._noted.values() if note.list_type == "1"}
            taken |= {int(other) for other in self.footnotes if _NUMBER_AS_LABEL.fullmatch(other)}
            value = next(number for number in range(1, len(self.footnotes) + len(taken) + 2) if number not in taken)
            mark, list_type = str(value), "1"
        id_ = self._id(f"note-{mark}")
        note = _Note(mark, list_type, value, id_, self._id(f"note-{mark}-reference") if is_referred_to else "")
        self._noted[key] = note
        self._labels.append(key)
        return note

    def _render_footnotes(self, unreferenced: Sequence[str]) -> Iterator[str]:
        waiting = list(unreferenced)
        notes: list[tuple[_Note, str]] = []
        while len(notes) < len(self._labels) or waiting:
            if len(notes) == len(self._labels):
                self._note(folded_label(waiting[0]), waiting.pop(0), is_referred_to=False)
                continue
            key = self._labels[len(notes)]  # they grow on the way where a note refers to another
            note = self._noted[key]
            text = "".join(self._render(self.footnotes[key]))
            back = f'<p><a href="#{note.reference_id}">Back to the text</a></p>' if note.reference_id else ""
            notes.append((note, f"{text}{back}"))
        if notes:
            yield f'<div class="footnotes">{"".join(_note_lists(notes))}</div>\n'


def _note_lists(notes: Sequence[tuple[_Note, str]]) -> Iterator[str]:
    """Write notes under their own marks, in a list for each run of numbers or letters."""
    for list_type, run in groupby(notes, key=lambda pair: pair[0].list_type):
        type_ = f' type="{list_type}"' if list_type != "1" else ""
        yield f"<ol{type_}>\n"
        expected = 1
        for note, html in run:
            value = f' value="{note.value}"' if note.value != expected else ""
            expected = note.value + 1
            yield f'<li id="{note.id}"{value}>{html}</li>\n'
        yield "</ol>"


def _title(title: str) -> str:
    """Write a link's or a picture's title after it: as an attribute it would be seen by few and printed for nobody."""
    return f" ({escape(title, quote=False)})" if title else ""


def _lang(language: str | None) -> str:
    """Return the attributes of a passage in another language (WCAG 2.2, 3.1.2), with its direction."""
    if not language:
        return ""
    turned = ' dir="rtl"' if language.partition("-")[0] in _RIGHT_TO_LEFT else ""
    return f' lang="{escape(language)}"{turned}'


def _columns(events: Sequence[Event], index: int) -> str:
    """Return the names of the columns of the table that begins at `index`."""
    starts = [
        place
        for place in range(index, end_of(events, index + 1))
        if isinstance(event := events[place][0], dict) and "Start" in event and name_of(event["Start"]) == "TableCell"
    ]
    return ", ".join(words for words in (text_from(events, place) for place in starts) if words)
