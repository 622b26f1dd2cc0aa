"""Follows the drawing of a page and finds text that is in the file and not to be seen: outside the page, under a box, in the box's colour.

Knows the operators of PDF's content streams (ISO 32000-1, 8 and 9); it draws nothing, and takes widths and curves roughly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Colour = tuple[float, float, float] | None
"""Red, green and blue; None where it is not known."""
Operation = tuple[Sequence[Any], bytes]
Reader = Callable[[Any], Sequence[Operation]]
"""Gives the operations of a form."""

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
WHITE: Colour = (1, 1, 1)
MAX_DEPTH = 8
"""Levels of forms within forms."""
MAX_OPERATIONS = 400_000


class Hidden(StrEnum):
    """How a text is hidden."""

    OUTSIDE = "outside the page"
    COVERED = "under a box"
    SAME_COLOUR = "in the colour of what it stands on"
    INVISIBLE = "set to be invisible"


class TooLongError(Exception):
    """A page has more operations than are looked through."""


@dataclass(frozen=True)
class _State:
    matrix: Matrix = IDENTITY
    fill: Colour = (0, 0, 0)
    alpha: float = 1
    font: Mapping[str, Any] = field(default_factory=dict)
    size: float = 1
    spacing: float = 0
    word_spacing: float = 0
    scale: float = 1
    rise: float = 0
    leading: float = 0
    mode: int = 0


@dataclass
class _Page:
    escape_invisible: Box
    texts: list[tuple[Box, float]] = field(default_factory=list)
    """The middle band of each run of text, and the size of its letters."""
    painted: list[tuple[Box, Colour]] = field(default_factory=list)
    found: set[Hidden] = field(default_factory=set)
    invisible: bool = False
    has_picture: bool = False
    left: int = MAX_OPERATIONS


def hidden_texts(
    operations: Sequence[Operation], resources: Mapping[str, Any], escape_invisible: Box, read: Reader
) -> set[Hidden]:
    """Say in which ways a page hides text.

    Raises:
        TooLongError: for a page of more operations than are looked through.
    """
    page = _Page(escape_invisible)
    _follow(page, operations, resources, _State(), read)
    if page.invisible and not page.has_picture:  # over a picture it is what a scanner read in it
        page.found.add(Hidden.INVISIBLE)
    return page.found


def _follow(  # noqa: C901, PLR0912, PLR0915 - a table of operators, and what a form needs of its page
    page: _Page, operations: Sequence[Operation], resources: Any, state: _State, read: Reader, depth: int = 0
) -> None:
    stack: list[_State] = []
    text = line = IDENTITY
    path: list[Box] = []
    is_simple = True
    page.left -= len(operations)
    if page.left < 0:
        raise TooLongError
    for operands, operator in operations:
        match operator, list(operands):
            case b"q", _:
                stack.append(state)
            case b"Q", _:
                state = stack.pop() if stack else state
            case b"cm", [*six] if len(six) == 6:  # noqa: PLR2004
                state = replace(state, matrix=_times(_matrix(six), state.matrix))
            case b"BT", _:
                text = line = IDENTITY
            case b"Tm", [*six] if len(six) == 6:  # noqa: PLR2004
                text = line = _matrix(six)
            case ((b"Td" | b"TD"), [x, y]):
                state = replace(state, leading=-float(y)) if operator == b"TD" else state
                text = line = _times((1, 0, 0, 1, float(x), float(y)), line)
            case b"T*", _:
                text = line = _times((1, 0, 0, 1, 0, -state.leading), line)
            case ((b"Tj" | b"TJ"), [shown]):
                text = _show(page, state, text, shown if operator == b"TJ" else [shown])
            case ((b"'" | b'"'), [*_, shown]):
                text = line = _times((1, 0, 0, 1, 0, -state.leading), line)
                text = _show(page, state, text, [shown])
            case b"re", [x, y, width, height]:
                path.append(_box((float(x), float(y), float(x) + float(width), float(y) + float(height)), state.matrix))
            case ((b"m" | b"l" | b"c" | b"v" | b"y"), [*points]):
                is_simple = False
                pairs = zip(map(float, points[::2]), map(float, points[1::2]), strict=False)
                path += [_box((x, y, x, y), state.matrix) for x, y in pairs]
            case ((b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*"), _):
                _paint(page, state, path, is_simple=is_simple)
                path, is_simple = [], True
            case ((b"n" | b"S" | b"s"), _):
                path, is_simple = [], True
            case b"sh", _:
                page.painted.append((page.escape_invisible, None))
            case b"INLINE IMAGE" | b"BI", _:
                _picture(page, state, is_opaque=True)
            case b"Do", [name]:
                _draw(page, state, _part(resources, "/XObject", name), resources, read, depth)
            case b"gs", [name]:
                state = _with_graphics(state, _part(resources, "/ExtGState", name))
            case b"Tf", [name, size]:
                state = replace(state, font=_part(resources, "/Font", name) or {}, size=float(size))
            case _, values:
                state = _with_setting(state, operator, values)


def _with_setting(state: _State, operator: bytes, values: list[Any]) -> _State:
    if operator in {b"g", b"rg", b"k", b"sc", b"scn"}:
        return replace(state, fill=_colour(values))
    if operator == b"cs":
        return replace(state, fill=(0, 0, 0) if str(values[:1]).find("Pattern") < 0 else None)
    names = {b"Tc": "spacing", b"Tw": "word_spacing", b"Ts": "rise", b"TL": "leading", b"Tr": "mode", b"Tz": "scale"}
    if operator not in names or len(values) != 1:
        return state
    value = float(values[0])
    changed: dict[str, Any] = {
        names[operator]: value / 100 if operator == b"Tz" else int(value) if operator == b"Tr" else value
    }
    return replace(state, **changed)


def _with_graphics(state: _State, settings: Any) -> _State:
    if not settings:
        return state
    alpha = float(settings.get("/ca", state.alpha))
    if (
        str(settings.get("/BM", "/Normal")) not in {"/Normal", "/Compatible"}
        or settings.get("/SMask", "/None") != "/None"
    ):
        alpha = min(alpha, 0.5)
    return replace(state, alpha=alpha)


def _part(resources: Any, kind: str, name: Any) -> Any:
    parts = _direct(resources.get(kind)) if resources else None
    return _direct(parts.get(name)) if parts else None


def _direct(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _colour(values: list[Any]) -> Colour:
    try:
        parts = [round(float(value), 2) for value in values]
    except (TypeError, ValueError):
        return None
    match parts:
        case [grey]:
            return (grey, grey, grey)
        case [red, green, blue]:
            return (red, green, blue)
        case [cyan, magenta, yellow, black]:
            return (
                round((1 - cyan) * (1 - black), 2), round((1 - magenta) * (1 - black), 2), round((1 - yellow) * (1 - black), 2),
            )  # fmt: skip
    return None


def _draw(page: _Page, state: _State, drawn: Any, resources: Any, read: Reader, depth: int) -> None:
    if drawn is None:
        return
    if drawn.get("/Subtype") == "/Image":
        _picture(page, state, is_opaque="/SMask" not in drawn and "/Mask" not in drawn and not drawn.get("/ImageMask"))
    elif drawn.get("/Subtype") == "/Form" and depth < MAX_DEPTH:
        own = drawn.get("/Matrix")
        matrix = _times(_matrix([_direct(each) for each in _direct(own)]), state.matrix) if own else state.matrix
        _follow(
            page,
            read(drawn),
            _direct(drawn.get("/Resources")) or resources,
            replace(state, matrix=matrix),
            read,
            depth + 1,
        )


def _picture(page: _Page, state: _State, *, is_opaque: bool) -> None:
    page.has_picture = True
    box = _box((0, 0, 1, 1), state.matrix)
    if is_opaque and state.alpha == 1:
        _cover(page, box)
    page.painted.append((box, None))


def _paint(page: _Page, state: _State, path: list[Box], *, is_simple: bool) -> None:
    if not path:
        return
    boxes = path if is_simple else [_around(path)]
    is_opaque = state.alpha == 1 and (is_simple or _is_rectangle(path))
    for box in boxes:
        if is_opaque:
            _cover(page, box)
        page.painted.append((box, state.fill if is_opaque else None))


def _is_rectangle(points: list[Box]) -> bool:
    """Say whether points, each an empty box, are the corners of one upright rectangle."""
    left, bottom, right, top = _around(points)
    corners = {(x, y) for x in (left, right) for y in (bottom, top)}
    return {(point[0], point[1]) for point in points} == corners


def _cover(page: _Page, box: Box) -> None:
    if any(_covers(box, band, size) for band, size in page.texts):
        page.found.add(Hidden.COVERED)


def _covers(box: Box, band: Box, size: float) -> bool:
    """Say whether a box hides as much of a run of text as a word takes."""
    width, height = band[2] - band[0], band[3] - band[1]
    across = min(box[2], band[2]) - max(box[0], band[0])
    upward = min(box[3], band[3]) - max(box[1], band[1])
    if width >= height:
        return upward >= height * 0.95 and across >= min(width * 0.6, size * 1.5)
    return across >= width * 0.95 and upward >= min(height * 0.6, size * 1.5)


def _show(page: _Page, state: _State, text: Matrix, parts: Any) -> Matrix:
    if not isinstance(parts, Sequence):
        return text
    for part in parts:
        if isinstance(part, str | bytes):
            width = _width(state, part)
            if str(part if isinstance(part, str) else part.decode("latin-1")).strip():
                _see(page, state, text, width)
        else:
            width = -float(part) / 1000 * state.size * state.scale
        text = _times((1, 0, 0, 1, width, 0), text)
    return text


def _see(page: _Page, state: _State, text: Matrix, width: float) -> None:
    whole = _times(text, state.matrix)
    size = state.size
    band = _box((0, state.rise + size * 0.1, width, state.rise + size * 0.45), whole)
    height = max(min(band[2] - band[0], band[3] - band[1]) / 0.35, 0.01)
    if state.mode in {3, 7}:
        page.invisible = True
        return
    left, bottom, right, top = page.escape_invisible
    if band[2] <= left or band[0] >= right or band[3] <= bottom or band[1] >= top:
        page.found.add(Hidden.OUTSIDE)
        return
    below = next((colour for box, colour in reversed(page.painted) if _covers(box, band, height)), WHITE)
    if state.mode in {0, 4} and state.fill is not None and state.fill == below:
        page.found.add(Hidden.SAME_COLOUR)
    page.texts.append((band, height))


def _width(state: _State, part: str | bytes) -> float:
    font = state.font
    codes = part if isinstance(part, bytes) else part.encode("latin-1", "replace")
    count = len(codes) / (2 if str(font.get("/Subtype")) == "/Type0" and isinstance(part, bytes) else 1)
    widths = _direct(font.get("/Widths"))
    first = int(_direct(font.get("/FirstChar")) or 0)
    thousandths = 500.0 * count
    if widths and str(font.get("/Subtype")) != "/Type3":
        known = dict(enumerate(widths, first))
        thousandths = sum(float(_direct(known.get(code, 500))) for code in codes)
    spaces = codes.count(b" ")
    return (thousandths / 1000 * state.size + state.spacing * count + state.word_spacing * spaces) * state.scale


def _matrix(values: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _box(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    return _around(
        [
            (a * x + c * y + e, b * x + d * y + f, a * x + c * y + e, b * x + d * y + f)
            for x in box[::2]
            for y in box[1::2]
        ]
    )


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(each[0] for each in boxes),
        min(each[1] for each in boxes),
        max(each[2] for each in boxes),
        max(each[3] for each in boxes),
    )


def every(found: set[Hidden]) -> Iterator[Hidden]:
    """Give what was found in the order of the list above."""
    yield from (each for each in Hidden if each in found)
