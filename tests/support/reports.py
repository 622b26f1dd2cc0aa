"""An inspection read from the text of its body, for tests of what a report's headings make."""

from __future__ import annotations

from generator.messages import plain_text
from generator.problems import Problem
from generator.reading.source import Source
from generator.reading.yaml_facts import read_facts
from generator.records.inspection import Inspection, read

FACTS = "title: A sample report\npublished: 2024-05-01\ninspectorate: HMICFRS\ntypes: National thematic\n"


def read_report(body: str, more: str = "", *, language: str | None = None) -> tuple[Inspection, list[Problem]]:
    """Read an inspection `2024/sample` with some more facts; its problems come along."""
    given = {line.partition(":")[0] for line in more.splitlines()}
    own = (line for line in FACTS.splitlines(keepends=True) if line.partition(":")[0] not in given)
    text = "".join(own) + more
    facts, faults = read_facts(text, 2)
    assert not faults
    source = Source("inspections/2024/sample", "sample.md", facts, text, 2, body, text.count("\n") + 3, language)
    inspection, problems = read(source)
    assert inspection is not None, [plain_text(str(problem)) for problem in problems]
    return inspection, problems


def report_of(body: str, more: str = "", *, language: str | None = None) -> Inspection:
    """Read an inspection whose body has no problem."""
    inspection, problems = read_report(body, more, language=language)
    assert problems == []
    return inspection


def messages_of(body: str, more: str = "") -> list[str]:
    """Return the problems of an inspection as printed."""
    return [plain_text(str(problem)) for problem in read_report(body, more)[1]]
