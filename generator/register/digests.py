"""Digests of what records say, by which a later build knows that a text has changed, and in which part.

Words, printed numbers and addresses of links count; line breaks and the marks of bullets do not. Digests are made from
the source and not from the page, so that a new version of this software changes none.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from generator.messages import join_words, quoted
from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.records.response_facts import AnswerFacts
from generator.records.roles import Role

_MARKS = str.maketrans({**dict.fromkeys("*_`\\#"), "|": " ", ">": " "})
_RULES = "-+:=~"
"""Characters of bullets, lines and the rules of tables."""

# No heading makes an id with a colon before it.
CORRECTIONS, REPORTS, LATENESS = ":corrections", ":inspection", ":late-reason"
"""Parts that are not sections. Notes of corrections are not part of the text."""

PUBLISHED, DUTY = ":published", ":section-55"
JOINT_WITH, PART_OF, UPDATE_TO = ":joint-with", ":part-of", ":update-to"
_RELATIONS = (JOINT_WITH, PART_OF, UPDATE_TO)
"""Facts that decide a status: parts, and not words of the text, so that an older ledger without them stays true.

Those of the first line are in every line that records such facts at all; a response may have the others or not.
"""


@dataclass(frozen=True, slots=True)
class Digest:
    """The digest of a whole text, and the short ones of its parts."""

    whole: str
    parts: Mapping[str, str]


def words_of(text: str) -> str:
    """Return the words of a Markdown text on one line, without its marks."""
    plain = unicodedata.normalize("NFC", text).translate(_MARKS)
    return " ".join([word for word in plain.split() if word[0] not in _RULES or word.strip(_RULES)])


def digest_of_bytes(data: bytes) -> str:
    """Return the digest of a file; it begins with a word, because a spreadsheet turns digits alone into a number."""
    return f"sha256:{hashlib.sha256(data).hexdigest()[:32]}"


def digest_of_words(*texts: str) -> Digest:
    """Return the digest of texts without parts."""
    return Digest(digest_of_bytes("\0".join(words_of(text) for text in texts).encode()), {})


def digest_of(record: Record | Finding) -> Digest:
    """Return the digest of what a record's page says."""
    match record:
        case Finding():
            return digest_of_words(record.heading, record.passage.plain)
        case Office():
            return digest_of_words(record.name, record.facts.force, record.facts.chief_officer)
        case Inspection():
            facts = {PUBLISHED: record.published.machine or "", DUTY: str(record.asks_for_response)}
            parts = {name: _short(value) for name, value in facts.items()}
            return Digest(digest_of_words(record.title, record.source.body).whole, {**parts, **_corrections_of(record)})
        case PanelReport():
            return digest_of_words(record.title, record.source.body)
    return digest_of_response(record)


def digest_of_response(response: Response, earlier_ids: Mapping[str, str] | None = None) -> Digest:
    """Return the digest of a response and of each part.

    Its text is every section with its heading, the action, position and reason of each answer, whether the chief
    officer submitted comments, the reason for lateness, and which reports it answers. Progress, copies, tags, and the
    names of its files may change without a note. `earlier_ids` maps ids to the ids that its reports had before.
    """
    words = {name: words_of(text) for name, text in _renamed(_texts_of(response), earlier_ids or {}).items()}
    whole = "\0".join(f"{name}\0{said}" for name, said in sorted(words.items()))
    parts = {name: _short(said) for name, said in words.items()}
    if response.published:
        parts[PUBLISHED] = _short(response.published.machine or response.published.wording)
        parts |= _relations_of(response)
    return Digest(digest_of_bytes(whole.encode()), {**parts, **_corrections_of(response)})


def _corrections_of(record: Record) -> dict[str, str]:
    notes = "\0".join(f"{correction.on.isoformat()} {correction.note}" for correction in record.facts.corrections)
    return {CORRECTIONS: _short(words_of(notes))} if notes else {}


