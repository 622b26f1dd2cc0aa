"""`/browse/responses.json`: every response with the facts it is listed by, for the script that combines them. Made to be small.

A letter that answers several reports has a row for each. A text that repeats stands once and is named by its place.
The facts in full are in `/data/`, whose form is promised; this one's is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.pages.lists.browse import slug_with_digest
from generator.pages.lists.by_kind import answer_rows
from generator.pages.page import Page
from generator.register.released import ReleasedRegister
from generator.theme.site import Site


def files(released: ReleasedRegister, site: Site, pages: list[Page]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - every output has these
    """Give the one file; a site without responses has nothing to combine."""
    if released.responses:
        text = json.dumps(table_of(released), ensure_ascii=False, separators=(",", ":"))
        yield "browse/responses.json", text.encode()


def table_of(released: ReleasedRegister) -> dict[str, Any]:
    """Give the table: `values` name each fact's ids; `reports` and `responses` are rows in the order of the list."""
    values: dict[str, dict[str, int]] = {name: {} for name in ("type", "inspectorate", "tag", "status")}

    def places(name: str, words: list[str]) -> list[int]:
        return [values[name].setdefault(slug_with_digest(word), len(values[name])) for word in words]

    offices = {id_: place for place, id_ in enumerate(released.offices)}
    reports: dict[str, int] = {}
    report_rows: list[list[Any]] = []
    rows: list[list[Any]] = []
    for response, office, report, clock in answer_rows(released):
        facts = report.facts
        if report.id not in reports:
            reports[report.id] = len(reports)
            about = [
                places("type", facts.types),
                places("inspectorate", [facts.inspectorate])[0],
                places("tag", facts.tags),
            ]
            report_rows.append([report.id, report.title, report.published.machine, *about])
        row: list[Any] = [reports[report.id], offices[office.id], places("status", [str(clock.status)])[0]]
        own = "" if response.id == f"{office.id}/{report.id}" else response.id.partition("/")[2]
        tags = places("tag", response.facts.tags)
        rows.append([*row, own, *tags] if own or tags else row)
    return {
        "offices": [[each.id, each.short_name] for each in released.offices.values()],
        "values": {name: list(found) for name, found in values.items()},
        "reports": report_rows, "responses": rows,
    }  # fmt: skip
