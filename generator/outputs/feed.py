"""`/feed.atom` (RFC 4287): the reports, responses and papers that changed last; and one for each office and tag."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from generator.languages import TRANSLATION_LANGUAGES
from generator.pages.channels import Channel, channels_of
from generator.pages.page import PageSummary
from generator.register.released import ReleasedRegister
from generator.theme.site import Site

MAX_ENTRIES = 50
"""The most entries: a feed reader fetches daily, and keeps what it has seen."""

NAME = "feed.atom"

INTRODUCTION = (
    "This is a feed of the latest updates of {what}. To follow them, copy the address of this page into a feed "
    "reader, also called an RSS reader."
)
"""What a person reads who opens the feed in a browser; feed readers pass over it (RFC 4287, 6)."""

_PROLOGUE = """\
<?xml version='1.0' encoding='utf-8'?>
<?xml-stylesheet type='text/css' href='{root}assets/section55/feed.css'?>
"""
"""A stylesheet in CSS: browsers are giving up XSLT."""

XHTML = "http://www.w3.org/1999/xhtml"
ATOM = "http://www.w3.org/2005/Atom"


def files(released: ReleasedRegister, site: Site, pages: Iterable[PageSummary]) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds; their ids are full addresses, so a site without an address of its own has none.

    An entry is dated by the last day recorded in it, so a text without one is not in the feed.
    """
    if not site.address:
        return
    dated = [
        (page.changed_on, page) for page in pages if page.kind.is_publication and page.is_listed and page.changed_on
    ]
    newest = sorted(dated, key=lambda entry: (-entry[0].toordinal(), entry[1].address))
    everything = Channel("", "", "", frozenset(), ())
    yield NAME, _feed(site, everything, newest[:MAX_ENTRIES], released.today)
    channels = list(channels_of(released))
    for channel, entries in zip(channels, _entries_by_channel(channels, newest), strict=True):
        yield f"{channel.folder}{NAME}", _feed(site, channel, entries, released.today)


def _entries_by_channel(
    channels: Sequence[Channel], newest: Sequence[tuple[date, PageSummary]]
) -> list[list[tuple[date, PageSummary]]]:
    """Return the latest entries of each channel."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, channel in enumerate(channels):
        for address in channel.addresses:
            numbers[address].append(number)
    entries: list[list[tuple[date, PageSummary]]] = [[] for _ in channels]
    for entry in newest:
        first, _, rest = entry[1].address.partition("/")
        for number in numbers[rest if first in TRANSLATION_LANGUAGES else entry[1].address]:
            if len(entries[number]) < MAX_ENTRIES:
                entries[number].append(entry)
    return entries


def _feed(site: Site, channel: Channel, entries: Sequence[tuple[date, PageSummary]], today: date) -> bytes:
    address = f"{site.address}{channel.folder}{NAME}"
    feed = ET.Element("feed", {"xmlns": ATOM, "xmlns:html": XHTML, "xml:lang": "en"})
    _add(feed, "id", address)
    _add(feed, "title", f"{channel.words}: {site.name}" if channel.words else site.name)
    if site.description:
        _add(feed, "subtitle", site.description)
    _add(feed, "updated", _moment(entries[0][0] if entries else today))
    _add(ET.SubElement(feed, "author"), "name", site.name)
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site.address + channel.page})
    _add(feed, "html:p", INTRODUCTION.format(what=channel.words or "this site"))
    for day, page in entries:
        entry = ET.SubElement(feed, "entry", {"xml:lang": page.language})
        _add(entry, "id", site.address + page.address)
        _add(entry, "title", page.title)
        _add(entry, "updated", _moment(day))
        _add(entry, "summary", page.description)
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": site.address + page.address})
        # A person who opens the feed in a browser cannot follow Atom's own link.
        ET.SubElement(entry, "html:a", {"href": site.address + page.address}).text = "Open this page"
    ET.indent(feed)
    prologue = _PROLOGUE.format(root="../" * channel.folder.count("/"))
    return f"{prologue}{ET.tostring(feed, encoding='unicode')}\n".encode()


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _moment(day: date) -> str:
    """Return a day as Atom wants it, with an hour: noon, so that it is the same day in every time zone."""
    return f"{day.isoformat()}T12:00:00Z"
