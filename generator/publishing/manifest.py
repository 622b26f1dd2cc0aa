"""The manifest of a site, `manifest.json`: path, size and SHA-256 of every file, as proof of what is live.

It is written last, and does not list itself. Knows files; nothing of their content.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from generator.messages import escape_invisible, quoted
from generator.problems import Category, Place, Problem

FORMAT = 1

MANIFEST = "manifest.json"
"""The file that marks a folder as a site built by this program."""


class Entry(NamedTuple):
    """One file."""

    path: str
    size: int
    sha256: str

    def is_of(self, data: bytes) -> bool:
        """Return whether these are the file's bytes."""
        return len(data) == self.size and hashlib.sha256(data).hexdigest() == self.sha256


Fields: TypeAlias = tuple[str, int, str]
"""The fields of an entry, as plain data."""

Written: TypeAlias = list[tuple[Entry, Any]]
"""Files that another process wrote, each with what is known of it on the disk."""


class SiteWriter:
    """Writes the files of a site, and then its manifest."""

    def __init__(self, folder: Path) -> None:
        """Start with a folder, which need not exist yet."""
        self.digest = ""
        """The manifest's own digest, once it is written."""
        self._folder = folder
        self._root = os.fspath(folder)
        self._entries: dict[str, Entry] = {}
        self._folders: set[str] = set()

    @property
    def pages(self) -> int:
        """How many pages were written so far."""
        return sum(path.endswith(".html") for path in self._entries)

    @property
    def paths(self) -> frozenset[str]:
        """Every path written so far."""
        return frozenset(self._entries)

    def write(self, path: str, data: bytes) -> None:
        """Write one file; a later one of the same path replaces it."""
        self._add(Entry(path, len(data), hashlib.sha256(data).hexdigest()))
        self._write_bytes(path, data)

    def keep(self, files: Iterable[Fields]) -> bool:  # noqa: ARG002 - a stage keeps files
        """Keep files of an earlier build, where the folder may have them; return whether all could be kept."""
        return False

    def written(self, paths: Iterable[str]) -> Written:
        """Return what this process wrote at some paths, for the one that closes the site."""
        return [(self._entries[path], None) for path in paths]

    def adopt(self, written: Written) -> None:
        """Take over what another process wrote."""
        for entry, _ in written:
            if entry.path not in self._entries:
                self._add(entry)

    def entry(self, path: str) -> Entry:
        """Return what was written at a path."""
        return self._entries[path]

    def _add(self, entry: Entry) -> None:
        self._entries[entry.path] = entry

    def close(self, *, has_ledger: bool = False) -> None:
        """Write the manifest itself; it remembers whether a ledger was kept when the site was built."""
        data = _manifest_of(self._entries, has_ledger=has_ledger).encode()
        self.digest = hashlib.sha256(data).hexdigest()
        self._write_bytes(MANIFEST, data)

    def _write_bytes(self, path: str, data: bytes) -> os.stat_result:
        self._make_folder(path.rpartition("/")[0])
        descriptor = _created(f"{self._root}/{path}")
        try:  # a file object for each of many thousand files takes as long as writing it
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
            return os.fstat(descriptor)
        finally:
            os.close(descriptor)

    def _make_folder(self, path: str) -> None:
        """Make a folder of the site, and those above it; another process may make the same."""
        if path in self._folders:
            return
        if not path:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._folders.add(path)
            return
        self._make_folder(path.rpartition("/")[0])
        folder = f"{self._root}/{path}"
        try:
            os.mkdir(folder)  # noqa: PTH102 - by the path as text, for each of tens of thousands
        except FileExistsError:
            if not os.path.isdir(folder):  # noqa: PTH112 - likewise
                raise
        self._folders.add(path)


def _created(file: str) -> int:
    """Create a file and return its descriptor; one of the same name is not written over: a live site may have it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(file, flags, 0o644)
    except FileExistsError:
        if os.path.isdir(file):  # noqa: PTH112 - a path as text
            raise
        os.unlink(file)  # noqa: PTH108 - likewise
        return os.open(file, flags, 0o644)


def _manifest_of(entries: Mapping[str, Entry], *, has_ledger: bool) -> str:
    """Return a manifest as `json.dumps` writes it with `indent=0`, which takes a second for 30,000 files."""
    ledger = '"ledger": true,\n' if has_ledger else ""
    rows = ",\n".join(
        f'{{\n"path": {json.dumps(path)},\n"size": {entry.size},\n"sha256": "{entry.sha256}"\n}}'
        for path, entry in sorted(entries.items())
    )
    files = f"[\n{rows}\n]" if rows else "[]"
    return f'{{\n"format": {FORMAT},\n{ledger}"files": {files}\n}}\n'


def files_in(site: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file below a folder that is no folder, links included, with its path from there."""
    folders = [(os.fspath(site), "")]
    while folders:
        folder, above = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{above}{entry.name}/"))
                else:
                    yield f"{above}{entry.name}", entry


def had_ledger(site: Path) -> bool:
    """Check whether a site was built from content with a ledger, as far as its manifest can be read."""
    try:
        manifest = json.loads((site / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(manifest, dict) and manifest.get("ledger") is True


def read_manifest(data: bytes, place: str) -> tuple[dict[str, Entry], list[Problem]]:
    """Read a manifest, or return what is wrong with it; `place` is its name in problems."""
    try:
        manifest = json.loads(data)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        return {}, [_damaged(place, "The manifest is damaged: it cannot be read from here on", line)]
    rows = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(rows, list):
        return {}, [_damaged(place, "This is not the manifest of a site: it has no list of files")]
    if manifest.get("format") != FORMAT:
        version = quoted(str(manifest.get("format")))
        return {}, [_damaged(place, f"The manifest has format {version}, and this version reads format {FORMAT}")]
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows, 1):
        entry = _entry_of(row)
        if entry is None or entry.path in entries:
            return {}, [_damaged(place, f"The manifest is damaged: entry {number:,} of its list of files is not valid")]
        entries[entry.path] = entry
    return entries, []


_PATH = re.compile(r"(?!.*(?:^|/)\.{0,2}(?:/|$))[^\\\x00-\x1f]+")
"""A path that stays within the folder of the site."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


def _entry_of(row: object) -> Entry | None:
    match row:
        case {"path": str(path), "size": int(size), "sha256": str(sha256)} if (
            _PATH.fullmatch(path) and not os.path.isabs(path)  # noqa: PTH117 - it is text
        ):
            return Entry(path, size, sha256) if _SHA256.fullmatch(sha256) and 0 <= size < 1 << 40 else None
    return None


def _damaged(place: str, message: str, line: int = 0) -> Problem:
    hint = "Build the site again, and publish all of it"
    return Problem(Place(escape_invisible(place), line), message, hint, rule="manifest", category=Category.VANISHED)
