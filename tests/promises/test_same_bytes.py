"""The same sources, judged at the same moment, give the same bytes: wherever, by whomever and whenever they are built.

And what is not released leaves no trace: without its files the site is the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import SECTION55, files_in, on_one_day
from tests.support.paths import DEMO, TOP

AS_OF = "2026-11-22T09:30:00+00:00"
NORFOLK = "responses/norfolk"

RELEASED = {
    "inspections/2025/custody.md": (
        "---\ntitle: Custody\npublished: 2025-10-01\ninspectorate: HMICFRS\ntypes: [Custody, National]\n"
        "aliases: 2025/cells\ntags: [cells, care]\n---\n\n"
        "## Recommendation 1\n\nForces should mend the cells.\n\n## Recommendation 2\n\nForces should train staff.\n"
    ),
    f"{NORFOLK}/2025/custody.md": (
        "---\npublished: 2025-11-03T09:00:00+00:00\nchief-officer-comments: none submitted\n"
        "aliases: norfolk/2024/custody\n"
        "attachments: [{file: custody/letter.csv, title: The letter}]\n"
        "corrections: [{on: 2025-12-01, note: A name was wrong.}]\n"
        "office-use: {note: internal}\nanswers:\n"
        "  recommendation-1: {action: none, reason: Not ours., position: does not apply}\n"
        "  recommendation-2: {action: taken, progress: [{on: 2026-01-01, status: in progress}]}\n---\n\n"
        "## PCC response\n\nWe welcome it, with “quotes”, ıİ and ŵŷ.\n\n## Recommendation 2\n\nStaff were trained.\n"
    ),
    f"{NORFOLK}/2025/custody/letter.csv": "a,b\n",
    f"{NORFOLK}/2025/custody.cy.md": (
        "---\nsections: {Ymateb y Comisiynydd: comments}\n---\n\n## Ymateb y Comisiynydd\n\nRydym yn ei groesawu.\n\n"
        "## Argymhelliad 2\n\nMae’r staff wedi’u hyfforddi.\n"
    ),
    f"{NORFOLK}/2026/withdrawn.md": (
        "---\ninspection: 2025/custody\npublished: 2026-01-05\nrecorded-as-published: true\n"
        "withdrawn: {on: 2026-02-01, reason: Sent twice.}\n---\n\n## PCC response\n\nTwice.\n"
    ),
}
UNRELEASED = {
    "inspections/2026/spotlight.md": (
        "---\ntitle: Spotlight\npublished: 2026-11-22T09:30:01+00:00\ninspectorate: HMICFRS\ntypes: Spotlight\n"
        "aliases: 2026/older\nfollows: 2025/custody\n"
        "findings: {recommendation-1: {repeats: '2025/custody#recommendation-1', addressed-to: Chief constables}}\n"
        "tags: [secret]\n---\n\n## Recommendation 1\n\nUnder embargo.\n"
    ),
    f"{NORFOLK}/2026/spotlight.md": (
        "---\npublished: 2026-12-24\naliases: norfolk/2026/older\nchief-officer-comments: none submitted\n"
        "answers: {recommendation-1: {action: none, reason: Not ours.}}\n---\n\n## PCC response\n\nUnder embargo.\n"
    ),
    f"{NORFOLK}/2025/draft.md": (
        "---\ninspection: 2025/custody\nattachments: [{file: draft/draft.csv, title: A draft}]\n---\n\n"
        "## PCC response\n\nA draft.\n"
    ),
    f"{NORFOLK}/2025/draft/draft.csv": "a,b\n",
    f"{NORFOLK}/2025/draft.cy.md": "---\nsections: {Ymateb: comments}\n---\n\n## Ymateb\n\nDrafft.\n",
    "panel-reports/norfolk/2026/draft.md": (
        "---\ntitle: A draft\npanel: Norfolk Police and Crime Panel\nabout: 2025/custody\nmeeting: 2026-12-01\n---\n\n"
        "1. A draft.\n"
    ),
    "panel-reports/norfolk/2026/to-come.md": (
        "---\ntitle: To come\npanel: Norfolk Police and Crime Panel\npublished: 2027-01\n---\n\n1. To come.\n"
    ),
}


def write_project(folder: Path, order: Callable[[list[str]], list[str]] = sorted) -> Path:
    """Write a project with something of everything in it, file by file in an order."""
    sources = {
        path.relative_to(DEMO).as_posix(): path.read_bytes() for path in (DEMO / "content").rglob("*") if path.is_file()
    }
    sources |= {f"content/{path}": text.encode() for path, text in (RELEASED | UNRELEASED).items()}
    sources["mkdocs.yml"] = (
        (DEMO / "mkdocs.yml").read_bytes().replace(b'site_url: ""', b"site_url: https://s55.example/")
    )
    for path in order(list(sources)):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(sources[path])
    return folder


def build(project: Path, *arguments: str, umask: int = -1, **environment: str) -> dict[str, bytes]:
    """Build a project as a person does, and read every file of the site."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "TZ", "PYTHONHASHSEED"))
    }
    command = [*SECTION55, "build", "--as-of", AS_OF, *arguments]
    done = subprocess.run(
        command,
        cwd=project,
        env={**clean, **environment},
        umask=umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return files_in(project / "site")


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Name the files in which two sites differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Give the site as it is built the first time, here and now."""
    return build(write_project(tmp_path_factory.mktemp("first")))


# A module that Python loads before any other: the clock of the program, years from now.
CLOCK = """\
import copyreg, datetime, time
AHEAD = 5 * 365 * 86400 + 40000
now, local, utc, text = time.time, time.localtime, time.gmtime, time.strftime
time.time = lambda: now() + AHEAD
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)
time.strftime = lambda form, when=None: text(form, time.localtime() if when is None else when)
Date, Datetime = datetime.date, datetime.datetime

