"""A status that cannot rot: a page read late says nothing false without a script, and today's truth with it.

Pages are built for one day and opened in Chromium on another; what is read there is compared with a fresh build.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.dates import read_as_of
from generator.plugin import render_theme
from generator.problems import format_text
from generator.publishing.build import BuildOptions, build_site
from generator.theme.frame import Theme
from tests.support.example_cases import write_content
from tests.support.page_text import text_of_page
from tests.support.paths import DEMO, TOP
from tests.support.sources import OFFICE, inspection, response

SCRIPT = TOP / "templates" / "theme" / "assets" / "section55" / "status.js"

BUILT = date(2026, 3, 2)
LAST = date(2026, 3, 26)
LATER = {
    "the same day": BUILT,
    "the next day": BUILT + timedelta(days=1),
    "fifteen days before the last": LAST - timedelta(days=15),
    "fourteen days before the last": LAST - timedelta(days=14),
    "the day before the last": LAST - timedelta(days=1),
    "the last day": LAST,
    "the day after it": LAST + timedelta(days=1),
    "35 days later": BUILT + timedelta(days=35),
}
PAGES = ("deadlines", "inspections/2026/roads", "offices/a", "responses/a/2025/rail")

CONTENT = {
    "offices/a.yml": OFFICE.format("A") + "short-name: Sample A\n",
    "inspections/2025/keys.md": inspection("2025-12-01").replace("Sample report", "Sample keys"),  # 25 January 2026
    "inspections/2025/rail.md": inspection("2025-11-03").replace("Sample report", "Sample rail"),
    "inspections/2026/roads.md": inspection("2026-01-30").replace("Sample report", "Sample roads"),  # 26 March 2026
    "inspections/2026/signs.md": inspection("2026-02-10").replace(
        "Sample report", "Sample signs"
    ),  # 6 April 2026, Easter Monday
    "responses/a/2025/rail.md": response("published: 2025-12-28\n", "2025/rail"),
    "pages/index.md": "# Sample site\n",
    "pages/about.md": "# About this sample\n",
}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("status") / "content"
    write_content(folder, CONTENT)
    return folder


@pytest.fixture(scope="module")
def theme(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Theme:
    files = tmp_path_factory.mktemp("theme")
    return render_theme(DEMO / "mkdocs.yml", content, files)


class Sites:
    """Sites of one content, a fresh one for each day."""

    def __init__(self, content: Path, theme: Theme, folder: Path) -> None:
        self._content, self._theme, self._folder = content, theme, folder

    def of(self, day: date) -> Path:
        """Build the site as of a day, once."""
        site = self._folder / day.isoformat() / "site"
        if not site.exists():
            result = build_site(
                BuildOptions(DEMO, self._content, site, read_as_of(day.isoformat()), with_pdf=False),
                lambda: self._theme,
            )
            assert not result.failure, format_text(result.problems)
        return site


@pytest.fixture(scope="module")
def sites(content: Path, theme: Theme, tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return Sites(content, theme, tmp_path_factory.mktemp("sites"))


class Reader:
    """A browser whose clock is set; one window for each zone, with a script and without."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._windows: dict[tuple[str, bool], Page] = {}
        self._faults: list[str] = []

    def text(
        self,
        site: Path,
        page: str,
        moment: str,
        *,
        zone: str = "Europe/London",
        script: bool = True,
        part: str = "main",
    ) -> str:
        """Open a page at a moment, and give the text of its main part, or of all of it, as it is seen."""
        window = self._windows.get((zone, script)) or self._opened(zone, script=script)
        if script:
            window.clock.set_fixed_time(moment)
        window.goto((site / page / "index.html").as_uri())
        seen = window.locator(part).inner_text()
        assert self._faults == []
        return re.sub(r"[ \t\u00a0]*\n\s*", "\n", re.sub(r"[ \t\u00a0]+", " ", seen))

    def _opened(self, zone: str, *, script: bool) -> Page:
        window = self._browser.new_context(java_script_enabled=script, timezone_id=zone).new_page()
        window.on("pageerror", lambda error: self._faults.append(str(error)))
        self._windows[zone, script] = window
        return window


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Reader:
    return Reader(browser)


@pytest.mark.parametrize("day", LATER.values(), ids=LATER)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_read_later_says_what_a_fresh_one_says(page: str, day: date, sites: Sites, reader: Reader) -> None:
    old = reader.text(sites.of(BUILT), page, f"{day}T12:00:00Z")
    fresh = reader.text(sites.of(day), page, f"{day}T12:00:00Z")
    assert old == fresh


