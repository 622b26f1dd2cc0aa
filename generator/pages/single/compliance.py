"""The compliance table: where each requirement of section 55 is met, or that it is not recorded. Gives no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.dates import wording
from generator.pages.single.document import AnsweredFinding, AnsweredReport, Document
from generator.records.finding import Finding
from generator.records.report.class_words import CLASSES, finding_class_of
from generator.records.response import Response
from generator.records.response_facts import ATTACHED, NONE_SUBMITTED
from generator.records.roles import Role
from generator.register.answers import answer_to, is_explained
from generator.register.clocks import OUTSTANDING
from generator.register.released import ReleasedRegister
from generator.statute import RECIPIENTS, RESPONSE_PERIOD_DAYS, Status, must_be_explained

NOT_RECORDED = "Not recorded"
ON_THIS_PAGE = "On this page"
IN_ANOTHER_PART = "In another part of the response"
ACTIONS = {"taken": "Action taken", "proposed": "Action proposed", "none": "No action, with a reason"}
UNEXPLAINED = {
    None: "Answered; whether action is taken, proposed or none is not recorded",
    "taken": "Action taken; no words explain it",
    "proposed": "Action proposed; no words explain it",
    "none": "No action; the reason is not recorded",
}
"""What the table says of an answer without an explanation."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of the section."""

    subsection: str
    asks: str
    answer: str
    anchor: str | None = None
    """The id on the page of what meets it; None where there is nothing to link to."""
    part: Response | None = None
    """The part of the response on whose page that is; None for this one."""


@dataclass(frozen=True, slots=True)
class ComplianceTable:
    """All requirements for one report."""

    report: AnsweredReport
    requirements: tuple[Requirement, ...]
    note: str = ""


def compliance_table(released: ReleasedRegister, document: Document, report: AnsweredReport) -> ComplianceTable:
    """Return what is recorded for each requirement; never more than is recorded."""
    if not report.inspection.asks_for_response:
        return ComplianceTable(report, (), "Section 55 asks for no response to this document.")
    parts = [part for part in released.parts_of(document.response) if part is not document.response]
    parts.insert(0, document.response)
    requirements = (
        *_comments(document, parts),
        _publication(released, document, report),
        *_first_release(released, document),
        *_explanations(document, report, parts),
        *_copies(document),
    )
    return ComplianceTable(report, requirements, _missing_findings(report))


def _comments(document: Document, parts: Sequence[Response]) -> list[Requirement]:
    chief_officer = document.office.facts.chief_officer
    invited = next((part.facts.invited for part in parts if part.facts.invited), None)
    answer = f"By {wording(invited)}" if invited else NOT_RECORDED
    return [
        Requirement("(4)", f"{chief_officer} invited to submit comments", answer),
        _text(parts, Role.COMMENTS, "(5)(a)", "Comments of the local policing body"),
        _chief_officer_comments(parts, f"Comments of the {chief_officer}"),
        _text(parts, Role.REPLY, "(5)(c)", f"Any reply to the {chief_officer}’s comments"),
    ]


def _text(parts: Sequence[Response], role: Role, subsection: str, asks: str) -> Requirement:
    """Return where the text of a role is: on this page, which is that of the first of `parts`, or in another."""
    for part in parts:
        section = part.section(role)
        if section and section.passage:
            return _in_part(parts, part, Requirement(subsection, asks, ON_THIS_PAGE, section.id))
    return Requirement(subsection, asks, NOT_RECORDED)


def _chief_officer_comments(parts: Sequence[Response], asks: str) -> Requirement:
    """Return where the chief officer's comments are: under a heading, in other words, attached, or not submitted."""
    text = _text(parts, Role.CHIEF_OFFICER, "(5)(b)", asks)
    if text.anchor:
        return text
    declared = [(part, part.facts.chief_officer_comments) for part in parts]
    for part, comments in sorted(declared, key=lambda pair: pair[1] is None or pair[1].kind == NONE_SUBMITTED):
        if comments is None:
            continue
        if comments.kind == NONE_SUBMITTED:
            return _in_part(parts, part, replace(text, answer="None submitted", anchor=Role.CHIEF_OFFICER))
        if comments.kind == ATTACHED:
            return _in_part(parts, part, replace(text, answer="Attached", anchor=Role.CHIEF_OFFICER))
        return _in_part(parts, part, replace(text, answer=ON_THIS_PAGE, anchor=part.holds_officer_comments))
    return text


def _in_part(parts: Sequence[Response], part: Response, requirement: Requirement) -> Requirement:
    if part is parts[0]:
        return requirement
    answer = IN_ANOTHER_PART if requirement.answer == ON_THIS_PAGE else requirement.answer
    return replace(requirement, answer=answer, part=part)


def _publication(released: ReleasedRegister, document: Document, report: AnsweredReport) -> Requirement:
    number = next(number for number, answered in enumerate(document.reports, 1) if answered is report)
    anchor = "clock" if number == 1 else f"clock-{number}"
    return Requirement(
        "(5A)", f"All of it published within {RESPONSE_PERIOD_DAYS} days", _time(released, document, report), anchor
    )


