"""Runs a command and records what it asks of the system: files, programs, connections, environment variables.

The first argument names the file for it, the others are the command's. An audit hook cannot be taken out again, and a
program cannot do any of this past it, short of a library of its own.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import sys
from pathlib import Path
from types import FrameType
from typing import Any

ASKED: set[tuple[str, ...]] = set()
"""What was asked: an event, its argument, and for a file whether it was read or written."""

WRITES = {
    "os.mkdir",
    "os.remove",
    "os.rmdir",
    "os.rename",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.utime",
    "os.setxattr",
}
ACTS = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "os.kill",
    "pty.",
    "webbrowser.",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
    "imaplib.",
    "telnetlib.",
    "sqlite3.",
    "ctypes.dlopen",
)


def hook(event: str, arguments: tuple[Any, ...]) -> None:
    """Write down an event."""
    if event == "open":
        path, mode, flags = arguments
        is_written = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) or (
            isinstance(mode, str) and set(mode) & set("wax+") != set()
        )
        _note("write" if is_written else "read", path)
    elif event in {"os.listdir", "os.scandir"}:
        _note("list", arguments[0])
    elif event in WRITES:
        for path in arguments[: 2 if event in {"os.rename", "os.link"} else 1]:
            _note("write", path)
    elif event.startswith(ACTS):
        ASKED.add((event, repr(arguments[:2])))


def _note(what: str, path: Any) -> None:
    if isinstance(path, str | bytes | os.PathLike):
        ASKED.add((what, os.path.realpath(os.fsdecode(path))))


class Environment(type(os.environ)):  # type: ignore[misc]
    """The environment, which writes down who asks for what; handing all of it to a program counts as one."""

    def __getitem__(self, name: str) -> Any:
        """Write down a name."""
        asker = _asker(sys._getframe(1))
        if ("environment", "*", asker) not in ASKED:
            ASKED.add(("environment", name, asker))
        return super().__getitem__(name)

    def __iter__(self) -> Any:
        """Write down that all were asked for."""
        ASKED.add(("environment", "*", _asker(sys._getframe(1))))
        return super().__iter__()


def _asker(frame: FrameType | None) -> str:
    while frame and frame.f_globals.get("__name__", "") in {
        "os",
        "_collections_abc",
        "collections.abc",
        "posixpath",
        "genericpath",
        "__main__",
    }:
        frame = frame.f_back
    return str(frame.f_globals.get("__name__", "")) if frame else ""


def main() -> None:
    """Run the command, and write down all that it asked."""
    to, *arguments = sys.argv[1:]
    sys.argv = ["section55", *arguments]
    shutil._use_fd_functions = False  # type: ignore[attr-defined]  # an open folder is a number, of which the hook knows no path
    sys.addaudithook(hook)
    os.environ.__class__ = Environment
    atexit.register(lambda: Path(to).write_text(json.dumps(sorted(ASKED)), encoding="utf-8"))
    from generator.commands.cli import main as section55

    section55()


if __name__ == "__main__":
    main()
