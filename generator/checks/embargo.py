"""Checks that no released record names an unreleased one, which would reveal it.

Knows how records refer to each other. Messages name files and rules, never a title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from generator.dates import is_released
from generator.files import display_path
from generator.languages import TRANSLATION_LANGUAGES
from generator.problems import Category, Place, Problem, Severity
from generator.reading.link_targets import ids_in, is_external, target_of
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.register import Register
from generator.register.release import publication_of
from generator.register.translations import TRANSLATABLE_FACTS

UNRELEASED = "unreleased"
"""The rule of a record that names an unreleased one."""


def embargo_problems(register: Register, as_of: datetime) -> Iterator[Problem]:
    """Yield a problem for each line of a released record that names an unreleased one."""
    hidden = {
        record.path
        for group in (register.inspections, register.responses, register.panel_reports)
        for record in group.values()
        if not is_released(publication_of(record), as_of)
    }
    if not hidden:
        return
    for record in register.texts:
        if record.path not in hidden and _names_any_of(hidden, record):
            yield from _record_problems(record, hidden)
    for path in sorted(register.pages):
        yield from _page_problems(register, path, hidden)


def _names_any_of(hidden: set[str], record: Record) -> bool:
    """Check whether a record names any of some ids, without looking for the places."""
    named = {target for _, target in _references(record)} | record.source.mentions
    return not named.isdisjoint(hidden)


def _record_problems(record: Record, hidden: set[str]) -> Iterator[Problem]:
    named_lines: set[int] = set()
    for key_path, target in (*_references(record), *_mentions(record)):
        if target not in hidden:
            continue
        if isinstance(key_path, tuple) and record.source.language and key_path[:1] not in _TRANSLATION_OWN:
            continue  # its original says it
        place = (
            record.source.position(*key_path) if isinstance(key_path, tuple) else record.source.body_position(*key_path)
        )
        if place.line not in named_lines:
            named_lines.add(place.line)
            yield _problem(place)


_TRANSLATION_OWN = {(name,) for name in TRANSLATABLE_FACTS - {"findings"}}


def _problem(place: Place) -> Problem:
    return Problem(
        place, "This names a record that is not released yet, which would reveal it",
        "Remove it until then, or release both together", Severity.ERROR, UNRELEASED, Category.UNRELEASED,
    )  # fmt: skip


def _mentions(record: Record) -> Iterator[tuple[tuple[str | int, ...] | list[int], str]]:
    """Yield the ids in a record's texts: in an address among its facts, in a path in its prose."""
    for key_path, text in _texts(record.source.facts, ()):
        yield from ((key_path, id_) for _, id_ in ids_in(text))
    for number, line in enumerate(record.source.body.split("\n"), 1):
        yield from (([number, start + 1], id_) for start, id_ in ids_in(line))


def _texts(value: Any, key_path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield key_path, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if (*key_path, name) != ("office-use",):
                yield from _texts(inner, (*key_path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*key_path, place))


def _page_problems(register: Register, path: str, hidden: set[str]) -> Iterator[Problem]:
    """Yield a problem for each line of a page, or of another text file of `pages/`, that has an unreleased id."""
    file = register.content / path
    if file.suffix not in {".md", ".csv", ".svg"}:
        return
    with suppress(OSError):
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            start = next((start for start, id_ in ids_in(line) if id_ in hidden), None)
            if start is not None:
                yield _problem(Place(f"{display_path(register.content)}/{path}", number, start + 1))


def _named_by_response(response: Response) -> Iterator[tuple[tuple[str | int, ...], str]]:
    key_path = () if response.facts.inspection is None else ("inspection",)
    yield from ((key_path, f"inspections/{id_}") for id_ in response.inspection_ids)
    for name, id_ in (("part-of", response.facts.part_of), ("update-to", response.facts.update_to)):
        if id_:
            yield (name,), f"responses/{id_}"


def _references(record: Record) -> Iterator[tuple[tuple[str | int, ...] | list[int], str]]:
    """Yield the paths of the records that a record names, each with its key path or its line and column in the body."""
    match record:
        case Response():
            yield from _named_by_response(record)
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
    for link in record.source.links:
        if not is_external(link.address):
            path, _ = target_of(link.address, record.path)
            stem = path.removesuffix(".md")
            for language in TRANSLATION_LANGUAGES:
                stem = stem.removesuffix(f".{language}")
            yield [link.line, link.column], stem


def without_those_embargo_explains(problems: Iterable[Problem]) -> list[Problem]:
    """Drop "dated before its report" if the report is under embargo: that problem covers it and reveals no date."""
    problems = list(problems)
    embargoed = {problem.place.path for problem in problems if problem.rule == UNRELEASED}
    return [
        problem
        for problem in problems
        if problem.rule != "published-before-report" or problem.place.path not in embargoed
    ]
