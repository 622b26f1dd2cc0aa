"""Spoils papers to import, and proves that each ends in a draft or in a message, and in time.

python -m benchmarks.prove.papers [COUNT [SEED]]
"""

from __future__ import annotations

import sys
import time

from tests.support.spoilt_papers import spoil_papers


def main(count: int = 2_000, seed: int = 55) -> None:
    """Spoil, and print the figures; what went wrong is named by the number that brings it about again."""
    started = time.monotonic()
    score = spoil_papers(count, seed)
    print(f"Papers spoilt: {score}, {time.monotonic() - started:.0f} s in all", *score.wrong, sep="\n")
    if score.wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
