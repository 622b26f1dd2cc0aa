"""The sample office (`office/content`): read once, and built for any day."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.dates import read_as_of
from generator.frame import Frame, Site, Theme, slot
from generator.problems import Exit, as_text
from generator.publishing import Order, publish
from generator.register import Register, read_register
from generator.released import Released

TOP = Path(__file__).resolve().parent.parent
CONTENT = TOP / "tests" / "office" / "content"
AS_OF = "2026-03-02"


@cache
def register_of(content: Path) -> Register:
    """Read a content folder that has no problem."""
    reading = read_register(content, read_as_of(AS_OF))
    assert reading.may_be_built, as_text(reading.problems)
    return reading.register


def released_at(day: str = AS_OF, content: Path = CONTENT) -> Released:
    """Give what may be seen on a day, or at a moment."""
    return register_of(content).released(read_as_of(day))


def plain_theme(files: Path, address: str = "") -> Theme:
    """Give a theme of almost nothing, with the site's own scripts: a page is what its template says."""
    assets = files / "assets" / "section55"
    assets.mkdir(parents=True, exist_ok=True)
    for script in (TOP / "templates" / "theme" / "assets" / "section55").glob("*.js"):
        (assets / script.name).write_bytes(script.read_bytes())
    html = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{slot("title")}</title>{slot("head")}</head>'
    frame = Frame.of(f"{html}<body><main>{slot('content')}</main></body></html>")
    return Theme(Site("Sample site", address, ""), {f"en/{depth}": frame for depth in range(1, 8)}, frame, files)


def build(into: Path, day: str = AS_OF, *, content: Path = CONTENT, address: str = "") -> Path:
    """Build a content folder as of a day or a moment, in an almost empty theme, and give the folder of the site."""
    files = into / "theme"
    result = publish(Order(TOP, content, into / "site", read_as_of(day)), lambda: plain_theme(files, address))
    assert result.exit is Exit.DONE, f"{as_text(result.problems)}\n{result.message}"
    return into / "site"
