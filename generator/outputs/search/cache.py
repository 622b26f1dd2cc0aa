"""Parts of the index that were made before, by the digest of what they were made from. Torn files are made anew."""

from __future__ import annotations

import marshal
from collections.abc import Container
from pathlib import Path
from typing import Any

from generator.cache_file import read_cache, write_cache


class IndexCache:
    """A folder of the state, or none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def load(self, name: str) -> Any:
        """Return what was kept under a name; None if there is nothing, or if it is not what was written."""
        data = read_cache(self._folder / name, name) if self._folder else None
        return None if data is None else marshal.loads(data)  # noqa: S302 - our own bytes, by their digest

    def save(self, name: str, value: Any) -> None:
        """Keep a value under a name, if there is a folder to keep it in."""
        if self._folder:
            write_cache(self._folder / name, marshal.dumps(value, 2), name)

    def keep_only(self, digests: Container[str]) -> None:
        """Delete what is not of one of these digests, with which names begin."""
        for file in self._folder.glob("*") if self._folder else ():
            if file.suffix or file.name.partition("-")[0] not in digests:
                file.unlink(missing_ok=True)
