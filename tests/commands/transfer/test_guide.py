"""The guide for offices, .github/IMPORT.md: its pictures show what the command prints and what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.guide import PAGE, PICTURES, office_folder, terminal_pictures, words_in_sight, words_of
from tests.support.paths import TOP

AGED = "Make the pictures again: python -m benchmarks.guide"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what the terminal shows today."""
    return terminal_pictures(office_folder(tmp_path_factory.mktemp("guide")))


@pytest.mark.parametrize("name", ["import.svg", "hidden.svg"])
def test_a_picture_of_the_terminal_shows_what_the_command_prints(shown: dict[str, str], name: str) -> None:
    assert (PICTURES / name).read_text(encoding="utf-8") == shown[name], AGED


def test_the_picture_of_the_page_shows_its_words(built_site: Path) -> None:
    html = (built_site / PAGE).read_text(encoding="utf-8")
    assert words_of((PICTURES / "page.png").read_bytes()) == words_in_sight(html), AGED


def test_the_guide_shows_every_picture_that_is_made() -> None:
    guide = (TOP / ".github" / "IMPORT.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\]\(pictures/([\w.]+)\)", guide)) == sorted(file.name for file in PICTURES.iterdir())


def test_a_picture_asks_nobody_for_a_font() -> None:
    texts = [Path(file).read_text(encoding="utf-8") for file in PICTURES.glob("*.svg")]
    assert [text for text in texts if "url(" in text and "http" in text.partition("url(")[2][:40]] == []
