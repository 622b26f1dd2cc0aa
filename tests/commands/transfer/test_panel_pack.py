"""`section55 panel-pack`: files for a panel, and the sums that it prints."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from tests.support.commands import copy_project, section55
from tests.support.pdf_structure import TaggedPdf
from tests.support.sample_office import CONTENT

PACK = ("panel-pack", "--office", "sampleshire", "--since", "2024-04-15", "--as-of", "2026-03-02")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copy_project(tmp_path)
    (tmp_path / "content").rename(tmp_path / "other")
    (tmp_path / "content").symlink_to(CONTENT)
    return tmp_path


def test_a_pack_is_written_as_pdf_and_for_word_with_its_sums(project: Path) -> None:
    done = section55(project, *PACK, "--meeting", "2026-03-12", "--to", "packs")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Responses listed: 8 + 3 published - 0 withdrawn = 11",
        "Responses owed: 0 + 6 newly asked for - 2 published = 4",
        "Answered findings not closed: 10 + 2 answered - 0 closed or withdrawn = 12",
        "Written: packs/panel-pack-sampleshire-2026-03-02.pdf",
        "Written: packs/panel-pack-sampleshire-2026-03-02.docx",
    ]
    pdf = TaggedPdf((project / "packs/panel-pack-sampleshire-2026-03-02.pdf").read_bytes())
    assert pdf.root.words[:8] == ["Sample", "Police", "and", "Crime", "Panel", "For", "the", "meeting"]
    document = Document(io.BytesIO((project / "packs/panel-pack-sampleshire-2026-03-02.docx").read_bytes()))
    assert document.paragraphs[1].text == "Panel pack of Sample Police and Crime Commissioner (Sample PCC)"
    assert len(document.tables) == 5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("--office", "sampleshir"), "There is no office 'sampleshir'. Did you mean 'sampleshire'?\n"),
        (("--since", "2026-03-03"), "2026-03-03 is later than the day of the pack, 2026-03-02.\n"),
    ],
)
def test_what_cannot_be_a_pack_is_named(project: Path, change: tuple[str, str], message: str) -> None:
    done = section55(project, *PACK, *change)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_a_pack_is_never_written_over_another(project: Path) -> None:
    section55(project, *PACK)
    done = section55(project, *PACK)
    file = "panel-pack-sampleshire-2026-03-02.pdf"
    assert (done.returncode, done.stderr) == (
        2, f"{file} exists. Delete it, or name another folder: --to FOLDER.\n",
    )  # fmt: skip
