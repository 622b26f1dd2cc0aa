"""A response: what an office says to one report or several, and what it does about each recommendation.

Knows of a report only its findings; the register joins the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from generator.dates import Publication
from generator.messages import nearest, quoted
from generator.problems import Problem, Severity
from generator.reading.content_folder import PathPattern
from generator.reading.source import FromSource, Source, body_problems
from generator.records.answer_keys import AnswerableFindings, KeyFault, is_others
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.response_facts import NOUN, WITHIN, AnswerFacts, ResponseFacts
from generator.records.response_sections import Section, SectionReader, heading_hint, section_headed
from generator.records.validation import read_as

PATH_PATTERN = PathPattern("responses", ("office", "year", "name"), ".md", NOUN)


@dataclass(frozen=True, slots=True)
class Response(FromSource):
    """A response as it was written."""

    id: str
    """`norfolk/2019/cyber-keep-the-light-on`"""
    office_id: str
    inspection_ids: tuple[str, ...]
    """The first is the one it is named for."""
    facts: ResponseFacts
    sections: tuple[Section, ...]
    source: Source
    keys: Mapping[str, str] = field(default_factory=dict)
    """The key written under `answers` for each finding that has one."""
    findings_before: str | None = None
    """The id of the section before which the report's findings stand, where the paper says so."""
    holds_officer_comments: str | None = None
    """The id of the section that holds the chief officer's comments, where they have none of their own."""

    office_ids: tuple[str, ...] = field(init=False, compare=False, repr=False)
    """The offices whose response it is; at the first it has its address."""

    kind: ClassVar[str] = NOUN

    def __post_init__(self) -> None:
        """Collect what is asked of every response for every other to its report."""
        object.__setattr__(self, "office_ids", tuple(dict.fromkeys([self.office_id, *self.facts.joint_with])))

    @property
    def published(self) -> Publication | None:
        """When it was published on the web; None for a draft."""
        return self.facts.published

    def sections_of(self, role: str) -> list[Section]:
        """Return every section of a role, in the order of the paper."""
        return [section for section in self.sections if section.role == role]

    def section(self, role: str) -> Section | None:
        """Find the section of a role that has words, else one that has none: under a heading before the opening."""
        candidates = sorted(self.sections_of(role), key=lambda section: (not section.passage, section.heading is None))
        return candidates[0] if candidates else None

    def sections_on(self, key: str) -> tuple[Section, ...]:
        """Return the sections that answer a finding, by the key of its answer."""
        return tuple(section for section in self.sections if key in section.findings)

    def answer(self, key: str) -> AnswerFacts | None:
        """Find the facts of the answer to one finding, by its key; None where there are none."""
        written = self.keys.get(key)
        return self.facts.answers.get(written) if written is not None else None


def read(
    source: Source, offices: Mapping[str, Office], inspections: Mapping[str, Inspection]
) -> tuple[Response | None, list[Problem]]:
    """Read a response's file.

    `offices` and `inspections` by id: the titles of the one and the findings of the other name the roles of headings.
    """
    facts, problems = read_as(ResponseFacts, source)
    problems += body_problems(source)
    _, office_id, *rest = source.path.split("/")
    inspection_ids = tuple((facts.inspection if facts else None) or ["/".join(rest)])
    findings = AnswerableFindings.of(inspection_ids, inspections)
    office = offices.get(office_id)
    reader = SectionReader(source, office, findings, facts.sections if facts else {})
    sections = reader.read()
    problems += reader.problems
    if facts is None:
        return None, problems
    before, part_problems = _findings_before(source, facts, sections)
    problems += part_problems
    holder, part_problems = _holder_of_officer_comments(source, facts, sections)
    problems += part_problems
    keys = findings.expand(list(facts.answers), office)
    id_ = f"{office_id}/{'/'.join(rest)}"
    return Response(id_, office_id, inspection_ids, facts, sections, source, keys, before, holder), problems


def _findings_before(
    source: Source, facts: ResponseFacts, sections: Sequence[Section]
) -> tuple[str | None, list[Problem]]:
    """Return the id of the section that `shows-findings` names."""
    if not facts.shows_findings:
        return None, []
    first, _, heading = facts.shows_findings.partition(" ")
    headings = [section.heading for section in sections if section.heading]
    if first.casefold() != "before" or not heading:
        message = f"{quoted(facts.shows_findings)} does not say where the findings stand"
        return None, [source.problem(("shows-findings",), message, "Write before and a heading of the response")]
    if section := section_headed(sections, heading):
        return section.id, []
    message = f"No section has the heading {quoted(heading, is_prose=True)}"
    return None, [source.problem(("shows-findings",), message, heading_hint(heading, headings))]


def _holder_of_officer_comments(
    source: Source, facts: ResponseFacts, sections: Sequence[Section]
) -> tuple[str | None, list[Problem]]:
    """Return the id of the section that `chief-officer-comments: within ...` names."""
    declared = facts.chief_officer_comments
    if declared is None or declared.kind != WITHIN or not declared.heading or source.language:
        return None, []
    if section := section_headed(sections, declared.heading):
        return section.id, []
    message = f"No heading of the response is {quoted(declared.heading, is_prose=True)}"
    headings = [heading.text for heading in source.markdown.headings]
    near = nearest(declared.heading, headings)
    hint = (
        f"Did you mean {quoted(near, is_prose=True)}?"
        if near
        else "Write the heading just as it stands below, or: within comments"
    )
    return None, [source.problem(("chief-officer-comments",), message, hint)]


def answer_problems(response: Response, findings: AnswerableFindings) -> Iterator[Problem]:
    """Name the keys of answers that no finding of the reports asks for, and those that answer one twice."""
    seen: dict[str, str] = {}
    others: str | None = None
    for key in response.facts.answers:
        if is_others(key):
            if others:
                yield _twice(response, key, others)
            others = key
            continue
        named = findings.named_by(key)
        if isinstance(named, KeyFault):
            yield response.source.problem(("answers", key), named.message, named.hint)
            continue
        if twice := next((seen[finding_key] for finding_key in named if finding_key in seen), None):
            yield _twice(response, key, twice)
        seen |= dict.fromkeys(named, key)
    if others and others not in response.keys.values():
        message = f"{quoted(others)} answers no finding of the report"
        hint = "Write under findings of the report whom each is addressed to, or delete this answer"
        place = response.source.position("answers", others, name=True)
        yield Problem(place, message, hint, Severity.WARNING, "answers-nothing")


def _twice(response: Response, key: str, other: str) -> Problem:
    message = f"{quoted(key)} and {quoted(other)} answer the same finding"
    return response.source.problem(("answers", key), message, "Put both into one answer", name=True)


def answer_key(response: Response, key: str) -> str:
    """Write the key of an answer as the response's other keys are: short for one report, full for several."""
    if len(response.inspection_ids) == 1:
        return key.removeprefix(f"{response.inspection_ids[0]}#")
    return key
