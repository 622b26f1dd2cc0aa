"""The whole site in one file: it opens from a disk, proves that it is whole, and becomes the same site again."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest

from tests.support.commands import files_in, section55
from tests.support.markup import parse
from tests.support.paths import DEMO
from tests.support.sample_office import AS_OF, CONTENT

pytestmark = pytest.mark.attack

ADDRESS = "https://office.example/inspections/"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site with an address, a ledger, a note in a source, and a template of the office's own."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(CONTENT, folder / "content")
    shutil.copytree(DEMO / "content" / "pages", folder / "content" / "pages", dirs_exist_ok=True)
    settings = (DEMO / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(re.sub(r"site_url: .*", f"site_url: {ADDRESS}", settings), encoding="utf-8")
    (folder / "templates/theme/partials").mkdir(parents=True)
    (folder / "templates/theme/partials/s55-search.html").write_text("<p>A search box of our own.</p>\n")
    said = section55(folder, "build", "--as-of", AS_OF, "--record")
    assert said.returncode == 0, said.stderr
    # Not before: the ledger is of the content as it was.
    said = section55(folder, "build", "--as-of", AS_OF)
    assert said.returncode == 0, said.stderr
    return folder


@pytest.fixture(scope="module")
def archive(project: Path) -> Path:
    said = section55(project, "export", "../site.zip", "--as-of", AS_OF)
    assert said.returncode == 0, said.stderr
    assert re.fullmatch(
        r"Written: \.\./site\.zip, \d+ files, [\d.]+ MB\. README\.txt in it explains the archive\.\n"
        r"It holds nothing that is unpublished, and no note for the office\.\n",
        said.stdout,
    )
    return project.parent / "site.zip"


def imported(archive: Path, folder: Path) -> tuple[int, str]:
    folder.mkdir(exist_ok=True)
    said = section55(folder, "import", "--archive", f"{archive}")
    return said.returncode, said.stdout + said.stderr


def test_an_archive_becomes_the_same_site_again_file_by_file(project: Path, archive: Path, tmp_path: Path) -> None:
    code, said = imported(archive, tmp_path / "new")
    assert code == 0, said
    assert re.fullmatch(
        rf"Rebuilt from {re.escape(str(archive))}: \d+ pages, each the same as in the archive\.\n"
        r"Build it as of today with: section55 build\n",
        said,
    )
    before, after = files_in(project / "site"), files_in(tmp_path / "new/site")
    assert sorted(before) == sorted(after)
    assert [path for path in before if before[path] != after[path]] == []
    assert section55(tmp_path / "new", "verify").returncode == 0
    assert (tmp_path / "new/content/ledger.csv").read_bytes() == (project / "content/ledger.csv").read_bytes()


def test_the_same_site_is_the_same_archive_to_the_byte(project: Path, archive: Path) -> None:
    left_by_a_killed_export = project / ".section55/export/sources/content/draft.md"
    left_by_a_killed_export.parent.mkdir(parents=True)
    left_by_a_killed_export.write_text("A draft.")
    assert section55(project, "export", "../again.zip", "--as-of", AS_OF).returncode == 0
    assert (project.parent / "again.zip").read_bytes() == archive.read_bytes()
    assert not (project / ".section55/export").exists()


def test_every_file_has_its_checksum_and_the_guide_names_each_folder(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        lines = opened.read("checksums-sha256.txt").decode().splitlines()
        digests = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
        names = set(opened.namelist()) - {"checksums-sha256.txt"}
        assert digests == {name: hashlib.sha256(opened.read(name)).hexdigest() for name in names}
        guide = opened.read("README.txt").decode()
        description = json.loads(opened.read("archive.json"))
    assert all(f"\n{name.partition('/')[0]}" in guide for name in names)
    assert description["site"] == {"name": "Responses to police inspections", "url": ADDRESS}


def test_a_bag_is_valid_for_the_programs_of_archives(project: Path, tmp_path: Path) -> None:
    said = section55(project, "export", f"{tmp_path}/bag.zip", "--as-of", AS_OF, "--bagit", "--quiet")
    assert (said.returncode, said.stdout) == (0, ""), said.stderr
    with zipfile.ZipFile(tmp_path / "bag.zip") as opened:
        opened.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.validate()
    assert (bag.version_info, bag.info["Bagging-Date"]) == ((1, 0), AS_OF)
    code, said_of_import = imported(tmp_path / "bag.zip", tmp_path / "new")
    assert code == 0, said_of_import
    assert files_in(tmp_path / "new/site") == files_in(project / "site")
    with (tmp_path / "bag/data/README.txt").open("a") as file:
        file.write("A change.")
    with pytest.raises(bagit.BagError):
        bag.validate()


def test_every_link_of_the_archived_pages_leads_to_a_file(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path)
    site = tmp_path / "site"
    broken = []
    for file in site.rglob("*.html"):
        if file.name == "404.html":
            continue
        for link in parse(file.read_text(encoding="utf-8")).css("a[href], link[href], script[src], img[src], form"):
            address = link.attributes.get("href") or link.attributes.get("src") or link.attributes.get("action") or ""
            path = unquote(re.split(r"[?#]", address)[0])
            is_away = re.match(r"[a-z]+:", address) or link.attributes.get("rel") in {"canonical", "alternate"}
            if path and not is_away and not (file.parent / path).resolve().is_file():
                broken.append(f"{file.relative_to(site)}: {address}")
    assert broken == []


def test_a_site_that_was_withdrawn_from_and_moved_in_is_rebuilt_too(tmp_path: Path) -> None:
    """Withdraw a report with findings, so that its responses go too, and an office."""
    shutil.copytree(CONTENT, tmp_path / "old/content")
    shutil.copytree(DEMO / "content" / "pages", tmp_path / "old/content/pages", dirs_exist_ok=True)
    shutil.copy(DEMO / "mkdocs.yml", tmp_path / "old")
    gone = "withdrawn: {on: 2026-01-01, reason: It named a person.}\naliases: [2001/older]\n"
    report = tmp_path / "old/content/inspections/2021/sample-peel.md"
    report.write_text(report.read_text(encoding="utf-8").replace("---\n", f"---\n{gone}", 1), encoding="utf-8")
    later = "withdrawn: {on: 2027-01-01, reason: A reason that is still to come.}\n"
    response = tmp_path / "old/content/responses/sampleshire/2019/sample-cyber.md"
    response.write_text(response.read_text(encoding="utf-8").replace("---\n", f"---\n{later}", 1), encoding="utf-8")
    for command in (["build"], ["export", "../a.zip"]):
        said = section55(tmp_path / "old", *command, "--as-of", AS_OF)
        assert said.returncode == 0, said.stderr
    code, words = imported(tmp_path / "a.zip", tmp_path / "new")
    assert code == 0, words
    assert files_in(tmp_path / "new/site") == files_in(tmp_path / "old/site")
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        assert all(b"still to come" not in opened.read(name) for name in opened.namelist())
        stub = opened.read("sources/content/inspections/2021/sample-peel.md").decode()
    assert "This text has been withdrawn." in stub


# --- What an import refuses -------------------------------------------------------------------------------------------


def test_nothing_is_written_into_a_folder_with_something_in_it(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new/notes.txt").write_text("Mine.")
    assert imported(archive, tmp_path / "new") == (
        2, "This folder is not empty: it has notes.txt. Make a new folder, and run the command in that.\n",
    )  # fmt: skip
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["notes.txt"]


def rewritten(archive: Path, into: Path, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> Path:
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            if changed := change(name, old.read(name)):
                new.writestr(*changed)
    return into


REFUSALS: dict[str, tuple[Callable[[str, bytes], tuple[str, bytes] | None], str]] = {
    "a changed source": (
        lambda name, data: (name, data + b"x" if name == "sources/mkdocs.yml" else data),
        "sources/mkdocs.yml in the archive is not as it was written. Take another copy of the archive.\n",
    ),
    "a missing source": (
        lambda name, data: (name, data) if name != "sources/mkdocs.yml" else None,
        "sources/mkdocs.yml cannot be read from the archive. Take another copy of the archive.\n",
    ),
    "a name that leaves the folder": (
        lambda name, data: (name.replace("sources/mkdocs.yml", "sources/../../mkdocs.yml"), data),
        "{archive} has names that no export writes. It may have been tampered with: do not use it.\n",
    ),
    "no checksums": (
        lambda name, data: (name, data) if name != "checksums-sha256.txt" else None,
        "{archive} has no list of checksums. Give a file that section55 export wrote.\n",
    ),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_an_archive_that_is_not_whole_is_refused_and_leaves_nothing(archive: Path, tmp_path: Path, what: str) -> None:
    change, message = REFUSALS[what]
    broken = rewritten(archive, tmp_path / "broken.zip", change)
    assert imported(broken, tmp_path / "new") == (2, message.format(archive=broken))
    assert [path for path in (tmp_path / "new").rglob("*") if path.is_file()] == []


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_bytes(b"A letter.")
    assert imported(tmp_path / "letter.zip", tmp_path / "new") == (
        2, f"{tmp_path}/letter.zip is not a zip file. Give a file that section55 export wrote.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("site.tar", "site.tar does not end in .zip. Name the file to write, such as: section55 export site.zip\n"),
        ("content/a.zip", "content/a.zip is in content, which is exported. Name a file outside it.\n"),
        ("nowhere/a.zip", "There is no folder nowhere. Make it first, or name another.\n"),
        ("mine.zip", "mine.zip exists and is not an archive. Name another file.\n"),
    ],
)
def test_an_export_names_what_is_wrong_with_its_file(project: Path, target: str, message: str) -> None:
    (project / "mine.zip").write_text("Mine.")
    said = section55(project, "export", target)
    assert (said.returncode, said.stderr) == (2, message)
    assert (project / "mine.zip").read_text() == "Mine."
