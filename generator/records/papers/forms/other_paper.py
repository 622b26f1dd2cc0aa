"""A paper of no known form: its text as it is, and its facts left to fill in."""

from __future__ import annotations

import re

from generator.reading.documents.document import BlockKind
from generator.records.papers.draft import Certainty, Draft
from generator.records.papers.forms.norfolk_form import read_labels
from generator.records.papers.headings import with_headings
from generator.records.papers.paper import Paper
from generator.records.papers.printed import day_before, inspectorates_in, plain_title
from generator.records.papers.response_text import ResponseFacts, response_drafts

NAME = "no known form: its text is kept, and its facts are left to fill in"
SAMPLES = ("A few words of a sample that has no form at all.\n",)
"""Papers of no form, made up, in which a test looks for it."""

_IN_RESPONSE = re.compile(r"(?:report|inspection)\s*(?:entitled|titled|called|,|:)?\s*[‘“\"'](.{5,150}?)[’”\"']")

_RESPONSE_TO = re.compile(
    r"\b(?i:response|comments|reply|statement)\s+(?:to|on)\s+(?:the\s+)?(?:\w+[’']?s?\s+){0,3}?"
    r"(?:HMIC\w*|inspectorate|report|inspection)(?:\s+(?:report|inspection))?(?:\s+(?:on|into|of|titled|entitled|called))?"
    r"\s*[:–—-]?\s*[‘“\"']?([A-Z][^\n]{7,150}?)[’”\"']?$",
)
_HEAD = 6


def fits(_paper: Paper) -> bool:
    """Check nothing: every paper can be kept."""
    return True


def drafts(paper: Paper) -> list[Draft]:
    """Return the draft of a paper."""
    facts = ResponseFacts()
    rest = read_labels(paper.blocks, paper, facts)
    read_report(paper, facts)
    blocks = with_headings(rest, paper.office, finds_plain=False)
    facts.notes.append((None, Certainty.TO_DO, "The paper has no form that is known here. Compare each fact with it"))
    return response_drafts(paper, blocks, facts)


def read_report(paper: Paper, facts: ResponseFacts) -> None:
    """Read from sentences what no label says of the report: its title, and the day after `published on`."""
    report = facts.report
    text = paper.text
    if not report.title and (match := _IN_RESPONSE.search(text)):
        report.title = plain_title(match[1])
    if not report.title and (title := _title_in_heading(paper)):
        report.title = title
        message = f"The report is taken to be '{title}', from the head of the paper"
        facts.notes.append((None, Certainty.GUESSED, message))
    if not report.published and (day := day_before(text, r"published|publication")):
        report.published, report.is_day_guessed = day, True
    if not report.inspectorates:
        report.inspectorates = inspectorates_in(text)[:1]


def _title_in_heading(paper: Paper) -> str:
    """Return the title of a report in a line at the head such as `PCC response to the HMICFRS report: Sample roads`."""
    for block in paper.blocks[:_HEAD]:
        match = _RESPONSE_TO.search(block.text)
        if match and (block.is_bold or block.kind is BlockKind.HEADING or block is paper.blocks[0]):
            return plain_title(match[1])
    return ""