def row(text: str, title: str) -> list[str]:
    """Pick a report's row of the deadlines: last day, last working day, days left, status."""
    found = re.search(
        rf"{title}\s+Sample A\s+(.+?20\d\d)\s+(.+?20\d\d)\s+(\d+(?: days? overdue)?)\s+([A-Z][a-z ]+)", text
    )
    assert found, text
    return [part.strip() for part in found.groups()]


@pytest.mark.parametrize(
    ("name", "left", "status"),
    [
        ("the same day", "24", "Awaiting"),
        ("the next day", "23", "Awaiting"),
        ("fifteen days before the last", "15", "Awaiting"),
        ("fourteen days before the last", "14", "Due soon"),
        ("the day before the last", "1", "Due soon"),
        ("the last day", "0", "Due today"),
        ("the day after it", "1 day overdue", "Overdue"),
        ("35 days later", "11 days overdue", "Overdue"),
    ],
)
def test_the_status_and_the_days_left_are_those_of_today(
    name: str, left: str, status: str, sites: Sites, reader: Reader
) -> None:
    seen = reader.text(sites.of(BUILT), "deadlines", f"{LATER[name]}T12:00:00Z")
    assert row(seen, "Sample roads") == ["26 March 2026", "26 March 2026", left, status]


def test_the_table_keeps_its_order_when_a_last_day_passes(sites: Sites, reader: Reader) -> None:
    titles = ["Sample keys", "Sample roads", "Sample signs"]
    for day in LATER.values():
        assert (
            re.findall(r"Sample (?:keys|roads|signs)", reader.text(sites.of(day), "deadlines", f"{day}T12:00:00Z"))
            == titles
        )


OLD = "Site last built on 2 March 2026; it may not show a response published since"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_more_than_35_days_old_says_so_and_calls_nothing_overdue(
    page: str, sites: Sites, reader: Reader
) -> None:
    old = BUILT + timedelta(days=36)
    seen = reader.text(sites.of(BUILT), page, f"{old}T12:00:00Z", part="body")
    assert not re.search("overdue|since the last day", seen, re.IGNORECASE)
    assert seen.strip().endswith(f"As at 2 March 2026\n{OLD}")
    tags = {"deadlines": 3, "inspections/2026/roads": 1, "offices/a": 3, "responses/a/2025/rail": 0}
    assert seen.count(OLD) == tags[page] + 1


def test_every_page_says_in_its_footer_that_it_is_old(sites: Sites, reader: Reader) -> None:
    site = sites.of(BUILT)
    pages = {file.parent.relative_to(site).as_posix() for file in site.rglob("index.html")}
    assert {"statistics", "search", "browse", "findings", "updates", "panel-reports", "data", "about", "."} <= pages
    old = f"{BUILT + timedelta(days=36)}T12:00:00Z"
    young = f"{BUILT + timedelta(days=35)}T12:00:00Z"
    for page in sorted(pages):
        assert reader.text(site, page, old, part=".s55-footer").strip().endswith(f"As at 2 March 2026\n{OLD}"), page
        assert OLD not in reader.text(site, page, young, part=".s55-footer"), page


def test_a_page_35_days_old_is_not_called_old(sites: Sites, reader: Reader) -> None:
    day = LATER["35 days later"]
    assert OLD not in reader.text(sites.of(BUILT), "deadlines", f"{day}T12:00:00Z", part="body")


@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu"])
@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("2026-03-25T23:59:59Z", "Due soon"),  # winter: London is on Greenwich time
        ("2026-03-26T00:00:00Z", "Due today"),
        ("2026-03-26T23:59:59Z", "Due today"),
        ("2026-03-27T00:00:00Z", "Overdue"),
    ],
)
def test_today_is_the_day_in_london_wherever_the_reader_is(
    moment: str, status: str, zone: str, sites: Sites, reader: Reader
) -> None:
    assert row(reader.text(sites.of(BUILT), "deadlines", moment, zone=zone), "Sample roads")[3] == status


@pytest.mark.parametrize(
    ("moment", "left", "status"),
    [
        ("2026-07-13T22:59:59Z", "1", "Due soon"), ("2026-07-13T23:30:00Z", "0", "Due today"),
        ("2026-07-14T22:59:59Z", "0", "Due today"), ("2026-07-14T23:30:00Z", "1 day overdue", "Overdue"),
    ],
)  # fmt: skip
def test_half_past_eleven_at_night_in_july_is_the_next_day_in_london(
    moment: str, left: str, status: str, theme: Theme, tmp_path: Path, reader: Reader
) -> None:
    write_content(tmp_path / "content", {
        "offices/a.yml": CONTENT["offices/a.yml"],
        "inspections/2026/july.md": inspection("2026-05-20").replace("Sample report", "Sample july"),
    })  # fmt: skip
    site = Sites(tmp_path / "content", theme, tmp_path).of(date(2026, 7, 1))
    assert row(reader.text(site, "deadlines", moment), "Sample july") == ["14 July 2026", "14 July 2026", left, status]


