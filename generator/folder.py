"""Walks a content folder: which file is a source, which an attachment, and what has no place there.

Knows file systems; knows nothing of what a source says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.names import kebab, part_fault, same_file_name
from generator.problems import Place, Problem, did_you_mean

ATTACHED = {".pdf", ".csv", ".png", ".jpg", ".jpeg"}
"""Endings an attachment may have."""

EDITORIAL = {".md", ".pdf", ".csv", ".png", ".jpg", ".jpeg", ".svg"}
"""Endings a file of `pages/` may have."""

SINGLE_FILES = {"ledger.csv", "synonyms.yml"}
LANGUAGES = {"cy": "Welsh"}
"""Languages of twins: `x.cy.md` is the Welsh twin of `x.md`."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Where sources of one kind stand: `responses/<office>/<year>/<name>.md`."""

    folder: str
    parts: tuple[str, ...]
    """The names of the parts below the folder; the last is the file's."""
    ending: str = ".md"
    noun: str = "source"

    def __str__(self) -> str:
        """Write the shape as a path."""
        return "/".join([self.folder, *(f"<{part}>" for part in self.parts)]) + self.ending


@dataclass(frozen=True, slots=True)
class Found:
    """One source's file."""

    id: str
    path: str
    file: Path
    shape: Shape
    language: str | None = None


@dataclass(slots=True)
class Listing:
    """All that stands in a content folder."""

    found: list[Found] = field(default_factory=list)
    attachments: dict[str, Path] = field(default_factory=dict)
    """Files in folders named like a source, by path from the content folder."""
    problems: list[Problem] = field(default_factory=list)


def shown_path(content: Path) -> str:
    """Write the content folder as problems name it: from the working directory where it lies below that."""
    try:
        return Path(os.path.relpath(content)).as_posix() if content.resolve().is_relative_to(Path.cwd()) else content.as_posix()
    except ValueError:  # another drive of Windows
        return content.as_posix()


def list_content(content: Path, shapes: Mapping[str, Shape]) -> Listing:
    """List a content folder; `shapes` by folder."""
    listing = Listing()
    shown = shown_path(content)
    if not content.is_dir():
        sentence = "There is no such folder" if not content.exists() else "This is not a folder"
        listing.problems.append(Problem(Place(shown), sentence, "Give the folder that holds the sources: --content DIR"))
        return listing
    for parts, file, problem in _walk(content, shown):
        if problem:
            listing.problems.append(problem)
        else:
            _place(listing, shapes, shown, parts, file)
    if not listing.found and not listing.problems:
        sentence = "No office is described here yet"
        listing.problems.append(Problem(Place(shown), sentence, "Begin with: section55 new office NAME"))
    return listing


def _walk(folder: Path, shown: str, parts: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Path, Problem | None]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problem = Problem(Place("/".join([shown, *parts])), f"This folder cannot be read: {error.strerror}", "Check who may read it")
        yield parts, folder, problem
        return
    names: dict[str, str] = {}
    for entry in entries:
        here = (*parts, entry.name)
        path = "/".join([shown, *here]).encode("utf-8", "replace").decode()
        other = names.setdefault(same_file_name(entry.name), entry.name)
        if entry.is_symlink():
            sentence, advice = "This is a link to another place (a symlink)", "Put the file itself here"
            yield here, Path(entry.path), Problem(Place(path), sentence, advice)
        elif other != entry.name:
            sentence = f"'{other}' stands in the same folder, and Windows and macOS hold the two names for one"
            yield here, Path(entry.path), Problem(Place(path), sentence, "Rename one of them")
        elif entry.is_dir():
            yield from _walk(Path(entry.path), shown, here)
        elif entry.is_file():
            yield here, Path(entry.path), None
        else:
            yield here, Path(entry.path), Problem(Place(path), "This is not an ordinary file", "Delete it")


