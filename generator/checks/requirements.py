"""What section 55 asks of a response before it may be published, and what of a draft. Knows the law and the records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.dates import wording
from generator.messages import quoted, verbatim
from generator.problems import Problem, Severity
from generator.records.finding import Finding, quoted_id
from generator.records.inspection import Inspection
from generator.records.response import Response
from generator.records.roles import Role
from generator.register.answers import _has_words, answer_to, section_role_of
from generator.register.register import Register
from generator.statute import limit_applies, must_be_explained


def requirement_problems(records: Register) -> Iterator[Problem]:
    """Name what is missing from every response, and every date that cannot be."""
    for response in records.responses.values():
        inspections = [records.inspections[id_] for id_ in response.inspection_ids if id_ in records.inspections]
        office = records.offices.get(response.office_id)
        if office is None or len(inspections) < len(response.inspection_ids):
            continue
        yield from _date_problems(response, inspections)
        yield from _progress_problems(response)
        severity = severity_of(response, inspections)
        if any(inspection.asks_for_response for inspection in inspections):
            yield from _comment_problems(response, severity, office.facts.chief_officer)
        for inspection in inspections:
            if not inspection.asks_for_response:
                continue
            for finding in inspection.findings:
                if must_be_explained(
                    finding.finding_class, answers_areas_for_improvement=office.facts.answers_areas_for_improvement
                ):
                    yield from _explanation_problems(response, inspection, finding)


def severity_of(response: Response, inspections: list[Inspection]) -> Severity:
    """Say how grave a gap is: an error in a response that bears a date of publication.

    A warning in a draft, in an old paper taken over as it stands, and where a report came before subsection (5A).
    """
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
    key = section_role_of(response, finding)
    answer = answer_to(response, finding)
    written = next((name for name in (key, finding.full_id) if name in response.facts.answers), None)
    key_path: tuple[Any, ...] = ("answers", written) if written else ("answers",) if response.facts.answers else ()
    heading = quoted(finding.heading, is_prose=True, source=report)
    words = f"{heading} of {finding.inspection_id}" if len(response.inspection_ids) > 1 else f"{heading}"
    asks = "section 55(5B) asks" if finding.finding_class == "recommendation" else "the office's policy asks"
    if answer is None or answer.action is None:
        message = f"{words} has no explanation: {asks} what action is taken or proposed, or why none"
        hint = f"Write under answers: {quoted_id(key, report)}: {{action: taken}}, or proposed, or none with its reason"
        yield _problem(response, key_path, severity, "explanation", message, hint)
    elif answer.action == "none" and not answer.reason:
        message = f"{words} has the action 'none' and no reason: {asks} why no action is taken"
        yield _problem(response, (*key_path, "action"), severity, "reason", message, "Add a line: reason: ...")
    elif not _has_words(response, finding, answer):
        message = f"{words} has the action {quoted(answer.action)} and no words that explain it, though {asks} for them"
        hint = f"Write them below under '{verbatim(f'## {finding.heading}', source=report)}', or say where they stand: see: comments"
        yield _problem(response, (*key_path, "action"), severity, "explanation", message, hint)


def _comment_problems(response: Response, severity: Severity, chief_officer: str) -> Iterator[Problem]:
    comments = response.section(Role.COMMENTS)
    if not (comments and comments.passage):
        message = "The response has no comments of the local policing body, which section 55(5)(a) asks for"
        yield _problem(
            response, (), severity, "comments", message, "Write them under a heading such as '## PCC response'"
        )
    theirs = response.section(Role.CHIEF_OFFICER)
    declared = response.facts.chief_officer_comments
    if not (theirs and theirs.passage) and not declared:
        message = f"The response has no comments of the {chief_officer}, and does not say that there are none (section 55(5)(b))"
        hint = f"Write them under '## {chief_officer} response', or add a line: chief-officer-comments: none submitted"
        yield _problem(response, (), severity, "chief-officer-comments", message, hint)
    if theirs and theirs.passage and declared:
        message = f"The facts say that the {chief_officer} submitted no comments, and the text below has some"
        yield Problem(response.source.position("chief-officer-comments"), message, "Delete the line, or the section")


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
        if published and copy.on.day and copy.on.day < published:
            message = (
                f"This copy went on {wording(copy.on.day)}, before the response was published ({wording(published)})"
            )
            yield _problem(
                response, ("sent", place, "on"), Severity.WARNING, "sent-before-published", message, "Check both dates"
            )


def _progress_problems(response: Response) -> Iterator[Problem]:
    for key, answer in response.facts.answers.items():
        before: date | None = None
        for place, entry in enumerate(answer.progress):
            key_path = ("answers", key, "progress", place)
            if entry.status == "verified closed" and not (entry.by and entry.source):
                missing = " and ".join(
                    f"{name}: ..." for name, value in (("by", entry.by), ("source", entry.source)) if not value
                )
                message = "'verified closed' must say who verified it and where that is written"
                hint = f"Add {missing}; or, if only the office says so, write reported complete"
                yield _problem(response, (*key_path, "status"), Severity.ERROR, "verified", message, hint)
            if before and entry.on < before:
                message = f"This entry ({wording(entry.on)}) is earlier than the one above it ({wording(before)})"
                hint = "Put the entries in the order of their days"
                yield _problem(response, (*key_path, "on"), Severity.WARNING, "progress-order", message, hint)
            before = entry.on
