"""Pages at any width, enlarged four times, and with the reader's own spacing: nothing cut off, no overlapping words.

WCAG 2.2: 1.4.10 (reflow), 1.4.4 (resize text), 1.4.12 (text spacing). Tables in a paper's own text may
scroll by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.overflow_site import KINDS, open_page

WIDTHS = (*range(320, 1281, 80), 719, 959, 1000)
"""CSS pixels: from a small telephone to a usual screen, and where the layout changes."""

each_kind = pytest.mark.parametrize("kind", KINDS)

# The least a reader may ask for without losing anything, as the bookmarklets for it do (WCAG 2.2, 1.4.12).
SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
        p { margin-bottom: 2em !important; }
    `);
    document.adoptedStyleSheets = [sheet];
}"""

# What is wider than the page, what of the words stands outside it or is cut off, and which words lie on others.
FAULTS = """() => {
    const faults = new Set();
    const pageWidth = document.scrollingElement.scrollWidth;
    if (pageWidth > innerWidth) faults.add(`the page is ${pageWidth} wide`);
    const lines = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const element = text.parentElement, words = text.data.trim().slice(0, 40);
        if (!words || element.closest(".s55-hidden, .s55-skip, option, title, desc, .table")) continue;
        if (!element.checkVisibility({visibilityProperty: true})) continue;
        const head = element.closest("thead");
        if (head && getComputedStyle(head).clipPath !== "none") continue;
        // The column beside a document scrolls by itself where it is longer than the screen: its rest lies on nothing.
        const window_ = element.closest(".s55-aside")?.getBoundingClientRect();
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) {
            if (!box.width || (window_ && (box.bottom > window_.bottom + 1 || box.top < window_.top - 1))) continue;
            if (box.left < -1 || box.right > innerWidth + 1) faults.add(`cut off at the screen's edge: ${words}`);
            const {left, right} = box;
            lines.push({words, element, left, right, top: box.top + scrollY, bottom: box.bottom + scrollY});
        }
        for (let each = element; each !== document.body; each = each.parentElement) {
            const {overflowX, overflowY} = getComputedStyle(each);
            const isCutAcross = overflowX !== "visible" && each.clientWidth && each.scrollWidth > each.clientWidth + 1;
            const hides = ["hidden", "clip"].includes(overflowY);
            const isCutBelow = hides && each.clientHeight && each.scrollHeight > each.clientHeight + 1;
            if (isCutAcross || isCutBelow) faults.add(`cut off within ${each.className || each.tagName}: ${words}`);
        }
    }
    lines.sort((one, other) => one.top - other.top);
    // Lines may touch: a letter does not fill the height of its line.
    const slack = (line) => (line.bottom - line.top) * .35;
    lines.forEach((line, place) => {
        for (let next = place + 1; next < lines.length && lines[next].top < line.bottom - slack(line); next += 1) {
            const other = lines[next];
            const isBeside = other.left >= line.right - 1 || other.right <= line.left + 1;
            if (!isBeside && other.bottom > line.top + slack(line)) faults.add(`${line.words} / ${other.words}`);
        }
    });
    return [...faults];
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Give one page for all."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@each_kind
def test_nothing_is_cut_off_and_no_words_overlap_on_any_width(kind: str, address: str, page: Page) -> None:
    open_page(page, address + KINDS[kind])
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if faults := page.evaluate(FAULTS):
            found[width] = faults
    assert found == {}


@each_kind
def test_nothing_is_cut_off_and_no_words_overlap_with_the_reader_s_own_spacing(
    kind: str, address: str, page: Page
) -> None:
    open_page(page, address + KINDS[kind])
    page.evaluate(SPACING)
    found = {}
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        if faults := page.evaluate(FAULTS):
            found[width] = faults
    assert found == {}


@pytest.mark.parametrize("kind", ["home", "response", "findings narrowed", "statistics", "overflowing finding"])
def test_nothing_is_cut_off_on_a_usual_screen_enlarged_four_times(kind: str, address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280 // 4, "height": 1024 // 4}, device_scale_factor=4)
    enlarged = context.new_page()
    open_page(enlarged, address + KINDS[kind])
    faults = enlarged.evaluate(FAULTS)
    context.close()
    assert faults == []
