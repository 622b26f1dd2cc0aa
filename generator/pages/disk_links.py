"""Rewrites a page's links to work from a disk: without a server, the address of a folder shows a list of its files.

Knows HTML as the templates write it; nothing of records. Addresses in data, feeds and `<link>` stay as they are.
"""

from __future__ import annotations

import re

_LINKS = re.compile(
    r"""(<a\b[^>]*?\shref="|<form\b[^>]*?\saction="|<meta\ http-equiv="refresh"\ content="0;\ url=)"""
    r"""(?![a-z][a-z0-9+.-]*:|/)([^"?\#]*/|(?:\.\./)*\.{1,2})(?=["?\#])""",
    re.VERBOSE | re.IGNORECASE,
)


def with_file_names(html: str) -> str:
    """Return a page whose relative links to folders name the page in them: `../responses/index.html`."""
    return _LINKS.sub(lambda link: f"{link[1]}{link[2].rstrip('/')}/index.html", html)
