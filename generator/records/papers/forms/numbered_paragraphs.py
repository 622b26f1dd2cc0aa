"""The response in numbered paragraphs, as a rule with a table for each recommendation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.reading.documents.document import Block, BlockKind, Span
from generator.records.papers.draft import Draft
from generator.records.papers.forms.norfolk_form import read_labels
from generator.records.papers.forms.other_paper import read_report
from generator.records.papers.headings import with_headings
from generator.records.papers.inspection_text import sections_of
from generator.records.papers.paper import Paper
from generator.records.papers.response_text import ResponseFacts, response_drafts
from generator.records.report.class_words import read_class_words

NAME = "a response in numbered paragraphs"
SAMPLES = (
    """**1. Police & Crime Commissioner comments**

1.1 I welcome this sample.

1.2 I have asked.

1.3 See below.
""",
)
"""Papers of this form, made up, in which a test looks for it."""

_NUMBERED = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.?\s+\S")
_MIN_PARAGRAPHS = 3
_ASKS = re.compile(r"\b(?:should|must|needs? to)\b")


def fits(paper: Paper) -> bool:
    """Check whether paragraphs of a paper are numbered 1.1, 1.2 and so on."""
    return sum(_NUMBERED.match(block.marked_text) is not None for block in paper.blocks) >= _MIN_PARAGRAPHS


def drafts(paper: Paper) -> list[Draft]:
    """Return the drafts of a paper."""
    facts = ResponseFacts()
    rest = read_labels(paper.blocks, paper, facts)
    read_report(paper, facts)
    blocks = with_headings(rest, paper.office, finds_plain=False)
    drafts_ = response_drafts(paper, blocks, facts)
    for draft in drafts_:
        if draft.path.startswith("inspections/") and not draft.blocks:
            draft.blocks = list(_findings_in_tables(blocks))
    return drafts_


def _findings_in_tables(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the recommendations that tables below their headings quote, which stay in the response as well."""
    for heading, body in sections_of(blocks):
        words = read_class_words(heading.text) if heading else None
        tables = [block for block in body if block.kind is BlockKind.TABLE]
        if heading is None or words is None or not tables:
            continue
        asked = next((part for part in tables[0].parts if _ASKS.search(part.text)), None)
        if asked:
            yield Block(BlockKind.HEADING, (Span(heading.text),), 2, place=heading.place)
            yield Block(spans=asked.spans, place=asked.place)
