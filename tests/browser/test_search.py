"""The search as people use it: in Chromium, below the host's root, under the site's policy, and without a script.

The site holds the repository's own papers, the sample office, and some records made up for this.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect

from tests.support.crawl import records_of, within
from tests.support.markup import parse
from tests.support.search_site import KNOWN_ITEMS, build_search_site, known_items, serve, write_search_content
from tests.support.search_site import SearchSite as Site


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_search_content(tmp_path_factory.mktemp("search") / "content")


@pytest.fixture(scope="module")
def site(content: Path) -> Iterator[Site]:
    yield from serve(build_search_site(content, content.parent / "whole" / "inspections"))


@pytest.fixture(scope="module")
def site_in_parts(content: Path) -> Iterator[Site]:
    """Give the same site as a large one is: with an index of many bundles and files."""
    folder = content.parent / "in-parts" / "inspections"
    yield from serve(build_search_site(content, folder, "bundle.MAX_DOCUMENTS = 12; index.WORDS_FILE = 300"))


def is_ours(message: ConsoleMessage) -> bool:
    """Tell a complaint from the browser's own words on a file that is not there, or is another page."""
    return message.type in {"error", "warning"} and not re.search("404|MIME type", message.text)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """Return a page that may throw nothing, and log nothing on the console but files that are not there."""
    page = browser.new_page()
    events: list[str] = []
    page.on("pageerror", lambda error: events.append(str(error)))
    page.on("console", lambda message: events.append(message.text) if is_ours(message) else None)
    page.on("dialog", lambda dialog: events.append(f"a script ran: {dialog.message}"))
    yield page
    page.close()
    assert events == []


def ask(tab: Page, site: Site, question: str, **chosen: str) -> str:
    """Open the page of a search, and give what it says of it."""
    given = "&".join(f"{name}={quote_plus(value)}" for name, value in {"q": question, **chosen}.items())
    tab.goto(f"{site.address}search/?{given}")
    return answered(tab)


def answered(tab: Page) -> str:
    tab.wait_for_selector("[data-search][aria-busy=false]")
    return (tab.text_content("[data-status]") or "").strip()


def hits(tab: Page, site: Site) -> list[str]:
    return [str(each.get_attribute("href")).removeprefix(site.address) for each in tab.query_selector_all("[data-hit]")]


def notes(tab: Page) -> str:
    return (tab.text_content("[data-notes]") or "").strip()


# --- The box in the header --------------------------------------------------------------------------------------------


def test_every_page_has_one_box_in_its_header_and_it_leads_to_the_page_of_the_search(site: Site) -> None:
    files = sorted(site.folder.rglob("*.html"))
    assert len(files) > 100
    for file in files:
        page = parse(file)
        assert len(page.css("[id='s55-search']")) == 1, file
        (form,) = page.css("header form.s55-search")
        action = form.attributes["action"] or ""
        assert {name: form.attributes[name] for name in ("role", "method")} == {"role": "search", "method": "get"}
        assert form.attributes["aria-label"], file
        from_root = file.name == "404.html"  # it is shown at any address
        if from_root:
            assert action in {"/search/", "/search/index.html"}, file
        else:  # the site has no address, so that its pages also open from a disk
            record = file.relative_to(site.folder).parts
            own = (
                ("cy", "search")
                if record[:2] in {("cy", "inspections"), ("cy", "responses"), ("cy", "search")}
                else ("search",)
            )
            assert (file.parent / action).resolve() == site.folder.joinpath(*own, "index.html"), file


@pytest.mark.parametrize(
    "path", ["", "responses/norfolk/2019/cyber-keep-the-light-on/", "how-to-use-this-site/", "404.html"]
)
def test_the_box_of_any_page_finds(tab: Page, site: Site, path: str) -> None:
    tab.goto(f"{site.address}{path}")
    box = tab.get_by_role("searchbox")
    assert box.count() == 1
    if path != "404.html":  # it is made for the address of a whole host
        box.fill("AFI 3 cyber")
        box.press("Enter")
        tab.wait_for_url("**/search/index.html?q=AFI+3+cyber")
        answered(tab)
        assert hits(tab, site)[0] == "inspections/2019/cyber-keep-the-light-on/area-for-improvement-3/"
        assert tab.get_by_role("searchbox").count() == 1, "the page of the search has its own box, and only that"


