"""The lists of the home page; the text above them is an editorial page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.pages.lists.deadlines import Deadline, due_next
from generator.pages.lists.response_rows import ResponseRow, response_rows
from generator.pages.page import Page, PageContext, PageKind
from generator.pages.single.peel import Peel, latest_peel
from generator.records.office import Office
from generator.register.released import ReleasedRegister

HOME_ROWS = 5
"""Rows of each short list on the home page."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures at a glance."""

    responses: int
    inspections: int
    findings: int
    panel_reports: int


@dataclass(frozen=True, slots=True)
class HomeContext(PageContext):
    """The context of the home page."""

    deadlines: Sequence[Deadline]
    rows: Sequence[ResponseRow]
    peels: Sequence[Peel]
    offices: Sequence[Office]
    untracked: Sequence[Office]
    """Offices for which no deadline is tracked."""
    figures: Figures


def home_page(released: ReleasedRegister) -> Page:
    """Return the home page: what is due next, the latest responses, PEEL reports, and the figures at a glance."""
    offices = list(released.offices.values())
    peels = [latest_peel(released, office) for office in offices if not office.facts.succeeded_by]
    figures = Figures(
        responses=len(released.responses),
        inspections=len(released.inspections),
        findings=sum(len(inspection.findings) for inspection in released.inspections.values()),
        panel_reports=len(released.panel_reports),
    )
    context = HomeContext(
        deadlines=due_next(released, HOME_ROWS),
        rows=response_rows(released, released.latest_responses[:HOME_ROWS]),
        peels=[peel for peel in peels if peel],
        offices=offices,
        untracked=released.untracked,
        figures=figures,
    )
    return Page("", PageKind.HOME, "", "", context)