def _place(listing: Listing, shapes: Mapping[str, Shape], shown: str, parts: tuple[str, ...], file: Path) -> None:
    path = "/".join([shown, *parts])
    top, name = parts[0], parts[-1]
    if len(parts) == 1 and name in SINGLE_FILES:
        return
    if junk := _junk(name):
        listing.problems.append(Problem(Place(path), junk, "Delete it, or move it out of the content folder"))
        return
    if top == "pages":
        if file.suffix.lower() not in EDITORIAL:
            advice = "Pages are .md files, with pictures (PNG, JPEG, SVG), PDF and CSV beside them. Move it elsewhere"
            listing.problems.append(Problem(Place(path), "A file of this kind is not published", advice))
        return
    shape = shapes.get(top)
    if shape is None or len(parts) == 1:
        expected = [*shapes, "pages"]
        advice = did_you_mean(top, expected) or f"Move it out of the content folder. Sources stand in {', '.join(expected)}"
        listing.problems.append(Problem(Place(path), f"Nothing is published from '{top}'", advice))
        return
    inner = parts[1:]
    if len(inner) > len(shape.parts) and file.suffix.lower() != shape.ending:
        _place_attachment(listing, shape, path, parts, file)
        return
    _place_source(listing, shape, path, parts, file)


def _junk(name: str) -> str:
    if name.startswith(("~$", ".~lock.")):
        return "This is a file that Word keeps beside an open document"
    if name.lower() in {"thumbs.db", "desktop.ini", ".ds_store"}:
        return "This is a file that the computer made by itself"
    if name.endswith((".bak", ".orig", ".tmp", "~", ".swp")):
        return "This is a backup copy"
    return "Hidden files are not published" if name.startswith(".") else ""


def _place_attachment(listing: Listing, shape: Shape, path: str, parts: tuple[str, ...], file: Path) -> None:
    stem, ending = os.path.splitext(parts[-1])
    if ending.lower() not in ATTACHED:
        advice = "Attach PDF, CSV, PNG or JPEG; save a Word document as PDF first"
        listing.problems.append(Problem(Place(path), f"A file that ends in '{ending}' is not published", advice))
    elif len(parts) > len(shape.parts) + 2 or (fault := part_fault(stem)) or ending != ending.lower():
        fault = fault if len(parts) == len(shape.parts) + 2 else "It stands in a folder too deep"
        advice = f"Attachments stand in the folder of their source's name, such as {'/'.join(parts[: len(shape.parts) + 1])}/{kebab(stem)}{ending.lower()}"
        listing.problems.append(Problem(Place(path), f"This cannot be an attachment's name: {fault or 'its ending has capitals'}", advice))
    else:
        listing.attachments["/".join(parts)] = file


def _place_source(listing: Listing, shape: Shape, path: str, parts: tuple[str, ...], file: Path) -> None:
    inner = parts[1:]
    stem, ending = os.path.splitext(inner[-1])
    if ending != shape.ending:
        advice = f"Sources here end in {shape.ending}; an attachment stands in a folder with its source's name. Move or rename it"
        listing.problems.append(Problem(Place(path), "This is not a source, and no source can name it", advice))
        return
    stem, dot, language = stem.partition(".")
    if dot and language not in LANGUAGES:
        advice = f"Leave '.{language}' out of the name, or write .cy for a Welsh twin"
        listing.problems.append(Problem(Place(path), f"'.{language}' names no language this site knows", advice))
        return
    if len(inner) != len(shape.parts):
        advice = f"Move it to {shape}"
        listing.problems.append(Problem(Place(path), f"{_a(shape.noun).capitalize()} does not stand at this depth", advice))
        return
    for name, part in zip(shape.parts, (*inner[:-1], stem), strict=True):
        fault = part_fault(part) or _year_fault(name, part)
        if fault:
            suggestion = kebab(part)[:80].strip("-")
            advice = f"Rename it, for example to '{suggestion}'" if suggestion and suggestion != part else f"Rename it: {shape}"
            listing.problems.append(Problem(Place(path), f"This name cannot be an address: {fault}", advice))
            return
    listing.found.append(Found("/".join([shape.folder, *inner[:-1], stem]), path, file, shape, language or None))


def _year_fault(name: str, part: str) -> str:
    if name == "year or undated" and part == "undated":
        return ""
    if name.startswith("year") and not re.fullmatch(r"(19|20|21)\d\d", part):
        return f"'{part}' stands where a year is expected"
    return ""


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
