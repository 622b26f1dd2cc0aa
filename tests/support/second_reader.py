"""A second, small reader of sources, made of regular expressions: the register must hold its dates and states too.

It shares nothing with the first, and knows little: facts at the left edge of a line, three words wherever they stand
before a colon, and headings. Where it finds nothing it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.panel_report import PanelReport
from generator.records.response import Response

STATE = re.compile(r"(?:^|[{, ])(action|position|status): *([a-z][a-z ]*[a-z])(?= *(?:[,}\n]|$| #))", re.MULTILINE)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|not recorded")


def differences(data: bytes, record: Record) -> Iterator[str]:
    """Name what the second reader finds in a source without fault and the register does not hold."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if not text.startswith("---"):
        return
    facts, _, body = text.removeprefix("---").lstrip(" \t").partition("\n---")
    facts = re.sub(
        r"^ *#.*\n", "", facts, flags=re.MULTILINE
    )  # notes to oneself, as YAML has them, and no end of a list of facts
    yield from _dates(facts, record)
    if isinstance(record, Response):
        yield from _states(facts, record)
    yield from _headings(body, record)


def _dates(facts: str, record: Record) -> Iterator[str]:
    if not isinstance(record, Response | Inspection | PanelReport):
        return
    found = re.search(r"^published: *['\"]?([^'\"#\n]*?)['\"]? *(?:#.*)?$", facts, re.MULTILINE)
    published = record.published
    if found is None or found[1] in {"", "~", "null"}:
        if not re.search(r"^\W*published\W*:", facts, re.MULTILINE) and published is not None:
            yield f"it has no date of publication, and the register has {published}"
    elif DAY.fullmatch(found[1]):
        held = "nothing" if published is None else published.machine or "not recorded"
        if held != found[1]:
            yield f"published {found[1]}, and the register has {held}"


def _states(facts: str, record: Response) -> Iterator[str]:
    held: list[tuple[str, str]] = []
    for answer in record.facts.answers.values():
        held += [("action", answer.action)] if answer.action else []
        held += [("position", answer.position)] if answer.position else []
        held += [("status", each.status) for each in answer.progress]
    answers = re.search(r"^answers:(.*?)(?=^\S|\Z)", facts, re.MULTILINE | re.DOTALL)
    found = [
        (match[1], match[2])
        for match in STATE.finditer(re.sub(r"(?:reason|note): .*?(?=[},\n])", "", answers[1]) if answers else "")
    ]
    if sorted(found) != sorted(held):
        yield f"its answers say {sorted(found)}, and the register has {sorted(held)}"


def _headings(body: str, record: Record) -> Iterator[str]:
    outside = re.sub(r"(?ms)^ {0,3}(```|~~~).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", "", body)
    found = re.findall(r"^## +([^\s#{].*?)(?: *\{#[\w-]+\})?(?: +#+)? *$", outside, re.MULTILINE)
    if isinstance(record, Response):
        held = [section.heading for section in record.sections if section.heading]
        if len(found) > len(held):
            yield f"it has the sections {found}, and the register {held}"
    elif isinstance(record, Inspection):
        wanted = [
            re.sub(r"[^a-z0-9]+", "-", each.lower()).strip("-")
            for each in found
            if re.fullmatch(r"Recommendation \d+", each)
        ]
        ids = {finding.id for finding in record.findings}
        if not set(wanted) <= ids:
            yield f"it has the findings {wanted}, and the register {sorted(ids)}"
