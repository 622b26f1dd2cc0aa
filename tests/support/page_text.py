"""A page's visible text, one line for each block, as a reader would read it aloud."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
INLINE = {"a", "abbr", "code", "em", "small", "span", "strong", "sub", "sup", "time"}
SILENT = {"script", "style", "title", "head"}


class _Reader(HTMLParser):
    def __init__(self, record_id: str | None, *, without_added: bool = False) -> None:
        super().__init__()
        self.text = ""
        self._record_id = record_id
        self._without_added = without_added
        self._open: list[tuple[str, bool, bool]] = []
        """Each open element: its tag, whether it is read, and whether it is silent."""
        self._numbers: list[int | None] = []
        """The next number of each open list; None for one without numbers."""
        self._marks: list[tuple[str, str]] = []
        """How the numbers of each open list look: `1.`, `a.`, `1)`."""

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        is_read, is_silent = self._open[-1][1:] if self._open else (self._record_id is None, False)
        is_read = is_read or dict(attrs).get("data-record") == self._record_id
        is_silent = is_silent or tag in SILENT or (self._without_added and "data-added" in dict(attrs))
        if tag not in INLINE:
            self.text += "\n"
        if tag in {"ol", "ul"}:
            facts = dict(attrs)
            is_numbered = tag == "ol" and facts.get("class") in {None, "bracket"}
            self._numbers.append(int(facts.get("start") or 1) if is_numbered else None)
            self._marks.append((facts.get("type") or "1", ")" if facts.get("class") == "bracket" else "."))
        elif tag == "li" and is_read and not is_silent and self._numbers and (number := self._numbers[-1]) is not None:
            number = int(dict(attrs).get("value") or number)
            self._numbers[-1] = number + 1
            kind, after = self._marks[-1]
            self.text += f"{number if kind == '1' else chr(ord(kind) + number - 1)}{after} "
        if tag not in VOID:
            self._open.append((tag, is_read, is_silent))

    def handle_endtag(self, tag: str) -> None:
        while self._open and any(tag == open_tag for open_tag, _, _ in self._open):
            closed = self._open.pop()[0]
            if closed in {"ol", "ul"}:
                self._numbers.pop()
                self._marks.pop()
            if closed not in INLINE:
                self.text += "\n"
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] and not self._open[-1][2]:
            self.text += re.sub(r"\s+", " ", data)


def text_of_page(html: str, record_id: str | None = None, *, without_added: bool = False) -> list[str]:
    """Read a page's lines; with a record's id only those of the record itself, or without what the site adds to it."""
    reader = _Reader(record_id, without_added=without_added)
    reader.feed(html)
    return [line for part in reader.text.split("\n") if (line := re.sub(r"\s+", " ", part).strip())]
