"""Every kind of page passes axe-core with all its rules, in each colour scheme, on a small phone and a usual screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.overflow_site import KINDS, SCHEMES, open_page

AXE = Path(__file__).resolve().parent.parent.parent / ".venv" / "checkers" / "node_modules" / "axe-core" / "axe.min.js"
NARROW, WIDE = 320, 1280
"""CSS pixels."""

# Every rule, also those that axe leaves off: best practices, level AAA, target size, and experimental ones but one.
# That one wants a landmark for each table that can scroll: a paper with a table for each finding would be full of them.
RUN = """async () => {
    const isOn = (ruleId) => ({enabled: ruleId !== "focus-order-semantics"});
    const rules = Object.fromEntries(axe.getRules().map(({ruleId}) => [ruleId, isOn(ruleId)]));
    const found = await axe.run({rules, resultTypes: ["violations"]});
    return found.violations.flatMap(
        ({id, nodes}) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`),
    );
}"""


@cache
def axe() -> str:
    """Read axe-core."""
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Give one page for all, because a new one costs as much as a judgement."""
    context = browser.new_context(viewport={"width": WIDE, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def judged(page: Page) -> list[str]:
    """Ask axe about the page as it is shown, and give what breaks a rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(kind: str, address: str, page: Page) -> None:
    open_page(page, address + KINDS[kind])
    found = {}
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, media in SCHEMES.items():
            page.emulate_media(**media)
            if violations := judged(page):
                found[scheme, width] = violations
    assert found == {}


def test_axe_sees_what_is_wrong(address: str, page: Page) -> None:
    page.goto(address + KINDS["response"])
    page.set_viewport_size({"width": NARROW, "height": 800})
    page.emulate_media(**SCHEMES["light"])
    page.evaluate("""() => {
        const wrong = "<h5>Too deep</h5><a href='#main'></a><button>+</button><button>-</button>";
        document.querySelector("main").insertAdjacentHTML("beforeend", wrong);
        const tiny = {color: "#bbb", background: "#fff", padding: 0, fontSize: "9px"};
        for (const element of document.querySelectorAll("h5, button")) Object.assign(element.style, tiny);
    }""")
    seen = {each.partition(":")[0] for each in judged(page)}
    assert seen >= {"color-contrast", "heading-order", "link-name", "target-size"}
