"""Addresses of records, and the ids they had before. An address is the path of a source, and lives for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.kinds import KINDS, Inspection, Kind, Record
from generator.kinds.finding import Finding
from generator.problems import Problem, quoted
from generator.records import Records

_KINDS = {kind.folder: kind for kind in KINDS}


def address_of(record: Record | Finding) -> str:
    """Give the address of a record's page: the path of its source; a finding's lies below its report's."""
    if isinstance(record, Finding):
        return f"inspections/{record.inspection_id}/{record.id}/"
    return f"{record.source.id}/"


def old_ids(record: Record) -> tuple[str, ...]:
    """Give the ids a record had before, as its source's own is written: `responses/norfolk/2018/x`.

    An alias may leave the first folder out; with it, a record may have been of another kind.
    """
    return tuple(_whole(record, alias) for alias in record.facts.aliases)


def _whole(record: Record, alias: str) -> str:
    folder, _, rest = alias.partition("/")
    return alias if folder in _KINDS and rest else f"{record.source.id.partition('/')[0]}/{alias}"


def alias_problems(records: Records) -> Iterator[Problem]:
    """Name aliases that no record can have had, and those that are taken.

    None may be the id or the alias of a record, be it released or not: so it leads to a record at once, and never in a
    chain or a circle.
    """
    findings = {f"inspections/{each.inspection_id}/{each.id}" for report in records.inspections.values() for each in report.findings}
    taken = {record.source.id for record in records.all}
    for record in records.all:
        for place, alias in enumerate(record.facts.aliases):
            whole = _whole(record, alias)
            if fault := _fault(record, alias, whole, taken, findings):
                yield record.source.problem(("aliases", place), *fault)
            taken.add(whole)


def _fault(record: Record, alias: str, whole: str, taken: set[str], findings: set[str]) -> tuple[str, str] | None:
    kind = _KINDS[whole.partition("/")[0]]
    if whole in taken:
        whose = "this record has already" if whole == record.source.id else "another record or alias has"
        return f"{quoted(alias)} is an id that {whose}", "Take it out"
    if not _fits(kind, whole.split("/")[1:]):
        sentence = f"{quoted(alias)} cannot have been the id of {_a(kind.noun)}"
        return sentence, f"Write it as the path it had: {kind.shape}, without the ending"
    if whole in findings:
        return f"{quoted(alias)} is the address of a finding that is there", "Take it out"
    return None


def _fits(kind: Kind, parts: list[str]) -> bool:
    names = kind.shape.parts
    if kind.noun == Inspection.kind and len(parts) == len(names) + 1:
        parts = parts[:-1]  # a finding that was published, and is none: its address leads to the report
    return len(parts) == len(names) and all(_is_year(name, part) for name, part in zip(names, parts, strict=True))


def _is_year(name: str, part: str) -> bool:
    return not name.startswith("year") or bool(re.fullmatch(r"(19|20|21)\d\d", part)) or (part == "undated" and "undated" in name)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
