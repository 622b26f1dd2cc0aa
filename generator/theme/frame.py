"""Frames: empty pages that the theme rendered once, with slots for the content. Knows nothing of themes or records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from generator.theme.site import Site

EDGE = "\ufdd1"
"""Marks both ends of a slot's name in a rendered page; no source and no theme can contain this character."""

NAVIGATION = (
    "responses",
    "inspections",
    "findings",
    "panel-reports",
    "offices",
    "deadlines",
    "statistics",
    "data",
    "browse",
    "updates",
)
"""Entries of the navigation with a slot that marks the current one."""


class ThemeError(Exception):
    """mkdocs.yml, the theme or an editorial page cannot be used; the message is for its author."""


def slot(name: str) -> str:
    """Return the mark of a slot for the theme's templates."""
    return f"{EDGE}{name}{EDGE}"


@dataclass(frozen=True, slots=True)
class Frame:
    """A rendered page, split at its slots: texts at even positions, names of slots at odd ones."""

    parts: tuple[str, ...]

    @classmethod
    def parse(cls, html: str) -> Frame:
        """Split a rendered page at its slots."""
        return cls(tuple(html.split(EDGE)))

    def replace(self, old: str, new: str) -> Frame:
        """Return a frame with a text replaced between its slots."""
        return Frame(tuple(part if number % 2 else part.replace(old, new) for number, part in enumerate(self.parts)))

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the page with HTML in its slots; a slot without a value stays empty."""
        filled = list(self.parts)
        filled[1::2] = [values.get(name, "") for name in self.parts[1::2]]
        return "".join(filled)


@dataclass(frozen=True, slots=True)
class Theme:
    """All that the theme rendered: a frame for each language and depth, editorial pages and assets."""

    site: Site
    frames: Mapping[str, Frame]
    """By language and depth: `en/3`."""
    home: Frame
    files: Path
    """The folder of editorial pages and assets, ready to be copied."""
    warnings: tuple[str, ...] = ()
    """Warnings of MkDocs about the editorial pages."""

    def frame(self, language: str, depth: int) -> Frame:
        """Return the frame for a page."""
        return self.frames[f"{language}/{depth}"]

    def save(self, file: Path) -> None:
        """Save it for the next build."""
        saved = {
            "site": list(astuple(self.site)),
            "frames": {name: frame.parts for name, frame in self.frames.items()},
            "home": self.home.parts,
            "warnings": self.warnings,
        }
        file.write_text(json.dumps(saved), encoding="utf-8")

    @classmethod
    def load(cls, file: Path, files: Path) -> Theme:
        """Load a saved theme.

        Raises:
            ValueError: if it cannot be read; KeyError, TypeError and OSError likewise.
        """
        saved = json.loads(file.read_text(encoding="utf-8"))
        frames = {name: Frame(tuple(parts)) for name, parts in saved["frames"].items()}
        return cls(Site(*saved["site"]), frames, Frame(tuple(saved["home"])), files, tuple(saved["warnings"]))
