"""A page of several responses, such as all letters of a year: each can become a draft of its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from generator.messages import counted
from generator.reading.documents.document import Block, BlockKind
from generator.records.papers.draft import Certainty, Draft
from generator.records.papers.forms import other_paper
from generator.records.papers.paper import Paper, labels_in

NAME = "a page of several responses"
SAMPLES = (
    """## Sample roads

Dear Home Secretary,

One.

Yours sincerely

## Sample courts

Dear Home Secretary,

Two.
""",
    """Inspection title: Sample one
Date published: 1 May 2020

A.

Inspection title: Sample two
Date published: 2 May 2020

B.
""",
)
"""Papers of this form, made up, in which a test looks for it."""

_SALUTATION = re.compile(r"dear\b", re.IGNORECASE)
_CLOSING = re.compile(r"yours\s+(?:sincerely|faithfully|truly)\b", re.IGNORECASE)
_SIGNATURE = 4
"""Short blocks of a signature."""
_MAX_SIGNATURE = 80


def fits(paper: Paper) -> bool:
    """Check whether a paper holds several letters, or several titles of reports."""
    return len(_starts(paper.blocks)) > 1


def drafts(paper: Paper) -> list[Draft]:
    """Return one draft of the whole page, with a note that it can be split."""
    done = other_paper.drafts(paper)
    count = counted(len(_starts(paper.blocks)), "response")
    message = f"This page holds {count}. For a draft of each, delete this one and import the page again with --split"
    done[0].body_notes.append((None, Certainty.TO_DO, message))
    return done


def parts_of(paper: Paper) -> list[Paper]:
    """Return the responses of a page as papers."""
    starts = _starts(paper.blocks)
    ends = [*starts[1:], len(paper.blocks)]
    starts[0] = 0
    return [
        replace(paper, name=f"{paper.name}-{number}", blocks=paper.blocks[start:end])
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Return where each response begins."""
    titles = [place for place, block in enumerate(blocks) if "inspection title" in dict(labels_in(block))]
    if len(titles) > 1:
        return [_with_heading_line(blocks, place) for place in titles]
    greetings = [place for place, block in enumerate(blocks) if any(_SALUTATION.match(line) for line in block.lines)]
    if len(greetings) < 2:  # noqa: PLR2004 - one letter
        return []
    starts = [0]
    for before, place in itertools.pairwise(greetings):
        starts.append(_after_letter(blocks, before, place))
    return starts


def _with_heading_line(blocks: Sequence[Block], place: int) -> int:
    """Return where the heading line above a label begins."""
    start = place
    for above in range(place - 1, max(-1, place - 3), -1):
        is_head = blocks[above].kind is BlockKind.HEADING or re.search(
            r"response to inspections? of|^section 55 of", blocks[above].text, re.IGNORECASE
        )
        if is_head:
            start = above
    return start


def _after_letter(blocks: Sequence[Block], greeting: int, next_greeting: int) -> int:
    """Return where a letter ends: at a heading before the next greeting, or after its signature."""
    closing = next((place for place in range(greeting, next_greeting) if _CLOSING.match(blocks[place].text)), None)
    first = greeting + 1 if closing is None else closing + 1
    for place in range(first, next_greeting):
        if blocks[place].kind is BlockKind.HEADING:
            return place
    if closing is None:
        return next_greeting
    end = closing + 1
    while (
        end < next_greeting
        and end - closing <= _SIGNATURE
        and len(blocks[end].text) <= _MAX_SIGNATURE
        and not re.search(r"\d{4}", blocks[end].text)
    ):
        end += 1
    return end
