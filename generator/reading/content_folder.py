"""Lists a content folder: which files are sources, which are attachments, and which do not belong there.

Knows file systems; knows nothing of what a source says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.files import display_path
from generator.languages import TRANSLATION_LANGUAGES, language_of, original_of
from generator.messages import did_you_mean, escape_invisible, join_words, quoted, with_article
from generator.problems import Category, Place, Problem, Severity, errors_in
from generator.reading.leftovers import LEFTOVER, GitIgnore, leftover
from generator.slugs import is_reserved, same_file_name, slug_error, slugify

ATTACHED = {".pdf", ".csv", ".png", ".jpg", ".jpeg"}
"""Endings an attachment may have."""

EDITORIAL = {".md", ".pdf", ".csv", ".png", ".jpg", ".jpeg", ".svg"}
"""Endings a file of `pages/` may have."""

WORD_PROCESSED = {".doc", ".docx", ".odt", ".rtf"}
"""Endings of word processors' documents."""

MAX_DEPTH = 20
"""Levels of folders."""

SINGLE_FILES = {"ledger.csv", "synonyms.yml"}


@dataclass(frozen=True, slots=True)
class PathPattern:
    """The path of sources of one kind: `responses/<office>/<year>/<name>.md`."""

    folder: str
    parts: tuple[str, ...]
    """The names of the parts below the folder; the last is the file's."""
    ending: str = ".md"
    noun: str = "source"

    def __str__(self) -> str:
        """Return the pattern as a path."""
        return "/".join([self.folder, *(f"<{part}>" for part in self.parts)]) + self.ending


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file of a source."""

    path: str
    """The path below the content folder, without its ending: `responses/norfolk/2019/x`."""
    display_path: str
    """The path in problems: `content/responses/norfolk/2019/x.md`."""
    file: Path
    pattern: PathPattern
    language: str | None = None


@dataclass(slots=True)
class Listing:
    """Everything in a content folder."""

    files: list[SourceFile] = field(default_factory=list)
    attachments: dict[str, Path] = field(default_factory=dict)
    """Files in folders named like a source, by path from the content folder."""
    problems: list[Problem] = field(default_factory=list)


def scan_content(content: Path, path_patterns: Mapping[str, PathPattern]) -> Listing:
    """List a content folder whose folders have these patterns."""
    listing = Listing()
    shown = escape_invisible(display_path(content))
    if not content.is_dir():
        message = "There is no such folder" if not content.exists() else "This is not a folder"
        hint = "Name the folder of the sources: --content DIR"
        listing.problems.append(Problem(Place(shown), message, hint, category=Category.USAGE))
        return listing
    for parts, file, problem in _walk(content, shown, GitIgnore(content)):
        if problem:
            listing.problems.append(problem)
        else:
            _place(listing, path_patterns, shown, parts, file)
    if not listing.files and not errors_in(listing.problems):
        message = "No office is described here yet"
        listing.problems.append(Problem(Place(shown), message, "Begin with: section55 new office NAME"))
    return listing


def _walk(
    folder: Path, shown: str, ignore: GitIgnore, parts: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Path, Problem | None]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        message = f"This folder cannot be read: {error.strerror}"
        problem = Problem(
            Place(escape_invisible("/".join([shown, *parts]))),
            message,
            "Check who may read it",
            category=Category.MACHINE,
        )
        yield parts, folder, problem
        return
    entries = [entry for entry in entries if not (_may_be_ignored(entry) and ignore.ignores(entry))]
    names = _names_kept(entry.name for entry in entries)
    for entry in entries:
        here = (*parts, entry.name)
        if _is_leftover(entry):
            hint = "It is not published. Delete it, or name it in .gitignore"
            place = Place(escape_invisible("/".join([shown, *here])))
            yield here, Path(entry.path), Problem(place, leftover(entry.name), hint, Severity.WARNING, LEFTOVER)
        elif refusal := _entry_refusal(entry, names[same_file_name(entry.name)], len(here)):
            yield here, Path(entry.path), Problem(Place(escape_invisible("/".join([shown, *here]))), *refusal)
        elif entry.is_dir():
            yield from _walk(Path(entry.path), shown, ignore, here)
        else:
            yield here, Path(entry.path), None


def _is_leftover(entry: os.DirEntry[str]) -> bool:
    # Emacs locks a file by a link that leads nowhere.
    return bool(leftover(entry.name)) and not entry.is_dir(follow_symlinks=False)


def _may_be_ignored(entry: os.DirEntry[str]) -> bool:
    """Check whether a file or folder is skipped if git ignores it; a source that git ignores is still a source."""
    return _is_leftover(entry) or (entry.name.startswith(".") and not entry.is_symlink())


def _names_kept(names: Iterable[str]) -> dict[str, str]:
    """Return, of the names that Windows and macOS treat as one, the one to keep: a well-formed one if there is one."""
    kept: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (bool(slug_error(name.partition(".")[0])), name)):
        kept.setdefault(same_file_name(name), name)
    return kept


def _entry_refusal(entry: os.DirEntry[str], kept: str, depth: int) -> tuple[str, str] | None:
    if entry.is_symlink():
        return "This is a link to another place (a symlink)", "Put the file or folder itself here"
    if kept != entry.name:
        message = f"{quoted(kept)} is in the same folder, and Windows and macOS treat the two names as one"
        return message, "Rename or delete one of them"
    if entry.is_dir():
        if entry.name.startswith("."):
            return "Hidden folders are not published", "Delete it, or move it out of the content folder"
        if depth > MAX_DEPTH:
            return f"Folders are nested more than {MAX_DEPTH} deep here", "Move what it holds further up"
        return None
    return None if entry.is_file() else ("This is not an ordinary file", "Delete it")


def _place(
    listing: Listing, path_patterns: Mapping[str, PathPattern], shown: str, parts: tuple[str, ...], file: Path
) -> None:
    path = escape_invisible("/".join([shown, *parts]))
    top, name = parts[0], parts[-1]
    if len(parts) == 1 and name in SINGLE_FILES:
        return
    if name.startswith("."):
        hint = "Delete it, or move it out of the content folder"
        listing.problems.append(Problem(Place(path), "This is a hidden file", hint))
        return
    if top == "pages":
        if file.suffix.lower() not in EDITORIAL:
            hint = "Pages are .md files, with pictures (PNG, JPEG, SVG), PDF and CSV beside them. Move it elsewhere"
            listing.problems.append(Problem(Place(path), "A file of this kind is not published", hint))
        elif wrong := next((part for part in parts[1:] if _is_no_address(part, is_page=name.endswith(".md"))), ""):
            reason = "Windows reserves this name" if is_reserved(wrong) else "An address cannot have this name"
            plain = "-".join(filter(None, [slugify(Path(wrong).stem), "page" if is_reserved(wrong) else ""])) or "page"
            hint = f"Rename {quoted(wrong)} to {plain}{Path(wrong).suffix.lower()}"
            listing.problems.append(Problem(Place(path), reason, hint))
        elif file.suffix.lower() == ".md" and not name.endswith(".md"):
            hint = f"Rename {quoted(name)} to {name[:-3]}.md"
            listing.problems.append(Problem(Place(path), "The ending of this name has capital letters", hint))
        elif (prefix := parts[1].removesuffix(".md")) in TRANSLATION_LANGUAGES and name.endswith(".md"):
            message = f"Pages in {TRANSLATION_LANGUAGES[prefix]} have their addresses here, and no files"
            translation = f"{'index' if prefix == Path(name).stem else Path(name).stem}.{prefix}.md"
            listing.problems.append(
                Problem(Place(path), message, f"Rename it to {translation}, next to the page it translates")
            )
        elif (language := language_of(name)) and not (file.parent / (original := original_of(name))).is_file():
            message = (
                f"This is the {TRANSLATION_LANGUAGES[language]} translation of {quoted(original)}, which does not exist"
            )
            listing.problems.append(Problem(Place(path), message, f"Write {quoted(original)} first"))
        return
    pattern = path_patterns.get(top)
    expected = [*path_patterns, "pages"]
    if len(parts) == 1:
        hint = (
            did_you_mean(name, SINGLE_FILES)
            or f"Move it out of the content folder, or into {join_words(expected, 'or')}"
        )
        listing.problems.append(Problem(Place(path), "A file of this name is not used here", hint))
        return
    if pattern is None:
        hint = did_you_mean(top, expected) or f"Move it out of the content folder. Sources go in {join_words(expected)}"
        listing.problems.append(Problem(Place(path), f"Nothing is published from {quoted(top)}", hint))
        return
    inner = parts[1:]
    if len(inner) > len(pattern.parts) and _stem_and_ending(name)[1].lower() != pattern.ending:
        _place_attachment(listing, pattern, path, parts, file)
        return
    _place_source(listing, pattern, path, parts, file)


_PAGE_NAME = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
"""Names that every host can have in an address."""


def _is_no_address(part: str, *, is_page: bool) -> bool:
    return is_reserved(part) or (is_page and not _PAGE_NAME.fullmatch(part))


def _stem_and_ending(name: str) -> tuple[str, str]:
    """Part a file's name as pathlib does, which takes ten times as long for each of all files."""
    dot = name.rfind(".")
    return (name[:dot], name[dot:]) if 0 < dot < len(name) - 1 else (name, "")


