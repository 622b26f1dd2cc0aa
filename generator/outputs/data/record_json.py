"""`<address>/record.json`: each record with its text as Markdown and as words, for programs that read one page.

A file is made with the page of its record, while the text is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.languages import ENGLISH
from generator.outputs.data.section55_json import OBJECT, as_json, written_objects
from generator.pages.page import Page, PageKind
from generator.reading.markdown import Passage
from generator.records.finding import Finding, ProseSection
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import attachment_address
from generator.register.dataset.objects import FORMAT
from generator.register.dataset.record_file import ATTACHMENT, CORRECTION, PART, RECORD_FILE
from generator.register.released import ReleasedRegister
from generator.theme.site import Site
from generator.uses import TEXT, note_use, unnoted

_KEYS = tuple(key.name for key in RECORD_FILE.keys)


def files_of_page(released: ReleasedRegister, site: Site, page: Page) -> Iterator[tuple[str, bytes]]:
    """Yield the file of the record that a page shows, in the language of the page; of other pages, nothing."""
    records: Mapping[str, Record]
    match page.kind:
        case PageKind.OFFICE:
            records = released.offices
        case PageKind.INSPECTION:
            records = released.inspections
        case PageKind.RESPONSE:
            records = released.responses
        case PageKind.PANEL_REPORT:
            records = released.panel_reports
        case _:
            return
    own = page.address if page.language == ENGLISH else page.address.partition("/")[2]
    record = records[own.rstrip("/").partition("/")[2]]
    note_use(OBJECT, record.path)
    with unnoted():  # it may have been written already
        written = written_objects(released, site).of(record)
    note_use(TEXT, record.path)
    if page.language != ENGLISH:
        record = released.translations[page.language][record.path]
    yield f"{page.address}record.json", _file(record, written, page.language, released.today.isoformat(), site)


def _file(record: Record, written: str, language: str, today: str, site: Site) -> bytes:
    facts = record.facts
    values = {
        "format": str(FORMAT),
        "as_of": f'"{today}"',
        "kind": as_json(type(record).kind.replace(" ", "_")),
        "language": f'"{language}"',
        "record": written,
        "corrections": as_json([CORRECTION.build(on=one.on.isoformat(), note=one.note) for one in facts.corrections]),
        "attachments": as_json(
            [
                ATTACHMENT.build(title=one.title, url=f"{site.address or '/'}{attachment_address(record, one)}")
                for one in facts.attachments
            ]
        ),
        "markdown": as_json("" if isinstance(record, Office) else record.source.body.strip("\n")),
        "parts": as_json(list(_parts(record))),
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
