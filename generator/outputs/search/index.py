"""The search index: documents by period, each period a Pagefind index of its own. Knows nothing of records.

An index is made from documents alone, in one order, so the same documents give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

from generator.code_digest import code_digest
from generator.languages import ENGLISH
from generator.outputs.search.documents import SearchDocument
from generator.outputs.search.packing import compact_index
from generator.outputs.search.pagefind import _ENGINE, INDEX_CHUNK_WORDS, SearchError, index_pages, page_markup
from generator.outputs.search.vocabulary import suggestion_words, unused_abbreviations, word_counts
from generator.pages.search import UNDATED

FOLDER = "search/"
"""The folder of the index on the site."""

DOCUMENTS_PER_PERIOD = 1_000
"""Documents after which a period ends, with its month.

An edit rebuilds one period, so periods should be small; every search makes two requests for each period and fetches a
chunk of its index, so there should be few. At 9,500 documents this gives nine or ten periods.
"""


@dataclass(frozen=True)
class Period:
    """Documents of some months, which are one index of its own."""

    documents: tuple[SearchDocument, ...]
    """In the order of days."""

    @cached_property
    def folder(self) -> str:
        """Its name on the site; other contents have another name, so that no cached file is taken for a new one."""
        return f"{_month(self.documents[0])}-{self.digest[:12]}"

    @property
    def translations(self) -> int:
        """Number of translations; one is shown only where its original did not match."""
        return sum(document.language != ENGLISH for document in self.documents)

    @cached_property
    def digest(self) -> str:
        """What it is made from, in 64 hexadecimal digits."""
        hashed = hashlib.sha256(_settings().encode())
        for document in self.documents:
            meta, filters = sorted(document.meta.items()), sorted(document.facts.items())
            facts = [document.url, document.title, str(document.day), meta, filters]
            hashed.update(json.dumps(facts).encode())
            hashed.update("\0".join(document.made_from).encode())
        return hashed.hexdigest()


def periods_of(documents: Iterable[SearchDocument], holds: int = DOCUMENTS_PER_PERIOD) -> list[Period]:
    """Divide documents into periods of whole months, the oldest first; documents without a date come before them."""
    ordered = sorted(documents, key=lambda document: document.order)
    periods: list[Period] = []
    open_: list[SearchDocument] = []
    for document in ordered:
        if len(open_) >= holds and _month(document) != _month(open_[-1]):
            periods.append(Period(tuple(open_)))
            open_ = []
        open_.append(document)
    return [*periods, Period(tuple(open_))] if open_ else periods


def search_files(
    documents: Iterable[SearchDocument], synonyms: Sequence[Sequence[str]], state: Path | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the path on the site and the bytes of every file of the index.

    Periods that have not changed are taken from the folder `state`.

    Raises:
        SearchError: if Pagefind is missing or fails.
    """
    periods = periods_of(documents)
    kept = {period.folder: state / f"{period.folder}.zip" for period in periods} if state else {}
    rows = []
    vocabulary: Counter[str] = Counter()
    for place, period in enumerate(periods):
        files = _cached(kept.get(period.folder)) or _index_of(period, kept.get(period.folder))
        vocabulary.update(json.loads(files.pop("words.json")))
        meta = _list_of(files)
        counts = {"documents": len(period.documents), "twins": period.translations}
        rows.append({"folder": period.folder, "meta": meta, **counts})
        for path, data in files.items():
            if path not in _ENGINE or place == 0:
                yield f"{FOLDER}{period.folder}/{path}", data
    if state:
        _forget(state, set(kept.values()))
    words = "\n".join(suggestion_words(vocabulary)).encode()
    words_path = f"words-{hashlib.sha256(words).hexdigest()[:12]}.txt"
    yield f"{FOLDER}{words_path}", words
    groups = [list(group) for group in synonyms]
    index = {
        "format": 1,
        "periods": rows,
        "synonyms": groups,
        "unused": unused_abbreviations(synonyms, vocabulary),
        "words": words_path,
    }
    yield f"{FOLDER}index.json", json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()


def _month(document: SearchDocument) -> str:
    return f"{document.day:%Y-%m}" if document.day else UNDATED


@cache
def _settings() -> str:
    return "\n".join([version("pagefind"), INDEX_CHUNK_WORDS, code_digest()])


# --- The cache --------------------------------------------------------------------------------------------------------


def _cached(file: Path | None) -> dict[str, bytes]:
    """Return the cached files of a period; empty if there are none, or if the cache is damaged."""
    try:
        if file:
            with zipfile.ZipFile(file) as opened:
                return {name: opened.read(name) for name in opened.namelist()}
    except (OSError, zipfile.BadZipFile):
        pass  # it is built again
    return {}


def _index_of(period: Period, file: Path | None) -> dict[str, bytes]:
    texts = [document.text() for document in period.documents]
    files = index_pages(
        [(document.url, page_markup(document, text)) for document, text in zip(period.documents, texts, strict=True)]
    )
    indexed = json.loads(files["pagefind-entry.json"])["languages"]["en"]["page_count"]
    if indexed != len(period.documents):
        raise SearchError(
            f"The search index has {indexed} of {len(period.documents)} documents. Build without it: --no-search."
        )
    files = compact_index(files, _list_of(files), period.digest[:8])
    files["facts.json"] = _facts(period.documents)
    searchable = (
        f"{document.title} {' '.join(document.meta.values())} {text}"
        for document, text in zip(period.documents, texts, strict=True)
    )
    files["words.json"] = json.dumps(word_counts(searchable), ensure_ascii=False).encode()
    if file:
        _keep(files, file)
    return files


def _list_of(files: Mapping[str, bytes]) -> str:
    """Return the path of an index's list of documents and chunks."""
    return next(path for path in files if path.endswith(".pf_meta"))


# The site's files are copies of the cache. Links would save a fifth of a second for 12,600 files, and an edit of the
# site in place would damage the cache.
def _keep(files: Mapping[str, bytes], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    with zipfile.ZipFile(part, "w") as opened:  # stored as they are: Pagefind has compressed them
        for path, data in files.items():
            opened.writestr(path, data)
    part.replace(file)


def _forget(state: Path, kept: set[Path]) -> None:
    for file in state.glob("*"):
        if file not in kept:
            file.unlink(missing_ok=True)


def _facts(documents: Sequence[SearchDocument]) -> bytes:
    """Write the values of each filter and, in the order of the documents, which value each document has.

    Pagefind's own filters are not used: it writes them in another order each time.
    """
    rows = [document.facts for document in documents]
    table = {}
    for name in sorted({name for row in rows for name in row}):
        values = sorted({row[name] for row in rows if name in row})
        places = {value: place for place, value in enumerate(values)}
        table[name] = {"values": values, "rows": [places.get(row.get(name, ""), -1) for row in rows]}
    return json.dumps(table, separators=(",", ":")).encode()


# --- Pagefind ---------------------------------------------------------------------------------------------------------
