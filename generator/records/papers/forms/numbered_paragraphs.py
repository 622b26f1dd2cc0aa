"""The response in numbered paragraphs, as a rule with a table for each recommendation."""

from __future__ import annotations

import re

from generator.records.papers.draft import Draft
from generator.records.papers.forms.norfolk_form import read_labels
from generator.records.papers.forms.other_paper import read_report
from generator.records.papers.headings import with_headings
from generator.records.papers.paper import Paper
from generator.records.papers.response_text import ResponseFacts, response_drafts

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


def fits(paper: Paper) -> bool:
    """Check whether paragraphs of a paper are numbered 1.1, 1.2 and so on."""
    return sum(_NUMBERED.match(block.marked_text) is not None for block in paper.blocks) >= _MIN_PARAGRAPHS


def drafts(paper: Paper) -> list[Draft]:
    """Return the drafts of a paper."""
    facts = ResponseFacts()
    rest = read_labels(paper.blocks, paper, facts)
    read_report(paper, facts)
    blocks = with_headings(rest, paper.office, finds_plain=False)
    return response_drafts(paper, blocks, facts)
