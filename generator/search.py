"""The search index: documents by period, each period an index of its own, made by Pagefind. The only module that knows it.

Knows nothing of records. An index is made from documents alone, in one order, so the same documents give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import threading
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from generator.language import ENGLISH
from generator.pages.search import UNDATED
from generator.search_documents import SearchDocument
from generator.search_packing import packed
from generator.search_words import counted, offered, unused

FOLDER = "search/"
"""Where all of it stands on the site."""

PERIOD_HOLDS = 1_000
"""Documents with which a period is closed, at the end of its month.

One edit makes one period anew, which asks for many of them; each costs every search two requests and the part of the
index that holds a word, which asks for few. At 9,500 documents this gives nine or ten.
"""

CHUNK_HOLDS = "2000"
"""Places of words in one part of an index, of which a search fetches one for each word and period.

Pagefind's own 20,000 would make that five times as much; with fewer the list of parts, which every search fetches, grows.
"""

_ENGINE = ("pagefind.js", "wasm.en.pagefind")
_OURS = ("search.py", "search_packing.py", "search_words.py", "search_documents.py", "prose.py", "typesetting.py", "pages/document.py")
_MARKUP = re.compile(r"<[^>]*>|&\w+;")


class SearchError(Exception):
    """The index cannot be made; the message says why, and what to do."""


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
    def twins(self) -> int:
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


def periods_of(documents: Iterable[SearchDocument], holds: int = PERIOD_HOLDS) -> list[Period]:
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


def search_files(documents: Iterable[SearchDocument], synonyms: Sequence[Sequence[str]], state: Path | None) -> Iterator[tuple[str, bytes]]:
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
        counts = {"documents": len(period.documents), "twins": period.twins}
        rows.append({"folder": period.folder, "meta": meta, **counts})
        for path, data in files.items():
            if path not in _ENGINE or place == 0:
                yield f"{FOLDER}{period.folder}/{path}", data
    if state:
        _forget(state, set(kept.values()))
    words = "\n".join(offered(vocabulary)).encode()
    words_path = f"words-{hashlib.sha256(words).hexdigest()[:12]}.txt"
    yield f"{FOLDER}{words_path}", words
    groups = [list(group) for group in synonyms]
    index = {"format": 1, "periods": rows, "synonyms": groups, "unused": unused(synonyms, vocabulary), "words": words_path}
    yield f"{FOLDER}index.json", json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()


def _month(document: SearchDocument) -> str:
    return f"{document.day:%Y-%m}" if document.day else UNDATED


@cache
def _settings() -> str:
    package = Path(__file__).parent
    code = [hashlib.sha256((package / name).read_bytes()).hexdigest() for name in _OURS]
    return "\n".join([version("pagefind"), CHUNK_HOLDS, *code])


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
    files = _indexed([(each.url, _page(each, text)) for each, text in zip(period.documents, texts, strict=True)])
    indexed = json.loads(files["pagefind-entry.json"])["languages"]["en"]["page_count"]
    if indexed != len(period.documents):
        raise SearchError(f"The search index has {indexed} of {len(period.documents)} documents. Build without it: --no-search.")
    files = packed(files, _list_of(files), period.digest[:8])
    files["facts.json"] = _facts(period.documents)
    told = (f"{each.title} {' '.join(each.meta.values())} {text}" for each, text in zip(period.documents, texts, strict=True))
    files["words.json"] = json.dumps(counted(told), ensure_ascii=False).encode()
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


def _page(document: SearchDocument, text: str) -> str:
    """Write a document as the page that Pagefind reads."""
    named = sorted({"title": document.title, **document.meta}.items())
    meta = "".join(f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">' for name, value in named if value)
    # Pagefind passes over a page without words, and everything after it would stand one place off in the table of facts.
    body = text if re.search(r"\w", _MARKUP.sub(" ", text)) else f"<p>{escape(document.title or document.url)}</p>"
    return f'<!doctype html><html lang="en"><head>{meta}</head><body>{body}</body></html>'


def _indexed(pages: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """Let Pagefind index pages, each with its address, and give the files it makes."""
    # Spoken to directly: Pagefind's own wrapper waits a tenth of a second for each answer.
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {"keep_index_url": True, "force_language": "en"}}]
    requests += [{"type": "AddFile", "index_id": 0, "url": address, "file_contents": page} for address, page in pages]
    requests.append({"type": "GetFiles", "index_id": 0})
    program = Path(_program()).absolute()
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program
            # It would take settings from any variable, and from a pagefind.yml where it is started.
            [str(program), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment(), cwd=program.parent,
        )  # fmt: skip
    except OSError as error:
        raise SearchError(f"The program that makes the search index does not start: {error.strerror}. {_ADVICE}.") from error
    assert process.stdin and process.stdout  # noqa: S101, PT018 - both are pipes
    writer = threading.Thread(target=_write, args=(process.stdin, requests), daemon=True)
    writer.start()
    try:
        answer = _last_answer(process.stdout, len(requests))
    except SearchError:
        process.kill()
        raise
    finally:
        # Only when it has given all is its input closed: ended earlier, it leaves files cut short.
        writer.join()
        with suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        process.wait()
    files = {each["path"]: base64.b64decode(each["content"]) for each in answer["files"]}
    return {path: files[path] for path in sorted(files) if _is_wanted(path)}


def _environment() -> dict[str, str]:
    """Give all that the program is told of this machine; on Windows nothing starts without the system's own folder."""
    system = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if os.name == "nt" else {}
    return {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK_HOLDS, **system}


def _is_wanted(path: str) -> bool:
    return path.startswith(("index/", "fragment/")) or path.endswith(".pf_meta") or path in {"pagefind-entry.json", *_ENGINE}


_ADVICE = "Install it again (pip install 'pagefind[bin]'), or build without it: --no-search"


def _program() -> str:
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - it imports asyncio, and most builds change no period
    except ImportError as error:
        raise SearchError(f"The program that makes the search index is missing. {_ADVICE}.") from error
    found = get_executable()
    if found is None:
        raise SearchError(f"The program that makes the search index is missing. {_ADVICE}.")
    return str(found)


def _write(pipe: IO[bytes], requests: Sequence[dict[str, Any]]) -> None:
    try:
        for number, payload in enumerate(requests):
            pipe.write(base64.b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b",")
        pipe.flush()
    except OSError:
        return  # it went away, which the one who reads its answers will tell


def _last_answer(pipe: IO[bytes], expected: int) -> Any:
    """Read an answer for each request, and give the last."""
    parts: list[bytes] = []
    payload: Any = None
    while expected:
        read = pipe.read1(1 << 20)  # type: ignore[attr-defined]
        if not read:
            raise SearchError("The program that makes the search index ended too early. Build again, or without it: --no-search.")
        *ended, rest = read.split(b",")
        for each in ended:
            payload = json.loads(base64.b64decode(b"".join([*parts, each])))["payload"]
            if payload["type"] == "Error":
                raise SearchError(f"The search index cannot be made: {payload['message']}. Build without it: --no-search.")
            parts, expected = [], expected - 1
        parts.append(rest)
    return payload
