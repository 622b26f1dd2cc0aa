"""The facts of a response, as an office writes them. Knows the words a fact may hold; nothing of prose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, WithJsonSchema

from generator.dates import read_day, wording
from generator.records.fields import (
    AnyPublication,
    Day,
    DueBy,
    FactsModel,
    Line,
    RecordFacts,
    RecordId,
    Text,
    YesOrNo,
    choice,
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
    """When a copy went: a day, `not recorded` (it went, on a day unknown) or `not yet`."""

    day: date | None
    words: str

    @property
    def is_sent(self) -> bool:
        """Say whether it went."""
        return self.words != "not yet"


def _sent_on(text: str) -> SentOn:
    if text in {"not recorded", "not yet"}:
        return SentOn(None, text)
    day = read_day(text)
    return SentOn(day, wording(day))


class Copy(FactsModel):
    """One line of the list of recipients, in the order printed."""

    noun: ClassVar[str] = "copy"
    to: Line
    on: Annotated[
        SentOn,
        BeforeValidator(text_validator(_sent_on)),
        WithJsonSchema({"type": "string", "description": "A day, `not recorded` or `not yet`"}),
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
    on: Day
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
    dated: Day | None = None
    """The letter's date; never the clock."""
    signed_by: Line | None = None
    chief_officer_comments: choice("none submitted") | None = None
    sent: list[Copy] = []
    answers: dict[str, AnswerFacts] = {}
    late_reason: Text | None = None
    recorded_as_published: YesOrNo = False
    sections: dict[str, Line] = {}
