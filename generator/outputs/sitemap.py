"""`/sitemap.xml` (the Sitemaps protocol 0.9): every page, with the day its record last changed where that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from generator.pages.page import PageSummary
from generator.register.released import ReleasedRegister
from generator.theme.site import Site


def files(released: ReleasedRegister, site: Site, pages: Iterable[PageSummary]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - the signature of every output
    """Yield the map; the protocol requires full addresses, so a site without an address of its own has none."""
    if not site.address:
        return
    rows = []
    for page in sorted(pages, key=lambda page: page.address):
        if page.is_listed:
            changed = f"<lastmod>{page.changed_on.isoformat()}</lastmod>" if page.changed_on else ""
            rows.append(f"<url><loc>{escape(site.address + page.address, quote=False)}</loc>{changed}</url>\n")
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{"".join(rows)}</urlset>\n'
    yield "sitemap.xml", body.encode()