def test_without_a_script_the_box_leads_to_a_page_that_says_what_to_do(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}responses/")
    page.fill("#s55-search", "cyber")
    page.press("#s55-search", "Enter")
    page.wait_for_url("**/search/index.html?q=cyber")
    assert page.locator("noscript p").inner_text() == (
        "This search needs JavaScript, which is switched off or missing here. The lists below lead to every "
        "record without it."
    )
    context.close()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_box_is_whole_and_large_enough_for_a_finger_and_leaves_room_for_the_page(
    tab: Page, site: Site, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 568})
    tab.goto(f"{site.address}responses/")
    boxes = [tab.locator(f".s55-search {each}").bounding_box() for each in ("input", "button")]
    header = tab.locator("header").bounding_box()
    assert header
    assert header["height"] <= 568 / 2
    for box in boxes:
        assert box
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert boxes[0]
    assert boxes[0]["width"] >= 150, "some words are seen as they are typed"


# --- What people look for ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["site", "site_in_parts"])
@pytest.mark.parametrize("name", KNOWN_ITEMS)
def test_what_people_know_is_among_the_first_three_hits(
    tab: Page, which: str, name: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(which)
    known = known_items(name)
    missed, first = [], 0
    for question, wanted in known:
        ask(tab, site, question)
        found = [each.partition("#")[0] for each in hits(tab, site)]
        first += found[:1] == [wanted]
        if wanted not in found[:3]:
            missed.append(f"{question} -> {found[:5]}, not {wanted}")
    assert len(known) >= 40
    assert missed == []
    assert first >= 0.9 * len(known)


def test_every_hit_opens_where_it_stands(tab: Page, site: Site) -> None:
    addresses = set()
    for question in ("sample", "cyber", "commissioner", "recommendation", "custody", "police"):
        ask(tab, site, question)
        addresses |= {str(each.get_attribute("href")) for each in tab.query_selector_all("[data-hits] a")}
    assert len(addresses) > 20
    for address in sorted(addresses):
        path, _, anchor = address.removeprefix(site.address).partition("#")
        page = (site.folder / path / "index.html").read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in page, address


def test_a_hit_shows_its_kind_its_office_its_date_and_its_status(tab: Page, site: Site) -> None:
    ask(tab, site, "norfolk specialist capability team")
    text = tab.inner_text("[data-hits] > li")
    assert (
        "Response · Norfolk Police and Crime Commissioner (PCC) · 24 October 2019 Date of publication not recorded"
        in text
    )
    assert "In “Chief Constable response to report and any recommendations”:" in text
    assert tab.locator("[data-hits] > li mark").first.inner_text().casefold() in {
        "norfolk",
        "specialist",
        "capability",
        "team",
    }


def test_the_text_of_a_finding_is_found_once(tab: Page, site: Site) -> None:
    ask(tab, site, '"reports being held in quarantine"')
    assert hits(tab, site) == ["inspections/2019/cyber-keep-the-light-on/area-for-improvement-2/"]


def test_what_is_not_released_is_not_found(tab: Page, site: Site) -> None:
    for question in (
        "embargoed",
        '"sample draft"',
        '"sample comments under embargo"',
        '"sample name that was withdrawn"',
        '"never be published"',
    ):
        assert ask(tab, site, question).startswith("No results"), question
    for file in (site.folder / "search").rglob("*.json"):
        assert "embargoed" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HMIC", "HMICFRS"),
        ("AFI 3", "area for improvement 3"),
        ("rec 10", "recommendation 10"),
        ("afi3", "AFI 3"),
        ("cyber-dependent", "cyber‑dependent"),
        ("victims’ hub", "victims' hub"),
        ("“keep the light on”", '"keep the light on"'),
        ("tŷ sample", "ty sample"),
        ("naive", "naïve"),
        ("CYBER Crime", "cyber crime"),
        ("24 October 2019", "24th october 2019"),
        ("2019-10-24", "24/10/2019"),
        ("s55 norfolk", "s.55 norfolk"),
        ("super-complaint", "super complaint"),
    ],
)
def test_two_ways_to_write_one_thing_find_the_same(tab: Page, site: Site, one: str, other: str) -> None:
    ask(tab, site, one)
    first = hits(tab, site)
    ask(tab, site, other)
    assert sorted(hits(tab, site)) == sorted(first) != []


# --- Welsh twins, and pages -------------------------------------------------------------------------------------------


