"""Reads every source of a content folder into a register. Compares no record with another: the checks do."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.problems import Problem
from generator.reading.content_folder import SourceFile, scan_content
from generator.reading.ledger import read_ledger
from generator.reading.leftovers import files_below
from generator.reading.source import read_source
from generator.reading.synonyms import read_synonyms
from generator.records.kinds import KINDS
from generator.register.register import Register
from generator.register.translations import read_translations


@dataclass(slots=True)
class RegisterReading:
    """A register, its files, and the problems of single files."""

    register: Register
    files: list[SourceFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_register(content: Path) -> RegisterReading:
    """Read every source of a content folder; return the register, and a problem for each fault of a single file."""
    listing = scan_content(content, {kind.folder: kind.path_pattern for kind in KINDS})
    records, broken, problems = _read_records(listing.files)
    translations, translation_problems = read_translations(listing.files, records, broken)
    ledger, ledger_problems = read_ledger(content)
    _, synonym_problems = read_synonyms(content)
    register = Register(
        content=content,
        offices=records["office"],
        inspections=records["inspection"],
        responses=records["response"],
        panel_reports=records["panel report"],
        attachments=listing.attachments,
        broken=frozenset(broken),
        pages=frozenset(_pages_of(content)),
        translations=tuple(translations),
        ledger=ledger,
    )
    problems += [*listing.problems, *translation_problems, *ledger_problems, *synonym_problems]
    return RegisterReading(register, listing.files, problems)


def _read_records(files: list[SourceFile]) -> tuple[dict[str, dict[str, Any]], set[tuple[str, str]], list[Problem]]:
    """Return records by noun and id, without translations; noun and id of those that cannot be read; and problems."""
    problems: list[Problem] = []
    records: dict[str, dict[str, Any]] = {kind.noun: {} for kind in KINDS}
    broken: set[tuple[str, str]] = set()
    for kind in KINDS:
        for file in files:
            if file.pattern.folder != kind.folder or file.language:
                continue
            source, source_problems = read_source(file.file, path=file.path, display_path=file.display_path)
            record, fact_problems = kind.read(source, records) if source else (None, [])
            problems += [*source_problems, *fact_problems]
            if record:
                records[kind.noun][record.id] = record
            else:
                broken.add((kind.noun, file.path.partition("/")[2]))
    return records, broken, problems


def _pages_of(content: Path) -> list[str]:
    return [path.relative_to(content).as_posix() for path in files_below(content / "pages")]
