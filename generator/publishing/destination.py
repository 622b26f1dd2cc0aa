"""Where a site may be written, and what must not be overwritten there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from generator.messages import escape_invisible
from generator.publishing.manifest import MANIFEST, read_manifest

GITIGNORE = ".gitignore"
"""The file by which git keeps the folder and not what is built into it."""
_LEFT_BY_SYSTEMS = {GITIGNORE, ".DS_Store", "Thumbs.db", "desktop.ini"}


def replacement_refusal(site: Path, *kept: Path) -> str:
    """Say why no site may stand in a place, whatever is there, or nothing; `kept` are folders it must not stand in."""
    if site.is_symlink():
        return f"{site} is a link to another folder. Give the folder itself: --site DIR"
    if site.exists() and not site.is_dir():
        return f"{site} is a file. Give a folder: --site DIR"
    place = site.resolve()
    if around := next((folder for folder in kept if place.is_relative_to(folder.resolve())), None):
        return f"{site} stands in {around}, which holds what the site is made from. Give a folder beside it: --site DIR"
    if place in _never() or (site / ".git").exists():
        return f"{site} is not a folder for a site alone. Give one that is empty or not there yet: --site DIR"
    return ""


def _never() -> set[Path]:
    never = {Path(Path.cwd().anchor), Path.cwd()}
    with suppress(RuntimeError):  # a container's user may have no home
        never.add(Path.home().resolve())
    return never


def is_empty_but_gitignore(folder: Path) -> bool:
    """Say whether a folder holds nothing but perhaps the file that keeps it in git."""
    return {entry.name for entry in os.scandir(folder)} <= {GITIGNORE}


def foreign_files_refusal(site: Path) -> str:
    """Say why what stands in a site's place may not be deleted, or nothing: it must be empty, or all of it ours."""
    if not site.exists() or is_empty_but_gitignore(site):
        return ""
    manifest = site / MANIFEST
    if not manifest.is_file():
        return (
            f"{site} holds other things than a site made here. Give a folder that is empty or not there yet: --site DIR"
        )
    entries, problems = read_manifest(manifest.read_bytes(), str(manifest))
    if problems:
        told = f"{manifest} is not the manifest of a site made here, so what {site} holds may be somebody's work."
        return f"{told} Empty it, or give a folder that is not there yet: --site DIR"
    strange = next((path for path in _paths_below(site) if path not in entries), None)
    if strange is None:
        return ""
    return f"{escape_invisible(f'{site}/{strange}')} is none of the site's, and would be lost. Move it out of {site}, then build again."


def _paths_below(folder: Path, above: str = "") -> Iterator[str]:
    for entry in os.scandir(folder):
        path = f"{above}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _paths_below(Path(entry.path), f"{path}/")
        elif path != MANIFEST and entry.name not in _LEFT_BY_SYSTEMS:
            yield path
