"""`new`, `show` and `due` read and no more; `check` looks into an attachment once, and a build need not again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.commands.cli import cli
from generator.reading.attachments import scan
from generator.reading.attachments.hidden_data import HiddenData
from tests.support.canaries import pdf_of
from tests.support.example_cases import SMALL, write_content

NAME = "responses/norfolk/2019/cyber"


def section55(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.fixture
def pdfs_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Write a content folder with an attached PDF and a link to nothing; return the sizes of PDFs looked into."""
    monkeypatch.chdir(tmp_path)
    office, inspection, response = (SMALL[name] for name in ("office", "inspection", "response"))
    text = response[f"{NAME}.md"].replace("---\n", "---\nattachments: [{file: cyber/letter.pdf, title: Letter}]\n", 1)
    write_content(Path("content"), {**office, **inspection, f"{NAME}.md": f"{text}\n[x](nothing.md)\n"})
    Path("content", NAME).mkdir()
    Path("content", NAME, "letter.pdf").write_bytes(pdf_of("A letter"))
    sizes: list[int] = []
    look = scan._SCANNERS[".pdf"]

    def counting(data: bytes) -> Iterable[HiddenData]:
        sizes.append(len(data))
        return look(data)

    monkeypatch.setitem(scan._SCANNERS, ".pdf", counting)
    monkeypatch.setattr(scan, "_RECENT", {})
    return sizes


@pytest.mark.parametrize(
    "arguments",
    [
        ("due",),
        ("show", "norfolk/2019/cyber"),
        ("new", "inspection", "2020/roads"),
        ("new", "response", "norfolk/2019/other", "--inspection", "2019/cyber"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_a_command_that_only_reads_looks_into_no_pdf_and_follows_no_link(
    pdfs_looked_into: list[int], arguments: tuple[str, ...]
) -> None:
    assert (section55(*arguments).exit_code, pdfs_looked_into) == (0, [])

    assert section55("check").exit_code == 1, "there is something to find"
    assert len(pdfs_looked_into) == 1


def test_a_check_keeps_what_it_found_beside_the_site(
    pdfs_looked_into: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    section55("check", "--site", "out/site")
    monkeypatch.setattr(scan, "_RECENT", {})  # as in a new process
    section55("check", "--site", "out/site")

    assert len(pdfs_looked_into) == 1
    assert len(json.loads(Path("out/.section55/attachments.json").read_text())["results"]) == 1
    assert not Path(".section55").exists()


def test_a_check_where_nothing_can_be_written_finds_the_same(pdfs_looked_into: list[int]) -> None:
    Path(".section55").write_text("a file where the folder would be")

    here, elsewhere = section55("check"), section55("check", "--site", "out/site")

    assert (here.exit_code, here.stderr) == (1, elsewhere.stderr)
    assert "content/responses/norfolk/2019/cyber.md:13:1: This link leads to" in here.stderr
    assert pdfs_looked_into
