"""An office's logo: how large it is, and whether it is a picture and nothing else. Knows PNG, JPEG and SVG; nothing of pages."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers.expat import ExpatError, ParserCreate

from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.attachments.images import hidden_in_jpeg, hidden_in_png

MAX_BYTES = 20_000
"""Bytes: with them and all else, the first view of a page still weighs less than 40 kB."""

HEIGHT = 48
"""Pixels of a screen at most, the height of the header."""


class LogoError(UnreadableError):
    """A file that cannot be a logo; where its line is known, it is told."""

    def __init__(self, message: str, hint: str, line: int = 0, column: int = 0) -> None:
        """Keep all four."""
        super().__init__(message, hint)
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo as a page shows it."""

    file: str
    """Its way from `content/pages`, and from the site's root."""
    width: int
    """Pixels at which it stands in the header, by which a browser keeps its place before it has come."""
    height: int


def read_logo(file: str, data: bytes) -> Logo:
    """Look into a logo's file.

    Raises:
        LogoError: where it is no picture, too large, or an SVG that holds more than a drawing.
    """
    ending = file.rpartition(".")[2].lower()
    if ending not in _SIZES:
        raise LogoError("A logo is a PNG, JPEG or SVG, and this file has another ending", "Save it as one of these")
    if len(data) > MAX_BYTES:
        told = (
            f"This logo has {len(data):,} bytes, and {MAX_BYTES:,} are the most a logo can have: every page carries it"
        )
        raise LogoError(told, f"Save it smaller; it is shown {HEIGHT} pixels high, so twice as many are enough")
    try:
        width, height = _SIZES[ending](data)
    except LogoError:
        raise
    except UnreadableError as error:
        raise LogoError(error.message, error.hint) from None
    shown = min(HEIGHT, round(height)) or HEIGHT
    return Logo(file, max(1, round(width * shown / height)), shown)


def _size_of_png(data: bytes) -> tuple[float, float]:
    list(hidden_in_png(data))  # what it holds besides is no secret here; this reads it to its end
    return _sized(*struct.unpack(">II", data[16:24]))


def _size_of_jpeg(data: bytes) -> tuple[float, float]:
    list(hidden_in_jpeg(data))
    as_of = 2
    while True:  # it has been read to its end, so there is a frame
        marker, (size,) = data[as_of + 1], struct.unpack(">H", data[as_of + 2 : as_of + 4])
        if marker == 0xFF:  # noqa: PLR2004 - it may be filled up with such
            as_of += 1
        elif 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 - a frame's head (ITU-T T.81, B.2.2)
            height, width = struct.unpack(">HH", data[as_of + 5 : as_of + 9])
            return _sized(width, height)
        elif marker == 0xDA:  # noqa: PLR2004 - the picture itself begins
            return _sized(0, 0)
        else:
            as_of += 2 + size


def _sized(width: float, height: float) -> tuple[float, float]:
    if width <= 0 or height <= 0:
        raise LogoError("This picture does not say how large it is", "Save it again")
    return width, height


_SCRIPTED = {
    "script",
    "foreignobject",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "handler",
    "listener",
    "set",
    "a",
}
_WITHIN = re.compile(r"\s*(#|data:image/(png|jpeg);)", re.IGNORECASE)
_OUTSIDE = re.compile(r"@import|url\(\s*[\"']?(?!#|data:image/)", re.IGNORECASE)
_PLAIN = "Have it saved as a plain SVG, with shapes only, or as PNG"


def _size_of_svg(data: bytes) -> tuple[float, float]:
    """Find an SVG's size, and refuse what is more than a drawing: opened by itself, a file of the site would run it."""
    parser = ParserCreate()
    roots: list[dict[str, str]] = []
    styles: list[str] = []
    inside: list[str] = []

    def refuse(what: str) -> None:
        raise LogoError(f"This SVG holds {what}", _PLAIN, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(name: str, facts: dict[str, str]) -> None:
        plain = name.rpartition(":")[2].lower()
        inside.append(plain)
        roots.append(facts)
        if plain in _SCRIPTED or plain.startswith("animate"):
            refuse(f"<{name}>, which is more than a drawing")
        for fact, value in facts.items():
            bare = fact.rpartition(":")[2].lower()
            if bare.startswith("on"):
                refuse(f"a script ({fact})")
            if (bare in {"href", "src"} and not _WITHIN.match(value)) or _OUTSIDE.search(value):
                refuse(f"a link to something outside it ({fact})")

    def words(text: str) -> None:
        if inside and inside[-1] == "style":
            styles.append(text)
            if _OUTSIDE.search("".join(styles)):
                refuse("a style that fetches something from outside it")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: inside.pop()
    parser.CharacterDataHandler = words
    parser.EntityDeclHandler = lambda *_: refuse("an entity, which is more than a drawing")
    parser.ProcessingInstructionHandler = lambda target, _: refuse(f"an instruction to programs ({target})")
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no names
    except ExpatError as error:
        told = "This is no SVG, or is damaged: it cannot be read from here on"
        raise LogoError(told, "Save it again", error.lineno, error.offset + 1) from None
    root = roots[0]
    box = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    if len(box) == 4:  # noqa: PLR2004 - where it begins, and how large it is
        return _sized(box[2], box[3])
    return _sized(_pixels(root.get("width", "")), _pixels(root.get("height", "")))


def _pixels(length: str) -> float:
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:px|mm|cm|in|pt)?\s*", length)
    return float(found[1]) if found else 0


_SIZES: Mapping[str, Callable[[bytes], tuple[float, float]]] = {
    "png": _size_of_png, "jpg": _size_of_jpeg, "jpeg": _size_of_jpeg, "svg": _size_of_svg,
}  # fmt: skip
