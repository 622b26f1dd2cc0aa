"""A site to search: the repository's own papers, the sample office, and some records made up for the search."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.theme.content_security import policy
from tests.support.paths import DEMO, TOP
from tests.support.web_server import QuietHandler, serving

AS_OF = "2026-03-02"
SAMPLES = TOP / "tests" / "samples"
KNOWN_ITEMS = ("known-items.txt", "known-numbers.txt")


def known_items(name: str) -> list[tuple[str, str]]:
    """Read questions, each with the address that must be among the first three hits."""
    lines = (SAMPLES / "search" / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" -> ") for line in lines if " -> " in line and line[0] != "#")
    return [(question, wanted) for question, wanted in pairs]


def write_search_content(content: Path) -> Path:
    """Lay the papers of the repository, the sample office and what is made up for the search side by side."""
    for folder in (DEMO / "content", SAMPLES / "office" / "content", SAMPLES / "search" / "content"):
        shutil.copytree(folder, content, dirs_exist_ok=True)
    (content / "ledger.csv").unlink(missing_ok=True)
    return content


def build_search_site(content: Path, folder: Path, before: str = "pass") -> Path:
    """Build the site into a folder of its host; `before` is run first."""
    folder.parent.mkdir(parents=True)
    command = ["build", "--content", str(content), "--site", str(folder), "--as-of", AS_OF, "--no-pdf", "--quiet"]
    modules = "from generator.outputs.search import bundle, index"
    program = f"{modules}; {before}; from generator.commands.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *command], cwd=DEMO, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class _Handler(QuietHandler):
    asked: list[str]

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", policy(in_header=True))
        super().end_headers()

    def do_GET(self) -> None:  # noqa: N802 - the name is the base class's
        self.asked.append(self.path)
        super().do_GET()


@dataclass
class SearchSite:
    """A site on the web, in a folder of its host."""

    address: str
    folder: Path
    asked: list[str] = field(default_factory=list)


def serve(folder: Path) -> Iterator[SearchSite]:
    """Serve the folder above a site, with the policy of its pages as a header."""
    asked: list[str] = []
    handler = type("Handler", (_Handler,), {"asked": asked})
    with serving(folder.parent, handler) as address:
        yield SearchSite(f"{address}{folder.name}/", folder, asked)
