"""The day on which a page last changed, from recorded dates alone: of publication, corrections and progress.

The times of files and commits say when somebody saved a file, not when its content changed. A status that changes with
the date does not count: every page names the day it was built.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.released import ReleasedRegister


def response_changed(released: ReleasedRegister, response: Response) -> date | None:
    """Return the last date of a response."""
    progress = (entry.on.day for answer in response.facts.answers.values() for entry in answer.progress)
    return _last(released, [*_own(response), *progress])


def inspection_changed(released: ReleasedRegister, inspection: Inspection) -> date | None:
    """Return the last date of a report, or of the publication of a response to it."""
    return _last(released, [*_own(inspection), *_published(released.responses_by_inspection.get(inspection.id, []))])


def finding_changed(released: ReleasedRegister, inspection: Inspection, finding: Finding) -> date | None:
    """Return the last date of its report, or of an answer to it."""
    answers = released.answers_to(finding)
    progress = (entry.on.day for answer in answers for entry in answer.facts.progress)
    return _last(released, [*_own(inspection), *_published(answer.response for answer in answers), *progress])


def panel_report_changed(released: ReleasedRegister, report: PanelReport) -> date | None:
    """Return the last date of a panel report; the date of its meeting does not count."""
    return _last(released, _own(report))


def office_changed(released: ReleasedRegister, office_id: str) -> date | None:
    """Return the date of an office's latest publication."""
    return _last(
        released,
        _published([*released.responses_by_office.get(office_id, []), *released.reports_by_office.get(office_id, [])]),
    )


def _own(record: Inspection | Response | PanelReport) -> list[date | None]:
    return [*_published([record]), *(correction.on for correction in record.facts.corrections)]


def _published(records: Iterable[Inspection | Response | PanelReport]) -> list[date | None]:
    return [record.published.day if record.published else None for record in records]


def _last(released: ReleasedRegister, days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day and day <= released.today), default=None)
