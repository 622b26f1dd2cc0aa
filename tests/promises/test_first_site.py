"""An office begins its site from the built wheel, with the commands that its own README names and nothing else."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.support.paths import TOP

SCRIPTS = "Scripts" if os.name == "nt" else "bin"

REPORT = """\
## Recommendations

### Recommendation 1

By 1 April 2027, chief constables should sample their samples.
"""
ANSWER = "A sample of an explanation."


@pytest.fixture(scope="module")
def section55(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in an environment of its own; only what it needs comes from the one that runs the tests."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(TOP)]
    environment = folder / "environment"
    subprocess.run([*pip, *build], check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python = environment / SCRIPTS / Path(sys.executable).name
    packages = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    Path(packages, "needed.pth").write_text(sysconfig.get_path("purelib"))
    [wheel] = folder.glob("*.whl")
    into = ["--python", str(python), "install", "--no-deps", "--no-index", "--force-reinstall", str(wheel)]
    subprocess.run([*pip, *into], check=True, capture_output=True)
    return environment / SCRIPTS / "section55"


def run(section55: Path, folder: Path, command: str) -> str:
    """Run a command as a README writes it, and return what it says; it must not fail."""
    words = shlex.split(command)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [section55, *words[1:]], cwd=folder, capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def commands_in(readme: str, heading: str) -> list[str]:
    """Return the commands that a part of a README names, in their order."""
    part = readme.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^(?:\d\. `)?(section55 [^`\n]+)", part, re.MULTILINE)
    assert found
    return found


def test_the_first_site_needs_six_commands(section55: Path, tmp_path: Path) -> None:
    begin = 'section55 init ours --name "Sampleshire PCC" --force "Sampleshire Police"'
    written = run(section55, tmp_path, begin)
    ours = tmp_path / "ours"
    readme = (ours / "README.md").read_text(encoding="utf-8")

    commands = commands_in(readme, "Try it, in ten minutes")

    assert [command.split()[1] for command in commands] == ["check", "serve", "publish", "build", "verify"]
    assert "1. cd ours, then run: section55 check\n" in written
    for command in commands:
        if command != "section55 serve":
            run(section55, ours, command)
    [page] = ours.glob("site/responses/sampleshire/*/sample-report/index.html")
    assert "A sample of comments." in page.read_text(encoding="utf-8")


def test_the_readme_leads_from_an_empty_site_to_a_first_response(section55: Path, tmp_path: Path) -> None:
    run(section55, tmp_path, 'section55 init ours --empty --name "Sampleshire PCC" --force "Sampleshire Police"')
    ours = tmp_path / "ours"
    commands = commands_in((ours / "README.md").read_text(encoding="utf-8"), "The ten things you do")
    assert [command.split()[1] for command in commands] == ["new", "new", "import", "check", "publish", "due"]
    new_inspection, new_response, _, check, publish, due = commands

    run(section55, ours, new_inspection)
    [report] = ours.glob("content/inspections/*/name-of-the-report.md")
    report.write_text(report.read_text(encoding="utf-8") + REPORT, encoding="utf-8")
    run(section55, ours, new_response)
    [draft] = ours.glob("content/responses/sampleshire/*/name-of-the-report.md")
    assert "awaiting" in run(section55, ours, due)
    text = re.sub(r"^# (answers:|  recommendation-1:)", r"\1", draft.read_text("utf-8"), flags=re.MULTILINE)
    text = text.replace("taken | proposed | none", "proposed")
    text = re.sub(r"^(## .*)\n", rf"\1\n\n{ANSWER}\n", text, flags=re.MULTILINE)
    draft.write_text(text, encoding="utf-8")
    run(section55, ours, check)
    run(section55, ours, publish)
    run(section55, ours, "section55 build")
    run(section55, ours, "section55 verify")

    [page] = ours.glob("site/responses/sampleshire/*/name-of-the-report/index.html")
    assert ANSWER in page.read_text(encoding="utf-8")
