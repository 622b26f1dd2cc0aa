"""Checks aliases: each must be an id that a record can have had, and that nothing else has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.messages import quoted, with_article
from generator.problems import Problem
from generator.records.inspection import Inspection
from generator.records.kinds import Kind, Record
from generator.register.addresses import KINDS_BY_FOLDER, whole_id
from generator.register.register import Register


def alias_problems(records: Register) -> Iterator[Problem]:
    """Name aliases that no record can have had, and those that are taken.

    None may be the id or the alias of a record, be it released or not: so it leads to a record at once, and never in a
    chain or a circle.
    """
    findings = {
        f"inspections/{each.inspection_id}/{each.id}"
        for report in records.inspections.values()
        for each in report.findings
    }
    taken = {record.path for record in records.all}
    for record in records.all:
        for place, alias in enumerate(record.facts.aliases):
            whole = whole_id(record, alias)
            if fault := _fault(record, alias, whole, taken, findings):
                yield record.source.problem(("aliases", place), *fault)
            taken.add(whole)


def _fault(record: Record, alias: str, whole: str, taken: set[str], findings: set[str]) -> tuple[str, str] | None:
    kind = KINDS_BY_FOLDER[whole.partition("/")[0]]
    if whole in taken:
        whose = "this record has already" if whole == record.path else "another record or alias has"
        return f"{quoted(alias)} is an id that {whose}", "Take it out"
    if not _fits(kind, whole.split("/")[1:]):
        message = f"{quoted(alias)} cannot have been the id of {with_article(kind.noun)}"
        return message, f"Write it as the path it had: {kind.path_pattern}, without the ending"
    if whole in findings:
        return f"{quoted(alias)} is the address of a finding that is there", "Take it out"
    return None


def _fits(kind: Kind, parts: list[str]) -> bool:
    names = kind.path_pattern.parts
    if kind.noun == Inspection.kind and len(parts) == len(names) + 1:
        parts = parts[:-1]  # a finding that was published, and is none: its address leads to the report
    return len(parts) == len(names) and all(_is_year(name, part) for name, part in zip(names, parts, strict=True))


def _is_year(name: str, part: str) -> bool:
    return (
        not name.startswith("year")
        or bool(re.fullmatch(r"(19|20|21)\d\d", part))
        or (part == "undated" and "undated" in name)
    )
