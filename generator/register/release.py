"""Selects from the register what is released at a moment. Unreleased records end here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from generator.dates import Publication, is_released, london_day
from generator.records.fields import Withdrawal
from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import attachment_address
from generator.register.clocks import Clocks, ReportClock
from generator.register.joins.records import R
from generator.register.register import Register
from generator.register.released import ReleasedRegister
from generator.statute import Clock
from generator.uses import AnswerList, Answers


def release(register: Register, as_of: datetime, *, with_drafts: bool = False) -> ReleasedRegister:
    """Return what is released at a moment; `with_drafts` adds the rest, for the office's own preview only."""
    inspections = _seen(register.inspections, as_of, with_drafts=with_drafts)
    responses = {
        id_: response
        for id_, response in _seen(register.responses, as_of, with_drafts=with_drafts).items()
        if response.office_id in register.offices
        and all(inspection_id in inspections for inspection_id in response.inspection_ids)
    }
    reports = _seen(register.panel_reports, as_of, with_drafts=with_drafts)
    reports = {id_: report for id_, report in reports.items() if report.office_id in register.offices}
    seen: list[Record] = [*register.offices.values(), *inspections.values(), *responses.values(), *reports.values()]
    withdrawals = _withdrawals(seen, london_day(as_of))
    standing = [record for record in seen if record.path not in withdrawals]
    translations = _translations(register, {record.path for record in seen})
    return ReleasedRegister(
        as_of,
        _without(dict(sorted(register.offices.items())), withdrawals),
        _without(inspections, withdrawals),
        _without(responses, withdrawals),
        _without(reports, withdrawals),
        tuple(record for record in seen if record.path in withdrawals),
        _attachments_of(register, standing, translations),
        translations,
        withdrawals,
        register.ledger,
    )


def with_text_of(released: ReleasedRegister, old: Record, new: Record) -> ReleasedRegister:
    """Return what is released, with a record in the place of one that differs from it in nothing but its text.

    What was found out about all records stays true, and is taken over: finding it out takes longer than a page.
    """
    exchange = _Exchange(old, new)
    kinds = ("offices", "inspections", "responses", "panel_reports", "withdrawn")
    again = replace(released, **{name: exchange.in_(getattr(released, name)) for name in kinds})
    exchange.take_over(dict(vars(released)), vars(again))
    return again


