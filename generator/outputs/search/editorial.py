"""The editorial pages as a search finds them. Knows how the theme draws a page; nothing of records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from html import unescape
from pathlib import Path

from generator.languages import ENGLISH, TRANSLATION_LANGUAGES, language_of_address
from generator.outputs.search.documents import SearchDocument
from generator.theme.frame import Theme

_SITE_PAGES = {
    "updates/": (
        "Updates",
        "What was published, corrected or withdrawn, month by month. Subscribe to the feed or to the calendar.",
        "RSS, Atom, alert, alerts, e-mail, email, newsletter, notification, notify, follow, subscription, news",
    ),
    "data/": (
        "Data",
        "Download the register as data, to open in a spreadsheet or with a program.",
        "CSV, JSON, Excel, export, API, dataset, open data, downloads",
    ),
    "deadlines/": (
        "Deadlines",
        "Responses that are due, by the last day. Subscribe to the calendar.",
        "overdue, due, calendar, iCalendar",
    ),
    "statistics/": (
        "Statistics",
        "How many responses were published in time or late, by office and by year.",
        "late, numbers, figures, how many",
    ),
}
"""Pages of the site by address: title, text, and other words they are found by."""

_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def page_documents(theme: Theme) -> Iterator[SearchDocument]:
    """Yield a document for each editorial page except the home page, which says little and links to the others."""
    for file in sorted(theme.files.rglob("index.html")):
        address = file.parent.relative_to(theme.files).as_posix()
        if address not in {".", *TRANSLATION_LANGUAGES} and (match := _MAIN.search(file.read_text(encoding="utf-8"))):
            yield _document(f"{address}/", match[1], file)


def site_page_documents() -> Iterator[SearchDocument]:
    """Yield a document for each page of the site that people ask for in words of their own."""
    for address, (title, text, also) in _SITE_PAGES.items():
        html = f"<p>{text}</p>"
        yield SearchDocument(
            address,
            title,
            None,
            {"also": also},
            {"kind": "page", "language": ENGLISH},
            partial(str, html),
            (html.encode(),),
        )


def _document(address: str, html: str, file: Path) -> SearchDocument:
    heading = _TITLE.search(html)
    title = " ".join(unescape(_TAG.sub("", heading[1])).split()) if heading else file.parent.name
    text = _TITLE.sub("", html, count=1)
    language = language_of_address(address)
    return SearchDocument(
        address, title, None, {}, {"kind": "page", "language": language}, lambda: text, (text.encode(),), language
    )
