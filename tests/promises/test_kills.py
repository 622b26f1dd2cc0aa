"""A build that is killed, at any moment, leaves the complete old or the complete new site, and the next one clears up."""

from __future__ import annotations

from random import Random

import pytest

from tests.support.fork_server import STEPS
from tests.support.versioned_project import Warm, Workshop, survive

DRAWN = {"theme half drawn", "theme drawn"}
"""Steps that a build only comes to where an editorial page changed."""


@pytest.fixture(scope="module")
def workshop(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    made = Workshop(tmp_path_factory.mktemp("kills"), warm)
    made.set_up(0, 1, 3)
    return made


@pytest.mark.parametrize("step", STEPS)
def test_a_build_killed_at_a_step_leaves_the_old_or_the_new_site(workshop: Workshop, step: str) -> None:
    old = workshop.version()
    new = {0: 3, 1: 3, 3: 0}[old] if step in DRAWN else {0: 1, 1: 0, 3: 0}[old]

    assert survive(workshop, old, new, step=step), "it ended before it came to this step"


def test_a_build_killed_at_any_moment_leaves_the_old_or_the_new_site(workshop: Workshop) -> None:
    random = Random("any moment")  # noqa: S311 - the same moments each time
    old = workshop.version()
    workshop.write({0: 1, 1: 0, 3: 1}[old])
    usual = workshop.builds().seconds
    for _ in range(8):
        old = workshop.version()
        survive(workshop, old, {0: 1, 1: 0, 3: 1}[old], after=random.uniform(0, usual))
