"""The tables for spreadsheets, `/data/<name>.csv`: each column is a key of an object of the data, with its meaning.

The files, their descriptions for programs and the page about them are made from these definitions. Knows no record.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from generator.register.dataset.objects import (
    ANSWER,
    EXPECTED,
    FINDING,
    INSPECTION,
    JOINT_CLOCK,
    OFFICE,
    PANEL_REPORT,
    RESPONSE,
)
from generator.register.dataset.schema import Key, ObjectSchema, ValueType

SEPARATOR = "; "
"""Stands between the values of a cell that holds several."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a key of one of the objects that a row is made from."""

    name: str
    part: str
    """The object: `response`, or `office`."""
    key: Key
    subsection: str = ""
    """The subsection of section 55 behind it."""
    may_be_empty: bool = False
    """Whether a cell may be empty although its key is never null: the object may be missing from a withdrawn record."""

    @property
    def form(self) -> ValueType:
        """What a cell may hold; an empty one where the data have null."""
        return self.key.form

    @property
    def meaning(self) -> str:
        """The meaning of the column."""
        return self.key.meaning

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a value that is not null."""
        schema = dict(self.form.schema)
        return dict(schema["anyOf"][0]) if "anyOf" in schema else schema

    @property
    def is_list(self) -> bool:
        """Whether a cell may hold several values."""
        return self.schema.get("type") == "array"

    @property
    def datatype(self) -> str:
        """The type of a value: `date`, `integer`, `boolean` or `string`."""
        schema = self.schema
        if schema.get("format") == "date":
            return "date"
        return schema["type"] if schema.get("type") in {"integer", "boolean"} else "string"

    @property
    def choices(self) -> list[str]:
        """The words that a cell may hold; empty where there is no such list."""
        schema = self.schema
        return list(schema.get("enum", ())) or [choice["const"] for choice in schema.get("oneOf", ())]

    @property
    def pattern(self) -> str:
        """The pattern of a whole cell, without anchors, as XML Schema writes it; empty where there is none."""
        pattern = self.schema.get("pattern", "")
        return pattern.strip("^$") + ("" if pattern.endswith("$") else ".*") if pattern else ""

    @property
    def is_required(self) -> bool:
        """Whether every cell has a value."""
        return not (self.may_be_empty or "anyOf" in self.form.schema or self.schema.get("type") in {"array", "object"})

    @property
    def words(self) -> str:
        """What a cell may hold, for readers."""
        if self.choices:
            words = f"one of: {', '.join(self.choices)}"
        elif self.is_list or self.schema.get("type") == "object":
            words = "text; several values are separated by a semicolon"
        else:
            words = self.form.words.removesuffix(", or null")
        return words if self.is_required else f"{words}, or empty"


@dataclass(frozen=True, slots=True)
class Table:
    """One file of rows."""

    name: str
    """The name of the file without its ending: `panel-reports`."""
    heading: str
    meaning: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    """The columns by which a row is known."""
    foreign_keys: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()
    """Columns, the table they point to, and the columns there."""

    @property
    def file_name(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"


_PARTS = {
    "answer": ANSWER,
    "clock": JOINT_CLOCK,
    "expected": EXPECTED,
    "finding": FINDING,
    "inspection": INSPECTION,
    "office": OFFICE,
    "panel_report": PANEL_REPORT,
    "response": RESPONSE,
}


def _column(path: str, name: str = "", meaning: str = "", law: str = "", *, may_be_empty: bool = False) -> Column:
    """Describe a column by the path of its key, `office.name`; its name and its meaning are the key's unless given."""
    part, _, key_name = path.partition(".")
    key = _PARTS[part].key(key_name)
    return Column(name or key.name, part, replace(key, meaning=meaning) if meaning else key, law, may_be_empty)


def _columns(schema: ObjectSchema, *names: str) -> tuple[Column, ...]:
    return tuple(_column(f"{schema.name}.{name}") for name in names)


_OFFICE_NAME = _column("office.name", "office_name", "The name of that office", may_be_empty=True)
_REPORT_TITLE = _column("inspection.title", "inspection_title", "The title of that report", may_be_empty=True)
_REPORT_DATE = _column(
    "inspection.published", "inspection_published", "When that report was published: day 1 of the 56 days", "55(5A)",
    may_be_empty=True,
)  # fmt: skip

