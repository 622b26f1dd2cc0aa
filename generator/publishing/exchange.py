"""One folder takes another's place at once, under a lock. Knows file systems; nothing of sites."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.publishing.destination import is_empty_but_gitignore

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class EnvironmentFailure(Exception):
    """The machine refuses: the message says what, and what to do."""


def exchange(stage: Path, site: Path) -> None:
    """Put `stage` in the place of `site`, and what was there in the place of `stage`.

    Where the system can, both change places in one step (Linux, renameat2(2) with RENAME_EXCHANGE). Elsewhere the old
    site is moved aside first, so that for a moment there is none; `recover` puts it back if the second step never came.

    Raises:
        OSError: where neither way is open; the site is then as it was.
        MachineError: where the two stand on different disks.
    """
    try:
        if not site.exists():
            stage.rename(site)
        elif not _exchanged(stage, site):
            _moved_in_turn(stage, site, _aside(stage.parent, site))
    except OSError as error:
        if error.errno not in {errno.EXDEV, errno.EBUSY}:
            raise
        told = (
            f"{site} and {stage.parent} stand on different disks, and only within one can a site be replaced at once."
        )
        raise EnvironmentFailure(f"{told} Give a folder on the same disk: --site DIR. Nothing was changed.") from error
    for folder in {stage.parent, site.absolute().parent}:
        _fsync_folder(folder)


def _moved_in_turn(stage: Path, site: Path, aside: Path) -> None:
    try:
        site.rename(aside)
        stage.rename(site)
        aside.rename(stage)
    except BaseException:  # Ctrl-C comes at any moment
        if aside.exists() and not site.exists():
            aside.rename(site)
        raise


def _aside(state: Path, site: Path) -> Path:
    # With its name, because several sites may be built beside each other.
    return state / f"aside-{site.name}"


def remove_tree(folder: Path) -> None:
    """Delete a folder as far as that goes, even where Ctrl-C comes just then."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def recover(state: Path, site: Path) -> None:
    """Put back a site that was moved aside and never replaced; delete one that was."""
    aside = _aside(state, site)
    if not aside.is_dir():
        return
    if site.is_dir() and is_empty_but_gitignore(site):  # git puts its own file back, and with it the folder
        shutil.rmtree(site)
    if site.exists():
        shutil.rmtree(aside)
    else:
        aside.rename(site)


def _exchanged(stage: Path, site: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:  # a C library older than glibc 2.28
        return False
    if rename(_AT_FDCWD, os.fsencode(stage), _AT_FDCWD, os.fsencode(site), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}:
        return False
    raise OSError(code, os.strerror(code), str(site))


@contextmanager
def build_lock(state: Path) -> Iterator[None]:
    """Hold the state folder's lock.

    Raises:
        MachineError: where another build holds it.
    """
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("a+") as file:
        if not _lock(file.fileno()):
            raise EnvironmentFailure("Another build is running here. Wait until it is done, then try again.")
        yield


def _lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there only

        with suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            return True
        return False
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def flush_to_disk(folder: Path) -> None:
    """Let everything on a folder's disk reach it before it is shown.

    Raises:
        OSError: where the disk could not take it.
    """
    if sys.platform.startswith("linux") and hasattr(library := ctypes.CDLL(None, use_errno=True), "syncfs"):
        # Not sync(2): that waits for every other disk, too, and never tells what went wrong.
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            if library.syncfs(descriptor):
                code = ctypes.get_errno()
                raise OSError(code, os.strerror(code), str(folder))
        finally:
            os.close(descriptor)
    elif hasattr(os, "sync"):
        os.sync()
    else:  # Windows has no call for it; each file was closed after it was written
        folder.stat()


def _fsync_folder(folder: Path) -> None:
    # What a folder's names stand for is written by itself. Windows opens no folder, and some shares do not know the call.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
