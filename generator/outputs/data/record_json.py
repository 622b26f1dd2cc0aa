"""`<address>/record.json`: each record with its text as Markdown and as words, for programs that read one page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from generator.languages import ENGLISH
from generator.reading.markdown import Passage
from generator.records.finding import Finding, ProseSection
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of, attachment_address
from generator.register.dataset.objects import FORMAT
from generator.register.dataset.record_file import ATTACHMENT, CORRECTION, PART, RECORD_FILE
from generator.register.released import ReleasedRegister
from generator.theme.site import Site

_as_json = partial(json.dumps, ensure_ascii=False)
_KEYS = tuple(key.name for key in RECORD_FILE.keys)


def record_files(released: ReleasedRegister, site: Site, objects: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the file of each record and of each translation; `objects` are records as JSON, by their sources' paths."""
    today = released.today.isoformat()
    for record in released.standing:
        yield f"{address_of(record)}record.json", _file(record, objects[record.path], ENGLISH, today, site)
    for language, translations in sorted(released.translations.items()):
        for record in released.standing:
            if translation := translations.get(record.path):
                path = f"{language}/{address_of(record)}record.json"
                yield path, _file(translation, objects[record.path], language, today, site)


def _file(record: Record, written: str, language: str, today: str, site: Site) -> bytes:
    parts = list(_parts(record))
    facts = record.facts
    values = {
        "format": str(FORMAT),
        "as_of": f'"{today}"',
        "kind": _as_json(type(record).kind.replace(" ", "_")),
        "language": f'"{language}"',
        "record": written,
        "corrections": _as_json([CORRECTION.build(on=one.on.isoformat(), note=one.note) for one in facts.corrections]),
        "attachments": _as_json(
            [
                ATTACHMENT.build(title=one.title, url=f"{site.address or '/'}{attachment_address(record, one)}")
                for one in facts.attachments
            ]
        ),
        "markdown": _as_json("" if isinstance(record, Office) else record.source.body.strip("\n")),
        "text": _as_json("\n\n".join(words for part in parts for words in (part["heading"], part["text"]) if words)),
        "parts": _as_json(parts),
    }
    return ("{\n" + ",\n".join(f'"{key}": {values[key]}' for key in _KEYS) + "\n}\n").encode()


def _parts(record: Record) -> Iterator[dict[str, Any]]:
    match record:
        case Response():
            for section in record.sections:
                findings = [key if "#" in key else f"{record.inspection_ids[0]}#{key}" for key in section.findings]
                yield _part(section.heading, section.passage, role=section.role, findings=findings)
        case Inspection():
            yield from _parts_of_report(record)
        case PanelReport() if record.passage:
            yield _part(None, record.passage)


def _parts_of_report(report: Inspection) -> Iterator[dict[str, Any]]:
    for part in report.parts:
        if isinstance(part, ProseSection):
            yield _part(part.heading, part.passage)
            continue
        if part.introduction is not None:
            yield _part(part.heading, part.introduction)
        for inner in part.parts:
            findings = [inner.full_id] if isinstance(inner, Finding) else []
            yield _part(inner.heading, inner.passage, findings=findings)


def _part(
    heading: str | None, passage: Passage, *, role: str | None = None, findings: list[str] | None = None
) -> dict[str, Any]:
    return PART.build(heading=heading, role=role, findings=findings or [], text=passage.plain)
