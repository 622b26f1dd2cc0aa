"""Drafts the inspection that a paper answers: the findings it quotes, whom they address, and by when.

Knows findings; decides nothing on responses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.reading.documents.document import Block, BlockKind, Span
from generator.reading.documents.markdown_body import markdown_of
from generator.reading.source import parse_source
from generator.records import inspection
from generator.records.finding import Finding
from generator.records.papers.draft import Certainty, Draft
from generator.records.papers.printed import addressees_of
from generator.records.report.class_words import CLASSES, ClassWords, read_class_words

Section = tuple[Block | None, list[Block]]
"""A heading, None before the first, and the blocks below it."""

_ASKS = re.compile(r"\b(?:should|must|needs? to|are recommended to|is recommended to)\b")
_NUMBERED = re.compile(r"\(?(\d{1,3}[a-z]?|[a-z])[.)]")
_STAND_IN = "---\ntitle: x\npublished: 2019-01-01\ninspectorate: x\ntypes: [x]\n---\n"
"""Facts that let a body be read before its own are known."""


@dataclass
class ReportFacts:
    """What a paper says of the report that it answers."""

    title: str = ""
    published: str = ""
    """ISO 8601; empty where the paper does not say it."""
    is_day_guessed: bool = False
    inspectorates: list[str] = field(default_factory=list)
    inspectorate_name: str = ""
    types: list[str] = field(default_factory=list)
    report: str = ""


def sections_of(blocks: Sequence[Block]) -> list[Section]:
    """Return blocks in sections, each below its heading of any level."""
    sections: list[Section] = [(None, [])]
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            sections.append((block, []))
        else:
            sections[-1][1].append(block)
    return sections


def parted(sections: Sequence[Section]) -> tuple[list[Block], list[Section]]:
    """Return the findings that a paper quotes from its report as a body of the inspection, and the other sections."""
    quoted: list[Block] = []
    others: list[Section] = []
    within = ""
    for place, (heading, blocks) in enumerate(sections):
        words = read_class_words(heading.text) if heading else None
        if heading is None or words is None:
            within = ""
            others.append((heading, blocks))
            continue
        leads = not blocks and words.names_a_group and _quotes(sections[place + 1 : place + 2])
        asked, rest = _request_of(blocks, words)
        if not asked and not leads:
            others.append((heading, blocks))
            continue
        level = 3 if within == words.finding_class and not words.names_a_group else 2
        within = words.finding_class if words.names_a_group else within if level == 3 else ""  # noqa: PLR2004
        quoted += [replace(heading, level=level), *_findings_of(asked, words)]
        if rest:
            others.append((heading, rest))
    return quoted, others


def _quotes(sections: Sequence[Section]) -> bool:
    for heading, blocks in sections:
        words = read_class_words(heading.text) if heading else None
        if words and _request_of(blocks, words)[0]:
            return True
    return False


def _request_of(blocks: Sequence[Block], words: ClassWords) -> tuple[list[Block], list[Block]]:
    """Return the blocks in which a report asks for something, and what a paper says to that."""
    nearest = blocks[: 20 if words.names_a_group else 2]
    if not any(_ASKS.search(block.text) for block in nearest if block.kind is not BlockKind.TABLE):
        return [], list(blocks)
    before = None
    for place, block in enumerate(blocks):
        goes_on = block.kind is BlockKind.ITEM or (before is not None and before.text.endswith(":"))
        asks = _ASKS.search(block.text) is not None and block.kind is not BlockKind.TABLE
        if place and not goes_on and not asks:
            return list(blocks[:place]), list(blocks[place:])
        before = block
    return list(blocks), []


def _findings_of(blocks: Sequence[Block], words: ClassWords) -> list[Block]:
    """Return a group's blocks with each numbered item as a finding with its heading."""
    if not words.names_a_group:
        return list(blocks)
    one = CLASSES[words.finding_class][0]
    done: list[Block] = []
    for block in blocks:
        match = _NUMBERED.fullmatch(block.mark) if block.kind is BlockKind.ITEM and block.level == 0 else None
        if match and not match[1].isalpha():
            heading = f"{one} {match[1]}"
            done.append(Block(BlockKind.HEADING, (Span(heading),), 3, place=block.place))
            block = replace(block, kind=BlockKind.PARAGRAPH, mark="")  # noqa: PLW2901 - the same words
        done.append(block)
    return done