def test_welsh_words_find_what_is_written_in_welsh_and_its_hit_is_in_welsh(tab: Page, site: Site) -> None:
    assert ask(tab, site, "ynadon eiriolwyr") == "1 result for “ynadon eiriolwyr”"
    assert hits(tab, site) == ["cy/responses/sample-shire/2019/domestic-abuse/#comments"]
    hit = tab.locator("[data-hits] > li")
    assert hit.get_attribute("lang") == "cy"
    assert hit.inner_text().splitlines()[:2] == ["Adroddiad enghreifftiol: ymateb heddluoedd i gam-drin domestig", ""]
    assert hit.locator(".s55-hits__facts").inner_text() == (
        "Ymateb · Sample Shire Police and Crime Commissioner"
        " · 18 Mehefin 2019 · ymateb wedi'i gyhoeddi 1 Awst 2019 Cyhoeddwyd mewn pryd"
    )
    assert (
        hit.locator(".s55-hits__text")
        .inner_text()
        .startswith("Yn “Sylwadau'r Comisiynydd”: Mae'r comisiynydd yn talu am ddau eiriolwr arall")
    )
    for question in ("argymhelliad 3 ffigurau", "mehefin 2019 hysbysiadau", "sylwadau’r comisiynydd eiriolwyr"):
        ask(tab, site, question)
        assert hits(tab, site)[0].startswith("cy/"), question


def test_the_search_in_welsh_is_in_welsh_and_shows_welsh_first(tab: Page, site: Site) -> None:
    tab.goto(f"{site.address}cy/responses/sample-shire/2019/domestic-abuse/")
    tab.get_by_role("searchbox").fill("cam-drin")
    tab.get_by_role("searchbox").press("Enter")
    tab.wait_for_url("**/cy/search/index.html?q=cam-drin")
    assert re.fullmatch(r"\d+ canlyniad ar gyfer “cam-drin”", answered(tab))
    assert tab.get_attribute("html", "lang") == "cy"
    assert tab.title().startswith("cam-drin - Chwilio - ")
    assert all(each.startswith("cy/") for each in hits(tab, site))
    assert tab.locator("[data-hits] > li").first.get_attribute("lang") is None
    tab.goto(f"{site.address}cy/search/?q=quillfield")
    answered(tab)
    assert hits(tab, site) == ["cy/responses/sample-shire/2019/domestic-abuse/#comments"]
    other = tab.locator(".s55-hits__facts a")
    assert (other.inner_text(), other.get_attribute("lang")) == ("English", "en")
    switch = tab.get_by_role("link", name="English").first
    switch.click()
    tab.wait_for_url("**/search/index.html?q=quillfield")
    assert answered(tab) == "1 result for “quillfield”"


@pytest.mark.parametrize("question", ["gomisiynydd", "chomisiynydd loches", "lys ynadon"])
def test_a_welsh_word_is_found_in_the_forms_it_has_after_others(tab: Page, site: Site, question: str) -> None:
    for path in ("cy/search/", "search/"):
        tab.goto(f"{site.address}{path}?q={quote_plus(question)}")
        answered(tab)
        assert hits(tab, site)[0] == "cy/responses/sample-shire/2019/domestic-abuse/#comments", path


def test_a_record_and_its_twin_are_one_hit_which_names_the_other(tab: Page, site: Site) -> None:
    ask(tab, site, "quillfield")
    assert hits(tab, site) == ["responses/sample-shire/2019/domestic-abuse/#comments"]
    other = tab.locator(".s55-hits__facts a")
    assert (other.inner_text(), other.get_attribute("lang"), other.get_attribute("hreflang")) == ("Cymraeg", "cy", "cy")
    other.click()
    tab.wait_for_url("**/cy/responses/sample-shire/2019/domestic-abuse/")
    assert tab.get_attribute("html", "lang") == "cy"


def test_a_search_can_be_narrowed_to_one_language(tab: Page, site: Site) -> None:
    ask(tab, site, "quillfield", language="cy")
    assert hits(tab, site) == ["cy/responses/sample-shire/2019/domestic-abuse/#comments"]
    assert (tab.text_content("[data-status]") or "").endswith(" with Cymraeg")
    ask(tab, site, "quillfield", language="en")
    assert all(not each.startswith("cy/") for each in hits(tab, site))


