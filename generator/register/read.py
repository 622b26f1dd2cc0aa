"""Reads every source of a content folder into a register. Compares no record with another: the checks do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.forks import processes_for, shared
from generator.problems import Problem
from generator.reading.content_folder import SourceFile, scan_content
from generator.reading.ledger import read_ledger
from generator.reading.leftovers import files_below
from generator.reading.synonyms import read_synonyms
from generator.records.kinds import KINDS, Kind, Record
from generator.register.register import Register
from generator.register.sources.cache import ReadElsewhere, SourceCache, needs_of, source_of
from generator.register.sources.disclosure import disclosure_problems
from generator.register.sources.lost_text import lost_text_problems
from generator.register.translations import read_translations

ENOUGH_FILES = 300
"""Files of one kind to be read before it is worth starting another process."""


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


def reread(reading: RegisterReading, file: SourceFile, cache: SourceCache) -> RegisterReading | None:
    """Return a reading in which one of its files is read again, and a record that can be read replaces that before.

    None where that is not all there is to do: others were read with it, it is a translation, or it had no record.
    """
    kind = next(kind for kind in KINDS if kind.folder == file.pattern.folder)
    records = reading.register.by_noun
    id_ = file.path.partition("/")[2]
    if file.language or id_ not in records[kind.noun] or cache.is_needed(file):
        return None
    _, data = cache.find(file)
    record, problems = result = _read_record(kind, file, data, records)
    cache.keep(file, data, needs_of(file, record), result)
    register = reading.register.with_record(record) if record else reading.register
    others = [problem for problem in reading.problems if problem.place.path != file.display_path]
    return RegisterReading(register, reading.files, [*others, *problems])


def _read_records(
    files: list[SourceFile], cache: SourceCache
) -> tuple[dict[str, dict[str, Any]], set[tuple[str, str]], list[Problem]]:
    """Return records by noun and id, without translations; noun and id of those that cannot be read; and problems."""
    problems: list[Problem] = []
    records: dict[str, dict[str, Any]] = {kind.noun: {} for kind in KINDS}
    broken: set[tuple[str, str]] = set()
    for kind in KINDS:
        own = [file for file in files if file.pattern.folder == kind.folder and not file.language]
        for file, (record, file_problems) in zip(own, _read_kind(kind, own, records, cache), strict=True):
            problems += file_problems
            if record:
                records[kind.noun][record.id] = record
            else:
                broken.add((kind.noun, file.path.partition("/")[2]))
    return records, broken, problems


def _read_kind(
    kind: Kind, files: list[SourceFile], records: Mapping[str, Mapping[str, Any]], cache: SourceCache
) -> list[tuple[Any, list[Problem]]]:
    """Return the record of each file, or None, and its problems; where many must be read, in several processes."""
    results: dict[int, tuple[Any, list[Problem]]] = {}
    missing: list[tuple[int, SourceFile, bytes | None]] = []
    for place, file in enumerate(files):
        kept, data = cache.find(file)
        if kept and kept.result:
            results[place] = kept.result
        else:
            missing.append((place, file, data))

    def read_share(share: int, processes: int) -> list[ReadElsewhere]:
        elsewhere = []
        for place, file, data in missing[share::processes]:
            result = _read_record(kind, file, data, records)
            if processes == 1:
                cache.keep(file, data, needs_of(file, result[0]), result)
                results[place] = result
                continue
            read = ReadElsewhere.of(file, *result)  # at once, while its text is parsed
            if share:
                elsewhere.append(read)
            else:  # of many records none holds its text
                results[place] = cache.adopt(file, data or b"", read)
        return elsewhere

    processes = processes_for(len(missing), ENOUGH_FILES) if all(data for *_, data in missing) else 1
    for share, elsewhere in enumerate(shared(read_share, processes) if processes > 1 else [read_share(0, 1)]):
        for (place, file, data), read in zip(missing[share::processes], elsewhere, strict=share > 0):
            results[place] = cache.adopt(file, data or b"", read)
    return [results[place] for place in range(len(files))]


def _read_record(
    kind: Kind, file: SourceFile, data: bytes | None, records: Mapping[str, Mapping[str, Any]]
) -> tuple[Record | None, list[Problem]]:
    source, problems = source_of(file, data)
    record, fact_problems = kind.read(source, records) if source else (None, [])
    problems += fact_problems
    if record:
        problems += [*lost_text_problems(record), *disclosure_problems(record, records["office"])]
    return record, problems


def _pages_of(content: Path) -> list[str]:
    return [path.relative_to(content).as_posix() for path in files_below(content / "pages")]
