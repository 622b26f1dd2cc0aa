"""Reads translations: `x.cy.md` says in Welsh what `x.md` says, and takes the facts that are not words from `x.md`.

Knows which facts are translated; knows no language.
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
"""Facts that a translation may have: words for readers. Dates, ids and answers are in the record itself."""


@dataclass(frozen=True, slots=True)
class Translations:
    """The translations into one language, by the path of their source."""

    language: str
    records: Mapping[str, Record]


def read_translations(
    files: Iterable[SourceFile], records: Mapping[str, Mapping[str, Record]], broken: Collection[tuple[str, str]]
) -> tuple[list[Translations], list[Problem]]:
    """Return every translation of `records` (by noun and id), and the problems of those that cannot be used."""
    problems: list[Problem] = []
    read: dict[str, dict[str, dict[str, Record]]] = {
        language: {kind.noun: dict(records[kind.noun]) for kind in KINDS} for language in TRANSLATION_LANGUAGES
    }
    translations: dict[str, dict[str, Record]] = {language: {} for language in TRANSLATION_LANGUAGES}
    order = [kind.folder for kind in KINDS]
    for file in sorted(files, key=lambda file: (order.index(file.pattern.folder), file.display_path)):
        kind = next(kind for kind in KINDS if kind.folder == file.pattern.folder)
        # The original's problems are reported already.
        if file.language is None or (kind.noun, file.path.partition("/")[2]) in broken:
            continue
        translation, file_problems = _read(file, kind, records, read[file.language])
        problems += file_problems
        if translation:
            read[file.language][kind.noun][translation.id] = translation
            translations[file.language][translation.path] = translation
    return [Translations(language, by_path) for language, by_path in translations.items() if by_path], problems


def _read(
    file: SourceFile,
    kind: Kind,
    originals: Mapping[str, Mapping[str, Record]],
    earlier: Mapping[str, Mapping[str, Any]],
) -> tuple[Record | None, list[Problem]]:
    original = originals[kind.noun].get(file.path.partition("/")[2])
    name = f"{file.path.rpartition('/')[2]}{kind.path_pattern.ending}"
    if original is None:
        message = f"This is the {TRANSLATION_LANGUAGES[file.language or '']} translation of '{name}', which does not exist or cannot be read"
        return None, [Problem(Place(file.display_path), message, f"Write '{name}' first")]
    source, problems = read_source(file.file, path=file.path, display_path=file.display_path, language=file.language)
    if source is None:
        return None, problems
    problems += _foreign_facts(source, name)
    facts = {
        **original.source.facts,
        **{key: value for key, value in source.facts.items() if key in TRANSLATABLE_FACTS},
    }
    translation, wrong = kind.read(replace(source, facts=_findings_merged(facts, original)), earlier)
    own = {problem.place for problem in problems}
    problems += [problem for problem in wrong if problem.place not in own]
    if isinstance(translation, Inspection) and isinstance(original, Inspection):
        problems += _other_findings(translation, original, name)
    return translation, problems


def _findings_merged(facts: dict[str, Any], original: Record) -> dict[str, Any]:
    """Return facts whose `findings` have the translation's addressees and the record's dates and repeats."""
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
            message = f"{quoted(key)} can only be in '{name}', where it applies to both languages"
            yield source.problem(
                (key,), message, did_you_mean(key, TRANSLATABLE_FACTS) if key not in _ALL else "Delete it here"
            )


_ALL = {field.alias for kind in KINDS for field in kind.facts.model_fields.values()}


def _other_findings(translation: Inspection, original: Inspection, name: str) -> Iterator[Problem]:
    theirs, own = [finding.id for finding in original.findings], [finding.id for finding in translation.findings]
    missing = [str(quoted_id(id_)) for id_ in theirs if id_ not in own]
    surplus = [str(quoted_id(id_)) for id_ in own if id_ not in theirs]
    if missing or surplus:
        wrong = f"has no {join_words(missing)}" if missing else f"has {join_words(surplus)}, which is not there"
        message = f"The findings differ from those of '{name}': this text {wrong}"
        hint = f"Give each heading the id it has there, such as {{#{quoted_id(theirs[0] if theirs else 'recommendation-1')}}}"
        yield Problem(translation.source.body_position(1), message, hint)
