"""How pages lie on a screen and on paper, in a real browser: how it changes with the width, and what is printed.

The content is the repository's own, the sample office's, and records that overflow a page
(tests/support/overflow_site.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.overflow_site import KINDS

NARROW, WIDE = 320, 1280
"""CSS pixels: a small telephone, which is also a usual screen at 400% (WCAG 2.2, 1.4.10); and a usual screen."""

FINGER = 44
"""CSS pixels a finger needs (WCAG 2.2, 2.5.5)."""

RESPONSE_PAGE = KINDS["response"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page on a wide screen."""
    context = browser.new_context(viewport={"width": WIDE, "height": 800})
    yield context.new_page()
    context.close()


def style(element: Locator, name: str) -> str:
    """Read a computed style."""
    return str(element.evaluate("(element, name) => getComputedStyle(element).getPropertyValue(name)", name))


@pytest.mark.parametrize("kind", ["response", "inspection", "overflowing response"])
def test_the_list_of_contents_is_shown_once_closed_on_a_narrow_screen_and_open_on_a_wide_one(
    kind: str, address: str, page: Page
) -> None:
    page.goto(address + KINDS[kind])
    narrow, wide = page.locator(".s55-contents-narrow"), page.locator(".s55-contents-wide")
    shown = page.locator(".s55-contents-narrow a:visible, .s55-contents-wide a:visible")
    links = wide.locator("a").count()
    assert (narrow.is_visible(), wide.is_visible(), shown.count()) == (False, True, links)
    page.set_viewport_size({"width": NARROW, "height": 800})
    assert (narrow.is_visible(), wide.is_visible(), shown.count()) == (True, False, 0)
    narrow.locator("summary").click()
    expect(shown).to_have_count(links)


def test_the_copy_of_the_contents_that_is_not_shown_cannot_be_reached_with_the_keyboard(
    address: str, page: Page
) -> None:
    page.goto(address + RESPONSE_PAGE)
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.activeElement.blur()")
        reached = []
        for _ in range(page.locator("a, summary, input, select, button").count() + 1):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.getClientRects().length"))
        assert all(reached), f"at {width} pixels"


def test_on_a_wide_screen_the_dates_stand_beside_the_document_and_on_a_narrow_one_below_it(
    address: str, page: Page
) -> None:
    page.goto(address + RESPONSE_PAGE)
    document, beside = page.locator(".s55-document__body"), page.locator(".s55-aside")
    here, there = document.bounding_box(), beside.bounding_box()
    assert here
    assert there
    assert there["x"] > here["x"] + here["width"]
    assert there["y"] == pytest.approx(here["y"], abs=1)
    page.set_viewport_size({"width": NARROW, "height": 800})
    here, there = document.bounding_box(), beside.bounding_box()
    assert here
    assert there
    assert there["y"] >= here["y"] + here["height"]


