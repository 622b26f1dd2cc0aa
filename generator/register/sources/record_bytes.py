"""Records as bytes: to be kept, without the texts they were made of; and what they say besides those, as a digest.

A record is kept with all that can be asked of it without its text, which is fetched from its file when it is needed.
All records are made again for nearly every command, so that what each costs decides how long one takes that reads no
file: a dataclass is filled slot by slot, and of equal dates there is one.
"""

from __future__ import annotations

import hashlib
import io
import json
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache
from importlib import import_module
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

from generator.dates import Publication, RecordedDate
from generator.reading.markdown import Passage
from generator.reading.source import FromSource, Source
from generator.records.fields import FactsModel
from generator.records.response_sections import Section
from generator.register.sources.lost_text import passages_of

_ALLOWED = ("generator.", "pydantic_core.")
_BUILTINS = {
    ("builtins", "set"), ("builtins", "frozenset"), ("builtins", "getattr"), ("datetime", "date"),
    ("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta"), ("zoneinfo", "ZoneInfo"),
    ("zoneinfo", "ZoneInfo._unpickle"), ("copyreg", "_reconstructor"), ("builtins", "object"),
}  # fmt: skip
_FEW = 10_000
"""Different dates that a register may have before some are made twice."""

_found: dict[tuple[str, str], Any] = {}


class _Unpickler(pickle.Unpickler):
    """Makes our own classes and dates, and nothing else."""

    def find_class(self, module: str, name: str, /) -> Any:
        found = _found.get((module, name))
        if found is None:
            if not module.startswith(_ALLOWED) and (module, name) not in _BUILTINS:
                raise pickle.UnpicklingError(f"{module}.{name}")
            found = _found[module, name] = super().find_class(module, name)
        return found


# --- Making ---


@cache
def _kind_named(name: str) -> type[Any]:
    """Return a class by its module and name: a text is kept in a tenth of the time in which a class is."""
    module, _, kind = name.partition(":")
    if not module.startswith("generator."):
        raise pickle.UnpicklingError(name)
    found: type[Any] = getattr(import_module(module), kind)
    return found


def _name_of(kind: type[Any]) -> str:
    return f"{kind.__module__}:{kind.__name__}"


@cache
def _setters(name: str) -> tuple[type[Any], tuple[Callable[[Any, Any], None], ...]]:
    kind = _kind_named(name)
    return kind, tuple([getattr(kind, field.name).__set__ for field in fields(kind)])


def _filled(name: str, values: tuple[Any, ...]) -> Any:
    """Make an object of a dataclass with slots, without asking it what it makes of its values."""
    kind, setters = _setters(name)
    made = object.__new__(kind)
    for set_value, value in zip(setters, values, strict=True):
        set_value(made, value)
    return made


@cache
def _usual(name: str) -> tuple[type[FactsModel], dict[str, Any], set[str]]:
    """Return a model, what each of its facts is where it is left out, in their order, and their names."""
    kind: type[FactsModel] = _kind_named(name)
    model_fields = kind.model_fields.items()
    values = {name: None if field.is_required() else field.get_default() for name, field in model_fields}
    return kind, values, set(values)


_PARTS = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
_set_values, _set_names, _set_extra, _set_private = (BaseModel.__dict__[name].__set__ for name in _PARTS)


def _facts(name: str, values: dict[str, Any]) -> FactsModel:
    kind, usual, names = _usual(name)
    model = kind.__new__(kind)
    _set_values(model, {**usual, **values})
    _set_names(model, names)
    _set_extra(model, None)
    _set_private(model, None)
    return model


@cache
def _member(name: str, value: str) -> Any:
    return _kind_named(name)(value)


@lru_cache(_FEW)
def _recorded_date(wording: str, machine: str, day: int | None, earliest: int, latest: int) -> RecordedDate:
    first, last = date.fromordinal(earliest), date.fromordinal(latest)
    return RecordedDate(wording, machine, None if day is None else date.fromordinal(day), first, last)


@lru_cache(_FEW)
def _publication(wording: str, machine: str | None, day: int | None, released_from: str) -> Publication:
    moment = datetime.fromisoformat(released_from)
    return Publication(wording, machine, None if day is None else date.fromordinal(day), moment)


# --- Taking apart ---


