"""The object of `<address>/record.json`: a record as in the data of the whole site, with its text.

Knows types and words; no record.
"""

from __future__ import annotations

from typing import Any

from generator.languages import LANGUAGE_ENDONYMS
from generator.records.roles import Role
from generator.register.dataset.objects import (
    FORMAT,
    INSPECTION,
    OBJECTS,
    OFFICE,
    PANEL_REPORT,
    REGISTER,
    RESPONSE,
    SITE,
)
from generator.register.dataset.schema import DAY, IDS, TEXT, URL, Key, ObjectSchema, ValueType, objects, one_of

KINDS = {"office": OFFICE, "inspection": INSPECTION, "response": RESPONSE, "panel_report": PANEL_REPORT}
"""The object of each kind of record."""

CORRECTION = ObjectSchema(
    "correction", "Corrections", "A change made after publication", (
        Key("on", DAY, "The day of the change"),
        Key("note", TEXT, "What changed"),
    ),
)  # fmt: skip

ATTACHMENT = ObjectSchema(
    "attachment", "Attachments", "A file published with the record", (
        Key("title", TEXT, "What the link to the file is called"),
        Key("url", URL, "The address of the file"),
    ),
)  # fmt: skip

PART = ObjectSchema(
    "part", "Parts", "A part of a record's text, in the order of the paper", (
        Key("heading", TEXT.or_none, "The heading, as printed; null for text before the first"),
        Key("role", one_of([role.value for role in Role]).or_none, "What the part is under section 55(5), or null"),
        Key("findings", IDS, "The findings that the part is or answers"),
        Key("text", TEXT, "The words, without marks"),
    ),
)  # fmt: skip

RECORD_FILE = ObjectSchema(
    "record_file", "The file of a record", "One record with its text", (
        Key("format", ValueType("a whole number", {"const": FORMAT}), "The version of the format"),
        Key("as_of", DAY, "The date of every status, in London"),
        Key("kind", one_of(list(KINDS)), "The kind of record"),
        Key("language", one_of(list(LANGUAGE_ENDONYMS)), "The language of the text"),
        Key(
            "record", ValueType("an object", {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in KINDS]}),
            "The record, as in section55.json",
        ),
        Key("corrections", objects(CORRECTION, "corrections"), "Changes made after publication"),
        Key("attachments", objects(ATTACHMENT, "files"), "Files published with the record"),
        Key("markdown", TEXT, "The text as written, in Markdown (CommonMark with tables and footnotes)"),
        Key("parts", objects(PART, "parts"), "The parts of the text, as words"),
    ),
)  # fmt: skip

RECORD_OBJECTS = (RECORD_FILE, CORRECTION, ATTACHMENT, PART)
"""The objects that only these files have."""


def schema_of_record_file() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record's file."""
    own = (CORRECTION, ATTACHMENT, PART)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A record with its text",
        **RECORD_FILE.schema,
        "$defs": {one.name: one.schema for one in (*OBJECTS, *own) if one not in (REGISTER, SITE)},
    }
