"""When PDFs are made, kept, and left out."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from generator.outputs.paper import pdfs
from generator.outputs.paper.pictures import copy_picture
from generator.outputs.paper.sheets import Sheet
from generator.outputs.paper.typst import Template, UnsetError
from tests.support.markup import attributes
from tests.support.small_site import RESPONSE, SmallSite, write_small_site

PDF = f"{RESPONSE}/cyber.pdf"


@pytest.fixture
def small_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallSite:
    monkeypatch.chdir(tmp_path)
    return write_small_site(tmp_path)


def kept(site: SmallSite) -> dict[str, int]:
    """Return the kept PDFs, each with the moment of its writing."""
    folder = site.folder / ".section55" / "cache" / "pdf"
    return {file.name: file.stat().st_mtime_ns for file in folder.glob("*.pdf")}


def links(site: SmallSite) -> list[str]:
    return attributes(site.site / RESPONSE / "index.html", "#page-downloads ~ ul a", "href")


def test_only_what_changed_is_made_again(small_site: SmallSite) -> None:
    small_site.build(with_pdf=True)
    before = kept(small_site)
    assert len(before) == 3  # the report, the response, and the pack for the panel
    small_site.edit(f"{RESPONSE}.md", "I welcome the report.", "I do not welcome the report.")
    small_site.build(with_pdf=True)
    after = kept(small_site)
    assert len(after) == 3
    assert len([name for name in after if before.get(name) == after[name]]) == 2


def test_the_day_of_the_build_changes_no_pdf_of_a_record(small_site: SmallSite) -> None:
    small_site.build("2026-11-22", with_pdf=True)
    first = {path: (small_site.site / path).read_bytes() for path in (PDF, "inspections/2019/cyber/cyber.pdf")}
    small_site.build("2027-05-01", with_pdf=True)
    assert {path: (small_site.site / path).read_bytes() for path in first} == first


def test_without_what_makes_them_a_site_is_built_and_says_so(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfs, "typst_version", lambda: "")
    assert small_site.build(with_pdf=True) == [
        (
            "mkdocs.yml: Warning: No PDFs of records are made, because what makes them is not installed. To have them, "
            'install it: pip install "section55[pdf]".'
        ),
        "1 warning.",
    ]
    assert links(small_site) == []
    assert not (small_site.site / PDF).exists()


def test_a_document_that_cannot_be_set_is_named_and_its_page_is_published_without_it(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(sheet: Sheet, template: Template) -> bytes:
        if "response of" in sheet.title:
            raise UnsetError("a sample reason")
        return as_it_is(sheet, template)

    as_it_is = pdfs.pdf_of
    monkeypatch.setattr(pdfs, "pdf_of", refuse)
    assert small_site.build(with_pdf=True) == [
        (
            f"content/{RESPONSE}.md: Warning: No PDF of this record could be made: a sample reason. The page is "
            "published without it. Look for an unusual character, table or picture in the text."
        ),
        "1 warning.",
    ]
    assert links(small_site) == []
    assert "\ufdd1" not in small_site.page(RESPONSE)
    assert not (small_site.site / PDF).exists()


def test_a_torn_file_in_the_cache_is_made_again(small_site: SmallSite) -> None:
    small_site.build(with_pdf=True)
    whole = (small_site.site / PDF).read_bytes()
    for file in (small_site.folder / ".section55" / "cache" / "pdf").glob("*.pdf"):
        file.write_bytes(b"%PDF-1.7 torn")
    small_site.build(with_pdf=True)
    assert (small_site.site / PDF).read_bytes() == whole


def test_a_picture_that_was_half_copied_or_is_torn_is_copied_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, folder = tmp_path / "logo.png", tmp_path / "pictures"
    picture.write_bytes(b"Sample picture")
    write = Path.write_bytes

    def write_half(file: Path, data: bytes) -> int:
        write(file, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", write_half)
        with pytest.raises(OSError, match="No space"):
            copy_picture(picture, folder)

    copied = folder / copy_picture(picture, folder)
    assert copied.read_bytes() == b"Sample picture"
    for torn in (b"", b"Sample", bytes(14)):
        copied.write_bytes(torn)
        copy_picture(picture, folder)
        assert copied.read_bytes() == b"Sample picture"


def test_many_documents_are_made_in_processes_with_the_same_bytes(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_site.build(with_pdf=True)
    alone = (small_site.site / PDF).read_bytes()
    monkeypatch.setattr(pdfs, "IN_THIS_PROCESS", 0)
    pools: list[ProcessPoolExecutor] = []
    new_pool = pdfs._new_pool

    def counted(workers: int) -> ProcessPoolExecutor:
        pools.append(new_pool(workers))
        return pools[-1]

    monkeypatch.setattr(pdfs, "_new_pool", counted)
    small_site.build(into="another/site", with_pdf=True)
    assert len(pools) == 1
    assert (small_site.folder / "another/site" / PDF).read_bytes() == alone


def test_a_document_that_ends_its_process_costs_no_other_its_pdf(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfs, "IN_THIS_PROCESS", 0)
    monkeypatch.setattr(pdfs, "_set", end_or_set)
    assert small_site.build(with_pdf=True) == [
        (
            f"content/{RESPONSE}.md: Warning: No PDF of this record could be made: the program that sets it ended too "
            "early. The page is published without it. Look for an unusual character, table or picture in the text."
        ),
        "1 warning.",
    ]
    assert (small_site.site / "inspections/2019/cyber/cyber.pdf").is_file()
    assert (small_site.site / "offices/norfolk/panel-pack/panel-pack.pdf").is_file()
    assert not (small_site.site / PDF).exists()


_SET = pdfs._set


def end_or_set(task: pdfs._Task) -> dict[str, bytes]:
    """Set a document, or end as a program does that crashes."""
    if "response of" in task.sheet.title:
        os._exit(1)
    return _SET(task)
