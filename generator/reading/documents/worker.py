"""Reads each paper in a process of its own, which may use ten seconds of processor time and 500 MB. Knows no format.

A hostile or damaged file can hang or fill a library that reads it; here it ends that process, and the paper gets a
message. Processor time is no other on a slow or busy machine, where a good paper may need more by the clock.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.documents.document import PaperReading
from generator.reading.documents.readers import MAX_BYTES, read_paper

SECONDS = 10
"""Of processor time; where the system cannot cap it, the clock alone stops a process."""
PATIENCE = 120
"""Seconds by the clock."""
MEMORY = 500_000_000
"""Bytes of address space; where the system cannot cap it, the time alone is."""

_REFUSED = b"refused\n"
_READ = b"read\n"


def read_in_worker(file: Path, patience: float = PATIENCE) -> PaperReading:
    """Read a paper in a process of its own.

    Raises:
        UnreadableError: It cannot be read, or takes too long or too much memory.
        OSError: The file cannot be opened.
    """
    with file.open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    # The worker finds the program where this process found it, from any folder.
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-m", "generator.reading.documents.worker", file.name]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command,
            input=data,
            capture_output=True,
            timeout=patience,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        raise _too_slow(patience) from None
    if hasattr(signal, "SIGXCPU") and done.returncode == -signal.SIGXCPU:
        raise _too_slow(SECONDS)
    kind, _, answer = done.stdout.partition(b"\n")
    if kind + b"\n" == _READ and done.returncode == 0:
        return _adapter().validate_json(answer)
    if kind + b"\n" == _REFUSED:
        message, _, hint = answer.decode().partition("\n")
        raise UnreadableError(message, hint)
    raise UnreadableError(
        "This file cannot be read: it is damaged, or needs more memory than a paper may",
        "Open it in its program and save it again, or in parts",
    )


def _too_slow(seconds: float) -> UnreadableError:
    message = f"This file takes longer than {seconds:g} seconds to read"
    return UnreadableError(message, "Save it again in its program, or in parts")


def _adapter() -> TypeAdapter[PaperReading]:
    return TypeAdapter(PaperReading)


def _answer(name: str, data: bytes) -> bytes:
    try:
        reading = read_paper(name, data)
    except UnreadableError as error:
        return _REFUSED + f"{error.message}\n{error.hint}".encode()
    return _READ + _adapter().dump_json(reading)


def main() -> None:
    """Read the paper on standard input, whose name is the argument, and write what it says to standard output."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        limits: Any = resource
        limits.setrlimit(limits.RLIMIT_CORE, (0, 0))
        limits.setrlimit(limits.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        limits.setrlimit(limits.RLIMIT_AS, (MEMORY, MEMORY))
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(_answer(sys.argv[1], data))


if __name__ == "__main__":
    main()
