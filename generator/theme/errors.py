"""Messages for errors in mkdocs.yml or in an editorial page that stop MkDocs.

Knows the syntax of settings and front matter; nothing of MkDocs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.messages import escape_invisible
from generator.problems import Problem
from generator.reading.editorial_page import read_editorial_page
from generator.reading.leftovers import files_below


def page_problems(pages: Path, shown: str) -> Iterator[Problem]:
    """Yield what is wrong with the front matter of editorial pages; `shown` is the folder as problems name it."""
    for file in files_below(pages, "*.md"):
        name = file.relative_to(pages).as_posix()
        _, problems = read_editorial_page(file, path=f"pages/{name}", display_path=f"{shown}/{name}")
        yield from problems


def in_one_line(error: Exception) -> str:
    """Return an exception of a library as one short line."""
    message = escape_invisible(" ".join(str(error).split())).rstrip(".")
    return f"{type(error).__name__}: {message[:200]}" if message else type(error).__name__


def settings_error_message(config_file: Path, error: Exception, messages: list[str]) -> str:
    """Return why MkDocs cannot use its settings: our message with a place if the parser gives one, else its own."""
    mark = getattr(error.__context__, "problem_mark", None)  # MkDocs repeats the parser's message; the place is enough
    if mark is None:
        return f"{config_file.name}: {'; '.join(messages) or error}"
    lines = config_file.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    line, column = mark.line + 1, mark.column + 1
    if line > len(lines):  # the parser reports an unclosed construct after the last line
        line, column = len(lines), len(lines[-1]) + 1
    hint = "Check this line and the one above it: indents, colons, brackets and quotation marks."
    return f"{config_file.name}:{line}:{column}: The settings cannot be read from here on. {hint}"
