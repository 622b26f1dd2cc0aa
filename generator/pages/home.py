"""The lists of the home page. The words above them are an editorial page's."""

from __future__ import annotations

from generator.pages.lists.by_kind import HOME_ROWS, response_rows
from generator.pages.lists.deadlines import due_next
from generator.pages.page import Page
from generator.pages.single.peel import latest_peel
from generator.register.released import ReleasedRegister


def home_page(released: ReleasedRegister) -> Page:
    """Give the home page's lists: what is due next, what was answered lately, and the figures at a glance."""
    standing = [office for office in released.offices.values() if not office.facts.succeeded_by]
    given = {
        "deadlines": due_next(released, HOME_ROWS),
        "rows": response_rows(released, released.newest_responses[:HOME_ROWS]),
        "peels": [found for office in standing if (found := latest_peel(released, office))],
        "offices": [
            (office, len(released.responses_by_office.get(office.id, []))) for office in released.offices.values()
        ],
        "figures": {
            "responses": len(released.responses),
            "inspections": len(released.inspections),
            "findings": sum(len(each.findings) for each in released.inspections.values()),
            "panel_reports": len(released.panel_reports),
        },
    }
    return Page("", "home.html", "", "", given, scripts=("status",))
