"""The dates of a response, in their order. Knows what is recorded; invents no date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.dates import wording
from generator.kinds import Response
from generator.kinds.response import Copy
from generator.released import Released


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated step; `on` is None where it happened on a day that is not recorded."""

    words: str
    on: date | None
    when: str


def timeline_of(released: Released, response: Response) -> list[Moment]:
    """List what happened from the report to the panel; steps without a day keep their usual place."""
    facts = response.facts
    inspection = released.report_of(response)
    moments = [Moment("Report published", inspection.published_on, wording(inspection.published_on))]
    if facts.invited:
        moments.append(Moment("Chief officer's comments invited by", facts.invited, wording(facts.invited)))
    if facts.dated:
        moments.append(Moment("Letter dated", facts.dated, wording(facts.dated)))
    if response.published:
        moments.append(Moment("Response published", response.published.day, _when(response.published.wording)))
    moments += [Moment(_copy_words(copy), copy.on.day, copy.on.words.capitalize() if copy.on.day is None else copy.on.words) for copy in facts.sent if copy.on.is_sent and copy.role != "public"]
    for report in {each.id: each for id_ in response.inspection_ids for each in released.reports_about.get(id_, [])}.values():
        if report.facts.meeting and report.office_id == response.office_id:
            moments.append(Moment("Put before the panel", report.facts.meeting, wording(report.facts.meeting)))
    dated = [moment for moment in moments if moment.on]
    if len(dated) == len(moments):
        moments.sort(key=lambda moment: moment.on or date.min)
    return moments


def _when(words: str) -> str:
    return "Not recorded" if "not recorded" in words else words


def _copy_words(copy: Copy) -> str:
    return f"Copy to {copy.to}"
