"""Drafts a response from the sections of a paper, in any form.

Knows roles of sections and the facts of a response; decides nothing on the form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.messages import join_words
from generator.reading.documents.document import Block, BlockKind
from generator.reading.documents.word_count import share_of, words_of_markdown
from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.papers.copies import copies_of
from generator.records.papers.draft import Certainty, Draft
from generator.records.papers.headings import OFFICE_USE
from generator.records.papers.inspection_text import (
    ReportFacts,
    Section,
    findings_in,
    findings_in_tables,
    inspection_draft,
    parted,
    sections_of,
)
from generator.records.papers.paper import Paper
from generator.records.papers.printed import name_of
from generator.records.roles import Role, fold_heading, role_of_heading
from generator.statute import must_be_explained

_YEAR = re.compile(r"\b(20[0-4]\d)\b")
_LAW = re.compile(r"\b(?:Acts?|Measure|Order|Regulations|Rules)(?:\s+\([^()]*\))?\s+(?:of\s+)?\d{4}\b")


@dataclass
class ResponseFacts:
    """What a form found at the head of a paper."""

    report: ReportFacts = field(default_factory=ReportFacts)
    dated: str = ""
    comments_within: str = ""
    """The heading or role that holds the chief officer's comments, where no section of theirs does."""
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    """By number of the finding: what the paper's boxes say."""
    printed: list[str] = field(default_factory=list)
    """What the page prints from the facts, as the paper does."""
    notes: list[tuple[Block | None, Certainty, str]] = field(default_factory=list)


def response_drafts(paper: Paper, blocks: Sequence[Block], facts: ResponseFacts) -> list[Draft]:
    """Return the draft of a response and, where its inspection is not registered, of that, too."""
    sections = sections_of(blocks)
    quoted, others = parted(sections)
    report = facts.report
    known = paper.inspection_named(report.title) if report.title else None
    if not known and not quoted:
        quoted = list(findings_in_tables(others))
    year = (report.published or facts.dated or _year_in(paper) or paper.this_year)[:4]
    inspection_id = known.id if known else f"{year}/{name_of(report.title or paper.name)}"
    findings = list(known.findings) if known else findings_in(quoted, inspection_id)
    if known and not _are_quoted_in(known, quoted):
        quoted, others = [], sections
        message = "The paper quotes findings in other words than the registered report; they stay in the text"
        facts.notes.append((None, Certainty.GUESSED, message))
    copies = next((body for heading, body in others if _is_office_use(heading)), None)
    body = [section for section in others if not _is_office_use(section[0])]
    draft = Draft(f"responses/{paper.office_id}/{inspection_id}.md", _body_of(body, paper.office))
    if known:
        draft.fact("inspection", inspection_id, message=f"The report is registered: {inspection_id}")
        draft.printed.append(known.source.body)
    else:
        message = f"The report is not registered; a draft of it is written as inspections/{inspection_id}.md"
        draft.fact("inspection", inspection_id, message=message)
    _add_dates(draft, facts)
    _add_copies(draft, copies, paper.office)
    _add_comments(draft, body, facts, paper.office)
    _add_answers(draft, findings, facts, paper.office)
    draft.printed += facts.printed
    if not known and not report.published:
        message = f"The year in the draft's path, {year}, is that of the report; move both drafts if it is another"
        draft.body_notes.append((None, Certainty.GUESSED, message))
    draft.body_notes += [*facts.notes, *_role_notes(draft.blocks, paper.office)]
    if known:
        return [draft]
    title = report.title or paper.name.replace("-", " ").replace("_", " ")
    return [draft, inspection_draft(inspection_id, replace(report, title=title), quoted)]


def _are_quoted_in(known: Inspection, quoted: Sequence[Block]) -> bool:
    """Check whether a registered report has all words of the findings that a paper quotes, in order."""
    text = "\n".join(block.marked_text for block in quoted)
    return not share_of(text, [words_of_markdown(known.source.body)]).missing


def _year_in(paper: Paper) -> str:
    """Return the first year that a paper names, but not the year of a law."""
    match = _YEAR.search(_LAW.sub("", f"{paper.name} {paper.opening()}"))
    return match[1] if match else ""


def _is_office_use(heading: Block | None) -> bool:
    return heading is not None and OFFICE_USE.match(fold_heading(heading.text)) is not None


