"""Which pages the site has. To add one: a function that gives it, its name in `PAGES`, and its template."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.deadlines import deadline_pages
from generator.pages.findings import finding_list_pages
from generator.pages.home import home_page
from generator.pages.lists import list_pages
from generator.pages.page import Page
from generator.pages.records import record_pages
from generator.released import Released

PAGES = (record_pages, list_pages, finding_list_pages, deadline_pages)
"""Each gives some of the site's pages from what is released."""


def pages_of(released: Released) -> Iterator[Page]:
    """Give every page but home, whose lists are set into an editorial page."""
    for pages in PAGES:
        yield from pages(released)


__all__ = ["PAGES", "Page", "home_page", "pages_of"]
