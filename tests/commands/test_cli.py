"""The commands as a person runs them: what they print, what they leave behind, and their exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import SECTION55, copy_project, files_in, on_one_day, section55
from tests.support.paths import DEMO

SEED = "responses/norfolk/2019/cyber-keep-the-light-on"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with the repository's own content and settings, as an office has it."""
    return copy_project(tmp_path)


def test_a_build_says_in_one_line_what_it_made_and_where_to_look(project: Path) -> None:
    done = section55(project, "build")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Built: 7 records, ")
    assert done.stdout.endswith(" s. Open site/index.html in a browser, or see it with: section55 serve\n")
    assert done.stderr == ""
    assert (project / "site" / SEED / "index.html").is_file()


def test_what_editors_leave_among_the_pages_is_neither_built_nor_in_the_way(project: Path) -> None:
    pages = project / "content/pages"
    for name in ("index.md~", "._contact.md", "~$plan.csv", "about.md.bak"):
        (pages / name).write_bytes(b"\xff unreleased [[blank]]")
    (pages / ".#contact.md").symlink_to("writer@computer.1")

    done = section55(project, "build")

    assert done.returncode == 0, done.stderr
    assert done.stderr.count("It is not published. Delete it, or name it in .gitignore.") == 5
    built = files_in(project / "site")
    assert [path for path, data in built.items() if b"unreleased [[" in data or "contact.md" in path] == []


def test_a_quiet_build_says_nothing(project: Path) -> None:
    done = section55(project, "build", "--quiet")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_second_build_leaves_the_same_bytes_and_no_stage(project: Path) -> None:
    section55(project, "build", "--as-of", "2026-11-22")
    first = files_in(project / "site")

    section55(project, "build", "--as-of", "2026-11-22")

    assert files_in(project / "site") == first
    assert not (project / ".section55" / "stage").exists()


def test_a_build_with_problems_leaves_the_site_as_it_was(project: Path) -> None:
    section55(project, "build")
    before = files_in(project / "site")
    (project / f"content/{SEED}.md").write_text("---\npublshed: 2019-12-12\n---\n")

    done = section55(project, "build")

    assert done.returncode == 1
    assert "'publshed' is not a fact of a response. Did you mean 'published'?" in done.stderr
    assert done.stderr.endswith("The site in site has not been changed.\n")
    assert files_in(project / "site") == before


def test_mkdocs_gives_the_same_site(project: Path) -> None:
    def build_both() -> None:
        section55(project, "build", "--site", "ours")

        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 0, done.stderr

    on_one_day(build_both)
    assert files_in(project / "site") == files_in(project / "ours")


def test_mkdocs_refuses_content_with_problems_and_leaves_the_site_as_it_was(project: Path) -> None:
    section55(project, "build")
    before = files_in(project / "site")
    (project / f"content/{SEED}.md").write_text("---\npublshed: 2019-12-12\n---\n")

    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=project, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert f"content/{SEED}.md:2:1: 'publshed' is not a fact of a response. Did you mean 'published'?" in done.stdout
    assert "Traceback" not in done.stderr
    assert files_in(project / "site") == before


def test_a_folder_with_other_things_in_it_is_never_replaced(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "thesis.docx").write_text("years of work")

    done = section55(project, "build")

    assert done.returncode == 2
    assert done.stderr == (
        "site contains something other than a site built by this program. Give a folder that is empty or does not "
        "exist yet: --site DIR\n"
    )
    assert files_in(project / "site") == {"thesis.docx": b"years of work"}


def test_a_symlinked_site_is_refused(project: Path) -> None:
    (project / "elsewhere").mkdir()
    (project / "site").symlink_to("elsewhere")

    done = section55(project, "build")

    assert done.returncode == 2
    assert done.stderr == "site is a link to another folder. Give the folder itself: --site DIR\n"


def test_without_mkdocs_yml_a_build_says_where_to_run(tmp_path: Path) -> None:
    shutil.copytree(DEMO / "content", tmp_path / "deep" / "content")

    done = section55(tmp_path, "build", "--content", "deep/content", "--site", "out")

    assert done.returncode == 2
    assert done.stderr == "There is no mkdocs.yml here. Run this command in the folder that holds it.\n"


def test_settings_that_cannot_be_read_are_named_by_their_place(project: Path) -> None:
    with (project / "mkdocs.yml").open("a") as file:
        file.write("extra: [\n")

    done = section55(project, "build")

    assert done.returncode == 1
    lines = (project / "mkdocs.yml").read_text().count("\n")
    assert done.stderr.startswith(
        f"mkdocs.yml:{lines}:9: The settings cannot be read from here on. "
        "Check this line and the one above it: indents, colons, brackets and quotation marks.\n"
    )


