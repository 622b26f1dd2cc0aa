"""`section55 publish`: it writes one line in one place, or leaves the file as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.commands import publish
from generator.commands.publish import PublishError, publish_draft
from generator.dates import read_as_of
from generator.problems import format_text
from generator.register.read import read_register
from tests.support.commands import section55
from tests.support.paths import DEMO

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
        pytest.param(
            f"---\n{FACTS}published:\N{NO-BREAK SPACE}\n---\n{BODY}".encode(),
            f"---\n{FACTS}published: 2026-02-01\n---\n{BODY}".encode(),
            id="published with a no-break space alone",
        ),
        pytest.param(
            f'---\n{FACTS}"published":\n---\n{BODY}'.encode(),
            f"---\n{FACTS}published: 2026-02-01\n---\n{BODY}".encode(),
            id="published in quotation marks",
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
        """1. Save the file to the repository.
   With git:
     git add content/panel-reports/sample/2026/paper.md
     git commit -m "Publish sample/2026/paper"
     git push
   Without git: open the repository in a browser, go to the folder content/panel-reports/sample/2026,
   and upload the file there (GitHub: Add file, Upload files; GitLab: the plus sign, Upload file).""",
        (
            "2. Wait until the site is built again, a few minutes. The panel report is then at "
            "panel-reports/sample/2026/paper/ on it."
        ),
        "3. Read the page there once, as the public sees it.",
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


@pytest.mark.parametrize("id_", ["sample/2026/sample", "responses/sample/2026/sample.md"])
def test_a_draft_that_cannot_be_read_is_not_said_to_be_missing(content: Path, id_: str) -> None:
    (content / "responses/sample/2026/sample.md").write_text(RESPONSE.replace("---\n", "---\npublished: soon\n", 1))
    with pytest.raises(PublishError) as refusal:
        publish_draft(content, id_, AS_OF)
    name = id_.removesuffix(".md")
    assert str(refusal.value) == f"'{name}' cannot be read. Run section55 check, and correct what it names first."


def test_an_update_is_not_said_to_be_of_a_day_of_the_56(content: Path) -> None:
    (content / "responses/sample/2026/first.md").write_text(DATED.replace("2026-02-01", "2026-01-20"), encoding="utf-8")
    (content / "responses/sample/2026/sample.md").write_text(
        "---\nupdate-to: sample/2026/first\n---\n\n## News\n\nThe cells are mended.\n", encoding="utf-8"
    )
    _, steps = publish_draft(content, "sample/2026/sample", AS_OF)
    assert steps[:2] == [
        "content/responses/sample/2026/sample.md is dated 1 February 2026.",
        "It is an update, which changes no status.",
    ]
    assert not [step for step in steps if step.startswith("That is day")]


def test_each_report_of_a_letter_has_its_own_day(content: Path) -> None:
    (content / "inspections/2026/older.md").write_text(INSPECTION.replace("2026-01-05", "2025-12-01"), encoding="utf-8")
    facts = FACTS.replace("inspection: 2026/sample", "inspection: [2026/sample, 2026/older]").replace(
        "recommendation-1:", "2026/sample#recommendation-1, 2026/older#recommendation-1:"
    )
    (content / "responses/sample/2026/sample.md").write_text(f"---\n{facts}---\n{BODY}", encoding="utf-8")
    problems, steps = publish_draft(content, "sample/2026/sample", AS_OF)
    assert format_text(problems) == ""
    assert steps[1:5] == [
        "That is day 28 of 2026/sample; the last day is 1 March 2026.",
        "That is day 63 of 2026/older; the last day was 25 January 2026.",
        "It is late. If there is a reason, write it between the marks, and put the line below published:",
        'late-reason: "..."',
    ]


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


def test_the_last_step_names_the_copies_that_are_not_sent(content: Path) -> None:
    file = content / "responses/sample/2026/sample.md"
    sent = "sent: [{to: HM Inspector of Constabulary, on: not yet}, {to: The Secretary of State, on: 2026-02-01}]\n"
    file.write_text(RESPONSE.replace("---\n", f"---\n{sent}", 1), encoding="utf-8")

    problems, steps = publish_draft(content, "sample/2026/sample", AS_OF)

    assert format_text(problems) == ""
    assert steps[-1] == "3. Send the copies (HM Inspector of Constabulary), and write the day of each under sent."


def test_the_files_to_save_are_the_report_the_response_and_what_is_attached(content: Path) -> None:
    file = content / "responses/sample/2026/sample.md"
    attached = "attachments: [{file: sample/figures.csv, title: Figures}]\n"
    file.write_text(RESPONSE.replace("---\n", f"---\n{attached}", 1), encoding="utf-8")
    figures = content / "responses/sample/2026/sample/figures.csv"
    figures.parent.mkdir()
    figures.write_text("a,b\n1,2\n")

    problems, steps = publish_draft(content, "sample/2026/sample", AS_OF)

    assert format_text(problems) == ""
    report, csv = "content/inspections/2026/sample.md", "content/responses/sample/2026/sample/figures.csv"
    assert f"     git add {report} {csv} content/responses/sample/2026/sample.md\n" in steps[2]
    assert steps[3] == f"   Upload {report} and {csv} in the same way, where they are not in the repository yet."


def test_the_line_for_a_reason_can_be_pasted_and_asks_for_its_words(content: Path) -> None:
    file = content / "responses/sample/2026/sample.md"

    _, steps = publish_draft(content, "sample/2026/sample", read_as_of("2026-06-01"))
    line = next(step for step in steps if step.startswith("late-reason:"))
    file.write_text(
        file.read_text(encoding="utf-8").replace("published: 2026-06-01\n", f"published: 2026-06-01\n{line}\n")
    )

    reading = read_register(content)
    place = "content/responses/sample/2026/sample.md:3:14"
    assert format_text(reading.problems).split("\n")[0] == (
        f"{place}: 'late-reason' has only three dots. Write its value in their place."
    )
    file.write_text(file.read_text(encoding="utf-8").replace('"..."', "The post was vacant."))
    assert read_register(content).problems == []


@pytest.mark.parametrize("earlier", ["", "corrections:\n  - {on: 2026-02-01, note: An earlier one.}\n"])
def test_the_line_for_a_correction_can_be_pasted(content: Path, earlier: str) -> None:
    file = content / "responses/sample/2026/sample.md"
    Path("mkdocs.yml").write_bytes((DEMO / "mkdocs.yml").read_bytes())
    file.write_text(DATED.replace("---\n", f"---\n{earlier}", 1), encoding="utf-8")
    assert section55(Path(), "build", "--no-search", "--record", "--as-of", "2026-02-01").returncode == 0
    changed = file.read_text(encoding="utf-8").replace("I welcome", "I have read")
    file.write_text(changed, encoding="utf-8")
    refusal = section55(Path(), "check", "--as-of", "2026-02-03")
    assert refusal.returncode == 5

    message = next(line for line in refusal.stderr.splitlines() if "no correction says so" in line)
    line = message.partition("and say what changed and why: ")[2]
    after = "An earlier one.}\n" if earlier else "---\n"
    file.write_text(changed.replace(after, f"{after}{'  ' if earlier else ''}{line}\n", 1), encoding="utf-8")

    done = section55(Path(), "check", "--as-of", "2026-02-03")
    assert done.returncode == 1
    assert done.stderr.endswith(": 'note' has only three dots. Write its value in their place.\n1 problem.\n")
    file.write_text(file.read_text(encoding="utf-8").replace("...", "A sample."), encoding="utf-8")
    done = section55(Path(), "check", "--as-of", "2026-02-03")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_last_step_names_the_command_for_copies_where_the_office_has_recipients(content: Path) -> None:
    office = content / "offices/sample.yml"
    office.write_text(f"{office.read_text(encoding='utf-8')}recipients: [panel@sample.example]\n", encoding="utf-8")

    _, steps = publish_draft(content, "sample/2026/sample", AS_OF)

    assert steps[-2:] == [
        "3. Read the page there once, as the public sees it.",
        "   For e-mails to the office's recipients with the response as PDF: section55 send sample/2026/sample",
    ]
