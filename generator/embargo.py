"""What may not be named yet: a released record that names an unreleased one would give it away.

Knows how records refer; tells files and rules, never a title.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from generator.clocks import is_released
from generator.kinds import Inspection, Office, PanelReport, Record, Response
from generator.problems import Exit, Problem, Severity
from generator.prose import is_external, target_of
from generator.records import Records
from generator.released import publication_of


def embargo_problems(records: Records, at: datetime) -> Iterator[Problem]:
    """Name every released record that names an unreleased one, by file and rule and never by title."""
    hidden = {
        record.source.id
        for group in (records.inspections, records.responses, records.panel_reports)
        for record in group.values()
        if not is_released(publication_of(record), at)
    }
    if not hidden:
        return
    for record in records.texts:
        if record.source.id in hidden:
            continue
        for way, target in _references(record):
            if target in hidden:
                place = record.source.place(*way) if isinstance(way, tuple) else record.source.body_place(*way)
                yield Problem(
                    place, "This names a record that is not released yet, and would give it away",
                    "Take it out until then, or release both at once", Severity.ERROR, "unreleased", Exit.UNRELEASED,
                )  # fmt: skip


def _references(record: Record) -> Iterator[tuple[tuple[str | int, ...] | list[int], str]]:
    """Give where a record names others (a way to a fact, or a line and column of the body), and their sources' ids."""
    match record:
        case Response():
            way = ("inspection",) if "inspection" in record.source.facts else ()
            yield from ((way, f"inspections/{id_}") for id_ in record.inspection_ids)
        case Inspection():
            yield from ((("follows",), f"inspections/{id_}") for id_ in record.facts.follows)
            for finding_id, facts in record.facts.findings.items():
                for full_id in facts.repeats:
                    yield ("findings", finding_id, "repeats"), f"inspections/{full_id.partition('#')[0]}"
        case PanelReport():
            for id_ in record.facts.about:
                yield ("about",), f"inspections/{id_}"
                yield ("about",), f"responses/{id_}"
        case Office():
            expected = record.facts.expects if isinstance(record.facts.expects, list) else []
            yield from ((("expects",), f"inspections/{id_}") for id_ in expected)
            yield from ((("no-response-needed", id_), f"inspections/{id_}") for id_ in record.facts.no_response_needed)
    if record.source.body:
        for link in record.source.writing.links:
            if not is_external(link.address):
                path, _ = target_of(link.address, record.source.id)
                yield [link.line, link.column], path.removesuffix(".md")
