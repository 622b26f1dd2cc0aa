"""A paper of no known form: its text as it is, and its facts left to fill in."""

from __future__ import annotations

import re

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
    if not report.published and (day := day_before(text, r"published|publication")):
        report.published, report.is_day_guessed = day, True
    if not report.inspectorates:
        report.inspectorates = inspectorates_in(text)[:1]
