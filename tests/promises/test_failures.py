"""A build that fails leaves the site byte for byte as it was: full or read-only disk, second build, wrong content."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

from generator.problems import Category
from generator.publishing import exchange as switch
from tests.support.commands import SECTION55, copy_project, edit_project, files_in
from tests.support.example_cases import PROBLEM_CASES, files_of, write_content
from tests.support.forked_commands import ForkServer
from tests.support.small_site import SmallSite
from tests.support.versioned_project import AS_OF, LEFT

BUILD = ["build", "--no-search", "--as-of", AS_OF]

STOPPED_IN_THE_MIDDLE = """
import os, signal
from tests.support.fork_server import STEPS, cli
STEPS["half written"](lambda: os.killpg(0, signal.SIGSTOP))
cli.main()
"""
"""A command that stops itself, and the processes it shares its work with, until a signal lets it go on."""


def built(fork_server: ForkServer, project: Path) -> dict[str, bytes]:
    assert fork_server.run(project, *BUILD).code == 0
    return files_in(project / "site")


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[bool]:
    """Mount something at a folder where this user may; say whether that went well."""
    folder.mkdir(exist_ok=True)
    done = (
        subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
        if shutil.which("mount")
        else None
    )
    try:
        yield done is not None and done.returncode == 0
    finally:
        if done is not None and done.returncode == 0:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("free", [0, 50_000, 200_000])
def test_a_full_disk_leaves_the_site_as_it_was(fork_server: ForkServer, tmp_path: Path, free: int) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=12m", "section55") as is_mounted:
        project = copy_project(tmp_path / "disk")
        before = built(fork_server, project)
        edit_project(project)
        full = resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY)
        if is_mounted:
            left = shutil.disk_usage(project).free - free
            (project / "content" / "ballast").write_bytes(b"\0" * left)
            (project / "content" / "ballast").rename(project / "ballast")

        done = subprocess.run(
            [*SECTION55, *BUILD],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=None if is_mounted else partial(resource.setrlimit, *full),
        )

        assert done.returncode == 3, done.stderr
        reason = "No space left on device" if is_mounted else "File too large"
        assert done.stderr.endswith(f"{reason}. The site has not been changed.\n")
        assert files_in(project / "site") == before
        assert not (project / ".section55" / "stage").exists()
        if is_mounted:
            (project / "ballast").unlink()
        assert built(fork_server, project) != before


def test_a_stage_that_cannot_be_begun_beside_a_build_is_said_as_if_it_were_one(
    fork_server: ForkServer, tmp_path: Path
) -> None:
    project = copy_project(tmp_path / "project")
    before = built(fork_server, project)
    stage = project / ".section55" / "stage"
    stage.write_text("A file of somebody")

    done = fork_server.run(project, *BUILD)

    assert (done.code, done.err) == (3, f"{stage}: Not a directory. The site has not been changed.\n")
    assert files_in(project / "site") == before


@pytest.mark.parametrize("name", [".section55", "."])
def test_a_folder_that_is_read_only_leaves_the_site_as_it_was(
    fork_server: ForkServer, tmp_path: Path, name: str
) -> None:
    project = copy_project(tmp_path / "project")
    before = built(fork_server, project)
    edit_project(project)
    folder = project / name

    def refused() -> None:
        done = fork_server.run(project, *BUILD, unprivileged=True)
        assert done.code == 3, done.err
        assert done.err.endswith("The site has not been changed.\n")
        assert files_in(project / "site") == before

    mode = folder.stat().st_mode
    folder.chmod(0o555)
    refused()
    folder.chmod(mode)
    with mounted(folder, "--bind", str(folder)) as is_mounted:
        if is_mounted:
            subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
            refused()
    assert built(fork_server, project) != before


@contextmanager
def another_disk(folder: Path) -> Iterator[Path]:
    """Return a folder on another disk: a mounted one, or one of those that the machine has."""
    with mounted(folder / "disk", "-t", "tmpfs", "-o", "size=12m", "section55") as is_mounted:
        if is_mounted:
            yield folder / "disk"
            return
    for disk in (Path("/dev/shm"), Path("/run/user") / str(os.getuid()), Path("/var/tmp"), Path.home()):  # noqa: S108
        if disk.is_dir() and disk.stat().st_dev != folder.stat().st_dev and os.access(disk, os.W_OK):
            with TemporaryDirectory(dir=disk) as made:
                yield Path(made)
            return
    pytest.skip("This machine has one disk, and none can be mounted")


def test_a_site_on_another_disk_than_its_stage_is_refused_with_the_reason(
    fork_server: ForkServer, tmp_path: Path
) -> None:
    project = copy_project(tmp_path / "project")
    before = built(fork_server, project)
    edit_project(project)
    shutil.rmtree(project / ".section55")
    with another_disk(tmp_path) as disk:
        (project / ".section55").symlink_to(disk)

        done = fork_server.run(project, *BUILD)

        assert done.code == 3
        assert done.err == (
            f"site and {project}/.section55 are on different disks, and a site can be replaced at once only "
            "within one. Give a folder on the same disk: --site DIR. Nothing was changed.\n"
        )
        assert files_in(project / "site") == before
        assert {path.name for path in disk.iterdir()} - {"cache", "pdf"} == {"lock", "theme"}


def test_a_second_build_at_once_is_refused(fork_server: ForkServer, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    before = built(fork_server, project)
    edit_project(project)
    with (project / ".section55" / "lock").open("a") as file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)

        done = fork_server.run(project, *BUILD)

    assert (done.code, done.err) == (3, "Another build is running here. Wait until it is done, then try again.\n")
    assert files_in(project / "site") == before
    assert built(fork_server, project) != before


def test_of_two_builds_at_once_one_builds_the_site_and_the_other_is_refused(
    fork_server: ForkServer, tmp_path: Path
) -> None:
    project = copy_project(tmp_path)
    before = built(fork_server, project)
    edit_project(project)
    stage = project / ".section55" / "stage"
    one = subprocess.Popen(
        [sys.executable, "-c", STOPPED_IN_THE_MIDDLE, *BUILD],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert os.WIFSTOPPED(os.waitpid(one.pid, os.WUNTRACED)[1]), "it ended before it could be stopped"
        assert stage.exists(), "it is stopped in the middle"

        other = fork_server.run(project, *BUILD)

        assert (other.code, other.err) == (3, "Another build is running here. Wait until it is done, then try again.\n")
        assert files_in(project / "site") == before
        assert stage.exists(), "the refused build leaves the stage of the other alone"
    finally:
        os.killpg(one.pid, signal.SIGCONT)
        stderr = one.communicate()[1]
    assert one.returncode == 0, stderr
    after = files_in(project / "site")
    assert after != before
    assert built(fork_server, project) == after


def test_every_kind_of_wrong_content_leaves_the_site_as_it_was(small_site: SmallSite) -> None:
    small_site.build()
    before = files_in(small_site.site)
    refused = 0
    for path in PROBLEM_CASES:
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        shutil.rmtree(small_site.content)
        write_content(small_site.content, files_of(case))
        small_site.build(str(case.get("as-of", AS_OF)))
        if small_site.last.failure:
            refused += 1
            assert files_in(small_site.site) == before, path.name
            assert [each.name for each in (small_site.folder / ".section55").iterdir() if each.name not in LEFT] == []
        else:
            before = files_in(small_site.site)
    assert refused > 40


def test_where_two_renames_are_cut_short_the_next_run_puts_the_old_site_back_even_if_it_builds_none(
    small_site: SmallSite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between the two renames there is no site; where the machine stops just then, until the next run."""
    small_site.build()
    before = files_in(small_site.site)
    (small_site.folder / ".section55").joinpath("aside-site").mkdir()
    shutil.rmtree(small_site.folder / ".section55" / "aside-site")
    small_site.site.rename(small_site.folder / ".section55" / "aside-site")
    small_site.write("responses/norfolk/2019/cyber.md", "no facts")

    lines = small_site.build()

    assert small_site.last.failure is Category.CONTENT, lines
    assert files_in(small_site.site) == before
    assert not (small_site.folder / ".section55" / "aside-site").exists()


