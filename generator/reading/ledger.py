"""The ledger, `content/ledger.csv`: each address ever published, the digest of its text, and its first release.

Knows lines; knows no record. Lines are added and never changed: the last line of an address is the newest. Cell formats
survive a spreadsheet: a digest of digits alone would be turned into a number, and a date into a local form, so digests
begin with a word and moments end in Z.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from generator.files import display_path, new_version_of, replace_file
from generator.messages import INVISIBLE_CHARACTERS, escape_invisible, quoted
from generator.problems import Category, Place, Problem

NAME = "ledger.csv"
COLUMNS = ("address", "record", "first_released", "digest", "parts")
_RESTORE = "Only section55 build --record adds lines, and none may change. Restore the file from its history"


@dataclass(frozen=True, slots=True)
class Row:
    """A line: a text at its address."""

    address: str
    """From the site's root, with a slash before it, and one after it for a page: `/responses/norfolk/2019/x/`."""
    record: str
    """A source's path, with `#recommendation` for a finding, or an editorial page's path."""
    first_released: datetime
    """The moment of the build that first published this text here (UTC)."""
    digest: str
    parts: Mapping[str, str] = field(default_factory=dict)
    """Short digests of the text's parts, by which a message can name a change."""
    line: int = 0

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells of the line."""
        moment = self.first_released.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        parts = " ".join(f"{name}={short}" for name, short in sorted(self.parts.items()))
        return self.address, self.record, moment, self.digest, parts


@dataclass(frozen=True)
class Ledger:
    """All valid lines, in the order of the file."""

    path: str = ""
    """The path in problems."""
    rows: tuple[Row, ...] = ()
    is_kept: bool = False
    """Whether there is a ledger; without one nothing is permanent yet."""

    @cached_property
    def by_address(self) -> Mapping[str, list[Row]]:
        """The lines of each address, oldest first."""
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            rows[row.address].append(row)
        return dict(rows)

    def first_release(self, addresses: Iterable[str]) -> datetime | None:
        """Return the earliest moment at which one of these addresses was first published, or None."""
        return min(
            (self.by_address[address][0].first_released for address in addresses if address in self.by_address),
            default=None,
        )


def read_ledger(content: Path) -> tuple[Ledger, list[Problem]]:
    """Return the ledger of a content folder, without damaged lines, and a problem for each of those."""
    file = content / NAME
    path = escape_invisible(f"{display_path(content)}/{NAME}")
    if not os.path.lexists(file):
        return Ledger(path), []
    if not file.is_dir() and (file.is_symlink() or not file.is_file()):
        return Ledger(path, is_kept=True), []  # reported with the content folder; a link is not followed
    try:
        data = file.read_bytes()
    except OSError as error:
        message = f"This file cannot be read: {error.strerror or 'no reason given'}"
        problem = Problem(
            Place(path), message, "Check that it is a file, and who may read it", category=Category.MACHINE
        )
        return Ledger(path, is_kept=True), [problem]
    text, damage = _text_of(data, path)
    if damage:
        return Ledger(path, is_kept=True), [damage]
    rows, problems = _read_lines(text, path)
    return Ledger(path, tuple(rows), is_kept=True), problems


def _text_of(data: bytes, path: str) -> tuple[str, Problem | None]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", Problem(Place(path), "This file is saved as UTF-16", "Save it again as CSV UTF-8 (comma delimited)")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"), None
    except UnicodeDecodeError as error:
        line = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        message = f"This file is not saved as UTF-8: the byte {data[error.start]:02X} is here"
        return "", Problem(Place(path, line), message, _RESTORE)


def _read_lines(text: str, path: str) -> tuple[list[Row], list[Problem]]:
    lines = text.split("\n")
    rows: list[Row] = []
    problems: list[Problem] = []
    if text.strip() and _cells_of(lines[0]) != list(COLUMNS):
        problems.append(_no_header(lines[0], path))
    for number, line in enumerate(lines[1:], 2):
        if not line.strip(",\t "):
            continue
        row = _row_of(_cells_of(line), number)
        if isinstance(row, Row):
            rows.append(row)
        else:
            problems.append(Problem(Place(path, number), row, _RESTORE))
    return rows, problems


def _no_header(line: str, path: str) -> Problem:
    message = f"The first line names other columns than the ledger's: {quoted(line)}"
    if len(re.split(r"[;\t]", line)) == len(COLUMNS):
        message = "The cells are not separated by commas"
        return Problem(Place(path, 1), message, "Save the file again as CSV UTF-8 (comma delimited)")
    return Problem(Place(path, 1), message, _RESTORE)


def _cells_of(line: str) -> list[str]:
    if '"' not in line:
        cells = line.split(",")
    else:
        try:
            cells = next(csv.reader([line], strict=True), [])
        except csv.Error:
            return []
    while len(cells) > len(COLUMNS) and not cells[-1].strip():  # a spreadsheet adds empty cells
        cells.pop()
    return cells


_ADDRESS = re.compile(r"(?:/(?!\.\.?(?:/|$))[^/]+)+/?")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_DIGEST = re.compile(r"sha256:[0-9a-f]{32}")
_PARTS = re.compile(r"(?:[^\s=]+=[0-9a-f]{8}(?: |$))*")


def _row_of(cells: Sequence[str], line: int) -> Row | str:
    """Return the row of a line, or a message if it is not valid."""
    if len(cells) != len(COLUMNS):
        return (
            "This line does not have the five cells of the ledger"
            if cells
            else "The closing quotation mark is missing in this line"
        )
    address, record, moment, digest, parts = (cell.strip() for cell in cells)
    if not _ADDRESS.fullmatch(address) or INVISIBLE_CHARACTERS.search(address):
        return f"{quoted(address)} is not an address of this site" if address else "This line has no address"
    if not record or INVISIBLE_CHARACTERS.search(record):
        return "This line does not say which record it is of"
    try:
        released = datetime.fromisoformat(moment) if _MOMENT.fullmatch(moment) else None
    except ValueError:
        released = None
    if released is None:
        return f"{quoted(moment)} is not a moment such as 2026-03-01T09:30:00Z"
    if not _DIGEST.fullmatch(digest):
        return f"{quoted(digest)} is not a digest of the ledger" if digest else "This line has no digest"
    if not _PARTS.fullmatch(parts):
        return "The digests of this line's parts are damaged"
    shorts = {name: short for name, _, short in (part.rpartition("=") for part in parts.split())}
    return Row(address, record, released, digest, shorts, line)


def with_rows_appended(data: bytes, lines: Iterable[Sequence[str]]) -> bytes:
    """Return a ledger's bytes with lines added that it does not have yet; no byte of it changes."""
    line_end = "\r\n" if b"\r\n" in data else "\n"
    begun = data if data.strip(b"\xef\xbb\xbf\r\n ") else b""
    present = {tuple(_cells_of(line)) for line in data.decode("utf-8-sig", "replace").splitlines()}
    output = io.StringIO()
    writer = csv.writer(output, lineterminator=line_end)
    if not begun:
        writer.writerow(COLUMNS)
    writer.writerows(cells for cells in lines if tuple(cells) not in present)
    if begun and not begun.endswith((b"\n", b"\r")):
        begun += line_end.encode()
    return begun + output.getvalue().encode()


def append_rows(file: Path, lines: Iterable[Sequence[str]]) -> int:
    """Add lines to the ledger's file, all or none, and return by how many bytes it grew.

    Raises:
        OSError: if it cannot be written; it is then unchanged.
    """
    data = file.read_bytes() if file.exists() else b""
    longer = with_rows_appended(data, lines)
    if longer == data:
        return 0
    replace_file(file, longer)
    return len(longer) - len(data)


def remove_leftovers(content: Path) -> None:
    """Delete what an interrupted write left next to the ledger."""
    with suppress(OSError):
        new_version_of(content / NAME).unlink()
