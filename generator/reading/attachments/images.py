"""Finds what a PNG or JPEG holds besides its image: where it was taken, texts, and anything after its end.

Knows the segments of both formats (W3C PNG, ITU-T T.81, Exif 2.3); decodes no image.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.reading.attachments.hidden_data import HiddenData, UnreadableError

_PNG = b"\x89PNG\r\n\x1a\n"
_GPS = 0x8825
"""Exif's tag for where an image was taken."""
_APP1, _APP13, _COMMENT, _FILL, _SCAN = 0xE1, 0xED, 0xFE, 0xFF, 0xDA
"""Markers of JPEG: Exif or XMP, Photoshop, a comment, padding, the start of the image's own data."""
_RESTARTS = range(0xD0, 0xD8)
_HINT = "Open it in an image editor and export it without metadata"
_AFTER_END = HiddenData("something after the end of the image", _HINT)
_PLACE = HiddenData("the place where it was taken", _HINT)
_TEXT = HiddenData("text among its properties", _HINT)
_PREVIEW = HiddenData("a smaller image, perhaps from before it was changed", _HINT)


def hidden_in_png(data: bytes) -> Iterator[HiddenData]:
    """Yield what a PNG holds besides its image.

    Raises:
        UnreadableError: if it is not a PNG or is damaged.
    """
    hidden: set[HiddenData] = set()
    for name, body in png_chunks(data):
        if name in {b"tEXt", b"zTXt", b"iTXt"} and not body.startswith((b"Software\0", b"Creation Time\0")):
            hidden.add(_TEXT)
        elif name == b"eXIf":
            hidden.update(_hidden_in_exif(body))
        elif not name and body.strip(b"\0"):
            hidden.add(_AFTER_END)
    yield from sorted(hidden, key=lambda item: item.what)


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and body of each chunk of a PNG; last, with an empty name, what follows its end.

    Raises:
        UnreadableError: if it is not a PNG or is cut short.
    """
    if not data.startswith(_PNG):
        raise UnreadableError("This file is not a PNG", "Change the end of its name to what it is, or save it as PNG")
    offset, name = len(_PNG), b""
    while name != b"IEND":
        if offset + 12 > len(data):
            raise UnreadableError("This image is cut short", "Save it again")
        (size,), name = struct.unpack(">I", data[offset : offset + 4]), data[offset + 4 : offset + 8]
        yield name, data[offset + 8 : offset + 8 + size]
        offset += 12 + size
    if offset > len(data):
        raise UnreadableError("This image is cut short", "Save it again")
    yield b"", data[offset:]


def hidden_in_jpeg(data: bytes) -> Iterator[HiddenData]:
    """Yield what a JPEG holds besides its image.

    Raises:
        UnreadableError: if it is not a JPEG or is damaged.
    """
    hidden: set[HiddenData] = set()
    for marker, body in jpeg_segments(data):
        if marker == _APP1 and body.startswith(b"Exif\0\0"):
            hidden.update(_hidden_in_exif(body[6:]))
        elif marker == _APP1 and b"exif:GPS" in body:
            hidden.add(_PLACE)
        elif marker in {_APP13, _COMMENT} and body.strip(b"\0 "):
            hidden.add(_TEXT)
        elif not marker and body.strip(b"\0"):
            hidden.add(_AFTER_END)
    yield from sorted(hidden, key=lambda item: item.what)


def jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the marker and body of each segment of a JPEG; last, with the marker 0, what follows its end.

    Raises:
        UnreadableError: if it is not a JPEG, is cut short or is damaged.
    """
    if not data.startswith(b"\xff\xd8\xff"):
        raise UnreadableError("This file is not a JPEG", "Change the end of its name to what it is, or save it as JPEG")
    offset = 2
    while data[offset : offset + 2] != b"\xff\xd9":
        if data[offset : offset + 1] != b"\xff" or offset + 4 > len(data):
            raise UnreadableError("This image is cut short or damaged", "Save it again")
        marker, (size,) = data[offset + 1], struct.unpack(">H", data[offset + 2 : offset + 4])
        if marker == _FILL:
            offset += 1
            continue
        yield marker, data[offset + 4 : offset + 2 + size]
        offset += 2 + size
        if marker == _SCAN:
            offset = _end_of_scan(data, offset)
    yield 0, data[offset + 2 :]


def _end_of_scan(data: bytes, offset: int) -> int:
    """Return the offset of the first marker that is not part of the image's own data."""
    while True:
        offset = data.find(b"\xff", offset)
        if offset < 0 or offset + 1 >= len(data):
            raise UnreadableError("This image is cut short", "Save it again")
        if data[offset + 1] and data[offset + 1] not in _RESTARTS:
            return offset
        offset += 2


def _hidden_in_exif(body: bytes) -> Iterator[HiddenData]:
    order = {b"II": "<", b"MM": ">"}.get(body[:2])
    if not order or len(body) < 8:  # noqa: PLR2004
        return
    (first,) = struct.unpack(f"{order}I", body[4:8])
    tags, next_directory = _directory(body, first, order)
    if _GPS in tags:
        yield _PLACE
    if next_directory and next_directory < len(body):
        yield _PREVIEW


def _directory(body: bytes, offset: int, order: str) -> tuple[set[int], int]:
    """Return the tags of an Exif directory, and the offset of the next directory or 0."""
    if offset + 2 > len(body):
        return set(), 0
    (count,) = struct.unpack(f"{order}H", body[offset : offset + 2])
    end = offset + 2 + 12 * count
    tags = {
        struct.unpack(f"{order}H", body[start : start + 2])[0]
        for start in range(offset + 2, min(end, len(body) - 1), 12)
    }
    return tags, struct.unpack(f"{order}I", body[end : end + 4])[0] if end + 4 <= len(body) else 0