def test_pages_that_people_write_are_found_as_pages(tab: Page, site: Site) -> None:
    ask(tab, site, "accessibility statement")
    assert hits(tab, site)[0].partition("#")[0] == "accessibility/"
    assert tab.locator("[data-hits] > li .s55-hits__facts").first.inner_text() == "Page"
    ask(tab, site, "privacy cookies", kind="page")
    assert hits(tab, site)[0].partition("#")[0] == "privacy/"
    assert (tab.text_content("[data-status]") or "").endswith(" with Pages")


# --- Narrowing and sorting --------------------------------------------------------------------------------------------


def test_each_choice_narrows_and_all_stand_in_the_address(tab: Page, site: Site) -> None:
    ask(tab, site, "custody")
    everything = int((tab.text_content("[data-status]") or "").split()[0])
    tab.click("summary")
    tab.select_option("#search-kind", "response")
    tab.select_option("#search-office", "sampleshire")
    tab.select_option("#search-sort", "date")
    tab.click("form:has(#search-for) button")
    tab.wait_for_url("**/search/?q=custody&kind=response&office=sampleshire&sort=date")
    answer = answered(tab)
    assert answer.endswith("results for “custody” with Responses, Sampleshire")
    assert int(answer.split()[0]) < everything
    assert all(each.startswith("responses/sampleshire/") for each in hits(tab, site))


@pytest.mark.parametrize("which", ["site", "site_in_parts"])
def test_by_date_the_newest_report_comes_first_and_what_has_no_date_last(
    tab: Page, which: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(which)
    ask(tab, site, "police", sort="date")
    days: list[str] = []
    page = 1
    while True:
        days += [each.inner_text() for each in tab.query_selector_all(".s55-hits__facts")]
        following = tab.query_selector("a[data-page][rel=next]")
        if not following:
            break
        following.click()
        page += 1
        tab.wait_for_url(f"**page={page}**")
        answered(tab)
    years = [int(found[1]) if (found := re.search(r"\d{1,2} \w+ (\d{4})", day)) else 0 for day in days]
    assert years == sorted(years, reverse=True)
    assert years[0] >= 2025
    assert years[-1] == 0


@pytest.mark.parametrize("which", ["site", "site_in_parts"])
def test_every_record_has_its_own_facts(tab: Page, which: str, request: pytest.FixtureRequest) -> None:
    """A table gives each document's facts by its place: one place off, and every choice would be wrong."""
    site: Site = request.getfixturevalue(which)
    for year in range(2016, 2027):
        ask(tab, site, "sample", year=str(year))
        for facts in tab.query_selector_all(".s55-hits__facts"):
            assert str(year) in facts.inner_text()
    for office in ("sampleshire", "sample-city", "old-sample-city"):
        ask(tab, site, "sample", office=office)
        assert all(f"/{office}/" in each for each in hits(tab, site)), office
    classes = {
        "area-for-improvement": ("Area for improvement", "Areas for improvement: "),
        "cause-of-concern": ("Cause of concern", "Causes of concern: "),
    }  # one finding, or all those of a report whose title alone has the word
    for name, words in classes.items():
        ask(tab, site, "sample", **{"class": name})
        titles = [each.inner_text() for each in tab.query_selector_all("[data-hit]")]
        assert [title for title in titles if not title.startswith(words)] == []


def test_back_restores_the_question_and_its_choices(tab: Page, site: Site) -> None:
    ask(tab, site, "cyber", kind="response")
    first = hits(tab, site)
    tab.fill("#search-for", "custody")
    tab.press("#search-for", "Enter")
    expect(tab.locator("[data-status]")).to_contain_text("custody")
    answered(tab)
    assert hits(tab, site) != first
    tab.go_back()
    expect(tab.locator("[data-status]")).to_contain_text("cyber")
    answered(tab)
    assert tab.input_value("#search-for") == "cyber"
    assert tab.input_value("#search-kind") == "response"
    assert hits(tab, site) == first
    tab.click("[data-hit]")
    tab.wait_for_url(lambda url: "/search/" not in url)
    tab.go_back()
    answered(tab)
    assert hits(tab, site) == first


def test_an_emptied_box_takes_the_answer_and_the_title_away_and_adds_no_more_than_one_step(
    tab: Page, site: Site
) -> None:
    tab.goto(f"{site.address}search/")
    assert tab.title().startswith("Search - ")
    steps = tab.evaluate("history.length")
    for _ in range(3):
        tab.press("#search-for", "Enter")
    assert tab.evaluate("history.length") == steps
    tab.fill("#search-for", "cyber")
    tab.press("#search-for", "Enter")
    answered(tab)
    assert tab.title().startswith("cyber - Search - ")
    tab.fill("#search-for", "")
    expect(tab.locator("[data-status]")).to_have_text("")
    expect(tab.locator("[data-results]")).to_be_hidden()
    assert tab.title().startswith("Search - ")
    assert tab.evaluate("history.length") == steps + 2
    tab.go_back()
    answered(tab)
    assert tab.title().startswith("cyber - Search - ")
    tab.go_back()
    expect(tab.locator("[data-results]")).to_be_hidden()
    assert tab.title().startswith("Search - ")


def test_a_letter_on_several_reports_is_combined_under_each_of_them_and_counted_once(tab: Page, site: Site) -> None:
    letter = f"{site.address}responses/sample-vale/2021/domestic-abuse-and-custody/"
    for year, title in (
        ("2019", "Sample report: how forces answer domestic abuse"),
        ("2021", "Sample report: an unannounced visit to custody in Sample Shire"),
    ):
        tab.goto(f"{site.address}browse/?office=sample-vale&year={year}")
        link = tab.locator(f"[data-rows] a[href='{letter}']")
        expect(link).to_have_text(title)
    tab.goto(f"{site.address}browse/?office=sample-vale")
    expect(tab.locator(f"[data-rows] a[href='{letter}']")).to_have_count(1)
    status = str(tab.text_content("[data-status]"))
    assert status == f"{tab.locator('[data-rows] a').count()} responses"
    assert (
        tab.text_content("#browse-office option[value='sample-vale']") == f"Sample Vale ({status.split(maxsplit=1)[0]})"
    )


# --- For everybody ----------------------------------------------------------------------------------------------------


def test_results_are_announced_and_the_keyboard_does_everything(tab: Page, site: Site) -> None:
    tab.goto(f"{site.address}search/")
    assert tab.get_attribute("[data-status]", "role") == "status"
    assert tab.locator("[data-status]").inner_text() == ""
    tab.focus("#search-for")
    tab.keyboard.type("police")
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-status]")).to_have_text(re.compile("results for “police”$"))
    answered(tab)
    assert tab.evaluate("document.activeElement.id") == "search-for", "what was typed can be changed at once"
    tab.focus("a[data-page][rel=next]")
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-status]")).to_contain_text("page 2 of")
    answered(tab)
    assert tab.evaluate("document.activeElement.id") == "search-results", "a new page of results begins at its heading"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.hasAttribute('data-hit')")
    assert "police - Search" in tab.title()


