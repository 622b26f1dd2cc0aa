"""Combining facts of responses in the browser: what is counted is what is listed, and what the pages list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from tests.support.sample_office import build, released_at


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = build(tmp_path_factory.mktemp("browse"))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/browse/"
        server.shutdown()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []


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
    assert set(listed(tab)) == late
    assert tab.inner_text("[data-status]") == f"{len(late)} responses"
    assert tab.url.endswith("/browse/?office=sampleshire&status=published-late")
    year, count = str(tab.text_content("#browse-year option[value='2023']")).split(" ")
    tab.select_option("#browse-year", year)
    tab.click("[data-browse] button[type=submit]")
    tab.wait_for_url("**year=2023**")
    assert count == f"({len(listed(tab))})"
    tab.go_back()
    tab.wait_for_url("**status=published-late")
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
    tab.wait_for_function("() => document.querySelector('[data-status]').textContent")
    assert tab.inner_text("[data-status]").startswith("The table of responses could not be loaded.")


def test_without_a_script_the_lists_stand_alone(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert not page.is_visible("[data-browse]")
    assert page.is_visible("a[href='../browse/responses/year/2024/']")
    context.close()
