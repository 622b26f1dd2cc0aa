"""A page looks the same with the part of the theme's stylesheet that is kept as with the whole of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from playwright.sync_api import Browser, BrowserContext, Page

from generator.dates import read_as_of
from generator.plugin import render_theme
from generator.publishing.build import BuildOptions, build_site
from tests.support.overflow_site import AS_OF, KINDS, open_page
from tests.support.paths import DEMO, TOP
from tests.support.web_server import serving

WHOLE = next((Path(str(files("material"))) / "templates" / "assets" / "stylesheets").glob("main.*.min.css"))
EDITORIAL = TOP / "tests" / "samples" / "editorial"
EVERY_MARK = "every-mark/"

CONDITIONS: dict[str, tuple[int, dict[str, Any]]] = {
    "small telephone": (320, {"media": "screen", "color_scheme": "light"}),
    "dark": (900, {"media": "screen", "color_scheme": "dark"}),
    "wide screen": (1440, {"media": "screen", "color_scheme": "light"}),
    "paper": (700, {"media": "print", "color_scheme": "light"}),
}
"""Where Material's stylesheet differs: the width in CSS pixels and the media."""

_STYLES = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const elements = [...document.querySelectorAll("body, body *")];
  for (const element of elements) getComputedStyle(element).blockSize;
  const names = [...getComputedStyle(document.body)].filter((name) => !name.startsWith("--"));
  const styleOf = (element, part) => {
    const style = getComputedStyle(element, part);
    return names.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
  };
  return elements.map((element) => {
    const parts = [null, "::before", "::after", ...(element.tagName === "LI" ? ["::marker"] : [])];
    return `${element.tagName}.${element.getAttribute("class") || ""} ${parts.map((part) => styleOf(element, part))}`;
  });
}"""
"""Reads the style of each element of a page, and of its parts; custom properties are seen only where they are used.

What a closed fold holds has no size until it was asked for once, after the page was drawn.
"""

_STATES = re.compile(
    r"::?(?:-[a-z-]+|after|before|marker|placeholder|selection|backdrop)|"
    r":(?:active|any-link|checked|disabled|enabled|focus(?:-visible|-within)?|hover|link|open|target|visited)\b"
)
"""What a selector asks for that no reader may have done yet, and parts that no script can find."""
_NOT_YET = re.compile(rf":not\((?:{_STATES.pattern})\)")


@pytest.fixture(scope="module")
def editorial_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Build and serve a site whose editorial page has every mark; return its folder and its address."""
    folder = tmp_path_factory.mktemp("editorial")
    shutil.copytree(DEMO / "content", folder / "content")
    shutil.copy(EDITORIAL / "mkdocs.yml", folder)
    shutil.copy(EDITORIAL / "every-mark.md", folder / "content" / "pages")
    content, site, theme = folder / "content", folder / "site", folder / "theme"
    theme.mkdir()
    options = BuildOptions(folder, content, site, read_as_of(AS_OF), with_search=False)
    result = build_site(options, lambda: render_theme(folder / "mkdocs.yml", content, theme))
    assert not result.failure, result.message or result.problems
    with serving(site) as address:
        yield site, address


def light_of(site: Path) -> Path:
    """Return the stylesheet that a site has in place of Material's."""
    [file] = (site / "assets" / "stylesheets").glob("*.css")
    return file