def test_nothing_of_the_index_is_loaded_before_someone_searches(tab: Page, site: Site) -> None:
    for path in ("", "responses/", "search/"):
        site.asked.clear()
        tab.goto(f"{site.address}{path}")
        tab.wait_for_load_state("networkidle")
        assert [each for each in site.asked if re.search(r"/search/[^?]", each)] == []


def test_without_a_script_the_page_says_so_and_leads_to_every_record(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}search/?q=cyber")
    assert page.is_visible("noscript p")
    assert not page.is_visible("#search-for")
    lists = ("responses", "inspections", "findings", "panel-reports", "offices")
    assert {f"../{name}/index.html" for name in lists} <= {
        str(each.get_attribute("href")) for each in page.query_selector_all("section[aria-labelledby=browse] a")
    }
    context.close()


def test_every_record_is_within_three_links_of_home(site: Site) -> None:
    records = records_of(site.folder)
    assert len(records) > 60
    assert sorted(records - within(site.folder, 3)) == []


# --- What goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("<img src=x onerror=alert(1)>", "No results for “<img src=x onerror=alert(1)>”"),
        (
            "what is the",
            (
                "Every word of this is so common that nearly all papers have it. Add another word, or put the words in "
                "quotation marks to find them together."
            ),
        ),
        ("?!*()[]{}…—", "There is no letter and no digit in this to search for."),
        ('"', "There is no letter and no digit in this to search for."),
        ("أمن الفضاء السيبراني", "No results for “أمن الفضاء السيبراني”"),
        ("hasOwnProperty __proto__", "No results for “hasOwnProperty __proto__”"),
        ("\\u0000 \\x00 %00", "No results for “\\u0000 \\x00 %00”"),
    ],
)
def test_odd_questions_have_plain_answers(tab: Page, site: Site, question: str, answer: str) -> None:
    assert ask(tab, site, question) == answer
    assert tab.query_selector("[data-search] img") is None
    assert tab.is_visible("section[aria-labelledby=browse] a")