def _body_of(sections: Sequence[Section], office: Office) -> list[Block]:
    """Return sections with their highest headings, and all that have a role, at the second level."""
    headings = [heading for heading, _ in sections if heading]
    top = min((heading.level for heading in headings if heading.level > 1), default=2)
    blocks: list[Block] = []
    for heading, body in sections:
        if heading:
            is_top = role_of_heading(heading.text, office) is not None or heading.level <= top
            blocks.append(replace(heading, level=2 if is_top else min(6, 2 + heading.level - top)))
        blocks += body
    return blocks


def _add_dates(draft: Draft, facts: ResponseFacts) -> None:
    message = "Without 'published' this is a draft. Write the day on which it went on the web, or: not recorded"
    draft.to_do("published: not recorded", message)
    if facts.dated:
        draft.fact("dated", facts.dated, message=f"The letter is dated {facts.dated}; its day never moves the 56 days")
    draft.remark("An old paper taken over as it stands: recorded-as-published: true")


def _add_copies(draft: Draft, blocks: Sequence[Block] | None, office: Office) -> None:
    if blocks is None:
        message = "The paper lists no copies. Section 55(6) asks for one to the inspectorate and the Secretary of State"
        draft.to_do(
            "sent:\n  - {to: HMICFRS, on: not recorded, role: inspectorate}\n"
            "  - {to: Home Secretary, on: not recorded, role: secretary-of-state}", message,
        )  # fmt: skip
        return
    copies, left = copies_of(blocks, office)
    if copies:
        days = {copy["on"] for copy in copies}
        message = f"{len(copies)} copies are listed: {join_words([copy['to'] for copy in copies])}"
        message += ". The paper does not say their days" if "not recorded" in days else ""
        draft.fact("sent", copies, message=message)
    draft.printed.append("For office use only:")
    draft.printed += [block.marked_text for block in blocks if block not in left]
    draft.blocks = [*draft.blocks, *left]


def _add_comments(draft: Draft, sections: Sequence[Section], facts: ResponseFacts, office: Office) -> None:
    roles = {role_of_heading(heading.text, office) for heading, _ in sections if heading}
    if Role.CHIEF_OFFICER in roles:
        return
    title = office.facts.chief_officer
    if facts.comments_within:
        message = f"The paper speaks of the {title}'s comments within its text; say so if they came separately"
        draft.fact("chief-officer-comments", f"within {facts.comments_within}", Certainty.GUESSED, message)
    else:
        message = (
            f"No heading of the paper names the {title}'s comments. Say where they are, or that none were submitted"
        )
        draft.to_do("chief-officer-comments: none submitted", message)


def _add_answers(draft: Draft, findings: Sequence[Finding], facts: ResponseFacts, office: Office) -> None:
    policy = office.facts.answers_areas_for_improvement
    due = [one for one in findings if must_be_explained(one.finding_class, answers_areas_for_improvement=policy)]
    ticked = {
        one.id: facts.answers[key]
        for one in findings
        if (key := f"{one.finding_class} {one.number or ''}".strip()) in facts.answers
    }
    if ticked:
        draft.fact(
            "answers", ticked, message=f"The boxes of the paper answer {len(ticked)} of {len(findings)} findings"
        )
    open_ = [one for one in due if one.id not in ticked]
    if open_:
        lines = [f"  {one.id}: {{action: taken | proposed | none, see: comments}}" for one in open_]
        message = "Say of each recommendation whether action is taken or proposed, or why none: "
        message += join_words([one.heading for one in open_[:6]]) + (" and others" if len(open_) > 6 else "")  # noqa: PLR2004
        draft.to_do("\n".join(["answers:" * (not ticked), *lines]).lstrip("\n"), message)


def _role_notes(blocks: Sequence[Block], office: Office) -> list[tuple[Block, Certainty, str]]:
    names = {
        Role.KEY_FINDINGS: "the key findings", Role.COMMENTS: "the comments, section 55(5)(a)",
        Role.CHIEF_OFFICER: f"the {office.facts.chief_officer}'s comments, section 55(5)(b)",
        Role.REPLY: "the reply to them, section 55(5)(c)",
    }  # fmt: skip
    return [
        (block, Certainty.SURE, f"'{block.text}' holds {names[role]}")
        for block in blocks
        if block.kind is BlockKind.HEADING and (role := role_of_heading(block.text, office))
    ]
