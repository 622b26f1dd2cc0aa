"""Responses that name others: offices they are joint with, what they are a part of, and what they bring news of.

Knows how records refer; nothing of the law and nothing of release.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.messages import did_you_mean, quoted
from generator.problems import Problem, Severity
from generator.records.fields import doubled
from generator.records.response import Response
from generator.register.register import Register
from generator.register.succession import succession_line


def part_problems(records: Register) -> Iterator[Problem]:
    """Name every part, update and joint response that names none it can belong to."""
    for response in records.responses.values():
        yield from _joint_problems(records, response)
        yield from _part_problems(records, response)
    yield from _unrelated_problems(records)


def _joint_problems(records: Register, response: Response) -> Iterator[Problem]:
    joint = response.facts.joint_with
    for place, office_id in enumerate(joint):
        if office_id not in records.offices and ("office", office_id) not in records.broken:
            hint = did_you_mean(office_id, records.offices) or "Write its id, the name of its file under offices"
            yield response.source.problem(("joint-with", place), f"There is no office {quoted(office_id)}", hint)
    if response.office_id in joint:
        message = f"{quoted(response.office_id)} is the office in whose folder this response stands"
        yield response.source.problem(("joint-with",), message, "Name the other offices alone")
    if twice := doubled(joint):
        yield response.source.problem(("joint-with",), f"{quoted(twice)} is named twice", "Keep one of the two")


def _part_problems(records: Register, response: Response) -> Iterator[Problem]:
    """Check that a part, or an update, names another response of its office to one of its reports."""
    facts, source = response.facts, response.source
    if facts.part_of and facts.update_to:
        message = "A response is a part of another or an update to it, not both"
        yield source.problem(("update-to",), message, "Keep one of the two lines")
    for name, id_ in (("part-of", facts.part_of), ("update-to", facts.update_to)):
        if id_ and ("response", id_) not in records.broken and (fault := _part_fault(records, response, id_)):
            yield source.problem((name,), *fault)


def _part_fault(records: Register, response: Response, id_: str) -> tuple[str, str] | None:
    other = records.responses.get(id_)
    if other is None:
        hint = did_you_mean(id_, records.responses) or "Write its id, such as norfolk/2019/name"
        return f"There is no response {quoted(id_)}", hint
    if other is response:
        return "A response cannot belong to itself", "Write the id of the other response"
    if not _offices_of(records, other) & _offices_of(records, response):
        return f"{quoted(id_)} is a response of another office", "Write the id of one of this office's responses"
    if not set(other.inspection_ids) & set(response.inspection_ids):
        return f"{quoted(id_)} answers another report", "Write the id of a response to the same report"
    seen = {response.id}
    found: Response | None = other
    while found is not None:
        if found.id in seen:
            return f"{quoted(id_)} belongs to this response itself", "Let only one of the two name the other"
        seen.add(found.id)
        found = records.responses.get(found.facts.part_of or found.facts.update_to or "")
    return None


def _offices_of(records: Register, response: Response) -> set[str]:
    """Return the offices of a response, those before them and those after them: a successor answers for all."""
    return {id_ for office_id in response.office_ids for id_ in succession_line(records.offices, office_id)}


def _unrelated_problems(records: Register) -> Iterator[Problem]:
    """Warn of an office's further response to a report that says neither what it is part of nor what it updates."""
    first: dict[tuple[str, str], Response] = {}
    released = [
        (response.published.released_from, response.id, response)
        for response in records.responses.values()
        if response.published and not (response.facts.part_of or response.facts.update_to or response.facts.withdrawn)
    ]
    for _, _, response in sorted(released):
        earlier = [first.setdefault((response.office_id, id_), response) for id_ in response.inspection_ids]
        # A letter that answers a further report for the first time is more than a part or an update.
        if all(other is not response for other in earlier):
            other = earlier[0]
            message = f"{quoted(other.id)} is a response of this office to the same report"
            hint = f"Say what this one is: part-of: {other.id}, or update-to: {other.id}"
            yield Problem(response.source.position(), message, hint, Severity.WARNING, "another-response")
