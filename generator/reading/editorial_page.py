"""Reads a hand-written page of `content/pages`: its front matter and its text. MkDocs renders it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.messages import escape_invisible
from generator.problems import Place, Problem
from generator.reading.markdown import MarkdownText
from generator.reading.plain_text.damage import conflicts_in, damage_in
from generator.reading.yaml_facts import position_of, read_facts

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FENCED = re.compile(r"^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True)
class EditorialPage:
    """One page, with the places of what is in it."""

    path: str
    """From the content folder: `pages/about.md`."""
    display_path: str
    """As problems name it: `content/pages/about.md`."""
    facts: dict[str, Any]
    facts_text: str
    body: str
    body_line: int
    """The line of the file in which the text begins."""

    @cached_property
    def markdown(self) -> MarkdownText:
        """The text, parsed once."""
        return MarkdownText(self.body, self.path.removesuffix(".md"), is_editorial=True)

    def fact_place(self, name: str) -> Place:
        """Return where a fact's value stands."""
        line, column = position_of(self.facts_text, (name,))
        return Place(self.display_path, line + 1, column)

    def body_position(self, line: int, column: int = 1) -> Place:
        """Return where a point of the text stands in the file."""
        return Place(self.display_path, line + self.body_line - 1, column)

    def comments(self) -> Iterator[Place]:
        """Yield where each HTML comment begins; in code it is text that readers see."""
        code = [match.span() for match in _FENCED.finditer(self.body)]
        for match in _COMMENT.finditer(self.body):
            if not any(start <= match.start() < end for start, end in code):
                before = self.body[: match.start()]
                yield self.body_position(before.count("\n") + 1, len(before) - before.rfind("\n"))


def read_editorial_page(file: Path, *, path: str, display_path: str) -> tuple[EditorialPage | None, list[Problem]]:
    """Return a page, or None if it cannot be read, with a problem for each fault of its front matter.

    MkDocs takes front matter that it cannot read for text, and its YAML parser ends the whole program on facts that
    are nested thousands deep.
    """
    shown = escape_invisible(display_path)
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        message = f"This file is not saved as UTF-8: {error.reason}"
        return None, [Problem(Place(shown), message, "Save it again with the encoding UTF-8")]
    except OSError as error:
        message = f"This file cannot be read: {error.strerror or 'the disk gives no reason'}"
        return None, [Problem(Place(shown), message, "Check that it is a file, and who may read it")]
    match = _FRONT_MATTER.match(text)
    facts_text = match[1] if match else ""
    facts, faults = read_facts(facts_text, 2) if match else ({}, [])
    problems = [Problem(Place(shown, fault.line, fault.column), fault.message, fault.hint) for fault in faults]
    problems += [
        Problem(Place(shown, damage.line, damage.column), damage.message, damage.hint)
        for damage in (*conflicts_in(text), *damage_in(text))
    ]
    body = text[match.end() :] if match else text
    return EditorialPage(
        path, shown, facts, facts_text, body, text[: match.end()].count("\n") + 1 if match else 1
    ), problems
