"""Makes a page light: of the theme's stylesheet it keeps what the site's pages can use, and of our scripts the code."""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Iterable
from pathlib import Path

from generator.cache_file import beside_the_program, read_cache, write_cache
from generator.code_digest import PACKAGE, shipped_templates
from generator.theme.frame import Frame
from generator.theme.stylesheet import Vocabulary, light_stylesheet

SCRIPTS = {".js", ".mjs"}

OWN_SCRIPTS = "assets/section55"
BUNDLED = "search/results.js"
"""A script with many parts, which is one file on the site: a reader waits for one, and not for each in turn."""

_COMMENTS = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)[ \t]*\n|/\*\* @type [^\n]*?\*/ ?", re.MULTILINE)
"""A comment on lines of its own, or the type of an expression. Our scripts have no others, and no such text."""
_IMPORT = re.compile(r"""^import \{[^}]*\} from "(\.[^"]*)";\n""", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
"""None of our texts goes on in another line."""
_EXPORT = re.compile(r"^export ", re.MULTILINE)


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
    scripts = folder / OWN_SCRIPTS
    if (bundle := scripts / BUNDLED).exists():
        text = bundled(bundle)
        for part in bundle.parent.glob("*.js"):
            part.unlink()
        bundle.write_text(text, encoding="utf-8", newline="\n")
    for script in sorted(scripts.rglob("*.js")):
        script.write_text(without_comments(script.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return address


def without_comments(script: str) -> str:
    """Return a script of ours without its comments, which are half of what a search would fetch."""
    return _COMMENTS.sub("", script)


def bundled(script: Path) -> str:
    """Return a script together with all modules that it imports. No two of them may have a name in common."""
    parts: dict[Path, str] = {}

    def add(module: Path) -> None:
        text = module.read_text(encoding="utf-8")
        for imported in _IMPORT.findall(text):
            if (path := (module.parent / imported).resolve()) not in parts:
                add(path)
        text = _IMPORT.sub("", text)
        parts[module] = text if module == script else _EXPORT.sub("", text)

    add(script)
    return _INDENT.sub("", "".join(parts.values()))


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
    for folder_ in (each for each in templates if each != shipped_templates()):
        for file in folder_.rglob("*.html"):
            vocabulary.add_code(_text(file))
    words, properties = _words_of_the_program()
    vocabulary.words |= words
    vocabulary.properties |= properties
    return vocabulary


def _words_of_the_program() -> tuple[set[str], set[str]]:
    """Return the words and the custom properties in the program's code and templates, which are collected once."""
    file = beside_the_program("words")
    if file and (data := read_cache(file)):
        kept: tuple[set[str], set[str]] = marshal.loads(data)  # noqa: S302 - our own bytes, by their digest
        return kept
    vocabulary = Vocabulary()
    for code in (*shipped_templates().rglob("*.html"), *PACKAGE.rglob("*.py")):
        vocabulary.add_code(_text(code))
    found = vocabulary.words, vocabulary.properties
    if file:
        write_cache(file, marshal.dumps(found))
    return found


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")