@pytest.mark.parametrize(
    "question",
    ["(a%2B)%2B$ [a-z]*(cyber", "cyber+" * 200, "__proto__+cyber", "%22keep+the+light", "cyber%00", "%ED%A0%80+cyber"],
    ids=["a regular expression", "200 words", "__proto__", "a phrase without an end", "NUL", "half a letter"],
)
def test_input_that_no_person_types_is_searched_for_like_any_other(tab: Page, site: Site, question: str) -> None:
    tab.goto(f"{site.address}search/?q={question}")
    assert re.search(r"results? for “", answered(tab))
    assert "did not work" not in answered(tab)


def test_a_question_of_ten_thousand_characters_is_cut(tab: Page, site: Site) -> None:
    count = ask(tab, site, "cyber").split()[0]
    cut = ("cyber " * 34)[:200]
    assert ask(tab, site, "cyber " * 1_667) == f"{count} results for “{cut}”"
    assert notes(tab) == "Only the first 200 characters were searched for.Only the first 12 words were searched for."
    assert tab.input_value("#search-for") == cut
    ask(tab, site, "x" * 10_000)
    assert answered(tab) == f"No results for “{'x' * 200}”"
    assert notes(tab) == f"Only the first 200 characters were searched for.No record has the word “{'x' * 200}”."


def test_choices_that_contradict_lead_back_to_everything(tab: Page, site: Site) -> None:
    assert ask(tab, site, "cyber", kind="office", year="2019") == "No results for “cyber” with Offices, 2019"
    assert notes(tab) == "Search everything for “cyber”"
    tab.click("[data-notes] a")
    expect(tab.locator("[data-status]")).to_have_text(re.compile(r"^\d+ results for “cyber”$"))


def test_a_choice_that_is_no_more_is_left_out_and_said(tab: Page, site: Site) -> None:
    assert re.fullmatch(
        r"\d+ results for “cyber”(, page \d of \d)?",
        ask(tab, site, "cyber", office="gone-shire", page="999999", sort="upwards"),
    )
    assert hits(tab, site), "the last page is shown for one beyond it"
    assert notes(tab) == "There is nothing here with “Office: gone-shire”, so this was left out."


def test_a_word_with_one_slip_is_taken_for_the_right_one_and_the_exact_word_is_offered(tab: Page, site: Site) -> None:
    answer = ask(tab, site, "quarantien")
    assert answer.endswith("for “quarantine”")
    assert notes(tab) == (
        "No record has “quarantien”, so these results are for “quarantine”. Search for “quarantien” exactly"
    )
    first = hits(tab, site)
    assert ask(tab, site, "quarantine") == answer
    assert hits(tab, site) == first
    tab.go_back()
    answered(tab)
    tab.click("[data-notes] a")
    assert answered(tab) == 'No results for “"quarantien"”'
    assert tab.input_value("#search-for") == '"quarantien"'


def test_a_word_with_two_slips_is_offered_right(tab: Page, site: Site) -> None:
    assert ask(tab, site, "qaurantien") == "No results for “qaurantien”"
    assert notes(tab) == "No record has the word “qaurantien”.Did you mean: quarantine"
    tab.click("[data-notes] a")
    expect(tab.locator("[data-status]")).to_have_text(re.compile("for “quarantine”$"))


