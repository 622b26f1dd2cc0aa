"""Reads an office's logo: its size, and whether it is only an image. Knows PNG, JPEG and SVG; knows no page."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers.expat import ExpatError, ParserCreate

from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.attachments.images import jpeg_segments, png_chunks

MAX_BYTES = 20_000
"""With a logo of this size, the first view of a page is still less than 40 kB."""

HEIGHT = 48
"""Pixels at most, the height of the header."""


class LogoError(UnreadableError):
    """A file that cannot be a logo, with line and column, or 0 where they are not known."""

    def __init__(self, message: str, hint: str, line: int = 0, column: int = 0) -> None:
        """Keep the message, the hint and the position."""
        super().__init__(message, hint)
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo as a page shows it."""

    file: str
    """Its path below `content/pages` and below the site's root."""
    width: int
    """Pixels in the header, with which a browser reserves the space before the logo arrives."""
    height: int


def read_logo(file: str, data: bytes) -> Logo:
    """Return a logo and its size.

    Raises:
        LogoError: if it is not an image, is too large, or is an SVG that contains more than a drawing.
    """
    ending = file.rpartition(".")[2].lower()
    if ending not in _SIZES:
        raise LogoError("A logo must be a PNG, JPEG or SVG", "Save it as one of these")
    if len(data) > MAX_BYTES:
        message = f"This logo is {len(data):,} bytes; the most is {MAX_BYTES:,}, because every page loads it"
        raise LogoError(message, f"Save it smaller; it is shown {HEIGHT} pixels high, so {2 * HEIGHT} are enough")
    try:
        width, height = _SIZES[ending](data)
    except LogoError:
        raise
    except UnreadableError as error:
        raise LogoError(error.message, error.hint) from None
    shown_height = min(HEIGHT, round(height)) or HEIGHT
    return Logo(file, max(1, round(width * shown_height / height)), shown_height)


def _size_of_png(data: bytes) -> tuple[float, float]:
    deque(png_chunks(data), maxlen=0)  # raises if it is cut short, which imagesize does not see
    return _size_of_image(data)


def _size_of_jpeg(data: bytes) -> tuple[float, float]:
    deque(jpeg_segments(data), maxlen=0)
    return _size_of_image(data)


def _size_of_image(data: bytes) -> tuple[float, float]:
    import imagesize  # noqa: PLC0415 - it imports an HTTP client, and few settings name a logo

    return _checked_size(*imagesize.get(io.BytesIO(data)))


def _checked_size(width: float, height: float) -> tuple[float, float]:
    if width <= 0 or height <= 0:
        raise LogoError("This image has no width and height", "Save it again")
    return width, height


_SCRIPTED = {
    "script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener", "set", "a",
}  # fmt: skip
_WITHIN = re.compile(r"\s*(#|data:image/(png|jpeg);)", re.IGNORECASE)
_OUTSIDE = re.compile(r"@import|url\(\s*[\"']?(?!#|data:image/)", re.IGNORECASE)
_PLAIN = "Save it as a plain SVG, with shapes only, or as PNG"


def _size_of_svg(data: bytes) -> tuple[float, float]:
    """Return an SVG's size; refuse all but a drawing, because a browser that opens the file itself runs its scripts."""
    parser = ParserCreate()
    roots: list[dict[str, str]] = []
    styles: list[str] = []
    inside: list[str] = []

    def refuse(what: str) -> None:
        raise LogoError(f"This SVG contains {what}", _PLAIN, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = name.rpartition(":")[2].lower()
        inside.append(plain)
        roots.append(attributes)
        if plain in _SCRIPTED or plain.startswith("animate"):
            refuse(f"<{name}>, which is more than a drawing")
        for attribute, value in attributes.items():
            bare = attribute.rpartition(":")[2].lower()
            if bare.startswith("on"):
                refuse(f"a script ({attribute})")
            if (bare in {"href", "src"} and not _WITHIN.match(value)) or _OUTSIDE.search(value):
                refuse(f"a link to something outside it ({attribute})")

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
        message = "This file is not an SVG, or it is damaged from here on"
        raise LogoError(message, "Save it again", error.lineno, error.offset + 1) from None
    root = roots[0]
    box = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    if len(box) == 4:  # noqa: PLR2004 - the position, then the size
        return _checked_size(box[2], box[3])
    return _checked_size(_pixels(root.get("width", "")), _pixels(root.get("height", "")))


def _pixels(length: str) -> float:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:px|mm|cm|in|pt)?\s*", length)
    return float(match[1]) if match else 0


_SIZES: Mapping[str, Callable[[bytes], tuple[float, float]]] = {
    "png": _size_of_png, "jpg": _size_of_jpeg, "jpeg": _size_of_jpeg, "svg": _size_of_svg,
}  # fmt: skip
