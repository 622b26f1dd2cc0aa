"""Adds to the ledger what a build released, after it is in its place; where that was cut short, the next build goes on.

What is to be added is noted beside the site before the switch, with the digest of the new site's manifest. The note counts
once that manifest stands in the site, however far the build came: so nothing is recorded that was not released, and
nothing released goes unrecorded, nor under a later moment than its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.publishing.manifest import MANIFEST
from generator.reading.ledger import NAME, Row, append_rows, remove_leftovers


class RecordingError(Exception):
    """The site is in its place, and the ledger could not be written; the message says what to do."""


def save_pending(state: Path, site: Path, content: Path, manifest_digest: str, rows: Sequence[Row]) -> None:
    """Note what the ledger of a content folder is to have once a manifest is in its place in a site.

    Raises:
        OSError: where the note cannot be written.
    """
    note = {
        "manifest": manifest_digest,
        "ledger": str((content / NAME).absolute()),
        "lines": [row.cells for row in rows],
    }
    kept = _note_for(state, site)
    fresh = kept.with_suffix(".new")
    fresh.write_text(json.dumps(note), encoding="utf-8")
    fresh.replace(kept)


def _note_for(state: Path, site: Path) -> Path:
    # With its name, because several sites may be built beside each other, each with a note of its own.
    return state / f"recording-{site.name}.json"


def commit_pending(state: Path, site: Path, content: Path) -> None:
    """Add to the ledger what was noted for the site that is in its place, and drop a note for one that never was.

    Raises:
        RecordingError: where the ledger cannot be written; the note is kept.
    """
    remove_leftovers(content)
    file = _note_for(state, site)
    if not file.exists():
        return
    note = _read(file)
    if note and note["manifest"] == _digest_of(site / MANIFEST) and Path(note["ledger"]).parent.is_dir():
        try:
            append_rows(Path(note["ledger"]), [tuple(line) for line in note["lines"]])
        except OSError as error:
            told = f"{note['ledger']}: {error.strerror}. The site is in its place, and is not in the ledger yet."
            raise RecordingError(
                f"{told} Mend that, and build again: it will be recorded with the moment of its release."
            ) from error
    file.unlink()


def _read(file: Path) -> dict[str, Any] | None:
    with suppress(OSError, ValueError):
        note = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(note, dict) and {"manifest", "ledger", "lines"} <= note.keys():
            return note
    return None


def _digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
