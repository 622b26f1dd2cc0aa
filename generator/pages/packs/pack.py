"""What a pack says: the responses, answers and changes of one office in a period, and who acts next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.dates import Due
from generator.pages.lists.deadlines import Deadline, deadlines_of
from generator.pages.lists.response_rows import ResponseRow, response_row
from generator.pages.packs.sums import CLOSED, Sum, status_on, sums_of
from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.response import Response
from generator.records.response_facts import Progress
from generator.register.addresses import address_of
from generator.register.answers import Answer
from generator.register.joins.order import latest_first
from generator.register.released import ReleasedRegister
from generator.statute import Status


@dataclass(frozen=True, slots=True)
class Period:
    """From the last pack to this one."""

    since: date
    """The first day."""
    until: date
    """The last day: that of the build, or of `--as-of`."""
    meeting: date | None = None
    """The meeting that the pack is for, where it is known."""
    last_meeting: date | None = None
    """The meeting before, where the period begins with it."""

    def has(self, day: date | None) -> bool:
        """Check whether a day is in it."""
        return day is not None and self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Answered:
    """An office's answer to a finding, with the report."""

    answer: Answer
    inspection: Inspection

    @property
    def finding(self) -> Finding:
        """The finding."""
        return self.answer.finding

    @property
    def who(self) -> Sequence[str]:
        """Who acts: the owner, or whom the report addresses."""
        return [self.answer.facts.owner] if self.answer.facts.owner else self.finding.facts.addressed_to

    @property
    def due(self) -> Due | None:
        """By when: the office's own date, or the report's."""
        return self.answer.facts.due or self.finding.due


@dataclass(frozen=True, slots=True)
class Reported:
    """An entry of an answer's progress."""

    answered: Answered
    entry: Progress


@dataclass(frozen=True, slots=True)
class Change:
    """A correction or a withdrawal, on its day."""

    on: date
    title: str
    address: str
    is_withdrawal: bool
    note: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A finding that was made before."""

    finding: Finding
    inspection: Inspection
    earlier: Sequence[tuple[Finding, Inspection]]


@dataclass(frozen=True, slots=True)
class Pack:
    """All of a pack."""

    office: Office
    period: Period
    new: Sequence[ResponseRow]
    """A row for each report that a response of the period answers, the latest response first."""
    owed: Sequence[Deadline]
    answered: Sequence[Answered]
    reported: Sequence[Reported]
    changes: Sequence[Change]
    repeated: Sequence[Repeated]
    closed: Sequence[Reported]
    next_steps: Sequence[Answered]
    """Answers whose work is not closed, those with the earliest date first."""
    undated: int
    """Responses whose date of publication is not recorded, so that they are in no period."""
    sums: Sequence[Sum]

    @property
    def late(self) -> list[tuple[ResponseRow, int]]:
        """The new responses that were late, each with its days after the last day."""
        return [
            (row, (row.response.published.day - row.clock.last_day).days)
            for row in self.new
            if row.clock.status is Status.LATE and row.clock.last_day and row.response.published
            and row.response.published.day and row.response.published.day > row.clock.last_day
        ]  # fmt: skip


def pack_of(released: ReleasedRegister, office: Office, period: Period) -> Pack:
    """Return the pack of an office for a period."""
    responses = released.responses_by_office.get(office.id, [])
    new = latest_first(each for each in responses if _is_new(each, period))
    answers = [answered for response in responses for answered in _answers(released, response, office)]
    reported = [
        Reported(answered, entry)
        for answered in answers
        for entry in answered.answer.facts.progress
        if period.has(entry.on.earliest)
    ]
    reported.sort(key=lambda each: (each.entry.on.earliest, each.answered.finding.full_id), reverse=True)
    return Pack(
        office=office,
        period=period,
        new=[
            response_row(released, response, released.inspections[id_], office)
            for response in new
            for id_ in response.inspection_ids
        ],
        owed=deadlines_of(released, office.id),
        answered=[answered for answered in answers if _is_new(answered.answer.response, period)],
        reported=[each for each in reported if each.entry.status not in CLOSED],
        changes=sorted(_changes(released, office, period), key=lambda change: (-change.on.toordinal(), change.address)),
        repeated=list(_repeated(released, answers, new, period)),
        closed=[each for each in reported if each.entry.status in CLOSED],
        next_steps=sorted(
            (answered for answered in answers if _is_open(answered, period)),
            key=lambda each: _due_first(each.due),
        ),
        undated=sum(not (response.published and response.published.day) for response in responses),
        sums=sums_of(released, office, period.since),
    )


def default_period(released: ReleasedRegister, office: Office) -> Period:
    """Return the period since the panel's last meeting that is recorded; without one, the last twelve months."""
    today = released.today
    meetings = sorted(
        report.facts.meeting for report in released.reports_by_office.get(office.id, []) if report.facts.meeting
    )
    coming = next((day for day in meetings if day >= today), None)
    last = max((day for day in meetings if day < today), default=None)
    since = last or today - timedelta(days=365)
    return Period(since, today, coming, last)


