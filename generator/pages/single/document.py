"""A response set in the order of the paper, with the report's findings where they belong.

Knows responses and findings; nothing of HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.messages import join_words
from generator.pages.lists.response_rows import ResponseLink, link_to
from generator.pages.page import ContentsEntry
from generator.records.finding import Finding, FindingGroup, ProseSection
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.report.class_words import class_among
from generator.records.response import Response
from generator.records.response_facts import ATTACHED, NONE_SUBMITTED
from generator.records.response_sections import OPENING, Section
from generator.records.roles import Role
from generator.register.answers import Answer
from generator.register.clocks import ResponseClock
from generator.register.released import ReleasedRegister
from generator.statute import Clock


@dataclass(frozen=True, slots=True)
class AnsweredFinding:
    """A finding as a response shows it."""

    finding: Finding
    answer: Answer
    anchor: str
    """Its id on the page."""
    shown: tuple[Section, ...] = ()
    """The sections of the answer that stand below the finding."""
    elsewhere: tuple[Section, ...] = ()
    """Those that stand in the paper's own place, to which the finding leads."""
    other_parts: tuple[ResponseLink, ...] = ()
    """Other parts of the response that answer it, where this one does not."""
    is_only_numbered: bool = False
    """Whether its number is enough, because its heading says no more than a number and the class named above it."""


@dataclass(frozen=True, slots=True)
class AnsweredGroup:
    """Findings of one heading of the report."""

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
    clock: ResponseClock
    groups: tuple[AnsweredGroup, ...]
    anchor: str
    is_one_of_several: bool
    office_clocks: tuple[tuple[Office, Clock], ...] = ()
    """The clock of each office, where the response is one of several offices."""
    is_clock_of_withdrawn: bool = False
    """Whether the response that set the clock has been withdrawn since."""


Part: TypeAlias = Section | AnsweredReport


@dataclass(frozen=True, slots=True)
class Document:
    """A response in the order of its page."""

    response: Response
    offices: tuple[Office, ...]
    """Whose response it is; the first is the one whose folder it stands in."""
    reports: tuple[AnsweredReport, ...]
    parts: tuple[Part, ...]
    """Sections and reports in their order."""
    whole: tuple[str, ...] = ()
    """The ids of all parts of the response, this one among them; empty for an update."""

    @property
    def office(self) -> Office:
        """The office at whose address it stands."""
        return self.offices[0]

    @property
    def names(self) -> str:
        """The names of the offices in a row."""
        return join_words([office.name for office in self.offices])

    @property
    def forces(self) -> str:
        """The names of their forces in a row."""
        return join_words([office.facts.force for office in self.offices])

    @property
    def shows_findings(self) -> bool:
        """Whether a finding, or a heading of findings, of one of the reports is shown."""
        return any(report.groups for report in self.reports)

    def heading_of(self, section: Section) -> str:
        """Return a section's heading as written.

        Text before the first heading is the office's comments; it has no heading where another section holds them, too.
        """
        if section.heading is not None:
            return section.heading
        return "" if section.id == OPENING else f"Comments of {self.office.name}"

    @property
    def is_asked_for(self) -> bool:
        """Whether section 55 asks for a response to any of the reports."""
        return any(report.inspection.asks_for_response for report in self.reports)

    @property
    def says_no_comments_came(self) -> bool:
        """Whether the chief officer is recorded as having submitted none."""
        return self._declared == NONE_SUBMITTED

    @property
    def says_comments_are_attached(self) -> bool:
        """Whether the chief officer's comments are recorded as attached."""
        return self._declared == ATTACHED

    @property
    def _declared(self) -> str | None:
        declared = self.response.facts.chief_officer_comments
        return declared.kind if declared and not self.response.section(Role.CHIEF_OFFICER) else None

    def findings_of(self, section: Section) -> list[AnsweredFinding]:
        """Return the findings that a section answers where it stands."""
        return [
            answered
            for report in self.reports
            for group in report.groups
            for answered in group.findings
            if section in answered.elsewhere
        ]

    def contents(self) -> list[ContentsEntry]:
        """List the headings for the page's own contents."""
        entries = []
        for part in self.parts:
            if isinstance(part, Section):
                if heading := self.heading_of(part):
                    entries.append(ContentsEntry(heading.rstrip(": "), part.id))
            elif part.is_one_of_several:
                inner = tuple(ContentsEntry(group.group.heading.rstrip(": "), group.anchor) for group in part.groups)
                entries.append(ContentsEntry(part.inspection.title, part.anchor, inner))
            else:
                entries += [ContentsEntry(group.group.heading.rstrip(": "), group.anchor) for group in part.groups]
        return entries


