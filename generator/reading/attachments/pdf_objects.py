"""Reads the objects of a PDF: what a name stands for, what is opaque, the facts of a font. Imports no PDF library."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.reading.attachments.pdf_text import Budget, Colour, rgb

_MAX_DEPTH = 8
"""Levels of lists and dictionaries within a font."""
_FONT_FACTS = {
    "/Ascent", "/BaseEncoding", "/BaseFont", "/DW", "/DW2", "/Descent", "/DescendantFonts", "/Differences", "/Encoding",
    "/FirstChar", "/FontBBox", "/FontDescriptor", "/FontMatrix", "/FontName", "/MissingWidth", "/Subtype", "/W", "/W2",
    "/Widths",
}  # fmt: skip


def direct(value: Any) -> Any:
    """Return what a reference refers to, or the value itself."""
    return value.get_object() if hasattr(value, "get_object") else value


def resource(resources: Any, kind: str, name: str) -> Any:
    """Return what the content of a page or form calls by a name, or None."""
    parts = direct(resources.get(kind)) if resources else None
    return direct(parts.get(f"/{name}")) if parts else None


def numbers(values: Any) -> Any:
    """Return a matrix or a box."""
    return tuple(float(direct(value)) for value in values)


def is_solid(image: Any) -> bool:
    """Return whether nothing shows through an image."""
    return "/SMask" not in image and "/Mask" not in image and not image.get("/ImageMask")


def opacity(settings: Any, present: float) -> float:
    """Return how opaque fills are under graphics settings, from 0 to 1; a mix with what is below counts as half."""
    alpha = float(direct(settings.get("/ca", present)))
    is_mixed = str(settings.get("/BM", "/Normal")) not in {"/Normal", "/Compatible"}
    return min(alpha, 0.5) if is_mixed or settings.get("/SMask", "/None") != "/None" else alpha


def colour_space(space: Any) -> tuple[str, int | None]:
    """Return the kind of a colour space, and of how many parts a colour is where the space says it."""
    if not isinstance(space, list):
        return str(space)[1:], None
    kind = str(direct(space[0]))[1:]
    return kind, int(direct(space[1])["/N"]) if kind == "ICCBased" else None


def colour_of(space: str, value: object) -> Colour:
    """Return a colour, a number or several, of a colour space; None for a pattern and where only a table knows it."""
    values = value if isinstance(value, tuple) else (value,)
    parts = [part for part in values if isinstance(part, int | float)]
    return None if space in {"Lab", "Indexed"} or len(parts) < len(values) else rgb(parts)


def font_facts(value: Any, name: Callable[[str], Any], budget: Budget, depth: int = 0) -> Any:
    """Return what the metrics of a font depend on, without references and with names as another library makes them."""
    budget.spend()
    value = direct(value)
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, dict):
        return {key[1:]: font_facts(part, name, budget, depth + 1) for key, part in value.items() if key in _FONT_FACTS}
    if isinstance(value, list):
        return [font_facts(part, name, budget, depth + 1) for part in value]
    return name(value[1:]) if isinstance(value, str) else value


def spend_on_ranges(widths: Any, budget: Budget) -> None:
    """Count the letters that a range (first, last, width) gives a width to, before a table is made of them."""
    triple: list[Any] = []
    for value in widths:
        triple = [] if isinstance(value, list) else [*triple, value]
        if len(triple) == 3:  # noqa: PLR2004
            budget.spend(max(0, int(triple[1] - triple[0])))
            triple = []