class Kind(type):
    def __instancecheck__(cls, value):
        return isinstance(value, cls.__mro__[1])

class date(Date, metaclass=Kind):
    @classmethod
    def today(cls):
        return Date.fromtimestamp(time.time())

class datetime_(Datetime, metaclass=Kind):
    @classmethod
    def now(cls, tz=None):
        return Datetime.fromtimestamp(time.time(), tz)
    today = utcnow = now

datetime.date, datetime.datetime = date, datetime_
# What is kept for the next build is pickled, by the name under which the other class now stands.
copyreg.pickle(Date, lambda day: (date.fromisoformat, (day.isoformat(),)))
copyreg.pickle(Datetime, lambda moment: (datetime_.fromisoformat, (moment.isoformat(),)))
"""


def test_the_sample_holds_something_of_everything(first: dict[str, bytes]) -> None:
    for path in (
        "_redirects",
        "responses/norfolk/2024/custody/index.html",
        "responses/norfolk/2024/custody/letter.csv",
        "cy/responses/norfolk/2025/custody/index.html",
        "responses/norfolk/2026/withdrawn/index.html",
        "sitemap.xml",
        "data/section55.json",
    ):
        assert path in first
    assert any(path.startswith("search/words/") for path in first)


@pytest.mark.parametrize(
    ("umask", "environment"),
    [
        (0o077, {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"}),
        (
            0o000,
            {
                "TZ": "America/Los_Angeles",
                "LC_ALL": "cy_GB.UTF-8",
                "LANG": "cy_GB.UTF-8",
                "LANGUAGE": "cy",
                "PYTHONHASHSEED": "4242",
            },
        ),
        (
            0o027,
            {
                "TZ": "UTC",
                "LC_ALL": "C",
                "PYTHONHASHSEED": "0",
                "PYTHONUTF8": "0",
                "PYTHONIOENCODING": "ascii",
                "USER": "another",
                "HOME": "/nowhere",
            },
        ),
    ],
    ids=["Turkish, far east", "Welsh, far west", "C, another user's"],
)
def test_zone_locale_umask_and_hash_seed_change_no_byte(
    first: dict[str, bytes], tmp_path: Path, umask: int, environment: dict[str, str]
) -> None:
    assert differences(first, build(write_project(tmp_path), umask=umask, **environment)) == []


def test_another_folder_files_written_in_another_order_and_older_ones_change_no_byte(
    first: dict[str, bytes], tmp_path: Path
) -> None:
    project = write_project(tmp_path / "Offices of PCCs" / "ŵ", lambda paths: sorted(paths, reverse=True))
    for place, path in enumerate(project.rglob("*")):
        os.utime(path, (place * 1000, place * 1000))
    content, site = project / "content", project / "site"
    assert differences(first, build(project, "--content", str(content), "--site", str(site))) == []


def test_another_clock_changes_no_byte(first: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(CLOCK)
    python = subprocess.run(
        [sys.executable, "-c", "import datetime; print(datetime.datetime.now().year - 5)"],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "clock")}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert abs(int(python.stdout) - int(subprocess.check_output(["date", "+%Y"]))) <= 1
    assert (
        differences(first, build(write_project(tmp_path / "project"), PYTHONPATH=f"{tmp_path}/clock{os.pathsep}{TOP}"))
        == []
    )


def test_a_build_upon_an_older_site_and_its_state_changes_no_byte(first: dict[str, bytes], tmp_path: Path) -> None:
    project = write_project(tmp_path)
    response = project / "content" / NORFOLK / "2025" / "custody.md"
    text = response.read_text(encoding="utf-8")
    response.write_text(text.replace("We welcome", "We regret"), encoding="utf-8")
    gone = project / "content" / "panel-reports" / "norfolk" / "2025" / "gone.md"
    gone.parent.mkdir(parents=True)
    gone.write_text("---\ntitle: Gone\npanel: Norfolk Police and Crime Panel\npublished: 2025-01-01\n---\n\n1. Gone.\n")
    assert "panel-reports/norfolk/2025/gone/index.html" in differences(first, build(project))
    gone.unlink()
    gone.parent.rmdir()
    response.write_text(text, encoding="utf-8")
    assert differences(first, build(project)) == []


def test_a_recorded_ledger_changes_no_byte(first: dict[str, bytes], tmp_path: Path) -> None:
    project = write_project(tmp_path)
    for source in project.rglob(
        "*.md"
    ):  # a date before the first recording is shown beside it, which is a difference by design
        source.write_text(
            source.read_text(encoding="utf-8").replace("published: 2025-11-03T09:00:00+00:00", "published: 2026-11-22"),
            encoding="utf-8",
        )
    once = build(project, "--record")
    assert (project / "content" / "ledger.csv").exists()
    assert differences(once, build(project, "--record")) == []


def test_without_what_is_not_released_the_site_is_the_same(first: dict[str, bytes], tmp_path: Path) -> None:
    project = write_project(tmp_path)
    for path in UNRELEASED:
        (project / "content" / path).unlink()
    for folder in sorted((project / "content").rglob("*"), reverse=True):
        if folder.is_dir() and not list(folder.iterdir()):
            folder.rmdir()
    assert differences(first, build(project)) == []


def test_mkdocs_gives_the_same_site_as_of_now(tmp_path: Path) -> None:
    ours = write_project(tmp_path / "ours")
    write_project(tmp_path / "theirs")

    def build_both() -> None:
        command = [*SECTION55, "build", "--quiet"]
        done = subprocess.run(command, cwd=ours, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", "theirs/mkdocs.yml"]
        command += ["-d", str(tmp_path / "made")]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    on_one_day(build_both)
    assert differences(files_in(ours / "site"), files_in(tmp_path / "made")) == []