def document_of(released: ReleasedRegister, response: Response) -> Document:
    """Set one response: its sections in the order of the file, the findings where `_place_of_findings` says."""
    inspections = [released.inspections[id_] for id_ in response.inspection_ids]
    order = [finding for inspection in inspections for finding in inspection.findings]
    first, last = _run_of_answers(released, response, order)
    within = response.sections[first:last]
    reports = tuple(
        _report(released, response, inspection, within, is_one_of_several=len(inspections) > 1)
        for inspection in inspections
    )
    anchors = {group.anchor for report in reports for group in report.groups}
    anchors |= {answered.anchor for report in reports for group in report.groups for answered in group.findings}
    sections = [
        replace(section, id=f"section-{section.id}") if not section.is_recognised and section.id in anchors else section
        for section in response.sections
    ]
    parts: tuple[Part, ...] = (*sections[:first], *reports, *sections[last:])
    whole = () if released.is_update(response) else tuple(part.id for part in released.parts_of(response))
    return Document(response, tuple(released.offices_of(response)), reports, parts, whole)


def _above_findings(group: FindingGroup) -> Iterator[Finding | ProseSection]:
    """Yield findings and the headings above them; a theme without findings is for the report's own page."""
    for part, after in zip(group.parts, [*group.parts[1:], None], strict=True):
        if isinstance(part, Finding) or not part.is_theme or (after and after.depth > part.depth):
            yield part


def _under_headings(group: FindingGroup) -> Iterator[tuple[Finding | ProseSection, str]]:
    """Yield each part that a response shows, with the nearest heading above it."""
    above = {1: group.heading}
    for part in _above_findings(group):
        yield part, above[max(depth for depth in above if depth < max(part.depth, 2))]
        if part.heading:
            above = {depth: heading for depth, heading in above.items() if depth < part.depth}
            above[part.depth] = part.heading


def _place_of_findings(response: Response) -> int:
    """Return before which section the report's findings stand: after the key findings, else after the last section."""
    ids = [section.id for section in response.sections]
    if response.findings_before in ids:
        return ids.index(response.findings_before)
    key_findings = [place for place, section in enumerate(response.sections) if section.role is Role.KEY_FINDINGS]
    return key_findings[-1] + 1 if key_findings else len(ids)


def _run_of_answers(released: ReleasedRegister, response: Response, order: Iterable[Finding]) -> tuple[int, int]:
    """Return the run of answers that stand below their findings: those beside the place of the findings.

    It is empty where the paper answers in another order than the report asks: the paper keeps its own.
    """
    place, sections = _place_of_findings(response), response.sections
    first = last = place
    while first > 0 and sections[first - 1].findings:
        first -= 1
    while last < len(sections) and sections[last].findings:
        last += 1
    run = sections[first:last]
    below = [section for finding in order for section in released.answer(response, finding).sections if section in run]
    return (
        (first, last)
        if list(dict.fromkeys(section.id for section in below)) == [section.id for section in run]
        else (place, place)
    )


def _report(
    released: ReleasedRegister,
    response: Response,
    inspection: Inspection,
    within: Sequence[Section],
    *,
    is_one_of_several: bool,
) -> AnsweredReport:
    prefix = f"{inspection.id.replace('/', '-')}-" if is_one_of_several else ""

    def answered(finding: Finding | ProseSection, above: str) -> AnsweredFinding | ProseSection:
        if isinstance(finding, ProseSection):
            return finding
        answer = released.answer(response, finding)
        shown = tuple(section for section in answer.sections if section in within)
        elsewhere = tuple(section for section in answer.sections if section not in within)
        others = () if answer.is_stated else released.other_parts_that_answer(response, finding)
        is_only_numbered = finding.is_only_numbered and class_among(above) == finding.finding_class
        anchor = f"{prefix}{finding.id}"
        links = tuple(link_to(released, other) for other in others)
        return AnsweredFinding(finding, answer, anchor, shown, elsewhere, links, is_only_numbered)

    groups = tuple(
        AnsweredGroup(group, tuple(answered(*pair) for pair in _under_headings(group)), f"{prefix}{group.id}")
        for group in inspection.groups
    )
    offices = released.offices_of(response)
    clocks = [(office, released.clock(response, inspection, office.id)) for office in offices]
    first = clocks[0][1].set_by
    return AnsweredReport(
        inspection,
        clocks[0][1],
        groups,
        f"{prefix}findings",
        is_one_of_several,
        tuple(clocks) if len(clocks) > 1 else (),
        is_clock_of_withdrawn=first is not None and first.id not in released.responses,
    )
