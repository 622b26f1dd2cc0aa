"""A bundle: documents that follow each other, and their part of the index. It depends on no other bundle.

Knows documents and what is counted of them; nothing of how an index is stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pydantic_core import to_json

from generator.outputs.search.documents import SearchDocument
from generator.outputs.search.postings import (
    BETWEEN,
    MAX_DOCUMENTS,
    Chunks,
    Counts,
    PostingsWriter,
    chunks_of,
    piece_letter,
)
from generator.outputs.search.sections import pieces_of, sections_of

MIN_DOCUMENTS = 128
"""An edit makes one bundle anew, so bundles should be small; each adds a separator to every word's postings."""

WEIGHTS = {"title": 8, "report": 4, "what": 4, "answers": 4, "office": 2, "force": 2, "also": 2, "status": 0}
"""How often a word of a field counts; one of any other counts once."""

HEADING_WEIGHT = 2
CHECK_LETTERS = 4
"""Letters in each text of a bundle, by which one of another build is noticed."""


@dataclass(frozen=True)
class Bundle:
    """Documents in the order of days."""

    documents: tuple[SearchDocument, ...]

    @cached_property
    def digest(self) -> str:
        """What it is made from, in 64 hexadecimal digits."""
        facts = [
            (each.url, each.title, each.language, each.weight, sorted(each.meta.items()), each.made_from)
            for each in self.documents
        ]
        return hashlib.sha256(repr(facts).encode()).hexdigest()


class BundleIndex(NamedTuple):
    """A bundle's part of the index."""

    words: dict[str, str]
    """The postings of each word."""
    links: list[str]
    """The postings of each bucket of links."""
    texts: dict[str, bytes]
    """Files by name: `17` for the first piece of the eighteenth document, `17b` for the third."""


def bundles_of(documents: Iterable[SearchDocument]) -> list[Bundle]:
    """Divide documents into bundles, the oldest first. Where one ends depends on its documents alone."""
    bundles: list[Bundle] = []
    open_: list[SearchDocument] = []
    for document in sorted(documents, key=lambda document: document.order):
        open_.append(document)
        ends = len(open_) >= MIN_DOCUMENTS and hashlib.sha256(document.url.encode()).digest()[0] < 8  # noqa: PLR2004
        if ends or len(open_) == MAX_DOCUMENTS:
            bundles.append(Bundle(tuple(open_)))
            open_ = []
    return [*bundles, Bundle(tuple(open_))] if open_ else bundles


def index_of(bundle: Bundle, chunks: Chunks) -> BundleIndex:
    """Index a bundle."""
    writer = PostingsWriter()
    texts: dict[str, bytes] = {}
    for number, document in enumerate(bundle.documents):
        pieces = pieces_of(sections_of(document.text()))
        about = {"u": document.url, "t": document.title, "m": document.meta, "n": len(pieces)}
        counts = Counts(chunks)
        for place, sections in enumerate(pieces):
            texts[f"{number}{piece_letter(place)}"] = to_json({**about, "s": sections})
            lines = [line for section in sections for line in section.text.split("\n")]
            headings = [section.heading for section in sections]
            fields = [(chunks_of(lines), document.weight), (chunks_of(headings), HEADING_WEIGHT * document.weight)]
            counts.add_piece([*fields, *(_fields_of(document) if not place else ())])
        writer.add(number, counts)
        chunks.trim()
    check = hashlib.sha256(b"".join(texts.values())).hexdigest()[:CHECK_LETTERS]
    begun = f'{{"v":"{check}",'.encode()
    return BundleIndex(writer.words, writer.links, {name: begun + text[1:] for name, text in texts.items()})


def _fields_of(document: SearchDocument) -> Iterator[tuple[list[str], int]]:
    """Yield the title and facts with their weights; each is one chunk, because many documents have the same."""
    yield [document.title, BETWEEN], WEIGHTS["title"]
    for name, text in document.meta.items():
        if weight := WEIGHTS.get(name, 1):
            yield [text, BETWEEN], weight
