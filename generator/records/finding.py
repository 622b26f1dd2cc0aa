"""A finding: a recommendation, an area for improvement or a cause of concern, and where a report prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import ClassVar

from generator.dates import Due
from generator.messages import Quote
from generator.reading.markdown import Passage
from generator.records.fields import DueBy, FactsModel, Line, fact, one_or_many
from generator.records.report.class_words import CLASSES, class_among, read_class_words
from generator.records.report.time_limits import TimeLimit, time_limit_of

_PLAIN_ID = re.compile(rf"(?:(?:{'|'.join(CLASSES)})(?:-\d+[a-z]?)*-?)+")


class FindingFacts(FactsModel):
    """What is known of a finding beside its text."""

    noun: ClassVar[str] = "finding"
    addressed_to: one_or_many(Line) = fact(
        "The bodies that the report asks to act.", "[All chief constables]", default=[]
    )
    by: DueBy | None = fact("When the report asks for it.", "2026-04-01", default=None)
    repeats: one_or_many(Line) = fact(
        "Findings of earlier reports that this one makes again.", "[2019/name-of-the-report#recommendation-1]",
        default=[],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """A recommendation, an area for improvement or a cause of concern, as printed."""

    id: str
    """Within its inspection: `area-for-improvement-1`."""
    inspection_id: str
    finding_class: str
    """A key of `CLASSES`."""
    heading: str
    number: str | None
    """The report's own, as printed; None where it has none."""
    passage: Passage
    facts: FindingFacts
    cause: str | None = None
    """The id of the cause of concern it stands in."""
    theme: str | None = None
    """The words of the theme it stands under."""
    depth: int = 1
    """How many headings deep it stands in the report, from 1."""
    is_listed: bool = False
    """Whether it is an item of a numbered list, and has no heading in the report."""
    mark: str = ""
    """The mark of such an item as printed: `3.`; empty where the mark stands in its text."""
    time_limit: TimeLimit = field(init=False)
    """What its text says of a time limit."""

    def __post_init__(self) -> None:
        """Read the time limit, which lists show."""
        object.__setattr__(self, "time_limit", time_limit_of(self.passage.plain))

    @property
    def full_id(self) -> str:
        """The id within the site: `2019/cyber-keep-the-light-on#recommendation`."""
        return f"{self.inspection_id}#{self.id}"

    @property
    def class_name(self) -> str:
        """What one finding of its class is called."""
        return CLASSES[self.finding_class][0]

    @property
    def is_only_numbered(self) -> bool:
        """Whether its heading has a class and a number, and nothing more."""
        words = read_class_words(self.heading)
        return self.is_listed or (words is not None and words.number is not None and not words.title)

    @property
    def number_as_mark(self) -> str:
        """Return its number as the mark of a list: `2.`, and `2(a)`, which ends with a mark already."""
        return f"{self.number}" if self.number and self.number.endswith(")") else f"{self.number}."

    @property
    def due(self) -> Due | None:
        """By when it asks for action: as recorded, else as its text begins."""
        return self.facts.by or self.time_limit.due

    @property
    def names_unrecorded_time(self) -> bool:
        """Whether its text speaks of a time limit that is not recorded."""
        return self.due is None and self.time_limit.is_mentioned


@dataclass(frozen=True, slots=True)
class ProseSection:
    """A part of a report that is no finding; the heading is None for what stands under a heading shown already."""

    heading: str | None
    id: str
    passage: Passage
    depth: int = 1
    """How many headings deep it stands in the report, from 1."""

    @property
    def is_theme(self) -> bool:
        """Whether its heading names no class of findings."""
        return _is_theme(self.heading or "")


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings under one of the report's highest headings, and all that stands between them."""

    heading: str
    id: str
    introduction: Passage | None
    """The text before its first finding, which may be empty; None where the heading is that of a finding."""
    parts: tuple[Finding | ProseSection, ...]
    """In the order of the report."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone."""
        return tuple(part for part in self.parts if isinstance(part, Finding))

    @property
    def is_theme(self) -> bool:
        """Whether its heading names no class of findings."""
        return _is_theme(self.heading)

    @property
    def is_single(self) -> bool:
        """Whether the heading is the finding's own."""
        return len(self.findings) == 1 and self.findings[0].id == self.id


def quoted_id(finding_id: str, source: str = "", *, mark: str = "") -> Quote:
    """Quote the id of a finding, alone or after its inspection's.

    It is prose if it has more words than a class and a number: ids are made from headings, so that of an unreleased
    report one may say what the report found.
    """
    return Quote(finding_id, mark, not _PLAIN_ID.fullmatch(finding_id.rpartition("#")[2]), source)


def _is_theme(heading: str) -> bool:
    return read_class_words(heading) is None and class_among(heading) is None
