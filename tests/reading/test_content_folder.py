"""Which files of a content folder are sources, which attachments, and what is said of all the others."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.commands.exit_codes import Exit, exit_code
from generator.files import display_path
from generator.reading.content_folder import Listing, PathPattern, _place, scan_content

OBJECTS = {
    pattern.folder: pattern
    for pattern in (
        PathPattern("offices", ("office",), ".yml", "office"),
        PathPattern("inspections", ("year", "name"), ".md", "inspection"),
        PathPattern("responses", ("office", "year", "name"), ".md", "response"),
        PathPattern("panel-reports", ("office", "year or undated", "name"), ".md", "panel report"),
    )
}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    return Path("content")


def listing_of(content: Path, *paths: str) -> Listing:
    for path in ("offices/norfolk.yml", *paths):
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).touch()
    return scan_content(content, OBJECTS)


def problem_lines(listing: Listing) -> list[str]:
    return [str(problem) for problem in listing.problems]


def test_sources_are_found_with_their_ids(content: Path) -> None:
    listing = listing_of(
        content, "inspections/2019/cyber.md", "responses/norfolk/2019/cyber.md", "responses/norfolk/2019/cyber.cy.md",
        "panel-reports/norfolk/undated/cyber.md",
    )  # fmt: skip
    assert problem_lines(listing) == []
    assert [(file.path, file.display_path, file.pattern.noun, file.language) for file in listing.files] == [
        ("inspections/2019/cyber", "content/inspections/2019/cyber.md", "inspection", None),
        ("offices/norfolk", "content/offices/norfolk.yml", "office", None),
        ("panel-reports/norfolk/undated/cyber", "content/panel-reports/norfolk/undated/cyber.md", "panel report", None),
        ("responses/norfolk/2019/cyber", "content/responses/norfolk/2019/cyber.cy.md", "response", "cy"),
        ("responses/norfolk/2019/cyber", "content/responses/norfolk/2019/cyber.md", "response", None),
    ]
    assert all(files.file.is_file() for files in listing.files)


def test_attachments_stand_in_the_folder_of_a_source_s_name(content: Path) -> None:
    listing = listing_of(
        content,
        "responses/norfolk/2019/cyber/letter.pdf",
        "offices/norfolk/logo.png",
        "inspections/2019/cyber/data.csv",
    )
    assert problem_lines(listing) == []
    assert sorted(listing.attachments) == [
        "inspections/2019/cyber/data.csv",
        "offices/norfolk/logo.png",
        "responses/norfolk/2019/cyber/letter.pdf",
    ]


def test_pages_and_the_two_single_files_are_left_to_others(content: Path) -> None:
    listing = listing_of(
        content, "pages/index.md", "pages/deep/er/map.svg", "pages/About Us.PDF", "ledger.csv", "synonyms.yml"
    )
    assert problem_lines(listing) == []
    assert [files.path for files in listing.files] == ["offices/norfolk"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "inspections/2019/Cyber.md",
            "This name cannot be an address: 'Cyber' has capital letters. Rename it, for example to 'cyber'.",
        ),
        (
            "inspections/2019/cyber_report.md",
            (
                "This name cannot be an address: 'cyber_report' has something other than small letters, digits and "
                "single "
                "hyphens. Rename it, for example to 'cyber-report'."
            ),
        ),
        (
            f"inspections/2019/{'a' * 200}.md",
            (
                f"This name cannot be an address: 'aaaaaaaaaaaaaaaaaaaa…' has 200 characters, and 80 is the most. "
                f"Rename "
                f"it, for example to '{'a' * 80}'."
            ),
        ),
        (
            "inspections/1899/cyber.md",
            ("This name cannot be an address: '1899' is not a year. Rename it: inspections/<year>/<name>.md."),
        ),
        (
            "inspections/2019-20/cyber.md",
            ("This name cannot be an address: '2019-20' is not a year. Rename it: inspections/<year>/<name>.md."),
        ),
        (
            "inspections/cyber.md",
            "An inspection cannot be at this depth. Move it to inspections/<year>/<name>.md.",
        ),
        ("offices/2019/norfolk.yml", "An office cannot be at this depth. Move it to offices/<office>.yml."),
        (
            "responses/norfolk/2019/may/cyber.md",
            "A response cannot be at this depth. Move it to responses/<office>/<year>/<name>.md.",
        ),
        (
            "panel-reports/norfolk/cyber.md",
            ("A panel report cannot be at this depth. Move it to panel-reports/<office>/<year or undated>/<name>.md."),
        ),
        (
            "inspections/2019/cyber.fr.md",
            "'.fr' is not a language of this site. Leave '.fr' out of the name, or write .cy for a Welsh translation.",
        ),
        ("offices/suffolk.yaml", "This file cannot be used here. Rename it to suffolk.yml."),
        ("inspections/2019/cyber.MD", "This file cannot be used here. Rename it to cyber.md."),
        (
            "responses/norfolk/2019/cyber.docx",
            ("This file cannot be used here. Save it as PDF and attach it to a source, or copy its text into one."),
        ),
        (
            "responses/norfolk/2019/cyber.pdf",
            (
                "This file cannot be used here. Sources here end in .md; an attachment is in a "
                "folder with its source's name. Move or rename it."
            ),
        ),
        (
            "responses/norfolk/2019/cyber/letter.docx",
            (
                "A file that ends in '.docx' is not published. Attach PDF, CSV, PNG or JPEG; save a Word document as "
                "PDF "
                "first."
            ),
        ),
        (
            "responses/norfolk/2019/cyber/letter",
            (
                "A file without an ending is not published. Attach PDF, CSV, PNG or JPEG; save a Word document as PDF "
                "first."
            ),
        ),
        (
            "responses/norfolk/2019/cyber/letter.PDF",
            (
                "This cannot be the name of an attachment: its ending has capital letters. "
                "Attachments go in a folder with their source's name, such as responses/norfolk/2019/cyber/letter.pdf."
            ),
        ),
        (
            "responses/norfolk/2019/Cyber/letter.pdf",
            (
                "This cannot be the name of an attachment: 'Cyber' has capital letters. "
                "Attachments go in a folder with their source's name, such as responses/norfolk/2019/cyber/letter.pdf."
            ),
        ),
        (
            "responses/norfolk/2019/cyber/annex/___.pdf",
            (
                "This cannot be the name of an attachment: its folder is too deep. "
                "Attachments go in a folder with their source's name, such as responses/norfolk/2019/cyber/letter.pdf."
            ),
        ),
        (
            "responses/norfolk/2019/~$cyber.docx",
            (
                "Warning: This is a lock file of an office program. It is not published. Delete it, or name it in "
                ".gitignore."
            ),
        ),
        (
            "responses/norfolk/2019/.~lock.cyber.odt#",
            (
                "Warning: This is a lock file of an office program. It is not published. Delete it, or name it in "
                ".gitignore."
            ),
        ),
        (
            "inspections/2019/cyber.md.BAK",
            "Warning: This is a backup copy. It is not published. Delete it, or name it in .gitignore.",
        ),
        (
            "pages/index.md~",
            "Warning: This is a backup copy. It is not published. Delete it, or name it in .gitignore.",
        ),
        (
            "inspections/2019/.cyber.md.swp",
            "Warning: This is an editor's temporary file. It is not published. Delete it, or name it in .gitignore.",
        ),
        (
            "offices/Thumbs.db",
            "Warning: This is a file of the computer's own. It is not published. Delete it, or name it in .gitignore.",
        ),
        ("offices/.gitkeep", "This is a hidden file. Delete it, or move it out of the content folder."),
        (
            "pages/plan.docx",
            (
                "A file of this kind is not published. Pages are .md files, with pictures (PNG, JPEG, SVG), PDF and "
                "CSV "
                "beside them. Move it elsewhere."
            ),
        ),
        ("response/norfolk/2019/cyber.md", "Nothing is published from 'response'. Did you mean 'responses'?"),
        (
            "archive/cyber.md",
            (
                "Nothing is published from 'archive'. Move it out of the content folder. Sources go in offices, "
                "inspections, responses, panel-reports and pages."
            ),
        ),
        (
            "README.md",
            (
                "A file of this name is not used here. Move it out of the content folder, or into "
                "offices, inspections, responses, panel-reports or pages."
            ),
        ),
        (
            "inspections",
            (
                "A file of this name is not used here. Move it out of the content folder, or into "
                "offices, inspections, responses, panel-reports or pages."
            ),
        ),
        ("ledgers.csv", "A file of this name is not used here. Did you mean 'ledger.csv'?"),
    ],
)
def test_advice_on_a_misplaced_file_says_where_it_belongs(content: Path, path: str, message: str) -> None:
    listing = listing_of(content, path)
    assert problem_lines(listing) == [f"content/{path}: {message}"]
    assert [files.path for files in listing.files] == ["offices/norfolk"]
    assert not listing.attachments


def test_what_editors_leave_is_not_named_where_git_ignores_it(content: Path) -> None:
    Path(".git").mkdir()
    Path(".gitignore").write_text("~$*\n*.swp\n.obsidian/\n*.md\n", encoding="utf-8")
    (content / ".gitignore").write_text("!kept.swp\n", encoding="utf-8")
    Path("content/offices").mkdir()
    Path("content/offices/.#norfolk.yml").symlink_to("writer@computer.1")

    listing = listing_of(
        content, "inspections/2019/cyber.md", "inspections/2019/~$cyber.docx", "inspections/2019/.cyber.md.swp",
        "inspections/2019/kept.swp", "responses/.obsidian/app.json",
    )  # fmt: skip

    temporary = "Warning: This is an editor's temporary file. It is not published. Delete it, or name it in .gitignore."
    assert problem_lines(listing) == [
        "content/.gitignore: This is a hidden file. Delete it, or move it out of the content folder.",
        f"content/inspections/2019/kept.swp: {temporary}",
        f"content/offices/.#norfolk.yml: {temporary}",
    ]
    # A source that git ignores is still a source.
    assert [file.path for file in listing.files] == ["inspections/2019/cyber", "offices/norfolk"]


def test_a_hidden_folder_is_named_once(content: Path) -> None:
    listing = listing_of(content, ".git/config", ".git/objects/aa", "responses/.obsidian/app.json")
    assert problem_lines(listing) == [
        "content/.git: Hidden folders are not published. Delete it, or move it out of the content folder.",
        (
            "content/responses/.obsidian: Hidden folders are not published. Delete it, or move it out of the content "
            "folder."
        ),
    ]


def test_symlinks_are_never_followed(content: Path) -> None:
    (content / "offices").mkdir()
    (content / "offices" / "passwords.yml").symlink_to("/etc/passwd")
    (content / "offices" / "gone.yml").symlink_to("nowhere")
    (content / "loop").symlink_to(".")
    listing = listing_of(content)
    cure = "This is a link to another place (a symlink). Put the file or folder itself here."
    assert problem_lines(listing) == [
        f"content/loop: {cure}",
        f"content/offices/gone.yml: {cure}",
        f"content/offices/passwords.yml: {cure}",
    ]
    assert [files.path for files in listing.files] == ["offices/norfolk"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_what_is_no_ordinary_file_is_not_waited_for(content: Path) -> None:
    (content / "offices").mkdir()
    os.mkfifo(content / "offices" / "suffolk.yml")
    assert problem_lines(listing_of(content)) == [
        "content/offices/suffolk.yml: This is not an ordinary file. Delete it."
    ]


def test_of_names_that_other_systems_hold_for_one_the_well_formed_is_read(content: Path) -> None:
    listing = listing_of(content, "offices/Norfolk.yml", "offices/NORFOLK.yml")
    if len(list((content / "offices").iterdir())) == 1:
        pytest.skip("this file system holds them for one itself")
    message = (
        "'norfolk.yml' is in the same folder, and Windows and macOS treat the two names as one. Rename or delete "
        "one of them."
    )
    assert problem_lines(listing) == [
        f"content/offices/NORFOLK.yml: {message}",
        f"content/offices/Norfolk.yml: {message}",
    ]
    assert [file.display_path for file in listing.files] == ["content/offices/norfolk.yml"]


def test_a_name_that_is_no_text_is_reported_all_the_same(content: Path) -> None:
    folder = content / "offices"
    folder.mkdir()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.yml")).touch()
    except OSError:
        pytest.skip("this file system takes only text for names")
    (folder / "line\nbreak\x1b[31m.yml").touch()
    listing = listing_of(content)
    assert problem_lines(listing) == [
        (
            "content/offices/caf�.yml: This name cannot be an address: 'caf�' has something other than small letters, "
            "digits and single hyphens. Rename it, for example to 'caf'."
        ),
        (
            "content/offices/line�break�[31m.yml: This name cannot be an address: 'line�break�[31m' has something "
            "other "
            "than small letters, digits and single hyphens. Rename it, for example to 'line-break-31m'."
        ),
    ]
    assert "\n".join(problem_lines(listing)).encode()


def test_folders_without_end_are_reported_and_not_entered(content: Path) -> None:
    deep = content / "pages" / Path(*["a"] * 500)
    deep.mkdir(parents=True)
    listing = listing_of(content)
    assert problem_lines(listing) == [
        (
            f"content/pages/{'/'.join(['a'] * 20)}: Folders are nested more than 20 deep here. Move what it holds "
            f"further "
            f"up."
        )
    ]


def test_a_folder_that_may_not_be_read_is_the_machine_s_fault(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "offices":
            raise PermissionError(13, "Permission denied")
        return really(path)

    (content / "offices").mkdir()
    monkeypatch.setattr(os, "scandir", refuse)
    listing = scan_content(content, OBJECTS)
    assert problem_lines(listing) == [
        "content/offices: This folder cannot be read: Permission denied. Check who may read it."
    ]
    assert exit_code(listing.problems) is Exit.MACHINE


def test_a_content_folder_that_is_not_there_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    listing = scan_content(Path("content"), OBJECTS)
    assert problem_lines(listing) == [
        "content: There is no such folder. Name the folder of the sources: --content DIR."
    ]
    assert exit_code(listing.problems) is Exit.USAGE
    Path("content").touch()
    assert problem_lines(scan_content(Path("content"), OBJECTS)) == [
        "content: This is not a folder. Name the folder of the sources: --content DIR."
    ]


def test_advice_on_an_empty_content_folder_says_how_to_begin(content: Path) -> None:
    assert problem_lines(scan_content(content, OBJECTS)) == [
        "content: No office is described here yet. Begin with: section55 new office NAME."
    ]


def test_the_content_folder_is_named_from_the_working_directory_where_it_lies_below_that(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    absolute = content.resolve()
    assert display_path(content) == "content"
    assert display_path(absolute) == "content"
    (absolute / "inner").mkdir()
    monkeypatch.chdir(absolute / "inner")
    assert display_path(absolute) == absolute.as_posix()


@settings(max_examples=200)
@given(
    st.sampled_from(sorted(OBJECTS)),
    st.lists(st.text(st.sampled_from("abcZ_-. é2019$~"), min_size=1, max_size=8), min_size=1, max_size=4),
)
def test_every_file_is_a_source_an_attachment_or_reported(folder: str, parts: list[str]) -> None:
    parts = [part for part in parts if part.strip(".")]
    listing = Listing()
    path = Path(folder, *parts)
    _place(listing, OBJECTS, "content", path.parts, path)
    assert len(listing.files) + len(listing.attachments) + len(listing.problems) == 1
    for files in listing.files:
        assert re.fullmatch(r"[a-z0-9-]+(/[a-z0-9]+(-[a-z0-9]+)*)+", files.path)
