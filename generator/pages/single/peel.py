"""The latest PEEL report on a force, which its office shows in a prominent place.

The Elected Local Policing Bodies (Specified Information) Order 2011, Schedule, paragraph 7B, asks an office to publish it
with its summary assessment. Knows inspections; nothing of HTML.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.records.inspection import Inspection, ProseSection
from generator.records.office import Office
from generator.records.response import Response
from generator.register.released import ReleasedRegister

TAG = "peel"
"""The tag by which an inspection says that it is one; its `forces` say whose."""


@dataclass(frozen=True, slots=True)
class Peel:
    """The latest PEEL report on an office's force."""

    office: Office
    inspection: Inspection
    summary: ProseSection | None
    """The part of its page whose heading begins with `Summary`."""
    response: Response | None
    """The office's first to it."""


def latest_peel(released: ReleasedRegister, office: Office) -> Peel | None:
    """Find it among what is released; a force is known by its name of today, or one it had before."""
    names = {name.casefold() for name in (office.facts.force, *(each.name for each in office.facts.names))}
    for inspection in released.newest_inspections:
        is_peel = TAG in {tag.casefold() for tag in inspection.facts.tags}
        if is_peel and names & {force.casefold() for force in inspection.facts.forces}:
            summary = next(
                (each for each in inspection.sections if (each.heading or "").casefold().startswith("summary")), None
            )
            own = [
                each for each in released.responses_by_inspection.get(inspection.id, []) if each.office_id == office.id
            ]
            return Peel(
                office, inspection, summary, released.clock(own[0], inspection).set_by or own[0] if own else None
            )
    return None