def test_content_without_pages_builds_with_a_home_page_of_its_own(project: Path) -> None:
    shutil.rmtree(project / "content" / "pages")

    done = section55(project, "build")

    assert done.returncode == 0, done.stderr
    assert "<h1" in (project / "site" / "index.html").read_text(encoding="utf-8")


def test_a_page_in_welsh_stands_below_cy_and_each_of_the_two_names_the_other(project: Path) -> None:
    (project / "content/pages/contact.cy.md").write_text(
        "# Cysylltu\n\nYn ôl i'r [hafan](index.md).\n", encoding="utf-8"
    )

    assert section55(project, "build", "--no-search").returncode == 0

    welsh, english = (
        (project / "site" / page).read_text(encoding="utf-8")
        for page in ("cy/contact/index.html", "contact/index.html")
    )
    assert '<html lang="cy">' in welsh
    assert "Neidio i'r cynnwys" in welsh
    assert '<p>Yn ôl i\'r <a href="../../index.html">hafan</a>.</p>' in welsh
    assert (
        '<li><a href="../../contact/index.html" lang="en" hreflang="en">English</a></li>\n'
        '<li aria-current="true">Cymraeg</li>' in welsh
    )
    assert (
        '<li aria-current="true">English</li>\n'
        '<li><a href="../cy/contact/index.html" lang="cy" hreflang="cy">Cymraeg</a></li>' in english
    )
    assert "Cysylltu" not in english  # the navigation names a page once


def test_a_page_in_welsh_of_no_page_is_a_problem(project: Path) -> None:
    (project / "content/pages/holiday.cy.md").write_text("# Gwyliau\n", encoding="utf-8")

    done = section55(project, "check")

    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == (
        "content/pages/holiday.cy.md: This is the Welsh translation of 'holiday.md', which does not exist. "
        "Write 'holiday.md' first."
    )


def test_a_page_in_a_folder_of_its_language_is_a_problem_because_a_twin_has_that_address(project: Path) -> None:
    (project / "content/pages/contact.cy.md").write_text("# Cysylltu\n", encoding="utf-8")
    (project / "content/pages/cy").mkdir()
    (project / "content/pages/cy/contact.md").write_text("# Cysylltu eto\n", encoding="utf-8")

    done = section55(project, "check")

    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == (
        "content/pages/cy/contact.md: Pages in Welsh have their addresses here, and no files. "
        "Rename it to contact.cy.md, next to the page it translates."
    )


def test_a_check_without_problems_counts_the_records(project: Path) -> None:
    done = section55(project, "check")

    assert (done.returncode, done.stdout, done.stderr) == (0, "No problems in 7 records.\n", "")


def test_a_check_names_problems_for_people_for_programs_and_for_github(project: Path) -> None:
    (project / "content" / "offices" / ".env").write_text("x")
    path = "content/offices/.env"

    text = section55(project, "check")
    data = section55(project, "check", "--format", "json")
    notes = section55(project, "check", "--format", "github")

    message = "This is a hidden file. Delete it, or move it out of the content folder."
    assert (text.returncode, text.stderr) == (1, f"{path}: {message}\n1 problem.\n")
    assert [(row["path"], f"{row['problem']} {row['advice']}") for row in json.loads(data.stdout)] == [(path, message)]
    assert notes.stdout == f"::error file={path}::{message}\n1 problem.\n"


def test_a_date_for_as_of_that_is_none_is_wrong_use(project: Path) -> None:
    done = section55(project, "check", "--as-of", "31/12/2026")

    assert done.returncode == 2
    assert "Write the year first: 2026-12-31 for 31 December 2026." in done.stderr
    assert "Traceback" not in done.stderr


def test_show_says_what_the_site_knows_and_how_it_was_worked_out(project: Path) -> None:
    done = section55(project, "show", SEED)

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"content/{SEED}.md",
        f"Address: /{SEED}/",
        "Kind: response",
        "Release: released (date of publication not recorded)",
        "",
        "Inspection: Cyber: Keep the light on – An inspection of the police response to cyber-dependent crime",
        "Status: Date of publication not recorded (published-date-not-recorded)",
        "Day 1 is the day the report was published: 24 October 2019",
        "Last day: 18 December 2019, day 56",
        "Rule: published before the end of the period of 56 days beginning with that day, section 55(5A)",
        "Published: on a day that is not recorded, so neither in time nor late",
        "Section 55: https://www.legislation.gov.uk/ukpga/1996/16/section/55",
    ]


