"""`section55 init`: an office's own repository, begun from the program alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator.commands.begin import init
from generator.commands.begin.init import Ask, InitError, NewSite, begin_site, begun_lines
from generator.dates import read_as_of
from generator.records.kinds import KINDS
from tests.support.commands import files_in, section55
from tests.support.paths import DEMO, TOP

SAMPLESHIRE = NewSite(
    Path("ours"), read_as_of("2026-11-22"), name="Sampleshire Police and Crime Commissioner (PCC)",
    force="Sampleshire Police",
)  # fmt: skip
ARGUMENTS = ("--name", SAMPLESHIRE.name, "--force", SAMPLESHIRE.force, "--as-of", "2026-11-22")

SAMPLES = [
    "content/inspections/2026/sample-report.md",
    "content/responses/sampleshire/2026/sample-report.md",
]
PROGRAM_FILES = [
    ".gitattributes", ".github/workflows/publish.yml", ".gitignore", ".gitlab-ci.yml", ".pre-commit-config.yaml",
    ".vscode/settings.json", "requirements.txt",
]  # fmt: skip
EVERY_FILE = [
    *PROGRAM_FILES[:6], "README.md", *SAMPLES[:1], "content/offices/sampleshire.yml",
    "content/pages/about-section-55.md", "content/pages/accessibility.md", "content/pages/contact.md",
    "content/pages/how-to-use-this-site.md", "content/pages/index.md", "content/pages/privacy.md", *SAMPLES[1:],
    "content/synonyms.yml", "mkdocs.yml", "requirements.txt",
]  # fmt: skip


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder, and return the folder of the site that a test begins in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "ours"


def answers(*typed: str) -> tuple[Ask, list[str]]:
    """Return a person who types answers in turn, an empty one for what is offered; and the questions and faults."""
    asked: list[str] = []
    rest = iter(typed)

    def ask(question: str, fallback: str, read: Callable[[str], str]) -> str:
        asked.append(f"{question} [{fallback}]" if fallback else question)
        while True:
            try:
                return read(next(rest) or fallback)
            except InitError as error:
                asked.append(str(error))

    return ask, asked


def test_init_says_what_it_wrote_and_the_next_three_steps(tmp_path: Path) -> None:
    done = section55(tmp_path, "init", "ours", *ARGUMENTS)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Written in ours:",
        *(f"  {path}" for path in EVERY_FILE),
        "Next:",
        "1. cd ours, then run: section55 check",
        "2. See the site on this computer: section55 serve",
        "3. Read README.md. It says how to try the site, and the ten things you do.",
    ]
    assert sorted(files_in(tmp_path / "ours")) == sorted(EVERY_FILE)


def test_what_init_writes_has_no_problems_and_builds(tmp_path: Path) -> None:
    section55(tmp_path, "init", "ours", *ARGUMENTS)
    ours = tmp_path / "ours"

    checked = section55(ours, "check", "--as-of", "2026-11-22")
    built = section55(ours, "build", "--as-of", "2026-11-22")

    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "No problems in 3 records.\n", "")
    assert (built.returncode, built.stderr) == (0, "")
    assert section55(ours, "verify").returncode == 0


def test_with_an_address_the_blanks_are_the_only_warnings(tmp_path: Path) -> None:
    section55(tmp_path, "init", "ours", *ARGUMENTS, "--address", "https://responses.sampleshire.example")

    checked = section55(tmp_path / "ours", "check", "--format", "json")

    problems = json.loads(checked.stdout)["problems"] if checked.stdout.startswith("{") else json.loads(checked.stdout)
    assert {problem["rule"] for problem in problems} == {"blank"}
    assert 'site_url: "https://responses.sampleshire.example/"\n' in (tmp_path / "ours/mkdocs.yml").read_text()


def test_no_word_of_the_demonstration_is_in_a_new_site(ours: Path) -> None:
    begin_site(SAMPLESHIRE, None)

    offices = [path.stem.replace("-", " ") for path in (DEMO / "content/offices").glob("*.yml")]
    assert offices
    words = re.compile("|".join(["demonstration", "%%", *offices]), re.IGNORECASE)
    found = {path: words.findall(text.decode()) for path, text in files_in(ours).items() if "synonyms" not in path}
    assert {path: hits for path, hits in found.items() if hits} == {}


def test_pages_that_every_site_has_are_those_of_the_demonstration() -> None:
    pages = TOP / "templates/new/site/content"
    for path in ("pages/about-section-55.md", "pages/how-to-use-this-site.md", "synonyms.yml"):
        assert (pages / path).read_bytes() == (DEMO / "content" / path).read_bytes(), f"Copy {path} to {pages}"


def test_without_samples_a_site_has_only_its_office(ours: Path) -> None:
    begun = begin_site(replace(SAMPLESHIRE, has_samples=False), None)

    assert sorted(begun.written) == sorted(set(EVERY_FILE) - set(SAMPLES))
    assert not [path for path in files_in(ours) if "sample-report" in path]


def test_samples_say_that_they_are_samples(ours: Path) -> None:
    begin_site(SAMPLESHIRE, None)

    report, response = ((ours / path).read_text(encoding="utf-8") for path in SAMPLES)
    assert 'title: "SAMPLE: ' in report
    assert "# A sample to try with. No inspectorate published this report." in report
    assert "# A sample to try with. Delete the file before you publish the site.\n" in response
    assert "\npublished:" not in response


def test_publishing_the_sample_leaves_no_note_that_calls_it_a_draft(tmp_path: Path) -> None:
    section55(tmp_path, "init", "ours", *ARGUMENTS)
    ours = tmp_path / "ours"

    done = section55(ours, "publish", "sampleshire/2026/sample-report", "--as-of", "2026-11-22")

    assert (done.returncode, done.stderr) == (0, "")
    response = (ours / SAMPLES[1]).read_text(encoding="utf-8")
    assert "draft" not in response
    assert response.startswith("---\npublished: 2026-11-22\n# A sample to try with. Delete the file")


def test_the_office_expects_what_its_force_is_asked(ours: Path) -> None:
    begin_site(replace(SAMPLESHIRE, chief_officer="Commissioner"), None)

    facts = yaml.safe_load((ours / "content/offices/sampleshire.yml").read_text(encoding="utf-8"))
    assert facts == {
        "name": "Sampleshire Police and Crime Commissioner (PCC)", "force": "Sampleshire Police",
        "chief-officer": "Commissioner", "expects": "its force",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ['Mayor "of" Samples: a #test', "C'mon <b>PCC</b> [[x]] *y* $name ${name} %%{name}", "Comisiynydd Tŷ Ŵyl"]
)
def test_a_name_of_any_letters_is_written_as_it_is(tmp_path: Path, name: str) -> None:
    section55(tmp_path, "init", "ours", "--office", "x", "--name", name, "--force", name, "--as-of", "2026-11-22")
    ours = tmp_path / "ours"

    assert yaml.safe_load((ours / "content/offices/x.yml").read_text(encoding="utf-8"))["name"] == name
    assert yaml.safe_load((ours / "mkdocs.yml").read_text(encoding="utf-8"))["site_name"] == name
    assert section55(ours, "check", "--as-of", "2026-11-22").stderr == ""
    assert section55(ours, "build", "--quiet", "--no-search").returncode == 0
    from tests.support.page_text import text_of_page

    assert f"{name} publishes this site." in text_of_page((ours / "site/contact/index.html").read_text("utf-8"))


def test_init_overwrites_nothing_and_names_what_is_there(ours: Path) -> None:
    ours.mkdir()
    (ours / "README.md").write_text("Ours.\n")

    begun = begin_site(SAMPLESHIRE, None)

    assert begun.kept == ["README.md"]
    assert (ours / "README.md").read_text() == "Ours.\n"
    assert list(begun_lines(begun))[-6:-3] == ["Already there, and not changed:", "  README.md", "Next:"]


@pytest.mark.parametrize("written", range(len(EVERY_FILE)))
def test_a_second_run_completes_one_that_was_interrupted(
    ours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    begin_site(replace(SAMPLESHIRE, folder=tmp_path / "whole"), None)
    count = 0

    def replace_file(file: Path, data: bytes) -> None:
        nonlocal count
        if count == written:
            raise KeyboardInterrupt
        count += 1
        file.write_bytes(data)

    with monkeypatch.context() as interrupted:
        interrupted.setattr(init, "replace_file", replace_file)
        with pytest.raises(KeyboardInterrupt):
            begin_site(SAMPLESHIRE, None)

    begun = begin_site(SAMPLESHIRE, None)

    assert len(begun.kept) == written
    assert files_in(ours) == files_in(tmp_path / "whole")


def test_in_a_finished_site_only_files_of_the_program_come_back(ours: Path) -> None:
    begin_site(SAMPLESHIRE, None)
    for path in (*SAMPLES, "content/pages/contact.md", ".gitlab-ci.yml"):
        (ours / path).unlink()

    begun = begin_site(NewSite(ours, SAMPLESHIRE.as_of), None)

    assert begun.written == [".gitlab-ci.yml"]
    assert begun.kept == [path for path in PROGRAM_FILES if path != ".gitlab-ci.yml"]
    assert "Next:" not in list(begun_lines(begun))
    again = begun_lines(begin_site(NewSite(ours, SAMPLESHIRE.as_of), None))
    assert next(again) == "Nothing was written: every file is there."


def test_init_in_a_site_adds_another_office_and_changes_nothing_else(tmp_path: Path) -> None:
    section55(tmp_path, "init", "ours", *ARGUMENTS)
    ours = tmp_path / "ours"
    before = files_in(ours)
    owed = section55(ours, "due", "--as-of", "2026-11-22").stdout

    done = section55(
        ours, "init", "--office", "wessex", "--name", "Wessex PCC", "--force", "Wessex Police", "--as-of", "2026-11-22"
    )

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        (
            "Written in .:\n  content/offices/wessex.yml\n"
            "Next: read content/offices/wessex.yml, then run: section55 check\n"
        ),
        "",
    )
    after = files_in(ours)
    assert after.pop("content/offices/wessex.yml").startswith(b"# An office")
    assert after == before
    assert section55(ours, "check", "--as-of", "2026-11-22").stderr == ""
    assert owed.splitlines()[1] in section55(ours, "due", "--as-of", "2026-11-22").stdout.splitlines()


def test_on_a_terminal_init_asks_for_what_is_missing_and_again_after_a_wrong_answer(ours: Path) -> None:
    ask, asked = answers("", "Sampleshire Police and Crime Commissioner", "Samples!", "", "", "", "sampleshire", "")

    begin_site(NewSite(ours, SAMPLESHIRE.as_of), ask)

    assert asked == [
        "The office, as it signs itself",
        "This needs an answer.",
        "The office's name in addresses, such as sampleshire [sampleshire]",
        "This cannot be in an address: 'Samples!' has capital letters. Use small letters, digits and hyphens.",
        "The name of its force [Sampleshire Police]",
        "The title of its chief officer [Chief Constable]",
        "The address of the site, such as https://responses.example.org/ (empty if not known yet)",
        "'sampleshire' is not the address of a site. Write all of it, such as https://responses.example.org/.",
    ]
    assert (ours / "content/offices/sampleshire.yml").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Add --name and --force, or run this command in a terminal, where it asks."),
        (("--name", "A PCC"), "Add --force, or run this command in a terminal, where it asks."),
        (
            ("--name", "PCC", "--force", "A Police"),
            "The office needs a name in addresses. Add --office, such as sampleshire.",
        ),
        (
            ("--name", "A PCC", "--force", "A Police", "--address", "a.example"),
            "'a.example' is not the address of a site. Write all of it, such as https://responses.example.org/.",
        ),
    ],
)
def test_without_a_terminal_init_names_what_is_missing(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = section55(tmp_path, "init", "ours", *arguments)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{message}\n")
    assert files_in(tmp_path) == {}


def test_the_folder_of_another_site_is_left_alone(ours: Path) -> None:
    ours.mkdir()
    (ours / "mkdocs.yml").write_text("site_name: Another\nplugins: [search]\n")

    with pytest.raises(InitError) as refused:
        begin_site(SAMPLESHIRE, None)

    assert str(refused.value) == f"{Path('ours/mkdocs.yml').as_posix()} belongs to another site. Choose another folder."
    assert list(files_in(ours)) == ["mkdocs.yml"]


def test_the_editor_finds_a_schema_for_every_kind(tmp_path: Path) -> None:
    section55(tmp_path, "init", "ours", *ARGUMENTS)
    ours = tmp_path / "ours"
    section55(ours, "build", "--quiet", "--no-search")

    schemas = json.loads((ours / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert len(schemas) == len(KINDS)
    for path, files in schemas.items():
        assert (ours / path).is_file()
        assert list(ours.glob(files)) or "panel-reports" in files


# --- A new version ----------------------------------------------------------------------------------------------------


def test_upgrade_says_that_nothing_differs(tmp_path: Path) -> None:
    section55(tmp_path, "init", "ours", *ARGUMENTS)

    done = section55(tmp_path / "ours", "upgrade", "--as-of", "2026-12-24")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"This is section55 {init.version('section55')}.\n"
        "The files of the program in this folder are those of this version.\n"
        "Nothing is recorded in content/ledger.csv yet, so no published address or text can change.\n"
    )


def test_the_version_of_the_program_stands_in_one_line(ours: Path) -> None:
    begin_site(SAMPLESHIRE, None)

    version = init.version("section55")
    lines = [
        (path, line)
        for path, text in files_in(ours).items()
        for line in text.decode().splitlines()
        if version in line and not line.startswith("# From section55 ")
    ]
    assert lines == [("requirements.txt", f"section55[pdf]=={version}")]
    for workflow in (".github/workflows/publish.yml", ".gitlab-ci.yml"):
        assert "requirements.txt" in (ours / workflow).read_text(encoding="utf-8")


def test_upgrade_shows_the_difference_and_what_to_write(tmp_path: Path) -> None:
    section55(tmp_path, "init", "ours", *ARGUMENTS)
    ours = tmp_path / "ours"
    here = init.version("section55")
    (ours / "requirements.txt").write_text("section55==0.0.1\n")
    (ours / ".gitlab-ci.yml").unlink()
    ignore = (ours / ".gitignore").read_text()
    (ours / ".gitignore").write_text(ignore.replace("/site/\n", ""))
    before = files_in(ours)

    done = section55(ours, "upgrade", "--as-of", "2026-11-22")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"This is section55 {here}.",
        f"requirements.txt names '0.0.1'. To use this version, write: section55[pdf]=={here}",
        "Not in this folder: .gitlab-ci.yml. To have them, run: section55 init",
        "--- .gitignore",
        f"+++ .gitignore (section55 {here})",
        "@@ -1,4 +1,5 @@",
        " # Made by section55",
        "+/site/",
        " /.section55/",
        " ",
        " # Made by Python",
        "To take over a new file, delete yours and run: section55 init",
        "Nothing is recorded in content/ledger.csv yet, so no published address or text can change.",
    ]
    assert files_in(ours) == before


def test_upgrade_fails_where_a_published_address_would_vanish(tmp_path: Path) -> None:
    section55(tmp_path, "init", "ours", *ARGUMENTS)
    ours = tmp_path / "ours"
    assert section55(ours, "build", "--record", "--quiet", "--as-of", "2026-11-22").returncode == 0
    assert section55(ours, "upgrade", "--as-of", "2026-11-22").stdout.endswith(
        "No published address or text changes.\n"
    )
    for path in SAMPLES:
        (ours / path).unlink()

    done = section55(ours, "upgrade", "--as-of", "2026-11-22")

    assert done.returncode == 5
    assert re.search(r"^\d+ published addresses or texts would change\.$", done.stdout, re.MULTILINE)
