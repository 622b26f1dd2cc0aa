"""The pages of an inspection and of its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.pages.lists.response_rows import ResponseLink, ResponseRow, link_to, response_row
from generator.pages.page import ContentsEntry, Crumb, Page, PageContext, PageKind, shortened
from generator.pages.single.downloads import Download, downloads_of
from generator.pages.single.last_changed import finding_changed, inspection_changed
from generator.records.finding import Finding, FindingGroup
from generator.records.inspection import Inspection
from generator.records.panel_report import PanelReport
from generator.register.addresses import address_of
from generator.register.answers import Answer
from generator.register.clocks import ReportClock
from generator.register.released import ReleasedRegister


@dataclass(frozen=True, slots=True)
class InspectionContext(PageContext):
    """The context of an inspection's page."""

    inspection: Inspection
    responses: Sequence[ResponseRow]
    outstanding: Sequence[ReportClock]
    contents: Sequence[ContentsEntry]
    reports: Sequence[PanelReport]
    """Panel reports about it."""
    follows: Sequence[Inspection]
    followed_by: Sequence[Inspection]
    downloads: Sequence[Download]
    newer: Inspection | None
    older: Inspection | None


@dataclass(frozen=True, slots=True)
class FindingContext(PageContext):
    """The context of a finding's page."""

    inspection: Inspection
    finding: Finding
    answers: Sequence[tuple[ResponseLink, Answer]]
    chain: Sequence[tuple[Finding, Inspection]]
    """Itself and the findings that it makes again or that make it again, the oldest first; empty without others."""
    cause: Finding | None
    """The cause of concern it belongs to."""
    before: Finding | None
    after: Finding | None


def inspection_page(
    released: ReleasedRegister, inspection: Inspection, newer: Inspection | None, older: Inspection | None
) -> Page:
    """Return an inspection's page: the findings of the report, and every office's response to it."""
    responses = released.responses_by_inspection.get(inspection.id, [])
    context = InspectionContext(
        inspection=inspection,
        responses=[
            response_row(released, response, inspection, office)
            for response in responses
            for office in released.offices_of(response)
        ],
        outstanding=released.outstanding_by_inspection.get(inspection.id, []),
        contents=_contents_of(inspection),
        reports=released.reports_about.get(inspection.id, []),
        follows=[released.inspections[id_] for id_ in inspection.facts.follows if id_ in released.inspections],
        followed_by=released.reports_following([inspection.id]),
        downloads=list(downloads_of(released, inspection)),
        newer=newer,
        older=older,
    )
    published = inspection.published.wording
    description = f"{inspection.inspectorate} report published {published}, its findings, and the responses to it."
    return Page(
        address_of(inspection), PageKind.INSPECTION, inspection.title, shortened(description), context,
        (Crumb("Inspections", "inspections/"),), "inspections", inspection_changed(released, inspection),
    )  # fmt: skip


def _contents_of(inspection: Inspection) -> list[ContentsEntry]:
    entries = []
    for part in inspection.parts:
        if part.heading:
            findings = part.findings if isinstance(part, FindingGroup) else ()
            inner = tuple(_entry(finding.heading, finding.id) for finding in findings if finding.id != part.id)
            entries.append(_entry(part.heading, part.id, inner))
    return entries


def _entry(heading: str, id_: str, inner: tuple[ContentsEntry, ...] = ()) -> ContentsEntry:
    return ContentsEntry(heading.rstrip(": "), id_, inner)


def finding_page(
    released: ReleasedRegister, inspection: Inspection, finding: Finding, before: Finding | None, after: Finding | None
) -> Page:
    """Return a finding's page: its text, its addressees, and each office's answer."""
    chain = [(each, released.inspections[each.inspection_id]) for each in released.chain_of(finding)]
    context = FindingContext(
        inspection=inspection,
        finding=finding,
        # A joint response says the same for each of its offices.
        answers=[
            (link_to(released, answer.response), answer)
            for answer in released.answers_to(finding)
            if answer.office.id == answer.response.office_id
        ],
        chain=chain if len(chain) > 1 else [],
        cause=inspection.finding(finding.cause) if finding.cause else None,
        before=before,
        after=after,
    )
    heading = finding.heading.rstrip(": ")
    crumbs = (Crumb("Inspections", "inspections/"), Crumb(inspection.title, address_of(inspection)))
    return Page(
        address_of(finding), PageKind.FINDING, f"{heading}: {inspection.title}",
        shortened(finding.passage.plain or heading), context, crumbs, "findings",
        finding_changed(released, inspection, finding),
    )  # fmt: skip
