"""The accessibility trees of pages, whole, in `tests/samples/examples/trees/`, and Chromium's own of a list of cards.

A tree that is not there yet is written down; read it before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.overflow_site import KINDS, open_page

TREES = Path(__file__).resolve().parent.parent / "samples" / "examples" / "trees"
PARTS = {
    "header": ("response", "body > header"),
    "response": ("response", "main"),
    "filter": ("findings narrowed", "main nav"),
}
"""Each tree: the kind of page, and which part of it."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Give a page on a usual screen."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_page_has_the_accessibility_tree_of_its_sample(part: str, address: str, page: Page) -> None:
    kind, selector = PARTS[part]
    open_page(page, address + KINDS[kind])
    for fold in page.locator(f"{selector} .s55-working, {selector} [data-facet=class]").all():
        fold.evaluate("fold => { fold.open = true; }")
    snapshot = page.locator(selector).first.aria_snapshot() + "\n"
    tree = TREES / f"{part}.yml"
    if not tree.exists():
        tree.parent.mkdir(exist_ok=True)
        tree.write_text(snapshot, encoding="utf-8")
        pytest.fail(f"{tree} was not there, and is written now: read it")
    assert snapshot == tree.read_text(encoding="utf-8")


def test_a_list_that_became_cards_is_still_a_table_to_chromium(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{address}responses/norfolk/")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    nodes = [
        (node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree["nodes"] if not node["ignored"]
    ]
    page.set_viewport_size({"width": 1280, "height": 800})
    start = [role for role, _ in nodes].index("table")
    parts = {"table", "row", "columnheader", "rowheader", "cell"}
    assert [f"{role}: {name}" for role, name in nodes[start:] if role in parts] == [
        "table: Responses",
        "row: ",
        "row: ",
        "rowheader: Cyber: Keep the light on – An inspection of the police response to cyber-dependent crime",
        "cell: 24 October 2019",
        "cell: Not recorded",
        "cell: 18 December 2019",
        "cell: Date of publication not recorded",
        "columnheader: Report",
        "columnheader: Report published",
        "columnheader: Response published",
        "columnheader: Last day",
        "columnheader: Status",
    ]
