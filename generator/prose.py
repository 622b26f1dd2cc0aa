"""Markdown becomes safe HTML. The only importer of the Markdown engine and of the sanitiser.

Knows CommonMark with tables and footnotes, with raw HTML off; knows nothing of policing or of pages.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import nh3
import pyromark

from generator.problems import UNSEEN, quoted
from generator.typesetting import Event, Typesetter, name_of, text_of, value_of

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
)
DEEPEST = 20
"""Levels that lists, quotations and emphasis may nest."""

_NESTING = {"List", "BlockQuote", "Emphasis", "Strong", "FootnoteDefinition", "Link", "Image"}

SCHEMES = {"http", "https", "mailto", "tel"}
"""Where a link may lead outside the site."""

ROOT = "\ufdd0"
"""Stands for the way from a page to the site's root in addresses; no source can hold this character."""

_CLEAN = nh3.Cleaner(
    tags={
        "a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre",
        "section", "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
    },
    attributes={
        "*": {"id", "lang"}, "a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "li": {"value"},
        "td": {"colspan", "rowspan"}, "th": {"scope", "colspan", "rowspan"}, "time": {"datetime"},
    },
    allowed_classes={
        "div": {"table"}, "section": {"footnotes"}, "td": {"number", "centred"}, "th": {"number", "centred"},
    },
    url_schemes=SCHEMES,
    link_rel=None,
    clean_content_tags={"script", "style"},
)  # fmt: skip


_CURES = {
    "<sup": "Write 21st, 24th without it",
    "<br": "End the line with a backslash, \\",
    "<b>": "Write **bold**",
    "<i>": "Write *italic*",
}


@dataclass(frozen=True, slots=True)
class Prose:
    """HTML that is safe to set into a page unescaped; only this module makes it."""

    html: str
    headings: tuple[tuple[int, str, str], ...] = ()
    """Its headings as set: level, words and id."""

    def __html__(self) -> str:
        """Let Jinja's autoescape pass it."""
        return self.html

    def __bool__(self) -> bool:
        """Say whether there is anything to read."""
        return bool(self.html.strip())


@dataclass(frozen=True, slots=True)
class ProseFault:
    """What is wrong in a text; lines and columns count from 1 within it."""

    line: int
    column: int
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture as written."""

    address: str
    line: int
    column: int
    is_image: bool = False
    has_words: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the top level of a text."""

    level: int
    text: str
    id: str | None
    """The id given with `{#own-id}`, or None."""
    line: int
    index: int
    """Where its events begin."""
    after: int
    """Where the events after it begin."""


