"""Runs builds that are to be killed: a process that has imported all, from which each build is forked as a group of its own.

A build then takes a fraction of a second, so that hundreds can be killed, and a moment chosen at random falls into the
build and not into the start of Python. Orders come as lines of JSON, and each is answered by one. The steps by which a
build is stopped at a named point are laid over the functions of `generator` here, in the child: the program itself has
nothing for it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

from generator import cli, publishing, switch
from generator.frame import Theme
from generator.manifest import Manifest

Act = Callable[[], None]


def after(owner: Any, name: str, act: Act, time_: int = 1) -> None:
    """Let something happen when a function has returned for the nth time."""
    original = getattr(owner, name)
    calls = 0

    @wraps(original)
    def stopped(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        result = original(*arguments, **named)
        calls += 1
        if calls == time_:
            act()
        return result

    setattr(owner, name, stopped)


def before(owner: Any, name: str, act: Act) -> None:
    """Let something happen when a function is called."""
    original = getattr(owner, name)

    @wraps(original)
    def stopped(*arguments: Any, **named: Any) -> Any:
        act()
        return original(*arguments, **named)

    setattr(owner, name, stopped)


def _half_cleaned(act: Act) -> None:
    after(publishing, "exchange", lambda: after(os, "unlink", act, 20))


def _renamed(which: int) -> Callable[[Act], None]:
    """Stop after one of the two renames, where a system cannot exchange two folders."""

    def placed(act: Act) -> None:
        switch._exchanged = lambda stage, site: False  # noqa: ARG005
        original = Path.rename
        calls = 0

        def rename(self: Path, target: Any) -> Path:
            nonlocal calls
            result = original(self, target)
            calls += "aside-" in str(target) or self.name == "stage"
            if calls == which:
                act()
            return result

        setattr(Path, "rename", rename)  # noqa: B010 - mypy knows it for a method

    return placed


STEPS: dict[str, Callable[[Act], None]] = {
    "read": lambda act: after(publishing, "read_register", act),
    "theme half drawn": lambda act: before(Theme, "save", act),
    "theme drawn": lambda act: after(cli, "kept_theme", act),
    "half written": lambda act: after(Manifest, "write", act, 50),
    "manifest written": lambda act: after(Manifest, "close", act),
    "ledger noted": lambda act: after(publishing, "note_rows", act),
    "synced": lambda act: after(publishing, "synced", act),
    "after exchange": lambda act: after(publishing, "exchange", act),
    "after record": lambda act: after(publishing, "record_noted", act, 2),
    "half cleaned": _half_cleaned,
    "after cleaning": lambda act: after(cli, "publish", act),
    "between the renames": _renamed(1),
    "after the second rename": _renamed(2),
}
"""Each step of a build, with how to stop it there."""


def _child(order: dict[str, Any], out: int, err: int) -> None:
    os.setpgid(0, 0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.chdir(order["folder"])
    number = order.get("signal", signal.SIGKILL)
    if number == signal.SIGINT:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if step := order.get("step"):
        STEPS[step](lambda: os.killpg(0, number))
    sys.argv = ["section55", *order["arguments"]]
    tempfile.tempdir = order.get("temp")
    cli.main()


def _run(order: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        sys.stdout.flush()
        started = time.monotonic()
        process = os.fork()
        if not process:
            code = 99
            try:
                _child(order, out.fileno(), err.fileno())
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        with suppress(OSError):  # it did so itself
            os.setpgid(process, process)
        if "after" in order:
            time.sleep(order["after"])
            os.killpg(process, order.get("signal", signal.SIGKILL))
        _, status = os.waitpid(process, 0)
        seconds = time.monotonic() - started
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    code = os.waitstatus_to_exitcode(status)
    return {"code": max(code, 0), "signal": max(-code, 0), "out": texts[0], "err": texts[1], "seconds": seconds}


def main() -> None:
    """Answer orders until there are no more."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_run(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
