"""Looks into every attachment before anyone else can: what it is, and what it holds that nobody sees.

Released ones and others alike, so that nothing is found out only on the day of release. Knows records; formats are others'.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple
from importlib.metadata import version
from pathlib import Path

from generator.concealed import Concealed, UnreadableError
from generator.folder import shown_path
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


def attachment_problems(records: Records, kept: Path | None = None) -> Iterator[Problem]:
    """Name every attachment that is not what its name says, cannot be read, or hides something.

    `kept` is a file in which it is noted what each file holds, so that none is looked through twice.
    """
    root = shown_path(records.content)
    named = owners_of(records)  # a file that no record names is an error already, and is not published
    notes = _Notes(kept)
    for path, file in records.attachments.items():
        if f"{root}/{path}" in named:
            yield from _problems(f"{root}/{path}", file, notes)
    notes.write()


def owners_of(records: Records) -> Mapping[str, str]:
    """Give the path of the source that names each attachment, by the attachment's: that is where an allowance stands."""
    root = shown_path(records.content)
    return {
        f"{root}/{record.source.id.rpartition('/')[0]}/{attachment.file}": record.source.path
        for record in records.texts
        for attachment in record.facts.attachments
    }


def _problems(path: str, file: Path, notes: _Notes) -> Iterator[Problem]:
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
    findings, unreadable = notes.of(ending, data)
    if unreadable:
        yield Problem(Place(path), *unreadable, rule="unreadable-file")
    noun = {".pdf": "PDF", ".csv": "table"}.get(ending, "picture")
    for finding in findings:
        severity, rule = (Severity.ERROR, HIDDEN) if finding.is_grave else (Severity.WARNING, NAMED)
        advice = finding.advice
        if finding.is_grave:
            advice = f"{advice}. Or, if it is meant to be there, write under allow in its record: {{what: {HIDDEN}, reason: ...}}"
        yield Problem(Place(path), f"This {noun} holds {finding.what}", advice, severity, rule)


Held = tuple[tuple[Concealed, ...], tuple[str, str] | None]
"""What a file holds, and why it cannot be looked through where it cannot: a sentence and an advice."""

_LOOK = f"1, pypdf {version('pypdf')}"
"""How files are looked through. A change in what is found counts it up: what was noted by another look is not used."""

_IN_PROCESS: dict[str, Held] = {}


class _Notes:
    """What files hold, by their endings and digests."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.found = self._read() if file else {}
        self.before = dict(self.found)
        self.used: dict[str, Held] = {}

    def of(self, ending: str, data: bytes) -> Held:
        """Say what a file holds."""
        key = f"{ending} {hashlib.sha256(data).hexdigest()}"
        if key not in self.used:
            held = self.found.get(key) or _IN_PROCESS.get(key) or _looked_through(ending, data)
            self.used[key] = _IN_PROCESS[key] = held
        return self.used[key]

    def _read(self) -> dict[str, Held]:
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            noted = json.loads(self.file.read_text(encoding="utf-8")) if self.file else {}
            if noted["look"] == _LOOK:
                files = noted["files"].items()
                return {key: (tuple(Concealed(*each) for each in found), tuple(wrong) if wrong else None) for key, (found, wrong) in files}
        return {}

    def write(self) -> None:
        """Note it, where it is not noted yet; a preview or a check that may not write goes on without."""
        if self.file is None or self.used == self.before:
            return
        files = {key: ([astuple(each) for each in found], wrong) for key, (found, wrong) in sorted(self.used.items())}
        fresh = self.file.with_name(f"{self.file.name}.new")
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps({"look": _LOOK, "files": files}), encoding="utf-8")
            fresh.replace(self.file)


def _looked_through(ending: str, data: bytes) -> Held:
    found: list[Concealed] = []
    try:
        for finding in _READERS[ending](data):
            found.append(finding)  # noqa: PERF402 - what was found before it turned out to be damaged counts
    except UnreadableError as error:
        return tuple(found), (error.sentence, error.advice)
    return tuple(found), None


def _hidden_in_pdf(data: bytes) -> Iterable[Concealed]:
    from generator.pdf import hidden_in  # noqa: PLC0415 - its library takes a fifth of a second to import, and most builds need it not

    return hidden_in(data)


def _hidden_in_csv(data: bytes) -> Iterator[Concealed]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        advice = "Save it as CSV UTF-8, or the letters outside English are lost"
        raise UnreadableError("This is no table in UTF-8 text, whatever its name says", advice) from None
    if UNSEEN.search(text):
        raise UnreadableError("This table has characters that nobody sees", "Save it as CSV UTF-8 again")
    yield from ()


_READERS: Mapping[str, Callable[[bytes], Iterable[Concealed]]] = {
    ".pdf": _hidden_in_pdf, ".png": hidden_in_png, ".jpg": hidden_in_jpeg, ".jpeg": hidden_in_jpeg, ".csv": _hidden_in_csv,
}  # fmt: skip