def test_days_left_are_whole_days_across_a_change_of_clocks(sites: Sites, reader: Reader) -> None:
    # The clocks go forward on 29 March 2026.
    for day, left in {"2026-03-28": "9", "2026-03-29": "8", "2026-03-30": "7"}.items():
        for hour in ("00:30", "01:30", "12:00", "22:30"):
            assert row(reader.text(sites.of(BUILT), "deadlines", f"{day}T{hour}:00Z"), "Sample signs")[2] == left


RULE = (
    "A response is due before the end of 56 days beginning with the day on which its report is published (section "
    "55(5A)). "
    "The last day does not move for a weekend or a holiday. The last working day on or before it is shown for guidance."
)
NOT_PUBLISHED = "Not published when this page was built on 2 March 2026"


def test_without_a_script_the_deadlines_say_only_what_stays_true(sites: Sites, reader: Reader) -> None:
    seen = reader.text(sites.of(BUILT), "deadlines", "", script=False).replace("\t", " ").split("\n")
    assert seen == [
        "Deadlines",
        RULE,
        "3 responses",
        "Responses due, by last day, as they stood when this page was built on 2 March 2026",
        "Report Office Last day Last working day Days left on 2 March 2026 Status",
        f"Sample keys Sample A 25 January 2026 23 January 2026 36 days overdue {NOT_PUBLISHED}",
        f"Sample roads Sample A 26 March 2026 26 March 2026 24 {NOT_PUBLISHED}",
        f"Sample signs Sample A 6 April 2026 2 April 2026 35 {NOT_PUBLISHED}",
        "This list as a spreadsheet (CSV)",
        (
            "Add these last days to your calendar (calendar file; subscribe to its address to keep your calendar "
            "up to date)"
        ),
        "For responses published in time and late, by office and by year, see Statistics.",
    ]


def test_without_a_script_a_record_says_of_what_is_owed_only_what_stays_true(sites: Sites, reader: Reader) -> None:
    seen = reader.text(sites.of(BUILT), "inspections/2026/roads", "", script=False)
    assert NOT_PUBLISHED in seen
    assert "26 March 2026" in seen
    seen = reader.text(sites.of(BUILT), "offices/a", "", script=False)
    assert seen.count(NOT_PUBLISHED) == 3


def test_without_a_script_no_page_has_a_word_that_the_next_day_makes_false(sites: Sites) -> None:
    fleeting = re.compile(  # days overdue are counted in a column whose heading names the day
        r"\b(?:Awaiting|Due soon|Due today|(?<!day )(?<!days )Overdue|"
        r"Days left(?! on \d)|Days since|This is the last day)\b",
        re.IGNORECASE,
    )
    # Statistics are totals, which say as at which day they are, and a panel pack is a paper of its day; the page about
    # the data explains the words.
    dated = {"data", "statistics", "panel-pack"}
    pages = [path for path in sites.of(BUILT).rglob("*.html") if not dated & set(path.parts)]
    assert len(pages) > 15
    for path in pages:
        found = [line for line in text_of_page(path.read_text(encoding="utf-8")) if fleeting.search(line)]
        assert found == [], path


def test_on_a_narrow_screen_the_label_names_the_day_until_the_script_has_run(sites: Sites, browser: Browser) -> None:
    for script, label in ((False, "Days left on 2 March 2026"), (True, "Days left")):
        context = browser.new_context(java_script_enabled=script, viewport={"width": 360, "height": 800})
        page = context.new_page()
        page.goto((sites.of(BUILT) / "deadlines" / "index.html").as_uri())
        assert page.locator("tbody tr").first.locator("td").nth(3).get_attribute("data-label") == label
        context.close()


def test_a_page_left_open_overnight_is_judged_again(sites: Sites, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time("2026-03-26T12:00:00Z")
    page.goto((sites.of(BUILT) / "deadlines" / "index.html").as_uri())
    tag = page.locator("tbody tr").nth(1).locator(".s55-tag").first
    assert (tag.inner_text(), tag.get_attribute("class")) == ("Due today", "s55-tag s55-tag--due-today")
    page.clock.set_fixed_time("2026-03-27T08:00:00Z")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert (tag.inner_text(), tag.get_attribute("class")) == ("Overdue", "s55-tag s55-tag--overdue")
    context.close()


def test_the_script_is_small_and_needs_nothing_else() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.encode()) < 4000
    assert not re.search(r"\b(?:import|require|fetch|XMLHttpRequest|eval|innerHTML|document\.write)\b", text)
