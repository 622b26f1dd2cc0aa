"""The stage: the folder in which a site is written before it goes live, begun from the site before last.

A file that is there already with the right bytes is not written again, and one that the live site has is linked: both
folders then have the same file, and so no file is ever written over. What every file was when it was written (its
digest, size, time and number on the disk) is kept beside the site, because people edit sites by hand.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from generator.cache_file import read_cache, write_cache
from generator.publishing.manifest import MANIFEST, Entry, Fields, SiteWriter, Written, files_in

_State = tuple[int, int, int]
"""Size, time of change and number on the disk."""

Standing: TypeAlias = dict[str, tuple[str, _State]]
"""Files by their paths, each with its digest and its state."""


def begin_stage(stage: Path, cache: Path) -> Standing:
    """Take over what the site before last left, as far as it is as it was written; return that."""
    _remove(stage)  # completely, or no site: any file left would be published
    try:
        previous_site(cache).rename(stage)
        return _taken_over(stage, cache)
    except OSError:
        _remove(stage)
        return {}


def _taken_over(stage: Path, cache: Path) -> Standing:
    manifest = stage / MANIFEST
    records = _records(cache, manifest)
    if records is None:
        _remove(stage)
        return {}
    manifest.unlink()
    there: Standing = {}
    for path, entry in files_in(stage):
        known = records.get(path)
        if known and not entry.is_symlink() and known[1] == _state_of(entry.stat(follow_symlinks=False)):
            there[path] = known
        else:
            os.unlink(entry.path)  # noqa: PTH108 - an entry has its path as text
    return there


class StageWriter(SiteWriter):
    """Writes a site into a stage that may hold an older one."""

    def __init__(self, stage: Path, live: Path, cache: Path, there: Standing) -> None:
        """Begin with what `begin_stage` found there."""
        super().__init__(stage)
        self._live, self._cache, self._there = live, cache, there
        self._written: dict[str, _State] = {}

    def write(self, path: str, data: bytes) -> None:
        """Write one file, unless it is there."""
        entry = Entry(path, len(data), hashlib.sha256(data).hexdigest())
        self._add(entry)
        if not self._is_there(entry):
            self._write_bytes(path, data)

    def keep(self, files: Iterable[Fields]) -> bool:
        """Keep files of an earlier build; return whether all could be found."""
        there, entries, written = self._there, self._entries, self._written
        for fields in files:  # tens of thousands, nearly all of which are there
            path, _, sha256 = fields
            known = there.get(path)
            entry = Entry._make(fields)
            if known is not None and known[0] == sha256:
                written[path] = known[1]
            elif not (self._is_linked(entry) or self._is_copied(entry)):
                return False
            entries[path] = entry
        return True

    def _is_copied(self, entry: Entry) -> bool:
        """Copy a file of the live site, if it is what was written."""
        try:
            with open(f"{self._live}/{entry.path}", "rb", buffering=0) as file:  # noqa: PTH123 - a path as text
                data = file.read()
        except OSError:
            return False
        if not entry.is_of(data):
            return False
        self._write_bytes(entry.path, data)
        return True

    def _is_linked(self, entry: Entry) -> bool:
        """Take a file of the live site, if it is as it was written and the disk can have one file in two folders."""
        known = self._live_files.get(entry.path)
        if known is None or known[0] != entry.sha256:
            return False
        try:
            self._make_folder(entry.path.rpartition("/")[0])
            staged = f"{self._root}/{entry.path}"
            os.link(f"{self._live}/{entry.path}", staged)
            state = _state_of(os.lstat(staged))
        except OSError:
            return False
        if state != known[1]:
            os.unlink(staged)  # noqa: PTH108 - a path as text
            return False
        self._written[entry.path] = state
        return True

    @cached_property
    def _live_files(self) -> Standing:
        return _records(self._cache, self._live / MANIFEST) or {}

    def written(self, paths: Iterable[str]) -> Written:
        """Return what this process wrote at some paths, and how it stands on the disk."""
        return [(self._entries[path], self._written[path]) for path in paths]

    def adopt(self, written: Written) -> None:
        """Take over what another process wrote."""
        super().adopt(written)
        for entry, state in written:
            self._written[entry.path] = state

    def _is_there(self, entry: Entry) -> bool:
        known = self._there.get(entry.path)
        if known is None or known[0] != entry.sha256:
            return False
        self._written[entry.path] = known[1]
        return True

    def _write_bytes(self, path: str, data: bytes) -> os.stat_result:
        self._there.pop(path, None)  # a page may replace a file of the theme
        try:
            status = super()._write_bytes(path, data)
        except (FileExistsError, IsADirectoryError, NotADirectoryError):
            self._make_room(path)
            status = super()._write_bytes(path, data)
        self._written[path] = _state_of(status)
        return status

    def _make_room(self, path: str) -> None:
        """Delete a file where a folder is to be, and a folder where a file is to be: left by the site before last."""
        file = self._folder / path
        if file.is_dir():
            shutil.rmtree(file)
        for parent in file.parents:
            if parent == self._folder:
                break
            if parent.is_file():
                parent.unlink()
        self._folders.clear()

    def close(self, *, has_ledger: bool = False) -> None:
        """Delete what this site does not have, and write the manifest."""
        for path in self._there.keys() - self._entries.keys():
            file = self._folder / path
            with suppress(FileNotFoundError, NotADirectoryError):
                file.unlink()
            with suppress(OSError):  # until a folder is not empty
                for parent in file.parents:
                    parent.rmdir()
        super().close(has_ledger=has_ledger)
        rows = {path: (entry.sha256, self._written[path]) for path, entry in self._entries.items()}
        write_cache(self._cache / _name_of_records(self._folder / MANIFEST), marshal.dumps(rows), self.digest)


def previous_site(cache: Path) -> Path:
    """Return where the last site is kept after another has taken its place."""
    return cache / "site"


def set_aside(stage: Path, live: Path, cache: Path) -> None:
    """Keep the site that was replaced, for the next stage; delete records of sites that are gone."""
    if stage.is_dir():
        with suppress(OSError):
            cache.mkdir(parents=True, exist_ok=True)
            _remove(previous_site(cache))
            stage.rename(previous_site(cache))
    kept = {_name_of_records(folder / MANIFEST) for folder in (live, previous_site(cache))}
    for file in cache.glob("files-*.cache"):
        if file.name not in kept:
            file.unlink(missing_ok=True)


def recorded_paths(cache: Path, site: Path) -> Collection[str] | None:
    """Return the paths of a site's files, if it is as the last build left it; None if that is not known."""
    return _records(cache, site / MANIFEST)


def _records(cache: Path, manifest: Path) -> Standing | None:
    try:
        digest = hashlib.sha256(manifest.read_bytes()).hexdigest()
    except OSError:
        return None
    data = read_cache(cache / _name_of_records(manifest), digest)
    return None if data is None else marshal.loads(data)  # noqa: S302 - this program wrote these bytes


def _name_of_records(manifest: Path) -> str:
    """Return the name of the records of one folder: two sites may be the same, byte for byte."""
    with suppress(OSError):
        return f"files-{manifest.stat().st_ino}.cache"
    return ""


def _state_of(status: os.stat_result) -> _State:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
