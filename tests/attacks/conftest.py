"""What the attacks share: the process from which builds are forked."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from attacks.workshop import Warm

# Windows has neither fork nor signals such as these, so there is nothing to attack with.
collect_ignore_glob = [] if hasattr(os, "fork") else ["test_*.py"]


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """Give a process that has imported all, and runs commands in children of its own."""
    with Warm() as process:
        yield process
