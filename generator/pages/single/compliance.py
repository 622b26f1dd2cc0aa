"""The compliance slip: for each limb of section 55, where it is met, or that it is not recorded. It awards nothing."""

from __future__ import annotations

from dataclasses import dataclass

from generator.dates import wording
from generator.pages.single.document import AnsweredFinding, AnsweredReport, Document
from generator.records.finding import CLASSES, Finding, finding_class_of
from generator.records.roles import Role
from generator.register.answers import is_explained
from generator.register.clocks import OUTSTANDING
from generator.register.released import ReleasedRegister
from generator.statute import RECIPIENTS, RESPONSE_PERIOD_DAYS, Status, must_be_explained

NOT_RECORDED = "Not recorded"
ACTIONS = {"taken": "Action taken", "proposed": "Action proposed", "none": "No action, with a reason"}
UNEXPLAINED = {
    None: "Answered; whether action is taken, proposed or none is not recorded",
    "taken": "Action taken; no words explain it",
    "proposed": "Action proposed; no words explain it",
    "none": "No action; the reason is not recorded",
}
"""What is said of an answer that does not explain itself."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing the section asks for."""

    subsection: str
    asks: str
    answer: str
    anchor: str | None = None
    """Where on the page it is met; None where nothing is recorded, and where the answer is all that is."""


@dataclass(frozen=True, slots=True)
class ComplianceTable:
    """All limbs for one report."""

    report: AnsweredReport
    limbs: tuple[Requirement, ...]
    note: str = ""


def compliance_table(released: ReleasedRegister, document: Document, report: AnsweredReport) -> ComplianceTable:
    """Set out what is recorded for each limb; never more than is recorded."""
    if not report.inspection.facts.section_55:
        return ComplianceTable(report, (), "Section 55 asks for no response to this document.")
    limbs = [
        *_comment_limbs(document),
        _time_limb(released, document, report),
        *_first_release_limbs(released, document),
    ]
    limbs += [*_explanation_limbs(document, report), *_copy_limbs(document)]
    return ComplianceTable(report, tuple(limbs), _what_is_missing(report))


def _comment_limbs(document: Document) -> list[Requirement]:
    facts = document.response.facts
    chief_officer = document.office.facts.chief_officer
    invited = f"By {wording(facts.invited)}" if facts.invited else NOT_RECORDED
    theirs = _text_limb(document, Role.CHIEF_OFFICER, "(5)(b)", f"Comments of the {chief_officer}")
    if document.says_no_comments_came:
        theirs = Requirement(theirs.subsection, theirs.asks, "None submitted", Role.CHIEF_OFFICER)
    return [
        Requirement("(4)", f"{chief_officer} invited to submit comments", invited),
        _text_limb(document, Role.COMMENTS, "(5)(a)", "Comments of the local policing body"),
        theirs,
        _text_limb(document, Role.REPLY, "(5)(c)", f"Any reply to the {chief_officer}’s comments"),
    ]


def _text_limb(document: Document, role: Role, subsection: str, asks: str) -> Requirement:
    section = document.response.section(role)
    if section and section.passage:
        return Requirement(subsection, asks, "On this page", section.id)
    return Requirement(subsection, asks, NOT_RECORDED)


def _time_limb(released: ReleasedRegister, document: Document, report: AnsweredReport) -> Requirement:
    place = next(place for place, each in enumerate(document.reports, 1) if each is report)
    anchor = "clock" if place == 1 else f"clock-{place}"
    return Requirement(
        "(5A)", f"All of it published within {RESPONSE_PERIOD_DAYS} days", _time(released, document, report), anchor
    )


def _time(released: ReleasedRegister, document: Document, report: AnsweredReport) -> str:
    published = document.response.published
    judged = released.clock(document.response, report.inspection)
    if judged.status is Status.NO_TIME_LIMIT:
        return "No limit applied: the report was published before 2 May 2017"
    if judged.status in OUTSTANDING:
        return f"Not published when this page was built on {wording(released.today)}"
    first = judged.set_by
    if first is None or first.published is None or judged.days is None:
        is_month = published and published.machine and published.day is None
        return (
            f"{published.wording}; the day is not recorded"
            if published and is_month
            else "Date of publication not recorded"
        )
    counted = f"{first.published.wording}, day {judged.days}"
    counted += (
        f" of {RESPONSE_PERIOD_DAYS}"
        if judged.status is Status.IN_TIME
        else f"; the last day was day {RESPONSE_PERIOD_DAYS}"
    )
    return counted if first.id == document.response.id else f"First response to this report: {counted}"


