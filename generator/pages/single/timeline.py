"""The dates of a response in chronological order. Knows what is recorded; invents no date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.dates import wording
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.records.response_facts import Copy
from generator.register.released import ReleasedRegister


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated step; `on` is None where the day is not recorded."""

    words: str
    on: date | None
    when: str


def timeline_of(released: ReleasedRegister, response: Response) -> list[Moment]:
    """Return the steps from the report to the panel; if one has no day, all keep their usual order."""
    moments = list(_moments(released, response))
    if all(moment.on for moment in moments):
        moments.sort(key=lambda moment: moment.on or date.min)
    return moments


def _moments(released: ReleasedRegister, response: Response) -> Iterator[Moment]:
    facts = response.facts
    reports = [released.inspections[id_] for id_ in response.inspection_ids]
    for report in reports:
        words = "Report published" if len(reports) == 1 else f"Report published: {report.title}"
        yield _on(words, report.published_on)
    if facts.invited:
        chief_officer = released.offices[response.office_id].facts.chief_officer
        yield _on(f"{chief_officer}’s comments invited by", facts.invited)
    if facts.dated:
        yield Moment("Letter dated", facts.dated.day, facts.dated.wording)
    if response.published:
        yield _published(response, _name(released, response))
    for other in sorted(_related(released, response), key=lambda other: (str(_machine(other) or ""), other.id)):
        yield _published(other, _name(released, other))
    for copy in facts.sent:
        if copy.on.is_sent and copy.role != "public":
            yield _sent(copy)
    for paper in _papers(released, response):
        if paper.facts.meeting:
            yield _on("Put before the panel", paper.facts.meeting)


def _name(released: ReleasedRegister, response: Response) -> str:
    """Return what the publication of a response is called among those of its parts and updates."""
    if released.is_update(response):
        return response.facts.part or "Update published"
    if response.facts.part_of:
        return response.facts.part or "Further part published"
    return response.facts.part or (
        "First part published" if len(released.parts_of(response)) > 1 else "Response published"
    )


def _published(response: Response, what: str) -> Moment:
    published = response.published
    is_known = published is not None and published.machine is not None
    when = published.wording if published and is_known else "Not recorded"
    return Moment(what, published.day if published else None, when)


def _machine(response: Response) -> str | None:
    return response.published.machine if response.published else None


def _related(released: ReleasedRegister, response: Response) -> list[Response]:
    """Return the other parts of a response and the updates to it."""
    parts = released.parts_of(response)
    updates = [other for other in released.others_of(response) if other.facts.update_to in {part.id for part in parts}]
    return [*(part for part in parts if part is not response), *updates]


def _papers(released: ReleasedRegister, response: Response) -> list[PanelReport]:
    """Return the office's papers about the response or its reports, each once."""
    about = [paper for id_ in (response.id, *response.inspection_ids) for paper in released.reports_about.get(id_, [])]
    return list({paper.id: paper for paper in about if paper.office_id == response.office_id}.values())


def _on(words: str, day: date) -> Moment:
    return Moment(words, day, wording(day))


def _sent(copy: Copy) -> Moment:
    return Moment(f"Copy to {copy.to}", copy.on.day, copy.on.words if copy.on.when else copy.on.words.capitalize())
