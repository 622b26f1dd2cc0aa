"""The folders of templates."""

from __future__ import annotations

from pathlib import Path

from generator.code_digest import shipped_templates


def template_folders(project: Path) -> list[Path]:
    """Return the folders of templates, the project's own before those of the program."""
    return list(dict.fromkeys(folder for folder in (project / "templates", shipped_templates()) if folder.is_dir()))
