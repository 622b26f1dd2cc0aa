"""Reads the HTML of a page into a tree. Knows elements; nothing of records or of paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass(slots=True)
class Node:
    """An element."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """The names in its `class`."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def elements(self) -> Iterator[Node]:
        """The elements directly in it."""
        return (child for child in self.children if isinstance(child, Node))

    def all(self, tag: str) -> Iterator[Node]:
        """Yield every element of a tag in it, in order."""
        return (node for node in _walk(self) if isinstance(node, Node) and node.tag == tag)

    @property
    def text(self) -> str:
        """The words in it, with single spaces."""
        words = "".join(node if isinstance(node, str) else _edge(node) for node in _walk(self))
        return re.sub(r"\s+", " ", words).strip()


def _edge(node: Node) -> str:
    return " " if node.tag in {"br", "li", "p", "td", "th", "tr", "pre", "dt", "dd"} else ""


def _walk(root: Node) -> Iterator[Node | str]:
    # Without recursion: a text of an office may nest as deep as it likes.
    waiting: list[Node | str] = list(reversed(root.children))
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Node):
            waiting += reversed(node.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def tree_of(html: str) -> Node:
    """Return the tree of a run of HTML that this program made."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
