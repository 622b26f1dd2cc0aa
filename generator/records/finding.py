"""A finding: a recommendation, an area for improvement or a cause of concern, and the headings that name one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from generator.dates import Due
from generator.messages import Quote
from generator.reading.markdown import Passage
from generator.records.fields import DueBy, FactsModel, Line, one_or_many
from generator.slugs import plain_heading

CLASSES = {
    "recommendation": ("Recommendation", "Recommendations"),
    "area-for-improvement": ("Area for improvement", "Areas for improvement"),
    "cause-of-concern": ("Cause of concern", "Causes of concern"),
    "accelerated-cause-of-concern": ("Accelerated cause of concern", "Accelerated causes of concern"),
}
"""Classes of findings: what one is called, and several."""

# In English and, for twins, in Welsh as the inspectorate prints it.
_HEADINGS = {
    "recommendation": r"recommendations?|argymhelliad|argymhellion",
    "area-for-improvement": r"areas? for improvement|maes i'w wella|meysydd i'w gwella",
    "cause-of-concern": r"causes? (?:of|for) concern|achos(?:ion)? (?:o )?[bp]ryder",
    "accelerated-cause-of-concern": r"accelerated causes? (?:of|for) concern",
}
_PLAIN_ID = re.compile(rf"(?:(?:{'|'.join(CLASSES)})(?:-\d+[a-z]?)*-?)+")
_NUMBER = re.compile(r"\s(\d+(?:\.\d+)*[a-z]?)$", re.IGNORECASE)


class FindingFacts(FactsModel):
    """What is known of a finding beside its text."""

    noun: ClassVar[str] = "finding"
    addressed_to: one_or_many(Line) = []
    by: DueBy | None = None
    repeats: one_or_many(Line) = []
    """Full ids (`2019/name#recommendation-1`) of findings this one makes again."""


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

    @property
    def full_id(self) -> str:
        """The id within the site: `2019/cyber-keep-the-light-on#recommendation`."""
        return f"{self.inspection_id}#{self.id}"

    @property
    def class_name(self) -> str:
        """What one finding of its class is called."""
        return CLASSES[self.finding_class][0]

    @property
    def due(self) -> Due | None:
        """By when it asks for action."""
        return self.facts.by


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings under one heading of the report, with what introduces them."""

    heading: str
    id: str
    introduction: Passage | None
    findings: tuple[Finding, ...]

    @property
    def is_single(self) -> bool:
        """Say whether the heading is the finding's own."""
        return len(self.findings) == 1 and self.findings[0].heading == self.heading


def finding_class_of(heading: str) -> str | None:
    """Tell the class a heading names: `Areas for improvement` and `Area for improvement: custody` name one."""
    folded = plain_heading(heading)
    for name, pattern in reversed(_HEADINGS.items()):
        if re.match(rf"(?:{pattern})(?![a-z'-])", folded):
            return name
    return None


def names_only_a_class(heading: str) -> bool:
    """Say whether a heading names a class and nothing more, so that the headings below it are the findings."""
    folded = plain_heading(heading)
    return any(re.fullmatch(pattern, folded) for pattern in _HEADINGS.values())


def quoted_id(finding_id: str, source: str = "", *, mark: str = "") -> Quote:
    """Quote the id of a finding, alone or after its inspection's; it is prose if it has more words than a class and a number.

    Ids are made from headings, so that of an unreleased report one may say what the report found.
    """
    return Quote(finding_id, mark, not _PLAIN_ID.fullmatch(finding_id.rpartition("#")[2]), source)


def number_of(heading: str) -> str | None:
    """Read a finding's printed number: `Recommendation 10` has 10, `Area for improvement: custody` none."""
    found = _NUMBER.search(heading.rstrip(": ."))
    return found[1] if found else None
