"""The pictures that documents may hold, copied under their digests into a folder of their own.

Typst follows links within the folder that it may read, so nothing else is ever in it.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from generator.outputs.paper.inlines import Picture

MAX_WIDTH, MAX_HEIGHT = 448.0, 600.0
"""Points: the room on a sheet."""
_POINTS = 0.75
"""Of a pixel as browsers show it."""
MAX_BYTES = 8_000_000
"""A larger picture is described in words alone: an upload of a record should not fail for its PDF."""


def copy_picture(file: Path, folder: Path) -> str:
    """Copy a picture into the folder and return its name there; empty if it is too large."""
    data = file.read_bytes()
    if len(data) > MAX_BYTES:
        return ""
    name = f"{hashlib.sha256(data).hexdigest()[:32]}{file.suffix.lower()}"
    there = folder / name
    if not (there.is_file() and there.read_bytes() == data):  # a machine may lose its power while it writes
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{name}.{os.getpid()}.new"
        unfinished.write_bytes(data)
        unfinished.replace(there)
    return name


@dataclass(slots=True)
class PictureFolder:
    """The folder, as the one who sets a document sees it."""

    folder: Path
    refused: frozenset[str] = frozenset()
    """Names of pictures that Typst cannot set."""
    _found: dict[str, Picture | None] = field(default_factory=dict)

    def picture(self, name: str) -> Picture | None:
        """Return a picture, sized for the sheet, or None if it cannot be set."""
        if not name or name in self.refused:
            return None
        if name not in self._found:
            self._found[name] = self._measured(name)
        return self._found[name]

    def _measured(self, name: str) -> Picture | None:
        import imagesize  # noqa: PLC0415 - it imports an HTTP client, and few documents have a picture

        width, height = imagesize.get(self.folder / name)
        if width <= 0 or height <= 0:
            return None
        share = min(1.0, MAX_WIDTH / (width * _POINTS), MAX_HEIGHT / (height * _POINTS))
        return Picture(name, round(width * _POINTS * share, 2))
