"""Turns the article of a record's page into the blocks of a document, in the order of the page.

What `print.css` leaves out on paper is left out here. Knows the classes of the page's templates; nothing of Typst.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeAlias

from generator.outputs.paper.characters import fitted
from generator.outputs.paper.inlines import (
    INLINE,
    NOT_ON_PAPER,
    Part,
    Surroundings,
    inlines_of,
    language_of,
    words_of,
)
from generator.outputs.paper.nodes import Node
from generator.outputs.paper.tables import table_size

Block: TypeAlias = dict[str, Any]

MAX_DEPTH = 10
"""Blocks within blocks; Typst stops at about thirty."""
MAX_HEADING = 1_000
"""Characters of a heading; the rest of a longer one becomes a paragraph. Typst refuses one of forty thousand."""
MAX_LINES = 100
"""Lines of code in one block: Typst takes a time that grows with the square of them."""
MAX_LABEL = {False: 24, True: 18}
"""Characters of a fact's name that fit beside its value, in large and in small lists of facts."""

_ASIDE = {"s55-answer", "s55-inset", "s55-banner"}
_HEADING = re.compile(r"h[1-6]")


@dataclass(slots=True)
class ArticleReader:
    """Reads one article."""

    around: Surroundings
    _level: int = 0
    _ids: set[str] = field(default_factory=set)
    _waiting: list[str] = field(default_factory=list)
    """Ids of elements that begin here, for the first block in them."""
    _places: dict[str, str] = field(default_factory=dict)
    """The id in the document of each id of the page."""
    _has_own_title: bool = True

    def blocks(self, article: Node) -> list[Block]:
        """Return the blocks of an article."""
        # The heading line of a response is its title as printed; the site's own title repeats that of its report.
        self._has_own_title = not any("data-added" in title.attributes for title in article.all("h1"))
        blocks = _with_headings_on_side(self._flow(article.children, 0))
        for link in self.around.inner_links:
            if (place := self._places.get(link["to"])) is not None:
                link["to"] = place
            else:
                link["t"] = "plain"
        return blocks

    def _flow(self, children: Iterable[Node | str], depth: int) -> list[Block]:
        blocks: list[Block] = []
        run: list[Node | str] = []
        for child in children:
            if isinstance(child, str) or child.tag in INLINE:
                run.append(child)
                continue
            blocks += self._paragraph(run)
            run = []
            blocks += self._block(child, depth)
        blocks += self._paragraph(run)
        for block, after in pairwise(blocks):
            if block["t"] == "p" and after["t"] in {"ul", "ol", "table"}:
                block["leads"] = True
        return blocks

    def _block(self, node: Node, depth: int) -> list[Block]:
        if self._is_left_out(node):
            return []
        if depth > MAX_DEPTH:
            return [{"t": "p", "c": [fitted(node.text)], **self._place(node)}] if node.text else []
        if _HEADING.fullmatch(node.tag):
            return self._heading(node, int(node.tag[1]))
        read: dict[str, Callable[[Node, int], list[Block]]] = {
            "p": self._of_paragraph, "ul": self._list, "ol": self._list, "dl": self._facts, "table": self._table,
            "blockquote": self._quote, "pre": self._code,
        }  # fmt: skip
        if node.tag == "hr":
            return [{"t": "hr"}]
        return read.get(node.tag, self._container)(node, depth)

    def _is_left_out(self, node: Node) -> bool:
        return (
            node.tag in {"details", "nav"}
            or bool(node.classes & NOT_ON_PAPER)
            or (node.tag == "h1" and not self._has_own_title)
        )

    def _place(self, node: Node | None = None) -> dict[str, str]:
        """Return the id and language of the next block, which may be the first of several elements."""
        if node and (id_ := node.attributes.get("id")):
            self._waiting.append(id_)
        new = [id_ for id_ in self._waiting if id_ not in self._places]
        self._waiting.clear()
        said = language_of(node) if node else {}
        if not new:
            return said
        self._places |= dict.fromkeys(new, new[-1])
        return {"id": new[-1], **said}

    def _container(self, node: Node, depth: int) -> list[Block]:
        if id_ := node.attributes.get("id"):
            self._waiting.append(id_)
        if "s55-finding__numbered" in node.classes:
            return self._numbered(node, depth)
        if node.classes & _ASIDE:
            inner = self._flow(node.children, depth + 1)
            return [{"t": "aside", "c": inner}] if inner else []
        if "footnotes" in node.classes:
            return [{"t": "hr"}, *self._flow(node.children, depth)]
        return self._flow(node.children, depth)

    def _paragraph(self, children: Iterable[Node | str], node: Node | None = None, kind: str = "p") -> list[Block]:
        parts = inlines_of(children, self.around)
        if not words_of(parts).strip() and not _has_picture(parts):
            return []
        if len(parts) == 1 and not isinstance(parts[0], str) and parts[0]["t"] == "img":
            return [{**parts[0], "t": "figure"}]
        return [{"t": kind, "c": parts, **self._place(node)}]

    def _of_paragraph(self, node: Node, _depth: int) -> list[Block]:
        if "s55-heading-line" in node.classes:
            return self._paragraph(node.children, node, "above") if self._has_own_title else self._heading(node, 1)
        if "s55-statute-note" in node.classes:
            return self._paragraph(node.children, node, "note")
        return self._paragraph(node.children, node, "quiet" if "s55-quiet" in node.classes else "p")

    def _heading(self, node: Node, level: int) -> list[Block]:
        words = fitted(node.text)
        if not words.strip():
            return []
        # No level may be left out (PDF/UA-1, 7.4.2).
        self._level = min(level, self._level + 1)
        heading = {"t": "h", "level": self._level, "c": inlines_of(node.children, self.around), **self._place(node)}
        if len(words) <= MAX_HEADING:
            return [heading]
        end = words.rfind(" ", 0, MAX_HEADING) if " " in words[:MAX_HEADING] else MAX_HEADING
        return [{**heading, "c": [words[:end]]}, {"t": "p", "c": [words[end:].strip()]}]

    def _quote(self, node: Node, depth: int) -> list[Block]:
        inner = self._flow(node.children, depth + 1)
        return [{"t": "quote", "c": inner}] if inner else []

    def _code(self, node: Node, _depth: int) -> list[Block]:
        words = "".join(child for code in (node, *node.elements) for child in code.children if isinstance(child, str))
        lines = [fitted(line.expandtabs(4)) for line in words.rstrip("\n").split("\n")]
        chunks = (lines[start : start + MAX_LINES] for start in range(0, len(lines), MAX_LINES))
        return [{"t": "pre", "text": "\n".join(chunk)} for chunk in chunks if any(map(str.strip, chunk))]

    def _numbered(self, node: Node, depth: int) -> list[Block]:
        """Read a finding with its number before it."""
        label, text = [*node.elements, Node("span"), Node("div")][:2]
        words = fitted(words_of(inlines_of(label.children, self.around)))
        return [_listing([words], [{"c": self._flow(text.children, depth + 1)}], is_tight=False)]

    def _list(self, node: Node, depth: int) -> list[Block]:
        labels: list[str] = []
        items: list[Block] = []
        number = int(node.attributes.get("start") or 1)
        for item in node.elements:
            number = int(item.attributes.get("value") or number)
            children, mark = _without_mark(item, is_marked="marks" in node.classes)
            if id_ := item.attributes.get("id"):
                self._waiting.append(id_)
            items.append({"c": self._flow(children, depth + 1), **language_of(item)})
            labels.append(mark if mark is not None else _label(node, number) if node.tag == "ol" else "•")
            number += 1
        if not items:
            return []
        is_tight = not any(child.tag == "p" for item in node.elements for child in item.elements)
        if "s55-timeline" in node.classes or all(label == "•" for label in labels):
            return [{"t": "ul", "items": items, "tight": is_tight}]
        return [_listing([fitted(label) for label in labels], items, is_tight=is_tight)]

    def _facts(self, node: Node, _depth: int) -> list[Block]:
        rows = []
        is_small = "s55-summary--quiet" in node.classes
        if id_ := node.attributes.get("id"):
            self._waiting.append(id_)
        for row in node.elements:
            # What is still owed changes with the day, and a document is kept for years.
            if any("s55-tag--owed" in tag.classes for tag in row.all("strong")):
                continue
            label = inlines_of((child for name in row.all("dt") for child in name.children), self.around)
            value = inlines_of((child for said in row.all("dd") for child in said.children), self.around)
            if label or value:
                rows.append({"label": label, "c": value, "long": len(words_of(label)) > MAX_LABEL[is_small]})
        return [{"t": "facts", "rows": rows, "small": is_small}] if rows else []

    def _table(self, node: Node, depth: int) -> list[Block]:
        caption = [block for words in node.all("caption") if "s55-hidden" not in words.classes
                   for block in self._paragraph([Node("strong", {}, words.children)])]  # fmt: skip
        rows = [list(row.elements) for row in node.all("tr")]
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return caption
        words = [[cell.text for cell in row] + [""] * (columns - len(row)) for row in rows]
        size = table_size(words, may_be_wide=depth == 0)
        head, *body = [
            [self._cell(row[column] if column < len(row) else None, size.breaks_after(column), depth)
             for column in range(columns)]
            for row in rows
        ]  # fmt: skip
        has_links = any(True for cell in rows[0] for _ in cell.all("a"))
        table = {
            "t": "table", "head": head, "rows": body, "widths": size.widths, "size": size.size, "wide": size.is_wide,
            "before": caption if size.is_wide else [], "repeats": not has_links,
        }  # fmt: skip
        return [table] if size.is_wide else [*caption, table]

    def _cell(self, node: Node | None, breaks_after: int, depth: int) -> Block:
        if node is None:
            return {"c": [], "align": ""}
        align = next((name for name in ("number", "centred") if name in node.classes), "")
        if any(child.tag not in INLINE for child in node.elements):
            return {"c": self._flow(node.children, depth + 1), "align": align, **language_of(node)}
        parts = inlines_of(node.children, self.around, breaks_after)
        if node.tag == "th" and node.attributes.get("scope") == "row" and parts:
            parts = [{"t": "strong", "c": parts}]
        return {"c": [{"t": "p", "c": parts}] if parts else [], "align": align, **language_of(node)}


