"""The files that stand beside a record, as its page offers them: what each is, and how much there is to fetch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.records.inspection import Inspection
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.released import ReleasedRegister

FORMATS = {"pdf": "PDF", "csv": "CSV", "png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}


@dataclass(frozen=True, slots=True)
class Download:
    """One file."""

    address: str
    """From the site's root."""
    title: str
    format: str
    """`PDF`"""
    size: str
    """`85 kB`"""


def downloads_of(released: ReleasedRegister, record: Inspection | Response | PanelReport) -> Iterator[Download]:
    """Give the files of a record in the order of its source."""
    folder = record.path.rpartition("/")[0]
    for attachment in record.facts.attachments:
        address = f"{folder}/{attachment.file}"
        ending = attachment.file.rpartition(".")[2].lower()
        yield Download(
            address, attachment.title, FORMATS[ending], size_in_words(released.attachments[address].stat().st_size)
        )


def size_in_words(size: int) -> str:
    """Write a number of bytes as people say it, in steps of a thousand (SI): `420 bytes`, `85 kB`, `1.2 MB`."""
    if size < 1_000:  # noqa: PLR2004
        return f"{size} byte" if size == 1 else f"{size} bytes"
    if size < 999_500:  # noqa: PLR2004 - from here it would read 1,000 kB
        return f"{round(size / 1_000)} kB"
    return f"{size / 1_000_000:.1f} MB"