def test_results_are_shown_while_somebody_types_and_are_one_step_of_the_back_button(tab: Page, site: Site) -> None:
    ask(tab, site, "custody")
    first = hits(tab, site)
    tab.evaluate(
        "window.said = []; new MutationObserver(() => { const status = document.querySelector('[data-status]');"
        " if (status.getAttribute('aria-live') !== 'off') said.push(status.textContent); })"
        ".observe(document.querySelector('[data-status]'), {childList: true})"
    )
    tab.fill("#search-for", "")
    tab.locator("#search-for").press_sequentially("quarantin", delay=20)
    expect(tab.locator("[data-status]")).to_have_text(re.compile("results? for “quarantin”"))
    tab.locator("#search-for").press_sequentially("e ")
    expect(tab.locator("[data-status]")).to_have_text(re.compile("results? for “quarantine”"))
    assert tab.input_value("#search-for") == "quarantine ", "what is typed is left alone"
    assert tab.evaluate("document.activeElement.id") == "search-for"
    assert tab.url.endswith("/search/?q=quarantine")
    found = hits(tab, site)
    for _ in range(50):
        if said := tab.evaluate("said"):
            break
        tab.wait_for_timeout(100)
    assert said
    assert [text for text in said if "quarantine" not in text] == [], "only the last is read out"
    tab.press("#search-for", "Enter")
    answered(tab)
    assert hits(tab, site) == found != first
    tab.go_back()
    expect(tab.locator("[data-status]")).to_have_text(re.compile("results? for “custody”"))
    assert tab.input_value("#search-for") == "custody"
    assert hits(tab, site) == first


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(tab: Page, site_in_parts: Site) -> None:
    ask(tab, site_in_parts, "sample")
    held: list[Route] = []
    is_slow = True

    def answer(route: Route) -> None:
        if is_slow:
            held.append(route)
        else:
            route.continue_()

    tab.route(re.compile(r"/search/words/"), answer)
    tab.locator("#search-for").press_sequentially(" custody")
    for _ in range(50):
        if held:
            break
        tab.wait_for_timeout(100)
    is_slow = False
    tab.fill("#search-for", "police")
    tab.press("#search-for", "Enter")
    expect(tab.locator("[data-status]")).to_have_text(re.compile("results for “police”"))
    assert held
    for route in held:
        route.continue_()
    tab.wait_for_timeout(500)
    assert answered(tab).endswith("results for “police”")


def test_words_that_never_stand_together_are_said_to_be_apart(tab: Page, site: Site) -> None:
    assert ask(tab, site, "quarantine precept") == "No results for “quarantine precept”"
    assert notes(tab) == "Every word is found, but no record has all of them. Try fewer words."


MISSING = (
    "The search index could not be loaded, so nothing can be searched just now. The lists below lead to every record "
    "without it."
)
INCOMPLETE = (
    "A part of the search index could not be loaded, so results may be missing. The lists below lead to every record."
)
REPLACED = "The search index is being replaced, so results may be missing. Load the page again in a few minutes."
WAYS = ["missing", "cut short", "another page in its place"]


