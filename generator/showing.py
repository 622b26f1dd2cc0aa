"""What the site knows of a record, and what is due, as text for a terminal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from generator.dates import london_day, wording
from generator.kinds import Inspection, Office, PanelReport, Record, Response
from generator.pages.deadlines import deadlines_of
from generator.pages.records import address_of
from generator.problems import did_you_mean, quoted
from generator.register import Register
from generator.released import Released, is_released
from generator.statute import ADDRESS, DAYS, Clock, Status

STATUS_WORDS = {
    Status.NO_DUTY: "Section 55 asks for no response",
    Status.NO_TIME_LIMIT: "No time limit applied",
    Status.AWAITING: "Awaiting a response",
    Status.DUE_TODAY: "Due today",
    Status.OVERDUE: "Overdue",
    Status.IN_TIME: "Published in time",
    Status.LATE: "Published late",
    Status.NOT_RECORDED: "Date of publication not recorded",
    Status.WITHDRAWN: "Withdrawn",
}


def described(register: Register, id_: str, at: datetime) -> str:
    """Describe a record in a few lines.

    Raises:
        LookupError: where no record has the id, with a suggestion.
    """
    record = _record(register, id_.strip("/"))
    lines = [f"{record.source.path}", *_description(register, record, at)]
    return "\n".join(lines)


def _record(register: Register, id_: str) -> Record:
    found = [record for record in register.all if id_ in {record.id, record.source.id, f"{record.source.id}.md"}]
    if found:
        return found[0]
    known = [record.source.id for record in register.all]
    advice = did_you_mean(id_, [*known, *(record.id for record in register.all)])
    raise LookupError(f"There is no record {quoted(id_)}. {advice}".strip())


def _description(register: Register, record: Record, at: datetime) -> list[str]:
    released = register.released(at, with_drafts=True)
    lines = [f"Address: /{address_of(record)}", f"Kind: {record.kind}"]
    if isinstance(record, Office):
        count = len(released.responses_by_office.get(record.id, []))
        return [*lines, f"Name: {record.name}", f"Force: {record.facts.force}", f"Responses: {count}"]
    lines.append(f"Release: {_release(record, at)}")
    if isinstance(record, Inspection):
        lines += [f"Title: {record.title}", f"Report published: {record.published.wording}", f"Findings: {len(record.findings)}"]
        lines += [f"  {finding.id}: {finding.heading}" for finding in record.findings]
    elif isinstance(record, PanelReport):
        lines += [f"Title: {record.title}", f"Panel: {record.facts.panel}"]
    else:
        for inspection_id in record.inspection_ids:
            inspection = released.inspections.get(inspection_id)
            if inspection and record.id in released.responses:
                lines += ["", f"Inspection: {inspection.title}", *working(released.clock(record, inspection), record)]
    return lines


def _release(record: Inspection | Response | PanelReport, at: datetime) -> str:
    if record.published is None:
        return "draft: it has no date of publication"
    if not is_released(record.published, at):
        return f"embargoed until {record.published.released_from.isoformat()}"
    return f"released ({record.published.wording})"


def working(clock: Clock, response: Response) -> list[str]:
    """Show how a status was worked out, one step a line."""
    lines = [f"Status: {STATUS_WORDS[clock.status]} ({clock.status})"]
    if clock.status is Status.NO_DUTY:
        return lines
    lines.append(f"Day 1 is the day the report was published: {wording(clock.report_published_on)}")
    if clock.last_day is None:
        return [*lines, "Subsection (5A), which sets the period, applies to reports published from 2 May 2017"]
    lines.append(f"Last day: {wording(clock.last_day)}, day {DAYS}")
    lines.append(f"Rule: published before the end of the period of {DAYS} days beginning with that day, section 55(5A)")
    if clock.days is not None and response.published:
        lines.append(f"Published: {response.published.wording}, day {clock.days} of {DAYS}")
    if clock.next_change_on:
        lines.append(f"The status next changes on {wording(clock.next_change_on)}")
    return [*lines, f"Section 55: {ADDRESS}"]


def due_rows(released: Released) -> list[dict[str, Any]]:
    """List what is still owed, as `section55 due --format json` prints it."""
    return [
        {
            "office": each.owed.office.id,
            "inspection": each.owed.inspection.id,
            "last_day": each.last_day.isoformat(),
            "status": each.owed.clock.status.value,
            "days_left": (each.last_day - released.today).days,
        }
        for each in deadlines_of(released)
    ]


def due_table(rows: list[dict[str, Any]], at: datetime) -> str:
    """Write what is still owed as a table."""
    if not rows:
        return f"No response is owed on {wording(london_day(at))}."
    heads = ("Last day", "Days left", "Status", "Office", "Inspection")
    table = [heads, *((row["last_day"], str(row["days_left"]), row["status"], row["office"], row["inspection"]) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(heads))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table)
