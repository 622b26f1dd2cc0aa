"""The search index: documents by period, each period an index of its own, made by Pagefind. The only module that knows it.

Knows nothing of records. An index is made from documents alone, in one order, so the same documents give the same bytes.
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
"""Where all of it stands on the site."""

DOCUMENTS_PER_PERIOD = 1_000
"""Documents with which a period is closed, at the end of its month.

One edit makes one period anew, which asks for many of them; each costs every search two requests and the part of the
index that holds a word, which asks for few. At 9,500 documents this gives nine or ten.
"""


@dataclass(frozen=True)
class Period:
    """Documents of some months, which are one index of its own."""

    documents: tuple[SearchDocument, ...]
    """In the order of days."""

    @cached_property
    def folder(self) -> str:
        """Its name on the site: other contents stand in another folder, so that no old file is ever taken for a new one."""
        return f"{_month(self.documents[0])}-{self.digest[:12]}"

    @property
    def translations(self) -> int:
        """How many of them are twins, which are not shown beside what they are the twins of."""
        return sum(each.language != ENGLISH for each in self.documents)

    @cached_property
    def digest(self) -> str:
        """What it is made from, in 64 hexadecimal digits."""
        hashed = hashlib.sha256(_settings().encode())
        for each in self.documents:
            facts = [each.url, each.title, str(each.day), sorted(each.meta.items()), sorted(each.facts.items())]
            hashed.update(json.dumps(facts).encode())
            hashed.update("\0".join(each.made_from).encode())
        return hashed.hexdigest()


def periods_of(documents: Iterable[SearchDocument], holds: int = DOCUMENTS_PER_PERIOD) -> list[Period]:
    """Part documents into periods of whole months, the oldest first; what has no day stands before all others."""
    ordered = sorted(documents, key=lambda each: each.order)
    periods: list[Period] = []
    open_: list[SearchDocument] = []
    for each in ordered:
        if len(open_) >= holds and _month(each) != _month(open_[-1]):
            periods.append(Period(tuple(open_)))
            open_ = []
        open_.append(each)
    return [*periods, Period(tuple(open_))] if open_ else periods


def search_files(
    documents: Iterable[SearchDocument], synonyms: Sequence[Sequence[str]], state: Path | None
) -> Iterator[tuple[str, bytes]]:
    """Give every file of the index, each with its path on the site; periods that did not change are taken from `state`, a folder.

    Raises:
        SearchError: where Pagefind is not there, or does not do its work.
    """
    periods = periods_of(documents)
    kept = {period.folder: state / f"{period.folder}.zip" for period in periods} if state else {}
    rows = []
    vocabulary: Counter[str] = Counter()
    for place, period in enumerate(periods):
        files = _kept(kept.get(period.folder)) or _made(period, kept.get(period.folder))
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


# --- What is kept between builds --------------------------------------------------------------------------------------


def _kept(file: Path | None) -> dict[str, bytes]:
    """Give what was made of a period; nothing where it was not, or where its file is damaged."""
    try:
        if file:
            with zipfile.ZipFile(file) as opened:
                return {name: opened.read(name) for name in opened.namelist()}
    except (OSError, zipfile.BadZipFile):
        pass  # it is made anew
    return {}


def _made(period: Period, file: Path | None) -> dict[str, bytes]:
    texts = [each.text() for each in period.documents]
    files = index_pages(
        [(each.url, page_markup(each, text)) for each, text in zip(period.documents, texts, strict=True)]
    )
    indexed = json.loads(files["pagefind-entry.json"])["languages"]["en"]["page_count"]
    if indexed != len(period.documents):
        raise SearchError(
            f"The search index has {indexed} of {len(period.documents)} documents. Build without it: --no-search."
        )
    files = compact_index(files, _list_of(files), period.digest[:8])
    files["facts.json"] = _facts(period.documents)
    told = (
        f"{each.title} {' '.join(each.meta.values())} {text}"
        for each, text in zip(period.documents, texts, strict=True)
    )
    files["words.json"] = json.dumps(word_counts(told), ensure_ascii=False).encode()
    if file:
        _keep(files, file)
    return files


def _list_of(files: Mapping[str, bytes]) -> str:
    """Give the path of an index's list of documents and parts."""
    return next(path for path in files if path.endswith(".pf_meta"))


# The site's files are copies of what is kept. Links to it would save a fifth of a second for 12,600 files, and whoever
# edited the site in place would edit what the next one is made of.
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
    """Write the facts that a search can be narrowed by: for each its values, and in the order of documents which one each has.

    Not as Pagefind's own filters, which it writes in another order each time, so that no index was ever the same again.
    """
    rows = [each.facts for each in documents]
    table = {}
    for name in sorted({name for row in rows for name in row}):
        values = sorted({row[name] for row in rows if name in row})
        places = {value: place for place, value in enumerate(values)}
        table[name] = {"values": values, "rows": [places.get(row.get(name, ""), -1) for row in rows]}
    return json.dumps(table, separators=(",", ":")).encode()


# --- Pagefind ---------------------------------------------------------------------------------------------------------
