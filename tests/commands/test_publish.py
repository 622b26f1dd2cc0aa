"""`section55 publish`: it writes one line in one place, or leaves the file as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.commands import publish
from generator.commands.publish import PublishError, publish_draft
from generator.dates import read_as_of
from generator.problems import format_text

AS_OF = read_as_of("2026-02-01")
OFFICE = "name: Sample Police and Crime Commissioner\nforce: Sample Police\nchief-officer: Chief Constable\n"
INSPECTION = """---
title: Sample inspection
published: 2026-01-05
inspectorate: HMICFRS
types: [National]
---

## Recommendation 1

Forces should mend the cells.
"""
FACTS = """inspection: 2026/sample
answers:
  recommendation-1: {action: taken, reason: We mended them.}
"""
BODY = """
## Comments

I welcome the report.

---

published: is a word of this letter.

## Chief Constable's comments

We accept it.
"""
RESPONSE = f"---\n{FACTS}---\n{BODY}"
DATED = f"---\npublished: 2026-02-01\n{FACTS}---\n{BODY}"
PANEL_REPORT = "---\ntitle: A paper\npanel: Sample Panel\n---\n\n## Purpose\n\nTo inform the panel.\n"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for path, text in {
        "offices/sample.yml": OFFICE,
        "inspections/2026/sample.md": INSPECTION,
        "responses/sample/2026/sample.md": RESPONSE,
        "panel-reports/sample/2026/paper.md": PANEL_REPORT,
    }.items():
        file = Path("content") / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return Path("content")


def published(content: Path, data: bytes, id_: str = "sample/2026/sample") -> bytes:
    """Write a draft, publish it, and return what its file then holds."""
    file = content / "responses/sample/2026/sample.md"
    file.write_bytes(data)
    problems, steps = publish_draft(content, id_, AS_OF)
    assert format_text(problems) == ""
    assert steps[0] == "content/responses/sample/2026/sample.md is dated 1 February 2026."
    return file.read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(RESPONSE.encode(), DATED.encode(), id="lines end with LF"),
        pytest.param(RESPONSE.replace("\n", "\r\n").encode(), DATED.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(RESPONSE.replace("\n", "\r").encode(), DATED.replace("\n", "\r").encode(), id="CR alone"),
        pytest.param(
            RESPONSE.replace("welcome the report.\n", "welcome the report.\r\n").encode(),
            DATED.replace("welcome the report.\n", "welcome the report.\r\n").encode(),
            id="one CRLF in the letter",
        ),
        pytest.param(
            RESPONSE.replace("---\n", "--- \n").encode(),
            DATED.replace("---\n", "--- \n").encode(),
            id="spaces after ---",
        ),
        pytest.param(b"\xef\xbb\xbf" + RESPONSE.encode(), b"\xef\xbb\xbf" + DATED.encode(), id="byte order mark"),
        pytest.param(
            f"---\n{FACTS}published:\n---\n{BODY}".encode(),
            f"---\n{FACTS}published: 2026-02-01\n---\n{BODY}".encode(),
            id="published without a value",
        ),
        pytest.param(
            f"---\n{FACTS}published:   # the day it goes on the web\r\n---\n{BODY}".encode(),
            f"---\n{FACTS}published: 2026-02-01  # the day it goes on the web\r\n---\n{BODY}".encode(),
            id="published with a note alone",
        ),
        pytest.param(RESPONSE.rstrip("\n").encode(), DATED.rstrip("\n").encode(), id="no line end at the end"),
    ],
)
def test_the_date_is_one_line_in_one_place_and_every_other_byte_stays(
    content: Path, before: bytes, after: bytes
) -> None:
    assert published(content, before) == after


def test_the_template_s_note_on_drafts_goes_when_it_stops_being_true(content: Path) -> None:
    note = (
        "# Until the next line is there, this is a draft and nobody outside sees it. Write the day it goes on the "
        "web:\n"
    )
    drafted = f"---\n{FACTS}{note}# published: 2026-01-20\n# A note of the office's own.\n---\n{BODY}"
    assert published(content, drafted.encode()) == (
        f"---\npublished: 2026-02-01\n{FACTS}# A note of the office's own.\n---\n{BODY}".encode()
    )


def test_what_the_check_refuses_stays_a_draft_and_its_lines_are_those_of_the_file(content: Path) -> None:
    file = content / "responses/sample/2026/sample.md"
    incomplete = RESPONSE.replace("action: taken, reason: We mended them.", "action: taken").encode()
    file.write_bytes(incomplete)
    problems, steps = publish_draft(content, "sample/2026/sample", AS_OF)
    assert steps == []
    assert file.read_bytes() == incomplete
    line = incomplete.decode().splitlines().index("  recommendation-1: {action: taken}") + 1
    assert [problem.place.line for problem in problems] == [line]


def test_a_build_that_breaks_off_leaves_a_draft(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(publish, "check_register", broken)
    with pytest.raises(KeyboardInterrupt):
        publish_draft(content, "sample/2026/sample", AS_OF)
    assert (content / "responses/sample/2026/sample.md").read_text(encoding="utf-8") == RESPONSE


def test_a_panel_report_is_dated_too_and_called_one(content: Path) -> None:
    problems, steps = publish_draft(content, "sample/2026/paper", AS_OF)
    assert format_text(problems) == ""
    assert steps == [
        "content/panel-reports/sample/2026/paper.md is dated 1 February 2026.",
        "Next: save the file to the repository. The site is then built again, and the panel report appears.",
    ]
    written = (content / "panel-reports/sample/2026/paper.md").read_text(encoding="utf-8")
    assert written == PANEL_REPORT.replace("---\n", "---\npublished: 2026-02-01\n", 1)


@pytest.mark.parametrize(
    "id_", ["sample/2026/sample", "responses/sample/2026/sample", "/responses/sample/2026/sample.md"]
)
def test_an_id_may_be_written_with_its_folder_and_ending(content: Path, id_: str) -> None:
    assert published(content, RESPONSE.encode(), id_) == DATED.encode()


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        (
            "sample/2026/smaple",
            (
                "There is no response or panel report 'sample/2026/smaple' that can be read. Did you mean "
                "'sample/2026/sample'?"
            ),
        ),
        (
            "sample/2026/twice",
            (
                "Several records are called 'sample/2026/twice'. Write the whole id: responses/sample/2026/twice or"
                " panel-reports/sample/2026/twice."
            ),
        ),
        (
            "sample/2026/dated",
            (
                "content/responses/sample/2026/dated.md already has a publication date (1 January 2026)."
                " It has not been changed."
            ),
        ),
    ],
)
def test_an_id_that_names_no_one_draft_is_explained(content: Path, id_: str, message: str) -> None:
    responses, reports = content / "responses/sample/2026", content / "panel-reports/sample/2026"
    (responses / "twice.md").write_text(RESPONSE, encoding="utf-8")
    (reports / "twice.md").write_text(PANEL_REPORT, encoding="utf-8")
    (responses / "dated.md").write_text(RESPONSE.replace("---\n", "---\npublished: 2026-01-01\n", 1), encoding="utf-8")
    with pytest.raises(PublishError) as refusal:
        publish_draft(content, id_, AS_OF)
    assert str(refusal.value) == message


def test_a_front_matter_in_which_the_date_cannot_be_one_line_is_left_alone(content: Path) -> None:
    file = content / "responses/sample/2026/sample.md"
    text = (
        f"---\n{{inspection: 2026/sample, answers: {{recommendation-1: {{action: taken, reason: Done.}}}}}}\n---\n"
        f"{BODY}"
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PublishError) as refusal:
        publish_draft(content, "sample/2026/sample", AS_OF)
    assert str(refusal.value) == (
        "The date cannot be written into content/responses/sample/2026/sample.md. It has not been changed. Write it"
        " yourself, on a line of its own below the first ---: published: 2026-02-01"
    )
    assert file.read_text(encoding="utf-8") == text
