"""Names of things: what an id may look like, and how a heading becomes one. Knows nothing of files."""

from __future__ import annotations

import re
import unicodedata

from generator.problems import quoted

LONGEST_PART = 80
"""The most characters one part of a path may have."""

LANGUAGES = {"cy": "Welsh"}
"""Languages of twins: `x.cy.md` is the Welsh twin of `x.md`."""

_TWIN = re.compile(r"\.([a-z]{2})(\.md|\.yml)$")

PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a part of a path looks like: `keep-the-light-on`."""


def part_fault(part: str) -> str:
    """Say what is wrong with one part of an id, or nothing where it is well formed."""
    if len(part) > LONGEST_PART:
        return f"{quoted(part, 21)} has {len(part)} characters, and {LONGEST_PART} is the most"
    if PART.fullmatch(part):
        return ""
    if part in {"", ".", ".."}:
        return f"'{part}' cannot stand in a name" if part else "a part of it is empty"
    if part != part.lower():
        return f"{quoted(part)} has capital letters"
    return f"{quoted(part)} has something other than small letters, digits and single hyphens"


def language_of(path: str) -> str | None:
    """Give the language of a twin's path, `cy` for `pages/about.cy.md`; nothing for a source of its own."""
    return found[1] if (found := _TWIN.search(path)) and found[1] in LANGUAGES else None


def original_of(path: str) -> str:
    """Give the path that a twin's path is a twin of, `pages/about.md` for `pages/about.cy.md`; any other is its own."""
    return _TWIN.sub(r"\2", path) if language_of(path) else path


def page_address(path: str) -> str:
    """Give the address of an editorial page by its path below `pages/`: `about/` for `about.md`, `cy/about/` for `about.cy.md`.

    Empty for the home page. As MkDocs has it, `index.md` and `README.md` stand for their folder.
    """
    stem = original_of(path).removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    parts = (language_of(path), folder if name in {"index", "README"} else stem)
    return "".join(f"{part}/" for part in parts if part)


def kebab(text: str) -> str:
    """Turn words into an id: `Area for improvement 1` becomes `area-for-improvement-1`.

    Letters lose their accents; an apostrophe joins (`PCC's` becomes `pccs`); all else parts words.
    """
    letters = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    plain = "".join(letter for letter in letters if letter not in "'‘’")
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def same_file_name(name: str) -> str:
    """Fold a file name as Windows and macOS do when they compare two: without case, in one Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def plain_heading(text: str) -> str:
    """Fold a heading for comparing: small letters, straight quotes, single spaces, no closing colon or stop."""
    folded = text.casefold().replace("’", "'").replace("‘", "'").replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", folded).strip().rstrip(":.").strip()