def _first_release_limbs(released: ReleasedRegister, document: Document) -> list[Requirement]:
    first = released.first_release_after_its_date(document.response)
    told = f"{wording(first)}; the date of publication given is earlier" if first else ""
    return [Requirement("(5A)", "First release recorded by this site", told)] if first else []


def _explanation_limbs(document: Document, report: AnsweredReport) -> list[Requirement]:
    policy = document.office.facts.answers_areas_for_improvement
    answered = [each for group in report.groups for each in group.findings]
    wanted = [
        each for each in answered if must_be_explained(each.finding.finding_class, answers_areas_for_improvement=policy)
    ]
    limbs = [_explanation_limb(document, report, each) for each in wanted]
    if not any(limb.subsection == "(5B)" for limb in limbs):
        limbs.insert(
            0,
            Requirement("(5B)", "Explanation for each recommendation", "No recommendation of the report is given here"),
        )
    return limbs


def _explanation_limb(document: Document, report: AnsweredReport, answered: AnsweredFinding) -> Requirement:
    finding = answered.finding
    # The Act asks for recommendations only; an office may choose to answer areas for improvement, too.
    subsection = "(5B)" if finding.finding_class == "recommendation" else "Office’s policy"
    # Each cause of concern may have a Recommendation 1.
    cause = report.inspection.finding(finding.cause) if finding.cause else None
    asks = f"Explanation: {_plain(finding)}" + (f" ({_plain(cause)})" if cause else "")
    if is_explained(document.response, finding):
        return Requirement(
            subsection, asks, ACTIONS[str(answered.answer.facts.action)], _anchor_of_answer(document, answered)
        )
    if answered.answer.is_stated:
        return Requirement(
            subsection, asks, UNEXPLAINED[answered.answer.facts.action], _anchor_of_answer(document, answered)
        )
    return Requirement(subsection, asks, NOT_RECORDED)


def _plain(finding: Finding) -> str:
    return finding.heading.rstrip(": ")


def _anchor_of_answer(document: Document, answered: AnsweredFinding) -> str:
    """Say where the words of an answer stand: below the finding, or in the section that the answer points to."""
    answer = answered.answer
    section = document.response.section(answer.facts.see) if answer.facts.see else None
    return section.id if section and not answer.section and not answer.facts.reason else answered.anchor


def _copy_limbs(document: Document) -> list[Requirement]:
    names = {
        "inspectorate": "Copy to the inspectors of constabulary",
        "secretary-of-state": "Copy to the Secretary of State",
    }
    limbs = []
    for role in RECIPIENTS:
        copies = [copy for copy in document.response.facts.sent if copy.role == role]
        days = [copy.on.day for copy in copies if copy.on.day]
        if days:
            answer = f"Sent {wording(min(days))}"
        elif any(copy.on.is_sent for copy in copies):
            answer = "Sent; the date is not recorded"
        else:
            answer = "Not yet sent" if copies else NOT_RECORDED
        limbs.append(Requirement("(6)", names[role], answer, "office-use" if copies else None))
    return limbs


def _what_is_missing(report: AnsweredReport) -> str:
    """Say by the report's own count what of it is not given here; nothing where no count is recorded, or all is here."""
    told = []
    for name, number in report.inspection.facts.findings_in_report.items():
        counted = finding_class_of(name.replace("-", " "))
        given = sum(finding.finding_class == counted for finding in report.inspection.findings)
        if counted and given < number:
            words = {0: "none is", 1: "1 is"}.get(given, f"{given} are")
            told.append(f"{number} {CLASSES[counted][number != 1].lower()}, of which {words} given here")
    return f"The report has {'; '.join(told)}. So this list is not complete." if told else ""