def _place_attachment(listing: Listing, pattern: PathPattern, path: str, parts: tuple[str, ...], file: Path) -> None:
    stem, ending = _stem_and_ending(parts[-1])
    owner = parts[: len(pattern.parts) + 1]
    if ending.lower() not in ATTACHED:
        message = (
            f"A file that ends in {quoted(ending)} is not published"
            if ending
            else "A file without an ending is not published"
        )
        hint = "Attach PDF, CSV, PNG or JPEG; save a Word document as PDF first"
        listing.problems.append(Problem(Place(path), message, hint))
        return
    refusal = slug_error(owner[-1]) or slug_error(stem)
    if len(parts) > len(owner) + 1:
        refusal = "its folder is too deep"
    elif not refusal and ending != ending.lower():
        refusal = "its ending has capital letters"
    if refusal:
        well_formed = "/".join(
            [*owner[:-1], slugify(owner[-1]) or "name", (slugify(stem) or "letter") + ending.lower()]
        )
        hint = f"Attachments go in a folder with their source's name, such as {well_formed}"
        listing.problems.append(
            Problem(Place(path), f"This cannot be the name of an attachment: {refusal}", escape_invisible(hint))
        )
    else:
        listing.attachments["/".join(parts)] = file


def _ending_advice(pattern: PathPattern, stem: str, ending: str) -> str:
    if stem.endswith(pattern.ending):  # Windows hides endings and may add one
        plain = f"{slugify(stem.removesuffix(pattern.ending)) or 'name'}{pattern.ending}"
        return f"Rename it to {plain}. If Windows shows it as {plain} already, turn on View, Show, File name extensions"
    if ending.lower() in {pattern.ending, ".yaml", ".markdown", ".txt", ""}:
        return f"Rename it to {slugify(stem) or 'name'}{pattern.ending}"
    if ending.lower() in WORD_PROCESSED:
        return "Save it as PDF and attach it to a source, or copy its text into one"
    return (
        f"Sources here end in {pattern.ending}; an attachment is in a folder with its source's name. Move or rename it"
    )


