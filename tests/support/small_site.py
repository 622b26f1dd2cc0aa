"""A small site to change and build at will: an office, a report with one recommendation, a response."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from generator.dates import read_as_of
from generator.problems import format_text
from generator.publishing.build import BuildOptions, BuildResult, build_site
from generator.theme.frame import Frame, Theme, slot
from generator.theme.site import Site
from tests.support.example_cases import SMALL
from tests.support.page_text import text_of_page
from tests.support.paths import DEMO

RESPONSE = "responses/norfolk/2019/cyber"
INSPECTION = "inspections/2019/cyber"


@dataclass
class SmallSite:
    """A content folder named `content` where the test runs, and the site beside it."""

    folder: Path
    address: str = "https://s55.example/"
    last: BuildResult = field(default_factory=lambda: BuildResult(None))

    @property
    def content(self) -> Path:
        """Give the folder of the sources."""
        return self.folder / "content"

    @property
    def ledger(self) -> Path:
        """Give the ledger's file."""
        return self.content / "ledger.csv"

    @property
    def site(self) -> Path:
        """Give the folder of the finished site."""
        return self.folder / "site"

    def write(self, path: str, text: str | bytes) -> None:
        """Write a source, or any file of the content."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def edit(self, path: str, before: str, after: str) -> None:
        """Change the one place of a source where some words stand."""
        text = (self.content / path).read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {path}"
        self.write(path, text.replace(before, after))

    def add_fact(self, path: str, line: str) -> None:
        """Put a fact before the others of a source."""
        self.write(path, (self.content / path).read_text(encoding="utf-8").replace("---\n", f"---\n{line}\n", 1))

    def remove(self, path: str) -> None:
        """Delete a source."""
        (self.content / path).unlink()

    def rename(self, path: str, to: str) -> None:
        """Move a source."""
        (self.content / to).parent.mkdir(parents=True, exist_ok=True)
        (self.content / path).rename(self.content / to)

    def build(
        self, as_of: str = "2026-11-22", *, record: bool = False, into: str = "site", with_pdf: bool = False
    ) -> list[str]:
        """Build, and return the lines that are printed: none if there is no problem."""
        order = BuildOptions(
            DEMO, Path("content"), Path(into), read_as_of(as_of), record=record, with_search=False, with_pdf=with_pdf
        )
        theme = self.folder / "theme"
        theme.mkdir(exist_ok=True)
        for page in sorted((self.content / "pages").glob("*.md")):
            (theme / page.stem).mkdir(exist_ok=True)
            (theme / page.stem / "index.html").write_text("<p>An editorial page.</p>")
        self.last = build_site(order, lambda: self._theme(theme))
        text = format_text(self.last.problems)
        return [line for line in (*text.split("\n"), self.last.message) if line]

    def record(self, as_of: str = "2026-11-22") -> None:
        """Build, and record it, with warnings at most."""
        lines = self.build(as_of, record=True)
        assert self.last.failure is None, lines

    def page(self, address: str) -> str:
        """Read a page of the site that was built."""
        return (self.site / address / "index.html").read_text(encoding="utf-8")

    def words(self, address: str) -> str:
        """Read a page's words on one line."""
        return " ".join(text_of_page(self.page(address)))

    def rows(self) -> list[list[str]]:
        """Read the ledger's lines below the first, roughly."""
        return [line.split(",") for line in self.ledger.read_text(encoding="utf-8").splitlines()[1:]]

    def _theme(self, files: Path) -> Theme:
        frame = Frame.parse(
            f"<title>{slot('title')}</title>{slot('canonical')}{slot('head')}<main>{slot('content')}</main>"
        )
        frames = {f"{language}/{depth}": frame for language in ("en", "cy") for depth in range(1, 8)}
        return Theme(Site("Sample site", self.address, ""), frames, frame, files)


def write_small_site(folder: Path) -> SmallSite:
    """Write the sources of a small site, with nothing built yet."""
    site = SmallSite(folder)
    for sources in SMALL.values():
        for path, text in sources.items():
            site.write(path, text)
    site.edit("offices/norfolk.yml", "chief-officer:", "languages: [en, cy]\nchief-officer:")
    # Published on the day it is first built: an earlier date is a warning.
    site.edit(f"{INSPECTION}.md", "2019-10-24", "2026-11-01")
    site.edit(f"{RESPONSE}.md", "2019-12-12", "2026-11-22")
    return site
