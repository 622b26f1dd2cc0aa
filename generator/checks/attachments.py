"""Checks every attachment, released or not: whether it is what its name says, and whether it holds hidden data.

Knows records; knows no format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.files import display_path
from generator.problems import Category, Place, Problem, Severity
from generator.reading.attachments.scan import ScanCache
from generator.register.addresses import attachment_address
from generator.register.register import Register

HIDDEN = "hidden-data"
"""The rule of hidden data. An error, because publication cannot be undone. `allow` can suppress it: some hidden data is
intended, such as the earlier version that a signature keeps."""

NAMED = "named-author"
"""The rule of a name among a file's properties: a warning, because many are meant to be known."""

MAX_BYTES = 50_000_000
"""Bytes of an attachment: hosts refuse larger files, and so do readers."""


def attachment_problems(records: Register, cache_file: Path | None = None) -> Iterator[Problem]:
    """Yield a problem for each attachment that is not what its name says, cannot be read, or holds hidden data.

    Args:
        records: The register.
        cache_file: Keeps the results, so that no file is scanned twice.
    """
    root = display_path(records.content)
    named = owners_of(records)  # any other file is an error already, and is not published
    cache = ScanCache(cache_file)
    for path, file in records.attachments.items():
        if f"{root}/{path}" in named:
            yield from _problems(f"{root}/{path}", file, cache)
    cache.save()


def owners_of(records: Register) -> Mapping[str, str]:
    """Return the path of the source that names each attachment, by the attachment's path."""
    root = display_path(records.content)
    return {
        f"{root}/{attachment_address(record, attachment)}": record.source.display_path
        for record in records.texts
        for attachment in record.facts.attachments
    }


def _problems(path: str, file: Path, cache: ScanCache) -> Iterator[Problem]:
    try:
        if file.stat().st_size > MAX_BYTES:
            message = f"This file is larger than {MAX_BYTES // 1_000_000} MB"
            yield Problem(Place(path), message, "Make it smaller, for example with smaller images", rule="large-file")
            return
        data = file.read_bytes()
    except OSError as error:
        message = f"This file cannot be read: {error.strerror}"
        yield Problem(Place(path), message, "Check who may read it", category=Category.MACHINE)
        return
    ending = file.suffix.lower()
    result = cache.scan(ending, data)
    if result.refusal:
        yield Problem(Place(path), *result.refusal, rule="unreadable-file")
    noun = {".pdf": "PDF", ".csv": "table"}.get(ending, "image")
    for item in result.hidden:
        severity, rule = (Severity.ERROR, HIDDEN) if item.is_error else (Severity.WARNING, NAMED)
        hint = item.hint
        if item.is_error:
            hint = f"{hint}. If it is intended, add under allow in its record: {{what: {HIDDEN}, reason: ...}}"
        yield Problem(Place(path), f"This {noun} contains {item.what}", hint, severity, rule)
