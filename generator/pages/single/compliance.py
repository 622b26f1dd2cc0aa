"""The compliance table: where each requirement of section 55 is met, or that it is not recorded. It gives no verdict."""

from __future__ import annotations

from dataclasses import dataclass

from generator.dates import wording
from generator.pages.single.document import AnsweredFinding, AnsweredReport, Document
from generator.records.finding import Finding
from generator.records.report.class_words import CLASSES, finding_class_of
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
"""What the table says of an answer without an explanation."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of the section."""

    subsection: str
    asks: str
    answer: str
    anchor: str | None = None
    """The id on the page of what meets it; None where there is nothing to link to."""


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
    requirements = (
        *_comments(document),
        _publication(released, document, report),
        *_first_release(released, document),
        *_explanations(document, report),
        *_copies(document),
    )
    return ComplianceTable(report, requirements, _missing_findings(report))


def _comments(document: Document) -> list[Requirement]:
    facts = document.response.facts
    chief_officer = document.office.facts.chief_officer
    invited = f"By {wording(facts.invited)}" if facts.invited else NOT_RECORDED
    theirs = _text(document, Role.CHIEF_OFFICER, "(5)(b)", f"Comments of the {chief_officer}")
    if document.says_no_comments_came:
        theirs = Requirement(theirs.subsection, theirs.asks, "None submitted", Role.CHIEF_OFFICER)
    return [
        Requirement("(4)", f"{chief_officer} invited to submit comments", invited),
        _text(document, Role.COMMENTS, "(5)(a)", "Comments of the local policing body"),
        theirs,
        _text(document, Role.REPLY, "(5)(c)", f"Any reply to the {chief_officer}’s comments"),
    ]


def _text(document: Document, role: Role, subsection: str, asks: str) -> Requirement:
    section = document.response.section(role)
    if section and section.passage:
        return Requirement(subsection, asks, "On this page", section.id)
    return Requirement(subsection, asks, NOT_RECORDED)


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
    return words if first.id == document.response.id else f"First response to this report: {words}"


def _first_release(released: ReleasedRegister, document: Document) -> list[Requirement]:
    first = released.first_release_after_its_date(document.response)
    if not first:
        return []
    answer = f"{wording(first)}; the date of publication given is earlier"
    return [Requirement("(5A)", "First release recorded by this site", answer)]


def _explanations(document: Document, report: AnsweredReport) -> list[Requirement]:
    policy = document.office.facts.answers_areas_for_improvement
    answered = {answered.finding.id: answered for group in report.groups for answered in group.findings}
    requirements = [
        _explanation(document, report, answered[finding.id])
        for finding in report.inspection.numbered_findings
        if must_be_explained(finding.finding_class, answers_areas_for_improvement=policy)
    ]
    if not any(requirement.subsection == "(5B)" for requirement in requirements):
        answer = "No recommendation of the report is included here"
        requirements.insert(0, Requirement("(5B)", "Explanation for each recommendation", answer))
    return requirements


def _explanation(document: Document, report: AnsweredReport, answered: AnsweredFinding) -> Requirement:
    finding = answered.finding
    # The Act asks for recommendations only; an office may choose to answer areas for improvement, too.
    subsection = "(5B)" if finding.finding_class == "recommendation" else "Office’s policy"
    # Each cause of concern may have a Recommendation 1.
    cause = report.inspection.finding(finding.cause) if finding.cause else None
    asks = f"Explanation: {_plain(finding)}" + (f" ({_plain(cause)})" if cause else "")
    if is_explained(document.response, finding):
        answer = ACTIONS[str(answered.answer.facts.action)]
        return Requirement(subsection, asks, answer, _anchor_of_answer(document, answered))
    if answered.answer.is_stated:
        answer = UNEXPLAINED[answered.answer.facts.action]
        return Requirement(subsection, asks, answer, _anchor_of_answer(document, answered))
    return Requirement(subsection, asks, NOT_RECORDED)


def _plain(finding: Finding) -> str:
    return finding.heading.rstrip(": ")


def _anchor_of_answer(document: Document, answered: AnsweredFinding) -> str:
    """Return the id of an answer's words: below the finding, or in the section that the answer points to."""
    answer = answered.answer
    section = document.response.section(answer.facts.see) if answer.facts.see else None
    return section.id if section and not answer.section and not answer.facts.reason else answered.anchor


def _copies(document: Document) -> list[Requirement]:
    names = {
        "inspectorate": "Copy to the inspectors of constabulary",
        "secretary-of-state": "Copy to the Secretary of State",
    }
    requirements = []
    for role in RECIPIENTS:
        copies = [copy for copy in document.response.facts.sent if copy.role == role]
        days = [copy.on.day for copy in copies if copy.on.day]
        if days:
            answer = f"Sent {wording(min(days))}"
        elif any(copy.on.is_sent for copy in copies):
            answer = "Sent; the date is not recorded"
        else:
            answer = "Not yet sent" if copies else NOT_RECORDED
        requirements.append(Requirement("(6)", names[role], answer, "office-use" if copies else None))
    return requirements


def _missing_findings(report: AnsweredReport) -> str:
    """Say how many findings of the report are missing here, by its own count; empty where none are, or no count is recorded."""
    missing = []
    for name, number in report.inspection.facts.findings_in_report.items():
        finding_class = finding_class_of(name.replace("-", " "))
        present = sum(finding.finding_class == finding_class for finding in report.inspection.findings)
        if finding_class and present < number:
            words = {0: "none is", 1: "1 is"}.get(present, f"{present} are")
            missing.append(f"{number} {CLASSES[finding_class][number != 1].lower()}, of which {words} included here")
    return f"The report has {'; '.join(missing)}. So this list is not complete." if missing else ""
