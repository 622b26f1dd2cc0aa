"""Links to paragraphs, reached with the mouse, a finger and the keyboard, and never printed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

PAGES = ["responses/norfolk/2019/cyber-keep-the-light-on/", "inspections/2019/cyber-keep-the-light-on/"]


def expect_opacity(page: Page, opacity: str) -> None:
    expect(page.locator(".s55-paragraph-link").first).to_have_css("opacity", opacity)


@pytest.mark.parametrize("path", PAGES)
def test_the_link_shows_under_the_mouse_and_with_the_keyboard_and_leads_to_its_paragraph(
    address: str, browser: Browser, path: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address + path)
    link = page.get_by_role("link", name="Link to this paragraph").first
    expect_opacity(page, "0")
    link.locator("xpath=..").hover()
    expect_opacity(page, "1")
    page.mouse.move(0, 0)
    expect_opacity(page, "0")
    link.focus()
    expect_opacity(page, "1")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#p-"))
    assert page.evaluate("location.hash === '#' + document.querySelector('p:target').id")
    page.emulate_media(media="print")
    assert page.get_by_role("link", name="Link to this paragraph").count() == 0
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_finger_always_sees_it_and_it_widens_no_narrow_page(address: str, browser: Browser, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + path)
    expect_opacity(page, "1")
    page.get_by_role("link", name="Link to this paragraph").first.tap()
    expect(page).to_have_url(re.compile("#p-"))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()
