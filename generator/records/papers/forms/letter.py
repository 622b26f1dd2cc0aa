"""The letter, as a rule to the Home Secretary: address, date, salutation, findings under the report's numbers."""

from __future__ import annotations

import re

from generator.messages import join_words
from generator.reading.documents.document import Block, BlockKind
from generator.records.papers.draft import Certainty, Draft
from generator.records.papers.forms.norfolk_form import read_labels
from generator.records.papers.forms.other_paper import read_report
from generator.records.papers.headings import with_headings
from generator.records.papers.paper import Paper
from generator.records.papers.printed import plain_title, printed_day
from generator.records.papers.response_text import ResponseFacts, response_drafts
from generator.records.roles import Role, role_of_heading

NAME = "a letter"
SAMPLES = (
    """The Home Secretary\\
2 Sample Street

28 March 2024

Dear Home Secretary,

**Sample: Stop and search**

I write under section 55.

4. A second supervisor looks.

Yours sincerely,

A. Sample
""",
    """Date: 3 May 2021

Dear Secretary of State

In response to the report ‘Sample: Roads’, published on 2 March 2021, I have no comments.

Yours faithfully
""",
)
"""Papers of this form, made up, in which a test looks for it."""

_SALUTATION = re.compile(r"(?:dear\b|annwyl\b)", re.IGNORECASE)
_CLOSING = re.compile(r"(?:yours\s+(?:sincerely|faithfully|truly)|yn gywir)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:re|subject|ref)\s*:\s*", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"^(?:(?:pcc|commissioner)?\W*response to|re:?|hmicfrs|hmic|inspection(?: report)?|report)[:\s–-]+", re.IGNORECASE
)
_HEAD = 30
_MAX_SUBJECT = 200


def fits(paper: Paper) -> bool:
    """Check whether a paper greets its reader."""
    return any(_SALUTATION.match(line) for block in paper.blocks[:_HEAD] for line in block.lines)


def drafts(paper: Paper) -> list[Draft]:
    """Return the drafts of a paper."""
    facts = ResponseFacts()
    blocks = read_labels(paper.blocks, paper, facts)
    place = next((number for number, block in enumerate(blocks) if _has_salutation(block)), 0)
    facts.dated = _dated(blocks[: place + 1])
    near = [block for block in blocks[place + 1 : place + 4] if not role_of_heading(block.text, paper.office)]
    subject = next((block for block in near if _is_subject(block)), None)
    if subject and not facts.report.title:
        title = _NO_TITLE.sub("", _SUBJECT.sub("", plain_title(subject.text)))
        quoted = re.search(r"[‘“\"](.{5,150}?)[’”\"]", subject.text)
        facts.report.title = plain_title(quoted[1] if quoted else title)
        facts.notes.append((subject, Certainty.GUESSED, "This line is taken for the title of the report"))
    read_report(paper, facts)
    if not facts.report.title:
        facts.notes.append(
            (None, Certainty.TO_DO, "The letter does not say the title of the report. Write it into the report's draft")
        )
    headed = with_headings(blocks, paper.office, finds_plain=False)
    shown = [_as_letter(old, new, paper) for old, new in zip(blocks, headed, strict=True)]
    if not any(
        block.kind is BlockKind.HEADING and role_of_heading(block.text, paper.office) is Role.CHIEF_OFFICER
        for block in shown
    ):
        title = paper.office.facts.chief_officer
        facts.comments_within = "comments" if title.casefold() in paper.text.casefold() else ""
    _note_numbers(shown[place:], facts)
    return response_drafts(paper, shown, facts)


def _has_salutation(block: Block) -> bool:
    return any(_SALUTATION.match(line) for line in block.lines)


def _dated(blocks: list[Block]) -> str:
    lines = [
        re.sub(r"^(?:date|dated)\s*:?\s*", "", line, flags=re.IGNORECASE) for block in blocks for line in block.lines
    ]
    return next((day for line in lines if (day := printed_day(line))), "")


def _is_subject(block: Block) -> bool:
    is_marked = block.is_bold or block.kind is BlockKind.HEADING or _SUBJECT.match(block.text) or block.text.isupper()
    return bool(is_marked) and len(block.text) <= _MAX_SUBJECT


def _as_letter(old: Block, new: Block, paper: Paper) -> Block:
    """Return a heading only where it names a part of the response; other bold lines stay lines of the letter."""
    if new.kind is not BlockKind.HEADING or old.kind is BlockKind.HEADING or role_of_heading(new.text, paper.office):
        return new
    return (
        new if re.match(r"(?:recommendation|area for improvement|cause of concern)", new.text, re.IGNORECASE) else old
    )


def _note_numbers(blocks: list[Block], facts: ResponseFacts) -> None:
    closing = next((number for number, block in enumerate(blocks) if _CLOSING.match(block.text)), len(blocks))
    numbered = [
        block for block in blocks[:closing] if block.kind is BlockKind.ITEM and re.fullmatch(r"\d{1,3}\.", block.mark)
    ]
    numbers = [block.mark.rstrip(".") for block in numbered]
    if numbers and numbers != [str(number) for number in range(1, len(numbers) + 1)]:
        message = (
            f"The numbers {join_words(numbers)} may be those of the report's recommendations: name them under answers"
        )
        facts.notes.append((numbered[0], Certainty.GUESSED, message))