def _values_getter(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gets the values of a dataclass, in the order of its fields."""
    names = [field.name for field in fields(kind)]
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda made: (get(made),)


def _parts_of_recorded_date(recorded: RecordedDate) -> tuple[Any, ...]:
    day = recorded.day and recorded.day.toordinal()
    edges = (recorded.earliest.toordinal(), recorded.latest.toordinal())
    return _recorded_date, (recorded.wording, recorded.machine, day, *edges)


def _parts_of_publication(published: Publication) -> tuple[Any, ...]:
    day = published.day and published.day.toordinal()
    return _publication, (published.wording, published.machine, day, published.released_from.isoformat())


def _parts_of_facts(name: str) -> Callable[[FactsModel], tuple[Any, ...]]:
    """Return what takes a model apart: only what is written is kept, and no note of the office."""

    def parts(facts: FactsModel) -> tuple[Any, ...]:
        values = facts.__dict__.items()
        kept = {name: value for name, value in values if (value is not usual[name] if value else value != usual[name])}
        kept.pop("office_use", None)
        return _facts, (name, kept)

    _, usual, _ = _usual(name)
    return parts


class _Ways(dict[type[Any], Callable[[Any], tuple[Any, ...]]]):
    """How an object of each class is taken apart."""

    def __missing__(self, kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
        name = _name_of(kind)
        if issubclass(kind, type):  # a class, which is kept by its name
            raise KeyError(kind)
        if issubclass(kind, Enum):
            self[kind] = lambda made: (_member, (name, made.value))
        elif issubclass(kind, FactsModel):
            self[kind] = _parts_of_facts(name)
        elif is_dataclass(kind) and "__slots__" in vars(kind):
            values = _values_getter(kind)
            self[kind] = lambda made: (_filled, (name, values(made)))
        else:
            self[kind] = lambda made: made.__reduce_ex__(pickle.HIGHEST_PROTOCOL)
        return self[kind]


_WAYS = _Ways({RecordedDate: _parts_of_recorded_date, Publication: _parts_of_publication})


def settle(record: Any) -> None:
    """Find out what is kept of a record's text, as long as that is parsed: soon it may not be."""
    record.source.settle()
    for passage in passages_of(record):
        passage.settle()


def packed(value: Any) -> bytes:
    """Return a value as bytes."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _WAYS
    pickler.dump(value)
    return written.getvalue()


def unpacked(data: bytes) -> Any:
    """Return the value of bytes.

    Raises:
        Exception: of any kind, if they are not what this program wrote.
    """
    return _Unpickler(io.BytesIO(data)).load()


# --- What a record says ---


class _Said(dict[type[Any], Callable[[Any], Any]]):
    """What an object of each class says besides a text, as lists, names and plain values."""

    def __missing__(self, kind: type[Any]) -> Callable[[Any], Any]:
        if issubclass(kind, FactsModel):
            said: Callable[[Any], Any] = lambda facts: [kind.__name__, facts.__dict__]  # noqa: E731 - as the others
        elif issubclass(kind, FromSource):  # the facts as written say all that is read from them
            names = [field.name for field in fields(kind) if field.name != "facts"]  # type: ignore[arg-type]
            said = _named(kind, attrgetter(*names))
        elif is_dataclass(kind):
            said = _named(kind, _values_getter(kind))
        else:
            raise TypeError(kind)
        self[kind] = said
        return said


def _named(kind: type[Any], values: Callable[[Any], Any]) -> Callable[[Any], Any]:
    name = kind.__name__
    return lambda made: [name, values(made)]


_SAID = _Said({
    Passage: bool,
    Section: lambda section: [section.heading, section.role, section.findings, section.id, section.passage],
    Source: lambda source: [source.path, source.language, {**source.facts, "office-use": None}],
    Publication: lambda published: ["Publication", published.machine, published.released_from.isoformat()],
    RecordedDate: lambda recorded: ["RecordedDate", recorded.machine],
    date: lambda day: ["date", day.isoformat()],
    datetime: lambda moment: ["datetime", moment.isoformat()],
    frozenset: sorted,
    set: sorted,
})  # fmt: skip
"""Of a passage whether it has words, of a section not its line."""


def _said_by(value: Any) -> Any:
    return _SAID[type(value)](value)


def facts_digest(record: Any) -> bytes:
    """Return a digest of what a record says besides its text: all that lists, counts and other records show of it."""
    return hashlib.sha256(_FACTS_WRITER.encode(record).encode()).digest()[:16]


_FACTS_WRITER = json.JSONEncoder(separators=(",", ":"), check_circular=False, default=_said_by)
