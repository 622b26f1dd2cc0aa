"""Addresses of the paragraphs of a record's page. Knows HTML as our own templates write it.

The id of a paragraph is made from its words, so a correction elsewhere, or a paragraph before it, leaves it as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from html import escape

_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_PARAGRAPH = re.compile(r'<p((?: lang="[^"]*")?)>(.*?)</p>', re.DOTALL)
"""A paragraph of a text; the site's own have a class or another attribute."""
_TAG = re.compile(r"<[^>]*>")


def link_paragraphs(html: str, label: str) -> str:
    """Return the page with an id for each paragraph of its article, and at its end a link to it, called `label`."""
    counts: Counter[str] = Counter()

    def linked(paragraph: re.Match[str]) -> str:
        attributes, inner = paragraph.groups()
        id_ = f"p-{_digest(inner)}"
        counts[id_] += 1
        if counts[id_] > 1:  # the same words again
            id_ = f"{id_}-{counts[id_]}"
        link = f'<a class="s55-paragraph-link" href="#{id_}" aria-label="{escape(label)}" data-added></a>'
        return f'<p{attributes} id="{id_}">{inner}{link}</p>'

    return _ARTICLE.sub(lambda article: _PARAGRAPH.sub(linked, article[0]), html, count=1)


def _digest(html: str) -> str:
    words = " ".join(_TAG.sub("", html).split())
    return sha256(words.encode()).hexdigest()[:8]
