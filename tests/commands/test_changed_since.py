"""`check --changed-since`: the problems of files that changed since a revision, and of files that name them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.commands.cli import cli
from generator.problems import EnvironmentFailure
from tests.support.example_cases import SMALL, write_content
from tests.support.small_site import SmallSite

OFFICE, REPORT = "content/offices/norfolk.yml", "content/inspections/2019/cyber.md"
RESPONSE, OTHER = "content/responses/norfolk/2019/cyber.md", "content/responses/norfolk/2020/roads.md"
_WHO = ["-c", "user.name=Sample", "-c", "user.email=sample@office.example", "-c", "commit.gpgsign=false"]


def git(*arguments: str) -> None:
    subprocess.run(["git", *_WHO, *arguments], check=True, capture_output=True)


def section55(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["check", "--as-of", "2026-11-22", *arguments])


def edit(file: str, old: str, new: str) -> None:
    path = Path(file)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a repository with a problem of long standing in its second response, and commit it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    files = {path: text for sources in SMALL.values() for path, text in sources.items()}
    roads = files["inspections/2019/cyber.md"].replace("Keep the light on", "Roads")
    broken = files["responses/norfolk/2019/cyber.md"].replace("published:", "publshed:")
    other = {"inspections/2020/roads.md": roads, "responses/norfolk/2020/roads.md": broken}
    write_content(Path("content"), {**files, **other})
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message=Begin")
    return tmp_path


OLD_PROBLEM = f"{OTHER}:2:1: 'publshed' is not a fact of a response. Did you mean 'published'?\n"


def test_without_a_change_nothing_is_reported_and_what_is_elsewhere_is_counted(project: Path) -> None:
    everything, changed = section55(), section55("--changed-since", "HEAD")

    assert (everything.exit_code, everything.stderr.startswith(OLD_PROBLEM)) == (1, True)
    assert (changed.exit_code, changed.stdout) == (0, "No problems in 0 changed files and the files that name them.\n")
    assert changed.stderr == "1 problem or warning in files that have not changed. To see all, run: section55 check\n"


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_changed_file_has_its_problems_reported_with_their_places(project: Path, is_committed: bool) -> None:  # noqa: FBT001 - a case
    edit(RESPONSE, "chief-officer-comments", "cheif-officer-comments")
    if is_committed:
        git("commit", "--all", "--quiet", "--message=Change")

    done = section55("--changed-since", "HEAD~1" if is_committed else "HEAD", "--quiet")

    assert done.exit_code == 1
    assert done.stderr.splitlines()[0] == (
        f"{RESPONSE}:3:1: 'cheif-officer-comments' is not a fact of a response. Did you mean 'chief-officer-comments'?"
    )
    assert OTHER not in done.stderr


def test_a_file_that_names_a_changed_one_has_its_problems_reported(project: Path) -> None:
    """The answer is to a finding that the report no longer has."""
    edit(REPORT, "## Recommendation", "## Area for improvement")

    done = section55("--changed-since", "HEAD", "--quiet")

    assert done.exit_code == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()[:-1]] == [RESPONSE]
    assert done.stderr.startswith(f"{RESPONSE}:5:3: ")


def test_a_file_that_names_a_deleted_one_has_its_problems_reported(project: Path) -> None:
    Path(REPORT).unlink()

    done = section55("--changed-since", "HEAD", "--quiet")

    assert done.exit_code == 1
    assert f"{RESPONSE}:" in done.stderr
    assert OTHER not in done.stderr


def test_a_changed_office_concerns_all_its_papers(project: Path) -> None:
    edit(OFFICE, "Norfolk Constabulary", "Sample Constabulary")

    assert section55("--changed-since", "HEAD", "--quiet").stderr.startswith(OLD_PROBLEM)


def test_a_new_file_counts_before_git_knows_it(project: Path) -> None:
    Path("content/inspections/2021").mkdir()
    Path("content/inspections/2021/new.md").write_text("---\ntitle: New\n---\n", encoding="utf-8")

    done = section55("--changed-since", "HEAD", "--quiet")

    assert done.exit_code == 1
    assert {line.split(":")[0] for line in done.stderr.splitlines()[:-1]} == {"content/inspections/2021/new.md"}


def test_a_published_address_that_vanishes_is_reported_on_the_line_of_the_ledger(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    small_site.record()
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message=Record")
    Path(RESPONSE).unlink()

    done = section55("--changed-since", "HEAD", "--quiet")

    assert done.exit_code == 5
    assert "content/ledger.csv:" in done.stderr
    assert "The address /responses/norfolk/2019/cyber/ was published on " in done.stderr


def test_a_file_whose_name_cannot_be_shown_is_never_passed_over(project: Path) -> None:
    Path("content/inspections/2019/cy\u200bber.md").write_text("---\ntitle: New\n---\n", encoding="utf-8")

    done = section55("--changed-since", "HEAD", "--quiet")

    assert done.exit_code == 1
    assert done.stderr.startswith("content/inspections/2019/cy\ufffdber.md: ")


def test_a_content_folder_without_a_source_is_never_passed_over(project: Path) -> None:
    for folder in ("responses", "inspections", "offices"):
        shutil.rmtree(f"content/{folder}")
    git("commit", "--all", "--quiet", "--message=Delete")

    assert "content: " in section55("--changed-since", "HEAD", "--quiet").stderr


def test_json_holds_only_what_is_reported(project: Path) -> None:
    assert section55("--changed-since", "HEAD", "--format", "json").stdout == "[]\n"


def test_a_revision_that_git_does_not_know_is_named(project: Path) -> None:
    done = section55("--changed-since", "origin/nowhere")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "git knows no revision 'origin/nowhere' here. Write a branch, a tag or a commit, such as origin/main. "
        "In a shallow copy of the repository, fetch its history first: git fetch --unshallow\n"
    )


@pytest.mark.parametrize("revision", ["--output=x", "-h", "", "HEAD:content", "HEAD..HEAD"])
def test_what_is_no_commit_is_not_taken_for_an_option(project: Path, revision: str) -> None:
    before = sorted(project.rglob("*"))

    done = section55(f"--changed-since={revision}")

    assert done.exit_code == 2
    assert done.stderr.startswith(f"git knows no revision '{revision}' here.")
    assert sorted(project.rglob("*")) == before


def test_outside_a_repository_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write_content(Path("content"), SMALL["office"])

    done = section55("--changed-since", "HEAD")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "'content' is not in a git repository, so it is not known what changed. Run: section55 check\n"
    )


def test_without_git_it_says_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))

    done = section55("--changed-since", "HEAD")

    assert isinstance(done.exception, EnvironmentFailure)
    assert str(done.exception) == (
        "git is not installed, so it is not known what changed. Install it, or run: section55 check"
    )
