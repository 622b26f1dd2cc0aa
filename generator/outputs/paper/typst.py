"""Sets documents with Typst, as PDF/UA-1 and PDF/A-2a in one file. The only importer of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.outputs.paper.characters import FONTS
from generator.outputs.paper.inlines import Part
from generator.outputs.paper.pictures import PictureFolder
from generator.outputs.paper.sheets import Sheet, data_of

if TYPE_CHECKING:
    from typst import Compiler

STANDARDS = ["ua-1", "a-2a"]


class UnsetError(Exception):
    """A document cannot be set; its text is Typst's own reason."""


@cache
def typst_version() -> str:
    """Return the version of Typst, or nothing if it or what reads its fonts is not installed."""
    try:
        version("fonttools")
        return version("typst")
    except PackageNotFoundError:
        return ""


@dataclass(frozen=True, slots=True)
class Template:
    """The template, and the folder of pictures."""

    text: bytes
    pictures: Path


def pdf_of(sheet: Sheet, template: Template) -> bytes:
    """Set one document.

    Raises:
        UnsetError: if Typst refuses it.
    """
    from typst import TypstError  # noqa: PLC0415 - only a PDF that has to be made needs it

    folder = PictureFolder(template.pictures)
    data = data_of(sheet, folder)
    day = date.fromisoformat(sheet.day)
    try:
        refused = frozenset(name for name in _pictures_in(data["blocks"]) if not _can_be_set(name, template.pictures))
        if refused:
            data = data_of(sheet, PictureFolder(template.pictures, refused))
        return _compiled(template, template.text, data, day)
    except TypstError as error:
        raise UnsetError(" ".join(f"{error.message}".split())) from error


def _compiled(template: Template, text: bytes, data: dict[str, Any], day: date) -> bytes:
    template.pictures.mkdir(parents=True, exist_ok=True)
    compiled = _compiler(str(template.pictures)).compile(
        input=text,
        format="pdf",
        sys_inputs={"record": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARDS,  # type: ignore[arg-type]
        timestamp=datetime.combine(day, time(), UTC),
    )
    assert isinstance(compiled, bytes)  # noqa: S101 - one file for a PDF
    return compiled


@cache
def _compiler(root: str) -> Compiler:
    from typst import Compiler, Fonts  # noqa: PLC0415 - as above

    fonts = Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    return Compiler(root=root, font_paths=fonts, ignore_system_fonts=True)


def _pictures_in(parts: list[Any]) -> set[str]:
    found: set[str] = set()
    waiting: list[Part | list[Any]] = list(parts)
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            if part.get("t") in {"img", "figure"}:
                found.add(part["path"])
            waiting += [value for value in part.values() if isinstance(value, (list, dict))]
    return found


@cache
def _can_be_set(name: str, pictures: Path) -> bool:
    """Try a picture alone: a broken one, or one in the colours of a press, would stop the whole document."""
    from typst import TypstError  # noqa: PLC0415 - as above

    text = b'#set document(title: "-")\n#set text(lang: "en")\n= -\n#image(sys.inputs.record, alt: "-", width: 9pt)'
    try:
        _compiler(str(pictures)).compile(
            input=text,
            format="pdf",
            sys_inputs={"record": name},
            pdf_standards=STANDARDS,  # type: ignore[arg-type]
        )
    except TypstError:
        return False
    return True
