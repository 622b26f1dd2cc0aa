"""Runs builds that are to be killed: each is forked, as a process group, from a process that has imported everything.

A build then takes a fraction of a second, so that hundreds can be killed, and a moment chosen at random falls into the
build and not into the start of Python. Orders come as lines of JSON, and each is answered by one. The steps by which a
build is stopped at a named point are laid over the functions of `generator` here, in the child: the program itself has
nothing for it.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import generator
from generator.commands import build, cli
from generator.outputs.paper import pdfs
from generator.publishing import build as publishing
from generator.publishing import check
from generator.publishing import exchange as switch
from generator.publishing.manifest import SiteWriter
from generator.publishing.site import contents
from generator.publishing.site.stage import StageWriter
from generator.register import read
from generator.theme.frame import Theme

LATE = (
    "babel.dates", "babel.messages.mofile", "babel.messages.pofile", "docx", "fontTools.ttLib", "holidays", "icalendar",
    "markdown.extensions.codehilite", "mkdocs.commands.build", "tinycss2", "typst",
)  # fmt: skip
"""What the program imports when it needs it."""

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


def _renamed(which: int) -> Callable[[Act], None]:
    """Stop after one of the two renames, where a system cannot exchange two folders."""

    def placed(act: Act) -> None:
        switch._swap_at_once = lambda stage, site: False  # noqa: ARG005
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


def _half_written(act: Act) -> None:
    """Stop when fifty files or pages were written or kept."""
    calls = 0

    def count() -> None:
        nonlocal calls
        calls += 1
        if calls == 50:
            act()

    for name in ("write", "keep"):
        before(StageWriter, name, count)


STEPS: dict[str, Callable[[Act], None]] = {
    "read": lambda act: after(publishing, "begin_check", act),
    "theme half drawn": lambda act: before(Theme, "save", act),
    "theme drawn": lambda act: after(build, "cached_theme", act),
    "half written": _half_written,
    "manifest written": lambda act: after(SiteWriter, "close", act),
    "ledger noted": lambda act: after(publishing, "save_pending", act),
    "synced": lambda act: after(publishing, "flush_to_disk", act),
    "after exchange": lambda act: after(publishing, "exchange", act),
    "after record": lambda act: after(publishing, "commit_pending", act, 2),
    "before the old site is set aside": lambda act: before(publishing, "set_aside", act),
    "old site set aside": lambda act: after(publishing, "set_aside", act),
    "after cleaning": lambda act: after(build, "build_site", act),
    "between the renames": _renamed(1),
    "after the second rename": _renamed(2),
}
"""Each step of a build, with how to stop it there."""


def _spoil(descriptor: int, how: str) -> None:
    """Let a stream lead to a full disk or to nobody, or close it."""
    if how == "closed":
        os.close(descriptor)
    elif how == "full":
        os.dup2(os.open("/dev/full", os.O_WRONLY), descriptor)
    elif how == "unread":
        nobody, end = os.pipe()
        os.close(nobody)
        os.dup2(end, descriptor)
        os.close(end)
    # As Python opens them at its start: then it asks whether a stream is there, and whether it can be wound back.
    stream = None if how == "closed" else open(descriptor, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    setattr(sys, {1: "stdout", 2: "stderr"}[descriptor], stream)


def _drop_privileges() -> None:
    """Let permissions of files hold for root as for anybody: they do not hold for its capabilities."""
    version_3 = 0x20080522
    header = (ctypes.c_uint32 * 2)(version_3, 0)
    none = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none):
        raise OSError(ctypes.get_errno(), "capset")


def _child(order: dict[str, Any], out: int, err: int) -> None:
    os.setpgid(0, 0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    for number, how in order.get("streams", {}).items():
        _spoil(int(number), how)
    os.chdir(order["folder"])
    for name, value in order.get("environment", {}).items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value
    number = order.get("signal", signal.SIGKILL)
    if number == signal.SIGINT:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if order.get("unprivileged") and not os.geteuid():
        _drop_privileges()
    if limit := order.get("limit"):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    if order.get("shares_work", True):
        read.ENOUGH_FILES = contents.ENOUGH_PAGES = check.ENOUGH_RECORDS = publishing.ENOUGH_FILES = 1
    else:
        pdfs.IN_THIS_PROCESS = 1000
    if step := order.get("step"):
        STEPS[step](lambda: os.killpg(0, number))
    sys.argv = ["section55", *order["arguments"]]
    tempfile.tempdir = order.get("temp")
    cli.main()


def _fails(stream: Any) -> bool:
    try:
        stream.flush()
    except OSError:
        return True
    return False


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
            except BaseException:  # noqa: BLE001 - every order gets an answer
                traceback.print_exc()
            finally:
                # What Python does at its end, where it complains of what cannot be written.
                failed = {_fails(stream) for stream in (sys.stdout, sys.stderr) if stream}
                code = 120 if True in failed else code
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
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # it may be ignored here, as with nohup
    for name in (*(module.name for module in walk_packages(generator.__path__, "generator.")), *LATE):
        import_module(name)
    gc.freeze()  # the children need not look through what was imported
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_run(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
