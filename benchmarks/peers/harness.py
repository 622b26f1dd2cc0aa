"""Runs a command and measures it: seconds, processor time, and the memory of all its processes.

Knows processes, on Linux; nothing of generators.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

LOOK_EVERY = 0.02
"""Seconds between two looks at the memory of a command, or at a page that is to change."""


@dataclass(frozen=True)
class Run:
    """What a run took."""

    seconds: float
    cpu: float
    """User and system time of all processes, in seconds."""
    megabytes: float = 0.0
    """The largest sum of the proportional set sizes (PSS) of all processes; 0 if nobody looked."""


class FailedError(Exception):
    """A command failed; the message is the end of what it said."""


def run(command: list[str], folder: Path, *, environment: dict[str, str], sees_memory: bool = False) -> Run:
    """Run a command to its end. Looking at memory costs time, so it is done in a run of its own.

    Raises:
        FailedError: It did not exit with 0.
    """
    peak = 0.0
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        said: list[bytes] = []
        reader = threading.Thread(target=lambda: said.append(process.stdout.read() if process.stdout else b""))
        reader.start()
        while sees_memory and process.poll() is None:
            peak = max(peak, sum(map(_proportional_size, _tree(process.pid))))
            time.sleep(LOOK_EVERY)
        if sees_memory:
            reader.join()
            code, cpu = process.wait(), 0.0
        else:
            _, status, usage = os.wait4(process.pid, 0)
            code, cpu = os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime
            process.returncode = code
        seconds = time.perf_counter() - started
        reader.join()
    if code:
        raise FailedError(b"".join(said).decode(errors="replace")[-800:])
    return Run(seconds, cpu, peak / 1_000_000)


def _tree(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text(encoding="ascii").split():
                yield from _tree(int(child))


def _proportional_size(process: int) -> int:
    with suppress(OSError, ValueError, IndexError):  # it may have ended
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        return int(text.split("\nPss:", 1)[1].split(None, 1)[0]) * 1024
    return 0


@contextmanager
def served(command: list[str], folder: Path, *, environment: dict[str, str]) -> Iterator[None]:
    """Run a server; end it, and all that it started, at the end."""
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    ) as server:  # fmt: skip
        try:
            yield
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def seconds_until_served(address: str, words: str, limit: float, act: Callable[[], None] = lambda: None) -> float:
    """Do something, and return the seconds until a page has the words.

    Raises:
        FailedError: It never had them.
    """
    started = time.perf_counter()
    act()
    while (passed := time.perf_counter() - started) < limit:
        with suppress(OSError):
            request = urllib.request.Request(address, headers={"Cache-Control": "no-cache"})
            with urllib.request.urlopen(request, timeout=limit) as answer:
                if words in answer.read().decode(errors="replace"):
                    return time.perf_counter() - started
        time.sleep(LOOK_EVERY / 2)
    raise FailedError(f"{address} did not show the change within {passed:.0f} s.")