_UNKNOWN: Any = object()
"""Stands for what may hold a part of a record: it is found out again when it is asked for."""
_WHOLE = {
    Office, Inspection, Response, PanelReport, Finding, ReportClock, Clock, str, int, bool, date, datetime, type(None),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Exchange:
    """Puts a record in the place of another wherever it is found."""

    old: Record
    new: Record

    def in_(self, value: Any) -> Any:
        """Return a value with the new record; the value itself where the old one is not in it."""
        if value is self.old:
            return self.new
        if isinstance(value, Answers | AnswerList):
            within = self.in_(value.unnoted)
            return (
                within if within is _UNKNOWN else value if within is value.unnoted else type(value)(value.name, within)
            )
        match value:
            case _ if type(value) in _WHOLE:
                return value
            case set() if all(type(one) is str for one in value):
                return value
            case dict():
                names, ones = list(value.keys()), list(value.values())
                if (parts := self._parts(ones)) is _UNKNOWN or parts is ones:
                    return value if parts is ones else _UNKNOWN
                again = copy(value)
                again.update(zip(names, parts, strict=True))
                return again
            case list() | tuple():
                parts = self._parts(value)
                return parts if parts is value or parts is _UNKNOWN else type(value)(parts)
            case Clocks():
                clocks = replace(value, **{one.name: self.in_(getattr(value, one.name)) for one in fields(value)})
                self.take_over(dict(vars(value)), vars(clocks))
                return clocks
        return _UNKNOWN

    def _parts(self, ones: Sequence[Any]) -> Any:
        """Return the parts of a value likewise."""
        changed = {place: self.in_(ones[place]) for place in self._places(ones)}
        if any(one is _UNKNOWN for one in changed.values()):
            return _UNKNOWN
        return [changed.get(place, one) for place, one in enumerate(ones)] if changed else ones

    def _places(self, ones: Sequence[Any], start: int = 0) -> Iterator[int]:
        """Yield the places in which the record may be, found by halves: nearly all parts are as they were."""
        if not self._may_be_in(ones):
            return
        middle = len(ones) // 2
        if middle:
            yield from self._places(ones[:middle], start)
            yield from self._places(ones[middle:], start + middle)
        else:
            yield start

    def _may_be_in(self, ones: Iterable[Any]) -> bool:
        ones = list(ones)
        kinds = set(map(type, ones))
        if kinds <= _WHOLE:
            return id(self.old) in map(id, ones)
        if kinds <= {list, tuple}:
            return self._may_be_in(chain.from_iterable(ones))
        if kinds <= {dict, defaultdict}:
            return self._may_be_in(chain.from_iterable(one.values() for one in ones))
        return True

    def take_over(self, found: Mapping[str, Any], again: dict[str, Any]) -> None:
        """Add to the attributes of an object what those of another have besides its fields."""
        for name in found.keys() - again.keys():
            if (value := self.in_(found[name])) is not _UNKNOWN:
                again[name] = copy(value)  # some are added to as they are asked


def next_release(register: Register, as_of: datetime) -> datetime | None:
    """Return the moment at which what is released changes next; None if nothing waits to be."""
    published = [publication_of(record) for record in register.all]
    return min((one.released_from for one in published if one and not is_released(one, as_of)), default=None)


def unreleased_records(previewed: ReleasedRegister) -> dict[str, str]:
    """Return the paths of records that only a preview with drafts shows, each with the reason as a sentence."""
    reasons = {}
    for record in previewed.standing:
        published = publication_of(record)
        if published is None and not isinstance(record, Office):
            reasons[record.path] = "This is a draft."
        elif published and not is_released(published, previewed.as_of):
            reasons[record.path] = f"This is not published until {published.wording}."
    return reasons


def _translations(records: Register, seen: set[str]) -> dict[str, dict[str, Record]]:
    return {
        translations.language: {
            id_: translation for id_, translation in sorted(translations.records.items()) if id_ in seen
        }
        for translations in records.translations
    }


def _attachments_of(
    records: Register, standing: list[Record], translations: Mapping[str, Mapping[str, Record]]
) -> dict[str, Path]:
    translated = [
        in_language[record.path]
        for in_language in translations.values()
        for record in standing
        if record.path in in_language
    ]
    named = {
        attachment_address(record, attachment)
        for record in (*standing, *translated)
        for attachment in record.facts.attachments
    }
    return {path: file for path, file in sorted(records.attachments.items()) if path in named}


def _seen(records: Mapping[str, R], as_of: datetime, *, with_drafts: bool) -> dict[str, R]:
    return {
        id_: record
        for id_, record in sorted(records.items())
        if with_drafts or is_released(publication_of(record), as_of)
    }


def publication_of(record: Record) -> Publication | None:
    """Return when a record was published; None for an office, which is always released."""
    return None if isinstance(record, Office) else record.published


def _withdrawals(records: Iterable[Record], today: date) -> dict[str, Withdrawal]:
    """Return why each withdrawn record is withdrawn: itself, or with its office or a report that it answers."""
    withdrawals: dict[str, Withdrawal] = {}
    for record in records:
        own = record.facts.withdrawn
        if own and own.on <= today:
            withdrawals[record.path] = own
            continue
        below = [f"offices/{record.office_id}"] if isinstance(record, Response | PanelReport) else []
        below += [f"inspections/{id_}" for id_ in record.inspection_ids] if isinstance(record, Response) else []
        if first := next((id_ for id_ in below if id_ in withdrawals), None):
            withdrawals[record.path] = withdrawals[first]
    return withdrawals


def _without(records: Mapping[str, R], withdrawals: Mapping[str, Withdrawal]) -> dict[str, R]:
    return {id_: record for id_, record in records.items() if record.path not in withdrawals}
