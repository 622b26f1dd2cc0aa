"""Sets the pasted layout of sources right: bodies only, and of these only marks, spaces and line ends."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.files import display_path, replace_file
from generator.messages import escape_invisible, plain_text, quoted
from generator.reading.tidy import tidied

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_FENCE = "---"


class TidyError(ValueError):
    """A file cannot be tidied; the message says why and what to do."""

    def __init__(self, message: str) -> None:
        """Keep the message as its reader sees it."""
        super().__init__(plain_text(message))


@dataclass(frozen=True, slots=True)
class Tidied:
    """A file before and after."""

    file: Path
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The change as `diff -u` writes it; empty without one."""
        name = display_path(self.file)
        lines = difflib.unified_diff(_lines(self.before), _lines(self.after), name, name, lineterm="")
        return "\n".join(_printable(line) for line in lines)

    @property
    def count(self) -> int:
        """How many lines are new or changed."""
        blocks = difflib.SequenceMatcher(None, _lines(self.before), _lines(self.after), autojunk=False).get_opcodes()
        return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in blocks if tag != "equal")

    @property
    def summary(self) -> str:
        """What was done, in a sentence."""
        name = display_path(self.file)
        if not self.count:
            return f"{name} has nothing to tidy."
        return f"{name}: {self.count} {'line' if self.count == 1 else 'lines'} tidied."


def tidy_files(files: Iterable[Path], *, writes: bool) -> Iterator[Tidied]:
    """Tidy each file, all read before the first is written; with `writes` off, only say what would change.

    Raises:
        TidyError: A file cannot be read as a source, and none is changed.
        OSError: A file cannot be read or written.
    """
    for tidied_file in [_tidied(file) for file in files]:
        if writes and tidied_file.after != tidied_file.before:
            replace_file(tidied_file.file, tidied_file.after.encode())
        yield tidied_file


def _printable(line: str) -> str:
    return "\t".join(escape_invisible(part) for part in line.rstrip("\r\n").replace("\ufeff", "").split("\t"))


def _tidied(file: Path) -> Tidied:
    if file.suffix != ".md":
        raise TidyError(f"{quoted(display_path(file))} has no text to tidy. Name a file that ends with .md.")
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError as error:
        message = f"{quoted(display_path(file))} is not saved as UTF-8. Save it again with the encoding UTF-8."
        raise TidyError(message) from error
    start = _start_of_body(text)
    if start is None:
        message = (
            f"The facts of {quoted(display_path(file))} begin and do not end. "
            "Put a line of three hyphens, ---, after them."
        )
        raise TidyError(message)
    return Tidied(file, text, text[:start] + _tidied_body(text[start:]))


def _start_of_body(text: str) -> int | None:
    """Return where the text below the facts begins: at once in a page without any; None if they do not end."""
    lines = _LINE.findall(text)
    if not lines or lines[0].lstrip("\ufeff").rstrip() != _FENCE:
        return text.startswith("\ufeff")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    return None if end is None else sum(map(len, lines[: end + 1]))


def _tidied_body(body: str) -> str:
    """Tidy a body that may have line ends of any kind, or of several; each line keeps its own."""
    lines = _lines(body)
    plain = [line.rstrip("\r\n") for line in lines]
    whole = "\n".join(plain) + "\n" * (bool(lines) and lines[-1] != plain[-1])
    after = tidied(whole)
    if after == whole:
        return body
    ends = [line[len(words) :] for line, words in zip(lines, plain, strict=True)]
    usual = next((end for end in ends if end), "\n")
    fresh = after.split("\n")
    closes = fresh[-1] == ""
    fresh = fresh[:-1] if closes else fresh
    parts: list[str] = []
    blocks = difflib.SequenceMatcher(None, plain, fresh, autojunk=False).get_opcodes()
    for tag, i1, i2, j1, j2 in blocks:
        for place, words in enumerate(fresh[j1:j2]):
            is_kept = tag == "equal" or i2 - i1 == j2 - j1
            end = ends[i1 + place] if is_kept else (ends[i1 : i1 + 1] or [usual])[0] or usual
            parts.append(words + end)
    joined = "".join(parts)
    return joined if closes else joined.removesuffix(usual)


def _lines(text: str) -> list[str]:
    return _LINE.findall(text)
