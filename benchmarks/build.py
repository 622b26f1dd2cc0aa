"""Times `section55 build` as a whole process, and says how large its pages are.

python -m benchmarks.build                      # makes 6,500 responses in a scratch folder first
python -m benchmarks.build --content DIR        # or takes a folder that is there
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import TODAY, write_corpus

TOP = Path(__file__).resolve().parent.parent
LARGEST_SHOWN = 5


def measured(command: list[str]) -> tuple[float, float, int]:
    """Give the seconds, the peak memory in megabytes and the exit code of a process."""
    started = time.monotonic()
    done = subprocess.run(command, cwd=TOP, check=False)
    seconds = time.monotonic() - started
    # Kilobytes on Linux, bytes on macOS; the greatest of all children so far, so one process a run.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
    return seconds, peak, done.returncode


def report(site: Path, seconds: float, peak: float) -> Iterator[str]:
    pages = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")}
    files = [path for path in site.rglob("*") if path.is_file()]
    yield f"{seconds:.1f} s wall, {peak:,.0f} MB at most, {len(pages):,} pages, {len(files):,} files"
    for path in sorted(pages, key=lambda path: (-pages[path], path))[:LARGEST_SHOWN]:
        yield f"{pages[path]:>12,} bytes  /{path.removesuffix('index.html')}"


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__, formatter_class=form)
    parser.add_argument("--content", type=Path, help="a content folder; made where none is given")
    parser.add_argument("--site", type=Path, help="where to build; a scratch folder where none is given")
    parser.add_argument("--responses", type=int, default=6500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--twice", action="store_true", help="build again over the first site, as a daily build does")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="section55-benchmark-") as scratch:
        content = given.content or Path(scratch) / "content"
        if given.content is None:
            print(f"{write_corpus(content, given.responses, given.seed):,} files written")
        site = given.site or Path(scratch) / "site"
        command = [
            sys.executable, "-m", "generator.commands.cli", "build", "--quiet",
            "--content", str(content.resolve()), "--site", str(site.resolve()), "--as-of", TODAY.isoformat(),
        ]  # fmt: skip
        for _ in range(2 if given.twice else 1):
            seconds, peak, code = measured(command)
            if code:
                raise SystemExit(code)
            print("\n".join(report(site, seconds, peak)))


if __name__ == "__main__":
    main()
