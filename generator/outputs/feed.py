"""`/feed.atom` (RFC 4287): the reports, responses and papers that changed last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as ET

from generator.pages.page import Page
from generator.register.released import ReleasedRegister
from generator.theme.site import Site

MAX_ENTRIES = 50
"""The most entries: a feed reader fetches daily, and keeps what it has seen."""

INTRODUCTION = (
    "This is a feed of the latest updates of this site. To follow them, copy the address of this page into a "
    "feed reader, also called an RSS reader."
)
"""What a person reads who opens the feed in a browser; feed readers pass over it (RFC 4287, 6)."""

_PROLOGUE = (
    b"<?xml version='1.0' encoding='utf-8'?>\n<?xml-stylesheet type='text/css' href='assets/section55/feed.css'?>\n"
)
"""A stylesheet in CSS: browsers are giving up XSLT."""

XHTML = "http://www.w3.org/1999/xhtml"
ATOM = "http://www.w3.org/2005/Atom"


def files(released: ReleasedRegister, site: Site, pages: list[Page]) -> Iterator[tuple[str, bytes]]:
    """Yield the feed; its ids are full addresses, so a site without an address of its own has none.

    An entry is dated by the last day recorded in it, so a text without one is not in the feed.
    """
    if not site.address:
        return
    dated = [
        (page.changed_on, page) for page in pages if page.kind.is_publication and page.is_listed and page.changed_on
    ]
    newest = sorted(dated, key=lambda entry: (-entry[0].toordinal(), entry[1].address))[:MAX_ENTRIES]
    feed = ET.Element("feed", {"xmlns": ATOM, "xmlns:html": XHTML, "xml:lang": "en"})
    _add(feed, "id", f"{site.address}feed.atom")
    _add(feed, "title", site.name)
    if site.description:
        _add(feed, "subtitle", site.description)
    _add(feed, "updated", _moment(newest[0][0] if newest else released.today))
    _add(ET.SubElement(feed, "author"), "name", site.name)
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{site.address}feed.atom"})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site.address})
    _add(feed, "html:p", INTRODUCTION)
    for day, page in newest:
        entry = ET.SubElement(feed, "entry", {"xml:lang": page.language})
        _add(entry, "id", site.address + page.address)
        _add(entry, "title", page.title)
        _add(entry, "updated", _moment(day))
        _add(entry, "summary", page.description)
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": site.address + page.address})
        # A person who opens the feed in a browser cannot follow Atom's own link.
        ET.SubElement(entry, "html:a", {"href": site.address + page.address}).text = "Open this page"
    ET.indent(feed)
    yield "feed.atom", _PROLOGUE + ET.tostring(feed, encoding="utf-8") + b"\n"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _moment(day: date) -> str:
    """Return a day as Atom wants it, with an hour: noon, so that it is the same day in every time zone."""
    return f"{day.isoformat()}T12:00:00Z"
