"""Runs `section55 serve` as a person does, and saves as editors do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OFFICE = "content/offices/norfolk.yml"
PATIENCE_S = 120
"""How long a test waits for what it expects; a preview under load is slow, and not wrong."""

_PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from generator.commands.cli import main
main()
"""
"""The command, which Ctrl-C stops: a job in the background ignores the signal, and so does all that it starts."""


@contextmanager
def serve(project: Path, *arguments: str, port: int = 0) -> Iterator[tuple[str, list[str]]]:
    """Run a preview; give its address and what it has said, which is whole once it has ended."""
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, "serve", "--port", str(port), *arguments],
        cwd=project,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("See it at "):
                break
        try:
            assert said[-1].startswith("See it at "), "".join(said)
            yield said[-1].split()[3], said
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
            finally:
                said += process.stdout


def save_by_renaming(file: Path, old: str, new: str) -> None:
    """Save as Vim and many others do: the file at the path is another one afterwards."""
    fresh = file.with_name("4913")
    fresh.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    fresh.rename(file)
