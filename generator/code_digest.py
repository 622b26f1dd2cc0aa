"""One digest of all code and templates: the key of every cache, so that no cache outlives the code that filled it."""

from __future__ import annotations

import hashlib
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
    for folder in (PACKAGE, shipped_templates()):
        for file in _files(folder):
            data = file.read_bytes()
            digest.update(f"{file.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()[:32]


def _files(folder: Path) -> Iterator[Path]:
    # Caches beside the code follow from it.
    yield from sorted(path for path in folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__")
