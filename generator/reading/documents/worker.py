"""Reads each paper in a process of its own, which is stopped after ten seconds and may use 500 MB. Knows no format.

A hostile or damaged file can hang or fill a library that reads it; here it ends that process, and the paper gets a
message.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.documents.document import PaperReading
from generator.reading.documents.readers import MAX_BYTES, read_paper

SECONDS = 10
MEMORY = 500_000_000
"""Bytes of address space; where the system cannot cap it, the time alone is."""

_REFUSED = b"refused\n"
_READ = b"read\n"


def read_in_worker(file: Path, seconds: float = SECONDS) -> PaperReading:
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
            timeout=seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        message = f"This file takes longer than {seconds:g} seconds to read"
        raise UnreadableError(message, "Save it again in its program, or in parts") from None
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
        limits.setrlimit(limits.RLIMIT_AS, (MEMORY, MEMORY))
        limits.setrlimit(limits.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(_answer(sys.argv[1], data))


if __name__ == "__main__":
    main()
