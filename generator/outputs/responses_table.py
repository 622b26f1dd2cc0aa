"""`/browse/responses.json`: every response with the properties it is listed by, for the script that combines them.

Compact: a repeated text is written once and referred to by its position. A letter that answers several reports has a
row for each. The full data are in `/data/`, whose format is stable; the format of this file is internal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.pages.lists.response_rows import answer_rows
from generator.pages.page import PageSummary
from generator.records.inspection import Inspection
from generator.records.response import Response
from generator.register.released import ReleasedRegister
from generator.slugs import slug_with_digest
from generator.theme.site import Site


def files(released: ReleasedRegister, site: Site, pages: Iterable[PageSummary]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - the signature of every output
    """Yield the file; a site without responses has none."""
    if released.responses:
        text = json.dumps(table_of(released), ensure_ascii=False, separators=(",", ":"))
        yield "browse/responses.json", text.encode()


def _one_or_many(positions: list[int]) -> int | list[int]:
    return positions[0] if len(positions) == 1 else positions


def _published(response: Response, report: Inspection) -> int | str:
    """Return the days from the report to the response, which take less room than a date; a month; or nothing."""
    published = response.published
    if published and published.day:
        return (published.day - report.published_on).days
    return (published.machine if published else None) or ""


def table_of(released: ReleasedRegister) -> dict[str, Any]:
    """Return the table: `values` are the ids on each axis; `reports` and `responses` are rows in list order."""
    values: dict[str, dict[str, int]] = {name: {} for name in ("type", "inspectorate", "tag", "status")}

    def positions(name: str, words: list[str]) -> list[int]:
        return [values[name].setdefault(slug_with_digest(word), len(values[name])) for word in words]

    offices = {id_: position for position, id_ in enumerate(released.offices)}
    reports: dict[str, int] = {}
    report_rows: list[list[Any]] = []
    rows: list[list[Any]] = []
    for answer in answer_rows(released):
        response, office, report = answer.response, answer.office, answer.inspection
        facts = report.facts
        if report.id not in reports:
            reports[report.id] = len(reports)
            about = [
                positions("type", facts.types),
                _one_or_many(positions("inspectorate", report.inspectorates)),
                positions("tag", facts.tags),
            ]
            report_rows.append([report.id, report.title, report.published.machine, *about])
        row: list[Any] = [
            reports[report.id], offices[office.id], positions("status", [str(answer.clock.status)])[0],
            _published(response, report),
        ]  # fmt: skip
        own = "" if response.id == f"{office.id}/{report.id}" else response.id.partition("/")[2]
        if response.office_id != office.id:  # a joint response stands at the address of its first office
            own = f"/{response.id}"
        tags = positions("tag", response.facts.tags)
        rows.append([*row, own, *tags] if own or tags else row)
    return {
        "offices": [[office.id, office.short_name] for office in released.offices.values()],
        "values": {name: list(ids) for name, ids in values.items()},
        "reports": report_rows, "responses": rows,
    }  # fmt: skip
