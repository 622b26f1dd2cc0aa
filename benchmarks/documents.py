"""Measures what a PDF costs: the time of processors of a build with all of them, less that of one with none.

python -m benchmarks.documents                  # 200 responses, made in a scratch folder
python -m benchmarks.documents --responses 1000
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.build import TOP
from benchmarks.corpus import TODAY, write_corpus

MOST_MILLISECONDS = 40


def processor_seconds(content: Path, site: Path, *more: str) -> float:
    """Build, and return the seconds that all its processes spent."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [
        sys.executable, "-m", "generator.commands.cli", "build", "--quiet", "--no-search", *more,
        "--content", str(content), "--site", str(site), "--as-of", TODAY.isoformat(),
    ]  # fmt: skip
    subprocess.run(command, cwd=TOP, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__, formatter_class=form)
    parser.add_argument("--responses", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="section55-documents-") as scratch:
        folder = Path(scratch)
        write_corpus(folder / "content", given.responses, seed=1)
        processor_seconds(folder / "content", folder / "warm" / "site", "--no-pdf")  # renders the theme
        without = processor_seconds(folder / "content", folder / "without" / "site", "--no-pdf")
        with_them = processor_seconds(folder / "content", folder / "with" / "site")
        again = processor_seconds(folder / "content", folder / "with" / "site")
        count = len(list((folder / "with" / "site").rglob("*.pdf")))
    each = (with_them - without) * 1000 / count
    print(f"{count:,} PDFs cold: {each:.1f} ms each on one core; the next build takes {again:.1f} s in all")
    if each > MOST_MILLISECONDS:
        raise SystemExit(f"More than {MOST_MILLISECONDS} ms")


if __name__ == "__main__":
    main()
