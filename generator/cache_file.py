"""A cache on disk: bytes under a header, written beside the file and renamed, so that no reader sees half of them.

The header names the code, the version of Python and the key that the bytes belong to, and their digest: a cache of
another version, or one that is torn, is as good as none. Every cache may be deleted at any time.

A cache in the program's `__pycache__` folders holds what is the same for every site. It is not written where Python may
not write compiled modules: in a read-only folder, or with PYTHONDONTWRITEBYTECODE.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from generator.code_digest import code_digest

LIBRARIES = (
    "babel", "holidays", "icalendar", "jinja2", "markupsafe", "nh3", "pydantic", "pyromark", "pyyaml",
    "tinycss2", "typst",
)  # fmt: skip
"""Libraries whose work is kept; that of MkDocs is kept under a key of its own."""


def beside_the_program(name: str) -> Path | None:
    """Return the file of a cache of what follows from the program alone; None where Python may write none."""
    tag = sys.implementation.cache_tag
    if sys.dont_write_bytecode or tag is None:
        return None
    return Path(cache_from_source(__file__)).with_name(f"{name}.{tag}.cache")


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


def write_cache(file: Path, data: bytes, key: str = "") -> bool:
    """Write a cache and return True; where that is not possible there is none, and the next build works again."""
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
        return False
    return True


def _head(key: str) -> bytes:
    return f"section55 {code_digest()} {_machinery()} {key}\n".encode()


@cache
def _machinery() -> str:
    """Return the versions of Python and of the libraries whose work is kept, as the folders beside them name them."""
    folders = [folder for folder in sys.path if os.path.isdir(folder)]  # noqa: PTH112 - every command begins with this
    installed = {name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info")}  # noqa: PTH208
    kept = sorted(name for name in installed if name.partition("-")[0].lower() in LIBRARIES)
    return "/".join([sys.version.split()[0], *kept])
