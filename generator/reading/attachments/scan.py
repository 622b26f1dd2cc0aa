"""Scans attached files for hidden data, and caches the results between builds. Knows no record."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.code_digest import code_digest
from generator.messages import INVISIBLE_CHARACTERS
from generator.reading.attachments.hidden_data import HiddenData, UnreadableError
from generator.reading.attachments.images import hidden_in_jpeg, hidden_in_png

MAX_CACHE_BYTES = 10_000_000
"""A larger cache file is not ours: a result takes some 300 bytes."""
MAX_RECENT = 1000
"""Results kept in memory, for a preview that builds again and again."""


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What a file holds and does not show."""

    hidden: tuple[HiddenData, ...]
    refusal: tuple[str, str] | None = None
    """Message and hint, if the file cannot be read to its end."""


_RECENT: dict[str, ScanResult] = {}


class ScanCache:
    """Results by ending and digest of the file, in a file of JSON that holds those of the last run and no others.

    A cache that is torn, foreign or of another version is ignored.
    """

    def __init__(self, file: Path | None) -> None:
        """Read the cache; without a file, results last as long as the program."""
        self._file = file
        self._cached = _read(file) if file else {}
        self._used: dict[str, ScanResult] = {}

    def scan(self, ending: str, data: bytes) -> ScanResult:
        """Return what a file holds, from the cache if it has been scanned before."""
        key = f"{ending} {hashlib.sha256(data).hexdigest()}"
        result = self._used.get(key) or self._cached.get(key) or _RECENT.get(key) or _scan(ending, data)
        if len(_RECENT) >= MAX_RECENT:
            _RECENT.clear()
        self._used[key] = _RECENT[key] = result
        return result

    def save(self) -> None:
        """Replace the file by the results of this run; where it cannot be written, the next run scans again."""
        if self._file is None or self._used == self._cached:
            return
        results = {
            key: [[astuple(item) for item in result.hidden], result.refusal] for key, result in self._used.items()
        }
        text = json.dumps({"version": _version(), "results": results}, sort_keys=True)
        # Two commands may write at once: each has its own file until it is whole.
        unfinished = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(self._file)
        except OSError:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, ScanResult]:
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        if file.stat().st_size <= MAX_CACHE_BYTES:
            cached = json.loads(file.read_text(encoding="utf-8"))
            if cached["version"] == _version():
                return {key: _result(*parts) for key, parts in cached["results"].items()}
    return {}


def _result(hidden: list[list[Any]], refusal: list[Any] | None) -> ScanResult:
    """Return a result from its JSON.

    Raises:
        TypeError: if it has another shape, as in a file that another program wrote.
    """
    items = tuple(HiddenData(*item) for item in hidden)
    texts = [text for item in items for text in (item.what, item.hint)] + (refusal or [])
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(item.is_error, bool) for item in items):
        raise TypeError
    if refusal is None:
        return ScanResult(items)
    message, hint = refusal
    return ScanResult(items, (message, hint))


@cache
def _version() -> str:
    """Return what a result depends on besides the file: this program, and the libraries that read PDFs."""
    from importlib.metadata import version  # noqa: PLC0415 - it takes 10 ms to import, and few records have attachments

    return f"{code_digest()}, pypdf {version('pypdf')}, pdfminer {version('pdfminer.six')}"


def _scan(ending: str, data: bytes) -> ScanResult:
    hidden: list[HiddenData] = []
    try:
        for item in _SCANNERS[ending](data):
            hidden.append(item)  # noqa: PERF402 - what comes before the damage counts
    except UnreadableError as error:
        return ScanResult(tuple(hidden), (error.message, error.hint))
    return ScanResult(tuple(hidden))


def _hidden_in_pdf(data: bytes) -> Iterable[HiddenData]:
    # Its libraries take a third of a second to import, and most builds find all results in the cache.
    from generator.reading.attachments.pdf import hidden_in  # noqa: PLC0415

    return hidden_in(data)


def _hidden_in_csv(data: bytes) -> Iterator[HiddenData]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "Save it as CSV UTF-8, or accented letters are lost"
        raise UnreadableError("This file is not a table in UTF-8 text", hint) from None
    if INVISIBLE_CHARACTERS.search(text):
        raise UnreadableError("This table contains invisible characters", "Save it as CSV UTF-8 again")
    yield from ()


_SCANNERS: Mapping[str, Callable[[bytes], Iterable[HiddenData]]] = {
    ".pdf": _hidden_in_pdf, ".png": hidden_in_png, ".jpg": hidden_in_jpeg, ".jpeg": hidden_in_jpeg,
    ".csv": _hidden_in_csv,
}  # fmt: skip
