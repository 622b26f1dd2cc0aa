"""The words of the interface in the reader's language, through gettext. Knows catalogues; nothing of pages."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

CATALOGUES = Path(__file__).parent / "locales"
ENGLISH = "en"


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Give the catalogue of a language; English, in which the interface is written, needs none."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation("section55", CATALOGUES, [language], fallback=True)
