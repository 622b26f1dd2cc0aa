"""`section55 import`: papers become drafts, and nothing hidden comes along undecided."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from docx.shared import RGBColor

from tests.support.commands import SECTION55, files_in, section55
from tests.support.paths import DEMO, SAMPLES
from tests.support.word_files import changed_parts, docx_bytes, docx_of, new_document

SEED = (SAMPLES / "seeds" / "000_34bdf2b5e09f2563.txt").read_text(encoding="utf-8")
RESPONSE = "content/responses/norfolk/2019/cyber-keep-the-light-on.md"
INSPECTION = "content/inspections/2019/cyber-keep-the-light-on.md"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return a project that has offices and no record."""
    shutil.copytree(DEMO / "content" / "offices", tmp_path / "content" / "offices")
    return tmp_path


def test_the_norfolk_paper_in_word_becomes_a_draft_of_the_response_and_one_of_its_report(office: Path) -> None:
    (office / "response.docx").write_bytes(docx_of(SEED))
    done = section55(office, "import", "response.docx", "--office", "norfolk")
    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout == (
        "response.docx: read as the Norfolk form: labels at its head, then key findings and responses.\n"
        f"Written: {RESPONSE}\n"
        f"  {RESPONSE}:2:1: Sure: The report is not registered; a draft of it is written as "
        "inspections/2019/cyber-keep-the-light-on.md.\n"
        f"  {RESPONSE}:3:1: To do: Without 'published' this is a draft. Write the day on which it went on the web, or: "
        "not recorded.\n"
        f"  {RESPONSE}:5:1: Sure: 4 copies are listed: HMICFRS Section 55 Responses, Chief Constable, Police and Crime "
        "Panel and OPCCN website. The paper does not say their days.\n"
        f"  {RESPONSE}:19:1: To do: Say of each recommendation whether action is taken or proposed, or why none: "
        "Recommendation.\n"
        f"  {RESPONSE}:23:1: Sure: 'Key findings:' holds the key findings.\n"
        f"  {RESPONSE}:50:1: Sure: 'Chief Constable response to report and any recommendations:' holds the Chief "
        "Constable's comments, section 55(5)(b).\n"
        f"  {RESPONSE}:58:1: Sure: 'PCC response to report and any recommendations:' holds the comments, section "
        "55(5)(a).\n"
        f"Written: {INSPECTION}\n"
        f"  {INSPECTION}:2:1: Sure: The title is Cyber: Keep the light on – An inspection of the police response to "
        "cyber-dependent crime.\n"
        f"  {INSPECTION}:3:1: Sure: The report was published on 2019-10-24, the day from which the 56 days count.\n"
        f"  {INSPECTION}:4:1: Sure: The inspectorate is HMICFRS.\n"
        f"  {INSPECTION}:5:1: Sure: The type is National Inspection.\n"
        f"  {INSPECTION}:6:1: To do: Write the address of the report on the inspectorate's website.\n"
        f"  {INSPECTION}:7:1: Guessed: Addressees and dates of 5 of 5 findings are from their first words; check "
        "them.\n"
        "1,155 of 1,155 words of the paper (100 %) are in the draft, in order.\n"
        "The file also says, and the draft does not: revisions: 1; template: Normal.dotm; 9 ids of editing sessions.\n"
        "Next: fill in what is left to do, then run section55 check, and section55 serve to see the page.\n"
    )
    assert sorted(path for path in files_in(office / "content") if not path.startswith("offices/")) == [
        "inspections/2019/cyber-keep-the-light-on.md",
        "responses/norfolk/2019/cyber-keep-the-light-on.md",
    ]


def test_the_draft_builds_with_warnings_alone(office: Path) -> None:
    (office / "response.docx").write_bytes(docx_of(SEED))
    section55(office, "import", "response.docx", "--office", "norfolk")
    checked = section55(office, "check", "--as-of", "2026-11-28")
    assert checked.returncode == 0, checked.stderr
    assert [line for line in checked.stderr.splitlines() if RESPONSE in line and "Warning" not in line] == []


def test_a_paper_of_a_registered_report_is_a_draft_of_its_response_alone(tmp_path: Path) -> None:
    shutil.copytree(DEMO / "content", tmp_path / "content")
    (tmp_path / RESPONSE).unlink()
    report = (tmp_path / INSPECTION).read_bytes()
    (tmp_path / "paper.txt").write_text(SEED, encoding="utf-8")
    done = section55(tmp_path, "import", "paper.txt", "--office", "norfolk")
    assert f"{RESPONSE}:2:1: Sure: The report is registered: 2019/cyber-keep-the-light-on.\n" in done.stdout
    assert "1,155 of 1,155 words of the paper (100 %) are in the draft, in order.\n" in done.stdout
    assert (tmp_path / INSPECTION).read_bytes() == report


def test_a_draft_is_never_written_over(office: Path) -> None:
    (office / "paper.txt").write_text(SEED, encoding="utf-8")
    section55(office, "import", "paper.txt", "--office", "norfolk")
    before = files_in(office)
    again = section55(office, "import", "paper.txt", "--office", "norfolk")
    assert again.returncode == 2
    assert again.stderr == (
        f"paper.txt: {RESPONSE} already exists, and has not been changed. Rename or delete it to import the paper "
        "again.\n"
    )
    assert files_in(office) == before


