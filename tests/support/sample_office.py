"""The sample office (`tests/samples/office/content`): read once, and built for any day."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from unittest.mock import patch

from generator.checks.check import check_register
from generator.dates import read_as_of
from generator.outputs.paper import pdfs
from generator.problems import errors_in, format_text
from generator.publishing.build import BuildOptions, build_site
from generator.register.register import Register
from generator.register.release import release
from generator.register.released import ReleasedRegister
from generator.theme.frame import Frame, Theme, slot
from generator.theme.site import Site
from tests.support.paths import DEMO, TOP

CONTENT = TOP / "tests" / "samples" / "office" / "content"
AS_OF = "2026-03-02"
ADDRESS = "https://office.example/inspections/"
"""Where the site is that knows its address."""


@cache
def register_of(content: Path) -> Register:
    """Read a content folder that has no problem."""
    reading = check_register(content, read_as_of(AS_OF))
    assert not errors_in(reading.problems), format_text(reading.problems)
    return reading.register


def released_at(day: str = AS_OF, content: Path = CONTENT) -> ReleasedRegister:
    """Give what may be seen on a day, or at a moment."""
    return release(register_of(content), read_as_of(day))


def plain_theme(files: Path, address: str = "") -> Theme:
    """Give a theme of almost nothing, with the site's own scripts: a page is what its template says."""
    assets = TOP / "templates" / "theme" / "assets"
    for script in assets.rglob("*.js"):
        copy = files / "assets" / script.relative_to(assets)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(script.read_bytes())
    html = (
        f'<!doctype html><html lang="en"><head><meta '
        f'charset="utf-8"><title>{slot("title")}</title>{slot("head")}</head>'
    )
    frame = Frame.parse(f"{html}<body><main>{slot('content')}</main></body></html>")
    frames = {f"{language}/{depth}": frame for language in ("en", "cy") for depth in range(1, 8)}
    return Theme(Site("Sample site", address, ""), frames, frame, files)


def build(into: Path, day: str = AS_OF, *, content: Path = CONTENT, address: str = "", with_pdf: bool = True) -> Path:
    """Build a content folder as of a day or a moment, in an almost empty theme, and give the folder of the site."""
    files = into / "theme"
    order = BuildOptions(DEMO, content, into / "site", read_as_of(day), with_pdf=with_pdf)
    with patch.object(pdfs, "IN_THIS_PROCESS", 1000):  # starting processes takes longer
        result = build_site(order, lambda: plain_theme(files, address))
    assert not result.failure, f"{format_text(result.problems)}\n{result.message}"
    return into / "site"
