"""The totals of a pack as sums: what stood at the last one, what came and went, and what stands now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.records.office import Office
from generator.records.response import Response
from generator.records.response_facts import Progress
from generator.register.released import ReleasedRegister

CLOSED = {"verified closed", "closed otherwise"}
"""Progress that ends the work on a finding. *Reported complete* does not: it is the office's own word."""


_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sum:
    """One total, from the last pack to this one."""

    name: str
    """`responses`, `owed` or `open`."""
    opening: int
    added: int
    removed: int
    closing: int


def sums_of(released: ReleasedRegister, office: Office, since: date) -> list[Sum]:
    """Return the sums of an office from the beginning of a day until now.

    What stood before is counted from the records as they are now, with those withdrawn since: it is what the last
    pack printed, unless a record was added or changed without a date of its own.
    """
    now = released.responses_by_office.get(office.id, [])
    new = [response for response in now if _is_since(response, since)]
    old = [response for response in now if not _is_since(response, since)]
    gone = [record for record in released.withdrawn if isinstance(record, Response) and office.id in record.office_ids
            and released.withdrawals[record.path].on >= since and not _is_since(record, since)]  # fmt: skip
    sums = [Sum("responses", len(old) + len(gone), len(new), len(gone), len(now))]
    if office not in released.untracked:
        sums.append(_owed(released, office, new, since))
    return [*sums, _open(released, office, [*old, *gone], now, since)]


def _is_since(response: Response, since: date) -> bool:
    return response.published is not None and response.published.day is not None and response.published.day >= since


def _owed(released: ReleasedRegister, office: Office, new: Sequence[Response], since: date) -> Sum:
    now = {clock.inspection.id for clock in released.outstanding_by_office.get(office.id, [])}
    ids = {response.id for response in new}
    done = {
        inspection.id
        for response in new
        for inspection in (released.inspections[id_] for id_ in response.inspection_ids)
        if (first := released.clock(response, inspection, office.id).set_by) and first.id in ids
        and inspection.asks_for_response and released.expects(office, inspection)
    }  # fmt: skip
    asked = {id_ for id_ in now | done if released.inspections[id_].published_on >= since}
    return Sum("owed", len((now | done) - asked), len(asked), len(done), len(now))


def _open(
    released: ReleasedRegister, office: Office, old: Sequence[Response], now: Sequence[Response], since: date
) -> Sum:
    before, after = _statuses(released, office, old, since - _DAY), _statuses(released, office, now, released.today)
    open_before = {id_ for id_, status in before.items() if status not in CLOSED}
    open_now = {id_ for id_, status in after.items() if status not in CLOSED}
    added = (after.keys() - before.keys()) | (open_now - open_before)
    return Sum("open", len(open_before), len(added), len(open_before) + len(added) - len(open_now), len(open_now))


def _statuses(released: ReleasedRegister, office: Office, responses: Sequence[Response], day: date) -> dict[str, str]:
    """Return the status on a day of each finding that some responses answer; empty where nothing is reported."""
    statuses: dict[str, str] = {}
    for response in responses:
        for inspection in (released.inspections[id_] for id_ in response.inspection_ids if id_ in released.inspections):
            for finding in inspection.findings:
                answer = released.answer(response, finding, office)
                if answer.is_stated:
                    statuses[finding.full_id] = status_on(answer.facts.progress, day) or statuses.get(
                        finding.full_id, ""
                    )
    return statuses


def status_on(progress: Sequence[Progress], day: date) -> str:
    """Return the newest status of a progress log on a day; empty before the first."""
    newest = None
    for entry in progress:
        if entry.on.earliest <= day and (newest is None or not entry.on.is_before(newest.on)):
            newest = entry
    return newest.status if newest else ""