def test_a_dry_run_shows_the_drafts_and_writes_nothing(office: Path) -> None:
    (office / "paper.txt").write_text(SEED, encoding="utf-8")
    before = files_in(office)
    done = section55(office, "import", "paper.txt", "--office", "norfolk", "--dry-run")
    assert done.returncode == 0
    assert f"Would be written: {RESPONSE}\n" in done.stdout
    assert "\n## Chief Constable response to report and any recommendations:\n" in done.stdout
    assert files_in(office) == before


def test_hidden_text_stops_the_import_until_it_is_decided_on(office: Path) -> None:
    document = new_document()
    paragraph = document.add_paragraph("We have read the report.")
    paragraph.add_run(" The victim is A. Sample.").font.color.rgb = RGBColor(255, 255, 255)
    (office / "paper.docx").write_bytes(docx_bytes(document))
    before = files_in(office)
    refused = section55(office, "import", "paper.docx", "--office", "norfolk")
    assert refused.returncode == 4
    item = re.search(r"--drop (white-text-[0-9a-f]{6})", refused.stderr)
    assert item
    assert refused.stdout == ""
    assert refused.stderr == (
        "paper.docx: 1 hidden item needs your decision. Nothing was written.\n"
        "paper.docx: paragraph 1: Text in the colour of its background: “The victim is A. Sample.”. Decide with "
        f"--drop {item[1]} or --keep {item[1]}\n"
    )
    assert files_in(office) == before
    dropped = section55(office, "import", "paper.docx", "--office", "norfolk", "--drop", item[1], "--dry-run")
    assert dropped.returncode == 0
    assert "A. Sample" not in dropped.stdout + dropped.stderr
    kept = section55(office, "import", "paper.docx", "--office", "norfolk", "--keep", item[1], "--dry-run")
    assert "We have read the report. The victim is A. Sample." in kept.stdout


OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
AS_TABLE = "Copy the table into a Word document (.docx), or attach the table to the record as CSV"
UNREADABLE = (
    (
        "a.doc", OLE, "Files that end with .doc cannot be imported",
        "Open it in Word and save it as a Word document (.docx)",
    ),
    (
        "a.rtf", b"{", "Files that end with .rtf cannot be imported",
        "Open it in Word or LibreOffice and save it as a Word document (.docx)",
    ),
    ("a.pages", ZIP, "Files that end with .pages cannot be imported", "Open it in Pages and export it as Word (.docx)"),
    ("a.xlsx", ZIP, "Files that end with .xlsx cannot be imported", AS_TABLE),
    (
        "a.docx", OLE, "This file is protected with a password, or is an older Word file under a new name",
        "Open it in Word and save it as a Word document (.docx) without a password",
    ),
    (
        "b.docx", b"%PDF-1.7", "This file is a PDF, though its name ends with .docx",
        "Name it for what it is, or save it again",
    ),
    ("c.docx", ZIP + b"cut", "This file is damaged or cut short", "Open it in its program and save it again"),
    ("d.docx", b"", "This file is empty", "Save it again in the program it was written in"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "data", "message", "hint"), UNREADABLE)
def test_a_file_that_cannot_be_read_gets_a_plain_message(
    office: Path, name: str, data: bytes, message: str, hint: str
) -> None:
    (office / name).write_bytes(data)
    done = section55(office, "import", name, "--office", "norfolk")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{name}: {message}. {hint}.\n")


def test_an_office_that_is_not_there_is_named_with_the_cure(office: Path) -> None:
    (office / "paper.txt").write_text("A sample.\n", encoding="utf-8")
    unknown = section55(office, "import", "paper.txt", "--office", "norfok")
    assert unknown.returncode == 2
    assert unknown.stderr == "There is no office 'norfok'. Did you mean 'norfolk'?\n"
    several = section55(office, "import", "paper.txt")
    assert several.returncode == 2
    assert several.stderr == (
        "Say whose papers they are: --office with one of cambridgeshire, norfolk or west-mercia.\n"
    )


