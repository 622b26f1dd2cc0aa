"""Appends what a build released to the ledger once the site is live; the next build finishes an interrupted append.

Before the exchange, the new rows are saved beside the site with the digest of its manifest. They are pending until that
manifest is in the live site: so nothing is recorded that was not released, and everything released is recorded with its
own time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.files import display_path
from generator.messages import escape_invisible
from generator.problems import Category, Place, Problem
from generator.publishing.manifest import MANIFEST, had_ledger
from generator.reading.ledger import NAME, Row, append_rows, remove_leftovers


class RecordingError(Exception):
    """The site is live, but the ledger could not be written; the message says what to do."""


def missing_ledger_problems(content: Path, site: Path) -> Iterator[Problem]:
    """Name a ledger that is gone: without it nothing published would be kept from vanishing."""
    if had_ledger(site) and not os.path.lexists(content / NAME):
        message = f"The ledger is missing: the site in {escape_invisible(site.as_posix())} was built with one"
        hint = "Take the file back from the history of the repository. For a new site, empty the site's folder"
        place = Place(f"{display_path(content)}/{NAME}")
        yield Problem(place, message, hint, rule="ledger", category=Category.VANISHED)


def save_pending(state: Path, site: Path, content: Path, manifest_digest: str, rows: Sequence[Row]) -> None:
    """Save the rows that a content folder's ledger is to get once a site with this manifest is live.

    Raises:
        OSError: if they cannot be saved.
    """
    pending = {
        "manifest": manifest_digest,
        "ledger": str((content / NAME).absolute()),
        "lines": [row.cells for row in rows],
    }
    file = _pending_file(state, site)
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(pending), encoding="utf-8")
    fresh.replace(file)


def _pending_file(state: Path, site: Path) -> Path:
    # Named after the site, because several sites may be built beside each other.
    return state / f"recording-{site.name}.json"


def commit_pending(state: Path, site: Path, content: Path) -> None:
    """Append the pending rows of the live site to the ledger; drop those of a site that never went live.

    Raises:
        RecordingError: if the ledger cannot be written; the rows stay pending.
    """
    remove_leftovers(content)
    file = _pending_file(state, site)
    if not file.exists():
        return
    pending = _read(file)
    if pending and pending["manifest"] == _digest_of(site / MANIFEST) and Path(pending["ledger"]).parent.is_dir():
        try:
            append_rows(Path(pending["ledger"]), [tuple(line) for line in pending["lines"]])
        except OSError as error:
            message = f"{pending['ledger']}: {error.strerror}. The site is live, but is not in the ledger yet."
            cure = "Fix this and build again: it will be recorded with the time of its release."
            raise RecordingError(f"{message} {cure}") from error
    file.unlink()


def _read(file: Path) -> dict[str, Any] | None:
    with suppress(OSError, ValueError):
        pending = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(pending, dict) and {"manifest", "ledger", "lines"} <= pending.keys():
            return pending
    return None


def _digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