def test_a_site_moved_aside_is_put_back_over_the_folder_that_git_made_anew(tmp_path: Path) -> None:
    (tmp_path / "state" / "aside-site").mkdir(parents=True)
    (tmp_path / "state" / "aside-site" / "index.html").write_text("the old site")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / ".gitignore").write_text("*")

    switch.recover(tmp_path / "state", tmp_path / "site")

    assert files_in(tmp_path / "site") == {"index.html": b"the old site"}


def test_a_site_moved_aside_is_not_put_in_the_place_of_another(tmp_path: Path) -> None:
    (tmp_path / "state" / "aside-one").mkdir(parents=True)

    switch.recover(tmp_path / "state", tmp_path / "two")

    assert not (tmp_path / "two").exists()
    assert (tmp_path / "state" / "aside-one").exists()


def test_where_the_second_rename_fails_the_old_site_is_back_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("state/stage", "site"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "index.html").write_text(name)
    rename = Path.rename

    def renamed(self: Path, target: Path) -> Path:
        if self.name == "stage":
            raise PermissionError(13, "Permission denied", str(self))
        return rename(self, target)

    monkeypatch.setattr(switch, "_swap_at_once", lambda *_: False)
    monkeypatch.setattr(Path, "rename", renamed)
    with pytest.raises(PermissionError):
        switch.exchange(tmp_path / "state" / "stage", tmp_path / "site")

    assert files_in(tmp_path / "site") == {"index.html": b"site"}
    assert not (tmp_path / "state" / "aside-site").exists()


def test_a_kept_theme_of_which_files_are_gone_is_never_taken_for_whole(
    fork_server: ForkServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.theme import cache as theming
    from generator.theme.frame import Frame, Theme
    from generator.theme.site import Site

    def draw(files: Path) -> Theme:
        (files / "style.css").write_text("p {}")
        return Theme(Site("", "", ""), {}, Frame(("",)), files)

    def dies(folder: Path, **_: object) -> None:
        (folder / "files" / "style.css").unlink()
        raise KeyboardInterrupt

    (tmp_path / "mkdocs.yml").write_text("site_name: One\n")

    def kept() -> Theme:
        return theming.cached_theme(tmp_path, tmp_path / "mkdocs.yml", tmp_path / "content", tmp_path / "state", draw)

    kept()
    (tmp_path / "mkdocs.yml").write_text("site_name: Two\n")
    with monkeypatch.context() as patch:
        patch.setattr(theming.shutil, "rmtree", dies)
        with pytest.raises(KeyboardInterrupt):
            kept()
    (tmp_path / "mkdocs.yml").write_text("site_name: One\n")

    assert (kept().files / "style.css").exists()
