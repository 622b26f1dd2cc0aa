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
from generator.records.office import Office
from generator.register.read import read_register
from generator.register.release import release
from generator.register.released import ReleasedRegister
from generator.statute import DUE_SOON_DAYS, Status


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

    @property
    def status_words(self) -> str:
        """The status as the pages of the site say it today: `due soon` from fourteen days before the last."""
        is_soon = self.days_left <= DUE_SOON_DAYS and self.status is Status.AWAITING
        return "due-soon" if is_soon else self.status


@dataclass(frozen=True, slots=True)
class DueReading:
    """What is outstanding at a moment."""

    responses: list[DueResponse]
    untracked: list[str]
    """A sentence for each office for which nothing is tracked."""
    problems: list[Problem]
    """With an error among them, nothing else is known."""


def read_due_responses(content: Path, as_of: datetime) -> DueReading:
    """Read what is outstanding at a moment."""
    reading = read_register(content)
    problems = sorted_unique(redact(reading.problems, reading.register, reading.files, as_of))
    if errors_in(problems):
        return DueReading([], [], problems)
    released = release(reading.register, as_of)
    return DueReading(due_responses(released), [_untracked(office) for office in released.untracked], problems)


def _untracked(office: Office) -> str:
    reason = "its file does not say which inspections it answers"
    if office.facts.expects is not None:
        reason = "it expects to answer no inspection"
    return (
        f"No deadlines are tracked for {office.id}, because {reason}. To track them, write in "
        f"{office.source.display_path}: expects: its force"
    )


def due_responses(released: ReleasedRegister) -> list[DueResponse]:
    """List what is outstanding and has a last day."""
    return [
        DueResponse(owed.office.id, owed.inspection.id, day, owed.clock.status, (day - released.today).days)
        for owed in released.outstanding
        if (day := owed.clock.last_day)
    ]


def due_table(responses: Sequence[DueResponse], untracked: Sequence[str], as_of: datetime) -> str:
    """Write what is outstanding as a table, or one line if there is nothing; then the offices that are not tracked."""
    return "\n".join([_table(responses, as_of), *untracked])


def _table(responses: Sequence[DueResponse], as_of: datetime) -> str:
    if not responses:
        return f"No response is owed on {wording(london_day(as_of))}."
    rows = [("Last day", "Days left", "Status", "Office", "Inspection")]
    rows += [
        (due.last_day.isoformat(), str(due.days_left), due.status_words, due.office, due.inspection)
        for due in responses
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
