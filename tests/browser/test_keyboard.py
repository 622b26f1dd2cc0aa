"""A walk with the keyboard over every kind of page: all is reached, in order and in sight, and folds open and close.

WCAG 2.2: 2.1.1 (keyboard), 2.1.2 (no trap), 2.4.3 (order), 2.4.7 (focus visible), 2.4.11 (focus not obscured),
1.4.11 (non-text contrast).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.contrast import contrast
from tests.support.overflow_site import KINDS, SCHEMES, open_page

NARROW, WIDE = 320, 1280
"""CSS pixels."""

each_kind = pytest.mark.parametrize("kind", KINDS)
each_width = pytest.mark.parametrize("width", [NARROW, WIDE])

# All that can be acted on, and is shown; in a group of radio buttons only one is a stop.
INTERACTIVE = """() => {
    window.stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter((each) => !each.disabled && each.type !== "hidden")
        .filter((each) => each.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}));
    return window.stops.length;
}"""

# At a stop, once the page has scrolled to it: its place among them, whether all of it is in sight, and its ring.
STOP = """() => {
    const here = document.activeElement, style = getComputedStyle(here);
    const box = [...here.getClientRects()].find((each) => each.width && each.height) ?? here.getBoundingClientRect();
    const {left, top, right, bottom, width, height} = box;
    const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const seen = document.elementFromPoint(left + Math.min(width, 40) / 2, middle);
    const ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
    const isWithin = (start, end, edge) => start >= ring && end <= edge - ring;
    const faults = [
        window.stops.includes(here) || "takes focus, and cannot be acted on or is not shown",
        (width && isWithin(left, right, innerWidth) && (height > innerHeight / 2 || isWithin(top, bottom, innerHeight)))
            || "has focus, or its ring, outside the screen",
        (seen && (here.contains(seen) || seen.contains(here))) || "has focus beneath something else",
        (style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2) || "has no ring of focus",
    ];
    const messages = faults.filter((fault) => fault !== true).map((fault) => `${here.outerHTML.slice(0, 80)} ${fault}`);
    return [window.stops.indexOf(here), messages];
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Give one page for all."""
    context = browser.new_context(viewport={"width": WIDE, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def walk(page: Page) -> tuple[list[int], list[str]]:
    """Press Tab as often as there are stops; return the stops reached, by place in the document, and their faults."""
    stops = page.evaluate(INTERACTIVE)
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    places, faults = [], []
    for _ in range(stops):
        page.keyboard.down("Tab")  # and not up: half as many messages to the browser
        place, found = page.evaluate(STOP)
        places.append(place)
        faults += found
    page.keyboard.up("Tab")
    return places, faults


@each_width
@each_kind
def test_the_keyboard_reaches_everything_in_its_order_and_in_sight(
    kind: str, width: int, address: str, page: Page
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_page(page, address + KINDS[kind])
    places, faults = walk(page)
    assert faults == []
    assert places == list(range(page.evaluate("stops.length")))


def test_a_walk_notices_what_is_wrong(address: str, page: Page) -> None:
    page.set_viewport_size({"width": WIDE, "height": 800})
    open_page(page, address + KINDS["response"])
    page.evaluate("""() => {
        const links = ["far", "bare", "first"].map((id) => `<a id="${id}" href="#main">${id}</a>`).join(" ");
        document.querySelector("main").insertAdjacentHTML("beforeend", `${links}<p id="cover"></p>`);
        Object.assign(far.style, {position: "absolute", left: "-99rem"});
        bare.style.setProperty("outline", "none", "important");
        first.tabIndex = 1;
        Object.assign(cover.style, {position: "fixed", inset: "auto 0 0 0", height: "99%", background: "white"});
    }""")
    places, faults = walk(page)
    assert places[1] == 0
    assert {re.sub(".*<a id=.(.*?). .* (has .*)", r"\1 \2", fault) for fault in faults if "<a id=" in fault} == {
        "far has focus, or its ring, outside the screen",
        "far has focus beneath something else",
        "bare has no ring of focus",
        "bare has focus beneath something else",
        "first has focus beneath something else",
    }


@each_width
def test_every_fold_opens_and_closes_with_enter_and_with_space(width: int, address: str, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    folds = 0
    for kind in ("response with every action", "response to two reports", "findings narrowed", "browse", "inspection"):
        open_page(page, address + KINDS[kind])
        for fold in page.locator("summary").all():
            if not fold.is_visible():
                continue
            fold.focus()
            states = []
            for key in ("Enter", "Enter", "Space", "Space"):
                page.keyboard.press(key)
                states.append(fold.evaluate("fold => fold.parentElement.open && fold === document.activeElement"))
            assert states == [True, False, True, False], f"{kind}: {fold.text_content()}"
            folds += 1
    assert folds > 8


# Where the ring of what has focus stands to its left, and what is on both sides of the ring.
RING = """() => {
    const here = document.activeElement, style = getComputedStyle(here);
    const {left, top, bottom} = [...here.getClientRects()].find((each) => each.width && each.height);
    const width = parseFloat(style.outlineWidth), offset = parseFloat(style.outlineOffset);
    const from = Math.max(top, 0), to = Math.min(bottom, innerHeight);
    const grounds = [];
    for (let each = here; each; each = each.parentElement) grounds.push(getComputedStyle(each).backgroundColor);
    const drawn = grounds.filter((ground) => ground !== "rgba(0, 0, 0, 0)");
    return {
        looks: [here.tagName, style.outlineColor, ...drawn.slice(0, 2)].join(),
        heights: [.1, .3, .5, .7, .9].map((share) => from + (to - from) * share),
        outside: [1.5, 5].map((far) => left - offset - width - far),
        ring: [left - offset - width / 2], inside: [left - offset / 2],
    };
}"""

# The colours of points of a picture.
COLOURS = """async ([picture, points]) => {
    const bytes = Uint8Array.from(atob(picture), (each) => each.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const drawn = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    drawn.drawImage(bitmap, 0, 0);
    const hex = (each) => each.toString(16).padStart(2, "0");
    const colour = (x, y) => [...drawn.getImageData(Math.floor(x), Math.floor(y), 1, 1).data].slice(0, 3).map(hex);
    return points.map(([x, y]) => "#" + colour(x, y).join(""));
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", ["response with every action", "findings narrowed", "search with hits", "home"])
def test_the_ring_of_focus_stands_out_from_what_is_on_both_sides_of_it(
    kind: str, scheme: str, address: str, page: Page
) -> None:
    page.set_viewport_size({"width": WIDE, "height": 800})
    page.emulate_media(**SCHEMES[scheme])
    open_page(page, address + KINDS[kind])
    too_weak, seen = {}, set()
    for _ in range(page.evaluate(INTERACTIVE)):
        page.keyboard.press("Tab")
        ring = page.evaluate(RING)
        if ring["looks"] in seen or min(ring["outside"]) < 0:
            continue
        seen.add(ring["looks"])
        picture = b64encode(page.screenshot()).decode()
        # Of several points each, because a letter of the line's other words may stand at one.
        points = [
            [(far, height) for far in ring[place] for height in ring["heights"]]
            for place in ("outside", "ring", "inside")
        ]
        outside, drawn, inside = (
            Counter(page.evaluate(COLOURS, [picture, each])).most_common(1)[0][0] for each in points
        )
        ratios = (contrast(drawn, outside), contrast(drawn, inside))
        if min(ratios) < 3:
            too_weak[ring["looks"]] = (outside, drawn, inside)
    page.emulate_media(**SCHEMES["light"])
    assert too_weak == {}
    assert len(seen) >= 3
