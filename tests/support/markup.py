"""Reads HTML with a parser: elements by CSS selector, and their words."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode


def parse(html: str | Path) -> LexborHTMLParser:
    """Parse a page, or the page in a file."""
    return LexborHTMLParser(html.read_text(encoding="utf-8") if isinstance(html, Path) else html)


def the_one(html: str | Path | LexborNode, selector: str) -> LexborNode:
    """Return the one element that a selector finds."""
    (node,) = html.css(selector) if isinstance(html, LexborNode) else parse(html).css(selector)
    return node


def words(node: LexborNode) -> str:
    """Return the words of an element on one line."""
    return " ".join(node.text().split())


def attributes(html: str | Path | LexborNode, selector: str, name: str) -> list[str]:
    """Return an attribute of all elements that a selector finds, in order; an attribute without a value is empty."""
    nodes = html.css(selector) if isinstance(html, LexborNode) else parse(html).css(selector)
    return [node.attributes[name] or "" for node in nodes if name in node.attributes]
