"""`/_redirects`, for hosts that read it, and attachments of records that had other ids, at their old addresses.

Netlify, Cloudflare Pages and GitLab Pages read lines of `from to status`. On other hosts the page at each old address
redirects by itself; a PDF cannot, so it is published at both addresses. The files of a withdrawn record are gone, and
their addresses redirect to the page with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from generator.pages.page import PageSummary
from generator.register.addresses import address_of, old_ids
from generator.register.permanent import copies_of
from generator.register.released import ReleasedRegister
from generator.theme.site import Site

MOVED, FOUND = 301, 302
"""Statuses of HTTP: a record has another address for good; the page with the reason stands in for a file."""


def files(released: ReleasedRegister, site: Site, pages: Iterable[PageSummary]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - the signature of every output
    """Yield the attachments, then the list unless it is empty."""
    for path, file in copies_of(released).items():
        yield path, file.read_bytes()
    root = urlsplit(site.address).path or "/"
    rows = [f"{root}{quote(old)} {root}{quote(new)} {code}\n" for old, new, code in redirects_of(released)]
    if rows:
        yield "_redirects", "".join(rows).encode()


def redirects_of(released: ReleasedRegister) -> list[tuple[str, str, int]]:
    """Return each old address, the address it leads to, both from the site's root, and the status of HTTP."""
    moved = [(old, new, MOVED) for old, new in released.forwards.items()]
    return [*moved, *((path, address, FOUND) for path, address in _files_of_withdrawn(released))]


def _files_of_withdrawn(released: ReleasedRegister) -> list[tuple[str, str]]:
    return sorted(
        (f"{folder}/{attachment.file.rpartition('/')[2]}", address_of(record))
        for record in released.withdrawn
        for folder in (record.path, *old_ids(record))
        for attachment in record.facts.attachments
    )
