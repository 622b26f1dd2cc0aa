"""What a command imports: one that renders no page starts without the libraries that do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import copy_project

RENDER = {
    "babel", "filelock", "holidays", "icalendar", "imagesize", "jinja2", "lxml", "mammoth", "markdown", "material",
    "mkdocs", "pathspec", "pdfminer", "pypdf", "rich", "selectolax", "tinycss2", "typst", "urllib.request",
    "generator.outputs", "generator.pages", "generator.plugin", "generator.publishing.build",
}  # fmt: skip
"""Libraries and packages of ours that pages, search, other outputs and attachments need."""

NOT_FOR_EVERY_BUILD = {
    "holidays", "imagesize", "lxml", "mammoth", "material", "pathspec", "pdfminer", "pypdf", "rich", "selectolax",
    "tinycss2", "typst", "urllib.request",
}  # fmt: skip
"""Those of them that the content of this repository does not need, or only where no cache is beside the program."""

READ = {"nh3", "pydantic", "pyromark", "yaml"}
"""Libraries without which no source can be read."""

_COMMAND = """
import atexit, json, sys
from generator.commands.cli import main
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr, flush=True))
main()
"""


def run_and_list_modules(project: Path, *arguments: str) -> tuple[int, set[str]]:
    """Run a command in a process of its own; return its exit code and all that was imported."""
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, *arguments],
        cwd=project,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=500,
        check=False,
    )
    return done.returncode, set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "norfolk/2019/cyber-keep-the-light-on"),
        ("due",),
        ("check",),
        ("new", "office", "kent"),
        ("new", "inspection", "2026/custody"),
        ("new", "response", "norfolk/2026/cyber", "--inspection", "2019/cyber-keep-the-light-on"),
        ("publish", "norfolk/2026/nothing"),
    ],
    ids=" ".join,
)
def test_a_command_that_renders_nothing_imports_nothing_that_does(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, modules = run_and_list_modules(copy_project(tmp_path), *arguments)

    assert (code, modules & RENDER) == (2 if "publish" in arguments else 0, set())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("check", "--help")], ids=" ".join)
def test_help_reads_no_source_and_imports_nothing_that_would(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, modules = run_and_list_modules(tmp_path, *arguments)

    assert (code, modules & {*RENDER, *READ}) == (0, set())


def test_a_build_imports_what_renders(tmp_path: Path) -> None:
    code, modules = run_and_list_modules(copy_project(tmp_path), "build")

    missing = {*RENDER, *READ} - modules - NOT_FOR_EVERY_BUILD
    assert (code, missing) == (0, set()), "The other tests here name something that no command imports"
