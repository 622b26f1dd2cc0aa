"""`/feed.atom` (RFC 4287): the reports, responses and papers that changed last, for whoever wants to be told of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as ET

from generator.pages.page import Page
from generator.register.released import ReleasedRegister
from generator.theme.site import Site

MOST = 50
"""Entries of the feed: a reader asks daily, and keeps what it has seen."""

ATOM = "http://www.w3.org/2005/Atom"
TEMPLATES = {"inspection.html", "response.html", "panel-report.html"}
"""What the entries are: pages of these, the texts that an office or an inspectorate published."""


def files(released: ReleasedRegister, site: Site, pages: list[Page]) -> Iterator[tuple[str, bytes]]:
    """Give the feed; its ids are whole addresses, so a site that does not know its own has none.

    An entry is dated by the last day recorded in it, so a text without any is not in the feed.
    """
    if not site.address:
        return
    dated = [
        (page.changed_on, page) for page in pages if page.template in TEMPLATES and page.is_listed and page.changed_on
    ]
    newest = sorted(dated, key=lambda each: (-each[0].toordinal(), each[1].address))[:MOST]
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(feed, "id", f"{site.address}feed.atom")
    _add(feed, "title", site.name)
    if site.description:
        _add(feed, "subtitle", site.description)
    _add(feed, "updated", _moment(newest[0][0] if newest else released.today))
    _add(ET.SubElement(feed, "author"), "name", site.name)
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{site.address}feed.atom"})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site.address})
    for day, page in newest:
        entry = ET.SubElement(feed, "entry", {"xml:lang": page.language})
        _add(entry, "id", site.address + page.address)
        _add(entry, "title", page.title)
        _add(entry, "updated", _moment(day))
        _add(entry, "summary", page.description)
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": site.address + page.address})
    ET.indent(feed)
    yield "feed.atom", ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _moment(day: date) -> str:
    """Write a day as Atom wants it, with an hour: noon, so that it is the same day wherever it is read."""
    return f"{day.isoformat()}T12:00:00Z"
