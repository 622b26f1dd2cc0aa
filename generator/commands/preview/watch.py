"""Notices every change of files, without a file system's events. Knows nothing of what is in them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from generator.reading.leftovers import leftover

Snapshot = dict[str, tuple[int, int, int]]
"""Each file and folder with the moments of its last changes and its size."""

PAUSE = 0.02
"""Seconds between two looks: an edit should be seen before its writer has looked up."""
SETTLES = 0.005
"""Seconds for which a file has not changed when it is taken to be written."""


def changes(watched: list[Path], near: Callable[[], Iterable[str]] = lambda: ()) -> Iterator[frozenset[str]]:
    """Yield nothing at the start, and then, at each change of files, the paths of those changed, added or deleted.

    A file system's own events would be cheaper, but network drives and the folders that containers and virtual machines
    share send none, and an editor that saves by renaming takes the watched file away. So every file is looked at, a few
    at a time, for a tenth of the time at most: once in 0.05 s where there are 200, in 0.7 s where there are 9,000. The
    files `near` to what is being done are looked at fifty times a second.
    """
    known = snapshot_of(watched)
    yield frozenset()
    looks, seen = _looks(watched), set[str]()
    while True:
        started = time.monotonic()
        changed = frozenset(path for path in near() if (now := _look(path)) and now != known.get(path))
        if changed:
            known |= _settled(changed)
            yield changed
            continue
        while not changed and time.monotonic() - started < PAUSE / 10:
            if part := next(looks, None):
                seen |= part.keys()
                changed = frozenset(path for path, now in part.items() if known.get(path) != now)
            else:
                changed = frozenset(known.keys() - seen)
                looks, seen = _looks(watched), set()
                break
        if changed:
            before, known = known, _snapshot_when_settled(watched)
            looks, seen = _looks(watched), set()
            yield frozenset(path for path in before.keys() | known.keys() if before.get(path) != known.get(path))
        else:
            time.sleep(PAUSE)


def snapshot_of(watched: list[Path]) -> Snapshot:
    """Look at every file of some files and folders."""
    snapshot: Snapshot = {}
    for part in _looks(watched):
        snapshot |= part
    return snapshot


def _looks(watched: list[Path]) -> Iterator[Snapshot]:
    """Look at the files of one folder after another."""
    folders = [str(path) for path in watched if path.is_dir()]
    files = {str(path) for path in watched}.difference(folders)
    yield {file: now for file in files if (now := _look(file))}
    while folders:
        part: Snapshot = {}
        with suppress(OSError), os.scandir(folders.pop()) as entries:  # it was deleted or renamed in the meantime
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    part[entry.path] = (0, 0, 0)  # its own moments change with every file that an editor leaves
                    folders.append(entry.path)
                elif not leftover(entry.name):
                    part[entry.path] = _moments(entry.stat(follow_symlinks=False))
        if part:
            yield part


def _look(file: str) -> tuple[int, int, int] | None:
    with suppress(OSError):  # it is being replaced
        return _moments(os.stat(file))  # noqa: PTH116 - fifty times a second
    return None


def _snapshot_when_settled(watched: list[Path]) -> Snapshot:
    """Return a snapshot after which nothing more was written: several files may be, one after another."""
    before = snapshot_of(watched)
    while before != (now := snapshot_of(watched)):
        before = now
        time.sleep(5 * PAUSE)
    return before


def _settled(files: Iterable[str]) -> Snapshot:
    """Return how files are once they are written: many editors empty a file first, or take it away."""
    before: Snapshot = {}
    for _ in range(20):
        now = {file: moments for file in files if (moments := _look(file))}
        if now == before and now and all(size for *_, size in now.values()):
            break
        before = now
        time.sleep(SETTLES)
    return before


def _moments(stat: os.stat_result) -> tuple[int, int, int]:
    # A file that is renamed over another may bring its old `mtime`; its `ctime` is new.
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size