RESPONSES = Table(
    "responses", "Responses",
    "A row for each response and each report that it answers; a joint response has a row for each of its offices", (
        _column("response.id"),
        _column("response.url"),
        _column("clock.office", "office", "The office whose response it is"),
        _OFFICE_NAME,
        _column("office.force", "force", "The force that the office oversees", may_be_empty=True),
        _column("clock.inspection", "inspection", "The report that it answers"),
        _REPORT_TITLE,
        _column("inspection.inspectorates"),
        _column("inspection.types", "inspection_types", "The types of inspection"),
        _column("inspection.tags", "inspection_tags", "The tags of that report"),
        _REPORT_DATE,
        _column("response.published", law="55(5)"),
        _column("clock.last_day", law="55(5A)"),
        _column("clock.status", law="55(5A)"),
        _column("clock.days", law="55(5A)"),
        _column("clock.next_change_on"),
        _column("response.joint_with"),
        _column("response.part_of"),
        _column("response.part"),
        _column("response.update_to"),
        _column("response.invited", law="55(4)"),
        _column("response.dated"),
        _column("response.recorded_as_published"),
        _column("response.late_reason", law="55(5A)"),
        _column("response.sent", meaning="The recipients of copies, each with the date", law="55(6)"),
        _column("response.tags"),
    ), ("id", "inspection", "office"),
)  # fmt: skip

FINDINGS = Table(
    "findings", "Findings", "A row for each finding of each report", (
        _column("finding.id"),
        _column("finding.url"),
        _column("finding.inspection"),
        _REPORT_TITLE,
        _column("inspection.inspectorate"),
        _REPORT_DATE,
        *_columns(FINDING, "class", "number", "heading", "theme", "cause", "addressed_to", "by", "repeats"),
        _column("finding.repeated_by"),
    ), ("id",), ((("inspection",), "inspections", ("id",)),),
)  # fmt: skip

ANSWERS = Table(
    "answers", "Answers",
    "A row for each answer of a response to a finding; that of a joint response has a row for each office", (
        _column("response.id", "response", "The response with the answer"),
        _column("response.url", "response_url"),
        _column("clock.office", "office", "The office whose answer it is"),
        _OFFICE_NAME,
        _column("response.published", law="55(5)"),
        _column("finding.inspection"),
        _REPORT_TITLE,
        _column("answer.finding"),
        _column("finding.class", "finding_class"),
        _column("finding.number", "finding_number"),
        _column("finding.heading", "finding_heading"),
        _column("answer.action", law="55(5B)"),
        _column("answer.reason", law="55(5B)"),
        *_columns(ANSWER, "position", "owner", "due", "progress_status", "see"),
    ), ("response", "finding", "office"), (
        (("finding",), "findings", ("id",)),
        (("response", "inspection", "office"), "responses", ("id", "inspection", "office")),
    ),
)  # fmt: skip

INSPECTIONS = Table(
    "inspections", "Inspections", "A row for each report", (
        *_columns(INSPECTION, "id", "url", "title"),
        _column("inspection.published", law="55(5A)"),
        *_columns(INSPECTION, "inspectorates", "inspectorate", "inspectorate_name", "types", "forces"),
        _column("inspection.section_55", law="55(1)"),
        *_columns(INSPECTION, "report", "archived_report", "follows", "findings_in_report", "grades", "tags"),
    ), ("id",),
)  # fmt: skip

PANEL_REPORTS = Table(
    "panel-reports", "Panel reports", "A row for each report to a police and crime panel", (
        *_columns(PANEL_REPORT, "id", "url", "title", "office"),
        _OFFICE_NAME,
        *_columns(PANEL_REPORT, "panel", "published", "meeting", "agenda_item", "author", "about"),
    ), ("id",), ((("office",), "offices", ("id",)),),
)  # fmt: skip

OFFICES = Table(
    "offices", "Offices", "A row for each local policing body",
    _columns(OFFICE, "id", "url", "name", "force", "chief_officer", "panel", "website"), ("id",),
)  # fmt: skip

EXPECTED_RESPONSES = Table(
    "expected", "Responses due", "A row for each response that is due and not yet published", (
        _column("expected.office"),
        _OFFICE_NAME,
        _column("expected.inspection"),
        _REPORT_TITLE,
        _REPORT_DATE,
        _column("expected.last_day", law="55(5A)"),
        *_columns(EXPECTED, "status", "next_change_on"),
    ), ("office", "inspection"),
    ((("office",), "offices", ("id",)), (("inspection",), "inspections", ("id",))),
)  # fmt: skip

TABLES = (RESPONSES, FINDINGS, ANSWERS, INSPECTIONS, PANEL_REPORTS, OFFICES, EXPECTED_RESPONSES)
"""Every table."""
