"""One digest of all code and templates: the key of every cache, so that no cache outlives the code that filled it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped_templates() -> Path:
    """Return the folder of the program's own templates: in the installed package, or at the top of a checkout."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"


@cache
def code_digest() -> str:
    """Return a digest of the path and bytes of every file: code, catalogues and templates (32 hex digits)."""
    digest = hashlib.sha256()
    for folder in map(os.fspath, (PACKAGE, shipped_templates())):
        for path in sorted(_files(folder)):
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - every command begins with this
                data = file.read()
            digest.update(f"{path[len(folder) :]}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()[:32]


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file():
                yield entry.path
            elif entry.is_dir() and entry.name != "__pycache__":  # caches beside the code follow from it
                yield from _files(entry.path)
