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

MANIFEST = "manifest.json"
"""The file by which a folder is known to be a site of ours."""

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class MachineError(Exception):
    """The machine refuses: the message says what, and what to do."""


def may_replace(site: Path) -> str:
    """Say why a folder may not be replaced, or nothing: it must be new, empty, or a site of ours."""
    if site.is_symlink():
        return f"{site} is a link to another folder. Give the folder itself: --site DIR"
    if not site.exists():
        return ""
    if not site.is_dir():
        return f"{site} is a file. Give a folder: --site DIR"
    if site.resolve() in {Path("/").resolve(), Path.home().resolve(), Path.cwd().resolve()} or (site / ".git").exists():
        return f"{site} is not a folder for a site alone. Give one that is empty or not there yet: --site DIR"
    names = {entry.name for entry in os.scandir(site)}
    if names <= {".gitignore"} or MANIFEST in names:
        return ""
    return f"{site} holds other things than a site made here. Give a folder that is empty or not there yet: --site DIR"


def exchange(stage: Path, site: Path) -> None:
    """Put `stage` in the place of `site`, and what was there in the place of `stage`.

    Where the system can, both change places in one step (Linux, renameat2(2) with RENAME_EXCHANGE). Elsewhere the old
    site is moved aside first; `recover` puts it back if the second step never came.

    Raises:
        OSError: where neither way is open.
    """
    if not site.exists():
        stage.rename(site)
        return
    if _exchanged(stage, site):
        return
    aside = stage.with_name("aside")
    if aside.exists():
        shutil.rmtree(aside)
    site.rename(aside)
    stage.rename(site)
    aside.rename(stage)


def recover(state: Path, site: Path) -> None:
    """Put back a site that was moved aside and never replaced."""
    aside = state / "aside"
    if aside.exists() and not site.exists():
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
def locked(state: Path) -> Iterator[None]:
    """Hold the state folder's lock.

    Raises:
        MachineError: where another build holds it.
    """
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("a+") as file:
        if not _lock(file.fileno()):
            raise MachineError("Another build is running here. Wait until it is done, then try again.")
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


def synced(folder: Path) -> None:
    """Let everything below a folder reach the disk before it is shown."""
    if hasattr(os, "sync"):
        os.sync()
    else:  # Windows has no call for it; each file was closed after it was written
        folder.stat()
