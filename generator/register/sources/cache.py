"""The cache of sources: each file is read and checked once, until it or what it is read with changes.

A record is read with others: a response with its office and its reports, a translation with its original. So the key of
a source is the digest of its bytes and the keys of those. A file whose time, size and number on the disk are as they
were is not even opened, unless it was written just before it was read.

`read_register(content, cache)` is the way to use it. In one process, such as a preview's, keep one `SourceCache` and
pass it to each reading: a record whose file did not change is the same object again, and nothing is read from disk.
`cache.save(paths)` writes the cache for the next process, with the records of these paths alone: of what is not
released, nothing is left beside a site. Without a folder it is in memory alone. `cache.facts` has a digest
for each record of all that it says besides its text, `cache.texts` one of its bytes: what is made of records needs to
be made again only when one of these differs.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from generator.cache_file import read_cache, write_cache
from generator.problems import Problem, SourceChangedError
from generator.reading.content_folder import SourceFile
from generator.reading.source import MAX_BYTES, Source, parse_source, read_source, texts_of
from generator.records.kinds import Record
from generator.records.response import Response
from generator.register.sources.record_bytes import facts_digest, packed, settle, unpacked

INDEX, PACK = "sources.cache", "sources.pack"
_SETTLED_NS = 2_000_000_000
"""A file that was written less than this before it was read may be written again within one tick of the clock."""
_SPARE_BYTES = 4_000_000
"""Bytes of records no longer used that the pack may have besides those in use."""


@dataclass(slots=True)
class KeptSource:
    """One source as it was read."""

    signature: tuple[int, ...]
    """Time of change, size and number on the disk of its file."""
    read_at: int
    digest: bytes
    """Of its bytes."""
    needs: tuple[str, ...]
    """The names of the sources it was read with."""
    key: bytes
    """Of its bytes and the keys of those."""
    facts: bytes
    """The digest of all it says besides its text."""
    place: tuple[int, int, bytes]
    """Where the pack has it: the first byte, the number of bytes, and their digest."""
    result: tuple[Any, list[Problem]] | None = None
    """The record, None if it cannot be read, and the problems of the file; None until they are asked for."""
    data: bytes = b""
    """What the pack is to have, where that is known already."""


@dataclass(frozen=True, slots=True)
class ReadElsewhere:
    """What another process read from a file."""

    needs: tuple[str, ...]
    facts: bytes
    data: bytes
    """The record and the problems, as the pack has them."""

    @classmethod
    def of(cls, file: SourceFile, record: Record | None, problems: list[Problem]) -> ReadElsewhere:
        """Return what is to be known of a reading."""
        return cls(needs_of(file, record), facts_digest(record) if record else b"", packed((record, problems)))


class SourceCache:
    """The sources of one content folder, as far as they are known."""

    def __init__(self, folder: Path | None = None, root: str = "") -> None:
        """Open the cache in a folder; `root` is the content folder as problems name it."""
        self._folder, self._root = folder, root
        self._known: dict[str, KeptSource] = {}
        self._now: dict[str, KeptSource] = {}
        self._met: dict[str, tuple[tuple[int, ...], int]] = {}
        """The signature of each file that was looked at, from before it was read, and when that was."""
        self._pack: bytes = b""
        self._pack_size = 0
        """The bytes that the pack has on the disk, once this process wrote it."""
        self._has_changed = False
        if folder and (data := read_cache(folder / INDEX, root)):
            with suppress(Exception):  # of another version, or torn: as good as none
                self._known = {name: KeptSource(*fields) for name, fields in unpacked(data)}
        self._saved = set(self._known)

    def begin(self) -> None:
        """Begin a reading of all sources: those that are not asked for are gone."""
        self._known, self._now = {**self._known, **self._now}, {}

    @property
    def facts(self) -> Mapping[str, bytes]:
        """A digest for each source, by its name, of what it says besides its text."""
        return {name: kept.facts for name, kept in self._now.items()}

    @property
    def texts(self) -> Mapping[str, bytes]:
        """A digest for each source, by its name, of its bytes and of what it was read with."""
        return {name: kept.key for name, kept in self._now.items()}

    def find(self, file: SourceFile) -> tuple[KeptSource | None, bytes | None]:
        """Return a source that is known and did not change; else None, and the bytes of the file if they were read."""
        name = name_of(file)
        kept = self._known.get(name)
        try:
            now = time.time_ns()
            signature = _signature(file.file)
            self._met[name] = signature, now
            if kept and kept.signature == signature and max(signature[:2]) < kept.read_at - _SETTLED_NS:
                data, digest = None, kept.digest
            elif signature[2] > MAX_BYTES:
                return None, None
            else:
                data = file.file.read_bytes()
                digest = hashlib.sha256(data).digest()
            if kept is None or digest != kept.digest or self._key(digest, kept.needs) != kept.key:
                return None, file.file.read_bytes() if data is None else data
        except OSError:
            return None, None
        if kept.result is None:
            kept.result = self._load(kept, file)
            if kept.result is None:  # the pack is torn
                del self._known[name]
                return self.find(file)
        if data is not None:
            kept.signature, kept.read_at = signature, now
            self._has_changed = True
        self._now[name] = kept
        return kept, data

    def is_needed(self, file: SourceFile) -> bool:
        """Check whether another source was read with this one."""
        return name_of(file) in chain.from_iterable(kept.needs for kept in self._now.values())

    def facts_of(self, name: str) -> bytes:
        """Return the digest of what one source says besides its text."""
        return self._now[name].facts

    def keep(
        self, file: SourceFile, data: bytes | None, needs: tuple[str, ...], result: tuple[Any, list[Problem]]
    ) -> KeptSource | None:
        """Keep what was read from a file and with which others; nothing is kept of one that cannot be opened."""
        if data is None:
            return None
        digest = hashlib.sha256(data).digest()
        record = result[0]
        if record is not None:
            settle(record)
        facts = facts_digest(record) if record is not None else b""
        name = name_of(file)
        signature, read_at = self._met[name]
        kept = KeptSource(signature, read_at, digest, needs, self._key(digest, needs), facts, (0, 0, b""), result)
        self._now[name] = kept
        self._has_changed = True
        return kept

    def adopt(self, file: SourceFile, data: bytes, read: ReadElsewhere) -> tuple[Any, list[Problem]]:
        """Keep what another process read from a file's bytes."""
        digest = hashlib.sha256(data).digest()
        record, problems = unpacked(read.data)
        if record is not None:
            record.source.keep_texts(_Texts(file, digest))
        name = name_of(file)
        signature, read_at = self._met[name]
        key, result = self._key(digest, read.needs), (record, problems)
        self._now[name] = KeptSource(
            signature, read_at, digest, read.needs, key, read.facts, (0, 0, b""), result, read.data
        )
        self._has_changed = True
        return result

    def _key(self, digest: bytes, needs: tuple[str, ...]) -> bytes:
        hashed = hashlib.sha256(digest)
        for name in needs:
            needed = self._now.get(name)
            hashed.update(needed.key if needed else b"none")
        return hashed.digest()[:16]

    def _load(self, kept: KeptSource, file: SourceFile) -> tuple[Any, list[Problem]] | None:
        start, length, digest = kept.place
        if not self._pack and self._folder:
            with suppress(OSError):
                self._pack = (self._folder / PACK).read_bytes()
        data = self._pack[start : start + length]
        if not data or hashlib.sha256(data).digest()[:16] != digest:
            return None
        try:
            record, problems = unpacked(data)
        except Exception:  # noqa: BLE001 - with any fault in it, the file is read again
            return None
        if record is not None:
            record.source.keep_texts(_Texts(file, kept.digest))
        return record, problems

    def save(self, paths: Collection[str]) -> None:
        """Write what is known of records for the next process; where that is not possible there is nothing."""
        self._known, self._met = {}, {}
        saved = {name: kept for name, kept in self._now.items() if name.partition(".")[0] in paths}
        if not self._folder or not (self._has_changed or saved.keys() != self._saved):
            return
        in_use = sum(kept.place[1] for kept in saved.values())
        size = self._pack_size or len(self._pack)
        if size > 2 * in_use + _SPARE_BYTES:
            size = 0
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write_pack(self._folder / PACK, saved.values(), is_fresh=size == 0)
            fields = [
                (name, (kept.signature, kept.read_at, kept.digest, kept.needs, kept.key, kept.facts, kept.place))
                for name, kept in saved.items()
                if kept.place[1]
            ]
            write_cache(self._folder / INDEX, packed(fields), self._root)
            self._has_changed, self._saved = False, set(saved)

    def _write_pack(self, file: Path, saved: Iterable[KeptSource], *, is_fresh: bool) -> None:
        if is_fresh:
            self._pack = b""
            file.unlink(missing_ok=True)
        with file.open("ab") as pack:
            for kept in saved:
                if kept.result is not None and (is_fresh or not kept.place[1]):
                    data, kept.data = kept.data, b""
                    with suppress(Exception):  # what cannot be kept is read again
                        data = data or packed(kept.result)
                    pack.write(data)
                    kept.place = (pack.tell() - len(data), len(data), hashlib.sha256(data).digest()[:16])
            self._pack_size = pack.tell()


