"""The files of `/data/`: one reading of the register, in every form.

`section55.json` and its tables are made from the same objects, and an object is written as JSON once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic_core import to_json

from generator.outputs.data.descriptors import csvw_metadata, data_package
from generator.outputs.data.section55_json import as_json, register_of, written_objects
from generator.outputs.data.tables import csv_tables
from generator.pages.page import PageSummary
from generator.register.dataset.objects import schema_of_register
from generator.register.dataset.record_file import schema_of_record_file
from generator.register.released import ReleasedRegister
from generator.theme.site import Site

_LISTS = {
    "offices": "offices",
    "inspections": "inspections",
    "responses": "responses",
    "panel_reports": "panel-reports",
}
"""The lists of records, with the folder of each kind."""


def files(released: ReleasedRegister, site: Site, pages: Iterable[PageSummary]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - the signature of every output
    """Yield the files."""
    register = register_of(released, site)
    written = {key: list(map(as_json, value)) for key, value in register.items() if isinstance(value, list)}
    objects = written_objects(released, site)
    for key, folder in _LISTS.items():
        for item, text in zip(register[key], written[key], strict=True):
            objects.keep(f"{folder}/{item['id']}", text)
    yield "data/section55.json", _as_lines(register, written).encode()
    yield "data/section55.schema.json", _indented(schema_of_register())
    tables = list(csv_tables(register))
    for table, data in tables:
        yield f"data/{table.file_name}", data
    today = released.today.isoformat()
    yield "data/datapackage.json", _indented(data_package(site, today, tables))
    yield "data/csv-metadata.json", _indented(csvw_metadata(site, today, [table for table, _ in tables]))
    yield "data/record.schema.json", _indented(schema_of_record_file())


def _indented(data: dict[str, Any]) -> bytes:
    return to_json(data, indent=2) + b"\n"


def _as_lines(register: dict[str, Any], written: dict[str, list[str]]) -> str:
    """Return the register with each item of its lists on a line of its own, so that versions can be compared.

    Fully indented, 6,500 responses would be a third larger and need Python's slow encoder.
    """
    rows = [f"{as_json(key)}: {_value(value, written.get(key))}" for key, value in register.items()]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _value(value: Any, items: list[str] | None) -> str:
    return "[\n" + ",\n".join(items) + "\n]" if items else as_json(value)
