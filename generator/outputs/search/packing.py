"""Makes a period's index smaller to download. Knows the form of Pagefind's files; nothing of documents.

A search first fetches the list of all documents and chunks of every period. Pagefind names each by a digest, which does
not compress: numbers make that list half as long. The folder has a digest in its name already.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from typing import Any

import cbor2
import zopfli.gzip  # type: ignore[import-untyped]

MARK = b"pagefind_dcd"
"""The first bytes of each of Pagefind's files, once it is unpacked."""

LARGE_PART = 8_000
"""Bytes of a packed chunk from which it may be split: it ends with the word that filled it, however large that is."""

LARGE_WORD = 4_000
"""Bytes of a word's positions from which it gets a chunk of its own, which is not fetched for the words before it."""


def compact_index(files: Mapping[str, bytes], meta: str, prefix: str) -> dict[str, bytes]:
    """Return the files of an index with numbers for names; `meta` is the path of its list, `prefix` is unique to it."""
    version, documents, parts, *others = _unpacked(files[meta])
    compact = {
        path: data for path, data in files.items() if not path.startswith(("fragment/", "index/")) and path != meta
    }
    for number, document in enumerate(documents):
        name = f"en_{prefix}{number:05x}"
        compact[f"fragment/{name}.pf_fragment"] = files[f"fragment/{document[0]}.pf_fragment"]
        document[0] = name
    rows: list[list[str]] = []
    for first, last, old in parts:
        for words, data in _split_chunk(first, last, files[f"index/{old}.pf_index"]):
            name = f"en_{len(rows):07x}"
            compact[f"index/{name}.pf_index"] = data
            rows.append([*words, name])
    compact[meta] = _packed([version, documents, rows, *others])
    return compact


def _split_chunk(first: str, last: str, data: bytes) -> Iterator[tuple[tuple[str, str], bytes]]:
    """Yield a chunk with its first and last word: two chunks where the last word makes it large."""
    words = _unpacked(data)[0] if len(data) > LARGE_PART else []
    if len(words) < 2 or len(cbor2.dumps(words[-1])) < LARGE_WORD:  # noqa: PLR2004 - one before the last
        yield (first, last), data
        return
    yield (first, words[-2][0]), _packed([words[:-1]])
    yield (words[-1][0], last), data  # as it is: without the others it would hardly be smaller


def _unpacked(data: bytes) -> Any:
    return cbor2.loads(gzip.decompress(data)[len(MARK) :])


def _packed(value: Any) -> bytes:
    # Not with the system's zlib, of which there are several: the same value would not be the same bytes everywhere.
    return zopfli.gzip.compress(MARK + cbor2.dumps(value), numiterations=1)  # type: ignore[no-any-return]
