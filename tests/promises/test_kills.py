"""A build killed at any moment leaves the complete old or new site, and the next build clears up."""

from __future__ import annotations

from random import Random

import pytest

from tests.support.fork_server import STEPS
from tests.support.forked_commands import ForkServer
from tests.support.versioned_project import VersionedProject, survive

DRAWN = {"theme half drawn", "theme drawn"}
"""Steps that a build only comes to where an editorial page changed."""


@pytest.fixture(scope="module")
def versioned_project(fork_server: ForkServer, tmp_path_factory: pytest.TempPathFactory) -> VersionedProject:
    made = VersionedProject(tmp_path_factory.mktemp("kills"), fork_server)
    made.set_up(0, 1, 3)
    return made


@pytest.mark.parametrize("step", STEPS)
def test_a_build_killed_at_a_step_leaves_the_old_or_the_new_site(
    versioned_project: VersionedProject, step: str
) -> None:
    old = versioned_project.version()
    new = {0: 3, 1: 3, 3: 0}[old] if step in DRAWN else {0: 1, 1: 0, 3: 0}[old]

    assert survive(versioned_project, old, new, step=step), "it ended before it came to this step"


def test_a_build_killed_at_any_moment_leaves_the_old_or_the_new_site(versioned_project: VersionedProject) -> None:
    random = Random("any moment")  # noqa: S311 - the same moments each time
    old = versioned_project.version()
    versioned_project.write({0: 1, 1: 0, 3: 1}[old])
    usual = versioned_project.builds().seconds
    for _ in range(8):
        old = versioned_project.version()
        survive(versioned_project, old, {0: 1, 1: 0, 3: 1}[old], after=random.uniform(0, usual))
