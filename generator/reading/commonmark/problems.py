"""What a text may not have: HTML, invisible characters, nesting without end, links that could run a script.

Knows the engine's events and what browsers take for an address; not the engine, nor what a text says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.messages import INVISIBLE_CHARACTERS, quoted
from generator.problems import Severity
from generator.reading.commonmark.events import Event, name_of, value_of
from generator.reading.plain_text.damage import HIDDEN_CHARACTERS

MAX_DEPTH = 20
"""Levels that lists, quotations and emphasis may nest."""

_NESTING = {"List", "BlockQuote", "Emphasis", "Strong", "FootnoteDefinition", "Link", "Image"}

SCHEMES = {"http", "https", "mailto", "tel"}
"""Where a link may lead outside the site."""

Placing: TypeAlias = Callable[[int], tuple[int, int]]
"""Turns a byte's number into its line and column."""

_CURES = {
    "<sup": "Write 21st, 24th without it",
    "<br": "End the line with a backslash, \\",
    "<b>": "Write **bold**",
    "<i>": "Write *italic*",
}


@dataclass(frozen=True, slots=True)
class MarkdownProblem:
    """What is wrong in a text; lines and columns count from 1 within it."""

    line: int
    column: int
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    rule: str = "content"


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture as written."""

    address: str
    line: int
    column: int
    is_image: bool = False
    has_words: bool = True


def links_in(events: Sequence[Event], place: Placing) -> list[Link]:
    """Return all links and pictures, in the order of their beginnings."""
    found: list[tuple[int, Link]] = []
    opened: list[int] = []
    last_words = -1
    for index, (event, _) in enumerate(events):
        if not isinstance(event, dict):
            continue
        if words := event.get("Text") or event.get("Code"):
            last_words = index if words.strip() else last_words
        elif "Start" in event and name_of(event["Start"]) in {"Link", "Image"}:
            opened.append(index)
        elif event.get("End") in ("Link", "Image"):  # the ends of lists and the like carry values
            start = opened.pop()
            found.append((start, _link(events[start], place, has_words=last_words > start)))
    return [link for _, link in sorted(found, key=lambda start_and_link: start_and_link[0])]


def _link(started: Event, place: Placing, *, has_words: bool) -> Link:
    event, span = started
    value = value_of(event["Start"])
    address = f"mailto:{value['dest_url']}" if value["link_type"] == "Email" else value["dest_url"]
    return Link(address, *place(span["start"]), name_of(event["Start"]) == "Image", has_words)


def markdown_problems(
    text: str, events: Sequence[Event], links: Iterable[Link], place: Placing
) -> Iterator[MarkdownProblem]:
    """Yield every problem of a text and its events; a look at the text says which checks it needs."""
    if "<" in text:
        yield from _html_problems(events, place)
    if "&#" in text:
        yield from _unseen_problems(events, place)
    if "{lang" in text:
        yield from _language_problems(events, place)
    yield from _nesting_problems(events, place)
    for link in links:
        yield from _link_problems(link)


def _html_problems(events: Sequence[Event], place: Placing) -> Iterator[MarkdownProblem]:
    """Report each block and each opening tag; a closing tag is part of the same problem."""
    has_opened = is_reported = False
    for event, span in events:
        if not isinstance(event, dict):
            continue
        html = event.get("Html") or event.get("InlineHtml")
        if html and not is_reported and not (has_opened and html.lstrip().startswith("</")):
            has_opened = True
            is_reported = "Html" in event
            yield _raw_html(html, place(span["start"] + len(html) - len(html.lstrip())))
        elif event.get("End") == "HtmlBlock":
            is_reported = False


def _unseen_problems(events: Sequence[Event], place: Placing) -> Iterator[MarkdownProblem]:
    for event, span in events:
        words = event.get("Text") if isinstance(event, dict) else None
        is_reference = words and len(words.encode()) != span["end"] - span["start"]
        if words and is_reference and (match := INVISIBLE_CHARACTERS.search(words) or HIDDEN_CHARACTERS.search(words)):
            message = f"An invisible character (U+{ord(match[0]):04X}) is written here"
            yield MarkdownProblem(*place(span["start"]), message, "Delete the signs from '&' to ';' that stand for it")


def _language_problems(events: Sequence[Event], place: Placing) -> Iterator[MarkdownProblem]:
    """Report each mark of a language that belongs to no passage: it would be read aloud."""
    for event, span in events:
        words = event.get("Text") if isinstance(event, dict) else None
        if (
            isinstance(event, dict)
            and name_of(event.get("Start", "")) == "Heading"
            and "lang" in dict(value_of(event["Start"])["attrs"])
        ):
            hint = "Leave it out here, and write it at the end of each paragraph below"
            yield MarkdownProblem(*place(span["start"]), "A heading cannot say that it is in another language", hint)
        if words and (match := re.search(r"\{lang\b[^}]*\}?", words)):
            message = f"{quoted(match[0])} does not say the language of a passage"
            hint = "Write it at the end of a paragraph, with two or three small letters: {lang=cy} for Welsh"
            yield MarkdownProblem(*place(span["start"] + len(words[: match.start()].encode())), message, hint)


def _nesting_problems(events: Sequence[Event], place: Placing) -> Iterator[MarkdownProblem]:
    depth = 0
    for event, span in events:
        if not isinstance(event, dict):
            continue
        if "Start" in event and name_of(event["Start"]) in _NESTING:
            depth += 1
            if depth > MAX_DEPTH:
                message = f"More than {MAX_DEPTH} lists, quotations or emphases stand inside each other here"
                yield MarkdownProblem(*place(span["start"]), message, "Check the indents and the marks")
                return
        elif "End" in event and name_of(event["End"]) in _NESTING:
            depth -= 1


def _raw_html(html: str, place: tuple[int, int]) -> MarkdownProblem:
    shown = quoted(html.strip().split("\n")[0], 40, is_prose=True)
    cure = next((cure for tag, cure in _CURES.items() if html.lower().startswith(tag)), "")
    hint = cure or "Write it in Markdown, or put a backslash before '<' to show it as it is"
    return MarkdownProblem(*place, f"{shown} is HTML, which texts do not have", hint)


def _link_problems(link: Link) -> Iterator[MarkdownProblem]:
    message, hint = "", ""
    scheme = scheme_of(link.address)
    if INVISIBLE_CHARACTERS.search(link.address):
        message, hint = "This address has an invisible character in it", "Delete it and type the address again"
    elif scheme is not None and scheme not in SCHEMES:
        what = "A picture" if link.is_image else "A link"
        message, hint = f"{what} may not begin with {quoted(scheme + ':')}", "Use an address that begins with https:"
        hint = "Put it among the attachments and name it there" if link.is_image else hint
    elif link.is_image and scheme is not None:
        message, hint = (
            "This picture would be fetched from another site",
            "Put it among the attachments and name it there",
        )
    elif link.is_image and not link.has_words:
        message, hint = (
            "This picture has no words for those who cannot see it",
            "Say in the square brackets what it shows",
        )
    elif link.address in {"", "#"}:
        message, hint = "This link leads nowhere", "Give it an address, or leave only its words"
    elif link.address.startswith("//"):
        message, hint = "This address does not say how it is reached", "Begin it with https:"
    elif link.address.startswith("/"):
        message = "This link depends on where the site is published"
        hint = "Write the way to the source file from this one, such as ../../../inspections/2019/name.md"
    if message:
        yield MarkdownProblem(link.line, link.column, message, hint)


def scheme_of(address: str) -> str | None:
    """Return the scheme of an address (`https`, `mailto`) as a browser reads it, or None."""
    # Browsers skip control characters and white space in a scheme, so they are skipped before looking.
    squeezed = re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", "", address)
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", squeezed)
    return match[1].lower() if match else None
