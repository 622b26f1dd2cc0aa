"""The Norfolk form: labels and values at its head, headings in capitals or bold, a list of copies with ticks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.dates import ordinal_wording
from generator.reading.documents.document import Block, BlockKind, Span
from generator.records.inspection import inspectorate_name_on
from generator.records.office import Office
from generator.records.papers.draft import Certainty, Draft
from generator.records.papers.headings import with_headings
from generator.records.papers.paper import Paper, labels_in
from generator.records.papers.printed import as_date, inspectorates_in, plain_title, printed_day
from generator.records.papers.response_text import ResponseFacts, response_drafts

NAME = "the Norfolk form: labels at its head, then key findings and responses"
SAMPLES = (
    """Sampleshire Police and Crime Commissioner response to inspections of Sampleshire Police published by
HMICFRS

Inspection Title:	Sample: Night shift

Date Published:	6 July 2023

Type of Inspection:	National thematic

**KEY FINDINGS:**

A sample.
""",
    """Inspection title: Sample: Night shift
Date published: 06/07/2023

## PCC comments

A sample.
""",
)
"""Papers of this form, made up, in which a test looks for it."""

_TITLE = (
    "inspection title",
    "title of inspection",
    "title of report",
    "report title",
    "name of inspection",
    "report",
    "inspection",
)
_DATE = (
    "date published",
    "date of publication",
    "published",
    "publication date",
    "date report published",
    "date of report",
)
_TYPE = ("type of inspection", "inspection type", "type")
_HEADING_LINE = re.compile(
    r"(.+?)\s+responses?\s+to\s+(?:the\s+)?inspections?\s+of\s+(.+?)\s+published\s+by\s+(.+)$", re.IGNORECASE
)
_STATUTE = re.compile(r"(?:under\s+)?section 55 of the police act 1996\b", re.IGNORECASE)
_MAX_NOTE = 70


def fits(paper: Paper) -> bool:
    """Check whether the head of a paper has the labels of this form."""
    labels = paper.labelled()
    has_title = any(label in labels for label in _TITLE[:5])
    return has_title and any(label in labels for label in (*_DATE, *_TYPE))


def drafts(paper: Paper) -> list[Draft]:
    """Return the drafts of a paper."""
    facts = ResponseFacts()
    rest = read_labels(paper.blocks, paper, facts)
    rest = _without_heading_line(rest, paper, facts)
    return response_drafts(paper, with_headings(rest, paper.office, finds_plain=False), facts)


def read_labels(blocks: Sequence[Block], paper: Paper, facts: ResponseFacts) -> list[Block]:
    """Read the labels of a report into facts; return the other blocks, and of these the other lines."""
    rest: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            labels = labels_in(block)
            if not (len(labels) == len(block.rows) and _read_all(labels, facts)):
                rest.append(block)
            continue
        read = {
            number
            for number, line in enumerate(block.lines)
            if (labels := labels_in(replace(block, spans=(Span(line),)))) and _read_all(labels, facts)
        }
        left = block.without_lines(read) if read else block
        if not read or left.text:
            rest.append(left)
    if not facts.report.inspectorates:
        facts.report.inspectorates = inspectorates_in(paper.opening(8))[:1] or inspectorates_in(paper.text)[:1]
    return rest


def _read_all(labels: Sequence[tuple[str, str]], facts: ResponseFacts) -> bool:
    """Read labels and their values if each of them is known; return whether that was so."""
    report = facts.report
    is_known = [
        (label in _TITLE and not report.title) or (label in _DATE and printed_day(value)) or label in _TYPE
        for label, value in labels
    ]
    if not all(is_known):
        return False
    for label, value in labels:
        if label in _TITLE:
            report.title = plain_title(value)
            facts.printed.append(f"{label}: {report.title}")
        elif label in _DATE:
            report.published = printed_day(value) or ""
            facts.printed += [f"{label}: {ordinal_wording(as_date(report.published))}", value]
        else:
            report.types = [part.strip() for part in re.split(r",|;", value) if part.strip()]
            facts.printed.append(f"{label}: {value}")
    return True


def _without_heading_line(blocks: Sequence[Block], paper: Paper, facts: ResponseFacts) -> list[Block]:
    """Take off the line and the note at the head which the page prints from the files of the office and the report."""
    rest: list[Block] = []
    for place, block in enumerate(blocks):
        match = _HEADING_LINE.match(block.text) if place < 4 else None  # noqa: PLR2004 - at the head
        if match and _prints(match, paper.office, facts):
            continue
        is_note = place < 6 and _STATUTE.match(block.text) is not None and len(block.text.split()) <= _MAX_NOTE  # noqa: PLR2004
        if is_note:
            if _folded(paper.office.facts.statute_note or "") == _folded(block.text):
                facts.printed.append(block.text)
                continue
            message = "The page prints a note on the law itself. Move this one to the office's file, as 'statute-note'"
            facts.notes.append((block, Certainty.TO_DO, message))
        rest.append(block)
    return rest


def _prints(match: re.Match[str], office: Office, facts: ResponseFacts) -> bool:
    """Check whether the page prints the heading line in the same words; note the inspectorate's name as printed."""
    is_same = _folded(match[1]) == _folded(office.name) and _folded(match[2]) == _folded(office.facts.force)
    if not is_same:
        return False
    named = match[3]
    letters = inspectorates_in(named)
    full = re.sub(r"\s*\([^()]*\)\.?$", "", named).strip()
    facts.report.inspectorates = letters or [full]
    day = as_date(facts.report.published or "2022-09-08")
    if letters and full != letters[0] and _folded(inspectorate_name_on(letters[0], day)) != _folded(full):
        facts.report.inspectorate_name = full
    facts.printed.append(match[0])
    return True


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.replace("’", "'")).strip().casefold()