def selectors_of(stylesheet: str) -> set[str]:
    """Return every selector of a stylesheet, in groups too, but for those that set custom properties alone."""

    def within(rules: list[Any]) -> Iterator[str]:
        for rule in rules:
            if rule.type == "qualified-rule":
                declarations = tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True)
                if all(getattr(declaration, "name", "").startswith("--") for declaration in declarations):
                    continue  # the comparison of styles sees where they are used
                yield from (part.strip() for part in re.split(r",(?![^(]*\))", tinycss2.serialize(rule.prelude)))
            elif rule.type == "at-rule" and rule.at_keyword in {"media", "supports"}:
                yield from within(tinycss2.parse_rule_list(rule.content, skip_whitespace=True))

    return set(within(tinycss2.parse_stylesheet(stylesheet)))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a browser without transitions, whose half-way values would differ."""
    context = browser.new_context(reduced_motion="reduce")
    yield context
    context.close()


def used_in_vain(page: Page, left_out: list[str]) -> list[str]:
    """Return which selectors of those left out match something on the page, in any state."""
    plain = {selector: _STATES.sub(":not(none)", _NOT_YET.sub(":not(none)", selector)) for selector in left_out}
    found = page.evaluate(
        "selectors => selectors.filter(selector => document.querySelector(selector))", sorted(set(plain.values()))
    )
    return sorted(selector for selector, stripped in plain.items() if stripped in found)


def styles_with(context: BrowserContext, stylesheet: str, address: str) -> dict[str, list[str]]:
    """Return the style of every element of a page with one stylesheet or the other, under each condition."""
    context.route("**/assets/stylesheets/*.css", lambda route: route.fulfill(body=stylesheet, content_type="text/css"))
    page = context.new_page()
    open_page(page, address)
    styles = {}
    for condition, (width, media) in CONDITIONS.items():
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(**media)
        styles[condition] = page.evaluate(_STYLES)
    page.close()
    context.unroute_all()
    return styles


def differences(context: BrowserContext, site: Path, address: str) -> list[str]:
    """Return the elements of a page that look otherwise with the light stylesheet, each with what differs."""
    whole, light = (styles_with(context, file.read_text(encoding="utf-8"), address) for file in (WHOLE, light_of(site)))
    assert all(len(whole[condition]) == len(light[condition]) > 50 for condition in CONDITIONS)
    return [
        f"{condition}: {before.partition(' ')[0]}: {sorted(set(before.split(';')) ^ set(after.split(';')))}"
        for condition in CONDITIONS
        for before, after in zip(whole[condition], light[condition], strict=True)
        if before != after
    ]


def test_no_page_has_what_a_rule_that_is_left_out_asks_for(
    overflow_site: Path, address: str, editorial_site: tuple[Path, str], context: BrowserContext
) -> None:
    page = context.new_page()
    pages = [(overflow_site, address + path) for path in KINDS.values()]
    pages += [(editorial_site[0], editorial_site[1] + path) for path in ("", EVERY_MARK)]
    found = {}
    for site, where in pages:
        kept = selectors_of(light_of(site).read_text(encoding="utf-8"))
        left_out = sorted(selectors_of(WHOLE.read_text(encoding="utf-8")) - kept)
        open_page(page, where)
        if used := used_in_vain(page, left_out):
            found[where] = used
    assert found == {}


@pytest.mark.parametrize("kind", ["home", "response to two reports", "search with hits", "findings narrowed"])
def test_a_page_looks_the_same_as_with_the_whole_stylesheet(
    kind: str, overflow_site: Path, address: str, context: BrowserContext
) -> None:
    assert differences(context, overflow_site, address + KINDS[kind]) == []


def test_an_editorial_page_with_every_mark_looks_the_same_as_with_the_whole_stylesheet(
    editorial_site: tuple[Path, str], context: BrowserContext
) -> None:
    site, address = editorial_site
    assert differences(context, site, address + EVERY_MARK) == []


def test_an_editorial_page_keeps_what_it_needs_and_only_that(
    editorial_site: tuple[Path, str], overflow_site: Path
) -> None:
    marks = {".md-typeset .admonition", ".md-typeset .md-button", ".md-typeset .tabbed-set", ".highlight .linenos"}
    kept, without = (
        selectors_of(light_of(site).read_text(encoding="utf-8")) for site in (editorial_site[0], overflow_site)
    )
    assert marks & selectors_of(WHOLE.read_text(encoding="utf-8")) == marks & kept
    assert marks & without == set()


def test_the_comparison_sees_a_rule_that_is_missing(overflow_site: Path, address: str, context: BrowserContext) -> None:
    light = light_of(overflow_site).read_text(encoding="utf-8")
    poorer = light.replace("box-sizing:inherit", "box-sizing:content-box")
    whole, without = (styles_with(context, text, address + KINDS["page not found"]) for text in (light, poorer))
    assert poorer != light
    assert whole["paper"] != without["paper"]
