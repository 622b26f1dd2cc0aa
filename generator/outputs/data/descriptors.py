"""What describes the tables to programs: `datapackage.json` (Frictionless Data), `csv-metadata.json` (W3C's CSVW)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from generator.register.dataset.objects import FORMAT
from generator.register.dataset.tables import SEPARATOR, Column, Table
from generator.theme.site import Site

DESCRIPTION = (
    "Responses of local policing bodies to inspection reports, under section 55 of the Police Act 1996. A cell that "
    "would begin like a formula (=, +, -, @, a tab or a line break) has an apostrophe before it."
)


def data_package(site: Site, as_of: str, files: Sequence[tuple[Table, bytes]]) -> dict[str, Any]:
    """Return the description after Frictionless Data's Data Package 1."""
    return {
        "profile": "tabular-data-package",
        "name": "section55",
        "title": site.name,
        "description": DESCRIPTION,
        **({"homepage": f"{site.address}data/"} if site.address else {}),
        "version": f"{FORMAT}",
        "created": f"{as_of}T00:00:00Z",
        "resources": [_resource(table, data) for table, data in files],
    }


def _resource(table: Table, data: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file_name,
        "title": table.heading,
        "description": f"{table.meaning}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "quoteChar": '"', "header": True},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.primary_key),
            "foreignKeys": [
                {"fields": list(columns), "reference": {"resource": other, "fields": list(there)}}
                for columns, other, there in table.foreign_keys
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    law = f" Section {column.subsection} of the Police Act 1996." if column.subsection else ""
    constraints: dict[str, Any] = {"required": True} if column.is_required else {}
    if column.choices:
        constraints["enum"] = column.choices
    elif column.pattern:
        constraints["pattern"] = column.pattern
    if "minimum" in column.schema and column.datatype == "integer":
        constraints["minimum"] = column.schema["minimum"]
    return {
        "name": column.name,
        "type": column.datatype,
        "description": f"{column.meaning}.{law}",
        **({"trueValues": ["true"], "falseValues": ["false"]} if column.datatype == "boolean" else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def csvw_metadata(site: Site, as_of: str, tables: Sequence[Table]) -> dict[str, Any]:
    """Return the description after W3C's Metadata Vocabulary for Tabular Data; its addresses are beside its own."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": site.name,
        "dc:description": DESCRIPTION,
        "dc:modified": {"@value": as_of, "@type": "xsd:date"},
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tables": [
            {
                "url": table.file_name,
                "dc:title": table.heading,
                "dc:description": f"{table.meaning}.",
                "tableSchema": {
                    "columns": [_csvw_column(column) for column in table.columns],
                    "primaryKey": list(table.primary_key),
                    "foreignKeys": [
                        {
                            "columnReference": list(columns),
                            "reference": {"resource": f"{other}.csv", "columnReference": list(there)},
                        }
                        for columns, other, there in table.foreign_keys
                    ],
                },
            }
            for table in tables
        ],
    }


def _csvw_column(column: Column) -> dict[str, Any]:
    base = column.datatype
    form = "true|false" if base == "boolean" else "|".join(column.choices) or column.pattern
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": f"{column.meaning}.",
        "datatype": {"base": base, "format": form} if form else base,
        "required": column.is_required,
        **({"separator": SEPARATOR} if column.is_list else {}),
    }
