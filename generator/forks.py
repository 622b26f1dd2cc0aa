"""Work shared among forked processes, or done beside in one. Where there is no fork, or one fails, it is done here.

A forked process inherits everything and returns only its result. It ends with the process that forked it, however that
ends, and what it inherited of a lock is closed in it, so that the lock is free as soon as the build has ended.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
import tempfile
import threading
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Generic, NoReturn, Self, TypeVar

T = TypeVar("T")

MAX_PROCESSES = 8
_PR_SET_PDEATHSIG = 1
_LEFT_TO_PARENT = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals that a forked process ignores: the one that forked it decides."""

_closed_in_forks: set[int] = set()


def close_in_forks(descriptor: int) -> None:
    """Close a file in every process that is forked from now on."""
    _closed_in_forks.add(descriptor)


def keep_in_forks(descriptor: int) -> None:
    """Take back what `close_in_forks` asked for, because the file is closed here."""
    _closed_in_forks.discard(descriptor)


def processes_for(tasks: int, enough: int) -> int:
    """Return among how many processes work should be shared: one where it is little, or where forking is not safe.

    Only Linux ends a process with the one that forked it; a fork of several threads copies what they hold.
    """
    is_safe = sys.platform.startswith("linux") and threading.active_count() == 1
    processors = len(os.sched_getaffinity(0)) if is_safe else 1
    return min(MAX_PROCESSES, processors) if tasks >= enough else 1


def shared(work: Callable[[int, int], T], processes: int) -> list[T]:
    """Return the results of `work(share, processes)` for each share; this process does the first.

    Raises:
        BaseException: what the work raises, after the others have been ended.
    """
    gc.freeze()  # what was there before is not looked at, and so not copied
    forked: list[tuple[int, int]] = []
    try:
        for share in range(1, processes):
            forked.append(_fork(work, share, processes))  # noqa: PERF401 - if one fails, the others are known
        results = [work(0, processes)]
        while forked:
            data = _read_all(forked[0][1])
            is_whole = _end(*forked.pop(0))
            share = len(results)
            # A share is not lost if its process was.
            results.append(pickle.loads(data) if is_whole and data else work(share, processes))  # noqa: S301 - ours
        return results
    finally:
        for each in forked:
            _end(*each, at_once=True)
        gc.unfreeze()


@contextmanager
def tasks(count: int, processes: int) -> Iterator[Iterator[int]]:
    """Yield numbers below `count`, each to one of the processes that are forked meanwhile, whichever asks next.

    What a process took that fails is lost: the process that collects the results has to see what is missing.
    """
    if processes == 1:
        yield iter(range(count))
        return
    numbers = array("I", range(count))
    # The processes that inherit a file share its place. Linux locks that while one reads, but not of a `memfd`.
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(numbers.tobytes())
        file.seek(0)
        taken = iter(partial(os.read, file.fileno(), numbers.itemsize), b"")
        yield (int.from_bytes(number, sys.byteorder) for number in taken)


class Beside(Generic[T]):
    """Work that another process does meanwhile; where it would not be worth one, it is done at once."""

    def __init__(self, work: Callable[[], T], *, tasks: int, enough: int) -> None:
        """Begin the work, in another process if it is `enough`."""
        self._work = work
        self._forked: tuple[int, int] | None = None
        self._results: list[T] = []
        if processes_for(tasks, enough) > 1:
            self._forked = _fork(lambda *_: work(), 1, 1)
        else:
            self._results.append(work())

    @property
    def is_elsewhere(self) -> bool:
        """Whether another process is doing it."""
        return self._forked is not None

    def __enter__(self) -> Self:
        """Return this."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the other process, if nobody asked for its result."""
        if self._forked:
            forked, self._forked = self._forked, None
            _end(*forked, at_once=True)

    def result(self) -> T:
        """Return the result, once it is there.

        Raises:
            Exception: what the work raises, which is done again here if the other process could not do it.
        """
        if self._forked:
            data = _read_all(self._forked[1])
            forked, self._forked = self._forked, None
            if _end(*forked) and data:
                self._results.append(pickle.loads(data))  # noqa: S301 - ours
        if not self._results:
            self._results.append(self._work())
        return self._results[0]


def _fork(work: Callable[[int, int], Any], share: int, processes: int) -> tuple[int, int]:
    parent = os.getpid()
    reading, writing = os.pipe()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _LEFT_TO_PARENT)  # until the new process ignores them
    try:
        child = os.fork()
        if child == 0:
            os.close(reading)
            _run(work, share, processes, parent, writing)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    os.close(writing)
    return child, reading


def _run(work: Callable[[int, int], Any], share: int, processes: int, parent: int, pipe: int) -> NoReturn:
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended in between
            os._exit(1)
        for number in _LEFT_TO_PARENT:
            signal.signal(number, signal.SIG_IGN)
        for descriptor in _closed_in_forks:
            with suppress(OSError):
                os.close(descriptor)
        data = memoryview(pickle.dumps(work(share, processes), pickle.HIGHEST_PROTOCOL))
        while data:
            data = data[os.write(pipe, data) :]
        os._exit(0)
    except BaseException:  # noqa: BLE001 - the other process does this share again, and says what is wrong
        os._exit(1)


def _end(child: int, pipe: int, *, at_once: bool = False) -> bool:
    """Wait until a process has ended, and return whether it had done its work; `at_once` it is made to end."""
    with suppress(OSError):
        os.close(pipe)
    with suppress(ProcessLookupError, ChildProcessError):
        if at_once:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        return status == 0
    return False


def _read_all(pipe: int) -> bytes:
    parts = []
    while part := os.read(pipe, 1 << 20):
        parts.append(part)
    return b"".join(parts)
