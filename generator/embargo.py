"""What may not be named yet: a released record that names an unreleased one would give it away.

Knows how records refer; tells files and rules, never a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from generator.clocks import is_released
from generator.folder import shown_path
from generator.kinds import Inspection, Office, PanelReport, Record, Response
from generator.names import LANGUAGES
from generator.problems import Exit, Place, Problem, Severity
from generator.prose import is_external, target_of
from generator.records import Records
from generator.released import publication_of
from generator.twins import TRANSLATED


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
        told: set[int] = set()
        for way, target in (*_references(record), *_mentions(record)):
            if isinstance(way, tuple) and record.source.language and way[:1] not in _TWINS_OWN:
                continue  # its original says it
            place = record.source.place(*way) if isinstance(way, tuple) else record.source.body_place(*way)
            if target in hidden and place.line not in told:
                told.add(place.line)
                yield _problem(place)
    for path in sorted(records.pages):
        yield from _page_problems(records, path, hidden)


_TWINS_OWN = {(name,) for name in TRANSLATED - {"findings"}}


def _problem(place: Place) -> Problem:
    return Problem(
        place, "This names a record that is not released yet, and would give it away",
        "Take it out until then, or release both at once", Severity.ERROR, "unreleased", Exit.UNRELEASED,
    )  # fmt: skip


_ID = re.compile(r"(?:inspections|responses|panel-reports)/[a-z0-9/-]+", re.IGNORECASE)


def _ids_in(text: str) -> Iterator[tuple[int, str]]:
    """Give the ids that a text spells out, as a path or within an address, and where each begins."""
    for found in _ID.finditer(text):
        parts = found[0].lower().split("/")
        # An address may go on after the id: to a finding's page, or to a file.
        yield from ((found.start(), "/".join(parts[:length])) for length in (3, 4))


def _mentions(record: Record) -> Iterator[tuple[tuple[str | int, ...] | list[int], str]]:
    """Give the ids that a record's texts spell out: an address in a fact, a path in its prose."""
    for way, text in _texts(record.source.facts, ()):
        yield from ((way, id_) for _, id_ in _ids_in(text))
    for number, line in enumerate(record.source.body.split("\n"), 1):
        yield from (([number, start + 1], id_) for start, id_ in _ids_in(line))


def _texts(value: Any, way: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if (*way, name) != ("office-use",):
                yield from _texts(inner, (*way, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*way, place))


def _page_problems(records: Records, path: str, hidden: set[str]) -> Iterator[Problem]:
    """Name the lines of an editorial page, or of a text beside it, that spell out the id of what is not released."""
    file = records.content / path
    if file.suffix not in {".md", ".csv", ".svg"}:
        return
    with suppress(OSError):
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            start = next((start for start, id_ in _ids_in(line) if id_ in hidden), None)
            if start is not None:
                yield _problem(Place(f"{shown_path(records.content)}/{path}", number, start + 1))


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
                stem = path.removesuffix(".md")
                for language in LANGUAGES:
                    stem = stem.removesuffix(f".{language}")
                yield [link.line, link.column], stem
