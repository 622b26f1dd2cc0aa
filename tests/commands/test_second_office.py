"""A second office changes no deadline of the first one, whichever command adds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.commands.begin.second_office import keep_deadlines
from tests.support.commands import files_in, section55
from tests.support.example_cases import write_content
from tests.support.sources import OFFICE, inspection

FIRST = OFFICE.format("A") + "# Ours, by hand."
REPORTS = {
    "inspections/2026/our-roads.md": inspection("2026-11-02").replace("---\n", "---\nforces: [Sample A Police]\n", 1),
    "inspections/2026/their-roads.md": inspection("2026-11-02").replace("---\n", "---\nforces: [Sample B Police]\n", 1),
    "inspections/2026/all-roads.md": inspection("2026-11-02"),
}
NEW = ("new", "office", "wessex", "--name", "Wessex PCC", "--force", "Wessex Police", "--chief-officer", "Constable")
INIT = ("init", "--office", "wessex", "--name", "Wessex PCC", "--force", "Wessex Police", "--as-of", "2026-11-22")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_content(tmp_path / "content", {"offices/a.yml": FIRST, **REPORTS})
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nplugins:\n  - section55\n")
    return tmp_path


def owed(project: Path, office: str) -> list[str]:
    """Return the lines of `due` about an office."""
    done = section55(project, "due", "--as-of", "2026-11-22")
    assert (done.returncode, done.stderr) == (0, "")
    return [line for line in done.stdout.splitlines() if f"  {office}  " in f"{line}  "]


@pytest.mark.parametrize("arguments", [NEW, INIT], ids=["new office", "init --office"])
def test_a_second_office_changes_no_deadline_of_the_first(project: Path, arguments: tuple[str, ...]) -> None:
    before = owed(project, "a")
    files = files_in(project)
    assert len(before) == 2

    done = section55(project, *arguments)

    assert (done.returncode, done.stderr) == (0, "")
    assert "Added to content/offices/a.yml, so that its deadlines stay as they are: expects: its force\n" in done.stdout
    assert [" ".join(line.split()) for line in owed(project, "a")] == [" ".join(line.split()) for line in before]
    after = files_in(project)
    assert after.pop("content/offices/wessex.yml")
    assert after == {**files, "content/offices/a.yml": f"{FIRST}\nexpects: its force\n".encode()}
    assert "expects" not in section55(project, "check").stdout


@pytest.mark.parametrize("line", ["expects: none", "expects: all", "expects: [2026/our-roads]"])
def test_an_office_that_says_what_it_answers_is_left_as_it_is(project: Path, line: str) -> None:
    office = project / "content/offices/a.yml"
    office.write_text(f"{OFFICE.format('A')}{line}\n")
    before = files_in(project)

    done = section55(project, *NEW)

    assert done.stdout == "Written: content/offices/wessex.yml\nFill it in, then run: section55 check\n"
    assert {path: before[path] for path in before} == {path: files_in(project)[path] for path in before}


def test_a_third_office_decides_nothing_for_two_that_do_not_say_it(project: Path) -> None:
    (project / "content/offices/b.yml").write_text(OFFICE.format("B"))
    before = files_in(project)

    assert keep_deadlines(project / "content", "wessex") is None
    assert files_in(project) == before


def test_an_office_that_was_there_already_changes_no_other(project: Path) -> None:
    before = files_in(project)

    done = section55(project, "new", "office", "a")

    assert (done.returncode, done.stdout) == (2, "")
    assert files_in(project) == before


def test_the_ends_of_lines_of_a_file_stay_as_they_are(project: Path) -> None:
    office = project / "content/offices/a.yml"
    office.write_bytes(OFFICE.format("A").replace("\n", "\r\n").encode())
    before = office.read_bytes()

    section55(project, *NEW)

    assert office.read_bytes() == before + b"expects: its force\r\n"


def test_a_crash_before_the_second_file_is_written_changes_no_deadline(project: Path) -> None:
    before = owed(project, "a")

    assert keep_deadlines(project / "content", "wessex") is not None

    assert owed(project, "a") == before


def test_where_a_line_cannot_be_added_the_command_says_which(project: Path) -> None:
    office = project / "content/offices/a.yml"
    office.write_text("{name: Sample A PCC, force: Sample A Police, chief-officer: Chief Constable}\n")
    before = office.read_bytes()

    done = section55(project, *NEW)

    assert (done.returncode, done.stderr) == (0, "")
    assert (
        "To keep its deadlines as they are, add this line to content/offices/a.yml: expects: its force\n" in done.stdout
    )
    assert office.read_bytes() == before
