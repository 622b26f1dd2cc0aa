"""Looks into every attachment before anyone else can: what it is, and what it holds that nobody sees.

Released ones and others alike, so that nothing is found out only on the day of release. Knows records; formats are others'.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from generator.folder import shown_path
from generator.pdf import Finding, UnreadableError, hidden_in
from generator.pictures import hidden_in_jpeg, hidden_in_png
from generator.problems import UNSEEN, Exit, Place, Problem, Severity
from generator.records import Records

HIDDEN = "hidden-data"
"""The rule of what is hidden in a file. It is an error, for what is published cannot be called back; and yet `allow` passes
over it, for a letter may hold what looks hidden and is meant, such as a signature's earlier state."""

NAMED = "named-author"
"""The rule of a name among a file's properties: a warning, for many are meant to be known."""

LARGEST = 50_000_000
"""Bytes of an attachment: hosts refuse larger files, and so do readers."""


def attachment_problems(records: Records) -> Iterator[Problem]:
    """Name every attachment that is not what its name says, cannot be read, or hides something."""
    root = shown_path(records.content)
    named = owners_of(records)  # a file that no record names is an error already, and is not published
    for path, file in records.attachments.items():
        if f"{root}/{path}" in named:
            yield from _problems(f"{root}/{path}", file)


def owners_of(records: Records) -> Mapping[str, str]:
    """Give the path of the source that names each attachment, by the attachment's: that is where an allowance stands."""
    root = shown_path(records.content)
    return {
        f"{root}/{record.source.id.rpartition('/')[0]}/{attachment.file}": record.source.path
        for record in records.texts
        for attachment in record.facts.attachments
    }


def _problems(path: str, file: Path) -> Iterator[Problem]:
    try:
        if file.stat().st_size > LARGEST:
            told = f"This file is larger than {LARGEST // 1_000_000} MB"
            yield Problem(Place(path), told, "Save it in a smaller form, such as with smaller pictures", rule="large-file")
            return
        data = file.read_bytes()
    except OSError as error:
        told = f"This file cannot be read: {error.strerror}"
        yield Problem(Place(path), told, "Check who may read it", exit=Exit.MACHINE)
        return
    ending = file.suffix.lower()
    findings, unreadable = _looked_through(ending, hashlib.sha256(data).digest(), _Data(data))
    if unreadable:
        yield Problem(Place(path), *unreadable, rule="unreadable-file")
    noun = {".pdf": "PDF", ".csv": "table"}.get(ending, "picture")
    for finding in findings:
        severity, rule = (Severity.ERROR, HIDDEN) if finding.is_grave else (Severity.WARNING, NAMED)
        advice = finding.advice
        if finding.is_grave:
            advice = f"{advice}. Or, if it is meant to be there, write under allow in its record: {{what: {HIDDEN}, reason: ...}}"
        yield Problem(Place(path), f"This {noun} holds {finding.what}", advice, severity, rule)


class _Data(bytes):
    """A file's bytes, which the store of what was looked through tells apart by their digest alone."""

    __slots__ = ()

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Data)


@lru_cache(maxsize=4096)
def _looked_through(ending: str, digest: bytes, data: _Data) -> tuple[tuple[Finding, ...], tuple[str, str] | None]:  # noqa: ARG001 - it tells files apart
    found: list[Finding] = []
    try:
        for finding in _READERS[ending](bytes(data)):
            found.append(finding)  # noqa: PERF402 - what was found before it turned out to be damaged counts
    except UnreadableError as error:
        return tuple(found), (error.sentence, error.advice)
    return tuple(found), None


def _hidden_in_csv(data: bytes) -> Iterator[Finding]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        advice = "Save it as CSV UTF-8, or the letters outside English are lost"
        raise UnreadableError("This is no table in UTF-8 text, whatever its name says", advice) from None
    if UNSEEN.search(text):
        raise UnreadableError("This table has characters that nobody sees", "Save it as CSV UTF-8 again")
    yield from ()


_READERS: Mapping[str, Callable[[bytes], Iterator[Finding]]] = {
    ".pdf": hidden_in, ".png": hidden_in_png, ".jpg": hidden_in_jpeg, ".jpeg": hidden_in_jpeg, ".csv": _hidden_in_csv,
}  # fmt: skip