def _relations_of(response: Response) -> dict[str, str]:
    """Return what decides whose the response is, and whether it completes another or only brings news of it."""
    facts = response.facts
    named = (" ".join(sorted(facts.joint_with)), facts.part_of, facts.update_to)
    return {name: _short(ids) for name, ids in zip(_RELATIONS, named, strict=True) if ids}


def changed_facts(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the facts that decide a status and differ; those that were not recorded before are not compared."""
    changed = [name for name in (PUBLISHED, DUTY) if before.get(name) and before[name] != after.get(name)]
    if PUBLISHED in before and PUBLISHED in after:
        changed += [name for name in _RELATIONS if before.get(name) != after.get(name)]
    return changed


def _short(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def _renamed(texts: Mapping[str, str], ids: Mapping[str, str]) -> dict[str, str]:
    """Return a response's texts by the names that its parts had when a report had another id."""
    renamed = {}
    for name, text in texts.items():
        report, mark, finding = name.removeprefix("answer:").partition("#")
        if name == REPORTS:
            renamed[name] = "\n".join(ids.get(id_, id_) for id_ in text.split("\n"))
        else:
            renamed[f"answer:{ids.get(report, report)}#{finding}" if mark else name] = text
    return renamed


def _texts_of(response: Response) -> dict[str, str]:
    """Return the text of each part by its name: `comments`, `answer:recommendation-3`, `:inspection`."""
    texts = {REPORTS: "\n".join(response.inspection_ids)}
    lines = response.source.body.split("\n")
    starts = sorted(section.line for section in response.sections)
    for section in response.sections:
        end = next((start for start in starts if start > section.line), len(lines) + 1)
        name = f"answer:{section.findings[0]}" if len(section.findings) == 1 else section.id
        _add(texts, name, "\n".join(lines[section.line - 1 : end - 1]))
    for key, written in response.keys.items():
        if said := _said(response.facts.answers[written]):
            name = f"answer:{key}"
            texts[name] = f"{said}\n{texts.get(name, '')}"
    if declared := response.facts.chief_officer_comments:
        _add(texts, Role.CHIEF_OFFICER.value, declared.words)
    if response.facts.late_reason:
        texts[LATENESS] = response.facts.late_reason
    return texts


def _add(texts: dict[str, str], name: str, text: str) -> None:
    texts[name] = f"{texts[name]}\n{text}" if name in texts else text


def _said(answer: AnswerFacts) -> str:
    facts = (("action", answer.action), ("position", answer.position), ("reason", answer.reason))
    return "\n".join(f"{name} {value}" for name, value in facts if value)


_NAMES = {
    REPORTS: "which report it answers",
    PUBLISHED: "the date of publication",
    DUTY: "whether section 55 asks for a response",
    JOINT_WITH: "the offices it is joint with",
    PART_OF: "what it is a part of",
    UPDATE_TO: "what it is an update to",
    Role.KEY_FINDINGS.value: "the key findings",
    Role.COMMENTS.value: "the comments",
    Role.CHIEF_OFFICER.value: "the chief officer's comments",
    Role.REPLY.value: "the reply",
    LATENESS: "the reason for lateness",
}


def change_in_words(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return which parts differ, by name and never by their words; empty if the parts are not known."""
    facts = changed_facts(before, after)
    ignored = {CORRECTIONS, *({PUBLISHED, DUTY, *_RELATIONS} - set(facts))}
    old, new = ({name: short for name, short in parts.items() if name not in ignored} for parts in (before, after))
    if not old:
        return ""
    changes = []
    for verb, names in (
        ("changed", [name for name in new if name in old and new[name] != old[name]]),
        ("added", [name for name in new if name not in old]),
        ("taken out", [name for name in old if name not in new]),
    ):
        if names:
            changes.append(f"{verb}: {join_words([_named(name) for name in names])}")
    return "; ".join(changes)


def _named(part: str) -> str:
    if part.startswith("answer:"):
        return f"the answer to {quoted(part.removeprefix('answer:'))}"
    return _NAMES.get(part) or f"the section {quoted(part)}"
