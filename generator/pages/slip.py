"""The compliance slip: for each limb of section 55, where it is met, or that it is not recorded. It awards nothing."""

from __future__ import annotations

from dataclasses import dataclass

from generator.dates import wording
from generator.gate import is_explained
from generator.kinds.role import Role
from generator.pages.document import AnsweredReport, Document
from generator.released import Released
from generator.statute import RECIPIENTS, Status, must_be_explained


@dataclass(frozen=True, slots=True)
class Limb:
    """One thing the section asks for."""

    subsection: str
    asks: str
    answer: str
    anchor: str | None = None
    """Where on the page it is met."""


@dataclass(frozen=True, slots=True)
class Slip:
    """All limbs for one report."""

    report: AnsweredReport
    limbs: tuple[Limb, ...]
    note: str = ""


def slip_of(released: Released, document: Document, report: AnsweredReport) -> Slip:
    """Set out what is recorded for each limb; never more than is recorded."""
    facts = document.response.facts
    chief_officer = document.office.facts.chief_officer
    if not report.inspection.facts.section_55:
        return Slip(report, (), "Section 55 asks for no response to this document.")
    invited = f"By {wording(facts.invited)}" if facts.invited else "Not recorded"
    limbs = [
        Limb("(4)", f"{chief_officer} invited to comment", invited),
        _text_limb(document, Role.COMMENTS, "(5)(a)", "Comments of the local policing body"),
    ]
    if document.says_no_comments_came:
        limbs.append(Limb("(5)(b)", f"Comments of the {chief_officer}", "None submitted"))
    else:
        limbs.append(_text_limb(document, Role.CHIEF_OFFICER, "(5)(b)", f"Comments of the {chief_officer}"))
    if document.response.section(Role.REPLY):
        limbs.append(_text_limb(document, Role.REPLY, "(5)(c)", "Reply to those comments"))
    limbs += [_time_limb(report), *_explanation_limbs(document, report), *_copy_limbs(document)]
    return Slip(report, tuple(limbs), _completeness(report))


def _text_limb(document: Document, role: Role, subsection: str, asks: str) -> Limb:
    section = document.response.section(role)
    if section and section.passage:
        return Limb(subsection, asks, "Published on this page", section.id)
    return Limb(subsection, asks, "Not recorded")


def _time_limb(report: AnsweredReport) -> Limb:
    clock = report.clock
    asks = "Published within 56 days"
    match clock.status:
        case Status.NO_TIME_LIMIT:
            return Limb("(5A)", asks, "No limit applied: the report was published before 2 May 2017")
        case Status.IN_TIME:
            return Limb("(5A)", asks, f"On day {clock.days} of 56", "clock")
        case Status.LATE:
            return Limb("(5A)", asks, f"On day {clock.days}; the last day was day 56", "clock")
    return Limb("(5A)", asks, "Date of publication not recorded", "clock")


def _explanation_limbs(document: Document, report: AnsweredReport) -> list[Limb]:
    policy = document.office.facts.answers_areas_for_improvement
    asks = "Explanation for each recommendation"
    due = [
        answered
        for group in report.groups
        for answered in group.findings
        if must_be_explained(answered.finding.finding_class, answers_areas_for_improvement=policy)
    ]
    if not due:
        return [Limb("(5B)", asks, "No recommendation of this report is given here")]
    limbs = []
    for answered in due:
        heading = answered.finding.heading.rstrip(": ")
        if is_explained(document.response, answered.finding):
            words = {"taken": "Action taken", "proposed": "Action proposed", "none": "No action, with a reason"}
            limbs.append(Limb("(5B)", heading, words[str(answered.answer.facts.action)], answered.anchor))
        elif answered.answer.is_stated:
            limbs.append(Limb("(5B)", heading, "Answered; whether action is taken, proposed or none is not recorded", answered.anchor))
        else:
            limbs.append(Limb("(5B)", heading, "Not recorded", answered.anchor))
    return limbs


def _copy_limbs(document: Document) -> list[Limb]:
    names = {"inspectorate": "Copy to the inspectors of constabulary", "secretary-of-state": "Copy to the Secretary of State"}
    limbs = []
    for role in RECIPIENTS:
        copy = next((copy for copy in document.response.facts.sent if copy.role == role), None)
        if copy is None:
            answer = "Not recorded"
        elif copy.on.day:
            answer = f"Sent {copy.on.words}"
        else:
            answer = "Sent; the date is not recorded" if copy.on.is_sent else "Not yet sent"
        limbs.append(Limb("(6)", names[role], answer, "office-use" if copy else None))
    return limbs


def _completeness(report: AnsweredReport) -> str:
    counts = report.inspection.facts.findings_in_report
    if not counts or report.inspection.is_complete:
        return ""
    told = ", ".join(f"{number} under “{name}”" for name, number in counts.items())
    return f"The report holds more than is given here ({told}), so this list is not complete."
