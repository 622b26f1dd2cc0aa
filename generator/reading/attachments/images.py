"""What a PNG or JPEG holds besides its picture: where it was taken, texts, and anything behind its end.

Knows the segments of both formats (W3C PNG, ITU-T T.81, Exif 2.3); decodes no picture.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.reading.attachments.hidden_data import HiddenData, UnreadableError

_PNG = b"\x89PNG\r\n\x1a\n"
_GPS = 0x8825
"""Exif's tag for where a picture was taken."""
_AGAIN = "Open it in a program for pictures and save it again, without its properties"
_BEHIND = HiddenData("something behind the picture's end", _AGAIN)
_PLACE = HiddenData("where it was taken", _AGAIN)
_TEXT = HiddenData("text among its properties", _AGAIN)
_PREVIEW = HiddenData("a smaller picture, perhaps from before it was changed", _AGAIN)


def hidden_in_png(data: bytes) -> Iterator[HiddenData]:
    """Find what a PNG holds besides its picture.

    Raises:
        UnreadableError: where it is no PNG or is damaged.
    """
    if not data.startswith(_PNG):
        raise UnreadableError(
            "This is no PNG, whatever its name says", "Give it the ending of what it is, or save it as PNG"
        )
    as_of, end = len(_PNG), b""
    told: set[HiddenData] = set()
    while end != b"IEND":
        if as_of + 12 > len(data):
            raise UnreadableError("This picture is cut short", "Save it again")
        (size,), end = struct.unpack(">I", data[as_of : as_of + 4]), data[as_of + 4 : as_of + 8]
        body = data[as_of + 8 : as_of + 8 + size]
        as_of += 12 + size
        if end in {b"tEXt", b"zTXt", b"iTXt"} and not body.startswith((b"Software\0", b"Creation Time\0")):
            told.add(_TEXT)
        if end == b"eXIf":
            told |= set(_exif(body))
    if as_of > len(data):
        raise UnreadableError("This picture is cut short", "Save it again")
    if data[as_of:].strip(b"\0"):
        told.add(_BEHIND)
    yield from sorted(told, key=lambda each: each.what)


def hidden_in_jpeg(data: bytes) -> Iterator[HiddenData]:
    """Find what a JPEG holds besides its picture.

    Raises:
        UnreadableError: where it is no JPEG or is damaged.
    """
    if not data.startswith(b"\xff\xd8\xff"):
        raise UnreadableError(
            "This is no JPEG, whatever its name says", "Give it the ending of what it is, or save it as JPEG"
        )
    told: set[HiddenData] = set()
    as_of = 2
    while data[as_of : as_of + 2] != b"\xff\xd9":
        if data[as_of : as_of + 1] != b"\xff" or as_of + 4 > len(data):
            raise UnreadableError("This picture is cut short or damaged", "Save it again")
        marker, (size,) = data[as_of + 1], struct.unpack(">H", data[as_of + 2 : as_of + 4])
        body = data[as_of + 4 : as_of + 2 + size]
        if marker == 0xFF:  # noqa: PLR2004 - it may be filled up with such
            as_of += 1
            continue
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):  # noqa: PLR2004
            told |= set(_exif(body[6:]))
        elif marker == 0xE1 and b"exif:GPS" in body:  # noqa: PLR2004
            told.add(_PLACE)
        elif marker in {0xED, 0xFE} and body.strip(b"\0 "):
            told.add(_TEXT)
        as_of += 2 + size
        if marker == 0xDA:  # noqa: PLR2004 - the picture itself, up to the next marker that is none of its own
            as_of = _after_scan(data, as_of)
    if data[as_of + 2 :].strip(b"\0"):
        told.add(_BEHIND)
    yield from sorted(told, key=lambda each: each.what)


def _after_scan(data: bytes, as_of: int) -> int:
    while True:
        as_of = data.find(b"\xff", as_of)
        if as_of < 0 or as_of + 1 >= len(data):
            raise UnreadableError("This picture is cut short", "Save it again")
        if data[as_of + 1] != 0 and not 0xD0 <= data[as_of + 1] <= 0xD7:  # noqa: PLR2004
            return as_of
        as_of += 2


def _exif(body: bytes) -> Iterator[HiddenData]:
    order = {b"II": "<", b"MM": ">"}.get(body[:2])
    if not order or len(body) < 8:  # noqa: PLR2004
        return
    (first,) = struct.unpack(f"{order}I", body[4:8])
    tags, second = _tags(body, first, order)
    if _GPS in tags:
        yield _PLACE
    if second and second < len(body):
        yield _PREVIEW


def _tags(body: bytes, as_of: int, order: str) -> tuple[set[int], int]:
    if as_of + 2 > len(body):
        return set(), 0
    (count,) = struct.unpack(f"{order}H", body[as_of : as_of + 2])
    ends = as_of + 2 + 12 * count
    tags = {
        struct.unpack(f"{order}H", body[start : start + 2])[0]
        for start in range(as_of + 2, min(ends, len(body) - 1), 12)
    }
    return tags, struct.unpack(f"{order}I", body[ends : ends + 4])[0] if ends + 4 <= len(body) else 0
