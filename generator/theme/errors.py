"""Why the theme could not be drawn: what is wrong in mkdocs.yml or in an editorial page, in words for who wrote it.

Knows how files of settings and of pages begin; nothing of MkDocs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.messages import escape_invisible
from generator.problems import Place, Problem
from generator.reading.yaml_facts import read_facts

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)


def page_faults(pages: Path, shown: str) -> Iterator[Problem]:
    """Name what is wrong with the facts of editorial pages; `shown` is the folder as problems name it.

    MkDocs takes a page's facts for text where it cannot read them, and its parser of YAML ends the whole program where
    they are nested thousands deep.
    """
    for file in sorted(path for path in pages.rglob("*.md") if path.is_file()):
        path = escape_invisible(f"{shown}/{file.relative_to(pages).as_posix()}")
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            yield Problem(
                Place(path), f"This file is not saved as UTF-8: {error.reason}", "Save it again with the encoding UTF-8"
            )
            continue
        if found := _FRONT_MATTER.match(text):
            _, faults = read_facts(found[1].replace("\r\n", "\n"), 2)
            yield from (Problem(Place(path, fault.line, fault.column), fault.message, fault.hint) for fault in faults)


def in_a_line(error: Exception) -> str:
    """Tell an exception of a library in one short line."""
    told = escape_invisible(" ".join(str(error).split())).rstrip(".")
    return f"{type(error).__name__}: {told[:200]}" if told else type(error).__name__


def settings_fault(config_file: Path, error: Exception, messages: list[str]) -> str:
    """Tell why MkDocs cannot use its settings: in our words with the place, where the parser gives one, else in its own."""
    mark = getattr(error.__context__, "problem_mark", None)  # MkDocs pastes the parser's message; its place is enough
    if mark is None:
        return f"{config_file.name}: {'; '.join(messages) or error}"
    lines = config_file.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    line, column = mark.line + 1, mark.column + 1
    if line > len(lines):  # what never ends is told of behind the last line
        line, column = len(lines), len(lines[-1]) + 1
    hint = "Check this line and the one above it: indents, colons, brackets and quotation marks."
    return f"{config_file.name}:{line}:{column}: The settings cannot be read from here on. {hint}"
