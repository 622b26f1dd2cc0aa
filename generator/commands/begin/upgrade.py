"""Compares an office's repository with what this version of the program would write there. Changes nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from generator.commands.begin.init import program_files
from generator.messages import counted, join_words, quoted
from generator.register.register import Register

PINS = "requirements.txt"

_PIN = re.compile(r"^section55(?:\[pdf\])?\s*==\s*([^\s#;]+)", re.MULTILINE)
_MARK = re.compile(r"^# From section55 .*$", re.MULTILINE)


def upgrade_lines(project: Path, as_of: datetime) -> Iterator[str]:
    """Yield what this version asks for: its line in requirements.txt, and each file that it would write otherwise."""
    here = version("section55")
    file = project / PINS
    pinned = _PIN.search(file.read_text(encoding="utf-8", errors="replace")) if file.is_file() else None
    yield f"This is section55 {here}."
    if pinned is None:
        yield f"{PINS} does not name a version. Write: section55[pdf]=={here}"
    elif pinned[1] != here:
        yield f"{PINS} names {quoted(pinned[1])}. To use this version, write: section55[pdf]=={here}"
    missing, differing = [], []
    for path, text in program_files(as_of):
        if not (project / path).is_file():
            missing.append(path)
        elif path != PINS and (difference := _difference(project / path, path, text)):
            differing.append(difference)
    if missing:
        yield f"Not in this folder: {join_words(missing)}. To have them, run: section55 init"
    yield from differing
    if differing:
        yield "To take over a new file, delete yours and run: section55 init"
    else:
        yield "The files of the program in this folder are those of this version."


def permanence_line(register: Register, count: int) -> str:
    """Return the verdict on published addresses and texts, with the number of problems that concern them."""
    if not register.ledger.is_kept:
        return "Nothing is recorded in content/ledger.csv yet, so no published address or text can change."
    if count:
        return f"{counted(count, 'published address or text', 'published addresses or texts')} would change."
    return "No published address or text changes."


def _difference(file: Path, path: str, text: str) -> str:
    """Return the difference between an office's file and the new one, empty if only the version's line differs."""
    own = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    if _MARK.sub("", own) == _MARK.sub("", text):
        return ""
    name = f"{path} (section55 {version('section55')})"
    return "\n".join(difflib.unified_diff(own.splitlines(), text.splitlines(), path, name, lineterm=""))
