"""Checks a response against section 55: gaps are errors once it is dated, warnings in a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.dates import RecordedDate, wording
from generator.messages import join_words, quoted, verbatim
from generator.problems import Problem, Severity
from generator.records.finding import Finding, quoted_id
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.response import Response, answer_key
from generator.records.response_facts import ATTACHED, NONE_SUBMITTED
from generator.records.roles import Role, likely_headings, role_of_heading
from generator.register.answers import answer_to, has_words, is_explained
from generator.register.parts import wholes_of
from generator.register.register import Register
from generator.statute import limit_applies, must_be_explained


def requirement_problems(register: Register) -> Iterator[Problem]:
    """Yield a problem for each gap in a response, and for each date that cannot be right."""
    yield from _expectation_problems(register)
    wholes = wholes_of(register.responses, register.responses.values())
    for response in register.responses.values():
        inspections = [register.inspections[id_] for id_ in response.inspection_ids if id_ in register.inspections]
        office = register.offices.get(response.office_id)
        if office is None or len(inspections) < len(response.inspection_ids):
            continue
        yield from _date_problems(response, inspections)
        yield from _progress_problems(response)
        # What one part has, no other needs; an update answers nothing again.
        parts = wholes.get(response.id, [])
        if response not in parts or office.facts.withdrawn:
            continue
        severity = severity_of(response, inspections)
        if any(inspection.asks_for_response for inspection in inspections):
            yield from _comment_problems(response, parts, severity, office)
        for inspection in inspections:
            if not inspection.asks_for_response:
                continue
            for finding in inspection.findings:
                if must_be_explained(
                    finding.finding_class, answers_areas_for_improvement=office.facts.answers_areas_for_improvement
                ) and not any(is_explained(part, finding) for part in parts):
                    yield from _explanation_problems(response, inspection, finding)


def _expectation_problems(register: Register) -> Iterator[Problem]:
    """Warn of each of several offices that does not say what it answers: nothing is tracked for it."""
    offices = [office for office in register.offices.values() if not office.facts.withdrawn]
    for office in offices:
        if len(offices) > 1 and office.facts.expects is None:
            message = "This office does not say which inspections it answers, so no deadline is tracked for it"
            hint = "Add a line: expects: its force (or all, none, or a list of inspection ids)"
            place = office.source.position()
            yield Problem(place, message, hint, Severity.WARNING, "expects")


def severity_of(response: Response, inspections: list[Inspection]) -> Severity:
    """Return the severity of a gap: an error in a response with a date of publication.

    A warning in a draft, in an older response imported as it is, in what is withdrawn, whose text may be gone, and for
    reports from before subsection (5A).
    """
    if response.facts.withdrawn or any(inspection.facts.withdrawn for inspection in inspections):
        return Severity.WARNING
    is_old = all(not limit_applies(inspection.published_on) for inspection in inspections)
    if response.published is None or response.facts.recorded_as_published or is_old:
        return Severity.WARNING
    return Severity.ERROR


def _problem(
    response: Response, key_path: tuple[Any, ...], severity: Severity, rule: str, message: str, hint: str
) -> Problem:
    return Problem(response.source.position(*key_path), message, hint, severity, rule)


def _explanation_problems(response: Response, inspection: Inspection, finding: Finding) -> Iterator[Problem]:
    severity, report = severity_of(response, [inspection]), inspection.source.display_path
    key = answer_key(response, finding.full_id)
    answer = answer_to(response, finding)
    written = response.keys.get(key)
    key_path: tuple[Any, ...] = ("answers", written) if written else ("answers",) if response.facts.answers else ()
    heading = quoted(finding.heading, is_prose=True, source=report)
    words = f"{heading} of {finding.inspection_id}" if len(response.inspection_ids) > 1 else f"{heading}"
    asks = "section 55(5B) asks" if finding.finding_class == "recommendation" else "the office's policy asks"
    if answer is None or answer.action is None:
        message = f"{words} has no explanation: {asks} what action is taken or proposed, or why none"
        id_ = quoted_id(written or key, report)
        hint = f"Write under answers: {id_}: {{action: taken}}, or proposed, or none with its reason"
        yield _problem(response, key_path, severity, "explanation", message, hint)
    elif answer.action == "none" and not has_words(response, finding, answer):
        message = f"{words} has the action 'none' and no reason: {asks} why no action is taken"
        yield _problem(response, (*key_path, "action"), severity, "reason", message, "Add a line: reason: ...")
    elif not has_words(response, finding, answer):
        message = f"{words} has the action {quoted(answer.action)} and no words that explain it, though {asks} for them"
        line = verbatim(f"## {finding.heading}", source=report)
        hint = f"Write them below under '{line}', or say where they stand: see: comments"
        yield _problem(response, (*key_path, "action"), severity, "explanation", message, hint)


def _comment_problems(
    response: Response, parts: list[Response], severity: Severity, office: Office
) -> Iterator[Problem]:
    chief_officer = office.facts.chief_officer
    if not any(section.passage for part in parts for section in part.sections_of(Role.COMMENTS)):
        message = "The response has no comments of the local policing body, which section 55(5)(a) asks for"
        hint = "Write them under a heading such as '## PCC response'"
        hint += _suggestion(response, Role.COMMENTS, office)
        yield _problem(response, (), severity, "comments", message, hint)
    theirs = any(section.passage for part in parts for section in part.sections_of(Role.CHIEF_OFFICER))
    if not theirs and not any(part.facts.chief_officer_comments for part in parts):
        message = (
            f"The response has no comments of the {chief_officer}, and does not say that there are none "
            "(section 55(5)(b))"
        )
        hint = (
            f"Write them under '## {chief_officer} response', or add a line: chief-officer-comments: none submitted,"
            " attached, or within and the heading that holds them"
        )
        if any(attachment.role == Role.CHIEF_OFFICER for part in parts for attachment in part.facts.attachments):
            hint = "An attachment has their role, so add a line: chief-officer-comments: attached"
        hint += _suggestion(response, Role.CHIEF_OFFICER, office)
        yield _problem(response, (), severity, "chief-officer-comments", message, hint)
    for part in parts:
        yield from _declaration_problems(part, severity, office, theirs=theirs)


def _suggestion(response: Response, role: Role, office: Office) -> str:
    """Name the headings that may hold what is missing, and how to say so."""
    unknown = {
        section.heading: response.source.body_position(section.line).line
        for section in response.sections
        if section.heading and not section.is_recognised
    }
    likely = likely_headings(unknown, role, office)
    if inner := next((text for text in _inner_headings(response) if role_of_heading(text, office) is role), None):
        return f"; if {quoted(inner, is_prose=True)} holds them, begin its line with ##, as a part of its own"
    if not likely:
        return ""
    named = join_words([f"{quoted(heading, is_prose=True)} (line {unknown[heading]})" for heading in likely[:3]], "or")
    return f'; if {named} holds them, say so in the facts, under sections: "{verbatim(likely[0])}": {role.value}'


def _declaration_problems(response: Response, severity: Severity, office: Office, *, theirs: bool) -> Iterator[Problem]:
    """Check that what the facts say of the chief officer's comments is so."""
    chief_officer = office.facts.chief_officer
    declared = response.facts.chief_officer_comments
    is_attached = any(attachment.role == Role.CHIEF_OFFICER for attachment in response.facts.attachments)
    if declared and declared.kind == NONE_SUBMITTED:
        none = f"The facts say that the {chief_officer} submitted no comments, and"
        written = ("chief-officer-comments",)
        if theirs:
            yield response.source.problem(written, f"{none} the text below has some", "Delete the line, or the section")
        elif is_attached:
            hint = "Write chief-officer-comments: attached, or delete the role of the attachment"
            yield response.source.problem(written, f"{none} an attachment has their role", hint)
        elif within := next((heading for heading in _inner_headings(response) if _is_theirs(heading, office)), None):
            message = f"{none} {quoted(within, is_prose=True)} below names them"
            hint = f"If they stand there, write chief-officer-comments: within {verbatim(within)}"
            yield _problem(response, written, Severity.WARNING, "chief-officer-comments", message, hint)
    if declared and declared.kind == ATTACHED and not is_attached:
        message = (
            f"The facts say that the comments of the {chief_officer} are attached, and no attachment has their role"
        )
        hint = (
            "Add to their file under attachments: role: chief-officer-comments; where they stand in the text, write"
            " chief-officer-comments: within and the heading that holds them, or: within comments"
        )
        yield _problem(response, ("chief-officer-comments",), severity, "chief-officer-comments", message, hint)


