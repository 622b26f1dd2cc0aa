"""One document: the data that the template sets, made of a finished page. Knows pages; nothing of Typst or Word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from generator.languages import catalogue
from generator.outputs.paper.article import ArticleReader, Block
from generator.outputs.paper.characters import fitted
from generator.outputs.paper.inlines import Surroundings
from generator.outputs.paper.nodes import Node, tree_of
from generator.outputs.paper.pictures import PictureFolder
from generator.pages.page import Page
from generator.theme.site import Site

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_CITATION = re.compile(r'<p class="s55-cite__text">.*?</p>', re.DOTALL)
_PICTURE = re.compile(r'<img src="([^"]*)"')
_OF_THE_DAY = re.compile(r'<details\b.*?</details>|<section aria-labelledby="page-responses">.*?</section>', re.DOTALL)
"""How a clock was worked out, and the list of responses to a report: the site's own, which may change with the day."""

UNDATED = "1970-01-01"
"""The day in the properties of a document whose record has none, which PDF/A asks for: computers' own word for none."""
MAX_TITLE = 500
"""Characters of a title in a document's properties; Typst refuses one of forty thousand."""
MAX_FOOT = 230
"""Characters of the citation at the foot of each sheet; the whole of it stands at the end."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a document is made of: the parts of its page, and what its properties say."""

    html: str
    """The page's article and its citation."""
    title: str
    description: str
    author: str
    language: str
    day: str
    """The day of the document, in ISO 8601: the last on which its record changed; `UNDATED` where that is not known."""
    address: str
    """The page's own, in full; empty where the site has none yet."""
    pictures: tuple[tuple[str, str], ...] = ()
    """Each picture's address as the page writes it, and the name of its file in the folder of pictures."""


def sheet_of(page: Page, html: str, site: Site, pictures: tuple[tuple[str, str], ...] = ()) -> Sheet:
    """Return what a document of a finished page is made of."""
    address = f"{site.address}{page.address}" if site.address else ""
    day = page.changed_on.isoformat() if page.changed_on else UNDATED
    return Sheet(parts_of_page(html), page.title, page.description, site.name, page.language, day, address, pictures)


def parts_of_page(html: str) -> str:
    """Return the article of a page, and its citation: all that a document shows."""
    article, citation = _ARTICLE.search(html), _CITATION.search(html)
    return _OF_THE_DAY.sub("", article[0] if article else "") + (citation[0] if citation else "")


def pictures_in(html: str) -> list[str]:
    """Return the address of each picture, as the page writes it."""
    return [unescape(address) for address in dict.fromkeys(_PICTURE.findall(html))]


def data_of(sheet: Sheet, pictures: PictureFolder) -> dict[str, Any]:
    """Return the data of a document."""
    tree = tree_of(sheet.html)
    article = next(tree.all("article"), tree)
    files = dict(sheet.pictures)
    around = Surroundings(sheet.address, lambda address: pictures.picture(files.get(address, "")))
    blocks: list[Block] = ArticleReader(around).blocks(article)
    title = fitted(sheet.title)[:MAX_TITLE].strip() or "-"
    if not any(block["t"] == "h" for block in blocks):
        blocks.insert(0, {"t": "h", "level": 1, "c": [title]})
    citation = next((words.text for words in tree.all("p") if _is_citation(words)), "")
    foot = []
    if citation:
        words, _, address = fitted(citation).rpartition(" ")
        foot = [_shortened(words), _shortened(address)]
        blocks += [{"t": "hr"}, {"t": "quiet", "c": [fitted(citation)]}]
    return {
        "title": title,
        "description": fitted(sheet.description)[:MAX_TITLE].strip(),
        "author": fitted(sheet.author)[:MAX_TITLE].strip(),
        "lang": sheet.language,
        "day": sheet.day,
        "foot": foot,
        "page-words": catalogue(sheet.language).gettext("Page %(number)s of %(pages)s"),
        "blocks": blocks,
    }


def _is_citation(node: Node) -> bool:
    return "s55-cite__text" in node.classes


def _shortened(words: str) -> str:
    return words if len(words) <= MAX_FOOT else f"{words[: MAX_FOOT - 1].rstrip()}…"
