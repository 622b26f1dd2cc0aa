"""The editorial pages as a search finds them. Knows how the theme draws a page; nothing of records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from generator.languages import ENGLISH, TRANSLATION_LANGUAGES
from generator.outputs.search.documents import SearchDocument
from generator.theme.frame import Theme

_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def page_documents(theme: Theme) -> Iterator[SearchDocument]:
    """Yield a document for each editorial page except the home page, which says little and links to the others."""
    for file in sorted(theme.files.rglob("index.html")):
        address = file.parent.relative_to(theme.files).as_posix()
        if address not in {".", *TRANSLATION_LANGUAGES} and (match := _MAIN.search(file.read_text(encoding="utf-8"))):
            yield _document(f"{address}/", match[1], file)


def _document(address: str, html: str, file: Path) -> SearchDocument:
    heading = _TITLE.search(html)
    title = " ".join(unescape(_TAG.sub("", heading[1])).split()) if heading else file.parent.name
    # What a page says to the indexer in its own attributes could leave every record out.
    text = re.sub("data-pagefind-", "data-", _TITLE.sub("", html, count=1), flags=re.IGNORECASE)
    first = address.partition("/")[0]
    language = first if first in TRANSLATION_LANGUAGES else ENGLISH
    return SearchDocument(
        address, title, None, {}, {"kind": "page", "language": language}, lambda: text, (text,), language
    )
