"""Paths and files: how a path is shown, and how a file is replaced. Knows nothing of what a file says."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


def display_path(path: Path) -> str:
    """Return a path for messages, relative if it is in the working directory."""
    try:
        return Path(os.path.relpath(path)).as_posix() if path.resolve().is_relative_to(Path.cwd()) else path.as_posix()
    except ValueError:  # on another Windows drive
        return path.as_posix()


def new_version_of(file: Path) -> Path:
    """Return where a file's new version is written: beside the file, because a rename is atomic only within a disk."""
    return file.with_name(f".{file.name}.new")


def replace_file(file: Path, data: bytes) -> None:
    """Write a file in one step: after a crash it has its old bytes or the new ones. Its permissions stay.

    Raises:
        OSError: It cannot be written; it then has its old bytes.
    """
    fresh = new_version_of(file)
    try:
        with fresh.open("wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        if file.exists():
            shutil.copymode(file, fresh)
        fresh.replace(file)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise
