"""Where a site may be written, and what must not be overwritten there."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from generator.messages import escape_invisible
from generator.publishing.manifest import MANIFEST, files_in, read_manifest

GITIGNORE = ".gitignore"
"""The file with which git keeps the folder but not what is built into it."""
_LEFT_BY_SYSTEMS = {GITIGNORE, ".DS_Store", "Thumbs.db", "desktop.ini"}


class RefusedError(Exception):
    """No site may be built at a path; the message says why."""


def replacement_refusal(site: Path, *protected: Path) -> str:
    """Return why no site may be built at a path, or nothing; the site must not be in a protected folder."""
    if site.is_symlink():
        return f"{site} is a link to another folder. Give the folder itself: --site DIR"
    if site.exists() and not site.is_dir():
        return f"{site} is a file. Give a folder: --site DIR"
    place = site.resolve()
    if around := next((folder for folder in protected if place.is_relative_to(folder.resolve())), None):
        return f"{site} is in {around}, from which the site is built. Give a folder outside it: --site DIR"
    if place in _unsuitable() or (site / ".git").exists():
        return f"{site} is not a folder for a site alone. Give one that is empty or does not exist yet: --site DIR"
    if os.path.ismount(site):
        message = f"{site} is a folder that is mounted here, as into a container, and cannot be replaced by a new one."
        return f"{message} Mount the folder above it, and give a folder in that: --site DIR"
    return ""


def _unsuitable() -> set[Path]:
    folders = {Path(Path.cwd().anchor), Path.cwd()}
    with suppress(RuntimeError):  # the user of a container may have no home
        folders.add(Path.home().resolve())
    return folders


def is_empty_but_gitignore(folder: Path) -> bool:
    """Return whether a folder contains nothing, or only its .gitignore."""
    return {entry.name for entry in os.scandir(folder)} <= {GITIGNORE}


def foreign_files_refusal(site: Path, recorded: Collection[str] | None = None) -> str:
    """Return why the contents of a folder may not be replaced, or nothing: it must be empty, or a site built here.

    Args:
        site: The folder.
        recorded: The paths of its files, where they are known; else its manifest is read.
    """
    if not site.exists() or is_empty_but_gitignore(site):
        return ""
    manifest = site / MANIFEST
    if not manifest.is_file():
        message = f"{site} contains something other than a site built by this program."
        return f"{message} Give a folder that is empty or does not exist yet: --site DIR"
    entries, problems = (recorded, []) if recorded else read_manifest(manifest.read_bytes(), str(manifest))
    if problems:
        message = (
            f"{manifest} is not the manifest of a site built by this program, so {site} may contain somebody's work."
        )
        return f"{message} Empty it, or give a folder that does not exist yet: --site DIR"
    foreign = next((path for path, entry in files_in(site) if path not in entries and _is_foreign(path, entry)), None)
    if foreign is None:
        return ""
    shown = escape_invisible(f"{site}/{foreign}")
    return f"{shown} does not belong to the site and would be lost. Move it out of {site}, then build again."


def _is_foreign(path: str, entry: os.DirEntry[str]) -> bool:
    return path != MANIFEST and entry.name not in _LEFT_BY_SYSTEMS
