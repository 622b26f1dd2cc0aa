"""HTML that is safe to set into a page. The only importer of the sanitiser.

Knows which elements the site's own texts may have; knows no Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

import nh3

from generator.reading.commonmark.problems import SCHEMES

CLEAN = nh3.Cleaner(
    tags={
        "a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre",
        "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
    },
    attributes={
        "*": {"id", "lang"}, "a": {"href"}, "div": {"aria-label"}, "img": {"src", "alt"}, "ol": {"start", "type"},
        "li": {"value"}, "td": {"colspan", "rowspan"}, "th": {"scope", "colspan", "rowspan"}, "time": {"datetime"},
    },
    tag_attribute_values={
        "li": {"dir": {"rtl"}}, "p": {"dir": {"rtl"}}, "td": {"dir": {"rtl"}}, "th": {"dir": {"rtl"}},
        "div": {"role": {"group"}, "tabindex": {"0"}},
    },
    allowed_classes={
        "a": {"address"}, "ol": {"bracket"}, "ul": {"marks"}, "div": {"table", "footnotes"},
        "td": {"number", "centred"}, "th": {"number", "centred"},
    },
    url_schemes=SCHEMES,
    link_rel=None,
    clean_content_tags={"script", "style"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SafeHtml:
    """HTML that is safe to set into a page unescaped: `CLEAN` makes it, or `escaped_paragraphs`."""

    html: str
    headings: tuple[tuple[int, str, str], ...] = ()
    """Its headings as set: level, words and id."""

    def __html__(self) -> str:
        """Let Jinja's autoescape pass it."""
        return self.html

    def __bool__(self) -> bool:
        """Return whether there is anything to read."""
        return bool(self.html.strip())


def paragraphs(text: str) -> SafeHtml:
    """Set plain text (a fact, not Markdown) as paragraphs."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return SafeHtml("".join(f"<p>{_escaped(part)}</p>" for part in parts))


def escaped_paragraphs(words: str) -> SafeHtml:
    """Set paragraphs of Markdown that has no mark in it, as `CLEAN` would leave them."""
    return SafeHtml("".join(f"<p>{part}</p>\n" for part in _escaped(words).split("\n\n")))


def _escaped(text: str) -> str:
    """Write text as the sanitiser does."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")