@dataclass(frozen=True)
class Writing:
    """One Markdown text, parsed once, of which any part can be set into a page."""

    text: str
    home: str = ""
    """The source's id, from whose folder relative links start."""
    _events: tuple[Event, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Parse."""
        events = tuple(pyromark.events_with_range(self.text, options=_OPTIONS))
        object.__setattr__(self, "_events", events)

    @cached_property
    def _data(self) -> bytes:
        return self.text.encode()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(rb"\n", self._data))]

    @cached_property
    def _continued(self) -> list[int]:
        """The bytes that only continue a character, which a column does not count."""
        return [] if self.text.isascii() else [found.start() for found in re.finditer(rb"[\x80-\xbf]", self._data)]

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        start = self._line_starts[line - 1]
        continued = bisect_left(self._continued, offset) - bisect_left(self._continued, start)
        return line, offset - start - continued + 1

    @cached_property
    def _footnotes(self) -> dict[str, Sequence[Event]]:
        notes: dict[str, Sequence[Event]] = {}
        opened: list[tuple[str, int]] = []
        for index, (event, _) in enumerate(self._events):
            match event:
                case {"Start": {"FootnoteDefinition": label}}:
                    opened.append((label, index + 1))
                case {"End": tag} if name_of(tag) == "FootnoteDefinition":
                    label, start = opened.pop()
                    notes.setdefault(label, self.events(start, index))
        return notes

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
                    found.append(Heading(int(value["level"][1]), words, value["id"], line, start, index + 1))
        return found

    def part(self, start: int = 0, end: int | None = None) -> Passage:
        """Cut out a run of events."""
        return Passage(self, start, len(self._events) if end is None else end)

    def events(self, start: int, end: int) -> list[Event]:
        """Give a run of events without the definitions of footnotes, which stand where they are referred to."""
        kept: list[Event] = []
        within = 0
        for each in self._events[start:end]:
            event = each[0]
            is_note = isinstance(event, dict) and any(
                name_of(event[edge]) == "FootnoteDefinition" for edge in ("Start", "End") if edge in event
            )
            if is_note:
                within += 1 if "Start" in event else -1
            elif not within:
                kept.append(each)
        return kept

    @cached_property
    def links(self) -> list[Link]:
        """All links and pictures, with their places."""
        found = []
        opened: list[int] = []
        last_words = -1
        for index, (event, _) in enumerate(self._events):
            match event:
                case {"Text": words} | {"Code": words} if words.strip():
                    last_words = index
                case {"Start": {"Link": _} | {"Image": _}}:
                    opened.append(index)
                case {"End": "Link" | "Image"}:
                    start = opened.pop()
                    found.append((start, self._link(start, has_words=last_words > start)))
        return [link for _, link in sorted(found, key=lambda each: each[0])]

    def _link(self, index: int, *, has_words: bool) -> Link:
        event, span = self._events[index]
        value = value_of(event["Start"])
        address = f"mailto:{value['dest_url']}" if value["link_type"] == "Email" else value["dest_url"]
        return Link(address, *self._place(span["start"]), name_of(event["Start"]) == "Image", has_words)

    def faults(self) -> Iterator[ProseFault]:
        """Find what a text may not have: raw HTML, links that could run a script, nesting without end."""
        yield from self._html_faults()
        depth = 0
        deep = False
        for event, span in self._events:
            match event:
                case {"Start": tag} if name_of(tag) in _NESTING:
                    depth += 1
                    if depth > DEEPEST and not deep:
                        deep = True
                        sentence = f"More than {DEEPEST} lists, quotations or emphases stand inside each other here"
                        yield ProseFault(*self._place(span["start"]), sentence, "Check the indents and the marks")
                case {"End": tag} if name_of(tag) in _NESTING:
                    depth -= 1
                case {"Text": words} | {"Code": words} if found := UNSEEN.search(words):
                    yield self._unseen(found[0], span)
        for link in self.links:
            yield from _link_faults(link)

    def _html_faults(self) -> Iterator[ProseFault]:
        """Name each block and each tag that opens; one that closes is told with it."""
        has_opened = is_told = False
        for event, span in self._events:
            match event:
                case {"Start": "HtmlBlock"}:
                    is_told = False
                case {"Html": html} | {"InlineHtml": html} if not is_told and not (has_opened and html.lstrip().startswith("</")):
                    has_opened = True
                    is_told = "Html" in event
                    yield self._raw_html(html, span)
                case {"End": "HtmlBlock"}:
                    is_told = False

    def _unseen(self, letter: str, span: Any) -> ProseFault:
        sentence = f"An invisible character (U+{ord(letter):04X}) is written here"
        return ProseFault(*self._place(span["start"]), sentence, "Delete the signs from '&' to ';' that stand for it")

    def _raw_html(self, html: str, span: Any) -> ProseFault:
        start = span["start"] + len(html) - len(html.lstrip())
        shown = quoted(html.strip().split("\n")[0], 40)
        cure = next((cure for tag, cure in _CURES.items() if html.lower().startswith(tag)), "")
        advice = cure or "Write it in Markdown, or put a backslash before '<' to show it as it is"
        return ProseFault(*self._place(start), f"{shown} is HTML, which texts do not have", advice)


@dataclass(frozen=True)
class Passage:
    """A run of a text: a section, a finding, or all of it."""

    writing: Writing
    start: int
    end: int

    @cached_property
    def plain(self) -> str:
        """The words alone, on one line."""
        return text_of(self.writing.events(self.start, self.end))

    def __bool__(self) -> bool:
        """Say whether it has any words."""
        return bool(self.plain)

    @property
    def headings(self) -> list[Heading]:
        """The headings within the run."""
        headings = self.writing.headings
        first, last = (bisect_left(headings, edge, key=lambda heading: heading.index) for edge in (self.start, self.end))
        return headings[first:last]

    def prose(self, level: int = 2, prefix: str = "", *, numbered: bool = False) -> Prose:
        """Set it for a page: its highest heading at `level`, its ids after `prefix`."""
        setter = Typesetter(level, prefix, self._href, self.writing._footnotes, numbered)  # noqa: SLF001
        html = _CLEAN.clean(setter.html(self.writing.events(self.start, self.end)))
        return Prose(html, tuple(setter.headings))

    def _href(self, address: str) -> str:
        return site_address(address, self.writing.home)


def paragraphs(text: str) -> Prose:
    """Set plain text (a fact, not Markdown) as paragraphs."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return Prose("".join(f"<p>{_CLEAN.clean(nh3.clean_text(part))}</p>" for part in parts))


def _link_faults(link: Link) -> Iterator[ProseFault]:
    sentence, advice = "", ""
    scheme = _scheme(link.address)
    if UNSEEN.search(link.address):
        sentence, advice = "This address has an invisible character in it", "Delete it and type the address again"
    elif scheme is not None and scheme not in SCHEMES:
        what = "A picture" if link.is_image else "A link"
        sentence, advice = f"{what} may not begin with {quoted(scheme + ':')}", "Use an address that begins with https:"
        advice = "Put it among the attachments and name it there" if link.is_image else advice
    elif link.is_image and scheme is not None:
        sentence, advice = "This picture would be fetched from another site", "Put it among the attachments and name it there"
    elif link.is_image and not link.has_words:
        sentence, advice = "This picture has no words for those who cannot see it", "Say in the square brackets what it shows"
    elif link.address in {"", "#"}:
        sentence, advice = "This link leads nowhere", "Give it an address, or leave only its words"
    elif link.address.startswith("//"):
        sentence, advice = "This address does not say how it is reached", "Begin it with https:"
    elif link.address.startswith("/"):
        sentence = "This link depends on where the site is published"
        advice = "Write the way to the source file from this one, such as ../../../inspections/2019/name.md"
    if sentence:
        yield ProseFault(link.line, link.column, sentence, advice)


def _scheme(address: str) -> str | None:
    # Browsers skip control characters and white space in a scheme, so they are skipped before looking.
    squeezed = re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", "", address)
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", squeezed)
    return found[1].lower() if found else None


def is_external(address: str) -> bool:
    """Say whether an address leads out of the site, or stays on its page."""
    return _scheme(address) is not None or address.startswith(("#", "/"))


def target_of(address: str, home: str) -> tuple[str, str]:
    """Give what a relative address in a source leads to: a path from the content folder, and the part after `#`."""
    path, _, fragment = address.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(home), path)), fragment


def site_address(address: str, home: str) -> str:
    """Turn an address as written in a source into one on the site, with ROOT for the way to its root."""
    if is_external(address):
        return address
    path, fragment = target_of(address, home)
    hash_ = f"#{fragment}" if fragment else ""
    if path.endswith((".md", ".yml")):
        stem = path.removesuffix(".md").removesuffix(".yml")
        prefix, stem = ("cy/", stem.removesuffix(".cy")) if stem.endswith(".cy") else ("", stem)
        stem = "" if stem == "pages/index" else stem.removeprefix("pages/")
        return f"{ROOT}{prefix}{stem}/{hash_}" if stem else f"{ROOT}{hash_}"
    return f"{ROOT}{path}{hash_}"

