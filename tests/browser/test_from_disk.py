"""The site opened from a disk, as `make site` leaves it: every page can be reached and read without a server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, expect

LINKS = "[...document.querySelectorAll('a[href], form[action]')].map((link) => link.href || link.action)"


def file_at(address: str) -> Path:
    return Path(unquote(urlsplit(address).path))


def follow_every_link(page: Page, site: Path) -> set[Path]:
    """Open every page that links lead to, and return the files."""
    waiting, seen = [f"{site.as_uri()}/index.html"], set()
    while waiting:
        address = waiting.pop()
        file = file_at(address)
        if file in seen:
            continue
        assert file.is_file(), f"a link leads to {file.relative_to(site)}"
        assert file.is_relative_to(site)
        seen.add(file)
        if file.suffix != ".html":
            continue
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        waiting += [link for link in page.evaluate(LINKS) if link.startswith("file:")]
    return seen


def test_every_link_leads_to_a_page(browser: Browser, built_site: Path) -> None:
    page = browser.new_page()
    seen = follow_every_link(page, built_site)
    page.close()

    # Nothing but the page for a missing address is out of reach.
    assert {path for path in built_site.rglob("*.html") if path not in seen} == {built_site / "404.html"}


def test_the_search_says_why_it_cannot_and_leads_to_the_lists(browser: Browser, built_site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{built_site.as_uri()}/index.html")
    page.get_by_role("searchbox", name="Search this site").fill("custody")
    page.get_by_role("searchbox", name="Search this site").press("Enter")

    expect(page).to_have_url(f"{built_site.as_uri()}/search/index.html?q=custody")
    expect(
        page.get_by_text("This page was opened from a disk, where browsers do not let a page search.")
    ).to_be_visible()
    expect(page.get_by_role("search", name="Full text")).to_be_hidden()
    page.get_by_role("link", name="All responses, by office").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Responses")
    page.close()
