"""Succession: which office has the functions of another, and from which day. Knows offices; no report or response."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.records.office import Office


def office_responsible_on(offices: Mapping[str, Office], office_id: str, day: date) -> str:
    """Return the office that has an office's functions on a day: itself, or the last to which they passed."""
    visited = {office_id}
    while (successor := offices[office_id].facts.succeeded_by) and day >= successor.on:
        if successor.office in visited or successor.office not in offices:
            break
        visited.add(successor.office)
        office_id = successor.office
    return office_id


def predecessors_of(offices: Mapping[str, Office], office_id: str) -> list[str]:
    """Return every office whose functions came to this one, in the order of ids."""
    return [id_ for id_ in offices if id_ != office_id and office_id in _successors_of(offices, id_)]


def succession_line(offices: Mapping[str, Office], office_id: str) -> frozenset[str]:
    """Return an office, its predecessors and its successors: what one of them publishes, the others need not."""
    return frozenset({office_id, *predecessors_of(offices, office_id), *_successors_of(offices, office_id)})


def _successors_of(offices: Mapping[str, Office], office_id: str) -> list[str]:
    successors: list[str] = []
    while (office := offices.get(office_id)) and office.facts.succeeded_by:
        office_id = office.facts.succeeded_by.office
        if office_id in successors:
            break
        successors.append(office_id)
    return successors
