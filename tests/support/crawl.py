"""A walk through a built site as a reader without a script takes it: from link to link."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from tests.support.markup import attributes


def links_of(site: Path, address: str) -> set[str]:
    """Give the addresses within the site that a page links to; none where there is no such page."""
    file = site / address / "index.html"
    if not file.is_file():
        return set()
    hrefs = [re.split("[#?]", href)[0] for href in attributes(file, "a[href]", "href")]
    paths = {
        posixpath.normpath(posixpath.join("/", address, href)).removesuffix("index.html").strip("/")
        for href in hrefs
        if href and ":" not in href
    }
    return {f"{path}/" if path else "" for path in paths}


def within(site: Path, links: int) -> set[str]:
    """Give every address that is at most so many links from home."""
    found, last = {""}, {""}
    for _ in range(links):
        last = {linked for address in last for linked in links_of(site, address)} - found
        found |= last
    return found


def records_of(site: Path) -> set[str]:
    """Give the address of every page that holds a record or a finding."""
    pages = (file for file in site.rglob("index.html") if "data-record=" in file.read_text(encoding="utf-8"))
    return {f"{file.parent.relative_to(site).as_posix()}/" for file in pages}
