"""Content cannot act: a build opens no connection, starts no program but the indexer, and reads only its own files."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import tempfile
import zoneinfo
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import copy_project, files_in
from tests.support.paths import TOP
from tests.support.versioned_project import AS_OF

CANARY = "of a file that is none of ours"

VARIABLES = {
    # Ours. Only a bug of ours asks for SECTION55_TRACEBACK, and pathlib for HOME, which no site may replace.
    "SECTION55_TRACEBACK",
    "HOME",
    # Where a build writes what is temporary.
    "TMPDIR",
    "TEMP",
    "TMP",
    # Python's own: where it and its time zones are.
    "PYTHONTZPATH",
    "PYTHONUSERBASE",
    "_PYTHON_PROJECT_BASE",
    "_PYTHON_SYSCONFIGDATA_NAME",
    "PY_SAX_PARSER",
    "XDG_DATA_HOME",
    # Those of the packages we use, asked for at import, and without effect on what is built.
    "_SECTION55_COMPLETE",
    "PYDANTIC_DISABLE_PLUGINS",
    "SOURCE_DATE_EPOCH",
    "TZ",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_CTYPE",
    "LC_MESSAGES",
    "LC_MONETARY",
    "LC_NUMERIC",
    "LC_TIME",
    "COLUMNS",
    "LINES",
}
"""All that a build asks of the environment."""

RESPONSE = "content/responses/norfolk/2019/cyber-keep-the-light-on.md"
PYTHON_TAG = "!!python/object/apply:os.system ['touch acted']"
HOSTILE: dict[str, dict[str, str]] = {
    "pages that ask the template engine": {
        "content/pages/a.md": (
            "# A\n\n{% include '../secret.txt' %} {{ config.theme.dirs }} {{ ''.__class__.__mro__ }} {% import 'os' "
            "as os %}\n"
        ),
        "content/pages/b.md": "---\ntitle: {{ 7 * 7 }} {% include 'secret.txt' %}\n---\n\n# B\n",
    },
    "a page that names another template": {"content/pages/a.md": "---\ntemplate: ../../../secret.txt\n---\n\n# A\n"},
    "a page with a template of no theme": {"content/pages/a.md": "---\ntemplate: nowhere.html\n---\n\n# A\n"},
    "a page with Python in its facts": {"content/pages/a.md": f"---\ntitle: {PYTHON_TAG}\n---\n\n# A\n"},
    "a page that asks for the environment": {"content/pages/a.md": "---\ntitle: !ENV HOME\n---\n\n# A\n"},
    "pages that include": {
        "content/pages/a.md": (
            "# A\n\n--8<-- '../../secret.txt'\n\n;--8<--\n../secret.txt\n\n{!../secret.txt!}\n\n"
            ".. include:: ../secret.txt\n"
        ),
        "content/pages/b.md": (
            "# B\n\n![a](../../secret.txt) [b](file:///etc/passwd) <img src='file:///etc/passwd'> "
            "![c](http://127.0.0.1:9/x.png)\n"
        ),
    },
    "facts nested thousands deep": {"content/pages/a.md": f"---\ntitle: {'[' * 40_000}\n---\n\n# A\n"},
    "quotes nested thousands deep": {"content/pages/a.md": f"# A\n\n{'> ' * 3_000}deep\n"},
    "a record with Python in its facts": {RESPONSE: f"---\npublished: {PYTHON_TAG}\n---\n"},
    "a record that asks for other files": {
        RESPONSE: "---\npublished: 2019-12-12\ninspection: ../../../secret\n"
        "attachments: [{file: ../../../../secret.txt, title: x}]\n---\n\n"
        "{% include 'secret.txt' %} {{ config }} <!--#include file='secret.txt'--> ![x](../../../../../secret.txt) "
        "[y](http://127.0.0.1:9/)\n",
    },
    "synonyms and a ledger with formulas": {
        "content/synonyms.yml": f"- [cyber, {PYTHON_TAG}]\n",
        "content/ledger.csv": "=cmd|' /C calc'!A0,../secret.txt,,,\n",
    },
}
"""Content that tries to act."""


def watched(project: Path, to: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], list[list[str]]]:
    """Run a command, and give what it asked of the machine."""
    done = subprocess.run(
        [sys.executable, "-B", str(TOP / "tests" / "support" / "watched.py"), str(to), *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
        env={**os.environ, "PYTHONPATH": str(TOP)},
    )
    asked: list[list[str]] = json.loads(to.read_text(encoding="utf-8"))
    return done, asked


def not_allowed(asked: list[list[str]], project: Path, to: Path) -> list[list[str]]:
    """Pick what a build has no reason to ask."""
    own = [project / ".section55", project / "site", Path(tempfile.gettempdir()) / "section55-"]
    python = [
        sys.prefix,
        sys.base_prefix,
        sys.exec_prefix,
        *site.getsitepackages(),
        site.getusersitepackages(),
        *zoneinfo.TZPATH,
    ]
    read = [*own, project / "content", project / "mkdocs.yml", TOP / "generator", TOP / "templates", *python]
    paths = {os.path.realpath(path) for path in sys.path if path} | {
        os.path.realpath(path) for path in (TOP, TOP / "tests" / "support")
    }

    # What a killed build may have left beside the ledger is deleted.
    others = {os.path.realpath(each) for each in (project, to, project / "content" / ".ledger.csv.new", os.devnull)}

    def is_in(path: str, folders: list[Any]) -> bool:
        return any(
            path == (folder := os.path.realpath(each)) or path.startswith((f"{folder}/", f"{folder}-"))
            for each in folders
        )

    def is_allowed(what: str, *details: str) -> bool:
        match what:
            case "read":
                return is_in(details[0], read) or details[0] in {os.devnull, os.path.realpath(project)}
            case "list":  # Python looks for modules in PYTHONPATH
                return is_in(details[0], read) or details[0] in paths or details[0] == os.path.realpath(project)
            case "write":
                return is_in(details[0], own) or details[0] in others
            case "environment":
                return details[0] in VARIABLES
            case "ctypes.dlopen":
                return details == ("(None,)",)  # the C library that Python itself runs on
        return False

    return [row for row in asked if not is_allowed(*row)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "secret.txt").write_text(CANARY)
    return copy_project(tmp_path / "project")


def test_a_build_asks_only_for_what_is_its_own(project: Path, tmp_path: Path) -> None:
    first, asked = watched(project, tmp_path / "first.json", "build", "--as-of", AS_OF)
    again, asked_again = watched(project, tmp_path / "again.json", "build", "--as-of", AS_OF)

    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert not_allowed(asked, project, tmp_path / "first.json") == []
    assert not_allowed(asked_again, project, tmp_path / "again.json") == []
    assert ["read", str(project / "content/offices/norfolk.yml")] in asked, "the watch would have seen no file"
    assert ["environment", "HOME", "pathlib"] in asked, "the watch would have seen no variable"
    ours = {row[1] for row in [*asked, *asked_again] if row[0] == "environment" and row[2].startswith("generator")}
    assert ours == set(), "a module of ours asks for a variable"


@pytest.mark.parametrize("attempt", HOSTILE)
def test_content_that_tries_to_act_does_nothing(project: Path, tmp_path: Path, attempt: str) -> None:
    for path, text in HOSTILE[attempt].items():
        (project / path).write_text(text, encoding="utf-8")

    done, asked = watched(project, tmp_path / "asked.json", "build", "--no-search", "--as-of", AS_OF)

    assert done.returncode in {0, 1}, done
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or any(f"{path}:" in done.stderr for path in HOSTILE[attempt]), (
        f"the problem has no place: {done.stderr}"
    )
    assert not_allowed(asked, project, tmp_path / "asked.json") == []
    assert not (project / "acted").exists()
    if done.returncode == 0:
        assert [
            path for path, data in files_in(project / "site").items() if CANARY.encode() in data or b"uid=" in data
        ] == []


def test_mkdocs_yml_is_code_and_runs_what_it_names(project: Path, tmp_path: Path) -> None:
    """So only people who may change the program may change this file, and pull requests are built without secrets."""
    (project / "hook.py").write_text("import os\nos.system('true')\n")
    with (project / "mkdocs.yml").open("a") as file:
        file.write("hooks: [hook.py]\n")

    done, asked = watched(project, tmp_path / "asked.json", "build", "--no-search", "--as-of", AS_OF)

    assert done.returncode == 0, done.stderr
    assert ["os.system", "(b'true',)"] in not_allowed(asked, project, tmp_path / "asked.json")
