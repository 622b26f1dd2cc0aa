"""The lists of findings: every recommendation, area for improvement and cause of concern."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.page import Page, slices
from generator.released import Released


def finding_list_pages(released: Released) -> Iterator[Page]:
    """Give the list of all findings, newest report first."""
    rows = [(finding, inspection, released.answers_to(finding)) for inspection in released.newest_inspections for finding in inspection.findings]
    description = "Every recommendation, area for improvement and cause of concern, and what each office says to it."
    for slice_ in slices(rows, "findings/"):
        title = f"Findings, page {slice_.number} of {slice_.pages}" if slice_.number > 1 else "Findings"
        yield Page(slice_.address(slice_.number), "findings.html", title, description, {"slice": slice_, "heading": "Findings"}, (), "findings")