def _time(released: ReleasedRegister, document: Document, report: AnsweredReport) -> str:
    published = document.response.published
    clock = released.clock(document.response, report.inspection)
    if clock.status is Status.NO_TIME_LIMIT:
        return "No limit applied: the report was published before 2 May 2017"
    if clock.status in OUTSTANDING:
        return f"Not published when this page was built on {wording(released.today)}"
    first = clock.set_by
    if first is None or first.published is None or clock.days is None:
        if published and published.machine and published.day is None:
            return f"{published.wording}; the day is not recorded"
        return "Date of publication not recorded"
    limit = (
        f" of {RESPONSE_PERIOD_DAYS}"
        if clock.status is Status.IN_TIME
        else f"; the last day was day {RESPONSE_PERIOD_DAYS}"
    )
    words = f"{first.published.wording}, day {clock.days}{limit}"
    if first.id == document.response.id:
        return words
    is_part = any(first.id == part.id for part in released.parts_of(document.response))
    is_last_part = is_part and not released.is_update(document.response)
    return f"{'Last part' if is_last_part else 'First response to this report'}: {words}"


def _first_release(released: ReleasedRegister, document: Document) -> list[Requirement]:
    first = released.first_release_after_its_date(document.response)
    if not first:
        return []
    answer = f"{wording(first)}; the date of publication given is earlier"
    return [Requirement("(5A)", "First release recorded by this site", answer)]


def _explanations(document: Document, report: AnsweredReport, parts: Sequence[Response]) -> list[Requirement]:
    policy = document.office.facts.answers_areas_for_improvement
    answered = {answered.finding.id: answered for group in report.groups for answered in group.findings}
    requirements = [
        _explanation(report, answered[finding.id], parts)
        for finding in report.inspection.numbered_findings
        if must_be_explained(finding.finding_class, answers_areas_for_improvement=policy)
    ]
    if not any(requirement.subsection == "(5B)" for requirement in requirements):
        answer = "No recommendation of the report is included here"
        requirements.insert(0, Requirement("(5B)", "Explanation for each recommendation", answer))
    return requirements


def _explanation(report: AnsweredReport, answered: AnsweredFinding, parts: Sequence[Response]) -> Requirement:
    finding = answered.finding
    # The Act asks for recommendations only; an office may choose to answer areas for improvement, too.
    subsection = "(5B)" if finding.finding_class == "recommendation" else "Office’s policy"
    # Each cause of concern may have a Recommendation 1.
    cause = report.inspection.finding(finding.cause) if finding.cause else None
    asks = f"Explanation: {_plain(finding)}" + (f" ({_plain(cause)})" if cause else "")
    this, *others = parts
    if is_explained(this, finding):
        return Requirement(subsection, asks, _action(this, finding), _anchor_of_answer(answered))
    if other := next((part for part in reversed(others) if is_explained(part, finding)), None):
        return Requirement(subsection, asks, _action(other, finding), answered.anchor, other)
    if answered.answer.is_stated:
        answer = UNEXPLAINED[answered.answer.facts.action]
        return Requirement(subsection, asks, answer, _anchor_of_answer(answered))
    return Requirement(subsection, asks, NOT_RECORDED)


def _action(response: Response, finding: Finding) -> str:
    answer = answer_to(response, finding)
    return ACTIONS[answer.action] if answer and answer.action else NOT_RECORDED


def _plain(finding: Finding) -> str:
    return finding.heading.rstrip(": ")


def _anchor_of_answer(answered: AnsweredFinding) -> str:
    """Return the id of an answer's words: below the finding, in the paper's own place, or where the answer points."""
    answer = answered.answer
    if answer.facts.reason or answered.shown:
        return answered.anchor
    section = answered.elsewhere[0] if answered.elsewhere else answer.section_pointed_to
    return section.id if section else answered.anchor


def _copies(document: Document) -> list[Requirement]:
    names = {
        "inspectorate": "Copy to the inspectors of constabulary",
        "secretary-of-state": "Copy to the Secretary of State",
    }
    requirements = []
    for role in RECIPIENTS:
        copies = [copy for copy in document.response.facts.sent if copy.role == role]
        dates = [copy.on.when for copy in copies if copy.on.when]
        if dates:
            answer = f"Sent {min(dates, key=lambda date: date.earliest).wording}"
        elif any(copy.on.is_sent for copy in copies):
            answer = "Sent; the date is not recorded"
        else:
            answer = "Not yet sent" if copies else NOT_RECORDED
        requirements.append(Requirement("(6)", names[role], answer, "office-use" if copies else None))
    return requirements


def _missing_findings(report: AnsweredReport) -> str:
    """Return how many of the findings that the report counts are missing here; empty if none or without a count."""
    missing = []
    for name, number in report.inspection.facts.findings_in_report.items():
        finding_class = finding_class_of(name.replace("-", " "))
        present = sum(finding.finding_class == finding_class for finding in report.inspection.findings)
        if finding_class and present < number:
            words = {0: "none is", 1: "1 is"}.get(present, f"{present} are")
            missing.append(f"{number} {CLASSES[finding_class][number != 1].lower()}, of which {words} included here")
    return f"The report has {'; '.join(missing)}. So this list is not complete." if missing else ""
