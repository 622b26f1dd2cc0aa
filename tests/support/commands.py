"""Runs `section55` as a person does, and reads what it leaves in a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from generator.dates import london_day
from tests.support.forked_commands import ENVIRONMENT, shared_fork_server
from tests.support.paths import DEMO

SECTION55 = [sys.executable, "-m", "generator.commands.cli"]


def section55(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, in a forked process where the system has any."""
    if not hasattr(os, "fork"):
        return started_section55(folder, *arguments)
    environment = {**dict.fromkeys(ENVIRONMENT), **os.environ}
    ended = shared_fork_server().run(folder.absolute(), *arguments, environment=environment, shares_work=False)
    return subprocess.CompletedProcess(arguments, ended.code or -ended.signal, ended.out, ended.err)


def started_section55(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with the start of Python and all."""
    return subprocess.run(
        [*SECTION55, *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=500,
        check=False,
    )


def on_one_day(act: Callable[[], None]) -> None:
    """Let something be done on one day in London: it is done again where midnight came between."""
    day = None
    while day != (day := london_day(datetime.now(UTC))):
        act()


def files_in(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def copy_project(folder: Path) -> Path:
    """Copy the repository's own content and settings, as an office has them."""
    shutil.copytree(DEMO / "content", folder / "content")
    shutil.copy(DEMO / "mkdocs.yml", folder)
    return folder


def edit_project(project: Path) -> None:
    """Change a record of a copied project."""
    with (project / "content/inspections/2019/cyber-keep-the-light-on.md").open("a") as file:
        file.write("\nA change.\n")
