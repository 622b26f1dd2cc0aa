"""Records as bytes: to be kept, without the texts they were made of; and what they say besides those, as a digest.

A record is kept with all that can be asked of it without its text, which is fetched from its file when it is needed.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from datetime import date
from typing import Any

from generator.reading.markdown import Passage
from generator.reading.source import Source
from generator.records.response_sections import Section

_ALLOWED = ("generator.", "pydantic_core.")
_BUILTINS = {
    ("builtins", "set"), ("builtins", "frozenset"), ("builtins", "getattr"), ("datetime", "date"),
    ("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta"), ("zoneinfo", "ZoneInfo"),
    ("zoneinfo", "ZoneInfo._unpickle"), ("copyreg", "_reconstructor"), ("builtins", "object"),
}  # fmt: skip


class _Unpickler(pickle.Unpickler):
    """Makes our own classes and dates, and nothing else."""

    def find_class(self, module: str, name: str, /) -> Any:
        if module.startswith(_ALLOWED) or (module, name) in _BUILTINS:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def packed(value: Any) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Any:
    """Return the value of bytes.

    Raises:
        Exception: of any kind, if they are not what this program wrote.
    """
    return _Unpickler(io.BytesIO(data)).load()


class _FactsPickler(pickle.Pickler):
    """Writes what a record says besides its text: of a passage whether it has words, of a section not its line."""

    fast = True  # equal values are written alike, whether they are one object or two

    def reducer_override(self, obj: Any, /) -> Any:
        kind = type(obj)
        if kind is Passage:
            return bool, (bool(obj),)
        if kind is Section:
            return tuple, ((obj.heading, obj.role, obj.findings, obj.id, obj.passage),)
        if kind is Source:
            return tuple, ((obj.path, obj.language, obj.facts),)
        if isinstance(obj, date):
            return str, (obj.isoformat(),)
        return NotImplemented


def facts_digest(record: Any) -> bytes:
    """Return a digest of what a record says besides its text: all that lists, counts and other records show of it."""
    written = io.BytesIO()
    pickler = _FactsPickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(record)
    return hashlib.sha256(written.getvalue()).digest()[:16]
