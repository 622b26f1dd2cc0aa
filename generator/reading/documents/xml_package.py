"""Opens packages of XML, as Word and OpenDocument files are, without trusting them. The only importer of lxml.

Nothing is unpacked to the disk, no DOCTYPE or entity is read, nothing is fetched, and sizes are capped before
anything is unpacked.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any, TypeAlias

from lxml import etree

from generator.reading.attachments.hidden_data import UnreadableError

Element: TypeAlias = Any
"""An element of lxml, whose types change from version to version."""

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200_000_000
MAX_XML = 30_000_000
"""Bytes of one part; the text of a thousand pages is some 10 million."""
MAX_RATIO = 200
"""Bytes unpacked for each packed; XML reaches 20 to 50."""
_SMALL = 1_000_000

_DAMAGED = ("This file is damaged or cut short", "Open it in its program and save it again")
_TOO_BIG = ("This file unpacks to more than a paper needs", "Open it in its program and save it as a new file")


class XmlPackage:
    """The parts of a package by name."""

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Raises:
            UnreadableError: It is not one, is damaged, is encrypted, or would unpack to too much.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, OverflowError) as error:
            raise UnreadableError(*_DAMAGED) from error
        if any(entry.flag_bits & 1 for entry in entries):
            raise UnreadableError("This file is protected with a password", "Save it without one")
        is_bomb = any(entry.file_size > max(_SMALL, entry.compress_size * MAX_RATIO) for entry in entries)
        if is_bomb or len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise UnreadableError(*_TOO_BIG)
        self.names = [entry.filename for entry in entries if not entry.is_dir()]
        if len({name.casefold() for name in self.names}) != len(self.names):
            raise UnreadableError("This file holds two parts of the same name", _DAMAGED[1])
        self.data = data

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def part(self, name: str) -> bytes:
        """Return the bytes of a part; empty if there is none of the name.

        Raises:
            UnreadableError: It is damaged, or larger than it says.
        """
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as opened:
                data = opened.read(MAX_XML + 1)
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            NotImplementedError,
            EOFError,
            RuntimeError,
            zlib.error,
        ) as error:
            raise UnreadableError(*_DAMAGED) from error
        if len(data) > MAX_XML:
            raise UnreadableError(*_TOO_BIG)
        return data

    def xml(self, name: str) -> Element | None:
        """Return the root of a part; None if there is none of the name.

        Raises:
            UnreadableError: It is no XML, or has a DOCTYPE.
        """
        data = self.part(name)
        return parse_xml(data) if data.strip() else None

    def rewritten(self, parts: dict[str, bytes]) -> bytes:
        """Return the package with some of its parts replaced, those given as empty left out, and no other changed."""
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as target:
            for name in self.names:
                data = parts.get(name)
                if data is None and name.endswith((".xml", ".rels")):
                    data = self.part(name)
                if data:
                    target.writestr(name, data)
        return written.getvalue()


def parse_xml(data: bytes) -> Element:
    """Parse XML that has no DOCTYPE.

    Raises:
        UnreadableError: It has one, or is no XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(*_DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        message = "This file has a document type definition (DOCTYPE), which no office program writes"
        raise UnreadableError(message, "Open it in its program and save it again")
    return root


def xml_bytes(root: Element) -> bytes:
    """Return an element as the bytes of a part."""
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data
