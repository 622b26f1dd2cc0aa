"""The description of an object of the data: its keys, the type of each, and their JSON Schema. Knows no record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class ValueType:
    """How a value is written, for readers and as JSON Schema."""

    words: str
    schema: Mapping[str, Any]

    @property
    def or_none(self) -> ValueType:
        """The same, or null."""
        return ValueType(f"{self.words}, or null", {"anyOf": [self.schema, {"type": "null"}]})


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an object."""

    name: str
    form: ValueType
    meaning: str


@dataclass(frozen=True)
class ObjectSchema:
    """One kind of object in the data."""

    name: str
    """Of one, for its definition in the schema: `response`."""
    heading: str
    meaning: str
    keys: tuple[Key, ...]

    @cached_property
    def names(self) -> list[str]:
        """The names of its keys, in their order."""
        return [key.name for key in self.keys]

    def build(self, **values: Any) -> dict[str, Any]:
        """Return an object with its keys in their order.

        Raises:
            ValueError: for a key that is missing or not described.
        """
        names = self.names
        if list(values) == names:
            return values
        if different := values.keys() ^ names:
            raise ValueError(f"{self.name}: {sorted(different)} is in the data or in their description alone")
        return {name: values[name] for name in names}

    def key(self, name: str) -> Key:
        """Return one of its keys."""
        return next(key for key in self.keys if key.name == name)

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        return {
            "type": "object",
            "description": self.meaning,
            "properties": {key.name: {**key.form.schema, "description": key.meaning} for key in self.keys},
            "required": [key.name for key in self.keys],
            "additionalProperties": False,
        }


def list_of(form: ValueType) -> ValueType:
    """Return the type of a list of such values."""
    return ValueType(f"a list, each {form.words}", {"type": "array", "items": form.schema})


def one_of(values: Mapping[str, str] | list[str]) -> ValueType:
    """Return the type of a value that is one of a few words; a mapping says what each means."""
    if isinstance(values, list):
        return ValueType(f"one of: {', '.join(values)}", {"enum": values})
    return ValueType(
        "one of the words below",
        {"oneOf": [{"const": value, "description": meaning} for value, meaning in values.items()]},
    )


def objects(schema: ObjectSchema, link: str) -> ValueType:
    """Return the type of a list of objects; `link` is what the page calls them."""
    return ValueType(f"a list of {link}", {"type": "array", "items": {"$ref": f"#/$defs/{schema.name}"}})


TEXT = ValueType("text", {"type": "string"})


TEXTS = list_of(TEXT)


NUMBER = ValueType("a whole number", {"type": "integer", "minimum": 1})


YES_OR_NO = ValueType("true or false", {"type": "boolean"})


DAY = ValueType("a day, such as 2026-12-18", {"type": "string", "format": "date"})


PUBLISHED = ValueType(
    "a day, a month, or a moment with its offset", {"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2}(T.+)?)?$"}
)


RECORDED_DATE = ValueType("a day, a month or a year", {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"})


URL = ValueType("an address", {"type": "string", "pattern": r"^(/|https?://)"})


ID = ValueType(
    "an id, such as 2019/cyber-keep-the-light-on",
    {"type": "string", "pattern": r"^[a-z0-9-]+(/[a-z0-9-]+)*(#[a-z0-9-]+)?$"},
)


IDS = list_of(ValueType("an id", ID.schema))
