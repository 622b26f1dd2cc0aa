"""The rows of the tables for spreadsheets, from the objects of `/data/section55.json`, as CSV (RFC 4180).

Knows objects of the data and cells; no record.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any, TypeAlias

from generator.register.dataset.tables import (
    ANSWERS,
    EXPECTED_RESPONSES,
    FINDINGS,
    INSPECTIONS,
    OFFICES,
    PANEL_REPORTS,
    RESPONSES,
    SEPARATOR,
    Table,
)

Object: TypeAlias = Mapping[str, Any]
Parts: TypeAlias = Mapping[str, Object]
"""The objects that one row is made from, by the names that columns give them."""

_NOTHING: Object = {}
_FORMULA = re.compile(r"[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")
"""The first character of a cell that a spreadsheet would run as a formula (OWASP, CSV injection)."""


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: with an apostrophe before what would begin one."""
    return f"'{text}" if _FORMULA.match(text) else text


def csv_tables(register: Object) -> Iterator[tuple[Table, bytes]]:
    """Yield each table with its file."""
    offices = {office["id"]: office for office in register["offices"]}
    inspections = {inspection["id"]: inspection for inspection in register["inspections"]}
    findings = {finding["id"]: finding for finding in register["findings"]}

    def about(office: str, inspection: str) -> dict[str, Object]:
        return {"office": offices.get(office, _NOTHING), "inspection": inspections.get(inspection, _NOTHING)}

    answers: list[Parts] = []
    responses: list[Parts] = []
    for response in register["responses"]:
        clocks = _clocks(response)
        responses += [
            {"response": response, "clock": clock, **about(clock["office"], clock["inspection"])} for clock in clocks
        ]
        for answer in response["answers"]:
            finding = findings[answer["finding"]]
            answers += [
                {
                    "response": response, "clock": clock, "answer": answer, "finding": finding,
                    **about(clock["office"], clock["inspection"]),
                }
                for clock in clocks
                if clock["inspection"] == finding["inspection"]
            ]  # fmt: skip
    rows: dict[str, list[Parts]] = {
        RESPONSES.name: responses,
        FINDINGS.name: [{"finding": finding, **about("", finding["inspection"])} for finding in findings.values()],
        ANSWERS.name: answers,
        INSPECTIONS.name: [{"inspection": inspection} for inspection in inspections.values()],
        PANEL_REPORTS.name: [
            {"panel_report": report, **about(report["office"], "")} for report in register["panel_reports"]
        ],
        OFFICES.name: [{"office": office} for office in offices.values()],
        EXPECTED_RESPONSES.name: [
            {"expected": due, **about(due["office"], due["inspection"])} for due in register["expected"]
        ],
    }
    tables = (RESPONSES, FINDINGS, ANSWERS, INSPECTIONS, PANEL_REPORTS, OFFICES, EXPECTED_RESPONSES)
    for table in tables:
        yield table, _csv(table, rows[table.name])


def _clocks(response: Object) -> list[Object]:
    """Return the clocks of all offices of a response; one without a last day where its reports are withdrawn too."""
    own = [{"office": response["office"], **clock} for clock in response["clocks"]]
    return [*own, *response["joint_clocks"]] or [response]


def _csv(table: Table, rows: list[Parts]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows(_rows(table, rows))
    return text.getvalue().encode()


def _rows(table: Table, rows: list[Parts]) -> Iterator[tuple[str | int, ...]]:
    """Yield the cells of each row; those of an object that several rows are made from are made once."""
    keys: dict[str, list[str]] = {}
    for column in table.columns:
        keys.setdefault(column.part, []).append(column.key.name)
    places = [(part, name) for part, names in keys.items() for name in names]
    in_order = itemgetter(*(places.index((column.part, column.key.name)) for column in table.columns))
    made: dict[tuple[str, int], list[str | int]] = {}
    for parts in rows:
        cells: list[str | int] = []
        for part, names in keys.items():
            one = parts[part]
            key = part, id(one)  # an object lives as long as the rows
            if key not in made:
                made[key] = [_cell(one.get(name)) for name in names]
            cells += made[key]
        yield in_order(cells)


def _cell(value: Any) -> str | int:
    match value:
        case str():
            return safe_cell(value)
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return value
        case list():
            return safe_cell(SEPARATOR.join(map(_item, value)))
        case dict():
            return safe_cell(SEPARATOR.join(f"{name}: {item}" for name, item in value.items()))
    return safe_cell(str(value))


def _item(item: Any) -> str:
    """Return one of several values: of an object, such as a copy or a grade, the first two."""
    return ": ".join(str(value) for value in [*item.values()][:2]) if isinstance(item, dict) else str(item)
