"""Caches the rendered theme until an input changes; rendering it takes longer than rendering every record."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from generator.code_digest import code_digest
from generator.reading.leftovers import files_below
from generator.theme.frame import Theme
from generator.theme.templates import template_folders

RenderTheme = Callable[[Path], Theme]
"""Renders the theme's files into a folder."""


def cached_theme(
    project: Path,
    config_file: Path,
    content: Path,
    state: Path,
    render_theme: RenderTheme,
    *,
    address: str | None = None,
) -> Theme:
    """Return the cached theme, or render it if any input has changed."""
    text = config_file.read_bytes()
    digest = _digest(project, text, content, address or "")
    folder = state / "theme"
    files, record = folder / "files", folder / f"{digest}.json"
    if b"!ENV" not in text and record.exists():
        try:
            return Theme.load(record, files)
        except (OSError, ValueError, KeyError, TypeError):
            pass
    for old in folder.glob("*.json"):
        old.unlink()  # first, so that no record ever describes files of which some are gone
    shutil.rmtree(folder, ignore_errors=True)
    files.mkdir(parents=True)
    theme = render_theme(files)
    theme.save(record)
    return theme


def _digest(project: Path, config: bytes, content: Path, address: str) -> str:
    hashed = hashlib.sha256(config)
    hashed.update(f"{address}\n{code_digest()}\n{version('mkdocs')}\n{version('mkdocs-material')}\n".encode())
    for file in _inputs(project, content):
        hashed.update(f"{file.as_posix()}\n".encode())
        hashed.update(hashlib.sha256(file.read_bytes()).digest())
    return hashed.hexdigest()[:32]


def _inputs(project: Path, content: Path) -> Iterator[Path]:
    for folder in (*(templates / "theme" for templates in template_folders(project)), content / "pages"):
        yield from files_below(folder)
