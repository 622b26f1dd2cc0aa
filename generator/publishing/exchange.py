"""Replaces one folder by another at once, under a lock. Knows file systems; nothing of sites."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from generator.forks import close_in_forks, keep_in_forks
from generator.problems import EnvironmentFailure
from generator.publishing.destination import is_empty_but_gitignore

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def exchange(stage: Path, site: Path) -> None:
    """Exchange the folders `stage` and `site`; without a site, move `stage` there.

    On Linux this is one step (renameat2(2) with RENAME_EXCHANGE). Elsewhere the old site is moved aside first, so that
    for a moment there is none; `recover` puts it back if the second step never came.

    Raises:
        OSError: if neither is possible; the site is then unchanged.
        EnvironmentFailure: if the two are on different disks.
    """
    try:
        if not site.exists():
            stage.rename(site)
        elif not _swap_at_once(stage, site):
            _swap_in_steps(stage, site, _aside(stage.parent, site))
    except OSError as error:
        if error.errno not in {errno.EXDEV, errno.EBUSY}:
            raise
        if error.errno == errno.EBUSY:
            message = f"{site} is in use by the system and cannot be replaced, perhaps because it is mounted here."
            cure = "Mount the folder above it"
        else:
            message = (
                f"{site} and {stage.parent} are on different disks, and a site can be replaced at once only within one."
            )
            cure = "Give a folder on the same disk: --site DIR"
        raise EnvironmentFailure(f"{message} {cure}. Nothing was changed.") from error
    for folder in {stage.parent, site.absolute().parent}:
        _fsync_folder(folder)


def _swap_in_steps(stage: Path, site: Path, aside: Path) -> None:
    try:
        site.rename(aside)
        stage.rename(site)
        aside.rename(stage)
    except BaseException:  # Ctrl-C can come at any moment
        if aside.exists() and not site.exists():
            aside.rename(site)
        raise


def _aside(state: Path, site: Path) -> Path:
    # Named after the site, because several sites may be built beside each other.
    return state / f"aside-{site.name}"


def remove_tree(folder: Path) -> None:
    """Delete a folder as far as possible, even if Ctrl-C comes at that moment."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def recover(state: Path, site: Path) -> None:
    """Put back a site that was moved aside and never replaced; delete one that was replaced."""
    aside = _aside(state, site)
    if not aside.is_dir():
        return
    if site.is_dir() and is_empty_but_gitignore(site):  # git restores its own file, and with it the folder
        shutil.rmtree(site)
    if site.exists():
        shutil.rmtree(aside)
    else:
        aside.rename(site)


def _swap_at_once(stage: Path, site: Path) -> bool:
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
    """Hold the lock of the state folder; the system releases it however the program ends.

    Raises:
        EnvironmentFailure: if another build holds it.
    """
    state.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(state / "lock", blocking=False) as lock:
            descriptor = lock._context.lock_file_fd  # noqa: SLF001 - a forked process must not hold it
            if descriptor is not None:
                close_in_forks(descriptor)
            try:
                yield
            finally:
                if descriptor is not None:
                    keep_in_forks(descriptor)
    except Timeout:
        raise EnvironmentFailure("Another build is running here. Wait until it is done, then try again.") from None


def flush_to_disk(folder: Path) -> None:
    """Write everything on a folder's disk to it before the folder goes live.

    Raises:
        OSError: if the disk could not be written.
    """
    if sys.platform.startswith("linux") and hasattr(library := ctypes.CDLL(None, use_errno=True), "syncfs"):
        # Not sync(2): that waits for every other disk too, and reports no errors.
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            if library.syncfs(descriptor):
                code = ctypes.get_errno()
                raise OSError(code, os.strerror(code), str(folder))
        finally:
            os.close(descriptor)
    elif hasattr(os, "sync"):
        os.sync()
    else:  # Windows has no such call; each file was closed after it was written
        folder.stat()


def _fsync_folder(folder: Path) -> None:
    # The entries of a folder are written separately. Windows cannot open a folder, and some shares lack the call.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
