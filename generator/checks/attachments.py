"""Looks into every attachment before anyone else can: what it is, and what it holds that nobody sees.

Released ones and others alike, so that nothing is found out only on the day of release. Knows records; formats are others'.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.problems import Category, Place, Problem, Severity
from generator.reading.attachments.scan import ScanCache
from generator.reading.content_folder import display_path
from generator.register.addresses import attachment_address
from generator.register.register import Register

HIDDEN = "hidden-data"
"""The rule of what is hidden in a file. It is an error, for what is published cannot be called back; and yet `allow` passes
over it, for a letter may hold what looks hidden and is meant, such as a signature's earlier state."""

NAMED = "named-author"
"""The rule of a name among a file's properties: a warning, for many are meant to be known."""

MAX_BYTES = 50_000_000
"""Bytes of an attachment: hosts refuse larger files, and so do readers."""


def attachment_problems(records: Register, kept: Path | None = None) -> Iterator[Problem]:
    """Name every attachment that is not what its name says, cannot be read, or hides something.

    `kept` is a file in which it is noted what each file holds, so that none is looked through twice.
    """
    root = display_path(records.content)
    named = owners_of(records)  # a file that no record names is an error already, and is not published
    notes = ScanCache(kept)
    for path, file in records.attachments.items():
        if f"{root}/{path}" in named:
            yield from _problems(f"{root}/{path}", file, notes)
    notes.write()


def owners_of(records: Register) -> Mapping[str, str]:
    """Give the path of the source that names each attachment, by the attachment's: that is where an allowance stands."""
    root = display_path(records.content)
    return {
        f"{root}/{attachment_address(record, attachment)}": record.source.display_path
        for record in records.texts
        for attachment in record.facts.attachments
    }


def _problems(path: str, file: Path, notes: ScanCache) -> Iterator[Problem]:
    try:
        if file.stat().st_size > MAX_BYTES:
            told = f"This file is larger than {MAX_BYTES // 1_000_000} MB"
            yield Problem(
                Place(path), told, "Save it in a smaller form, such as with smaller pictures", rule="large-file"
            )
            return
        data = file.read_bytes()
    except OSError as error:
        told = f"This file cannot be read: {error.strerror}"
        yield Problem(Place(path), told, "Check who may read it", category=Category.MACHINE)
        return
    ending = file.suffix.lower()
    findings, unreadable = notes.of(ending, data)
    if unreadable:
        yield Problem(Place(path), *unreadable, rule="unreadable-file")
    noun = {".pdf": "PDF", ".csv": "table"}.get(ending, "picture")
    for finding in findings:
        severity, rule = (Severity.ERROR, HIDDEN) if finding.is_error else (Severity.WARNING, NAMED)
        hint = finding.hint
        if finding.is_error:
            hint = f"{hint}. Or, if it is meant to be there, write under allow in its record: {{what: {HIDDEN}, reason: ...}}"
        yield Problem(Place(path), f"This {noun} holds {finding.what}", hint, severity, rule)
