"""The list of copies at the end of a paper: to whom, whether they went, and when. Knows the words of such lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.reading.documents.document import Block, BlockKind
from generator.reading.plain_text.layout import TICK
from generator.records.office import Office
from generator.records.papers.printed import day_in

_SENT_TO = re.compile(
    r"(?:(?:response|copy|copies)\s+)?(?:has been\s+|was\s+)?(?:forwarded|sent|copied|emailed)\s+to\s+(?:the\s+)?(.+)$",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r".*\bpublished\s+(?:on|at)\s+(?:the\s+|our\s+)?(.+)$", re.IGNORECASE)
_NOT_YET = {"☐", "□", "[ ]"}
_ROLES = (
    ("public", r"website|web site|internet|published"),
    ("inspectorate", r"hmic|inspectorate|inspector of constabulary|hmcpsi"),
    ("secretary-of-state", r"home secretary|home office|secretary of state|minister"),
    ("panel", r"panel"),
    ("chief-officer", r"chief constable|chief officer|commissioner of police|constabulary|force"),
)
_DATE_AT_END = re.compile(
    r"[\s,:–(-]*(?:on\s+)?\(?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+\s+\d{4}|\d{1,2}/\d{1,2}/\d{4})\)?\.?$"
)


def copies_of(blocks: Sequence[Block], office: Office) -> tuple[list[dict[str, str]], list[Block]]:
    """Return the copies that lines list, and the blocks that are no such line."""
    copies: list[dict[str, str]] = []
    left: list[Block] = []
    for block in (part for one in blocks for part in _lines(one)):
        copy = _copy(block, office)
        if copy:
            copies.append(copy)
        else:
            left.append(block)
    return copies, left


def _lines(block: Block) -> list[Block]:
    if block.kind is BlockKind.TABLE or len(block.lines) < 2:  # noqa: PLR2004
        return list(block.parts)
    return [replace(block, spans=(replace(block.spans[0], text=line),)) for line in block.lines]


def _copy(block: Block, office: Office) -> dict[str, str] | None:
    words = block.text
    tick = block.mark
    if match := re.match(rf"({TICK})\s*(.*)", words):
        tick, words = match[1], match[2]
    day = day_in(words)
    line = _DATE_AT_END.sub("", words).strip() if day else words.strip().rstrip(".")
    sent, published = _SENT_TO.match(line), _PUBLISHED.match(line)
    if not sent and not published:
        return None
    to = (sent or published)[1].strip()  # type: ignore[index]
    copy = {"to": to, "on": day or ("not yet" if tick in _NOT_YET else "not recorded")}
    if line != f"Response forwarded to {to}":
        copy["words"] = line
    if role := _role(f"{to} {'published' if published else ''}", office):
        copy["role"] = role
    return copy


def _role(words: str, office: Office) -> str:
    folded = words.casefold()
    if office.facts.chief_officer.casefold() in folded:
        return "chief-officer"
    return next((role for role, pattern in _ROLES if re.search(pattern, folded)), "")
