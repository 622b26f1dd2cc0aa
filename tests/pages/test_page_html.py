"""How every page of the site is made, without a browser: its outline, its ids, its links, its weight and its colours.

Knows HTML and the stylesheets; nothing of what a record says.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.support.contrast import contrast
from tests.support.paths import TOP

ASSETS = TOP / "templates" / "theme" / "assets" / "section55"
HERE = "https://here.invalid/"
"""Stands for wherever the site is published."""

LARGEST_FIRST_VIEW = 22_000
"""Bytes that a reader's first page may cost, compressed: a slow telephone has them in a second."""

LARGEST_STYLESHEET = 16 * 1024

REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list")
"""Attributes that name ids of the same page."""

ASSET_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
"""What a `<link>` must be to be fetched; others only say where something is."""


@dataclass
class Element:
    """An element's start."""

    tag: str
    facts: dict[str, str]


@dataclass
class Outline(HTMLParser):
    """What a page is made of."""

    html: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def values(self, name: str) -> list[str]:
        """Give the values of an attribute, in order."""
        return [element.facts[name] for element in self.elements if name in element.facts]

    @property
    def levels(self) -> list[int]:
        """The levels of its headings, in order."""
        return [int(element.tag[1]) for element in self.elements if re.fullmatch("h[1-6]", element.tag)]


@cache
def pages_of(site: Path) -> dict[str, Outline]:
    """Read every page, by its address from the site's root."""
    files = sorted(site.rglob("*.html"))
    assert files, "The site has no pages"
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): Outline(file.read_text(encoding="utf-8"))
        for file in files
    }


def found(site: Path, of_page: Callable[[str, Outline], Iterator[str]]) -> list[str]:
    """Ask every page, and give what is wrong with its address before it."""
    return [
        f"/{address}: {fault}" for address, outline in pages_of(site).items() for fault in of_page(address, outline)
    ]


def test_no_id_stands_twice_on_a_page(built_site: Path) -> None:
    def doubled(_: str, outline: Outline) -> Iterator[str]:
        yield from (id_ for id_, count in Counter(outline.values("id")).items() if count > 1)

    assert found(built_site, doubled) == []


def test_every_page_has_one_heading_of_the_first_level(built_site: Path) -> None:
    def not_one(_: str, outline: Outline) -> Iterator[str]:
        if (count := outline.levels.count(1)) != 1:
            yield f"{count} of the first level"

    assert found(built_site, not_one) == []


def test_no_level_of_headings_is_skipped(built_site: Path) -> None:
    def skipped(_: str, outline: Outline) -> Iterator[str]:
        levels = outline.levels
        yield from (
            f"h{above}, then h{level}" for above, level in zip([0, *levels], levels, strict=False) if level > above + 1
        )

    assert found(built_site, skipped) == []


def test_what_is_named_by_its_id_stands_on_the_page(built_site: Path) -> None:
    def unresolved(_: str, outline: Outline) -> Iterator[str]:
        ids = set(outline.values("id"))
        for name in REFERENCES:
            yield from (f'{name}="{id_}"' for value in outline.values(name) for id_ in value.split() if id_ not in ids)

    assert found(built_site, unresolved) == []


def test_every_link_within_the_site_leads_to_a_place_that_is_there(built_site: Path) -> None:
    def broken(address: str, outline: Outline) -> Iterator[str]:
        for link in [*outline.values("href"), *outline.values("src"), *outline.values("action")]:
            whole = urlsplit(urljoin(HERE + address, link))
            if f"{whole.scheme}://{whole.netloc}/" != HERE:
                continue
            path = unquote(whole.path).removeprefix("/").removesuffix("index.html")
            file = built_site / path / "index.html" if path.endswith("/") or not path else built_site / path
            ids = (
                pages_of(built_site)[path].values("id")
                if file.suffix == ".html" and path in pages_of(built_site)
                else []
            )
            if not file.is_file() or (whole.fragment and unquote(whole.fragment) not in ids):
                yield link

    assert found(built_site, broken) == []


