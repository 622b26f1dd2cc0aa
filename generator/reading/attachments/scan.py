"""Looks into the bytes of attached files for what nobody sees, and caches what was found. Knows no record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from importlib.metadata import version
from pathlib import Path

from generator.code_digest import code_digest
from generator.messages import INVISIBLE_CHARACTERS
from generator.reading.attachments.hidden_data import HiddenData, UnreadableError
from generator.reading.attachments.images import hidden_in_jpeg, hidden_in_png

Held = tuple[tuple[HiddenData, ...], tuple[str, str] | None]
"""What a file holds, and why it cannot be looked through where it cannot: a sentence and an advice."""
_IN_PROCESS: dict[str, Held] = {}


class ScanCache:
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
            if noted["program"] == _program():
                files = noted["files"].items()
                return {
                    key: (tuple(HiddenData(*each) for each in found), tuple(wrong) if wrong else None)
                    for key, (found, wrong) in files
                }
        return {}

    def write(self) -> None:
        """Note it, where it is not noted yet; a preview or a check that may not write goes on without."""
        if self.file is None or self.used == self.before:
            return
        files = {key: ([astuple(each) for each in found], wrong) for key, (found, wrong) in sorted(self.used.items())}
        fresh = self.file.with_name(f"{self.file.name}.new")
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps({"program": _program(), "files": files}), encoding="utf-8")
            fresh.replace(self.file)


@cache
def _program() -> str:
    """Return what a cached finding depends on besides the file: this program, and the library that reads PDFs."""
    return f"{code_digest()}, pypdf {version('pypdf')}"


def _looked_through(ending: str, data: bytes) -> Held:
    found: list[HiddenData] = []
    try:
        for finding in _READERS[ending](data):
            found.append(finding)  # noqa: PERF402 - what was found before it turned out to be damaged counts
    except UnreadableError as error:
        return tuple(found), (error.message, error.hint)
    return tuple(found), None


def _hidden_in_pdf(data: bytes) -> Iterable[HiddenData]:
    from generator.reading.attachments.pdf import hidden_in  # noqa: PLC0415 - its library takes a fifth of a second to import, and most builds need it not

    return hidden_in(data)


def _hidden_in_csv(data: bytes) -> Iterator[HiddenData]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "Save it as CSV UTF-8, or the letters outside English are lost"
        raise UnreadableError("This is no table in UTF-8 text, whatever its name says", hint) from None
    if INVISIBLE_CHARACTERS.search(text):
        raise UnreadableError("This table has characters that nobody sees", "Save it as CSV UTF-8 again")
    yield from ()


_READERS: Mapping[str, Callable[[bytes], Iterable[HiddenData]]] = {
    ".pdf": _hidden_in_pdf, ".png": hidden_in_png, ".jpg": hidden_in_jpeg, ".jpeg": hidden_in_jpeg, ".csv": _hidden_in_csv,
}  # fmt: skip
