"""Reads a saved page of an office's old site: its article, without the site's furniture. Imports selectolax.

Knows HTML as browsers read it; runs no script and fetches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.documents.document import Block, BlockKind, PaperReading, Span, identified
from generator.reading.documents.hidden_items import HiddenItem, hidden_item
from generator.reading.documents.plain import decoded

_ARTICLES = (
    "main article",
    "article",
    "main",
    '[role="main"]',
    "#main-content",
    "#content",
    "#main",
    ".content",
    "body",
)
_FURNITURE = {
    "nav", "header", "footer", "aside", "script", "style", "noscript", "form", "button", "input", "select", "textarea",
    "svg", "iframe", "object", "embed", "video", "audio",
    "template", "head", "title", "link", "meta", "dialog", "canvas",
}  # fmt: skip
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navigation|menu|breadcrumbs?|cookies?|share|sharing|social|sidebar|skip|footer|related|pagination"
    r"|banner|search|toolbar|print|feedback|comments?-form)(?:$|[\s_-])", re.IGNORECASE,
)  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "main", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table",
    "blockquote",
    "pre", "dl", "dt", "dd", "figure", "figcaption", "address", "details", "summary", "hr", "center", "fieldset", "tr",
    "td", "th", "tbody", "thead", "caption", "body", "html",
}  # fmt: skip
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?(?:;|$)", re.IGNORECASE)
_WHITE = re.compile(r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))", re.IGNORECASE)
_TINY = re.compile(r"font-size\s*:\s*(?:0|[01](?:\.\d+)?(?:px|pt))\s*(?:;|$)", re.IGNORECASE)
_OFF = re.compile(r"(?:left|top|text-indent|margin-left)\s*:\s*-\d{4,}", re.IGNORECASE)
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_MAX_DEPTH = 150
_MAX_NODES = 300_000
_Look = Span


@dataclass
class _Walk:
    items: list[HiddenItem] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0
    nodes: int = 0


def read_html(data: bytes) -> PaperReading:
    """Read a saved page.

    Raises:
        UnreadableError: It is no page, or has no words.
    """
    tree = LexborHTMLParser(decoded(data))
    article = next((node for selector in _ARTICLES if (node := _first(tree, selector)) is not None), None)
    if article is None:
        raise UnreadableError("This page has no text", "Save the whole page, or its text as .txt")
    walk = _Walk()
    blocks = list(_blocks(article, walk, Span(""), 0))
    placed = []
    for number, block in enumerate(blocks, 1):
        place = f"paragraph {number}"
        placed.append(replace(block, place=place).with_spans(lambda spans, at=place: identified(spans, at, walk.items)))  # type: ignore[misc]
    if not any(block.text for block in placed):
        raise UnreadableError("This page has no text", "Save the whole page, or its text as .txt")
    remarks = tuple(dict.fromkeys(walk.remarks))
    return PaperReading(tuple(placed), tuple(dict.fromkeys(walk.items)), (), remarks, _witness(article))


def _first(tree: LexborHTMLParser, selector: str) -> LexborNode | None:
    nodes = [node for node in tree.css(selector) if len((node.text() or "").strip()) > 0]
    return max(nodes, key=lambda node: len(node.text() or ""), default=None)


def _is_furniture(node: LexborNode) -> bool:
    if (node.tag or "") in _FURNITURE:
        return True
    names = (
        f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''} {node.attributes.get('role') or ''}"
    )
    return _FURNITURE_NAMES.search(names) is not None


def _hidden_kind(node: LexborNode) -> str:
    style = node.attributes.get("style") or ""
    if "hidden" in node.attributes or _HIDES.search(style):
        return "hidden-text"
    if _WHITE.search(style) and "background" not in style.lower():
        return "white-text"
    if _TINY.search(style):
        return "tiny-text"
    return "off-page" if _OFF.search(style) else ""


def _blocks(node: LexborNode, walk: _Walk, look: Span, depth: int) -> Iterator[Block]:
    """Yield the blocks below an element; text between blocks is a paragraph."""
    spans: list[Span] = []
    for child in node.iter(include_text=True):
        walk.nodes += 1
        tag = child.tag or ""
        if walk.nodes > _MAX_NODES or depth > _MAX_DEPTH:
            raise UnreadableError("This page has more elements than a paper", "Save its text as .txt")
        if tag == "-text":
            spans.append(replace(look, text=re.sub(r"\s+", " ", child.text_content or "")))
        elif tag in {"-comment", "_comment", "!--"}:
            _note_comment(child, walk)
        elif _is_furniture(child):
            continue
        elif tag in _BLOCKS or _has_blocks(child):
            yield from _paragraph(spans)
            spans = []
            yield from _block(child, walk, replace(look, item=_hidden_kind(child) or look.item), depth + 1)
        else:
            spans += _inline(child, walk, look, depth + 1)
    yield from _paragraph(spans)


def _has_blocks(node: LexborNode) -> bool:
    return any((child.tag or "") in _BLOCKS for child in node.iter())


def _paragraph(spans: Sequence[Span], **facts: object) -> Iterator[Block]:
    if any(span.text.strip() for span in spans):
        yield replace(Block(spans=tuple(spans)), **facts)  # type: ignore[arg-type]


def _block(node: LexborNode, walk: _Walk, look: Span, depth: int) -> Iterator[Block]:
    tag = node.tag or ""
    if match := re.fullmatch(r"h([1-6])", tag):
        yield from _paragraph(_inline_of(node, walk, look, depth), kind=BlockKind.HEADING, level=int(match[1]))
    elif tag in {"ul", "ol"}:
        yield from _list(node, walk, look, depth)
    elif tag == "table":
        yield from _table(node, walk, look, depth)
    elif tag == "hr":
        yield Block(BlockKind.RULE)
    elif tag == "p":
        yield from _paragraph(_inline_of(node, walk, look, depth))
    else:
        yield from _blocks(node, walk, look, depth)


def _list(node: LexborNode, walk: _Walk, look: Span, depth: int, level: int = 0) -> Iterator[Block]:
    count = _number(node.attributes.get("start"), 1)
    for item in node.iter():
        if item.tag != "li":
            continue
        count = _number(item.attributes.get("value"), count)
        mark = f"{count}." if node.tag == "ol" else "•"
        count += 1
        inner = replace(look, item=_hidden_kind(item) or look.item)
        spans: list[Span] = []
        nested: list[LexborNode] = []
        for child in item.iter(include_text=True):
            if child.tag in {"ul", "ol"}:
                nested.append(child)
            elif child.tag == "-text":
                spans.append(replace(inner, text=re.sub(r"\s+", " ", child.text_content or "")))
            elif not _is_furniture(child):
                spans += [
                    *([Span("\n")] if spans and child.tag == "p" else []),
                    *_inline(child, walk, inner, depth + 1),
                ]
        yield from _paragraph(spans, kind=BlockKind.ITEM, level=min(level, 8), mark=mark)
        for one in nested:
            if depth < _MAX_DEPTH:
                yield from _list(one, walk, inner, depth + 1, level + 1)


def _number(text: str | None, fallback: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else fallback


def _table(node: LexborNode, walk: _Walk, look: Span, depth: int) -> Iterator[Block]:
    rows: list[tuple[tuple[Block, ...], ...]] = []
    down: dict[int, int] = {}
    for row in node.css("tr"):
        cells: list[tuple[Block, ...]] = []
        for cell in row.iter():
            if cell.tag not in {"td", "th"}:
                continue
            while down.get(len(cells), 0) > 0:
                down[len(cells)] -= 1
                cells.append(())
            blocks = [part for block in _blocks(cell, walk, look, depth + 1) for part in block.parts]
            across = min(_number(cell.attributes.get("colspan"), 1), 60)
            for place in range(len(cells), len(cells) + across):
                down[place] = min(_number(cell.attributes.get("rowspan"), 1), 1000) - 1
            cells += [tuple(blocks), *[()] * (across - 1)]
        rows.append(tuple(cells))
    worded = tuple(row for row in rows if any(row))
    if worded and max(map(len, worded)) == 1:
        yield from (block for row in worded for cell in row for block in cell)
    elif worded:
        yield Block(BlockKind.TABLE, rows=worded)


def _inline_of(node: LexborNode, walk: _Walk, look: Span, depth: int) -> list[Span]:
    spans: list[Span] = []
    for child in node.iter(include_text=True):
        walk.nodes += 1
        if walk.nodes > _MAX_NODES or depth > _MAX_DEPTH:
            raise UnreadableError("This page has more elements than a paper", "Save its text as .txt")
        if child.tag == "-text":
            spans.append(replace(look, text=re.sub(r"\s+", " ", child.text_content or "")))
        elif child.tag in {"-comment", "_comment", "!--"}:
            _note_comment(child, walk)
        elif not _is_furniture(child):
            spans += _inline(child, walk, look, depth + 1)
    return spans


def _inline(node: LexborNode, walk: _Walk, look: Span, depth: int) -> list[Span]:
    tag = node.tag or ""
    look = replace(look, item=_hidden_kind(node) or look.item)
    if tag == "br":
        return [replace(look, text="\n")]
    if tag == "img":
        walk.remarks.append(
            ("the page", f"A picture was left out ({node.attributes.get('alt') or 'without a description'})")
        )
        return []
    if tag in {"b", "strong"}:
        look = replace(look, is_bold=True)
    elif tag in {"i", "em", "cite"}:
        look = replace(look, is_italic=True)
    elif tag == "sup":
        look = replace(look, is_raised=True)
    elif tag == "a":
        target = (node.attributes.get("href") or "").strip()
        if _SAFE_LINK.fullmatch(target):
            look = replace(look, link=target)
        elif target and not target.startswith("#"):
            walk.remarks.append(("the page", "A link was left out, because it leads to no full address"))
    return _inline_of(node, walk, look, depth)


def _note_comment(node: LexborNode, walk: _Walk) -> None:
    text = re.sub(r"^<!--|-->$", "", (node.html or "").strip()).strip()
    if text and not re.match(r"\[if|<!\[endif|/?wp:|#", text):
        walk.count += 1
        walk.items.append(hidden_item("data", f"comment {walk.count} of the page", text))


def _witness(article: LexborNode) -> str:
    """Return the words of an article as the parser itself gives them, without its furniture and what it hides."""
    copy = LexborHTMLParser(article.html or "")
    body = copy.body
    if body is None:
        return ""
    for node in body.css("*"):
        if _is_furniture(node) or _hidden_kind(node):
            node.decompose()
    return body.text(separator=" ") or ""
