"""A cache on disk: bytes under a header, written beside the file and renamed, so that no reader sees half of them.

The header names the code, the version of Python and the key that the bytes belong to, and their digest: a cache of
another version, or one that is torn, is as good as none. Every cache may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.code_digest import code_digest

LIBRARIES = (
    "babel", "holidays", "icalendar", "jinja2", "markupsafe", "nh3", "pydantic", "pyromark", "pyyaml",
    "typst",
)  # fmt: skip
"""Libraries whose work is kept; that of MkDocs is kept under a key of its own."""


def read_cache(file: Path, key: str = "") -> bytes | None:
    """Return what a cache holds under a key; None if there is nothing, or nothing that this program wrote."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    head = _head(key)
    start = len(head) + hashlib.sha256().digest_size
    if not data.startswith(head) or data[len(head) : start] != hashlib.sha256(data[start:]).digest():
        return None
    return data[start:]


def write_cache(file: Path, data: bytes, key: str = "") -> None:
    """Write a cache; where that is not possible there is none, and the next build does the work again."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as opened:
            opened.write(_head(key))
            opened.write(hashlib.sha256(data).digest())
            opened.write(data)
        fresh.replace(file)
    except OSError:
        with suppress(OSError):
            fresh.unlink()


def _head(key: str) -> bytes:
    return f"section55 {code_digest()} {_machinery()} {key}\n".encode()


@cache
def _machinery() -> str:
    """Return the versions of Python and of the libraries whose work is kept."""
    versions = [sys.version.split()[0]]
    for library in LIBRARIES:
        with suppress(PackageNotFoundError):
            versions.append(version(library))
    return "/".join(versions)
