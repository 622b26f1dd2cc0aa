"""Pages do not move while they load (Layout Instability, W3C), and no script delays the first view."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.markup import parse
from tests.support.overflow_site import KINDS

STILL = [kind for kind, address in KINDS.items() if "?" not in address and kind not in {"moved response", "search"}]
"""A page that asks for something is drawn by a script, and moves when the answer has come; so is the search's own."""

SHIFTS = """() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
        const name = ({node}) => (node?.outerHTML ?? node?.data ?? "").slice(0, 80);
        for (const shift of list.getEntries()) shifts.push([shift.value, ...shift.sources.map(name)].join(" "));
    }).observe({type: "layout-shift", buffered: true});
}"""


@pytest.mark.parametrize("kind", STILL)
def test_nothing_moves_while_a_page_loads(kind: str, address: str, browser: Browser) -> None:
    found = {}
    for width in (320, 1280):
        context = browser.new_context(viewport={"width": width, "height": 800})
        context.add_init_script(f"({SHIFTS})()")
        page = context.new_page()
        page.goto(address + KINDS[kind], wait_until="load")
        # Two frames after the last script has run: what moved has been drawn.
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, "
            "50))))"
        )
        if shifts := page.evaluate("shifts"):
            found[width] = shifts
        context.close()
    assert found == {}


def test_no_script_holds_up_the_first_view(overflow_site: Path) -> None:
    scripts = [script.attributes for page in overflow_site.rglob("*.html") for script in parse(page).css("script")]
    assert scripts
    waiting = {"module", "application/json", "application/ld+json"}
    assert [facts for facts in scripts if "defer" not in facts and facts.get("type") not in waiting] == []
