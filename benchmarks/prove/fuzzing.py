"""Spoils files and whole projects, and proves that there is a site or a problem each time, and nothing lost in silence.

python -m benchmarks.prove.fuzzing [FILES [PROJECTS [SEED]]]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.support.forked_commands import ForkServer
from tests.support.fuzzing import OFFICES, Score, spoil_files, spoil_projects


def main(files: int = 10_000, projects: int = 1_000, seed: int = 55) -> None:
    """Spoil, and print the figures; what went wrong is named by the number that brings it about again."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="section55-prove-") as folder, ForkServer() as fork_server:
        of_files = Score()
        for number, content in enumerate(OFFICES):
            score = spoil_files(Path(folder) / str(number), content, files // len(OFFICES), seed, build_every=20)
            print(f"Files spoilt: {score}", *score.wrong, sep="\n", flush=True)
            of_files.tried += score.tried
            of_files.wrong += score.wrong
        of_projects = spoil_projects(Path(folder) / "projects", fork_server, projects, seed)
        print(f"Projects spoilt: {of_projects}", *of_projects.wrong, sep="\n", flush=True)
    wrong = [*of_files.wrong, *of_projects.wrong]
    seconds = time.monotonic() - started
    print(f"Fuzzed: {of_files.tried:,} files and {of_projects.tried:,} projects, {len(wrong)} wrong, {seconds:.0f} s")
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
