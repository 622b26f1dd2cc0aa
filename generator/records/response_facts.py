"""The facts of a response, as an office writes them. Knows the words a fact may hold; nothing of prose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, WithJsonSchema

from generator.dates import RecordedDate, read_recorded_date
from generator.messages import did_you_mean, quoted
from generator.records.fields import (
    AnyPublication,
    Day,
    DayMonthOrYear,
    DueBy,
    FactsModel,
    Line,
    RecordFacts,
    RecordId,
    Text,
    YesOrNo,
    choice,
    field_error,
    one_or_many,
    text_validator,
)
from generator.records.roles import Role

NOUN = "response"

POSITIONS = ("accepted", "accepted in part", "not accepted", "does not apply", "under consideration")
"""The positions an office can take on a finding."""

PROGRESS_STATUSES = (
    "not started",
    "in progress",
    "reported complete",
    "verified closed",
    "closed otherwise",
    "carried forward",
)
"""How far work on a finding can be. *Reported* complete is the office's word, *verified* closed the inspectorate's:
they are never counted together.
"""


@dataclass(frozen=True, slots=True)
class SentOn:
    """When a copy went: a date, `not recorded` (it went, on a day unknown) or `not yet`."""

    when: RecordedDate | None
    words: str

    @property
    def day(self) -> date | None:
        """The day it went; None where no day is recorded."""
        return self.when.day if self.when else None

    @property
    def is_sent(self) -> bool:
        """Whether it went."""
        return self.words != "not yet"


def _sent_on(text: str) -> SentOn:
    if text.casefold() in {"not recorded", "not yet"}:
        return SentOn(None, text.casefold())
    sent = read_recorded_date(text)
    return SentOn(sent, sent.wording)


@dataclass(frozen=True, slots=True)
class OfficerComments:
    """Where the chief officer's comments are, where no section of their own holds them."""

    kind: str
    """`none submitted`, `attached` or `within`."""
    heading: str | None = None
    """The heading that holds them, or the role of its section."""

    @property
    def words(self) -> str:
        """The fact as written."""
        return f"{self.kind} {self.heading}" if self.heading else self.kind


NONE_SUBMITTED, ATTACHED, WITHIN = "none submitted", "attached", "within"


def _officer_comments(value: Any) -> OfficerComments:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    folded = text.casefold().rstrip(".")
    if folded in {NONE_SUBMITTED, ATTACHED}:
        return OfficerComments(folded)
    first, _, heading = text.partition(" ")
    if first.casefold() == WITHIN and heading:
        return OfficerComments(WITHIN, heading)
    shown = quoted(text) if text else "This"
    hint = "Write none submitted, attached, or within and the heading that holds them"
    raise field_error(
        f"{shown} is none of the values this fact can have",
        f"{did_you_mean(folded, [NONE_SUBMITTED, ATTACHED])} {hint}".strip(),
    )


class Copy(FactsModel):
    """One line of the list of recipients, in the order printed."""

    noun: ClassVar[str] = "copy"
    to: Line
    on: Annotated[
        SentOn,
        BeforeValidator(text_validator(_sent_on)),
        WithJsonSchema({"type": "string", "description": "A day, a month, a year, `not recorded` or `not yet`"}),
    ]
    words: Line | None = None
    """The printed line where it differs from `Response forwarded to ...`."""
    role: choice("inspectorate", "secretary-of-state", "chief-officer", "panel", "public") | None = None

    @property
    def line(self) -> str:
        """The line as printed."""
        return self.words or f"Response forwarded to {self.to}"


class Progress(FactsModel):
    """One dated entry of a finding's progress."""

    noun: ClassVar[str] = "progress entry"
    on: DayMonthOrYear
    status: choice(*PROGRESS_STATUSES)
    note: Text | None = None
    by: Line | None = None
    source: Line | None = None


class AnswerFacts(FactsModel):
    """What an office does about one finding: section 55(5B)."""

    noun: ClassVar[str] = "answer"
    action: choice("taken", "proposed", "none") | None = None
    reason: Text | None = None
    position: choice(*POSITIONS) | None = None
    owner: Line | None = None
    due: DueBy | None = None
    progress: list[Progress] = []
    see: choice(*Role) | None = None


class ResponseFacts(RecordFacts):
    """What a response's front matter may say."""

    noun: ClassVar[str] = NOUN
    inspection: one_or_many(RecordId) | None = None
    published: AnyPublication | None = None
    """On the web; without it the response is a draft."""
    invited: Day | None = None
    """Section 55(4): the day by which the chief officer's comments were invited."""
    dated: DayMonthOrYear | None = None
    """The letter's date; never the clock."""
    signed_by: Line | None = None
    chief_officer_comments: (
        Annotated[OfficerComments, BeforeValidator(_officer_comments), WithJsonSchema({"type": "string"})] | None
    ) = None
    sent: list[Copy] = []
    answers: dict[str, AnswerFacts] = {}
    """By finding, by several findings, or by `addressed to others`."""
    late_reason: Text | None = None
    recorded_as_published: YesOrNo = False
    sections: dict[str, Line] = {}
    shows_findings: Line | None = None
    """`before <heading>`: where the report's findings stand on the page."""
    joint_with: one_or_many(RecordId) = []
    """Offices whose response it is, too."""
    part_of: RecordId | None = None
    """The response that this one completes."""
    part: Line | None = None
    """What the paper calls itself: `Part two`."""
    update_to: RecordId | None = None
    """The response that this one brings later news of."""
