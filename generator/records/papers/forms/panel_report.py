"""A report to a police and crime panel or a committee: a heading block, numbered paragraphs, background papers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.reading.documents.document import Block, BlockKind, Span
from generator.records.papers.draft import Certainty, Draft
from generator.records.papers.headings import sentence_case, with_headings
from generator.records.papers.paper import Paper, labels_in
from generator.records.papers.printed import day_in, name_of, plain_title, printed_day

NAME = "a report to a panel"
SAMPLES = (
    """SAMPLESHIRE POLICE AND CRIME PANEL

26 SEPTEMBER 2017

SAMPLE STRATEGY

Recommendation

1. The Panel is invited to note this sample report, which is of no other use to anybody at all.
""",
    """CALLS

1. PURPOSE

1.1 The purpose of this report is to provide the Police and Crime Panel with a sample.
""",
    """Sampleshire Police and Crime Panel
Agenda item 6

**Sample calls**

Background papers

There are none.
""",
)
"""Papers of this form, made up, in which a test looks for it."""

_PANEL = re.compile(
    r"(?:the\s+)?(?:[\w&,'’-]+\s+){0,8}(?:police(?:,? fire)? and crime panel|police authority board|(?:police|scrutiny|"
    r"performance|resource)[\w &,-]*committee)", re.IGNORECASE,
)  # fmt: skip
_PURPOSE = re.compile(r"purpose of (?:this|the) (?:report|paper) is .*\bpanel\b", re.IGNORECASE | re.DOTALL)
_AGENDA = re.compile(r"(?:agenda\s+)?item\s*(?:no\.?|number)?\s*:?\s*([\w.]{1,6})$", re.IGNORECASE)
_AUTHORS = ("report of", "report by", "report author", "author", "report from")
_HEAD = 12
"""Blocks in which the heading block ends."""


def fits(paper: Paper) -> bool:
    """Check whether a paper names a panel at its head, or says that its purpose is to tell one something."""
    head = paper.blocks[:_HEAD]
    if any(re.match(r"dear\b", block.text, re.IGNORECASE) for block in head):
        return False
    return any(_PANEL.fullmatch(line) for block in head for line in block.lines) or any(
        _PURPOSE.search(block.text) for block in head
    )


def drafts(paper: Paper) -> list[Draft]:
    """Return the draft of a paper."""
    facts, rest = _heading_block(paper)
    blocks = with_headings(rest, paper.office, finds_plain=True)
    title = facts.get("title") or paper.name.replace("-", " ").replace("_", " ")
    meeting = facts.get("meeting", "")
    year = meeting[:4] or "undated"
    draft = Draft(f"panel-reports/{paper.office_id}/{year}/{name_of(title)}.md", _levelled(blocks))
    is_sure = "title" in facts
    draft.fact(
        "title", title, *((Certainty.SURE, "") if is_sure else (Certainty.GUESSED, "The title is the file's name"))
    )
    if "panel" in facts:
        draft.fact("panel", facts["panel"])
    else:
        draft.fact(
            "panel",
            paper.office.facts.panel or "Police and Crime Panel",
            Certainty.GUESSED,
            "The panel is from the office's file; the paper does not name it in full",
        )
    if meeting:
        draft.fact("meeting", meeting, message=f"The meeting was on {meeting}")
    else:
        draft.to_do("meeting: 2019-10-24", "The paper bears no day. Write that of the meeting, if it is known")
    message = "Without 'published' this is a draft. Write the day on which it went on the web, or: not recorded"
    draft.to_do("published: not recorded", message)
    for key in ("agenda-item", "author"):
        if key in facts:
            draft.fact(key, facts[key])
    about = [id_ for id_, one in paper.inspections.items() if _names(paper.text, one.title)]
    if about:
        draft.fact(
            "about", about, Certainty.GUESSED, f"The paper names reports that are registered: {', '.join(about)}"
        )
    draft.printed = [
        facts[key] for key in ("printed-1", "printed-2", "printed-3", "printed-4", "printed-5") if key in facts
    ]
    return [draft]


def _names(text: str, title: str) -> bool:
    main = re.split(r"\s+[–—]\s+", title, maxsplit=1)[0]
    return len(main) > 12 and main.casefold() in text.casefold()  # noqa: PLR2004 - shorter titles are common words


def _heading_block(paper: Paper) -> tuple[dict[str, str], list[Block]]:
    """Read the facts at the head of a paper; return them, and the blocks that hold none."""
    facts: dict[str, str] = {}
    rest: list[Block] = []
    is_head = True
    for place, block in enumerate(paper.blocks):
        is_head = is_head and place < _HEAD and not (rest and facts.get("title"))
        if not is_head:
            rest.append(block)
            continue
        left = [line for line in block.lines if not _read_line(line, facts, paper)]
        if block.kind is BlockKind.TABLE or len(left) == len(block.lines):
            if _may_be_title(block, facts):
                _add(facts, "title", sentence_case(plain_title(block.text), paper.office, paper.text), block.text)
            else:
                rest.append(block)
                is_head = block.kind is BlockKind.TABLE
        elif left:
            rest.append(replace(block, spans=(Span("\n".join(left)),)))
    return facts, rest


def _add(facts: dict[str, str], key: str, value: str, printed: str) -> bool:
    if key in facts:
        return False
    facts[key] = value
    facts[f"printed-{len(facts) // 2 + 1}"] = f"{value} {printed}" if value.casefold() != printed.casefold() else value
    return True


def _read_line(line: str, facts: dict[str, str], paper: Paper) -> bool:
    """Read a line of the heading block into a fact; return whether it was one."""
    if _PANEL.fullmatch(line):
        return _add(facts, "panel", _panel_name(line, paper.text), line)
    day_text = re.sub(r"^(?:date(?: of meeting)?|meeting)\s*:?\s*", "", line, flags=re.IGNORECASE)
    if day := printed_day(day_text.title() if day_text.isupper() else day_text):
        return _add(facts, "meeting", day, line)
    if match := _AGENDA.fullmatch(line):
        return _add(facts, "agenda-item", match[1], line)
    for label, value in labels_in(Block(spans=(Span(line),))):
        if label in _AUTHORS:
            return _add(facts, "author", value, line)
        if label in {"subject", "title", "report title"}:
            return _add(facts, "title", plain_title(value), line)
        if label in {"date", "date of meeting", "meeting"} and (day := day_in(value)):
            return _add(facts, "meeting", day, line)
    return False


def _panel_name(line: str, text: str) -> str:
    """Return a panel's name: one in capitals as the text writes it elsewhere, else with a capital on each word."""
    if not line.isupper():
        return line
    written = (match[0] for match in re.finditer(re.escape(line), text, re.IGNORECASE))
    in_capitals = " ".join(word if word in {"and", "of", "the"} else word.capitalize() for word in line.lower().split())
    return next((name for name in written if not name.isupper()), in_capitals)


def _may_be_title(block: Block, facts: dict[str, str]) -> bool:
    """Check whether a block at the head is the title: short, alone, and not a numbered heading."""
    if "title" in facts or block.kind not in {BlockKind.PARAGRAPH, BlockKind.HEADING} or len(block.lines) != 1:
        return False
    looks_so = block.is_bold or block.kind is BlockKind.HEADING or block.text.isupper()
    return looks_so and len(block.text) <= 150 and not re.match(r"\d", block.text)  # noqa: PLR2004 - a long title


def _levelled(blocks: Sequence[Block]) -> list[Block]:
    levels = [block.level for block in blocks if block.kind is BlockKind.HEADING]
    top = min(levels, default=2)
    return [
        replace(block, level=min(6, 2 + block.level - top)) if block.kind is BlockKind.HEADING else block
        for block in blocks
    ]
