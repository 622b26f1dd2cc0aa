"""The words of the interface, and days in words, in the reader's language. Knows catalogues; nothing of pages."""

from __future__ import annotations

import gettext
import io
import re
from datetime import date
from functools import cache
from pathlib import Path

from generator.dates import wording

CATALOGUES = Path(__file__).parent / "locales"
ENGLISH = "en"
LANGUAGE_ENDONYMS = {"en": "English", "cy": "Cymraeg"}
"""What each language calls itself."""


TRANSLATION_LANGUAGES = {"cy": "Welsh"}
"""Languages of twins: `x.cy.md` is the Welsh twin of `x.md`."""
_TWIN = re.compile(r"\.([a-z]{2})(\.md|\.yml)$")


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Give the catalogue of a language; English, in which the interface is written, needs none.

    A catalogue is kept as text alone (`locales/cy.po`), so that a translator's change is seen whole in a review.
    """
    file = CATALOGUES / f"{language}.po"
    if language == ENGLISH or not file.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only a site in two languages needs it
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    with file.open("rb") as text:
        write_mo(compiled, read_po(text, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def day_in(language: str, day: date) -> str:
    """Write a day in a language: `24 October 2019`, `24 Hydref 2019`."""
    return wording(day) if language == ENGLISH else _formatted(language, day, "d MMMM y")


def month_in(language: str, day: date) -> str:
    """Write a day's month in a language: `October 2019`, `Hydref 2019`."""
    return wording(day).partition(" ")[2] if language == ENGLISH else _formatted(language, day, "MMMM y")


def _formatted(language: str, day: date, pattern: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - only a site in two languages needs it

    return format_date(day, pattern, locale=language)


def language_of(path: str) -> str | None:
    """Give the language of a twin's path, `cy` for `pages/about.cy.md`; nothing for a source of its own."""
    return found[1] if (found := _TWIN.search(path)) and found[1] in TRANSLATION_LANGUAGES else None


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
