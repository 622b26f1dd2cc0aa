"""The responses still outstanding, by their last day: as a table for a terminal, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from generator.checks.redaction import redact
from generator.dates import london_day, wording
from generator.problems import Problem, errors_in, sorted_unique
from generator.register.read import read_register
from generator.register.release import release
from generator.register.released import ReleasedRegister
from generator.statute import Status


@dataclass(frozen=True, slots=True)
class DueResponse:
    """A response that an office has still to publish."""

    office: str
    """The id of the office."""
    inspection: str
    """The id of the inspection."""
    last_day: date
    """The last day on which the response is in time."""
    status: Status
    days_left: int
    """Days until the last day; negative after it."""


def read_due_responses(content: Path, as_of: datetime) -> tuple[list[DueResponse], list[Problem]]:
    """Read what is outstanding at a moment; with an error in a source, return no responses but the problems."""
    reading = read_register(content)
    problems = sorted_unique(redact(reading.problems, reading.register, reading.files, as_of))
    return ([] if errors_in(problems) else due_responses(release(reading.register, as_of))), problems


def due_responses(released: ReleasedRegister) -> list[DueResponse]:
    """List what is outstanding and has a last day."""
    return [
        DueResponse(owed.office.id, owed.inspection.id, day, owed.clock.status, (day - released.today).days)
        for owed in released.outstanding
        if (day := owed.clock.last_day)
    ]


def due_table(responses: Sequence[DueResponse], as_of: datetime) -> str:
    """Write what is outstanding as a table, or one line if there is nothing."""
    if not responses:
        return f"No response is owed on {wording(london_day(as_of))}."
    rows = [("Last day", "Days left", "Status", "Office", "Inspection")]
    rows += [
        (due.last_day.isoformat(), str(due.days_left), due.status, due.office, due.inspection) for due in responses
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def due_json(responses: Iterable[DueResponse]) -> str:
    """Write what is outstanding as a JSON list."""
    rows = [
        {
            "office": due.office,
            "inspection": due.inspection,
            "last_day": due.last_day.isoformat(),
            "status": due.status.value,
            "days_left": due.days_left,
        }
        for due in responses
    ]
    return json.dumps(rows, indent=2)
