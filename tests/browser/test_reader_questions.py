"""The ten questions of a reader with a phone, each answered within three steps from the home page."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.example_cases import write_content
from tests.support.sources import inspection, response
from tests.support.web_server import serving

MOST_STEPS = 3
PHONE = {"width": 390, "height": 844}
SETTINGS = """\
site_name: Sample site
site_url: "https://sample.example/"
docs_dir: content/pages
theme: {name: material, font: false, language: en}
plugins: [{section55: {content-format: 1}}]
"""


def report(title: str, day: str, more: str = "", number: int = 1) -> str:
    text = inspection(day, more).replace("Sample report", title)
    return f"{text}\n## Recommendation {number}\n\nThe sample force should record each sample case.\n"


FILES = {
    "offices/sampleshire.yml": "name: Sampleshire Police and Crime Commissioner\nshort-name: Sampleshire\n"
    "force: Sampleshire Police\nchief-officer: Chief Constable\nexpects: its force\nholders:\n"
    "  - {name: Sam Sample, title: Police and Crime Commissioner, from: 2021-05-13}\n"
    "  - {name: Alex Sample, title: Police and Crime Commissioner, from: 2016-05-12, to: 2021-05-12}\n",
    "inspections/2019/abuse.md": report("Sample domestic abuse", "2019-10-24", number=3),
    "inspections/2025/abuse.md": report(
        "Sample domestic abuse revisited", "2025-01-20",
        "findings: {recommendation-1: {repeats: 2019/abuse#recommendation-3}}\n",
    ),
    "inspections/2026/roads.md": report("Sample roads", "2026-02-10"),
    "responses/sampleshire/2019/abuse.md": response(
        "published: 2019-12-12\ncorrections: [{on: 2026-02-20, note: A sample date was mended.}]\n"
        "answers: {recommendation-3: {action: taken, reason: We record each sample case since 2020.}}\n", "2019/abuse",
    ),
    "responses/sampleshire/2025/abuse.md": response(
        "published: 2025-04-01\nlate-reason: Sample reason.\n"
        "answers: {recommendation-1: {action: proposed, reason: Sample words.}}\n", "2025/abuse",
    ),
}  # fmt: skip


class Reader:
    """A reader with a phone, whose steps are counted: a tap on a link, or a search."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps = 0

    def _step(self) -> None:
        self.steps += 1
        assert self.steps <= MOST_STEPS

    def tap(self, link: str | Locator) -> None:
        """Tap a link, by its words."""
        self._step()
        found = self.page.get_by_role("link", name=link, exact=True).first if isinstance(link, str) else link
        expect(found).to_be_visible()
        found.tap()

    def search(self, words: str) -> None:
        """Search with the box at the top."""
        self._step()
        box = self.page.get_by_role("search").get_by_role("searchbox").first
        box.fill(words)
        box.press("Enter")

    def sees(self, words: str | re.Pattern[str]) -> None:
        """Check that the page shows words."""
        expect(self.page.locator("body")).to_contain_text(words)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("questions")
    write_content(folder / "content", FILES)
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "content" / "pages").mkdir()
    (folder / "content/pages/index.md").write_text("# Sample site\n\nSample words.\n", encoding="utf-8")
    command = [sys.executable, "-m", "generator.commands.cli", "build", "--as-of", "2026-03-02", "--quiet"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    with serving(folder / "site") as address:
        yield address


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Reader]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.clock.set_fixed_time("2026-03-02T12:00:00Z")
    page.goto(site)
    yield Reader(page)
    page.wait_for_load_state()  # words can be read before the style sheet has come
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    context.close()


def test_what_did_the_commissioner_say_to_recommendation_3_on_domestic_abuse(reader: Reader) -> None:
    reader.search("recommendation 3 domestic abuse")
    reader.tap(reader.page.get_by_role("link", name="Recommendation 3: Sample domestic abuse", exact=True))
    reader.sees("We record each sample case since 2020.")
    reader.sees("Sampleshire Police and Crime Commissioner")


def test_which_responses_were_late_last_year(reader: Reader) -> None:
    reader.tap("Statistics")
    year = reader.page.locator("#years ~ table tr", has=reader.page.get_by_role("rowheader", name="2025"))
    reader.tap(year.first.locator("[data-label='Published late'] a"))
    rows = reader.page.locator("[data-rows] li")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("response published 1 April 2025")


def test_which_findings_came_back(reader: Reader) -> None:
    reader.tap("Statistics")
    reader.tap("1 was asked before")
    expect(reader.page.locator("tbody tr")).to_have_count(1)
    reader.tap(reader.page.locator("tbody tr a").first)
    reader.sees(re.compile("24 October 2019[\\s\\S]*Recommendation 3, Sample domestic abuse"))


def test_what_is_due_next_month(reader: Reader) -> None:
    reader.tap("Deadlines")
    reader.sees(re.compile("Sample roads[\\s\\S]*6 April 2026"))


def test_everything_as_a_spreadsheet(reader: Reader) -> None:
    reader.search("spreadsheet")
    reader.tap("Data")
    with reader.page.expect_download() as saved:
        reader.tap("Responses (responses.csv)")
    rows = list(csv.DictReader(saved.value.path().read_text(encoding="utf-8").splitlines()))
    assert [row["id"] for row in rows] == ["sampleshire/2019/abuse", "sampleshire/2025/abuse"]


def test_how_to_subscribe(reader: Reader) -> None:
    reader.search("subscribe")
    reader.tap("Updates")
    reader.sees("Copy this address into a feed reader")
    expect(reader.page.get_by_role("link", name="https://sample.example/feed.atom")).to_be_visible()


def test_a_link_to_this_paragraph(reader: Reader) -> None:
    reader.tap(reader.page.locator(".s55-list--responses a").first)
    reader.tap(reader.page.get_by_role("link", name="Link to this paragraph").first)
    expect(reader.page).to_have_url(re.compile("#p-[0-9a-f]{8}$"))


def test_whether_this_is_current(reader: Reader) -> None:
    reader.sees("As at 2 March 2026")
    reader.page.clock.set_fixed_time("2026-05-02T12:00:00Z")
    reader.page.reload()
    reader.sees("Site last built on 2 March 2026; it may not show a response published since")


def test_who_was_commissioner_then(reader: Reader) -> None:
    reader.tap("Offices")
    reader.tap("Sampleshire Police and Crime Commissioner")
    reader.sees("Alex Sample, from 12 May 2016 to 12 May 2021")


def test_what_changed_since(reader: Reader) -> None:
    reader.tap("What changed, and how to subscribe")
    reader.sees(re.compile("February 2026[\\s\\S]*Corrected, 20 February 2026: A sample date was mended."))
