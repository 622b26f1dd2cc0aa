"""A panel report: a paper put before a police and crime panel, as printed. Knows nothing of the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.dates import Publication
from generator.problems import Problem, Severity
from generator.reading.content_folder import PathPattern
from generator.reading.markdown import Passage
from generator.reading.source import FromSource, Source, body_problems
from generator.records.fields import AnyPublication, Day, Line, RecordFacts, RecordId, fact, one_or_many
from generator.records.validation import read_as

NOUN = "panel report"
PATH_PATTERN = PathPattern("panel-reports", ("office", "year or undated", "name"), ".md", NOUN)


class PanelReportFacts(RecordFacts):
    """What a panel report's front matter may say."""

    noun: ClassVar[str] = NOUN
    title: Line = fact("The title of the paper.", "A sample of a paper")
    panel: Line = fact("The panel it was put before.", "Sampleshire Police and Crime Panel")
    published: AnyPublication | None = fact(
        "The day it was published on the web; without it the paper is a draft.", "2026-03-01", default=None
    )
    meeting: Day | None = fact("The day of the meeting.", "2026-02-24", default=None)
    agenda_item: Line | None = fact("The number of the item, as printed.", '"6"', default=None)
    author: Line | None = fact("The author, as printed.", "Chief Executive", default=None)
    about: one_or_many(RecordId) = fact(
        "Inspections or responses it is about.", "[2026/name-of-the-report]", default=[]
    )


@dataclass(frozen=True, slots=True)
class PanelReport(FromSource):
    """A panel report as it was written."""

    id: str
    """`norfolk/2019/cyber-crime`"""
    office_id: str
    facts: PanelReportFacts
    passage: Passage
    source: Source

    kind: ClassVar[str] = NOUN

    @property
    def title(self) -> str:
        """The paper's."""
        return self.facts.title

    @property
    def published(self) -> Publication | None:
        """When it was published; None for a draft."""
        return self.facts.published


def read(source: Source) -> tuple[PanelReport | None, list[Problem]]:
    """Read a panel report's file."""
    facts, problems = read_as(PanelReportFacts, source)
    problems += body_problems(source)
    if not source.body.strip():
        severity = Severity.ERROR if facts is None or facts.published else Severity.WARNING
        hint = "Write it as printed, or attach it and say so"
        problems.append(Problem(source.body_position(1), "This paper has no text", hint, severity, "empty-paper"))
    if facts is None:
        return None, problems
    _, office_id, *rest = source.path.split("/")
    return PanelReport(f"{office_id}/{'/'.join(rest)}", office_id, facts, source.markdown.part(), source), problems
