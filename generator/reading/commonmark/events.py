"""Events of the Markdown engine: their names, their words, and what is read into them before they are rendered.

Three things CommonMark does not have: a passage's language, links from bare addresses, lines and lists in table cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from generator.messages import is_seen
from generator.reading.plain_text.layout import BULLET

Event: TypeAlias = tuple[Any, Mapping[str, int]]
"""An event of the engine, and the bytes of the source it was made from."""

INLINE = {"Emphasis", "Strong", "Link", "Image"}

LANGUAGE = re.compile(r"\s*\{lang=([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\}$")
"""How a passage in another language ends: `{lang=cy}`, with a tag of RFC 5646."""
_MAY_SAY_LANGUAGE = {"Paragraph", "Item", "TableCell"}

LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
"""The one piece of HTML a text may have, and only in a table's cell, which has no other way to hold lines."""
_CELL_LINES = re.compile(rf"\|[^\n]*(?:<br|{BULLET})", re.IGNORECASE)
_CELL_BULLET = re.compile(rf"\s*(?:({BULLET})|[-*–])[ \t\xa0]+(?=\S)")

# As GitHub reads them (GitHub Flavored Markdown, 6.9): a domain has a dot, and what ends a sentence ends no address.
_ADDRESS = re.compile(
    r"(?<![\w@./:-])(?:(?P<web>https?://|www\.)[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#][^\s<>\"“”]*)?"
    r"|(?P<email>[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]*[A-Za-z0-9])+))(?<![-_])",
    re.ASCII,
)
_HOLDS_NO_ADDRESS = {"Link", "Image", "CodeBlock", "Heading", "HtmlBlock"}
_AFTER_ADDRESS = "?!.,:;*_~'’\"”»…"


def name_of(tag: Any) -> str:
    """Return the name of what an event starts or ends: `Paragraph`, `Heading`, `List`."""
    return tag if isinstance(tag, str) else next(iter(tag))


def value_of(tag: Any) -> Any:
    """Return what an event carries besides its name: a list's first number, a link's address."""
    return None if isinstance(tag, str) else next(iter(tag.values()))


def text_of(events: Sequence[Event]) -> str:
    """Return only the words, on one line; as on the page, titles of links in brackets, words of a fence above it."""
    parts: list[str] = []
    titles: list[str] = []
    for event, _ in events:
        if isinstance(event, str):
            if event in {"SoftBreak", "HardBreak"}:
                parts.append(" ")
        elif words := event.get("Text"):
            parts.append(words)
        else:
            name = name_of(event["End"]) if "End" in event else ""
            ends_block = name and name not in INLINE
            parts.append(event.get("Code") or (" " if ends_block else ""))
            if "Start" in event and name_of(event["Start"]) in {"Link", "Image"}:
                titles.append(value_of(event["Start"])["title"])
            elif "Start" in event and isinstance(fence := value_of(event["Start"]), dict) and "Fenced" in fence:
                parts.append(f"{fence['Fenced']} ")
            elif name in {"Link", "Image"} and titles and (title := titles.pop()):
                parts.append(f" ({title})")
    return " ".join("".join(parts).split())


def has_words(events: Sequence[Event]) -> bool:
    """Check whether any word is in a run of events, without reading all of them."""
    for event, _ in events:
        if isinstance(event, dict) and (words := event.get("Text") or event.get("Code")) and is_seen(words):
            return True
    return is_seen(text_of(events))


def end_of(events: Sequence[Event], index: int) -> int:
    """Return the index of the event that ends what begins at `index`."""
    depth = 0
    for end in range(index, len(events)):
        event = events[end][0]
        if isinstance(event, dict):
            depth += ("Start" in event) - ("End" in event)
        if depth == 0:
            return end
    return len(events) - 1


def text_from(events: Sequence[Event], index: int) -> str:
    """Return the words of what begins at `index`."""
    return text_of(events[index : end_of(events, index) + 1])


def folded_label(label: str) -> str:
    """Return a label as the engine compares labels: without case, and with single spaces."""
    return re.sub(r"\s+", " ", label).strip().casefold()


def with_extensions(text: str, events: Sequence[Event]) -> Sequence[Event]:
    """Read languages, bare addresses and lines of cells into the events of a text; most texts have none."""
    if "{lang=" in text:
        events = with_languages(events)
    if "@" in text or "www." in text or text.count("://") > text.count("](http"):
        events = with_addresses(events)
    if _CELL_LINES.search(text):
        events = with_cell_lines(events)
    return events


def with_languages(events: Sequence[Event]) -> list[Event]:
    """Move a trailing `{lang=xx}` to the start of its paragraph, list item or table cell."""
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
                and (match := LANGUAGE.search(before.get("Text", "")))
            ):
                carried[index - 1] = ({"Text": before["Text"][: match.start()]}, span)
                carried[start] = ({"Start": {name: match[1]}}, carried[start][1])
    return carried


