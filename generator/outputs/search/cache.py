"""Parts of the index that were made before, by the digest of what they were made from. Torn files are made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json


class IndexCache:
    """A folder of the state, or none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def load(self, name: str) -> Any:
        """Return what was kept under a name; None if there is nothing, or if it is not what was written."""
        if self._folder is None:
            return None
        file = self._folder / name
        try:
            check, _, data = file.read_bytes().partition(b"\n")
        except OSError:
            return None
        if check != _check(name, data):
            return None
        return from_json(data)

    def save(self, name: str, value: object) -> bool:
        """Keep a value under a name; return whether there is a folder to keep it in."""
        if self._folder is None:
            return False
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / name
        data = to_json(value)
        part = file.with_suffix(".part")
        part.write_bytes(b"\n".join([_check(name, data), data]))
        part.replace(file)
        return True

    def keep_only(self, digests: Container[str]) -> None:
        """Delete what is not of one of these digests, with which names begin."""
        for file in self._folder.glob("*") if self._folder else ():
            if file.suffix != ".json" or file.name.partition("-")[0] not in digests:
                file.unlink(missing_ok=True)


def _check(name: str, data: bytes) -> bytes:
    return hashlib.sha256(b"\n".join([name.encode(), data])).hexdigest().encode()
