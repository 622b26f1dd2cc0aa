"""Markdown becomes safe HTML. The only importer of the Markdown engine.

Knows CommonMark with tables and footnotes, with raw HTML off; knows nothing of policing or of pages.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyromark

from generator.reading.commonmark.blocks import Block, Blocks, Heading, in_paragraph
from generator.reading.commonmark.events import Event, has_words, name_of, text_of, value_of, with_extensions
from generator.reading.commonmark.footnotes import Footnotes, without_footnotes
from generator.reading.commonmark.html import HtmlRenderer, Marker
from generator.reading.commonmark.parsed import keep_parsed
from generator.reading.commonmark.plain_words import plain_words
from generator.reading.commonmark.problems import Link, MarkdownProblem, links_in, markdown_problems
from generator.reading.commonmark.safe_html import CLEAN, SafeHtml, escaped_paragraphs
from generator.reading.commonmark.words import lost_words, repairs, words_outside
from generator.reading.link_targets import site_address
from generator.reading.plain_text.edits import EditedText
from generator.reading.plain_text.layout import MARKED_LIST, layout_edits
from generator.uses import TEXT, note_use

_EDITORIAL = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
_OPTIONS = _EDITORIAL | pyromark.Options.ENABLE_FOOTNOTES

_MARKS_OF_LINKS = ("[", "<", "://", "www.", "@")
"""One of them is in every link, picture and bare address."""
_MARKER = re.compile(rb"[ \t]*(?:(\d{1,9})([.)])|([-+*]))")
"""How an item begins, from the byte where its event does."""


@dataclass(frozen=True)
class MarkdownText:
    """One Markdown text, parsed once, of which any part can be set into a page."""

    text: str
    """As written."""
    home: str = ""
    """The source's id, from whose folder relative links start."""
    is_editorial: bool = False
    """Whether MkDocs renders it, which has no footnotes and repairs nothing."""

    @cached_property
    def _parsing(self) -> tuple[EditedText, EditedText, tuple[Event, ...]]:
        """The text with pasted lists and headings as Markdown; that, with backslashes; and the events of it."""
        layout = EditedText.of(self.text, () if self.is_editorial else layout_edits(self.text))
        parsed, events = layout, _events_of(layout.text, _EDITORIAL if self.is_editorial else _OPTIONS)
        if not self.is_editorial and (edits := repairs(parsed.text, parsed.text.encode(), events)):
            parsed = EditedText.of(layout.text, edits)
            events = _events_of(parsed.text)
        keep_parsed(self)
        return layout, parsed, tuple(events)

    def forget(self) -> None:
        """Drop what was made of the text; it is made again when it is asked for."""
        text = "_texts" if "_texts" in self.__dict__ else "text"
        for name in self.__dict__.keys() - {text, "home", "is_editorial"}:
            del self.__dict__[name]

    @property
    def _layout(self) -> EditedText:
        return self._parsing[0]

    @property
    def _parsed(self) -> EditedText:
        return self._parsing[1]

    @property
    def _events(self) -> tuple[Event, ...]:
        return self._parsing[2]

    @property
    def is_edited(self) -> bool:
        """Whether it was not parsed as it is written."""
        return self._parsed.text != self.text

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the text, which the source has, and all that was made of it."""
        return {"home": self.home, "is_editorial": self.is_editorial}

    def __getattr__(self, name: str) -> Any:
        """Fetch the text from where it was kept."""
        if name == "text" and (texts := self.__dict__.get("_texts")):
            keep_parsed(self)
            return self.__dict__.setdefault("text", texts()[1])
        raise AttributeError(name)

    def keep_with(self, texts: Callable[[], tuple[str, str]]) -> None:
        """Fetch the text, the second of these, when it is needed."""
        self.__dict__["_texts"] = texts

    @cached_property
    def _data(self) -> bytes:
        return self._parsed.text.encode()

    @cached_property
    def _original(self) -> bytes:
        return self.text.encode()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(rb"\n", self._original))]

    @cached_property
    def _continued(self) -> list[int]:
        """The bytes that only continue a character, which a column does not count."""
        return [] if self.text.isascii() else [match.start() for match in re.finditer(rb"[\x80-\xbf]", self._original)]

    def _place(self, offset: int) -> tuple[int, int]:
        """Return the line and column, as written, of a byte of the parsed text."""
        if self._parsed is not self._layout:
            offset = self._parsed.original(offset)
        offset = self._layout.original(offset)
        line = bisect_right(self._line_starts, offset)
        start = self._line_starts[line - 1]
        continued = bisect_left(self._continued, offset) - bisect_left(self._continued, start)
        return line, offset - start - continued + 1

    @cached_property
    def footnotes(self) -> Footnotes:
        """The footnotes, of the whole text."""
        return Footnotes(self._events if "[^" in self.text else ())

    def marker(self, start: int) -> Marker:
        """Read how the item begins whose event starts at a byte of the parsed text."""
        match = _MARKER.match(self._data, start)
        if not match:
            return Marker()
        if match[1]:
            return Marker(int(match[1]), match[2].decode())
        # Only a layout edit writes a plus sign before a mark that the source does not have there.
        is_ours = match[3] == MARKED_LIST.encode() and self._original_of(match.start(3)) != MARKED_LIST
        return Marker(is_in_text=is_ours)

    def _original_of(self, offset: int) -> str:
        if self._parsed is not self._layout:
            offset = self._parsed.original(offset)
        place = self._layout.original(offset)
        return self._original[place : place + 1].decode("utf-8", "ignore")

    @cached_property
    def blocks(self) -> Blocks:
        """The paragraphs, lists and tables."""
        return Blocks(self._events, self.marker, lambda offset: self._place(offset)[0])

    @cached_property
    def headings(self) -> list[Heading]:
        """All headings that stand in no list or quotation, in order."""
        found = []
        depth = start = 0
        for index, (event, span) in enumerate(self._events):
            if not isinstance(event, dict):
                continue
            if "Start" in event:
                if depth == 0 and name_of(event["Start"]) == "Heading":
                    start = index
                depth += 1
            elif "End" in event:
                depth -= 1
                if depth == 0 and name_of(event["End"]) == "Heading":
                    value = value_of(self._events[start][0]["Start"])
                    line, _ = self._place(span["start"])
                    words = text_of(self._events[start : index + 1])
                    marks = tuple(name for name, said in value["attrs"] if said is None)
                    found.append(Heading(int(value["level"][1]), words, value["id"], line, start, index + 1, marks))
        return found

    def part(self, start: int = 0, end: int | None = None) -> Passage:
        """Cut out a run of events."""
        return Passage(self, start, len(self._events) if end is None else end)

    def events(self, start: int, end: int) -> Sequence[Event]:
        """Return a run of events without the definitions of footnotes."""
        events = self._events[start:end]
        return without_footnotes(events) if "[^" in self.text else events

    @property
    def indented_code(self) -> Iterator[tuple[int, int]]:
        """The first and last lines of what an indent makes code; lines count from 0."""
        for event, span in self._events:
            if event == {"Start": {"CodeBlock": "Indented"}}:
                last = len(self._data[span["start"] : span["end"]].rstrip()) + span["start"] - 1
                yield self._place(span["start"])[0] - 1, self._place(last)[0] - 1

    @property
    def underlined_headings(self) -> Iterator[tuple[int, int]]:
        """The first line of each heading that a line of hyphens makes, and that line; lines count from 0."""
        for event, span in self._events:
            if isinstance(event, dict) and name_of(event.get("Start", "")) == "Heading":
                source = self._data[span["start"] : span["end"]].rstrip()
                if source.endswith(b"-") and not source.startswith(b"#") and b"\n" in source:
                    last = span["start"] + len(source) - 1
                    yield self._place(span["start"])[0] - 1, self._place(last)[0] - 1

    @cached_property
    def links(self) -> list[Link]:
        """All links and pictures, with their places."""
        is_without = not any(mark in self._parsed.text for mark in _MARKS_OF_LINKS)
        return [] if is_without else links_in(self._events, self._place)

    def problems(self) -> Iterator[MarkdownProblem]:
        """Find what a text may not have, and words of it that the engine drops."""
        yield from markdown_problems(self.text, self._events, self.links, self._place)
        yield from self.dropped_words()

    def dropped_words(self) -> Iterator[MarkdownProblem]:
        """Find words that the engine drops."""
        for lost in lost_words(self._parsed.text, self._data, self._events):
            yield MarkdownProblem(*self._place(lost.offset), lost.message, lost.hint, rule="lost-text")

    def lost_words(self, shown: Iterable[Passage]) -> Iterator[MarkdownProblem]:
        """Compare the words of the text with those of the passages that a page shows, and name each that is missing."""
        runs = [(passage.start, passage.end) for passage in shown if passage.markdown is self]
        runs += self.footnotes.referenced_runs
        headings = [(heading.index, heading.after) for heading in self.headings]
        for lost in words_outside(self._events, runs, headings):
            yield MarkdownProblem(*self._place(lost.offset), lost.message, lost.hint, rule="lost-text")


def _events_of(text: str, options: pyromark.Options = _OPTIONS) -> Sequence[Event]:
    events: Sequence[Event] = tuple(pyromark.events_with_range(text, options=options))  # type: ignore[arg-type]
    return with_extensions(text, events)


@dataclass(frozen=True)
class Passage:
    """A run of a text: a section, a finding, or all of it."""

    markdown: MarkdownText
    start: int
    end: int

    @property
    def plain(self) -> str:
        """The words alone, on one line."""
        note_use(TEXT, self.markdown.home)
        return " ".join(self.markdown.text[slice(*self._words)].split()) if self._words else self._plain

    @cached_property
    def _plain(self) -> str:
        return text_of(self.markdown.events(self.start, self.end))

    @cached_property
    def _words(self) -> tuple[int, int] | None:
        """Where the text has it, if it is nothing but paragraphs of words: then nothing needs to be parsed again."""
        markdown = self.markdown
        if markdown.is_edited or "[^" in markdown.text:
            return None
        return plain_words(markdown.text, markdown.events(self.start, self.end))

    def __bool__(self) -> bool:
        """Check whether it has any words."""
        return self._has_words

    @cached_property
    def _has_words(self) -> bool:
        return has_words(self.markdown.events(self.start, self.end)) or bool(self._unreferenced_labels)

    def settle(self) -> None:
        """Find out what can be asked without the text."""
        self._has_words, self._words, self.headings  # noqa: B018 - each is found out once

    def __getstate__(self) -> dict[str, Any]:
        """Keep what can be asked without the text."""
        self.settle()
        return {name: self.__dict__[name] for name in ("markdown", "start", "end", "_has_words", "_words", "headings")}

    @property
    def _unreferenced_labels(self) -> list[str]:
        notes = self.markdown.footnotes.unreferenced if "[^" in self.markdown.text else ()
        return [label for start, label in notes if self.start <= start < self.end]

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings within the run."""
        headings = self.markdown.headings
        first, last = (
            bisect_left(headings, edge, key=lambda heading: heading.index) for edge in (self.start, self.end)
        )
        return headings[first:last]

    @property
    def blocks(self) -> list[Block]:
        """The blocks within the run."""
        return self.markdown.blocks.within(self.start, self.end)

    def prose(self, level: int = 2, part: str = "", *, numbered: bool = False) -> SafeHtml:
        """Render it for a page: its highest heading at `level`, its ids after that of the part it stands in."""
        markdown = self.markdown
        note_use(TEXT, markdown.home)
        if self._words and not numbered:
            return escaped_paragraphs(markdown.text[slice(*self._words)])
        notes = markdown.footnotes
        renderer = HtmlRenderer(level, part, self._href, markdown.marker, notes.texts, numbered)
        html = CLEAN.clean(
            renderer.html(in_paragraph(markdown.events(self.start, self.end)), self._unreferenced_labels)
        )
        return SafeHtml(html, tuple(renderer.headings))

    def _href(self, address: str) -> str:
        return site_address(address, self.markdown.home)