def test_a_line_of_a_document_holds_at_most_some_seventy_characters(address: str, page: Page) -> None:
    page.goto(address + RESPONSE_PAGE)
    paragraphs = ".s55-document__body > section > p"
    lengths = page.evaluate(
        """(paragraphs) => [...document.querySelectorAll(paragraphs)].flatMap((paragraph) => {
        const range = document.createRange();
        const text = paragraph.firstChild;
        const ends = [];
        for (let at = 0, top = null; at < text.length; at += 1) {
            range.setStart(text, at); range.setEnd(text, at + 1);
            const here = range.getBoundingClientRect().top;
            if (top !== null && here > top + 5) ends.push(at);
            top = here;
        }
        return ends.map((end, place) => end - (place ? ends[place - 1] : 0));
    })""",
        paragraphs,
    )
    usual = sorted(lengths)[len(lengths) // 2]
    assert 60 <= usual <= 72


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_outlined_on_every_ground(scheme: str, address: str, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": WIDE, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(address)
    outlines = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        outlines.add(
            page.evaluate("""() => {
            const style = getComputedStyle(document.activeElement);
            return `${style.outlineStyle} ${style.outlineWidth} ${style.outlineOffset}`;
        }""")
        )
    context.close()
    assert outlines == {"solid 3px 3px"}


def test_a_fold_is_outlined_as_well(address: str, page: Page) -> None:
    page.goto(address + RESPONSE_PAGE)
    fold = page.locator(".s55-working summary")
    page.keyboard.press("Tab")  # from here on the browser shows focus
    fold.focus()
    assert (style(fold, "outline-style"), style(fold, "outline-width"), style(fold, "outline-offset")) == (
        "solid",
        "3px",
        "3px",
    )


def test_the_first_stop_of_the_keyboard_leads_past_the_navigation(address: str, page: Page) -> None:
    page.goto(address + RESPONSE_PAGE)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    box = skip.bounding_box()
    assert box
    assert box["x"] >= 0
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def test_the_navigation_is_large_enough_for_a_finger(address: str, page: Page) -> None:
    page.set_viewport_size({"width": NARROW, "height": 800})
    page.goto(address + RESPONSE_PAGE)
    boxes = [link.bounding_box() for link in page.locator(".s55-nav a").all()]
    assert boxes
    assert [box for box in boxes if not box or box["height"] < FINGER or box["width"] < FINGER] == []


def test_links_are_underlined_everywhere(address: str, page: Page) -> None:
    for kind in ("home", "response", "findings", "search"):
        page.goto(address + KINDS[kind])
        plain = page.evaluate("""() => [...document.querySelectorAll("a:not(.s55-skip)")]
            .filter((link) => !getComputedStyle(link).textDecorationLine.includes("underline"))
            .map((link) => link.textContent)""")
        assert plain == [], kind


def test_type_is_the_same_size_on_the_widest_screens(address: str, page: Page) -> None:
    page.goto(address + RESPONSE_PAGE)
    paragraph = page.locator(".s55-document__body p").first
    sizes = {}
    for width in (NARROW, WIDE, 1700, 2600):
        page.set_viewport_size({"width": width, "height": 800})
        sizes[width] = style(paragraph, "font-size")
    assert sizes == {NARROW: "17px", WIDE: "19px", 1700: "19px", 2600: "19px"}


def test_what_the_machine_prefers_decides_between_light_and_dark(address: str, page: Page) -> None:
    page.goto(address)
    grounds = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        grounds[scheme] = style(page.locator("body"), "background-color")
    assert grounds == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 24, 31)"}


def test_rows_of_a_list_become_cards_whose_facts_are_named_and_stay_a_table(address: str, page: Page) -> None:
    page.set_viewport_size({"width": NARROW, "height": 800})
    page.goto(address + "responses/norfolk/")
    table = page.get_by_role("table")
    assert [head.text_content() for head in table.get_by_role("columnheader").all()] == [
        "Report",
        "Report published",
        "Response published",
        "Last day",
        "Status",
    ]
    cells = table.get_by_role("row").nth(1).get_by_role("cell")
    labels = [cell.evaluate("cell => getComputedStyle(cell, '::before').content") for cell in cells.all()]
    assert [re.findall('"(.*?)"', label)[0] for label in labels] == [
        "Report published: ",
        "Response published: ",
        "Last day: ",
        "Status: ",
    ]


def test_on_paper_there_is_the_document_and_its_citation_alone(address: str, page: Page) -> None:
    page.goto(address + RESPONSE_PAGE)
    page.emulate_media(media="print", color_scheme="dark")
    hidden = (
        ".s55-header",
        ".s55-footer",
        ".s55-breadcrumbs",
        ".s55-contents-wide",
        ".s55-contents-narrow",
        ".s55-slip",
        ".s55-working",
    )
    assert [name for name in hidden if page.locator(name).is_visible()] == []
    assert [heading.text_content() for heading in page.locator("main :is(h1, h2):visible").all()] == [
        "Cyber: Keep the light on – An inspection of the police response to cyber-dependent crime",
        "Key findings:",
        "Recommendation",
        "Areas for improvement",
        "Chief Constable response to report and any recommendations:",
        "PCC response to report and any recommendations:",
        "For office use only:",
    ]
    assert style(page.locator("body"), "background-color") == "rgb(255, 255, 255)"


def test_on_paper_the_address_of_a_link_stands_after_it(address: str, page: Page) -> None:
    page.goto(address + KINDS["inspection"])
    page.emulate_media(media="print")
    link = page.get_by_role("link", name="Read the report")
    after = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert "".join(re.findall('"(.*?)"', after)) == f" ({link.get_attribute('href')})"


def test_on_paper_a_table_stays_a_table_and_repeats_its_head(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 800})  # about the width of A4 between its margins
    page.goto(address + "responses/")
    page.emulate_media(media="print")
    assert style(page.locator(".s55-list thead"), "display") == "table-header-group"
    assert style(page.locator(".s55-list tbody tr").first, "display") == "table-row"
    assert style(page.locator(".s55-list tbody tr").first, "break-inside") == "avoid"
