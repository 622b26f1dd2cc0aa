"""The folders of templates, and what they hold."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.code_digest import shipped_templates


def template_folders(project: Path) -> list[Path]:
    """Return the folders of templates, the project's own before those of the program."""
    return list(dict.fromkeys(folder for folder in (project / "templates", shipped_templates()) if folder.is_dir()))


def passing_over_hidden_folders(make: Callable[[], Any]) -> Callable[[], Any]:
    """Return what makes MkDocs' template environment, so that it lists no file of a hidden folder.

    MkDocs leaves those out by itself, one by one: Material has 14,000 icons in such a folder.
    """

    def environment() -> Any:
        made = make()
        made.loader.list_templates = lambda: sorted(set(_files_in(made.loader.searchpath)))
        return made

    return environment


def _files_in(folders: Sequence[str]) -> Iterator[str]:
    for top in folders:
        for folder, inner, files in os.walk(top):
            inner[:] = [name for name in inner if not name.startswith(".")]
            within = Path(folder).relative_to(top)
            yield from ((within / name).as_posix() for name in files)