def spoil(tab: Page, files: str, way: str, times: int = 1_000) -> None:
    """Spoil files of the index on their way to the page: each as often as is said."""
    asked: Counter[str] = Counter()

    def answer(route: Route) -> None:
        asked[route.request.url] += 1
        if asked[route.request.url] > times:
            route.continue_()
        elif way == "missing":
            route.fulfill(status=404)
        elif way == "cut short":
            got = route.fetch()
            route.fulfill(response=got, body=got.body()[: len(got.body()) // 2])
        else:
            route.fulfill(
                status=200, content_type="text/html", body="<!doctype html><title>Not what you asked for</title>"
            )

    tab.route(re.compile(rf"/search/{files}(\?.*)?$"), answer)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("files", [r"index\.json", r"words/.+", r"texts/.+", r"[^?].*"])
def test_where_the_index_is_missing_the_page_says_so(tab: Page, site_in_parts: Site, files: str, way: str) -> None:
    spoil(tab, files, way)
    assert ask(tab, site_in_parts, "cyber") == MISSING
    assert notes(tab) == ""
    assert hits(tab, site_in_parts) == []
    assert tab.is_visible("section[aria-labelledby=browse] a")


def test_where_a_part_of_the_script_is_missing_the_page_says_so_until_it_is_there(tab: Page, site: Site) -> None:
    tab.route("**/section55/search/*.js", lambda route: route.fulfill(status=404))
    assert ask(tab, site, "cyber") == MISSING
    assert tab.is_visible("section[aria-labelledby=browse] a")
    tab.unroute_all()
    tab.press("#search-for", "Enter")
    expect(tab.locator("[data-status]")).to_have_text(re.compile(r"^\d+ results for “cyber”"))


@pytest.mark.parametrize("way", WAYS)
def test_where_the_facts_are_missing_a_choice_does_not_widen_the_search(
    tab: Page, site_in_parts: Site, way: str
) -> None:
    spoil(tab, r"facts\.json", way)
    assert ask(tab, site_in_parts, "police", kind="finding") == MISSING
    assert hits(tab, site_in_parts) == []


@pytest.mark.parametrize("way", WAYS)
def test_where_links_of_words_are_missing_the_page_says_so(tab: Page, site_in_parts: Site, way: str) -> None:
    everything = ask(tab, site_in_parts, "cyber crime unit")
    spoil(tab, r"links/.+", way)
    assert ask(tab, site_in_parts, "cyber crime unit") == everything
    assert len(hits(tab, site_in_parts)) > 0
    assert notes(tab) == INCOMPLETE
    assert tab.is_visible("section[aria-labelledby=browse] a")


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_came_spoilt_is_fetched_once_more(tab: Page, site_in_parts: Site, way: str) -> None:
    everything = ask(tab, site_in_parts, "cyber crime unit")
    spoil(tab, r"(words|texts|links)/.+", way, times=1)
    assert ask(tab, site_in_parts, "cyber crime unit") == everything
    assert notes(tab) == ""


@pytest.mark.parametrize("way", WAYS)
def test_where_the_text_of_one_record_is_missing_the_others_are_shown(tab: Page, site_in_parts: Site, way: str) -> None:
    with tab.expect_request(re.compile("/search/texts/")) as asked:
        ask(tab, site_in_parts, "police")
    number = urlsplit(asked.value.url).path.partition("/texts/")[2]
    spoil(tab, f"texts/{re.escape(number)}", way)
    ask(tab, site_in_parts, "police")
    assert len(hits(tab, site_in_parts)) >= 9
    assert notes(tab) == INCOMPLETE
    tab.unroute_all()
    assert ask(tab, site_in_parts, "police").endswith("results for “police”")
    assert notes(tab) == "", "once it is there, nothing is said any more"


@pytest.mark.parametrize(
    ("files", "question", "finds"),
    [(r"words/.+", "cyber", False), (r"texts/.+", "cyber", False), (r"links/.+", "cyber crime unit", True)],
)
def test_an_index_of_two_builds_is_said_to_be_one(
    tab: Page,
    site_in_parts: Site,
    files: str,
    question: str,
    finds: bool,  # noqa: FBT001
) -> None:
    """A file that is uploaded before the others has other letters than the list of files says."""

    def answer(route: Route) -> None:
        data = route.fetch().json()
        for name in {"": "", "v": "v"}.keys() & set(data) if isinstance(data, dict) else {0}:
            data[name] = "~~"
        route.fulfill(json=data)

    tab.route(re.compile(rf"/search/{files}"), answer)
    said = ask(tab, site_in_parts, question)
    assert REPLACED in {said, notes(tab)}
    assert bool(hits(tab, site_in_parts)) is finds


def test_where_the_spellings_are_missing_no_word_is_offered(tab: Page, site_in_parts: Site) -> None:
    spoil(tab, r"spellings/.+", "missing")
    assert ask(tab, site_in_parts, "quarantien") == "No results for “quarantien”"
    assert notes(tab) == "No record has the word “quarantien”."


# --- Results as a spreadsheet -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("search", "words", "columns"),
    [
        ("search/", "These results as a spreadsheet (CSV)", ["Title", "Kind", "Office or inspectorate"]),
        ("cy/search/", "Y canlyniadau hyn fel taenlen (CSV)", ["Teitl", "Math", "Swyddfa neu arolygiaeth"]),
    ],
)
def test_all_results_are_saved_as_a_spreadsheet_in_the_order_and_words_of_the_list(
    tab: Page, site: Site, search: str, words: str, columns: list[str]
) -> None:
    listed: list[tuple[str, str]] = []
    tab.goto(f"{site.address}{search}?q=recommendation&sort=date")
    while True:
        answered(tab)
        listed += [
            (link.inner_text(), str(link.get_attribute("href"))) for link in tab.query_selector_all("[data-hit]")
        ]
        following = tab.query_selector("[data-pages] a[rel=next]")
        if following is None:
            break
        following.click()
    assert len(listed) > 20, "the results are on several pages"

    with tab.expect_download() as download:
        tab.get_by_role("link", name=words, exact=True).click()

    assert download.value.suggested_filename == "search-recommendation.csv"
    text = download.value.path().read_bytes().decode("utf-8")
    first, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert first[:3] == columns
    assert [(row[0], row[-1]) for row in rows] == listed
    assert all(len(row) == len(first) and row[1] for row in rows)


def test_results_that_cannot_be_loaded_lead_to_the_whole_data_in_place_of_a_shorter_list(tab: Page, site: Site) -> None:
    assert ask(tab, site, "recommendation")
    tab.route("**/search/texts/**", lambda route: route.fulfill(status=404))

    tab.get_by_role("link", name="These results as a spreadsheet (CSV)", exact=True).click()

    tab.wait_for_url(f"{site.address}data/**")