def test_nothing_is_fetched_from_another_site(built_site: Path) -> None:
    def foreign(_: str, outline: Outline) -> Iterator[str]:
        fetched = [
            *outline.values("src"),
            *outline.values("srcset"),
            *outline.values("poster"),
            *outline.values("data"),
        ]
        fetched += [
            each.facts["href"]
            for each in outline.elements
            if each.tag == "link" and ASSET_LINKS & set(each.facts.get("rel", "").split())
        ]
        yield from (address for address in fetched if urlsplit(address).netloc)

    assert found(built_site, foreign) == []
    stylesheets = {file: file.read_text(encoding="utf-8") for file in built_site.rglob("*.css")}
    called = [
        url for text in stylesheets.values() for url in re.findall(r"url\(\s*[\"']?(?!data:)([^\"')]+)|@import", text)
    ]
    assert called == []


def test_no_page_has_a_style_or_a_script_within_it(built_site: Path) -> None:
    def inline(_: str, outline: Outline) -> Iterator[str]:
        for element in outline.elements:
            is_data = (
                element.facts.get("type") == "application/ld+json"
            )  # which no browser runs: browser/test_linked_data.py
            if element.tag == "style" or (element.tag == "script" and "src" not in element.facts and not is_data):
                yield f"<{element.tag}>"
            yield from (f"<{element.tag} {name}>" for name in element.facts if name == "style" or name.startswith("on"))
            yield from (link for link in element.facts.values() if link.lower().startswith("javascript:"))

    assert found(built_site, inline) == []


def test_the_first_view_of_a_record_weighs_at_most_22_kb(built_site: Path) -> None:
    pages = {address: outline for address, outline in pages_of(built_site).items() if outline.values("data-record")}
    assert pages
    heavy = {}
    for address, outline in pages.items():
        files = [built_site / address / "index.html"]
        files += [
            built_site / urljoin(HERE + address, element.facts.get("href") or element.facts["src"]).removeprefix(HERE)
            for element in outline.elements
            if (element.tag == "script" and "src" in element.facts)
            or (element.tag == "link" and element.facts.get("rel") in {"stylesheet", "icon"})
        ]
        weight = sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
        if weight > LARGEST_FIRST_VIEW:
            heavy[address] = weight
    assert heavy == {}


def test_our_stylesheet_stays_small_enough_to_be_read() -> None:
    assert (ASSETS / "section55.css").stat().st_size <= LARGEST_STYLESHEET


# --- Colours ----------------------------------------------------------------------------------------------------------


def _schemes() -> dict[str, dict[str, str]]:
    """Read the colours of both schemes; the dark one changes some of the light one's."""
    text = (ASSETS / "section55.css").read_text(encoding="utf-8")
    light, _, dark = text.partition("prefers-color-scheme: dark")
    colours = {
        name: re.findall(r"--s55-([a-z-]+): (#[0-9a-f]{3,6});", part.split("\n}")[0])
        for name, part in (("light", light), ("dark", dark))
    }
    return {"light": dict(colours["light"]), "dark": dict(colours["light"]) | dict(colours["dark"])}


SCHEMES = _schemes()
each_scheme = pytest.mark.parametrize("scheme", SCHEMES)


def _too_weak(scheme: str, least: float, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
    colours = SCHEMES[scheme]
    ratios = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    return {pair: ratio for pair, ratio in ratios.items() if ratio < least}


def test_black_on_white_has_the_greatest_contrast_there_is() -> None:
    assert contrast("#000", "#ffffff") == 21


@each_scheme
def test_words_stand_out_from_what_is_behind_them(scheme: str) -> None:
    words = ("ink", "quiet", "accent", "hover", "visited")
    pairs = [(word, ground) for word in words for ground in ("page", "panel")]
    assert _too_weak(scheme, 4.5, [*pairs, ("on-header", "header")]) == {}


@each_scheme
def test_the_words_of_a_status_stand_out_from_its_colour(scheme: str) -> None:
    assert _too_weak(scheme, 4.5, [(name, f"{name}-ground") for name in ("green", "red", "amber", "grey")]) == {}


@each_scheme
def test_the_outline_of_focus_stands_out_everywhere(scheme: str) -> None:
    assert _too_weak(scheme, 3, [("focus", "page"), ("focus", "panel")]) == {}
    header = re.search(
        r"\.s55-header \{ --s55-focus: (#[0-9a-f]+)", (ASSETS / "section55.css").read_text(encoding="utf-8")
    )
    assert header
    assert contrast(header[1], SCHEMES[scheme]["header"]) >= 3
