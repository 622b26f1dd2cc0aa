"""Languages: the catalogue and the dates of each, and the paths of translations. Knows nothing of what a page says."""

from __future__ import annotations

import gettext
import io
import re
from datetime import date
from functools import cache
from pathlib import Path

from generator.dates import ISO_MONTH, Due, Publication, RecordedDate, wording

CATALOGUES = Path(__file__).parent / "locales"
ENGLISH = "en"
LANGUAGE_ENDONYMS = {"en": "English", "cy": "Cymraeg"}
"""The name of each language in itself."""

TRANSLATION_LANGUAGES = {"cy": "Welsh"}
"""Languages of translations: `x.cy.md` is the Welsh translation of `x.md`."""
_TRANSLATION = re.compile(r"\.([a-z]{2})(\.md|\.yml)$")


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; English, in which the interface is written, has an empty one.

    Catalogues are stored as text only (`locales/cy.po`), so that a review shows all of a translator's change.
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


def date_in(language: str, value: Publication | Due | RecordedDate) -> str:
    """Write a date in a language as exactly as it is recorded; one that is only words is one of the interface's."""
    if value.machine is None:
        return catalogue(language).gettext(value.wording)
    if language == ENGLISH:
        return value.wording
    if ISO_MONTH.fullmatch(value.machine):
        return month_in(language, date.fromisoformat(f"{value.machine}-01"))
    day = date.fromisoformat(value.machine) if isinstance(value, Due) else value.day
    return day_in(language, day) if day else value.wording


def _formatted(language: str, day: date, pattern: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - only a site in two languages needs it

    return format_date(day, pattern, locale=language)


def language_of_address(address: str) -> str:
    """Return the language of the page at an address, `cy` for `cy/about/`."""
    folder = address.partition("/")[0]
    return folder if folder in TRANSLATION_LANGUAGES else ENGLISH


def language_of(path: str) -> str | None:
    """Return the language of a translation's path, `cy` for `pages/about.cy.md`; None for an original."""
    match = _TRANSLATION.search(path)
    return match[1] if match and match[1] in TRANSLATION_LANGUAGES else None


def original_of(path: str) -> str:
    """Return the path of the original, `pages/about.md` for `pages/about.cy.md`; an original's path stays as it is."""
    return _TRANSLATION.sub(r"\2", path) if language_of(path) else path


def page_address(path: str) -> str:
    """Return the address of an editorial page: `about/` for `about.md`, `cy/about/` for `about.cy.md`.

    `path` is relative to `pages/`. The address of the home page is empty. As in MkDocs, `index.md` and `README.md` are
    the page of their folder.
    """
    stem = original_of(path).removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    parts = (language_of(path), folder if name in {"index", "README"} else stem)
    return "".join(f"{part}/" for part in parts if part)