def _is_new(response: Response, period: Period) -> bool:
    return period.has(response.published.day if response.published else None)


def _answers(released: ReleasedRegister, response: Response, office: Office) -> Iterator[Answered]:
    for inspection_id in response.inspection_ids:
        inspection = released.inspections[inspection_id]
        for finding in inspection.findings:
            answer = released.answer(response, finding, office)
            if answer.is_stated:
                yield Answered(answer, inspection)


def _is_open(answered: Answered, period: Period) -> bool:
    """Check whether work goes on: somebody, a date or progress is named, or the action is new."""
    facts = answered.answer.facts
    is_new = facts.action in {"taken", "proposed"} and _is_new(answered.answer.response, period)
    has_step = is_new or facts.owner or facts.due or facts.progress
    return bool(has_step) and status_on(facts.progress, period.until) not in CLOSED


def _due_first(due: Due | None) -> tuple[bool, str]:
    return (due is None or due.machine is None, due.machine or due.wording if due else "")


def _changes(released: ReleasedRegister, office: Office, period: Period) -> Iterator[Change]:
    for response in released.responses_by_office.get(office.id, []):
        title = f"Response to {released.report_of(response).title}"
        for correction in response.facts.corrections:
            if period.has(correction.on):
                yield Change(correction.on, title, address_of(response), is_withdrawal=False, note=correction.note)
    for report in released.reports_by_office.get(office.id, []):
        for correction in report.facts.corrections:
            if period.has(correction.on):
                yield Change(correction.on, report.title, address_of(report), is_withdrawal=False, note=correction.note)
    for record in released.withdrawn:
        if isinstance(record, Response) and office.id in record.office_ids:
            withdrawal = released.withdrawals[record.path]
            inspection = released.inspections.get(record.inspection_ids[0])
            title = f"Response to {inspection.title if inspection else record.inspection_ids[0]}"
            if period.has(withdrawal.on):
                yield Change(withdrawal.on, title, address_of(record), is_withdrawal=True, note=withdrawal.reason)


def _repeated(
    released: ReleasedRegister, answers: Sequence[Answered], new: Sequence[Response], period: Period
) -> Iterator[Repeated]:
    """Yield the findings answered in the period, or of reports of the period that the office answers, made before."""
    ids = {id_ for response in new for id_ in response.inspection_ids}
    office_reports = {answered.inspection.id: answered.inspection for answered in answers}
    for inspection in office_reports.values():
        if inspection.id in ids or period.has(inspection.published_on):
            for finding in inspection.findings:
                if earlier := released.earlier_findings(finding):
                    known = [(other, released.inspections[other.inspection_id]) for other in earlier]
                    yield Repeated(finding, inspection, known)
