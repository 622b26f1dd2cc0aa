"""Combining facts of responses in the browser: what is counted is what is listed, and what the pages list."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.sample_office import released_at


@pytest.fixture
def address(sample_site: str) -> str:
    return f"{sample_site}browse/"


def listed(tab: Page) -> list[str]:
    return [
        str(each.get_attribute("href")).split("/responses/")[1].rstrip("/")
        for each in tab.query_selector_all("[data-rows] a")
    ]


def test_a_combination_lists_what_has_all_of_it(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.select_option("#browse-office", "sampleshire")
    tab.select_option("#browse-status", "published-late")
    tab.click("[data-browse] button[type=submit]")
    tab.wait_for_selector("[data-rows] li")
    released = released_at()
    late = {
        id_
        for id_, each in released.responses.items()
        if each.office_id == "sampleshire"
        and str(released.clock(each, released.report_of(each)).status) == "published-late"
    }
    status, rows = tab.locator("[data-status]"), tab.locator("[data-rows] li")
    expect(status).to_have_text(f"{len(late)} responses")
    assert set(listed(tab)) == late
    assert tab.url.endswith("/browse/?office=sampleshire&status=published-late")
    year, count = str(tab.text_content("#browse-year option[value='2023']")).split(" ")
    tab.select_option("#browse-year", year)
    tab.click("[data-browse] button[type=submit]")
    tab.wait_for_url("**year=2023**")
    expect(rows).to_have_count(int(count.strip("()")))
    expect(status).to_have_text(re.compile(rf"^{count.strip('()')} responses?$"))
    tab.go_back()
    tab.wait_for_url("**status=published-late")
    expect(status).to_have_text(f"{len(late)} responses")
    assert set(listed(tab)) == late


def test_the_address_alone_says_what_is_shown(tab: Page, address: str) -> None:
    tab.goto(f"{address}?year=2024&office=nowhere")
    tab.wait_for_selector("[data-rows] li")
    assert listed(tab)
    assert all("/2024/" in each for each in listed(tab))
    assert tab.input_value("#browse-office") == ""


@pytest.mark.parametrize("file", ["**/browse/responses.json", "**/browse/panel.js", "**/section55/page.js"])
def test_a_table_or_a_script_that_is_missing_is_said(tab: Page, address: str, file: str) -> None:
    tab.route(file, lambda route: route.fulfill(status=404))
    tab.goto(f"{address}?year=2024")
    expect(tab.locator("[data-status]")).to_have_text(re.compile("^The table of responses could not be loaded\\."))


def test_without_a_script_the_lists_stand_alone(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert not page.is_visible("[data-browse]")
    assert page.is_visible("a[href='../browse/responses/year/2024/']")
    context.close()
