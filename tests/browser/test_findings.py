"""The filter of findings in a browser: any combination, kept in the address, each number that of its list."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator.dates import read_as_of
from generator.pages.lists.facets import FACETS, Row, facets_of, rows_of
from generator.pages.lists.findings import MAX_WORDY_CHOICES, ROWS
from generator.plugin import render_theme
from generator.problems import format_text
from generator.publishing.build import BuildOptions, build_site
from generator.register.released import ReleasedRegister
from generator.slugs import slugify
from tests.support.generated_corpus import AS_OF, address_from, read_released, write_corpus
from tests.support.paths import DEMO
from tests.support.web_server import serving

NAMES = {
    "office": "Office", "class": "Class", "year": "Year of the report", "position": "Position", "progress": "Progress",
    "addressee": "Addressed to", "again": "Asked before or again", "theme": "Theme",
    "cause": "Cause of concern",
}  # fmt: skip


PATIENCE_S = 60


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a made-up folder in which some recommendations stand under themes."""
    folder = write_corpus(tmp_path_factory.mktemp("findings") / "content", 160, 1)
    themes = cycle(("Recommendations", "Sample leadership", "3. Sample custody"))
    for report in sorted(folder.glob("inspections/*/*.md")):
        text = report.read_text(encoding="utf-8")
        report.write_text(text.replace("## Recommendations", f"## {next(themes)}"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def released(content: Path) -> ReleasedRegister:
    return read_released(content)


@pytest.fixture(scope="module")
def host(content: Path, built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the made-up site below a path, as many hosts do, and the repository's own beside it."""
    root = tmp_path_factory.mktemp("host")
    theme = render_theme(DEMO / "mkdocs.yml", content, tmp_path_factory.mktemp("theme"))
    result = build_site(
        BuildOptions(DEMO, content, root / "below" / "here", read_as_of(AS_OF), with_search=False, with_pdf=False),
        lambda: theme,
    )
    assert not result.failure, format_text(result.problems)
    (root / "own").symlink_to(built_site)
    with serving(root) as address:
        yield address.rstrip("/")


@dataclass
class Reader:
    """A window on the list of findings, which may have no fault and asks nobody but the site."""

    window: Page
    site: str
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, query: str = "", *, page: str = "findings/") -> None:
        """Open a list, and wait until it has what the address asks for."""
        self.window.goto(f"{self.site}/{page}{query}")
        if query:
            self.wait()

    def until(self, condition: str) -> None:
        """Wait for a condition; Playwright's own way of waiting needs a policy that lets a page run any text."""
        until = time.monotonic() + PATIENCE_S
        while not self.window.evaluate(condition):
            if time.monotonic() > until:
                pytest.fail(f"This did not come true: {condition}")
            self.window.wait_for_timeout(10)

    def wait(self) -> None:
        self.until("document.querySelector('[data-status]').textContent && !document.querySelector('[aria-busy]')")

    @property
    def status(self) -> str:
        return self.window.inner_text("[data-status]")

    @property
    def query(self) -> str:
        assert self.window.url.startswith(f"{self.site}/findings/")
        return self.window.url.removeprefix(f"{self.site}/findings/")

    def rows(self) -> list[list[str]]:
        """Read the table: the address of the finding, and the text of each cell."""
        script = (
            "rows => rows.map(row => [row.querySelector('a').pathname, ...[...row.cells].map(cell => cell.innerText)])"
        )
        found: list[list[str]] = self.window.eval_on_selector_all("main tbody tr", script)
        return [[address.rpartition("/inspections/")[2], *cells] for address, *cells in found]

    def ids(self) -> list[str]:
        """Read the findings listed, over all pages of them."""
        found = [row[0] for row in self.rows()]
        while (following := self.window.locator("a[rel=next]")).count():
            following.click()
            self.until(f"document.querySelector('[data-status]').textContent.startsWith('{len(found) + 1} to ')")
            self.wait()
            found += [row[0] for row in self.rows()]
        return found

    def numbers(self) -> dict[str, dict[str, int]]:
        """Read the numbers of the panel, by facet and words."""
        script = "all => all.map(a => [a.closest('details').dataset.facet, a.textContent])"
        found: dict[str, dict[str, int]] = {}
        for facet, words in self.window.eval_on_selector_all(".s55-facets details li a", script):
            name, number = re.fullmatch(r"(.*) \((\d+)\)", re.sub(r"\s+", " ", words).strip()).groups()  # type: ignore[union-attr]
            found.setdefault(facet, {})[name] = int(number)
        return found

    def choose(self, facet: str, words: str) -> None:
        """Click a value in the panel."""
        details = self.window.locator(f"details[data-facet={facet}]")
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        before = self.window.url
        details.get_by_role("link", name=re.compile(rf"^{re.escape(words)} \(")).click()
        self.until(f"location.href !== {before!r}")
        self.wait()


@pytest.fixture
def reader(browser: Browser, host: str) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    window = context.new_page()
    made = Reader(window, f"{host}/below/here")
    window.on("pageerror", lambda error: made.faults.append(str(error)))
    window.on(
        "console", lambda message: made.faults.append(message.text) if message.type in {"error", "warning"} else None
    )
    window.on("request", lambda request: made.asked.append(request.url.removeprefix(made.site)))
    yield made
    context.close()
    assert made.faults == []
    assert [each for each in made.asked if each.startswith("http")] == []


# --- Brute force


def fitting(released: ReleasedRegister, wanted: Mapping[str, str]) -> list[Row]:
    """Find what a combination has to list: office, position and progress are those of one answer."""
    found = []
    for row in rows_of(released):
        answers = [
            each
            for each in row.answers
            if wanted.get("office") in {None, each.office.id}
            and wanted.get("position") in {None, slugify(each.position)}
            and wanted.get("progress") in {None, slugify(each.progress)}
        ]
        if (
            (answers or not {"office", "position", "progress"} & wanted.keys())
            and wanted.get("class") in {None, row.finding.finding_class}
            and wanted.get("year") in {None, str(row.inspection.published_on.year)}
            and wanted.get("addressee") in {None, *map(slugify, row.finding.facts.addressed_to)}
            and wanted.get("again") in {None, *_again(released, row)}
            and wanted.get("theme") in {None, slugify(row.finding.theme or "")}
            and wanted.get("cause") in {None, f"{row.inspection.id.replace('/', '-')}_{row.finding.cause}"}
        ):
            found.append(row)
    return found


def _again(released: ReleasedRegister, row: Row) -> set[str]:
    """Return whether a finding repeats a released one, and whether a later one repeats it."""
    everywhere = [finding for inspection in released.inspections.values() for finding in inspection.findings]
    known = {finding.full_id for finding in everywhere}
    before = {"asked-before"} if known & set(row.finding.facts.repeats) else set()
    is_repeated = any(row.finding.full_id in finding.facts.repeats for finding in everywhere)
    return before | ({"asked-again"} if is_repeated else set())


def combinations(released: ReleasedRegister, count: int) -> list[dict[str, str]]:
    """Make combinations of two to six values, some with findings and some without."""
    chance = random.Random(55)  # noqa: S311 - the same combinations in every run
    facets = facets_of(released)
    return [
        {
            facet.id: chance.choice(facet.values).id
            for facet in sorted(chance.sample(facets, chance.randrange(2, 7)), key=facets.index)
        }
        for _ in range(count)
    ]


def test_any_combination_lists_what_a_count_over_all_records_gives(reader: Reader, released: ReleasedRegister) -> None:
    seen_some = 0
    for wanted in [
        *combinations(released, 25),
        {"class": "recommendation", "year": "2019"},
        {"position": "accepted", "progress": "in-progress"},
        {"theme": "sample-leadership"},
        {"theme": "3-sample-custody", "class": "recommendation"},
        *({"cause": value.id} for value in facets_of(released)[-1].values[:2]),
    ]:
        query = "?" + "&".join(f"{facet}={value}" for facet, value in wanted.items())
        expected = [f"{row.inspection.id}/{row.finding.id}/" for row in fitting(released, wanted)]
        reader.open(query)
        said = re.match(r"(?:\d+ to \d+ of )?(\d+|No) findings?", reader.status)
        assert said, reader.status
        assert said[1] == str(len(expected) or "No")
        assert reader.ids() == expected
        seen_some += bool(expected)
    assert seen_some >= 5


def test_each_number_of_the_panel_is_what_choosing_it_would_list(reader: Reader, released: ReleasedRegister) -> None:
    facets = facets_of(released)
    for wanted in [{"office": "sample-office-3"}, *combinations(released, 6)]:
        reader.open("?" + "&".join(f"{facet}={value}" for facet, value in wanted.items()))
        numbers = reader.numbers()
        assert numbers == {
            facet.id: {
                value.words: len(fitting(released, {**wanted, facet.id: value.id}))
                for value in facet.values
                if facet.id != "cause" or value.words in numbers["cause"]
            }
            for facet in facets
        }
        assert len(numbers["cause"]) == min(len(facets[-1].values), MAX_WORDY_CHOICES)


def test_a_single_value_lists_word_for_word_what_its_own_page_lists(reader: Reader, released: ReleasedRegister) -> None:
    for facet in facets_of(released):
        for value in [each for each in facet.values if each.rows][:3]:
            reader.open(page=value.address)
            as_built = (
                reader.rows(),
                reader.window.inner_text("main thead"),
                reader.window.locator(".s55-quiet").all_inner_texts(),
            )
            reader.open(f"?{facet.id}={value.id}")
            assert (
                reader.rows(),
                reader.window.inner_text("main thead"),
                reader.window.locator(".s55-quiet").all_inner_texts(),
            ) == as_built
            assert reader.window.locator("a[rel=next]").count() == (len(value.rows) > ROWS)


# --- Choosing, and going back


def test_choosing_keeps_the_address_and_the_numbers_in_step_and_back_restores_them(
    reader: Reader, released: ReleasedRegister
) -> None:
    reader.open()
    total = len(rows_of(released))
    first = reader.rows()
    reader.choose("class", "Recommendation")
    assert reader.query == "?class=recommendation"
    recommendations = len(fitting(released, {"class": "recommendation"}))
    assert reader.status == f"1 to {ROWS} of {recommendations} findings, Class: Recommendation."
    reader.choose("office", "Sample Office 3")
    assert reader.query == "?office=sample-office-3&class=recommendation"
    both = fitting(released, {"class": "recommendation", "office": "sample-office-3"})
    status = f"{len(both)} findings, Office: Sample Office 3, Class: Recommendation."
    assert reader.status == status
    assert len(reader.rows()) == len(both)
    assert reader.window.title().startswith("Office: Sample Office 3 - Class: Recommendation - Findings")
    assert reader.window.locator(".s55-facets details [aria-current]").all_inner_texts() == [
        f"Sample Office 3 ({len(both)})",
        f"Recommendation ({len(both)})",
    ]

    reader.window.go_back()
    reader.until("!document.querySelector('[data-status]').textContent.includes('Office')")
    assert reader.status == f"1 to {ROWS} of {recommendations} findings, Class: Recommendation."
    reader.window.go_back()
    reader.until("!document.querySelector('[data-status]').textContent.includes('Class')")
    assert reader.query == ""
    assert reader.status == f"{total} findings."
    assert reader.rows() == first
    assert reader.numbers()["class"]["Recommendation"] == recommendations
    reader.window.go_forward()
    reader.until("document.querySelector('[data-status]').textContent.includes('Class')")
    reader.window.go_forward()
    reader.until("document.querySelector('[data-status]').textContent.includes('Office')")
    assert reader.status == status
    reader.window.reload()
    reader.wait()
    assert reader.status == status


def test_a_value_chosen_again_is_let_go_and_another_takes_its_place(reader: Reader) -> None:
    reader.open("?class=recommendation&year=2019")
    reader.choose("year", "2020")
    assert reader.query == "?class=recommendation&year=2020"
    reader.choose("year", "2020")
    assert reader.query == "?class=recommendation"
    reader.window.get_by_role("link", name="Remove Class: Recommendation").click()
    reader.until("!location.search")
    expect(reader.window.locator("[data-status]")).to_be_focused()
    reader.choose("year", "2020")
    reader.window.get_by_role("link", name="All findings").click()
    reader.until("!location.search")
    assert reader.query == ""


def test_the_keyboard_alone_will_do_and_the_count_is_announced_politely(reader: Reader) -> None:
    reader.open()
    region = reader.window.locator("[role=status]")
    assert region.count() == 1
    summary = reader.window.locator("details[data-facet=class] summary")
    summary.focus()
    summary.press("Enter")
    reader.window.keyboard.press("Tab")
    assert reader.window.evaluate("document.activeElement.textContent").startswith("Recommendation")
    reader.window.keyboard.press("Enter")
    reader.wait()
    assert region.inner_text().endswith("findings, Class: Recommendation.")
    assert reader.window.evaluate("document.activeElement.textContent").startswith("Recommendation")
    following = reader.window.locator("a[rel=next]")
    following.focus()
    following.press("Enter")
    reader.until("location.search.includes('page=2')")
    expect(region).to_have_text(re.compile(f"^{ROWS + 1} to "))
    expect(region).to_be_focused()


def test_the_table_is_asked_for_on_first_use_and_only_once(reader: Reader) -> None:
    reader.open()
    reader.window.locator("details[data-facet=class] summary").click()
    assert "/findings/table.json" not in reader.asked
    reader.choose("class", "Recommendation")
    reader.choose("class", "Area for improvement")
    reader.window.go_back()
    reader.until("location.search === '?class=recommendation'")
    assert reader.asked.count("/findings/table.json") == 1


def test_a_link_opened_in_a_new_window_leads_to_the_same_list(reader: Reader) -> None:
    reader.open("?class=recommendation")
    link = reader.window.locator("details[data-facet=year] li a").first
    address = reader.window.evaluate("a => a.href", link.element_handle())
    assert address == f"{reader.site}/findings/?class=recommendation&year=2026"


# --- What cannot be given


def test_what_the_address_asks_for_in_vain_is_passed_over_with_a_sentence(
    reader: Reader, released: ReleasedRegister
) -> None:
    reader.open("?class=recommendation&office=narnia&year=1066&utm_source=x&page=999")
    found = len(fitting(released, {"class": "recommendation"}))
    last = (found - 1) // ROWS * ROWS + 1
    assert reader.status == (
        f"{last} to {found} of {found} findings, Class: Recommendation. "
        "The address also asks for something this list does not have, which is ignored: Office “narnia”, Year of "
        "the report “1066”."
    )


def test_of_two_values_of_one_kind_the_first_is_taken(reader: Reader, released: ReleasedRegister) -> None:
    reader.open("?year=2019&year=2020&class=%3Cb%3Ebold")
    found = len(fitting(released, {"year": "2019"}))
    assert found <= ROWS
    assert reader.status == (
        f"{found} findings, Year of the report: 2019. "
        "The address also asks for something this list does not have, which is ignored: Class “<b>bold”. "
        "Only one value of each kind can be chosen, so this is ignored: Year of the report “2020”."
    )


def test_a_combination_that_no_finding_has_says_so(reader: Reader) -> None:
    reader.open("?class=accelerated-cause-of-concern&progress=verified-closed&position=does-not-apply&year=2026")
    assert reader.status.startswith(
        "No findings match all of these filters, Class: Accelerated cause of concern, Year of the report: 2026"
    )
    assert reader.rows() == []


def test_where_the_table_cannot_be_had_links_lead_to_their_own_pages(reader: Reader) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    reader.window.route("**/table.json", refuse)
    reader.open("?class=recommendation")
    assert reader.status == "The filter could not be loaded, so this is the list of all findings"
    reader.window.locator("details[data-facet=class] summary").click()
    reader.window.get_by_role("link", name=re.compile("^Recommendation ")).first.click()
    reader.window.wait_for_url("**/findings/class/recommendation/")
    assert [each for each in reader.faults if "ERR_FAILED" not in each] == []
    reader.faults.clear()


# --- Without the script, and beside it


def test_without_a_script_every_link_leads_to_a_whole_page(
    browser: Browser, host: str, released: ReleasedRegister
) -> None:
    context = browser.new_context(java_script_enabled=False)
    window = context.new_page()
    window.goto(f"{host}/below/here/findings/")
    window.locator("details[data-facet=progress] summary").click()
    link = window.get_by_role("link", name=re.compile(r"^Reported complete \("))
    number = re.findall(r"\((\d+)\)", link.inner_text())[0]
    link.click()
    window.wait_for_url(f"{host}/below/here/findings/progress/reported-complete/")
    assert window.locator(".s55-shown").first.inner_text().endswith(f"{number} findings")
    assert not window.get_by_role("link", name="Combine with other filters").is_visible()
    context.close()


def test_the_page_of_a_value_leads_on_to_combinations(reader: Reader) -> None:
    reader.open(page="findings/office/sample-office-3/")
    reader.window.get_by_role("link", name="Combine with other filters").click()
    reader.window.wait_for_url("**/findings/?office=sample-office-3")
    reader.wait()
    assert reader.query == "?office=sample-office-3"
    assert reader.status.endswith("findings, Office: Sample Office 3.")


def test_the_repository_s_own_findings_are_filtered_too(browser: Browser, host: str) -> None:
    context = browser.new_context()
    own = Reader(context.new_page(), f"{host}/own")
    own.open("?office=norfolk&class=area-for-improvement&addressee=city-of-london-police")
    assert own.status == "1 finding, Office: Norfolk, Class: Area for improvement, Addressed to: City of London Police."
    assert own.rows() == [
        [
            "2019/cyber-keep-the-light-on/area-for-improvement-2/",
            (
                "Area for improvement 2\nCyber: Keep the light on – An inspection of the police response to "
                "cyber-dependent crime"
            ),
            "Area for improvement",
            "2",
            "City of London Police",
            "with immediate effect",
            "Not stated",
            "Not stated",
        ]
    ]
    context.close()


def test_the_words_of_the_facets_are_those_of_the_page(reader: Reader) -> None:
    reader.open()
    script = "all => all.map(details => [details.dataset.facet, details.querySelector('summary').innerText])"
    assert dict(reader.window.eval_on_selector_all(".s55-facets details", script)) == NAMES
    assert tuple(NAMES) == FACETS
    assert address_from("findings/", "table.json") == "findings/table.json"
