"""Edits a site of 1,000 responses at random, and proves after each edit that the site is as a first build makes it.

python -m benchmarks.prove.edits [EDITS]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.support.random_edits import EditedSite, survive


def main(edits: int = 30) -> None:
    """Edit and build, and print how many edits of each kind were survived."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="section55-prove-") as folder:
        os.chdir(folder)
        try:
            built = survive(EditedSite(Path(), 55, responses=1000, offices=20), edits)
        finally:
            os.chdir("/")
    counts = ", ".join(f"{name}: {count}" for name, count in built.items() if count)
    print(f"{sum(built.values())} of {edits} edits made a site, each as a first build makes it ({counts})")
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
