"""Digests of what pages are made of: of a page's context, or of an answer of the register.

A record stands in them as the digest of its facts, a passage as its place: what its text is, is noted when it is used.
So a digest changes exactly with what can be shown.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from operator import attrgetter
from pathlib import Path
from types import FunctionType, MethodType, NoneType
from typing import Any

from generator.pages.lists.browse import AxisValue
from generator.pages.lists.facets import FacetValue, Row
from generator.pages.lists.findings import Choice, FindingsContext
from generator.pages.lists.response_rows import ResponseRow
from generator.pages.single.document import AnsweredReport
from generator.reading.markdown import Passage
from generator.records.fields import FactsModel
from generator.records.finding import Finding, FindingGroup
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.records.response_sections import Section
from generator.register.answers import Answer
from generator.uses import AnswerList, Answers, note_use

RECORD = "record"
"""The facts of a record, by the name of its source."""

SIZE = 16
_RECORDS = (Office, Inspection, Response, PanelReport)
_PLAIN = frozenset({str, int, float, bool, bytes, NoneType})
_NOT_SHOWN = {Section: {"line"}, FindingsContext: {"rendered"}}
_COUNTED: dict[type, str] = {FacetValue: "rows", AxisValue: "rows"}
"""Lists of which a page shows the number alone; those whose rows it shows are in a `ListPage`."""
_SHARED = (Finding, FindingGroup, Row, Choice, ResponseRow)
"""What many pages show, and whose digest is made once."""
MOST_SHARED = 20_000
"""Values whose digests are kept, and so the values."""

_REPEATED = (AnsweredReport,)
"""What one page has in several places."""


class Digests:
    """Makes digests; `facts` has that of each record, `files` that of each attachment."""

    def __init__(self, facts: Mapping[str, bytes], files: Mapping[Path, bytes]) -> None:
        """Begin with what is known of records and of files."""
        self._facts, self._files = facts, files
        self._known: dict[int, tuple[Any, bytes]] = {}
        self._within: dict[int, Any] = {}
        """What is repeated within one value."""
        self._records: dict[int, tuple[str, bytes | str, Any]] = {}
        self._as_plain: dict[type, Callable[[Any], Any]] = {
            tuple: self._list, list: self._list, dict: self._mapping, Answers: self._mapping,
            AnswerList: lambda value: self._list(value.unnoted), set: self._set, frozenset: self._set,
            Passage: lambda passage: (passage.markdown.home, bool(passage)),
            Answer: lambda answer: tuple(map(self.plain, (answer.response, answer.office, answer.finding))),
            MethodType: lambda method: method.__qualname__,
            FunctionType: lambda function: f"{function.__module__}.{function.__qualname__}",
            type: lambda kind: f"{kind.__module__}.{kind.__qualname__}",
        }  # fmt: skip

    def of(self, value: Any) -> bytes:
        """Return the digest of a value.

        Raises:
            TypeError: if it is of a kind of which it is not known what can be shown.
        """
        self._within.clear()
        return hashlib.sha256(marshal.dumps(self.plain(value), 2)).digest()[:SIZE]

    def plain(self, value: Any) -> Any:
        """Return a value as plain data."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        as_plain = self._as_plain.get(kind)
        if as_plain is None:
            as_plain = self._as_plain[kind] = self._converter(kind)
        return as_plain(value)

    def _converter(self, kind: type) -> Callable[[Any], Any]:
        if kind in _RECORDS:
            return self._record
        if kind in _SHARED:
            shown = self._fields(kind)
            return lambda value: self._once(value, shown)
        if kind in _REPEATED:
            whole = self._fields(kind)
            return lambda value: self._within.get(id(value)) or self._within.setdefault(id(value), whole(value))
        if issubclass(kind, FactsModel):
            return lambda facts: self._mapping(facts.__dict__)
        if is_dataclass(kind):
            return self._fields(kind)
        if issubclass(kind, Enum):
            return lambda value: value.value
        if hasattr(kind, "isoformat"):
            return lambda value: value.isoformat()
        if issubclass(kind, Path):
            return self._files.get
        if issubclass(kind, str):
            return str
        if issubclass(kind, Mapping | dict):
            return self._mapping
        if issubclass(kind, type):
            return self._as_plain[type]
        raise TypeError(kind)

    def _record(self, record: Any) -> Any:
        known = self._records.get(id(record))
        if known is None:
            source = record.source
            name = f"{source.path}.{source.language}" if source.language else source.path
            known = self._records[id(record)] = name, self._facts.get(name, name), record
        note_use(RECORD, known[0])
        return known[1]

    def _once(self, value: Any, shown: Callable[[Any], Any]) -> bytes:
        known = self._known.get(id(value))
        if known is None:
            if len(self._known) >= MOST_SHARED:
                self._known.clear()
            known = self._known[id(value)] = value, hashlib.sha256(marshal.dumps(shown(value), 2)).digest()
        return known[1]

    def _fields(self, kind: type) -> Callable[[Any], Any]:
        counted = _COUNTED.get(kind, "")
        left_out = {counted, *_NOT_SHOWN.get(kind, ())}
        names = [field.name for field in fields(kind) if field.name not in left_out]
        name = kind.__qualname__
        if counted:
            return lambda value: (
                name, len(getattr(value, counted)), *(self.plain(getattr(value, each)) for each in names)
            )  # fmt: skip
        if len(names) < 2:  # noqa: PLR2004 - which an `attrgetter` does not give as a tuple
            return lambda value: (name, *(self.plain(getattr(value, each)) for each in names))
        values = attrgetter(*names)
        return lambda value: (name, *map(self.plain, values(value)))

    def _list(self, values: Any) -> Any:
        return tuple(map(self.plain, values))

    def _mapping(self, values: Any) -> Any:
        items = values.unnoted if isinstance(values, Answers) else values
        return tuple((self.plain(key), self.plain(value)) for key, value in items.items())

    def _set(self, values: Any) -> Any:
        return tuple(sorted(map(self.plain, values)))
