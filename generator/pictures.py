"""What a PNG or JPEG holds besides its picture: where it was taken, texts, and anything behind its end.

Knows the segments of both formats (W3C PNG, ITU-T T.81, Exif 2.3); decodes no picture.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.concealed import Concealed, UnreadableError

_PNG = b"\x89PNG\r\n\x1a\n"
_GPS = 0x8825
"""Exif's tag for where a picture was taken."""
_AGAIN = "Open it in a program for pictures and save it again, without its properties"
_BEHIND = Concealed("something behind the picture's end", _AGAIN)
_PLACE = Concealed("where it was taken", _AGAIN)
_TEXT = Concealed("text among its properties", _AGAIN)
_PREVIEW = Concealed("a smaller picture, perhaps from before it was changed", _AGAIN)


def hidden_in_png(data: bytes) -> Iterator[Concealed]:
    """Find what a PNG holds besides its picture.

    Raises:
        UnreadableError: where it is no PNG or is damaged.
    """
    if not data.startswith(_PNG):
        raise UnreadableError("This is no PNG, whatever its name says", "Give it the ending of what it is, or save it as PNG")
    at, end = len(_PNG), b""
    told: set[Concealed] = set()
    while end != b"IEND":
        if at + 12 > len(data):
            raise UnreadableError("This picture is cut short", "Save it again")
        (size,), end = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        at += 12 + size
        if end in {b"tEXt", b"zTXt", b"iTXt"} and not body.startswith((b"Software\0", b"Creation Time\0")):
            told.add(_TEXT)
        if end == b"eXIf":
            told |= set(_exif(body))
    if at > len(data):
        raise UnreadableError("This picture is cut short", "Save it again")
    if data[at:].strip(b"\0"):
        told.add(_BEHIND)
    yield from sorted(told, key=lambda each: each.what)


def hidden_in_jpeg(data: bytes) -> Iterator[Concealed]:
    """Find what a JPEG holds besides its picture.

    Raises:
        UnreadableError: where it is no JPEG or is damaged.
    """
    if not data.startswith(b"\xff\xd8\xff"):
        raise UnreadableError("This is no JPEG, whatever its name says", "Give it the ending of what it is, or save it as JPEG")
    told: set[Concealed] = set()
    at = 2
    while data[at : at + 2] != b"\xff\xd9":
        if data[at : at + 1] != b"\xff" or at + 4 > len(data):
            raise UnreadableError("This picture is cut short or damaged", "Save it again")
        marker, (size,) = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])
        body = data[at + 4 : at + 2 + size]
        if marker == 0xFF:  # noqa: PLR2004 - it may be filled up with such
            at += 1
            continue
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):  # noqa: PLR2004
            told |= set(_exif(body[6:]))
        elif marker == 0xE1 and b"exif:GPS" in body:  # noqa: PLR2004
            told.add(_PLACE)
        elif marker in {0xED, 0xFE} and body.strip(b"\0 "):
            told.add(_TEXT)
        at += 2 + size
        if marker == 0xDA:  # noqa: PLR2004 - the picture itself, up to the next marker that is none of its own
            at = _after_scan(data, at)
    if data[at + 2 :].strip(b"\0"):
        told.add(_BEHIND)
    yield from sorted(told, key=lambda each: each.what)


def _after_scan(data: bytes, at: int) -> int:
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise UnreadableError("This picture is cut short", "Save it again")
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:  # noqa: PLR2004
            return at
        at += 2


def _exif(body: bytes) -> Iterator[Concealed]:
    order = {b"II": "<", b"MM": ">"}.get(body[:2])
    if not order or len(body) < 8:  # noqa: PLR2004
        return
    (first,) = struct.unpack(f"{order}I", body[4:8])
    tags, second = _tags(body, first, order)
    if _GPS in tags:
        yield _PLACE
    if second and second < len(body):
        yield _PREVIEW


def _tags(body: bytes, at: int, order: str) -> tuple[set[int], int]:
    if at + 2 > len(body):
        return set(), 0
    (count,) = struct.unpack(f"{order}H", body[at : at + 2])
    ends = at + 2 + 12 * count
    tags = {struct.unpack(f"{order}H", body[start : start + 2])[0] for start in range(at + 2, min(ends, len(body) - 1), 12)}
    return tags, struct.unpack(f"{order}I", body[ends : ends + 4])[0] if ends + 4 <= len(body) else 0
