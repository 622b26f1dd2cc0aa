"""Recognises the headings of a paper: Word's own, and lines that only look like one. Sets capitals in sentence case.

Knows the words of papers; nothing of files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.reading.documents.document import Block, BlockKind, Span
from generator.records.office import USUAL_CHIEF_OFFICER_TITLES, USUAL_TITLES, Office
from generator.records.report.class_words import read_class_words
from generator.records.roles import Role, fold_heading, role_of_heading

MAX_HEADING = 110
_MAX_ALONE = 70
_MIN_PARAGRAPH = 75
_NO_HEADING = re.compile(
    r"(?:dear\b|yours\b|cc\b|c\.c\b|copies\b|tel\b|telephone\b|e-?mail\b|re:|signed\b|date\b)|.*@|.*https?://",
    re.IGNORECASE,
)
_ABBREVIATIONS = {
    "PCC", "OPCC", "OPCCN", "PFCC", "OPFCC", "MOPAC", "HMIC", "HMICFRS", "HMCPSI", "HMIP", "PEEL", "NPCC", "NCA", "MPS",
    "GMP", "GMCA", "UK", "IOPC", "AFI", "AFIS", "CPS", "II", "III", "IV", "ICT", "CCTV", "DNA", "II.", "VAWG", "PCP",
}  # fmt: skip
_HEADING_WORDS = {
    "information", "points", "papers", "report", "documents", "implications", "position", "summary", "findings",
    "recommendations", "recommendation", "background", "purpose", "contact", "update", "comments", "response",
    "conclusion", "conclusions", "introduction", "overview", "progress", "next", "steps", "key", "issues", "attached",
    "appendices", "appendix", "details", "reference", "references", "terms", "current", "supporting",
}  # fmt: skip
OFFICE_USE = re.compile(r"(?:for )?office use(?: only)?", re.IGNORECASE)


def with_headings(blocks: Sequence[Block], office: Office, *, finds_plain: bool) -> list[Block]:
    """Return blocks with each line that is a heading as one; with `finds_plain`, also short lines that stand alone."""
    texts = "\n".join(block.text for block in blocks)
    done: list[Block] = []
    is_signed = False
    for place, block in enumerate(blocks):
        is_signed = is_signed or bool(re.match(r"yours\s+(?:sincerely|faithfully)", block.text, re.IGNORECASE))
        after = next(iter(blocks[place + 1 :]), None)
        level = _level(block, after, office, finds_plain=finds_plain, is_signed=is_signed)
        if not level:
            done.append(block)
            continue
        words = f"{block.mark} {block.text}" if block.kind is BlockKind.ITEM else block.text
        is_signed = is_signed and not role_of_heading(words, office)
        done.append(
            replace(
                block, kind=BlockKind.HEADING, level=level, mark="", spans=(Span(sentence_case(words, office, texts)),)
            )
        )
    return done


def _level(block: Block, after: Block | None, office: Office, *, finds_plain: bool, is_signed: bool) -> int:
    """Return the level of a heading, or 0; lines that only look like headings are of the second."""
    if block.kind is BlockKind.HEADING:
        return block.level
    text = block.text
    if re.match(r"(?:header|footer) \d", block.place):
        return 0  # a page's header that was kept, such as a protective marking
    is_line = block.kind is BlockKind.PARAGRAPH or (
        block.kind is BlockKind.ITEM and re.fullmatch(r"\d{1,2}(?:\.\d{1,2})*\.?\)?", block.mark) is not None
    )
    if not is_line or not text or len(text) > MAX_HEADING or len(block.lines) > 1 or _NO_HEADING.match(text):
        return 0
    if any("\t" in span.text for span in block.spans) or any(span.note for span in block.spans):
        return 0
    words = read_class_words(text)
    if (words and (block.is_bold or not words.title)) or OFFICE_USE.match(fold_heading(text)):
        return 2
    ends = text.endswith((".", ",", ";", "!", "?"))
    is_capital = text.isupper() and len(re.findall("[A-Z]", text)) > 3  # noqa: PLR2004 - not an abbreviation
    if (block.is_bold or is_capital) and not ends:
        return 2
    if block.kind is BlockKind.ITEM:
        return 0
    role = role_of_heading(text, office)
    names_only_an_office = role in {Role.COMMENTS, Role.CHIEF_OFFICER} and not re.search(
        r"comment|respon|repl|view|observation|sylw|ymateb", text, re.IGNORECASE
    )
    if role and not ends and not is_signed and not names_only_an_office:
        return 2
    return 2 if finds_plain and not is_signed and _stands_alone(text, after) else 0


def _stands_alone(text: str, after: Block | None) -> bool:
    """Check whether a short line is a heading by what follows: a paragraph, or an item."""
    if (
        len(text) > _MAX_ALONE
        or not text[:1].isupper()
        or text.endswith((".", ",", ";", ":", "!", "?"))
        or after is None
    ):
        return False
    is_text = (
        len(after.text) >= _MIN_PARAGRAPH or after.kind in {BlockKind.ITEM, BlockKind.TABLE} or len(after.lines) > 1
    )
    folded = {word.casefold() for word in re.findall(r"[A-Za-z]+", text)}
    return is_text or bool(folded & _HEADING_WORDS)


def sentence_case(text: str, office: Office, texts: str = "") -> str:
    """Set a heading in capitals as a sentence, the titles of the office and its force as they are written.

    A heading With Capitals On Each Word loses those of words that are usual in headings.
    """
    if not text.isupper():
        words = text.split(" ")
        capitals = [word for word in words if len(word) > 3]  # noqa: PLR2004 - small words have none
        if len(words) > 1 and all(word[:1].isupper() for word in capitals):
            words = [
                words[0],
                *(word.lower() if word.strip(":").casefold() in _HEADING_WORDS else word for word in words[1:]),
            ]
        return " ".join(words)
    texts = "\n".join(line for line in texts.split("\n") if not line.isupper())
    lowered = re.sub(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", lambda match: _lowered(match[0], texts), text)
    for title in _titles(office, texts):
        lowered = re.sub(rf"(?<!\w){re.escape(title)}(?!\w)", title, lowered, flags=re.IGNORECASE)
    first = re.search(r"[^\W\d_]", lowered)
    return lowered if not first else lowered[: first.start()] + first[0].upper() + lowered[first.end() :]


def _lowered(word: str, texts: str) -> str:
    base = re.sub(r"[’']S$", "", word)
    if base in _ABBREVIATIONS or (len(base) > 1 and re.search(rf"(?<!\w){base}(?!\w)", texts)):
        return base + word[len(base) :].lower()
    return word.lower()


def _titles(office: Office, texts: str) -> list[str]:
    """Return names and titles as they are written, the shortest first so that the longest has the last word."""
    known = {
        office.facts.name,
        office.facts.force,
        office.facts.chief_officer,
        office.facts.panel or "",
        office.short_name,
    }
    known |= {
        title for title in (*USUAL_TITLES, *USUAL_CHIEF_OFFICER_TITLES) if " " in title and title != "Police Force"
    }
    known |= set(re.findall(r"(?:[A-Z][a-z]+(?: and | )?){1,3} (?:Constabulary|Police)\b(?! (?:and|Force))", texts))
    known |= set(re.findall(r"\b(?:[A-Z][a-z]+ ){1,3}Police and Crime Panel\b", texts))
    return sorted(known - {""}, key=lambda title: (len(title), title))