def test_show_suggests_the_id_that_was_meant(project: Path) -> None:
    done = section55(project, "show", "norfolk/2019/cyber-keep-the-lights-on")

    assert done.returncode == 2
    assert done.stderr == (
        "There is no record 'norfolk/2019/cyber-keep-the-lights-on'. Did you mean "
        "'norfolk/2019/cyber-keep-the-light-on'?\n"
    )


def test_new_sources_are_valid_and_never_overwrite(project: Path) -> None:
    made = [
        section55(project, "new", "office", "sampleshire"),
        section55(
            project, "new", "inspection", "2026/custody", "--title", 'Custody: a "review"', "--published", "2026-10-01"
        ),
        section55(project, "new", "response", "sampleshire/2026/custody"),
        section55(project, "new", "response", "west-mercia/2019/cyber-keep-the-light-on"),
        section55(project, "new", "panel-report", "sampleshire/2026/paper", "--meeting", "2026-11-02"),
    ]
    again = section55(project, "new", "response", "norfolk/2019/cyber-keep-the-light-on")
    check = section55(project, "check", "--as-of", "2026-11-22")

    assert [done.returncode for done in made] == [0] * 5
    assert made[0].stdout == "Written: content/offices/sampleshire.yml\nFill it in, then run: section55 check\n"
    assert again.returncode == 2
    assert again.stderr == f"content/{SEED}.md already exists, and has not been changed.\n"
    assert check.returncode == 0, check.stderr
    assert 'Custody: a "review"' in section55(project, "show", "2026/custody").stdout


def test_a_new_response_has_a_heading_for_each_recommendation(project: Path) -> None:
    section55(project, "new", "response", "west-mercia/2019/cyber-keep-the-light-on")

    text = (project / "content/responses/west-mercia/2019/cyber-keep-the-light-on.md").read_text(encoding="utf-8")

    headings = [line for line in text.split("\n") if line.startswith("## ")]
    assert headings == ["## Key findings", "## Recommendation", "## Chief Constable response", "## PCC response"]


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        (
            "norfolk/2026/Custody",
            (
                "'norfolk/2026/Custody' cannot be an id: 'Custody' has capital letters. Use small letters, digits and "
                "single hyphens.\n"
            ),
        ),
        (
            "norfolk/../2026",
            (
                "'norfolk/../2026' cannot be an id: '..' cannot stand in a name. Use small letters, digits and single "
                "hyphens.\n"
            ),
        ),
        ("norfolk", "'norfolk' is not the name of a response. Write OFFICE/YEAR/NAME.\n"),
        ("norfork/2019/cyber", "There is no office 'norfork'. Did you mean 'norfolk'?\n"),
        (
            "norfolk/2019/cyber-keep-the-lights",
            "There is no inspection '2019/cyber-keep-the-lights'. Did you mean '2019/cyber-keep-the-light-on'?\n",
        ),
    ],
)
def test_a_source_is_not_begun_under_a_name_that_cannot_be(project: Path, id_: str, message: str) -> None:
    before = files_in(project / "content")

    done = section55(project, "new", "response", id_)

    assert (done.returncode, done.stderr) == (2, message)
    assert files_in(project / "content") == before


def test_a_closed_output_is_no_traceback(project: Path) -> None:
    command = f"{sys.executable} -m generator.commands.cli show {SEED} | head -c 1"

    done = subprocess.run(["sh", "-c", command], cwd=project, capture_output=True, text=True, check=False)

    assert done.stderr == ""


def test_a_wrong_answer_is_asked_for_again(project: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    answers = "2026/Custody\n2026/custody\nCustody\n1 Octember\n2026-10-01\n\n\n"
    os.write(ours, answers.encode())

    done = subprocess.run(
        [*SECTION55, "new", "inspection"], cwd=project, stdin=theirs, capture_output=True, text=True, check=False
    )
    os.close(ours)
    os.close(theirs)

    assert done.returncode == 0, done.stderr
    assert (
        "Error: '2026/Custody' cannot be an id: 'Custody' has capital letters. "
        "Use small letters, digits and single hyphens.\n"
    ) in done.stdout
    assert "Error: '1 Octember' is not in a date format this site reads" in done.stdout
    assert done.stdout.endswith("Written: content/inspections/2026/custody.md\nFill it in, then run: section55 check\n")
    assert "published: 2026-10-01" in (project / "content/inspections/2026/custody.md").read_text(encoding="utf-8")
