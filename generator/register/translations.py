"""Twins: the same record in another language. `x.cy.md` says in Welsh what `x.md` says; its facts stand in `x.md` alone.

Knows which facts are translated; nothing of any language's words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.languages import TRANSLATION_LANGUAGES
from generator.messages import did_you_mean, join_words, quoted
from generator.problems import Place, Problem
from generator.reading.content_folder import SourceFile
from generator.reading.source import Source, read_source
from generator.records.finding import quoted_id
from generator.records.inspection import Inspection
from generator.records.kinds import KINDS, Kind, Record

TRANSLATABLE_FACTS = {
    "title", "types", "inspectorate", "inspectorate-name", "signed-by", "late-reason", "attachments", "sections", "panel",
    "author", "name", "short-name", "force", "chief-officer", "statute-note", "contacts", "office-use", "findings", "allow",
}  # fmt: skip
"""Facts a twin may have: words for readers. Dates, ids and answers have one home, which is the record itself."""


@dataclass(frozen=True, slots=True)
class Translations:
    """The twins of one language, by the id of their source."""

    language: str
    records: Mapping[str, Record]


def read_translations(
    found: Iterable[SourceFile], records: Mapping[str, Mapping[str, Record]], broken: Collection[tuple[str, str]]
) -> tuple[list[Translations], list[Problem]]:
    """Read every twin; `records` by noun and id are what they are twins of."""
    problems: list[Problem] = []
    read: dict[str, dict[str, dict[str, Record]]] = {
        language: {kind.noun: dict(records[kind.noun]) for kind in KINDS} for language in TRANSLATION_LANGUAGES
    }
    translations: dict[str, dict[str, Record]] = {language: {} for language in TRANSLATION_LANGUAGES}
    order = [kind.folder for kind in KINDS]
    for each in sorted(found, key=lambda each: (order.index(each.pattern.folder), each.display_path)):
        kind = next(kind for kind in KINDS if kind.folder == each.pattern.folder)
        # What is wrong with an original is named already; its translation is not at fault.
        if each.language is None or (kind.noun, each.path.partition("/")[2]) in broken:
            continue
        twin, wrong = _read(each, kind, records, read[each.language])
        problems += wrong
        if twin:
            read[each.language][kind.noun][twin.id] = twin
            translations[each.language][twin.path] = twin
    return [Translations(language, found_) for language, found_ in translations.items() if found_], problems


def _read(
    found: SourceFile,
    kind: Kind,
    originals: Mapping[str, Mapping[str, Record]],
    earlier: Mapping[str, Mapping[str, Any]],
) -> tuple[Record | None, list[Problem]]:
    original = originals[kind.noun].get(found.path.partition("/")[2])
    name = f"{found.path.rpartition('/')[2]}{kind.path_pattern.ending}"
    if original is None:
        message = f"This is the {TRANSLATION_LANGUAGES[found.language or '']} twin of '{name}', which is not there or cannot be read"
        return None, [Problem(Place(found.display_path), message, f"Write '{name}' first")]
    source, problems = read_source(
        found.file, path=found.path, display_path=found.display_path, language=found.language
    )
    if source is None:
        return None, problems
    problems += _foreign_facts(source, name)
    facts = {
        **original.source.facts,
        **{key: value for key, value in source.facts.items() if key in TRANSLATABLE_FACTS},
    }
    twin, wrong = kind.read(replace(source, facts=_findings_merged(facts, original)), earlier)
    own = {problem.place for problem in problems}
    problems += [problem for problem in wrong if problem.place not in own]
    if isinstance(twin, Inspection) and isinstance(original, Inspection):
        problems += _other_findings(twin, original, name)
    return twin, problems


def _findings_merged(facts: dict[str, Any], original: Record) -> dict[str, Any]:
    """Lay a twin's facts of findings (addressees in its language) over the record's own (dates, repeats)."""
    theirs, own = original.source.facts.get("findings"), facts.get("findings")
    if isinstance(theirs, dict) and isinstance(own, dict) and own is not theirs:
        merged = {
            key: {**value, **own.get(key, {})} for key, value in theirs.items() if isinstance(own.get(key, {}), dict)
        }
        return {**facts, "findings": {**own, **merged}}
    return facts


def _foreign_facts(source: Source, name: str) -> Iterator[Problem]:
    for key in source.facts:
        if key not in TRANSLATABLE_FACTS:
            message = f"{quoted(key)} stands in '{name}' alone, and holds for both languages"
            yield source.problem(
                (key,), message, did_you_mean(key, TRANSLATABLE_FACTS) if key not in _ALL else "Delete it here"
            )


_ALL = {field.alias for kind in KINDS for field in kind.facts.model_fields.values()}


def _other_findings(twin: Inspection, original: Inspection, name: str) -> Iterator[Problem]:
    theirs, own = [finding.id for finding in original.findings], [finding.id for finding in twin.findings]
    missing = [str(quoted_id(id_)) for id_ in theirs if id_ not in own]
    surplus = [str(quoted_id(id_)) for id_ in own if id_ not in theirs]
    if missing or surplus:
        wrong = f"has no {join_words(missing)}" if missing else f"has {join_words(surplus)}, which is not there"
        message = f"The findings differ from those of '{name}': this text {wrong}"
        hint = f"Give each heading the id it has there, such as {{#{quoted_id(theirs[0] if theirs else 'recommendation-1')}}}"
        yield Problem(twin.source.body_position(1), message, hint)
