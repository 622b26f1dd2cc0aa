"""Page content set into the empty page that the theme drew once. Knows slots; nothing of themes or records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from generator.theme.site import Site

EDGE = "\ufdd1"
"""Stands on both sides of a slot's name in a drawn page; no source and no theme can hold this character."""

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
)
"""Entries of the navigation that have a slot to mark them as the current one."""


class ThemeError(Exception):
    """mkdocs.yml, the theme or an editorial page cannot be used; the message is for the person who wrote it."""


def slot(name: str) -> str:
    """Write a slot, as the theme's templates do."""
    return f"{EDGE}{name}{EDGE}"


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn page, cut at its slots: texts at even places, names of slots at odd ones."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> Frame:
        """Cut a drawn page at its slots."""
        return cls(tuple(html.split(EDGE)))

    @property
    def slots(self) -> set[str]:
        """The names of its slots."""
        return set(self.parts[1::2])

    def set(self, values: Mapping[str, str]) -> str:
        """Fill the slots with HTML; one that is given nothing stays empty."""
        return "".join(values.get(part, "") if place % 2 else part for place, part in enumerate(self.parts))


@dataclass(frozen=True, slots=True)
class Theme:
    """All that the theme drew: a frame for each language and depth, and the files beside them."""

    site: Site
    frames: Mapping[str, Frame]
    """By language and depth: `en/3`."""
    home: Frame
    files: Path
    """A folder of editorial pages and assets, ready to be copied."""
    warnings: tuple[str, ...] = ()
    """What MkDocs had to say of the editorial pages."""

    def frame(self, language: str, depth: int) -> Frame:
        """Give the frame for a page."""
        return self.frames[f"{language}/{depth}"]

    def save(self, file: Path) -> None:
        """Keep it for the next build."""
        kept = {
            "site": list(astuple(self.site)),
            "frames": {name: frame.parts for name, frame in self.frames.items()},
            "home": self.home.parts,
            "warnings": self.warnings,
        }
        file.write_text(json.dumps(kept), encoding="utf-8")

    @classmethod
    def load(cls, file: Path, files: Path) -> Theme:
        """Take up what was kept.

        Raises:
            ValueError: where it cannot be understood; KeyError and OSError likewise. Then it is drawn again.
        """
        kept = json.loads(file.read_text(encoding="utf-8"))
        frames = {name: Frame(tuple(parts)) for name, parts in kept["frames"].items()}
        return cls(Site(*kept["site"]), frames, Frame(tuple(kept["home"])), files, tuple(kept["warnings"]))
