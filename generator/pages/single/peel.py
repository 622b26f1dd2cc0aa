"""The latest PEEL report on a force, which its office shows in a prominent place.

The Elected Local Policing Bodies (Specified Information) Order 2011, Schedule, paragraph 7B, asks an office to publish
it with its summary assessment. Knows inspections; nothing of HTML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.records.finding import ProseSection
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.response import Response
from generator.register.released import ReleasedRegister

_PEEL = re.compile(r"\bpeel\b", re.IGNORECASE)
"""What the type, or a tag, of a PEEL report has; its `forces` say whose it is."""


@dataclass(frozen=True, slots=True)
class Peel:
    """The latest PEEL report on an office's force."""

    office: Office
    inspection: Inspection
    summary: ProseSection | None
    """The section of its page whose heading begins with `Summary`."""
    response: Response | None
    """The office's first response to it."""


def latest_peel(released: ReleasedRegister, office: Office) -> Peel | None:
    """Return the latest PEEL report on an office's force, by the force's current name or an earlier one."""
    for inspection in released.newest_inspections:
        is_peel = any(map(_PEEL.search, [*inspection.facts.types, *inspection.facts.tags]))
        if is_peel and office.names_force(inspection.facts.forces):
            summaries = (
                section for section in inspection.sections if (section.heading or "").casefold().startswith("summary")
            )
            responses = released.responses_by_inspection.get(inspection.id, [])
            own = next((response for response in responses if office.id in response.office_ids), None)
            first = released.clock(own, inspection).set_by or own if own else None
            return Peel(office, inspection, next(summaries, None), first)
    return None
