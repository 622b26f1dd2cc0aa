"""`/_headers`: security headers for hosts that read such a file (Netlify, Cloudflare Pages)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from generator.pages.page import PageSummary
from generator.register.released import ReleasedRegister
from generator.theme.content_security import SECURITY_HEADERS, policy
from generator.theme.site import Site


def files(released: ReleasedRegister, site: Site, pages: Iterable[PageSummary]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - the signature of every output
    """Yield the file, for the path of the site. Each page contains its policy too, for hosts that send no headers."""
    root = urlsplit(site.address).path or "/"
    lines = [
        f"{root}*",
        *(f"  {name}: {value}" for name, value in SECURITY_HEADERS.items()),
        f"  Content-Security-Policy: {policy(in_header=True)}",
    ]
    # Browsers show Atom's own type as text, or save it, and this one with its stylesheet; feed readers take both.
    feeds = ("feed.atom", "offices/:office/feed.atom", "browse/tag/:tag/feed.atom") if site.address else ()
    for feed in feeds:
        lines += [f"{root}{feed}", "  Content-Type: application/xml; charset=utf-8"]
    yield "_headers", "".join(f"{line}\n" for line in lines).encode()
