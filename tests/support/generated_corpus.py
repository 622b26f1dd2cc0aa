"""Made-up registers, as `benchmarks/corpus.py` writes them, and the pages made of them without a theme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import corpus
from generator.checks.check import check_register
from generator.dates import read_as_of
from generator.pages.page import Page
from generator.pages.rendering import Renderer
from generator.problems import format_text
from generator.register.release import release
from generator.register.released import ReleasedRegister
from generator.theme.frame import Frame, Theme, slot
from generator.theme.site import Site
from generator.theme.templates import template_folders
from tests.support.markup import attributes, parse
from tests.support.paths import TOP

AS_OF = "2026-11-22"


def write_corpus(folder: Path, responses: int, seed: int, offices: int | None = None) -> Path:
    """Write a made-up content folder."""
    corpus.write_corpus(folder, responses, seed, offices)
    return folder


@cache
def released_corpus(responses: int, seed: int) -> ReleasedRegister:
    """Read a made-up content folder once, and give what may be seen."""
    with TemporaryDirectory() as folder:
        return read_released(write_corpus(Path(folder) / "content", responses, seed))


def read_released(content: Path, as_of: str = AS_OF) -> ReleasedRegister:
    """Read a content folder without a problem, and give what may be seen."""
    moment = read_as_of(as_of)
    reading = check_register(content, moment)
    assert format_text(reading.problems) == ""
    return release(reading.register, moment)


def rendered(released: ReleasedRegister, pages: Iterable[Page]) -> dict[str, str]:
    """Render pages without a theme, by address."""
    renderer = renderer_of(released)
    return {page.address: renderer.render(page) for page in pages}


def renderer_of(released: ReleasedRegister) -> Renderer:
    """Return what renders pages without a theme."""
    frame = Frame.parse(f"{slot('head')}{slot('content')}")
    frames = {f"{language}/{depth}": frame for language in ("en", "cy") for depth in range(1, 8)}
    theme = Theme(Site("Sample site", "", ""), frames, frame, Path())
    return Renderer(tuple(template_folders(TOP)), theme, released)


@dataclass(frozen=True)
class Table:
    """A table of a page, as text."""

    heads: list[str]
    rows: list[list[str]]
    links: list[list[str]]
    """The first address in each cell, or nothing."""


def tables_of(html: str) -> list[Table]:
    """Read a page's tables."""
    found = []
    for table in parse(html).css("table"):
        heads, *rows = (row.css("th, td") for row in table.css("tr"))
        links = [[(attributes(cell, "a[href]", "href") or [""])[0] for cell in row] for row in rows]
        texts = [[plain(cell.inner_html or "") for cell in row] for row in (heads, *rows)]
        found.append(Table(texts[0], texts[1:], links))
    return found


def plain(html: str) -> str:
    """Give the words of a piece of a page; each block of them is parted from the next by a stroke."""
    tree = parse(html)
    for block in tree.css("div + div, .s55-finding-of"):
        block.insert_before(" | ")
    return " ".join(tree.text().split())


def address_from(page: str, link: str) -> str:
    """Give the address from the site's root that a link of a page leads to."""
    parts = page.split("/")[:-1]
    for part in link.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
