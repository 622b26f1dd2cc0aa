"""A response in the order of the publication format: the answer to each finding, and the comments after them.

Knows responses and findings; nothing of HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.pages.page import ContentsEntry
from generator.records.finding import Finding, FindingGroup, ProseSection
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.response import Response, Section
from generator.records.roles import Role
from generator.register.answers import Answer
from generator.register.released import ReleasedRegister
from generator.statute import Clock

# The order of the Norfolk form. Any other section stays with the one before it.
_ORDER = {Role.KEY_FINDINGS: 0, Role.CHIEF_OFFICER: 2, Role.COMMENTS: 3, Role.REPLY: 4}


@dataclass(frozen=True, slots=True)
class AnsweredFinding:
    """A finding with the response's answer to it."""

    finding: Finding
    answer: Answer
    anchor: str
    """Its id on the page."""


@dataclass(frozen=True, slots=True)
class AnsweredGroup:
    """The findings under one heading of the report."""

    group: FindingGroup
    parts: tuple[AnsweredFinding | ProseSection, ...]
    """In the order of the report."""
    anchor: str

    @property
    def findings(self) -> tuple[AnsweredFinding, ...]:
        """The findings alone."""
        return tuple(part for part in self.parts if isinstance(part, AnsweredFinding))


@dataclass(frozen=True, slots=True)
class AnsweredReport:
    """One of the reports a response answers."""

    inspection: Inspection
    clock: Clock
    groups: tuple[AnsweredGroup, ...]
    anchor: str
    is_one_of_several: bool


Part: TypeAlias = Section | AnsweredReport


@dataclass(frozen=True, slots=True)
class Document:
    """A response in the order of its page."""

    response: Response
    office: Office
    reports: tuple[AnsweredReport, ...]
    parts: tuple[Part, ...]
    """Sections and reports in the order of the page."""

    def heading_of(self, section: Section) -> str:
        """Return a section's heading as written; text before the first heading is the office's comments."""
        return section.heading or f"Comments of {self.office.name}"

    @property
    def is_asked_for(self) -> bool:
        """Whether section 55 asks for a response to any of the reports."""
        return any(report.inspection.asks_for_response for report in self.reports)

    @property
    def says_no_comments_came(self) -> bool:
        """Whether the response records that the chief officer submitted no comments."""
        return self.response.facts.chief_officer_comments is not None

    def contents(self) -> list[ContentsEntry]:
        """Return the headings for the page's table of contents."""
        entries = []
        for part in self.parts:
            if isinstance(part, Section):
                entries.append(ContentsEntry(self.heading_of(part).rstrip(": "), part.id))
            elif part.is_one_of_several:
                inner = tuple(ContentsEntry(group.group.heading.rstrip(": "), group.anchor) for group in part.groups)
                entries.append(ContentsEntry(part.inspection.title, part.anchor, inner))
            else:
                entries += [ContentsEntry(group.group.heading.rstrip(": "), group.anchor) for group in part.groups]
        return entries


def document_of(released: ReleasedRegister, response: Response) -> Document:
    """Return a response as a document."""
    office = released.offices[response.office_id]
    inspections = [released.inspections[id_] for id_ in response.inspection_ids]
    several = len(inspections) > 1
    reports = tuple(_report(released, response, inspection, several=several) for inspection in inspections)
    answered = {
        answered.finding.full_id for report in reports for group in report.groups for answered in group.findings
    }
    anchors = {group.anchor for report in reports for group in report.groups}
    anchors |= {answered.anchor for report in reports for group in report.groups for answered in group.findings}
    ranked: list[tuple[float, Part]] = [(1, report) for report in reports]
    rank = -1.0
    for section in response.sections:
        if section.role in answered or (section.role and f"{inspections[0].id}#{section.role}" in answered):
            continue
        rank = _ORDER.get(section.role, rank) if section.role in set(Role) else rank  # type: ignore[call-overload]
        is_doubled = section.role is None and section.id in anchors
        ranked.append((rank, replace(section, id=f"section-{section.id}") if is_doubled else section))
    ranked.sort(key=lambda pair: pair[0])
    return Document(response, office, reports, tuple(part for _, part in ranked))


def _above_findings(group: FindingGroup) -> Iterator[Finding | ProseSection]:
    """Yield findings and the headings above them; a theme without findings is for the report's own page."""
    for part, after in zip(group.parts, [*group.parts[1:], None], strict=True):
        if isinstance(part, Finding) or not part.is_theme or (after and after.depth > part.depth):
            yield part


def _report(released: ReleasedRegister, response: Response, inspection: Inspection, *, several: bool) -> AnsweredReport:
    prefix = f"{inspection.id.replace('/', '-')}-" if several else ""
    groups = tuple(
        AnsweredGroup(
            group,
            tuple(
                AnsweredFinding(part, released.answer(response, part), f"{prefix}{part.id}")
                if isinstance(part, Finding)
                else part
                for part in _above_findings(group)
            ),
            f"{prefix}{group.id}",
        )
        for group in inspection.groups
    )
    return AnsweredReport(inspection, released.clock(response, inspection), groups, f"{prefix}findings", several)