def _inner_headings(response: Response) -> list[str]:
    return [heading.text for section in response.sections for heading in section.passage.headings]


def _is_theirs(heading: str, office: Office) -> bool:
    return role_of_heading(heading, office) is Role.CHIEF_OFFICER


def _date_problems(response: Response, inspections: list[Inspection]) -> Iterator[Problem]:
    published = response.published.day if response.published else None
    is_old = response.facts.recorded_as_published
    for inspection in inspections:
        report = inspection.published_on
        if published and published < report:
            message = f"The response is dated {wording(published)}, before the report it answers ({wording(report)})"
            severity = Severity.WARNING if is_old else Severity.ERROR
            yield _problem(response, ("published",), severity, "published-before-report", message, "Check both dates")
    for place, copy in enumerate(response.facts.sent):
        if published and copy.on.when and copy.on.when.latest < published:
            sent = f"on {copy.on.words}" if copy.on.day else f"in {copy.on.words}"
            message = f"This copy went {sent}, before the response was published ({wording(published)})"
            yield _problem(
                response, ("sent", place, "on"), Severity.WARNING, "sent-before-published", message, "Check both dates"
            )


def _progress_problems(response: Response) -> Iterator[Problem]:
    for key, answer in response.facts.answers.items():
        before: RecordedDate | None = None
        for place, entry in enumerate(answer.progress):
            key_path = ("answers", key, "progress", place)
            if entry.status == "verified closed" and not (entry.by and entry.source):
                missing = " and ".join(
                    f"{name}: ..." for name, value in (("by", entry.by), ("source", entry.source)) if not value
                )
                message = "'verified closed' must say who verified it and where that is written"
                hint = f"Add {missing}; or, if only the office says so, write reported complete"
                yield _problem(response, (*key_path, "status"), Severity.ERROR, "verified", message, hint)
            if before and entry.on.is_before(before):
                message = f"This entry ({entry.on.wording}) is earlier than the one above it ({before.wording})"
                hint = "Put the entries in the order of their days"
                yield _problem(response, (*key_path, "on"), Severity.WARNING, "progress-order", message, hint)
            before = entry.on
