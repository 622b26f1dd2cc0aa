"""Runs commands in children of a process that has imported everything: importing takes longer than most commands."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

from tests.support.paths import TOP

ENVIRONMENT = dict(os.environ)
"""As it was before any test changed it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    signal: int
    """The signal that killed it; 0 where it ended by itself."""
    out: str
    err: str
    seconds: float


class ForkServer:
    """The process from which builds are forked."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.fork_server"],
            cwd=TOP,
            env=ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def run(self, folder: Path, *arguments: str, **how: Any) -> Ended:
        """Run a command in a folder; `step` or `after` say when it gets a signal, `signal` which (SIGKILL).

        `shares_work` (true) lets even a small build share its work among processes, as a large one does; without it
        none does, because starting them takes longer.
        """
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"folder": str(folder), "arguments": arguments, **how}) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


@cache
def shared_fork_server() -> ForkServer:
    """Start one process for all tests of this one, to its end."""
    server = ForkServer()
    atexit.register(server.__exit__)
    return server
