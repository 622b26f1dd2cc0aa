"""Reads translations: `x.cy.md` says in Welsh what `x.md` says, and takes the facts that are not words from `x.md`.

Knows which facts are translated; knows no language.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.languages import TRANSLATION_LANGUAGES
from generator.messages import did_you_mean, join_words, nearest, quoted, verbatim
from generator.problems import Place, Problem, Severity
from generator.reading.content_folder import SourceFile
from generator.reading.source import Source
from generator.records.finding import quoted_id
from generator.records.inspection import Inspection
from generator.records.kinds import KINDS, Kind, Record
from generator.records.response import Response
from generator.records.response_sections import Section
from generator.records.roles import Role
from generator.register.sources.cache import SourceCache, needs_of, source_of
from generator.register.sources.disclosure import disclosure_problems
from generator.register.sources.lost_text import lost_text_problems

TRANSLATABLE_FACTS = {
    "title", "types", "inspectorate", "inspectorate-name", "signed-by", "late-reason", "attachments", "sections",
    "panel", "author", "name", "short-name", "force", "force-short-name", "chief-officer", "statute-note", "contacts",
    "office-use", "findings", "allow", "part", "answers", "shows-findings",
}  # fmt: skip
"""Facts a translation may have: words for readers. Dates, ids and actions are only in the original."""

_OWN_HEADINGS = {"sections", "shows-findings"}
"""Facts that name headings of their own text, and say nothing of another's."""

_WORDS_OF_ANSWERS = {"reason", "owner"}
"""What a translation may say of an answer."""


@dataclass(frozen=True, slots=True)
class Translations:
    """The translations into one language, by the path of their source."""

    language: str
    records: Mapping[str, Record]


