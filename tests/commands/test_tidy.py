"""`section55 tidy` sets the layout of bodies right: exactly, all or nothing, and never a fact."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.commands.cli import cli
from generator.commands.tidy import TidyError, tidy_files

FACTS = "---\ntitle: • A sample\n---\n"


def tidy(file: Path, before: bytes) -> bytes:
    file.write_bytes(before)
    list(tidy_files([file], writes=True))
    return file.read_bytes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "paper.md"


def test_only_the_body_is_tidied(file: Path) -> None:
    assert tidy(file, (FACTS + "• a\n• b\n").encode()) == (FACTS + "- a\n- b\n").encode()


def test_a_page_without_facts_is_a_body(file: Path) -> None:
    assert tidy(file, b"##About\n") == b"## About\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_the_mark_of_utf_8_stay(file: Path, end: str) -> None:
    before = "\ufeff" + (FACTS + "• a\n\nSample House\nSample Road\nSampletown").replace("\n", end)
    after = "\ufeff" + (FACTS + "- a\n\nSample House\\\nSample Road\\\nSampletown").replace("\n", end)
    assert tidy(file, before.encode()) == after.encode()


def test_each_line_keeps_its_own_end(file: Path) -> None:
    before = "---\r\ntitle: x\n---\r\n• a\r\n• b\nThe force did well.\r\n---\nc"
    assert tidy(file, before.encode()) == b"---\r\ntitle: x\n---\r\n- a\r\n- b\nThe force did well.\r\n---\nc"


def test_a_file_that_needs_nothing_is_not_written(file: Path) -> None:
    file.write_bytes(b"---\ntitle: x\n---\n- a\n")
    written = file.stat().st_mtime_ns
    (tidied,) = tidy_files([file], writes=True)
    assert (file.stat().st_mtime_ns, tidied.count) == (written, 0)


def test_permissions_stay(file: Path) -> None:
    file.write_bytes(b"")
    file.chmod(0o640)
    tidy(file, "• a\n".encode())
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("office.yml", b"name: x\n", "'{}' has no text to tidy. Name a file that ends with .md."),
        ("paper.md", b"\xff\xfe", "'{}' is not saved as UTF-8. Save it again with the encoding UTF-8."),
        (
            "paper.md",
            b"---\ntitle: x\n",
            "The facts of '{}' begin and do not end. Put a line of three hyphens, ---, after them.",
        ),
    ],
)
def test_no_file_is_changed_if_one_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: bytes, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("first.md").write_text("• a\n", encoding="utf-8")
    Path(name).write_bytes(text)
    with pytest.raises(TidyError) as error:
        list(tidy_files([Path("first.md"), Path(name)], writes=True))
    assert str(error.value) == message.format(name)
    assert Path("first.md").read_text(encoding="utf-8") == "• a\n"


def test_a_dry_run_shows_the_change_and_makes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("paper.md").write_text("• a\nb\n", encoding="utf-8")
    shown = CliRunner().invoke(cli, ["tidy", "--dry-run", "paper.md"]).output
    assert shown == "--- paper.md\n+++ paper.md\n@@ -1,2 +1,2 @@\n-• a\n+- a\n b\n"
    assert Path("paper.md").read_text(encoding="utf-8") == "• a\nb\n"
    assert CliRunner().invoke(cli, ["tidy", "paper.md"]).output == "paper.md: 1 line tidied.\n"
    assert CliRunner().invoke(cli, ["tidy", "paper.md"]).output == "paper.md has nothing to tidy.\n"
