"""Composes bodies of every construct of Markdown and its broken forms, and proves that each word is shown or named.

python -m benchmarks.prove.words [BODIES [RECORDS [SEED]]]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.support.composed_bodies import drafts, numbered
from tests.support.conservation import PARTS, judge_records, judge_text


def main(bodies: int = 10_000, records: int = 300, seed_number: int = 55) -> None:
    """Compose bodies, and then records of every kind; hypothesis prints the smallest that loses a word."""
    started = time.monotonic()
    chosen = {
        "database": None,
        "deadline": None,
        "suppress_health_check": list(HealthCheck),
        "phases": [Phase.generate, Phase.shrink],
    }

    @seed(seed_number)
    @settings(max_examples=bodies, **chosen)  # type: ignore[arg-type]
    @given(drafts())
    def keeps_words(draft: str) -> None:
        judged = judge_text(numbered(draft))
        assert (judged.missing, judged.disordered) == ([], [])

    @seed(seed_number)
    @settings(max_examples=records, **chosen)  # type: ignore[arg-type]
    @given(st.fixed_dictionaries({path: st.tuples(*[drafts(3)] * 4) for path in PARTS}))
    def keeps_words_of_records(parts: dict[str, tuple[str, ...]]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            judged = judge_records(Path(folder), {path: PARTS[path].format(*texts) for path, texts in parts.items()})
        assert [record.missing for record in judged.values() if record.missing] == []

    keeps_words()
    keeps_words_of_records()
    seconds = time.monotonic() - started
    print(f"Words: {bodies:,} bodies and {records:,} sets of records, none lost, {seconds:.0f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
