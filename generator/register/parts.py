"""Which responses belong together: the parts of one response, and the updates to it.

Parts together are the response; an update brings later news and moves no clock. Knows no date's meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.records.response import Response
from generator.records.response_facts import ATTACHED
from generator.records.roles import Role

_ASKED_FOR = {Role.COMMENTS, Role.CHIEF_OFFICER, Role.REPLY}


def whole_id_of(responses: Mapping[str, Response], response: Response) -> str:
    """Return the id of the first part of the response that one belongs to, or brings news of."""
    id_, seen = response.id, {response.id}
    while (part := responses.get(id_)) and (next_id := part.facts.part_of or part.facts.update_to):
        if next_id in seen:
            break
        seen.add(next_id)
        id_ = next_id
    return id_


def is_update(responses: Mapping[str, Response], response: Response) -> bool:
    """Check whether a response only brings later news, itself or as a part of one that does."""
    seen: set[str] = set()
    current: Response | None = response
    while current and current.id not in seen:
        if current.facts.update_to:
            return True
        if not current.facts.part_of:
            return False
        seen.add(current.id)
        current = responses.get(current.facts.part_of)
    return False


def wholes_of(responses: Mapping[str, Response], among: Iterable[Response]) -> dict[str, list[Response]]:
    """Group responses that are no updates by the first part of the whole they belong to, in the order of ids."""
    wholes: dict[str, list[Response]] = defaultdict(list)
    for response in sorted(among, key=lambda response: (response.facts.part_of is not None, response.id)):
        if not is_update(responses, response):
            wholes[whole_id_of(responses, response)].append(response)
    return wholes


def by_office_and_report(responses: Iterable[Response]) -> Mapping[str, list[Response]]:
    """Group responses by each of their offices and each of the reports they answer: `norfolk 2019/cyber`."""
    groups: dict[str, list[Response]] = defaultdict(list)
    for response in responses:
        for office_id in response.office_ids:
            for inspection_id in response.inspection_ids:
                groups[f"{office_id} {inspection_id}"].append(response)
    return groups


def holds_what_is_asked(response: Response) -> bool:
    """Check whether a response holds something that section 55 asks for: comments, a reply, or an answer."""
    if response.keys or any(section.findings for section in response.sections):
        return True
    if any(section.role in _ASKED_FOR and section.passage for section in response.sections):
        return True
    declared = response.facts.chief_officer_comments
    return declared is not None and declared.kind == ATTACHED
