"""What the attacks share: the process from which builds are forked."""

from __future__ import annotations

import os

import pytest

from tests.support.forked_commands import ForkServer, shared_fork_server

# Windows has neither fork nor signals such as these, so there is nothing to attack with.
collect_ignore = (
    []
    if hasattr(os, "fork")
    else [f"test_{name}.py" for name in ("acting", "failures", "fuzzing", "kills", "signals", "targets")]
)


@pytest.fixture(scope="session")
def fork_server() -> ForkServer:
    """Give a process that has imported all, and runs commands in children of its own."""
    return shared_fork_server()