def test_papers_of_a_folder_are_imported_one_by_one(office: Path) -> None:
    folder = office / "old papers"
    folder.mkdir()
    (folder / "one.docx").write_bytes(docx_of(SEED))
    (folder / "two.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "~$one.docx").write_bytes(b"x")
    done = section55(office, "import", "old papers", "--office", "norfolk", "--quiet")
    assert done.returncode == 1
    assert done.stdout == f"Written: {RESPONSE}\nWritten: {INSPECTION}\n"
    assert done.stderr == (
        "2 of 2: old papers/two.doc: Files that end with .doc cannot be imported. Open it in Word and save it as a "
        "Word document (.docx).\n"
    )


def hiding(office: Path) -> Path:
    """Write a paper with a comment and a protective marking."""
    document = new_document()
    paragraph = document.add_paragraph("We have read the report.")
    document.add_comment(paragraph.runs, "Ask the lawyer", author="B. Sample")
    document.sections[0].header.paragraphs[0].text = "OFFICIAL – SENSITIVE"
    path = office / "paper.docx"
    path.write_bytes(docx_bytes(document))
    return path


@pytest.mark.parametrize(
    ("answers", "code", "kept"),
    [
        ("keep\ndrop\n", 0, ["Ask the lawyer"]),
        ("drop\nkeep\n", 0, ["OFFICIAL – SENSITIVE"]),
        ("perhaps\ndrop\ndrop\n", 0, []),
        ("drop\nstop\n", 4, []),
    ],
)
def test_on_a_terminal_each_hidden_item_is_asked_about(office: Path, answers: str, code: int, kept: list[str]) -> None:
    pty = pytest.importorskip("pty")
    hiding(office)
    ours, theirs = pty.openpty()
    os.write(ours, answers.encode())
    done = subprocess.run(
        [*SECTION55, "import", "paper.docx", "--office", "norfolk"],
        cwd=office, stdin=theirs, capture_output=True, text=True, check=False,
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    assert done.returncode == code, done.stderr
    assert "paragraph 1: A comment: “Ask the lawyer” (keep, drop, stop): " in done.stderr
    written = sorted((office / "content").rglob("*paper.md"))
    assert len(written) == (0 if code else 2)
    text = "".join(path.read_text(encoding="utf-8") for path in written)
    assert [words for words in ("Ask the lawyer", "OFFICIAL – SENSITIVE") if words in text] == kept


def test_a_kind_decides_on_every_item_of_it_and_an_id_on_one(office: Path) -> None:
    hiding(office)
    command = ("import", "paper.docx", "--office", "norfolk", "--dry-run")
    left = section55(office, *command, "--drop", "comment")
    assert left.returncode == 4
    assert "1 hidden item needs your decision" in left.stderr
    item = re.search(r"--drop (header-[0-9a-f]{6})", left.stderr)
    assert item
    both = section55(office, *command, "--drop", "all", "--keep", item[1])
    assert both.returncode == 0
    assert "OFFICIAL – SENSITIVE" in both.stdout
    assert "Ask the lawyer" not in both.stdout
    assert "Left out as you decided: 1 hidden item.\nKept as you decided: 1 hidden item.\n" in both.stdout


def test_a_decision_on_an_item_that_is_not_there_is_named(office: Path) -> None:
    (office / "paper.txt").write_text("A sample.\n", encoding="utf-8")
    done = section55(office, "import", "paper.txt", "--office", "norfolk", "--dry-run", "--drop", "comment-123456")
    assert done.returncode == 0
    assert done.stderr == "No paper has a hidden item that is called 'comment-123456'. It was not needed.\n"


def test_what_is_no_text_cannot_be_kept(office: Path) -> None:
    (office / "paper.docx").write_bytes(changed_parts(docx_of("Words."), {"word/vbaProject.bin": b"macro"}))
    done = section55(office, "import", "paper.docx", "--office", "norfolk", "--keep", "macro")
    assert done.returncode == 4
    assert "A program (macro): “word/vbaProject.bin”. A draft holds text alone, so this cannot be kept." in done.stderr


def test_a_page_of_several_responses_is_one_draft_or_one_for_each(office: Path) -> None:
    letter = (
        "## {0}\n\n{1}\n\nDear Home Secretary,\n\nI read the report ‘{2}’, published on {3}.\n\n"
        "Yours sincerely,\n\nA. Sample\n"
    )
    page = "\n".join(
        letter.format(*facts)
        for facts in (
            ("Sample roads", "3 May 2021", "Sample: Roads", "2 March 2021"),
            ("Sample courts", "4 June 2021", "Sample: Courts", "5 April 2021"),
        )
    )
    (office / "letters.txt").write_text(page, encoding="utf-8")
    whole = section55(office, "import", "letters.txt", "--office", "norfolk", "--dry-run")
    assert "This page holds 2 responses. For a draft of each, delete this one" in whole.stdout
    split = section55(office, "import", "letters.txt", "--office", "norfolk", "--split")
    assert split.returncode == 0, split.stderr
    assert re.findall(r"(?m)^Written: (.*)$", split.stdout) == [
        "content/responses/norfolk/2021/sample-roads.md",
        "content/inspections/2021/sample-roads.md",
        "content/responses/norfolk/2021/sample-courts.md",
        "content/inspections/2021/sample-courts.md",
    ]
    words = re.search(r"([\d,]+) of ([\d,]+) words", split.stdout)
    assert words
    assert words[1] == words[2]


def test_a_word_that_is_lost_is_named(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.commands.transfer.papers import words_of_drafts
    from generator.reading.documents.word_count import share_of
    from generator.records.papers.draft import Draft

    monkeypatch.chdir(office)
    share = share_of("The force agrees with all of it", words_of_drafts([Draft("responses/x.md")]))
    assert (share.found, share.total, share.missing) == (0, 7, ("the force agrees with all of it",))
    assert share.sentence == "0 of 7 words of the paper (0 %) are in the draft, in order."
