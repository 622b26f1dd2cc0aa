"""Describes a record for a terminal: its address, its release, and how its status was worked out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from generator.dates import is_released, london_day, wording
from generator.languages import LANGUAGE_ENDONYMS
from generator.messages import did_you_mean, join_words, plain_text, quoted
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.register.clocks import OUTSTANDING, ReportClock, ResponseClock
from generator.register.register import Register
from generator.register.release import release
from generator.statute import ADDRESS, RESPONSE_PERIOD_DAYS, Status, days_taken


def describe_record(register: Register, id_: str, as_of: datetime) -> str:
    """Describe a record in a few lines.

    Raises:
        LookupError: No record has the id; the message suggests one.
    """
    record = _record(register, id_.strip("/"))
    lines = [f"{record.source.display_path}", *_description(register, record, as_of)]
    return "\n".join(lines)


def _record(register: Register, id_: str) -> Record:
    matches = [record for record in register.all if id_ in {record.id, record.path, f"{record.path}.md"}]
    if matches:
        return matches[0]
    known = [record.path for record in register.all]
    hint = did_you_mean(id_, [*known, *(record.id for record in register.all)])
    raise LookupError(plain_text(f"There is no record {quoted(id_)}. {hint}".strip()))


def _description(register: Register, record: Record, as_of: datetime) -> list[str]:
    released = release(register, as_of)
    lines = [f"Address: /{address_of(record)}", f"Kind: {record.kind}"]
    if isinstance(record, Office):
        count = len(released.responses_by_office.get(record.id, []))
        lines += [f"Name: {record.name}", f"Force: {record.facts.force}", f"Responses: {count}"]
        lines.append(f"Languages: {join_words([LANGUAGE_ENDONYMS[language] for language in record.facts.languages])}")
        if record.facts.recipients:
            lines.append(f"Copies go to: {', '.join(record.facts.recipients)}")
        return [
            *lines,
            *(
                f"Owed: {owed.inspection.id}, {_owed_words(owed)}"
                for owed in released.outstanding_by_office.get(record.id, [])
            ),
        ]
    lines.append(f"Release: {_release(record, as_of)}")
    if isinstance(record, Inspection):
        lines += [
            f"Title: {record.title}",
            f"Report published: {record.published.wording}",
            f"Findings: {len(record.findings)}",
        ]
        lines += [f"  {finding.id}: {finding.heading}" for finding in record.findings]
        for response in released.responses_by_inspection.get(record.id, []):
            lines.append(f"Response: {response.id}, {released.clock(response, record).status.words.lower()}")
        return [
            *lines,
            *(
                f"Owed: {owed.office.id}, {_owed_words(owed)}"
                for owed in released.outstanding_by_inspection.get(record.id, [])
            ),
        ]
    if isinstance(record, PanelReport):
        return [*lines, f"Title: {record.title}", f"Panel: {record.facts.panel}"]
    for inspection_id in record.inspection_ids:
        if inspection := register.inspections.get(inspection_id):
            lines += [
                "",
                f"Inspection: {inspection.title}",
                *explain_status(released.clock(record, inspection), record),
            ]
    return lines


def _owed_words(owed: ReportClock) -> str:
    day = f", last day {wording(owed.clock.last_day)}" if owed.clock.last_day else ""
    return f"{owed.clock.status.words.lower()}{day}"


def _release(record: Inspection | Response | PanelReport, as_of: datetime) -> str:
    if record.published is None:
        return "draft: it has no date of publication"
    if not is_released(record.published, as_of):
        return f"embargoed until {record.published.released_from.isoformat()}"
    if record.facts.withdrawn and record.facts.withdrawn.on <= london_day(as_of):
        return f"withdrawn on {wording(record.facts.withdrawn.on)}"
    return f"released ({record.published.wording})"


def explain_status(clock: ResponseClock, response: Response) -> list[str]:
    """Return the working of a status, a step on each line."""
    lines = [f"Status: {clock.status.words} ({clock.status})"]
    if clock.status is Status.NO_DUTY:
        return lines
    lines.append(f"Day 1 is the day the report was published: {wording(clock.report_published_on)}")
    if clock.last_day is None:
        return [*lines, "Subsection (5A), which sets the period, applies to reports published from 2 May 2017"]
    lines.append(f"Last day: {wording(clock.last_day)}, day {RESPONSE_PERIOD_DAYS}")
    lines.append(
        f"Rule: published before the end of the period of {RESPONSE_PERIOD_DAYS} days beginning with that day, "
        "section 55(5A)"
    )
    lines += _published_words(clock, response)
    if clock.next_change_on:
        lines.append(f"The status next changes on {wording(clock.next_change_on)}")
    return [*lines, f"Section 55: {ADDRESS}"]


def _published_words(clock: ResponseClock, response: Response) -> Iterator[str]:
    own_day = response.published.day if response.published else None
    if clock.set_by and clock.set_by.published and clock.days is not None:
        counted = f"{clock.set_by.published.wording}, day {clock.days} of {RESPONSE_PERIOD_DAYS}"
        yield (
            f"Published: {counted}"
            if clock.set_by.id == response.id
            else f"First published: {counted}, as {clock.set_by.id}"
        )
    elif clock.status in OUTSTANDING and own_day:
        day = days_taken(clock.report_published_on, own_day)
        yield f"To be published: {wording(own_day)}, day {day} of {RESPONSE_PERIOD_DAYS}"
    elif clock.status is Status.NOT_RECORDED:
        yield "Published: on a day that is not recorded, so neither in time nor late"