def findings_in_tables(sections: Sequence[Section]) -> Iterator[Block]:
    """Yield the recommendations that tables below their headings quote, which stay in the response as well."""
    for heading, body in sections:
        words = read_class_words(heading.text) if heading else None
        tables = [block for block in body if block.kind is BlockKind.TABLE]
        if heading is None or words is None or not tables:
            continue
        asked = next((part for part in tables[0].parts if _ASKS.search(part.text)), None)
        if asked:
            yield Block(BlockKind.HEADING, (Span(heading.text),), 2, place=heading.place)
            yield Block(spans=asked.spans, place=asked.place)


def findings_in(blocks: Sequence[Block], inspection_id: str) -> list[Finding]:
    """Return the findings that the site will read in a body."""
    text = f"{_STAND_IN}\n{markdown_of(blocks)[0]}\n"
    path = f"inspections/{inspection_id}"
    source, _ = parse_source(text.encode(), path=path, display_path=path)
    read = inspection.read(source)[0] if source else None
    return list(read.findings) if read else []


def inspection_draft(inspection_id: str, facts: ReportFacts, blocks: Sequence[Block]) -> Draft:
    """Return the draft of an inspection that is not registered yet."""
    draft = Draft(f"inspections/{inspection_id}.md", blocks)
    draft.fact("title", facts.title, message=f"The title is {facts.title}")
    if facts.published:
        certainty = Certainty.GUESSED if facts.is_day_guessed else Certainty.SURE
        message = f"The report was published on {facts.published}, the day from which the 56 days count"
        draft.fact("published", facts.published, certainty, message)
    else:
        draft.to_do("published: 2019-10-24", "Write the day on which the report was published: day one of the 56")
    names = facts.inspectorates or ["HMICFRS"]
    draft.fact(
        "inspectorate", names[0] if len(names) == 1 else names,
        *_sure(facts.inspectorates, "The inspectorate is", "The paper names no inspectorate; HMICFRS is usual"),
    )  # fmt: skip
    if facts.inspectorate_name:
        draft.fact("inspectorate-name", facts.inspectorate_name)
    draft.fact(
        "types", facts.types or ["National thematic"],
        *_sure(facts.types, "The type is", "The paper does not say the type of the inspection"),
    )  # fmt: skip
    if facts.report:
        draft.fact("report", facts.report)
    else:
        draft.to_do("report: https://...", "Write the address of the report on the inspectorate's website")
    findings = findings_in(blocks, inspection_id)
    known = {finding.id: known for finding in findings if (known := _finding_facts(finding))}
    if known:
        message = (
            f"Addressees and dates of {len(known)} of {len(findings)} findings are from their first words; check them"
        )
        draft.fact("findings", known, Certainty.GUESSED, message)
    if not findings:
        message = "The paper quotes no finding. Write those of the report below the facts, or none if it has none"
        draft.body_notes.append((None, Certainty.TO_DO, message))
    return draft


def _sure(names: Sequence[str], words: str, otherwise: str) -> tuple[Certainty, str]:
    """Return a note on names that a paper gives, or on those that were taken because it gives none."""
    return (Certainty.SURE, f"{words} {', '.join(names)}") if names else (Certainty.GUESSED, otherwise)


def _finding_facts(finding: Finding) -> dict[str, object]:
    facts: dict[str, object] = {}
    text = finding.passage.plain
    if addressees := addressees_of(text):
        facts["addressed-to"] = addressees
    if fact := finding.time_limit.fact:
        facts["by"] = fact
    return facts
