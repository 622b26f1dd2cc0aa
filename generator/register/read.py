"""Reads every source of a content folder into a register. Compares no record with another: the checks do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.problems import Problem
from generator.reading.content_folder import SourceFile, scan_content
from generator.reading.ledger import read_ledger
from generator.reading.leftovers import files_below
from generator.reading.synonyms import read_synonyms
from generator.records.kinds import KINDS, Kind, Record
from generator.register.register import Register
from generator.register.sources.cache import SourceCache, needs_of, source_of
from generator.register.sources.disclosure import disclosure_problems
from generator.register.sources.lost_text import lost_text_problems
from generator.register.translations import read_translations


@dataclass(slots=True)
class RegisterReading:
    """A register, its files, and the problems of single files."""

    register: Register
    files: list[SourceFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_register(content: Path, cache: SourceCache | None = None) -> RegisterReading:
    """Read every source of a content folder; return the register, and a problem for each fault of a single file.

    With a cache, only files are read that changed, or that were read with one that changed.
    """
    cache = cache or SourceCache()
    cache.begin()
    listing = scan_content(content, {kind.folder: kind.path_pattern for kind in KINDS})
    records, broken, problems = _read_records(listing.files, cache)
    translations, translation_problems = read_translations(listing.files, records, broken, cache)
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


def _read_records(
    files: list[SourceFile], cache: SourceCache
) -> tuple[dict[str, dict[str, Any]], set[tuple[str, str]], list[Problem]]:
    """Return records by noun and id, without translations; noun and id of those that cannot be read; and problems."""
    problems: list[Problem] = []
    records: dict[str, dict[str, Any]] = {kind.noun: {} for kind in KINDS}
    broken: set[tuple[str, str]] = set()
    for kind in KINDS:
        for file in files:
            if file.pattern.folder != kind.folder or file.language:
                continue
            record, file_problems = _read_record(kind, file, records, cache)
            problems += file_problems
            if record:
                records[kind.noun][record.id] = record
            else:
                broken.add((kind.noun, file.path.partition("/")[2]))
    return records, broken, problems


def _read_record(
    kind: Kind, file: SourceFile, records: Mapping[str, Mapping[str, Any]], cache: SourceCache
) -> tuple[Record | None, list[Problem]]:
    kept, data = cache.find(file)
    if kept and kept.result:
        return kept.result
    source, problems = source_of(file, data)
    record, fact_problems = kind.read(source, records) if source else (None, [])
    problems += fact_problems
    if record:
        problems += [*lost_text_problems(record), *disclosure_problems(record, records["office"])]
    cache.keep(file, data, needs_of(file, record), (record, problems))
    return record, problems


def _pages_of(content: Path) -> list[str]:
    return [path.relative_to(content).as_posix() for path in files_below(content / "pages")]