def _place_source(listing: Listing, pattern: PathPattern, path: str, parts: tuple[str, ...], file: Path) -> None:
    inner = parts[1:]
    stem, ending = _stem_and_ending(inner[-1])
    if ending != pattern.ending:
        message = "This file cannot be used here"
        listing.problems.append(Problem(Place(path), message, _ending_advice(pattern, stem, ending)))
        return
    stem, dot, language = stem.partition(".")
    if dot and language not in TRANSLATION_LANGUAGES:
        shown = quoted(f".{language}")
        hint = f"Leave {shown} out of the name, or write .cy for a Welsh translation"
        listing.problems.append(Problem(Place(path), f"{shown} is not a language of this site", hint))
        return
    if len(inner) != len(pattern.parts):
        hint = f"Move it to {pattern}"
        listing.problems.append(
            Problem(Place(path), f"{with_article(pattern.noun).capitalize()} cannot be at this depth", hint)
        )
        return
    for name, part in zip(pattern.parts, (*inner[:-1], stem), strict=True):
        refusal = slug_error(part) or _year_refusal(name, part)
        if refusal:
            suggestion = slugify(part)[:80].strip("-")
            hint = (
                f"Rename it, for example to '{suggestion}'"
                if suggestion and suggestion != part
                else f"Rename it: {pattern}"
            )
            listing.problems.append(Problem(Place(path), f"This name cannot be an address: {refusal}", hint))
            return
    listing.files.append(
        SourceFile("/".join([pattern.folder, *inner[:-1], stem]), path, file, pattern, language or None)
    )


_YEAR = re.compile(r"(19|20|21)\d\d")


def _year_refusal(name: str, part: str) -> str:
    if name == "year or undated" and part == "undated":
        return ""
    if name.startswith("year") and not _YEAR.fullmatch(part):
        return f"{quoted(part)} is not a year"
    return ""
