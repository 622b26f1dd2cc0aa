"""The ledger's lines: read however a spreadsheet saved them, appended, and reported where they are damaged."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from generator.problems import Category, format_text
from generator.reading.ledger import read_ledger, with_rows_appended
from tests.support.small_site import INSPECTION, RESPONSE, SmallSite

HEADER = "address,record,first_released,digest,parts"
DIGEST = "sha256:0123456789abcdef0123456789abcdef"
ROW = f"/{RESPONSE}/,{RESPONSE},2026-11-22T00:00:00Z,{DIGEST},comments=01234567"

FIRST = "2026-11-22T00:00:00Z"
# What a build of the small site recorded when this was written. A later version of the software must record the same:
# if a digest here changes, every office's next build asks for corrections of texts that nobody has touched.
RESPONSE_PARTS = (
    ":inspection=6b6277cf :published=df8e3128 answer:recommendation=67747f30 chief-officer-comments=f8e88372 "
    "comments=8ce84361"
)
RECORDED = f"""\
address,record,first_released,digest,parts
/{INSPECTION}/,{INSPECTION},{FIRST},sha256:01a8b574f75fd0c7a965ca9594f01dc6,:published=fc72dc4e :section-55=3cbc87c7
/{INSPECTION}/recommendation/,{INSPECTION}#recommendation,{FIRST},sha256:369b1a93f4639493a0477de6e320e0b9,
/offices/norfolk/,offices/norfolk,{FIRST},sha256:f485b5b0629e9478fd5dd97a5a59f9e4,
/{RESPONSE}/,{RESPONSE},{FIRST},sha256:fa26690c4fd937d5639d83742f4c9809,{RESPONSE_PARTS}
"""


def read(folder: Path, data: bytes) -> tuple[int, list[str]]:
    """Read a ledger of these bytes: how many lines it has, and what is printed."""
    (folder / "content").mkdir(exist_ok=True)
    (folder / "content" / "ledger.csv").write_bytes(data)
    ledger, problems = read_ledger(Path("content"))
    return len(ledger.rows), [line for line in format_text(problems).split("\n") if line]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder where the test runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- Reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        f"{HEADER}\n{ROW}\n".encode(),
        f"{HEADER}\n{ROW}".encode(),
        f"{HEADER}\r\n{ROW}\r\n".encode(),
        f"\ufeff{HEADER}\r\n{ROW}\r\n".encode(),
        f"{HEADER}\r{ROW}\r".encode(),
        f"{HEADER},,\n{ROW},,\n,,,,,,\n\n".encode(),
        '"{}"\n"{}"\n'.format(HEADER.replace(",", '","'), ROW.replace(",", '","')).encode(),
    ],
    ids=["plain", "no last line end", "CRLF", "BOM", "CR", "empty cells and lines", "quoted"],
)
def test_a_ledger_is_read_however_a_spreadsheet_left_it(folder: Path, data: bytes) -> None:
    assert read(folder, data) == (1, [])


def test_an_empty_ledger_is_one_that_begins(folder: Path) -> None:
    assert read(folder, b"") == (0, [])
    assert read(folder, b"\xef\xbb\xbf\r\n") == (0, [])


RESTORE = "Only section55 build --record adds lines, and none may change. Restore the file from its history."


def test_damaged_lines_are_named_by_their_numbers_and_the_others_are_read(folder: Path) -> None:
    lines = [
        HEADER,
        ROW,
        ROW.replace(f"/{RESPONSE}/", f"{RESPONSE}/"),
        ROW.replace(f"/{RESPONSE}/", "/responses/../../etc/"),
        ROW.replace(f"/{RESPONSE}/", ""),
        ROW.replace("2026-11-22T00:00:00Z", "22/11/2026 00:00"),
        ROW.replace("2026-11-22T00:00:00Z", "2026-02-30T00:00:00Z"),
        ROW.replace(DIGEST, "1.23E+31"),
        ROW.replace(DIGEST, ""),
        ROW.replace("comments=01234567", "comments=1.23E+06"),
        ROW.replace(f",{RESPONSE},", ",,"),
        f'"{ROW}',
        "/about/,pages/about.md",
        f"{ROW},more",
        "\0",
        ROW,
    ]
    assert read(folder, "\n".join(lines).encode()) == (
        2,
        [
            f"content/ledger.csv:3: 'responses/norfolk/2019/cyber/' is not an address of this site. {RESTORE}",
            f"content/ledger.csv:4: '/responses/../../etc/' is not an address of this site. {RESTORE}",
            f"content/ledger.csv:5: This line has no address. {RESTORE}",
            f"content/ledger.csv:6: '22/11/2026 00:00' is not a moment such as 2026-03-01T09:30:00Z. {RESTORE}",
            f"content/ledger.csv:7: '2026-02-30T00:00:00Z' is not a moment such as 2026-03-01T09:30:00Z. {RESTORE}",
            f"content/ledger.csv:8: '1.23E+31' is not a digest of the ledger. {RESTORE}",
            f"content/ledger.csv:9: This line has no digest. {RESTORE}",
            f"content/ledger.csv:10: The digests of this line's parts are damaged. {RESTORE}",
            f"content/ledger.csv:11: This line does not say which record it is of. {RESTORE}",
            f"content/ledger.csv:12: The closing quotation mark is missing in this line. {RESTORE}",
            f"content/ledger.csv:13: This line does not have the five cells of the ledger. {RESTORE}",
            f"content/ledger.csv:14: This line does not have the five cells of the ledger. {RESTORE}",
            f"content/ledger.csv:15: This line does not have the five cells of the ledger. {RESTORE}",
            "13 problems.",
        ],
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            f"{HEADER}\n{ROW}\n".encode("utf-16"),
            "content/ledger.csv: This file is saved as UTF-16. Save it again as CSV UTF-8 (comma delimited).",
        ),
        (
            f"{HEADER}\n/caf\xe9/\n".encode("cp1252"),
            f"content/ledger.csv:2: This file is not saved as UTF-8: the byte E9 is here. {RESTORE}",
        ),
        (
            f"{HEADER}\n{ROW}\n".replace(",", ";").encode(),
            (
                "content/ledger.csv:1: The cells are not separated by commas. Save the file again as CSV UTF-8 (comma "
                "delimited)."
            ),
        ),
        (
            f"{HEADER}\n{ROW}\n".replace(",", "\t").encode(),
            (
                "content/ledger.csv:1: The cells are not separated by commas. Save the file again as CSV UTF-8 (comma "
                "delimited)."
            ),
        ),
        (
            b"Name,Amount\n",
            f"content/ledger.csv:1: The first line names other columns than the ledger's: 'Name,Amount'. {RESTORE}",
        ),
        (
            f"{ROW}\n".encode(),
            (
                f"content/ledger.csv:1: The first line names other columns than the ledger's: "
                f"'/responses/norfolk/2019/cyber/,responses/norfolk/2019/cyber…'. {RESTORE}"
            ),
        ),
    ],
    ids=["UTF-16", "cp1252", "semicolons", "tabs", "another table", "no header"],
)
def test_a_file_that_is_no_ledger_says_so_once(folder: Path, data: bytes, message: str) -> None:
    _, problems = read(folder, data)
    assert problems[0] == message


def test_a_folder_in_the_place_of_the_ledger_is_named(folder: Path) -> None:
    (folder / "content" / "ledger.csv").mkdir(parents=True)
    ledger, problems = read_ledger(Path("content"))
    assert format_text(problems) == (
        "content/ledger.csv: This file cannot be read: Is a directory. Check that it is a file, and who may read "
        "it.\n1 problem."
    )
    assert problems[0].category is Category.MACHINE
    assert ledger.is_kept


def test_what_a_link_in_the_place_of_the_ledger_leads_to_is_not_read(small_site: SmallSite) -> None:
    (small_site.folder / "secret").write_text("SECRET\n")
    small_site.ledger.symlink_to(small_site.folder / "secret")
    assert small_site.build() == [
        "content/ledger.csv: This is a link to another place (a symlink). Put the file or folder itself here.",
        "1 problem.",
    ]


if hasattr(os, "mkfifo"):  # Windows has no pipes in folders

    def test_a_pipe_in_the_place_of_the_ledger_holds_nothing_up(small_site: SmallSite) -> None:
        os.mkfifo(small_site.ledger)
        assert small_site.build() == ["content/ledger.csv: This is not an ordinary file. Delete it.", "1 problem."]


def test_no_damage_is_a_traceback(folder: Path) -> None:
    chance = random.Random(55)  # noqa: S311 - a fixed seed, for a fault that can be seen again
    good = bytearray(f"{HEADER}\r\n{ROW}\r\n{ROW}\r\n".encode())
    for _ in range(2000):
        data = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(data))
            end = place + chance.randint(0, 40)
            data[place:end] = chance.choice(
                [b"", b'"', b"\n", b",", b"\0", b"=", b"\xff", b"\xe2\x80\xa8", b"/../", bytes(data[place:])]
            )
        _, problems = read(folder, bytes(data))
        assert all(line.startswith("content/ledger.csv") for line in problems[:-1])


# --- Adding -----------------------------------------------------------------------------------------------------------


def cells(row: str) -> list[str]:
    """Part a line as the ledger has it."""
    return row.split(",")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", f"{HEADER}\n{ROW}\n"),
        (b"\xef\xbb\xbf", f"{HEADER}\n{ROW}\n"),
        (f"{HEADER}\n".encode(), f"{HEADER}\n{ROW}\n"),
        (HEADER.encode(), f"{HEADER}\n{ROW}\n"),
        (f"\ufeff{HEADER}\r\n/a/,b\r\n".encode(), f"\ufeff{HEADER}\r\n/a/,b\r\n{ROW}\r\n"),
        (f"{HEADER}\n\n/a/,  b".encode(), f"{HEADER}\n\n/a/,  b\n{ROW}\n"),
        (f"{HEADER}\n{ROW}\n".encode(), f"{HEADER}\n{ROW}\n"),
    ],
    ids=[
        "no ledger",
        "only a BOM",
        "only a header",
        "no line end",
        "as Excel saves it",
        "no last line end",
        "it is there",
    ],
)
def test_lines_are_added_after_bytes_of_which_none_is_changed(before: bytes, after: str) -> None:
    assert with_rows_appended(before, [cells(ROW)]) == after.encode()


def test_the_first_recording_begins_the_ledger(small_site: SmallSite) -> None:
    small_site.record()
    assert small_site.ledger.read_text(encoding="utf-8") == RECORDED
    assert small_site.last.recorded == 4


def test_a_build_without_record_records_nothing(small_site: SmallSite) -> None:
    assert small_site.build() == []
    assert not small_site.ledger.exists()


def test_recording_twice_adds_nothing(small_site: SmallSite) -> None:
    small_site.record()
    before = small_site.ledger.read_bytes()
    small_site.record("2026-11-23")
    assert small_site.ledger.read_bytes() == before
    assert small_site.last.recorded == 0


def test_a_failed_build_records_nothing(small_site: SmallSite) -> None:
    small_site.record()
    before = small_site.ledger.read_bytes()
    small_site.write("offices/kent.yml", "nmae: Kent\n")
    small_site.write("pages/about.md", "# About\n")
    assert small_site.build(record=True)
    assert small_site.last.failure is Category.CONTENT
    assert small_site.ledger.read_bytes() == before


def test_only_the_newest_text_is_added_and_the_older_ones_stay(small_site: SmallSite) -> None:
    small_site.record()
    before = small_site.ledger.read_text(encoding="utf-8")
    small_site.edit(f"{RESPONSE}.md", "I welcome", "I warmly welcome")
    small_site.edit(
        f"{RESPONSE}.md", "---\npublished", "---\ncorrections: [{on: 2026-12-01, note: A word was missing.}]\npublished"
    )
    small_site.record("2026-12-01T09:30:15+00:00")
    after = small_site.ledger.read_text(encoding="utf-8")
    assert after.startswith(before)
    added = after.removeprefix(before)
    assert added.startswith(f"/{RESPONSE}/,{RESPONSE},2026-12-01T09:30:15Z,sha256:")
    assert added.count("\n") == 1


def test_nothing_of_an_unreleased_record_is_recorded(small_site: SmallSite) -> None:
    small_site.edit(f"{RESPONSE}.md", "published: 2026-11-22\n", "")
    small_site.write(
        "responses/norfolk/2020/later.md", "---\ninspection: 2019/cyber\naliases: norfolk/2018/older\n---\n"
    )
    small_site.record()
    assert [row[0] for row in small_site.rows()] == [
        "/inspections/2019/cyber/",
        "/inspections/2019/cyber/recommendation/",
        "/offices/norfolk/",
    ]


def test_ten_thousand_lines_are_read_in_less_than_two_seconds(folder: Path) -> None:
    lines = "\n".join(ROW.replace("cyber", f"cyber-{number}") for number in range(10_000))
    started = time.process_time()  # and not by the clock, which also counts what else the machine does
    assert read(folder, f"{HEADER}\n{lines}\n".encode()) == (10_000, [])
    assert time.process_time() - started < 2
