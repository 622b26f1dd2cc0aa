"""A folder is replaced only if it is empty, or if all of it was made here."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.publishing.destination import replacement_refusal
from tests.support.commands import copy_project, files_in
from tests.support.forked_commands import Ended, ForkServer
from tests.support.versioned_project import AS_OF


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return copy_project(tmp_path / "project")


def build(fork_server: ForkServer, project: Path, site: str) -> Ended:
    return fork_server.run(project, "build", "--no-search", "--no-pdf", "--quiet", "--as-of", AS_OF, "--site", site)


def refused(fork_server: ForkServer, project: Path, site: str) -> str:
    """Prove that a target is refused, with nothing changed and nothing left anywhere; give the reason."""
    before = files_in(project.parent)
    done = build(fork_server, project, site)
    assert done.code == 2, done
    assert files_in(project.parent) == before
    assert not [path for path in project.parent.rglob(".section55") if not (path / "theme").exists()]
    return done.err


ALONE = "is not a folder for a site alone. Give one that is empty or does not exist yet: --site DIR\n"
OTHERS = (
    "contains something other than a site built by this program. "
    "Give a folder that is empty or does not exist yet: --site DIR\n"
)


@pytest.mark.parametrize("site", ["/", ".", "../project", "/../", "//"])
def test_the_root_and_the_folder_one_stands_in_are_refused(fork_server: ForkServer, project: Path, site: str) -> None:
    assert refused(fork_server, project, site) == f"{Path(site)} {ALONE}"


def test_home_is_refused_even_where_it_is_empty(fork_server: ForkServer, project: Path) -> None:
    home = project / "home"
    home.mkdir()
    done = fork_server.run(project, "build", "--site", "home", environment={"HOME": str(home)})

    assert (done.code, done.err) == (2, f"home {ALONE}")


def test_without_a_home_nothing_is_wrong(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", home)

    assert replacement_refusal(project / "site") == ""


@pytest.mark.parametrize("git", ["folder", "file"])
def test_a_repository_is_refused_even_with_a_manifest_in_it(fork_server: ForkServer, project: Path, git: str) -> None:
    assert build(fork_server, project, "site").code == 0
    (project / "site" / ".git").mkdir() if git == "folder" else (project / "site" / ".git").write_text("gitdir: ../x\n")

    assert refused(fork_server, project, "site") == f"site {ALONE}"


@pytest.mark.parametrize("site", ["content", "content/site", "content/pages", "content/../content/x"])
def test_a_site_does_not_stand_in_the_content(fork_server: ForkServer, project: Path, site: str) -> None:
    message = f"{site} is in content, from which the site is built. Give a folder outside it: --site DIR\n"
    assert refused(fork_server, project, site) == message


def test_a_site_does_not_stand_in_the_folder_of_its_state(fork_server: ForkServer, project: Path) -> None:
    assert "Give a folder outside it" in refused(fork_server, project, ".section55")


def test_a_file_and_a_link_are_refused(fork_server: ForkServer, project: Path) -> None:
    (project / "file").write_text("x")
    (project / "empty").mkdir()
    (project / "link").symlink_to("empty")
    (project / "nowhere").symlink_to("missing")

    assert refused(fork_server, project, "file") == "file is a file. Give a folder: --site DIR\n"
    for name in ("link", "nowhere"):
        assert (
            refused(fork_server, project, name)
            == f"{name} is a link to another folder. Give the folder itself: --site DIR\n"
        )


@pytest.mark.parametrize(
    "manifest",
    [
        '{"name": "An app", "icons": []}',
        "",
        "[]",
        "{",
        '{"format": 1}',
        '{"format": 1, "files": "all"}',
        '{"format": 2, "files": []}',
        '{"format": 1, "files": [{"path": "../thesis.txt", "size": 0, "sha256": "' + "0" * 64 + '"}]}',
        "[" * 100_000,
    ],
)
def test_a_folder_with_somebody_else_s_manifest_is_refused(
    fork_server: ForkServer, project: Path, manifest: str
) -> None:
    (project / "app").mkdir()
    (project / "app" / "manifest.json").write_text(manifest)
    (project / "app" / "thesis.txt").write_text("years of work")

    assert refused(fork_server, project, "app") == (
        "app/manifest.json is not the manifest of a site built by this program, so app may contain somebody's work. "
        "Empty it, or give a folder that does not exist yet: --site DIR\n"
    )


def test_a_manifest_that_is_a_folder_or_a_link_makes_no_site(fork_server: ForkServer, project: Path) -> None:
    (project / "one" / "manifest.json").mkdir(parents=True)
    (project / "one" / "manifest.json" / "thesis.txt").write_text("years of work")
    (project / "two").mkdir()
    (project / "two" / "manifest.json").symlink_to("/dev/zero")

    for name in ("one", "two"):
        assert refused(fork_server, project, name) == f"{name} {OTHERS}"


@pytest.mark.parametrize(
    "path", ["thesis.docx", "responses/norfolk/thesis.docx", "new/deep/thesis.docx", ".hidden", "a\nb"]
)
def test_a_file_that_somebody_put_into_the_site_is_never_deleted(
    fork_server: ForkServer, project: Path, path: str
) -> None:
    assert build(fork_server, project, "site").code == 0
    (project / "site" / path).parent.mkdir(parents=True, exist_ok=True)
    (project / "site" / path).write_text("years of work")

    shown = path.replace("\n", "\N{REPLACEMENT CHARACTER}")
    assert (
        refused(fork_server, project, "site")
        == f"site/{shown} does not belong to the site and would be lost. Move it out of site, then build again.\n"
    )


def test_a_link_that_somebody_put_into_the_site_is_never_followed(fork_server: ForkServer, project: Path) -> None:
    assert build(fork_server, project, "site").code == 0
    (project / "precious").mkdir()
    (project / "precious" / "thesis.txt").write_text("years of work")
    shutil.rmtree(project / "site" / "inspections")
    (project / "site" / "inspections").symlink_to("../precious")
    assert "site/inspections does not belong to the site" in refused(fork_server, project, "site")

    (project / "site" / "inspections").unlink()
    index = project / "site" / "index.html"
    index.unlink()
    index.symlink_to("../precious/thesis.txt")
    assert build(fork_server, project, "site").code == 0
    assert (project / "precious" / "thesis.txt").read_text() == "years of work"


def test_a_site_of_which_files_are_missing_or_changed_is_made_whole(fork_server: ForkServer, project: Path) -> None:
    assert build(fork_server, project, "site").code == 0
    whole = files_in(project / "site")
    (project / "site" / "index.html").write_text("defaced")
    (project / "site" / "404.html").unlink()
    (project / "site" / ".DS_Store").write_text("made by looking at it")

    assert build(fork_server, project, "site").code == 0
    assert files_in(project / "site") == whole


def test_an_empty_folder_and_one_that_git_keeps_are_used(fork_server: ForkServer, project: Path) -> None:
    (project / "empty").mkdir()
    (project / "kept").mkdir()
    (project / "kept" / ".gitignore").write_text("*\n!.gitignore\n")

    assert build(fork_server, project, "empty").code == 0
    assert build(fork_server, project, "kept").code == 0
    assert build(fork_server, project, "kept").code == 0
    assert (project / "kept" / ".gitignore").read_text() == "*\n!.gitignore\n"
    assert json.loads((project / "kept" / "manifest.json").read_text())["format"] == 1


@pytest.mark.parametrize("site", ["x" * 300, "a" + "/a" * 3000])
def test_a_name_that_no_folder_can_have_is_refused_in_a_sentence(
    fork_server: ForkServer, project: Path, site: str
) -> None:
    done = build(fork_server, project, site)

    assert done.code == 3
    assert "File name too long" in done.err
    assert "bug in Section 55" not in done.err
