"""Makes a page light: of the theme's stylesheet it keeps what the site's pages can use, and of our scripts the code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from generator.code_digest import PACKAGE
from generator.theme.frame import Frame
from generator.theme.stylesheet import Vocabulary, light_stylesheet

SCRIPTS = {".js", ".mjs"}

OWN_SCRIPTS = "assets/section55"
_COMMENTS = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)[ \t]*\n|/\*\* @type [^\n]*?\*/ ?", re.MULTILINE)
"""A comment on lines of its own, or the type of an expression. Our scripts have no others, and no such text."""


def lighten(folder: Path, stylesheet: str, frames: Iterable[Frame], templates: Iterable[Path]) -> str:
    """Replace a stylesheet, and the links to it in the pages of a folder; return its new address.

    Args:
        folder: What the theme rendered: editorial pages, scripts, stylesheets.
        stylesheet: The address of the theme's stylesheet from the site's root.
        frames: The pages in which records are put.
        templates: The folders of the templates that render records.
    """
    file = folder / stylesheet
    text = light_stylesheet(file.read_text(encoding="utf-8"), _vocabulary(folder, file, frames, templates))
    # The name changes with the text: a reader's browser may keep a file of this folder.
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    light = file.with_name(f"main.{digest}.min.css")
    file.unlink()
    light.write_text(text, encoding="utf-8", newline="\n")
    address = light.relative_to(folder).as_posix()
    for page in sorted(folder.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        page.write_text(html.replace(stylesheet, address), encoding="utf-8", newline="\n")
    for script in sorted((folder / OWN_SCRIPTS).rglob("*.js")):
        script.write_text(without_comments(script.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return address


def without_comments(script: str) -> str:
    """Return a script of ours without its comments, which are half of what a search would fetch."""
    return _COMMENTS.sub("", script)


def _vocabulary(folder: Path, stylesheet: Path, frames: Iterable[Frame], templates: Iterable[Path]) -> Vocabulary:
    """Collect the names in what is rendered, and the words of all that renders records or changes a page."""
    vocabulary = Vocabulary()
    for frame in frames:
        vocabulary.add_page("".join(frame.parts))
    for file in (path for path in folder.rglob("*") if path != stylesheet):
        if file.suffix == ".html":
            vocabulary.add_page(_text(file))
        elif file.suffix in SCRIPTS:
            vocabulary.add_code(_text(file))
        elif file.suffix == ".css":
            vocabulary.add_stylesheet(_text(file))
    for code in (*(folder.rglob("*.html") for folder in templates), PACKAGE.rglob("*.py")):
        for file in code:
            vocabulary.add_code(_text(file))
    return vocabulary


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")
