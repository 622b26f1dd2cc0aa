"""The attachments of a record as its page offers them, with format and size."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from generator.records.inspection import Inspection
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import attachment_address
from generator.register.released import ReleasedRegister

FORMATS = {"pdf": "PDF", "csv": "CSV", "png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}


@dataclass(frozen=True, slots=True)
class Download:
    """One attachment."""

    address: str
    """From the site's root."""
    title: str
    format: str
    """`PDF`"""
    size: str
    """`85 kB`"""
    role: str | None = None
    """The part of a response that it holds, if it holds one."""


def downloads_of(released: ReleasedRegister, record: Inspection | Response | PanelReport) -> Iterator[Download]:
    """Yield the attachments of a record in the order of its source."""
    for attachment in record.facts.attachments:
        address = attachment_address(record, attachment)
        ending = attachment.file.rpartition(".")[2].lower()
        size = size_in_words(released.attachments[address].stat().st_size)
        yield Download(address, attachment.title, FORMATS[ending], size, attachment.role)


def document_address(address: str, taken: Container[str]) -> str:
    """Return the path of the PDF of the page at an address, another where an attachment of that name is there."""
    name = address.rstrip("/").rpartition("/")[2]
    path = f"{address}{name}.pdf"
    return f"{address}{name}-page.pdf" if path in taken else path


def size_in_words(size: int) -> str:
    """Return a number of bytes in readable units of a thousand (SI): `420 bytes`, `85 kB`, `1.2 MB`."""
    if size < 1_000:  # noqa: PLR2004
        return f"{size} byte" if size == 1 else f"{size} bytes"
    if size < 999_500:  # noqa: PLR2004 - from here it would read 1,000 kB
        return f"{round(size / 1_000)} kB"
    return f"{size / 1_000_000:.1f} MB"
