"""Words within a paragraph as data for a document: strings, emphasis, links, pictures. Knows no blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urljoin

from generator.outputs.paper.characters import MAX_WORD, fitted
from generator.outputs.paper.nodes import Node

Part: TypeAlias = str | dict[str, Any]

MAX_DEPTH = 20
"""Elements within elements; Typst stops at about sixty."""
MAX_ADDRESS = 2_000
"""Characters of a link's address; Typst refuses one of nine thousand."""
MAX_ALTERNATIVE = 1_000
"""Characters of a picture's description; Typst refuses one of forty thousand."""

INLINE = {"a", "br", "code", "em", "img", "span", "strong", "sup", "time"}
NOT_ON_PAPER = {"s55-contents-narrow", "s55-permalink", "s55-paragraph-link", "s55-hidden"}
"""Classes of what leads about the site, as in `print.css`, and of what only a screen reader says."""

_EMPHASIS = {"em": "em", "strong": "strong", "sup": "sup"}
_SPACES = re.compile(r"[ \t\n\r\f]+")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-|$)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a document may hold."""

    path: str
    """In the folder that Typst may read."""
    width: float
    """In points, as it is to be set."""


@dataclass(slots=True)
class Surroundings:
    """What the words of one page need to know of it."""

    address: str
    """The page's own, in full; empty where the site has none yet."""
    picture: Callable[[str], Picture | None]
    """Returns the picture at an address as the page writes it, or None if it cannot be set."""
    inner_links: list[dict[str, Any]] = field(default_factory=list)
    """Links to other places of the same page: whether there is such a place on paper is known at the end."""


def language_of(node: Node) -> dict[str, str]:
    """Return `lang` and `dir` of an element in another language, as far as a document can say them."""
    match = _LANGUAGE.match(node.attributes.get("lang", ""))
    if not match:
        return {}
    return {"lang": match[1], **({"dir": "rtl"} if node.attributes.get("dir") == "rtl" else {})}


def inlines_of(children: Iterable[Node | str], around: Surroundings, breaks_after: int = MAX_WORD) -> list[Part]:
    """Return the parts of a run of words, with single spaces and none at its ends."""
    parts, _ = _single_spaced(_parts(children, around, breaks_after, 0), after_space=True)
    while parts and (isinstance(parts[-1], str) or parts[-1]["t"] == "br"):
        last = parts.pop()
        if isinstance(last, str) and (words := last.rstrip(" ")):
            parts.append(words)
            break
    return parts


def words_of(parts: Iterable[Part]) -> str:
    """Return the words of some parts."""
    words = ""
    for part in parts:
        if isinstance(part, str):
            words += part
        else:
            words += part.get("text") or words_of(part.get("c", ()))
            words += " " if part["t"] == "br" else ""
    return words


def _parts(children: Iterable[Node | str], around: Surroundings, breaks_after: int, depth: int) -> list[Part]:
    parts: list[Part] = []
    for child in children:
        if isinstance(child, str):
            parts.append(fitted(child, breaks_after=breaks_after))
        elif depth >= MAX_DEPTH:
            parts.append(fitted(f" {child.text} ", breaks_after=breaks_after))
        elif not child.classes & NOT_ON_PAPER:
            inner = _parts(child.children, around, breaks_after, depth + 1)
            parts += _element(child, inner, around)
    return parts


def _element(node: Node, inner: list[Part], around: Surroundings) -> list[Part]:
    if said := language_of(node):
        inner = [{"t": "lang", "c": inner, **said}]
    if node.tag == "br":
        return [{"t": "br"}]
    if node.tag == "code":
        return [{"t": "code", "text": words_of(inner)}] if words_of(inner) else []
    if node.tag == "img":
        return [_picture(node, around)]
    if node.tag == "a" and words_of(inner).strip():
        return _link(node.attributes.get("href", ""), inner, around)
    if node.tag in _EMPHASIS and inner:
        return [{"t": _EMPHASIS[node.tag], "c": inner}]
    if "s55-timeline__note" in node.classes:
        return [{"t": "br"}, *inner]
    return inner if node.tag in INLINE else [" ", *inner, " "]


def _picture(node: Node, around: Surroundings) -> Part:
    words = fitted(node.attributes.get("alt", ""))[:MAX_ALTERNATIVE].strip()
    picture = around.picture(node.attributes.get("src", "")) if words else None
    return {"t": "img", "path": picture.path, "width": picture.width, "alt": words} if picture else words


def _link(address: str, inner: list[Part], around: Surroundings) -> list[Part]:
    if address.startswith("#"):
        link = {"t": "a", "to": address[1:], "c": inner}
        around.inner_links.append(link)
        return [link]
    if not address.startswith("mailto:"):
        address = urljoin(around.address, address) if around.address else address
        if not address.startswith(("https://", "http://")):
            return inner
    return [{"t": "a", "href": address, "c": inner}] if len(address) <= MAX_ADDRESS and address.isascii() else inner


def _single_spaced(parts: Iterable[Part], *, after_space: bool) -> tuple[list[Part], bool]:
    spaced: list[Part] = []
    for part in parts:
        if isinstance(part, str):
            words = _SPACES.sub(" ", part)
            words = words.lstrip(" ") if after_space else words
            if words and spaced and isinstance(spaced[-1], str):
                spaced[-1] += words
            elif words:
                spaced.append(words)
            after_space = words.endswith(" ") if words else after_space
            continue
        if "c" in part:
            part["c"], after_space = _single_spaced(part["c"], after_space=after_space)
        elif part["t"] == "br" and not after_space:
            # Without it a screen reader joins the words at the turn of a line.
            spaced.append(" ")
            after_space = True
        else:
            after_space = part["t"] == "br"
        spaced.append(part)
    return spaced, after_space
