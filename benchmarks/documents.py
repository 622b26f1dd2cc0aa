"""Measures what the other forms of a register cost beside its pages: data, feeds, calendars and packs; then PDFs.

    make bench                                      # 6,500 responses, after the benchmark beside other generators
    python -m benchmarks.documents                  # 200 responses, made in a scratch folder
    python -m benchmarks.documents --responses 1000 --rounds 3

Each round builds the site without those forms and with them, in turn, from nothing. What they cost is the median of the
rounds' ratios, as the processors' time and by the clock. A PDF costs the processors' time of a build with all of them,
less that of one with none.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import TODAY, write_corpus
from benchmarks.peers.harness import Run, run
from benchmarks.peers.tools import TOP

MOST_MORE = 0.10
"""The most that data, feeds, calendars and packs may add to a build."""
MOST_MILLISECONDS = 40


def build(project: Path, *options: str, module: str = "generator.commands.cli", is_first: bool = True) -> Run:
    """Build the site, with the theme rendered already, and nothing else kept."""
    if is_first:
        for folder in (project / "site", project / ".section55" / "cache"):
            shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", module, "build", "--quiet", "--no-search", *options, "--as-of", TODAY.isoformat()]
    return run(command, project, environment={**os.environ, "PYTHONPATH": str(TOP)})


def write_project(project: Path, responses: int) -> None:
    """Write a site that has an address, because feeds need one."""
    write_corpus(project / "content", responses, seed=1)
    settings = (TOP / "mkdocs.yml").read_text(encoding="utf-8")
    with_address = re.sub(r"(?m)^site_url:.*$", "site_url: https://office.example/", settings)
    (project / "mkdocs.yml").write_text(with_address, encoding="utf-8")


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__, formatter_class=form)
    parser.add_argument("--responses", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="section55-documents-") as scratch:
        project = Path(scratch)
        write_project(project, given.responses)
        build(project, "--no-pdf")  # renders the theme
        rounds = [
            (build(project, "--no-pdf", module="benchmarks.pages_only"), build(project, "--no-pdf"))
            for _ in range(given.rounds)
        ]
        cpu, clock = (
            statistics.median(getattr(whole, name) / getattr(bare, name) for bare, whole in rounds) - 1
            for name in ("cpu", "seconds")
        )
        without = statistics.median(whole.cpu for _, whole in rounds)
        print(
            f"{given.responses:,} responses: data, feeds, calendars and packs add {cpu:.1%} of processor time and "
            f"{clock:.1%} by the clock to {without / (1 + cpu):.1f} s of processor time"
        )
        with_them = build(project)
        again = build(project, is_first=False)
        count = len(list((project / "site").rglob("*.pdf")))
    each = (with_them.cpu - without) * 1000 / count
    print(f"{count:,} PDFs cold: {each:.1f} ms each on one core; the next build takes {again.cpu:.1f} s in all")
    if cpu > MOST_MORE or each > MOST_MILLISECONDS:
        raise SystemExit(f"More than {MOST_MORE:.0%} or {MOST_MILLISECONDS} ms")


if __name__ == "__main__":
    main()
