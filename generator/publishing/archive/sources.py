"""The sources of what is released, from which the same site can be built: no draft, no embargo, no note of the office.

Of a withdrawn record only what its page still says is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.publishing.archive.facts_text import (
    KEPT_OF_WITHDRAWN,
    UNSHOWN_REASON,
    facts_as_yaml,
    public_facts,
    public_text,
)
from generator.reading.ledger import NAME as LEDGER
from generator.reading.ledger import Ledger
from generator.reading.leftovers import files_below
from generator.reading.source import Source
from generator.reading.synonyms import FILE as SYNONYMS
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.register.released import ReleasedRegister

_WITHDRAWN_TEXT = "This text has been withdrawn."


def source_files(released: ReleasedRegister, content: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the content folder that is released, by its path in it."""
    for record in released.standing:
        yield from _files_of(released, record)
    for record in released.withdrawn:
        yield from _stubs_of(released, record)
    for path, file in released.attachments.items():
        yield path, file.read_bytes()
    for file in files_below(content / "pages"):
        yield file.relative_to(content).as_posix(), file.read_bytes()
    if (content / SYNONYMS).is_file():
        yield SYNONYMS, (content / SYNONYMS).read_bytes()
    if released.ledger.is_kept:
        yield LEDGER, ledger_until(released, content)


def ledger_until(released: ReleasedRegister, content: Path) -> bytes:
    """Return the ledger's lines up to the moment of the release."""
    ledger: Ledger = released.ledger
    later = {row.line for row in ledger.rows if row.first_released > released.as_of}
    data = (content / LEDGER).read_bytes()
    if not later:
        return data
    lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in later).encode()


def _files_of(released: ReleasedRegister, record: Record) -> Iterator[tuple[str, bytes]]:
    for suffix, source in _sources_of(released, record):
        facts = source.facts
        if isinstance(withdrawal := facts.get("withdrawn"), Mapping):  # its day has not come, so nobody has read why
            written = facts_as_yaml(public_facts({**facts, "withdrawn": {**withdrawal, "reason": UNSHOWN_REASON}}))
        else:
            written = public_text(source.facts_text)
        yield f"{source.path}{suffix}", _as_file(written, source.body, suffix)


def _sources_of(released: ReleasedRegister, record: Record) -> Iterator[tuple[str, Source]]:
    ending = ".yml" if isinstance(record, Office) else ".md"
    yield ending, record.source
    for language, translations in sorted(released.translations.items()):
        if twin := translations.get(record.path):
            yield f".{language}{ending}", twin.source


def _stubs_of(released: ReleasedRegister, record: Record) -> Iterator[tuple[str, bytes]]:
    """Yield what is left of a withdrawn record, or of one that belongs to another that was withdrawn."""
    for suffix, source in _sources_of(released, record):
        kept = {name: value for name, value in source.facts.items() if name in KEPT_OF_WITHDRAWN}
        yield f"{source.path}{suffix}", _as_file(facts_as_yaml(kept), _stub_body(record), suffix)


def _stub_body(record: Record) -> str:
    if isinstance(record, Office):
        return ""
    if isinstance(record, Inspection):
        return "".join(
            f"## {finding.class_name} {{#{finding.id}}}\n\n{_WITHDRAWN_TEXT}\n\n" for finding in record.findings
        )
    return f"{_WITHDRAWN_TEXT}\n" if isinstance(record, PanelReport) else f"## Comments\n\n{_WITHDRAWN_TEXT}\n"


def _as_file(facts: str, body: str, suffix: str) -> bytes:
    return (facts if suffix.endswith(".yml") else f"---\n{facts}---\n{body}").encode()


def project_files(settings: Path, shipped_templates: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the settings, what the site is built with, and the office's own templates."""
    project = settings.parent
    for name in (settings.name, "requirements.txt"):
        if (project / name).is_file():
            yield name, (project / name).read_bytes()
    templates = project / "templates"
    if templates.is_dir() and templates.resolve() != shipped_templates.resolve():
        for file in files_below(templates):
            yield file.relative_to(project).as_posix(), file.read_bytes()
