"""Addresses of the paragraphs of a record's page. Knows HTML as our own templates write it.

The id of a paragraph is made from its words, so a correction elsewhere, or a paragraph before it, leaves it as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from hashlib import sha256
from html import escape

_ARTICLE = re.compile(r"<article\b")
_PARAGRAPH = re.compile(r'<p((?: lang="[^"]*")?)>([^<]*(?:<(?!/p>)[^<]*)*)</p>')
"""A paragraph of a text; the site's own have a class or another attribute."""
_TAG = re.compile(r"<[^>]*>")


def link_paragraphs(html: str, label: str) -> str:
    """Return the page with an id for each paragraph of its article, and at its end a link to it, called `label`."""
    counts: Counter[str] = Counter()
    after = f'" aria-label="{escape(label)}" data-added></a></p>'

    def linked(paragraph: re.Match[str]) -> str:
        attributes, inner = paragraph.groups()
        id_ = f"p-{_digest(inner)}"
        counts[id_] += 1
        if counts[id_] > 1:  # the same words again
            id_ = f"{id_}-{counts[id_]}"
        return f'<p{attributes} id="{id_}">{inner}<a class="s55-paragraph-link" href="#{id_}{after}'

    article = _ARTICLE.search(html)
    end = html.find("</article>", article.end()) if article else -1
    if article is None or end < 0:
        return html
    start = article.start()
    return f"{html[:start]}{_PARAGRAPH.sub(linked, html[start:end])}{html[end:]}"


@lru_cache(1000)
def _digest(html: str) -> str:
    """Return the digest of a paragraph's words; that of a finding is on the pages of its report and all responses."""
    words = " ".join((_TAG.sub("", html) if "<" in html else html).split())
    return sha256(words.encode()).hexdigest()[:8]