def read_translations(
    files: Iterable[SourceFile],
    records: Mapping[str, Mapping[str, Record]],
    broken: Collection[tuple[str, str]],
    cache: SourceCache,
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
        kept, data = cache.find(file)
        if kept and kept.result:
            translation, file_problems = kept.result
        else:
            translation, file_problems = _read(file, data, kind, records, read[file.language])
            cache.keep(file, data, needs_of(file, translation), (translation, file_problems))
        problems += file_problems
        if translation:
            read[file.language][kind.noun][translation.id] = translation
            translations[file.language][translation.path] = translation
    return [Translations(language, by_path) for language, by_path in translations.items() if by_path], problems


def _read(
    file: SourceFile,
    data: bytes | None,
    kind: Kind,
    originals: Mapping[str, Mapping[str, Record]],
    earlier: Mapping[str, Mapping[str, Any]],
) -> tuple[Record | None, list[Problem]]:
    original = originals[kind.noun].get(file.path.partition("/")[2])
    name = f"{file.path.rpartition('/')[2]}{kind.path_pattern.ending}"
    if original is None:
        language = TRANSLATION_LANGUAGES[file.language or ""]
        message = f"This is the {language} translation of '{name}', which does not exist or cannot be read"
        return None, [Problem(Place(file.display_path), message, f"Write '{name}' first")]
    source, problems = source_of(file, data)
    if source is None:
        return None, problems
    problems += _foreign_facts(source, name)
    facts = {
        **{key: value for key, value in original.source.facts.items() if key not in _OWN_HEADINGS},
        **{key: value for key, value in source.facts.items() if key in TRANSLATABLE_FACTS},
    }
    facts = _answers_merged(_findings_merged(facts, original), original)
    translation, wrong = kind.read(replace(source, facts=facts), earlier)
    own = {problem.place for problem in problems}
    problems += [problem for problem in wrong if problem.place not in own]
    if isinstance(translation, Inspection) and isinstance(original, Inspection):
        problems += _other_findings(translation, original, name)
    if isinstance(translation, Response) and isinstance(original, Response):
        problems += _foreign_answers(source, original, name)
        problems += _missing_sections(translation, original, name)
        translation = _with_places_of(translation, original)
    if translation:
        problems += [*lost_text_problems(translation), *disclosure_problems(translation, earlier["office"])]
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


def _answers_merged(facts: dict[str, Any], original: Record) -> dict[str, Any]:
    """Lay a translation's words of answers (reasons, owners) over the record's own answers."""
    theirs, own = original.source.facts.get("answers"), facts.get("answers")
    if not isinstance(theirs, dict) or not isinstance(own, dict) or own is theirs:
        return facts
    merged = {}
    for key, value in theirs.items():
        words = own.get(key)
        if isinstance(value, dict) and isinstance(words, dict):
            merged[key] = {**value, **{name: said for name, said in words.items() if name in _WORDS_OF_ANSWERS}}
        else:
            merged[key] = value
    return {**facts, "answers": merged}


def _foreign_answers(source: Source, original: Response, name: str) -> Iterator[Problem]:
    """Name what a translation says of answers beyond their words, and answers that the record does not have."""
    answers = source.facts.get("answers")
    for key, answer in answers.items() if isinstance(answers, dict) else ():
        if key not in original.facts.answers:
            near = nearest(key, original.facts.answers)
            hint = f"Did you mean {quoted(near, is_prose=True)}?" if near else f"Write the key as '{name}' has it"
            yield source.problem(("answers", key), f"'{name}' has no answer {quoted(key)}", hint, name=True)
        for fact in answer if isinstance(answer, dict) else ():
            if fact not in _WORDS_OF_ANSWERS:
                message = f"{quoted(fact)} of an answer stands in '{name}' alone, and holds for both languages"
                yield source.problem(("answers", key, fact), message, "Delete it here", name=True)


def _missing_sections(translation: Response, original: Response, name: str) -> Iterator[Problem]:
    """Yield a problem for each part of a response that no heading of the translation names: its page would lack it."""
    for role in Role:
        if (theirs := original.section(role)) and theirs.passage and not translation.sections_of(role):
            yield _missing_section(translation, original, theirs, f"{{#{role.value}}}", name)
    reported: set[str] = set()
    for section in original.sections:
        missing = [key for key in section.findings if not translation.sections_on(key)]
        if missing and section.id not in reported:
            reported.add(section.id)
            yield _missing_section(translation, original, section, f"{{#{missing[0]}}}", name)


def _missing_section(translation: Response, original: Response, theirs: Section, id_: str, name: str) -> Problem:
    severity = Severity.ERROR if original.published else Severity.WARNING
    shown = f"{quoted(theirs.heading, is_prose=True)}" if theirs.heading else "the text before its first heading"
    message = f"No heading of this text is known as that of {shown}, which '{name}' has"
    unknown = [section for section in translation.sections if section.heading and not section.is_recognised]
    position = original.sections.index(theirs)
    if len(original.sections) == len(translation.sections) and translation.sections[position] in unknown:
        unknown.insert(0, translation.sections[position])
    hint = f"Write the id after the heading that holds it: {id_}"
    if unknown:
        hint += f", such as '{verbatim(f'## {unknown[0].heading} {id_}')}'"
    line = unknown[0].line if unknown else 1
    return Problem(translation.source.body_position(line), message, hint, severity, "translated-section")


def _with_places_of(translation: Response, original: Response) -> Response:
    """Apply the original's facts about sections to the translation's: of the same id, else at the same position."""

    def counterpart(id_: str | None) -> str | None:
        if id_ is None or any(section.id == id_ for section in translation.sections):
            return id_
        ids = [section.id for section in original.sections]
        return translation.sections[ids.index(id_)].id if len(ids) == len(translation.sections) and id_ in ids else None

    return replace(
        translation,
        findings_before=translation.findings_before or counterpart(original.findings_before),
        holds_officer_comments=counterpart(original.holds_officer_comments),
    )


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
        example = quoted_id(theirs[0] if theirs else "recommendation-1")
        hint = f"Give each heading the id it has there, such as {{#{example}}}"
        yield Problem(translation.source.body_position(1), message, hint)
