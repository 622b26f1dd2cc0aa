"""Selects from the register what is released at a moment. Unreleased records end here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from generator.dates import Publication, is_released, london_day
from generator.records.fields import Withdrawal
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import attachment_address
from generator.register.register import Register
from generator.register.released import R, ReleasedRegister


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
