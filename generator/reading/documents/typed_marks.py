"""Recognises the marks of lists that were typed as letters, `•`, `4.`, `(a)`, as any reader of a paper does."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.reading.documents.document import Block, BlockKind, Span
from generator.reading.plain_text.layout import BULLET, TICK

FONT_TICKS = {
    "\uf0fc": "✓", "\uf0fe": "☒", "\uf0a8": "☐", "\uf06f": "☐", "\uf0fd": "☒", "\uf052": "☑", "\uf0a3": "☐",
}  # fmt: skip
"""Ticks and boxes of Wingdings as Unicode has them; all its other signs are bullets."""
TYPED_MARK = re.compile(
    rf"(\s*)({BULLET}|{TICK}|[-*+–](?=\s)|o(?=\t)|(?:\d{{1,3}}|[a-zA-Z]|[ivx]{{1,5}})[.)](?=\s)"
    r"|\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)(?=\s))\s*"
)
"""Four digits and a full stop are a year at the end of a sentence."""


def with_typed_mark(block: Block) -> Block:
    """Return a paragraph that begins with a mark as an item, and all other blocks, and cells, as they are."""
    if block.kind is BlockKind.TABLE:
        rows = tuple(tuple(tuple(map(with_typed_mark, cell)) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    if block.kind is not BlockKind.PARAGRAPH or not block.spans:
        return block
    text = "".join(span.text for span in block.spans)
    match = TYPED_MARK.match(text)
    if not match or not text[match.end() :].strip() or block.spans[0].item:
        return block
    return replace(block, kind=BlockKind.ITEM, mark=match[2], spans=_without(block.spans, match.end()))


def _without(spans: tuple[Span, ...], count: int) -> tuple[Span, ...]:
    """Return spans without their first characters."""
    done = []
    for span in spans:
        taken = min(count, len(span.text))
        count -= taken
        if span.text[taken:] or span.note:
            done.append(replace(span, text=span.text[taken:]))
    return tuple(done)