def with_addresses(events: Sequence[Event]) -> list[Event]:
    """Make links of bare web and email addresses, except in links, code and headings."""
    linked: list[Event] = []
    within = 0
    index = 0
    while index < len(events):
        event, span = events[index]
        index += 1
        if event.__class__ is dict:
            if (text := event.get("Text")) is not None:
                if not within and _may_have_address(text):
                    index = _read_addresses(linked, events, index - 1)
                    continue
            elif "Start" in event:
                within += name_of(event["Start"]) in _HOLDS_NO_ADDRESS
            elif "End" in event:
                within -= name_of(event["End"]) in _HOLDS_NO_ADDRESS
        linked.append((event, span))
    return linked


def _may_have_address(text: str) -> bool:
    return "://" in text or "@" in text or "www." in text


def _read_addresses(linked: list[Event], events: Sequence[Event], index: int) -> int:
    """Add the text at `index` with links for its addresses, and return the index of the event after it.

    The engine splits a text at every mark that might mean something, so an address at its underscores. They are joined.
    """
    parts = [events[index]]
    while linked and _goes_on(linked[-1], parts[0]):
        parts.insert(0, linked.pop())
    index += 1
    while index < len(events) and _goes_on(parts[-1], events[index]):
        parts.append(events[index])
        index += 1
    whole = {"start": parts[0][1]["start"], "end": parts[-1][1]["end"]}
    linked += _parted("".join(event["Text"] for event, _ in parts), whole)
    return index


def _goes_on(before: Event, after: Event) -> bool:
    """Return whether two texts stand side by side in the source as they do here."""
    return all(
        isinstance(event, dict) and "Text" in event and _is_literal(event["Text"], span)
        for event, span in (before, after)
    ) and bool(before[1]["end"] == after[1]["start"])


def _is_literal(text: str, span: Mapping[str, int]) -> bool:
    """Return whether a text stands so in the source, without character references."""
    return len(text.encode()) == span["end"] - span["start"]


def _parted(text: str, span: Mapping[str, int]) -> Iterator[Event]:
    is_exact = _is_literal(text, span)

    def part(start: int, end: int) -> Mapping[str, int]:
        if not is_exact:
            return span
        begin = span["start"] + len(text[:start].encode())
        return {"start": begin, "end": begin + len(text[start:end].encode())}

    done = 0
    for match in _ADDRESS.finditer(text):
        address = _without_end_of_sentence(match[0])
        end = match.start() + len(address)
        if match.start() > done:
            yield {"Text": text[done : match.start()]}, part(done, match.start())
        where = part(match.start(), end)
        prefix = "http://" if address.startswith("www.") else ""
        kind = "Email" if match["email"] else "Autolink"
        link = {"link_type": kind, "dest_url": prefix + address, "title": "", "id": ""}
        yield {"Start": {"Link": link}}, where
        yield {"Text": address}, where
        yield {"End": "Link"}, where
        done = end
    if done < len(text):
        yield {"Text": text[done:]}, part(done, len(text))


def _without_end_of_sentence(address: str) -> str:
    while True:
        shorter = address.rstrip(_AFTER_ADDRESS)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def with_cell_lines(events: Sequence[Event]) -> list[Event]:
    """Break the lines of table cells at `<br>`, and make a list of the lines that begin with a bullet."""
    broken: list[Event] = []
    index = 0
    while index < len(events):
        event = events[index][0]
        broken.append(events[index])
        if isinstance(event, dict) and "Start" in event and name_of(event["Start"]) == "TableCell":
            end = end_of(events, index)
            broken += _cell(events[index + 1 : end], events[index][1])
            index = end
        else:
            index += 1
    return broken


def _cell(events: Sequence[Event], span: Mapping[str, int]) -> Iterator[Event]:
    lines: list[list[Event]] = [[]]
    breaks = [span]
    depth = 0
    for event, where in events:
        is_break = isinstance(event, dict) and LINE_BREAK.fullmatch(event.get("InlineHtml", ""))
        if isinstance(event, dict):
            depth += ("Start" in event) - ("End" in event)
        if is_break and not depth:
            lines.append([])
            breaks.append(where)
        else:
            lines[-1].append(("HardBreak" if is_break else event, where))
    bullets = [_bullet_of(line) for line in lines]
    is_list = len([bullet for bullet in bullets if bullet]) > 1 or any(bullet and bullet[1] for bullet in bullets)
    is_open = False
    for number, (line, bullet) in enumerate(zip(lines, bullets, strict=True)):
        where = breaks[number]
        is_item = is_list and bullet is not None
        if is_item and not is_open:
            yield {"Start": {"List": None}}, where
        elif is_open and not is_item:
            yield {"End": {"List": False}}, where
        elif number and not is_item:
            yield "HardBreak", where
        is_open = is_item
        if is_item and bullet:
            yield {"Start": "Item"}, where
            # Its bytes begin at the break before it, so that the break is accounted for.
            begin = where["start"] if number else line[0][1]["start"]
            yield {"Text": line[0][0]["Text"][bullet.end() :]}, {"start": begin, "end": line[0][1]["end"]}
            yield from line[1:]
            yield {"End": "Item"}, where
        else:
            yield from line
    if is_open:
        yield {"End": {"List": False}}, span


def _bullet_of(line: Sequence[Event]) -> re.Match[str] | None:
    first = line[0][0] if line else None
    return _CELL_BULLET.match(first["Text"]) if isinstance(first, dict) and "Text" in first else None
