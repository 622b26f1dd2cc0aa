"""A stopped command clears up, keeps the old site and exits with the right code; its output may be closed or full."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from generator.commands.exit_codes import Exit
from tests.support.commands import copy_project, edit_project, files_in
from tests.support.forked_commands import ForkServer
from tests.support.versioned_project import AS_OF, VersionedProject

STEPS = [
    "read",
    "theme half drawn",
    "half written",
    "manifest written",
    "synced",
    "between the renames",
    "after exchange",
    "before the old site is set aside",
    "old site set aside",
]
AFTER_EXCHANGE = {"after exchange", "before the old site is set aside", "old site set aside"}
SIGNALS = {signal.SIGINT: "\nStopped.\n", signal.SIGTERM: "", signal.SIGHUP: ""}
SEED = "responses/norfolk/2019/cyber-keep-the-light-on"

COMMANDS = [
    ("check",),
    ("check", "--format", "json"),
    ("check", "--format", "github"),
    ("show", SEED),
    ("show", "nothing"),
    ("due",),
    ("due", "--format", "json"),
    ("verify",),
    ("build", "--no-search"),
    ("build", "--no-search", "--record"),
    ("new", "office", "sampleshire"),
    ("publish", "norfolk/2026/none"),
    ("bild",),
    ("build", "--help"),
    ("--help",),
    ("--version",),
    (),
]
"""Each command, done, refused and misspelt."""
SPOILT = [
    ((1,), "closed"),
    ((1,), "unread"),
    ((1,), "full"),
    ((2,), "unread"),
    ((2,), "full"),
    ((1, 2), "closed"),
    ((1, 2), "full"),
]
"""Which of standard output (1) and standard error (2) leads where."""


@pytest.fixture(scope="module")
def versioned_project(fork_server: ForkServer, tmp_path_factory: pytest.TempPathFactory) -> VersionedProject:
    made = VersionedProject(tmp_path_factory.mktemp("signals"), fork_server)
    made.set_up(0, 1, 2, 3)
    return made


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: signal.Signals(number).name)
@pytest.mark.parametrize("step", STEPS)
def test_a_build_stopped_at_a_step_clears_up(versioned_project: VersionedProject, step: str, number: int) -> None:
    old = versioned_project.version()
    new = old ^ 3 if step.startswith("theme") else old ^ 1
    versioned_project.write(new)

    done = versioned_project.build(step=step, signal=number)

    assert (done.code, done.signal, done.out, done.err) == (128 + number, 0, "", SIGNALS[signal.Signals(number)])
    assert versioned_project.version() == (new if step in AFTER_EXCHANGE else old)
    assert [each for each in versioned_project.litter() if each != ".section55/recording-site.json"] == []
    versioned_project.builds()
    assert (versioned_project.version(), versioned_project.litter()) == (new, [])


def test_a_build_stopped_at_any_moment_of_its_life_shows_no_traceback_and_leaves_no_stage(
    versioned_project: VersionedProject,
) -> None:
    random = Random("any moment of its life")  # noqa: S311 - the same moments each time
    # Before the first of its modules is there a program is Python's alone.
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # where these tests ignore it
        "from generator.commands.process import quiet_interrupt\n"
        "with quiet_interrupt():\n"
        "    print('go', flush=True)\n"
        "    from generator.commands.cli import main\n"
        "sys.argv[0] = 'section55'\n"
        "main()"
    )
    command = [sys.executable, "-c", program, "build", "--no-search", "--quiet", "--as-of", AS_OF]
    served = versioned_project.version()
    for _ in range(8):
        with subprocess.Popen(
            command, cwd=versioned_project.project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            assert process.stderr
            assert process.stdout.readline() == "go\n"
            time.sleep(random.uniform(0, 1.5))
            process.send_signal(signal.SIGINT)
            stderr = process.stderr.read()
        assert process.returncode in {0, 130}, stderr
        assert stderr in {"", "Stopped.\n", "\nStopped.\n"}
        assert (versioned_project.version(), versioned_project.litter()) == (served, [])


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: signal.Signals(number).name)
def test_a_signal_during_a_callback_of_python_s_own_is_not_lost(number: int) -> None:
    program = (
        "import signal, sys, time, weakref\n"
        "from generator.commands.process import run\n"
        "number = int(sys.argv[1])\n"
        "signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)\n"
        "class Module: pass\n"
        "def command():\n"
        "    module = Module()\n"
        "    reference = weakref.ref(module, lambda _: signal.raise_signal(number))\n"
        "    del module\n"
        "    time.sleep(60)\n"
        "run(command)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, f"{int(number)}"], capture_output=True, text=True, check=False
    )

    said = SIGNALS[signal.Signals(number)].lstrip()
    assert (done.returncode, done.stdout, done.stderr) == (128 + number, "", said)


def test_a_program_that_a_shell_lets_ignore_ctrl_c_goes_on(versioned_project: VersionedProject) -> None:
    script = (
        f"trap '' INT; {sys.executable} -m generator.commands.cli build --no-search --quiet & sleep 0.2; kill -INT $! "
        f"2>/dev/null; wait $!"
    )

    done = subprocess.run(
        ["bash", "-c", script], cwd=versioned_project.project, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture(scope="module")
def finished(fork_server: ForkServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_project(tmp_path_factory.mktemp("outputs"))
    assert fork_server.run(project, "build", "--no-search").code == 0
    return project


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_wherever_the_output_goes_there_is_no_traceback_and_the_exit_code_is_that_of_what_was_done(
    fork_server: ForkServer, finished: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    usual = fork_server.run(_copy_for(arguments, finished, tmp_path / "usual"), *arguments)
    for streams, how in SPOILT:
        folder = _copy_for(arguments, finished, tmp_path / f"{how}-{len(streams)}-{streams[0]}")

        done = fork_server.run(folder, *arguments, streams=dict.fromkeys(map(str, streams), how))

        assert "Traceback" not in done.out + done.err
        assert "Exception ignored" not in done.err
        assert "bug in Section 55" not in done.err
        is_unwritable = how == "full" and 1 in streams and usual.out and usual.code == Exit.DONE
        assert (done.code, done.signal) == (Exit.MACHINE if is_unwritable else usual.code, 0), (how, streams, done)
        if is_unwritable and 2 not in streams:
            assert done.err.endswith("No space left on device.\n")


def _copy_for(arguments: tuple[str, ...], project: Path, to: Path) -> Path:
    """Give a project to commands that change theirs."""
    return Path(shutil.copytree(project, to)) if arguments[:1] in {("build",), ("new",)} else project


def test_a_build_whose_closing_line_cannot_be_written_has_built_the_site(
    fork_server: ForkServer, tmp_path: Path
) -> None:
    project = copy_project(tmp_path)
    assert fork_server.run(project, "build", "--no-search", "--as-of", AS_OF).code == 0
    before = files_in(project / "site")
    edit_project(project)

    done = fork_server.run(project, "build", "--no-search", "--as-of", AS_OF, streams={"1": "full"})

    assert (done.code, done.err) == (3, "The output of this command cannot be written: No space left on device.\n")
    assert files_in(project / "site") != before
    assert fork_server.run(project, "verify").code == 0
    assert {path.name for path in (project / ".section55").iterdir()} - {"cache", "pdf"} == {"theme", "lock"}