class _Texts:
    """Fetches the texts of a source from its file, as long as that has not changed."""

    def __init__(self, file: SourceFile, digest: bytes) -> None:
        self._file, self._digest = file, digest

    def __call__(self) -> tuple[str, str]:
        file = self._file
        with suppress(OSError):
            data = file.file.read_bytes()
            if hashlib.sha256(data).digest() == self._digest:
                return texts_of(data, is_facts_alone=file.file.suffix == ".yml")
        raise SourceChangedError(file.display_path)


def name_of(file: SourceFile) -> str:
    """Return the name of a source among all: its path, with the language of a translation."""
    return f"{file.path}.{file.language}" if file.language else file.path


def _signature(file: Path) -> tuple[int, ...]:
    status = os.stat(file)  # noqa: PTH116 - a third faster, for each of all sources
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def source_of(file: SourceFile, data: bytes | None) -> tuple[Source | None, list[Problem]]:
    """Read a source from its file's bytes, or from the file, which may be one that cannot be read."""
    if data is None:
        return read_source(file.file, path=file.path, display_path=file.display_path, language=file.language)
    return parse_source(
        data, path=file.path, display_path=file.display_path, language=file.language,
        is_facts_alone=file.file.suffix == ".yml",
    )  # fmt: skip


def needs_of(file: SourceFile, record: Record | None) -> tuple[str, ...]:
    """Return the names of the sources that one is read with, those of its own language first."""
    needs = [file.path] if file.language else []
    folder, office_id, *rest = file.path.split("/")
    if folder == "panel-reports":
        needs.append(f"offices/{office_id}")  # it says of which ranks officers are named
    if folder in {"responses", "panel-reports"}:
        needs.append(f"offices/{office_id}")
    if folder == "responses":
        ids = record.inspection_ids if isinstance(record, Response) else ("/".join(rest),)
        needs += [f"inspections/{id_}" for id_ in ids]
    return tuple(name for need in needs for name in ((f"{need}.{file.language}", need) if file.language else (need,)))
