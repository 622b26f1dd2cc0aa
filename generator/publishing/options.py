"""What a build is asked for: the content, the site, the moment, and which parts to make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.publishing.state import state_of


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The content, the site, and the time as of which to build it."""

    project: Path
    """The folder of mkdocs.yml and the templates."""
    content: Path
    site: Path
    as_of: datetime
    in_place: bool = False
    """Whether to write into the folder directly, as a preview does."""
    with_drafts: bool = False
    record: bool = False
    """Whether to append what is released to the ledger."""
    with_search: bool = True
    """Whether to make the search index."""
    with_pdf: bool = True
    """Whether to make a PDF of each record, where Typst is installed; a preview makes none."""
    opens_from_disk: bool = False
    """Whether links of a site without an address name files, so that it also works without a server."""
    settings: str = "mkdocs.yml"
    """The file name of the settings."""
    on_progress: Callable[[str, int, int], None] | None = None
    """Progress callback: step name, items done, total."""

    @property
    def state(self) -> Path:
        """The state folder beside the site."""
        return state_of(self.site)
