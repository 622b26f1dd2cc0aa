"""On which day a page last changed, from recorded dates alone: of publication, corrections and progress.

Never from a file's time or a commit's: those tell when somebody saved, not when what is said changed. A status that turns
with the days changes no page: every page says as of which day it was built.
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
    """Give the last day of a response's own."""
    progress = (entry.on for answer in response.facts.answers.values() for entry in answer.progress)
    return _last(released, [*_own(response), *progress])


def inspection_changed(released: ReleasedRegister, inspection: Inspection) -> date | None:
    """Give the last day of a report's own, or of the publication of a response to it."""
    return _last(released, [*_own(inspection), *_published(released.responses_by_inspection.get(inspection.id, []))])


def finding_changed(released: ReleasedRegister, inspection: Inspection, finding: Finding) -> date | None:
    """Give the last day of its report's, or of an answer to it."""
    answers = released.answers_to(finding)
    progress = (entry.on for answer in answers for entry in answer.facts.progress)
    return _last(released, [*_own(inspection), *_published(answer.response for answer in answers), *progress])


def panel_report_changed(released: ReleasedRegister, report: PanelReport) -> date | None:
    """Give the last day of a paper's own; its meeting may lie before or after."""
    return _last(released, _own(report))


def office_changed(released: ReleasedRegister, office_id: str) -> date | None:
    """Give the day of what an office published last."""
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
