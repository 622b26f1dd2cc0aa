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


def alias_problems(register: Register) -> Iterator[Problem]:
    """Yield a problem for each alias that no record can have had, and for each that is taken.

    No alias may be the id or alias of another record, released or not. So an alias leads straight to its record, and
    never in a chain or a circle.
    """
    findings = {
        f"inspections/{finding.inspection_id}/{finding.id}"
        for report in register.inspections.values()
        for finding in report.findings
    }
    taken = {record.path for record in register.all}
    for record in register.all:
        for place, alias in enumerate(record.facts.aliases):
            whole = whole_id(record, alias)
            if refusal := _refusal(record, alias, whole, taken, findings):
                yield record.source.problem(("aliases", place), *refusal)
            taken.add(whole)


def _refusal(record: Record, alias: str, whole: str, taken: set[str], findings: set[str]) -> tuple[str, str] | None:
    kind = KINDS_BY_FOLDER[whole.partition("/")[0]]
    if whole == record.path:
        return "This alias is the record's current id", "Remove it"
    if whole in taken:
        return f"{quoted(alias)} is already the id or an alias of a record", "Remove it"
    if not _fits(kind, whole.split("/")[1:]):
        message = f"{quoted(alias)} cannot have been the id of {with_article(kind.noun)}"
        return message, f"Write it as the path it had: {kind.path_pattern}, without the ending"
    if whole in findings:
        return f"{quoted(alias)} is the address of a finding", "Remove it"
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
