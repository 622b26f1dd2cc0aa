"""The pages of updates: each change with a recorded day, by month, and how to subscribe."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.outputs.search.editorial import site_page_documents
from tests.support.example_cases import write_content
from tests.support.markup import parse, words
from tests.support.page_text import text_of_page
from tests.support.paths import TOP
from tests.support.sample_office import build
from tests.support.sources import OFFICE, inspection, response

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADDRESS = "https://office.example/"
FILES = {
    "offices/a.yml": OFFICE.format("A") + "short-name: Sample A\n",
    "inspections/2025/keys.md": inspection("2025-10-01").replace("Sample report", "Sample keys")
    + "\n## Recommendation 1\n\nCount the keys.\n",
    "inspections/2025/rail.md": inspection(
        "2025-10-01", "withdrawn: {on: 2026-02-03, reason: Published by mistake.}\n"
    ).replace("Sample report", "Sample rail"),
    "responses/a/2025/keys.md": response(
        "published: 2025-11-03\ncorrections: [{on: 2026-01-05, note: A sample figure was mended.}, "
        "{on: 2026-12-01, note: Not yet.}]\nanswers: {recommendation-1: {action: taken, reason: Counted., "
        "progress: [{on: 2026-01-07, status: in progress}, {on: 2026-02, status: reported complete}]}}\n",
        "2025/keys",
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("updates")
    write_content(folder / "content", FILES)
    return build(folder, content=folder / "content", address=ADDRESS, with_pdf=False)


def test_each_change_is_listed_by_month_the_latest_first(site: Path) -> None:
    main = parse((site / "updates/index.html").read_text(encoding="utf-8")).css_first("main")
    assert main is not None
    months = {words(month): [words(item) for item in month.next.next.css("li")] for month in main.css("h3")}  # type: ignore[union-attr]
    assert months == {
        "February 2026": ["Sample rail Withdrawn, 3 February 2026: Published by mistake."],
        "January 2026": [
            "Recommendation 1, Sample keys: Sample A Progress, 7 January 2026: In progress",
            "Response of Sample A to Sample keys Corrected, 5 January 2026: A sample figure was mended.",
        ],
        "November 2025": ["Response of Sample A to Sample keys New, 3 November 2025"],
        "October 2025": ["Sample keys New, 1 October 2025"],
    }


def test_the_page_says_how_to_subscribe_and_leads_to_the_feed_the_calendar_and_the_data(site: Path) -> None:
    html = (site / "updates/index.html").read_text(encoding="utf-8")
    links = {link.attributes["href"] for link in parse(html).css("#subscribe + ul a")}
    assert links == {"../feed.atom", "../deadlines.ics", "../offices/", "../browse/", "../data/"}
    no_mail = "This site sends no e-mails and keeps no list of subscribers."
    assert f"{no_mail} Many feed readers can send an e-mail for each update." in text_of_page(html)


def test_a_site_without_an_address_offers_no_feed(tmp_path: Path) -> None:
    write_content(tmp_path / "content", {"offices/a.yml": OFFICE.format("A")})
    html = (build(tmp_path, content=tmp_path / "content", with_pdf=False) / "updates/index.html").read_text(
        encoding="utf-8"
    )
    assert "feed" not in html
    assert "Nothing has a recorded date yet" in html


def test_people_who_open_the_feed_can_read_it_and_follow_its_links(site: Path, browser: Browser) -> None:
    # Hosts send it as XML (`_headers`), for which a file of that name stands in here.
    assert "/feed.atom\n  Content-Type: application/xml; charset=utf-8\n" in (site / "_headers").read_text()
    shutil.copytree(TOP / "templates/theme/assets/section55", site / "assets/section55", dirs_exist_ok=True)
    shutil.copy(site / "feed.atom", site / "feed.xml")
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto((site / "feed.xml").as_uri())
    seen = page.evaluate("document.documentElement.innerText ?? document.documentElement.textContent")
    assert "copy the address of this page into a feed reader" in seen
    display = "getComputedStyle(document.querySelector('entry > title')).display"
    assert page.evaluate(display) == "block"
    assert page.locator("a").first.get_attribute("href") == f"{ADDRESS}responses/a/2025/keys/"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize("word", ["subscribe", "RSS", "alert", "download", "CSV", "spreadsheet"])
def test_the_search_finds_the_pages_of_the_site_by_the_words_people_use(word: str) -> None:
    texts = {
        document.url: f"{document.title} {document.text()} {document.meta['also']}"
        for document in site_page_documents()
    }
    address = "data/" if word in {"download", "CSV", "spreadsheet"} else "updates/"
    assert word.lower() in texts[address].lower()
