"""The search index: plain files, which a host can compress. It is made from documents alone, in one order.

    index.json          bundles, where files begin, letters that name their contents, synonyms
    words/0.json        words with their postings; all words with the same first four letters are in one file
    links/0.json        postings of some buckets of links
    texts/0/17b.json    a document's facts and a piece of its text, by bundle
    facts.json          what a search can be narrowed by
    spellings/a.json    words that begin with a letter; `-a.json`: that end with it

A file contains letters of its digest, which index.json names, so a file of another build is noticed.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from pydantic_core import to_json

from generator.languages import ENGLISH
from generator.outputs.search.bundle import Bundle, bundles_of, index_of
from generator.outputs.search.cache import IndexCache
from generator.outputs.search.documents import SearchDocument
from generator.outputs.search.postings import LEVELS, Chunks, merged_links, merged_words
from generator.outputs.search.words import LINK_BUCKETS, words_of

FOLDER = "search/"
"""The folder of the index on the site."""

GROUP = 8
"""Bundles that are merged and kept together, so that an edit merges few."""

WORDS_FILE = 4_000
LARGE_WORDS_FILE = 16_000
"""Characters from which a file of words ends with the first four letters, or, where it is large, the first six."""

LINKS_FILE = 3_500
MAX_LINKS_FILES = 4_096
LINKS_FILES_OF_CHECK = 4
"""Files of links for which index.json has one letter together."""

SHORTEST_SUGGESTED = 4
RARE = 2
"""Documents of a word that is suggested after the others."""

FREQUENT = ((1 / 3, "HHHHHHHHPPPPPPPP"), (1 / 8, "DDDDHHHHLLLLPPPP"))
"""Words of a larger share of the documents have fewer levels: they tell little, and are much to fetch."""

_NO_LEVELS = str.maketrans("", "", "0123456789,;abcdefghijklmnopqrstuvwxyz")


def search_files(
    documents: Iterable[SearchDocument], synonyms: Sequence[Sequence[str]], state: Path | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the path on the site and the bytes of every file of the index.

    What has not changed is taken from the folder `state`.
    """
    bundles = bundles_of(documents)
    cache, chunks, used = IndexCache(state), Chunks(), set[str]()
    words_of_groups, links_of_groups, checks = [], [], ""
    for first in range(0, len(bundles), GROUP):
        group = _Group(bundles[first : first + GROUP], cache, chunks)
        for place, bundle in enumerate(group.bundles, first):
            texts = group.part(bundle, "texts")
            for name, text in texts.items():
                yield f"{FOLDER}texts/{place}/{name}.json", text
            checks += json.loads(text)["v"]
        words_of_groups.append(group.merged("words", merged_words))
        links_of_groups.append(group.merged("links", merged_links))
        used |= {group.digest, *(bundle.digest for bundle in group.bundles)}
    cache.keep_only(used)
    index: dict[str, Any] = {"format": 3, "sizes": [len(bundle.documents) for bundle in bundles], "texts": checks}
    words = dict(sorted(merged_words(words_of_groups, ";").items()))
    counts = {word: len(codes.translate(_NO_LEVELS)) for word, codes in words.items()}
    yield from _words_files(words, counts, sum(index["sizes"]), index)
    yield from _spelling_files(counts)
    index["synonyms"] = [list(group) for group in synonyms]
    forms = {term for group in synonyms for form in group if len(terms := words_of(form).terms) == 1 for term in terms}
    index["unused"] = sorted(form for form in forms if words.keys().isdisjoint({form, f"{form}s"}))
    yield from _links_files(merged_links(links_of_groups, ";"), index)
    facts = _facts([document for bundle in bundles for document in bundle.documents])
    index["facts"] = facts[""]
    index["twins"] = "twin" in facts
    yield f"{FOLDER}facts.json", to_json(facts)
    yield f"{FOLDER}index.json", to_json(index)


