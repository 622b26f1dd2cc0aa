"""Kills builds with SIGKILL at random moments and at every named step, and proves that the served site is always whole.

python -m benchmarks.prove.kills [RANDOM [EACH STEP]]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.support.fork_server import STEPS
from tests.support.forked_commands import ForkServer
from tests.support.versioned_project import VersionedProject, survive

NEXT = {0: 1, 1: 3, 3: 2, 2: 0}
"""A round of versions, of which every second one differs in an editorial page, for which the theme is drawn anew."""


def main(at_random: int = 200, at_each_step: int = 20) -> None:
    """Kill, and print how many kills were survived."""
    started = time.monotonic()
    random = Random(55)
    with ForkServer() as fork_server, tempfile.TemporaryDirectory(prefix="section55-prove-") as folder:
        plain = VersionedProject(Path(folder) / "plain", fork_server)
        plain.set_up(*NEXT)
        for step in STEPS:
            is_drawn = step.startswith("theme")
            for _ in range(at_each_step):
                old = plain.version()
                new = old ^ 2 if is_drawn else old ^ 1
                assert survive(plain, old, new, step=step), f"no build came to this step: {step}"
            print(f"{at_each_step} kills at the step '{step}': survived", flush=True)
        searched = VersionedProject(Path(folder) / "searched", fork_server, search=True)
        searched.set_up(*NEXT)
        killed = 0
        tried = 0
        while killed < at_random:
            project = searched if tried % 5 == 0 else plain
            old = project.version()
            killed += survive(project, old, NEXT[old], after=random.uniform(0, 1.5 if NEXT[old] ^ old == 2 else 0.8))
            tried += 1
    seconds = time.monotonic() - started
    told = f"{killed} at random moments (of {tried} builds) and {at_each_step} at each of {len(STEPS)} steps"
    print(f"Kills survived: {told}, {seconds:.0f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