def _with_headings_on_side(blocks: list[Block]) -> list[Block]:
    """Move the headings right above a table whose sheet lies on its side to that sheet."""
    moved: list[Block] = []
    for block in blocks:
        if block["t"] == "table" and block["wide"]:
            while moved and moved[-1]["t"] == "h" and moved[-1]["level"] > 1:
                block["before"].insert(0, moved.pop())
        moved.append(block)
    return moved


def _has_picture(parts: Iterable[Part]) -> bool:
    return any(not isinstance(part, str) and (part["t"] == "img" or _has_picture(part.get("c", ()))) for part in parts)


def _listing(labels: list[str], items: list[Block], *, is_tight: bool) -> Block:
    return {"t": "ol", "labels": labels, "items": items, "tight": is_tight}


def _label(node: Node, number: int) -> str:
    kind = node.attributes.get("type")
    mark = chr(ord(kind) + number - 1) if kind in {"a", "A"} and number <= 26 else str(number)  # noqa: PLR2004
    return f"{mark}{')' if 'bracket' in node.classes else '.'}"


def _without_mark(item: Node, *, is_marked: bool) -> tuple[list[Node | str], str | None]:
    """Return what is in an item, and the mark that its text begins with: a tick, or `(a)`."""
    first = next(item.elements, None)
    if first and "s55-tick" in first.classes:
        return [child for child in item.children if child is not first], first.text
    if not is_marked:
        return item.children, None
    inner = first if first and first.tag == "p" else item
    if inner.children and isinstance(words := inner.children[0], str) and (mark := re.match(r"\s*(\S{1,8})\s", words)):
        rest = [words[mark.end() :], *inner.children[1:]]
        if inner is item:
            return rest, mark[1]
        inner.children = rest
        return item.children, mark[1]
    return item.children, ""