class _Group:
    """Some bundles, whose postings are kept together too."""

    def __init__(self, bundles: list[Bundle], cache: IndexCache, chunks: Chunks) -> None:
        self.bundles = bundles
        self.digest = hashlib.sha256("".join(bundle.digest for bundle in bundles).encode()).hexdigest()
        self._cache, self._chunks = cache, chunks
        self._made: dict[str, dict[str, Any]] = {}

    def part(self, bundle: Bundle, name: str) -> Any:
        """Return the words, links or texts of a bundle."""
        if bundle.digest not in self._made:
            if (kept := self._cache.load(f"{bundle.digest}-{name}")) is not None:
                return kept
            self._made[bundle.digest] = index_of(bundle, self._chunks)._asdict()
            for part, value in self._made[bundle.digest].items():
                self._cache.save(f"{bundle.digest}-{part}", value)
        return self._made[bundle.digest][name]

    def merged(self, name: str, merge: Callable[[list[Any], str], Any]) -> Any:
        """Return the words or the links of all bundles."""
        together = self._cache.load(f"{self.digest}-{name}")
        if together is None:
            together = merge([self.part(bundle, name) for bundle in self.bundles], ",")
            self._cache.save(f"{self.digest}-{name}", together)
        return together


def _words_files(
    words: dict[str, str], counts: dict[str, int], documents: int, index: dict[str, Any]
) -> Iterator[tuple[str, bytes]]:
    starts: list[str] = []
    checks: list[str] = []
    open_: dict[str, str] = {}
    size, before, start = 0, "", ""
    for word, codes in [*words.items(), ("", "")]:
        same = 6 if size > LARGE_WORDS_FILE else 4
        if open_ and (not word or (size > WORDS_FILE and word[:same] != before[:same])):
            data = to_json(open_)
            checks.append(_letters(data)[:2])
            yield f"{FOLDER}words/{len(starts)}.json", b'{"":"%s",%s' % (checks[-1].encode(), data[1:])
            starts.append(start)
            open_, size, start = {}, 0, word[:same]
        levels = [few for share, few in FREQUENT if counts.get(word, 0) > documents * share]
        open_[word] = codes.translate(str.maketrans(LEVELS, levels[0])) if levels else codes
        size, before = size + len(word) + len(codes) + 6, word
    index["starts"] = " ".join(starts)
    index["words"] = "".join(checks)


def _links_files(links: list[str], index: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    count = LINKS_FILES_OF_CHECK
    while count < MAX_LINKS_FILES and sum(map(len, links)) > count * LINKS_FILE:
        count *= 2
    each = LINK_BUCKETS // count
    checks = ""
    for first in range(0, count, LINKS_FILES_OF_CHECK):
        numbers = range(first, first + LINKS_FILES_OF_CHECK)
        files = [to_json(links[number * each : (number + 1) * each]) for number in numbers]
        checks += (check := _letters(b"".join(files))[0])
        for number, data in zip(numbers, files, strict=True):
            yield f"{FOLDER}links/{number}.json", b'["%s",%s' % (check.encode(), data[1:])
    index["links"] = checks


def _spelling_files(counts: dict[str, int]) -> Iterator[tuple[str, bytes]]:
    """Write the words that may be suggested, by first and by last letter; those of several documents come first."""
    names = [name for letter in ascii_lowercase for name in (letter, f"-{letter}")]
    lists: dict[str, tuple[list[str], list[str]]] = {name: ([], []) for name in names}
    for word, count in counts.items():
        if len(word) >= SHORTEST_SUGGESTED and word.isascii() and word.isalpha() and word.islower():
            for name in (word[0], f"-{word[-1]}"):
                lists[name][count <= RARE].append(word)
    for name, words in lists.items():
        yield f"{FOLDER}spellings/{name}.json", to_json(words)


def _facts(documents: list[SearchDocument]) -> dict[str, Any]:
    """Return the values of each filter and, in the order of documents, a letter for the value of each: / for none."""
    rows = [dict(document.facts) for document in documents]
    for before, document, row in zip(documents, documents[1:], rows[1:], strict=False):
        if document.language != ENGLISH and document.url == f"{document.language}/{before.url}":
            row["twin"] = "1"
    table: dict[str, Any] = {}
    for name in sorted({name for row in rows for name in row}):
        values = sorted({row[name] for row in rows if name in row})
        letters = {value: chr(ord("0") + place) for place, value in enumerate(values)}
        table[name] = [values, "".join(letters.get(row.get(name, ""), "/") for row in rows)]
    return {"": _letters(to_json(table))[:4], **table}


def _letters(data: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(data).digest()).decode()
