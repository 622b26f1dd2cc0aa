"""Rewrites a page's links to work from a disk: without a server, the address of a folder shows a list of its files.

Knows HTML as the templates write it; nothing of records. Addresses in data, feeds and `<link>` stay as they are.
"""

from __future__ import annotations

import re

_LINKS = re.compile(
    r"""<(?:[aA]\b[^>]*?\s(?:href|HREF)="|form\b[^>]*?\saction="|meta\ http-equiv="refresh"\ content="0;\ url=)"""
    r"""(?![a-zA-Z][a-zA-Z0-9+.-]*:|/)(?:[^"?\#]*/|(?:\.\./)*\.{1,2})(?=["?\#])""",
    re.VERBOSE,
)


def with_file_names(html: str) -> str:
    """Return a page whose relative links to folders name the page in them: `../responses/index.html`."""
    parts: list[str] = []
    start = 0
    for link in _LINKS.finditer(html):  # a page has some sixty, and `sub` takes half as long again
        end = link.end()
        parts += (html[start:end], "index.html" if html[end - 1] == "/" else "/index.html")
        start = end
    return "".join([*parts, html[start:]])
