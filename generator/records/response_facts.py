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
    Form,
    Line,
    RecordFacts,
    RecordId,
    Text,
    YesOrNo,
    choice,
    fact,
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
        f"{shown} is not allowed here",
        f"{did_you_mean(folded, [NONE_SUBMITTED, ATTACHED])} {hint}".strip(),
    )


class Copy(FactsModel):
    """One line of the list of recipients, in the order printed."""

    noun: ClassVar[str] = "copy"
    to: Line = fact("Who the copy went to.", "Home Secretary")
    on: Annotated[
        SentOn,
        BeforeValidator(text_validator(_sent_on)),
        WithJsonSchema({"type": "string"}),
        Form("a day, a month, a year, not recorded or not yet"),
    ] = fact("When the copy went.", "2026-03-02")
    words: Line | None = fact(
        "The line as printed, if it is not: Response forwarded to ...", "Response published on our website",
        default=None,
    )  # fmt: skip
    role: choice("inspectorate", "secretary-of-state", "chief-officer", "panel", "public") | None = fact(
        "What the recipient is.", "secretary-of-state", subsection="55(6)", default=None
    )

    @property
    def line(self) -> str:
        """The line as printed."""
        return self.words or f"Response forwarded to {self.to}"


class Progress(FactsModel):
    """One dated entry of a finding's progress."""

    noun: ClassVar[str] = "progress entry"
    on: DayMonthOrYear = fact("When this was so.", "2026-06-01")
    status: choice(*PROGRESS_STATUSES) = fact(
        "How far the work is. Reported complete is the office's word; verified closed is the inspectorate's.",
        "in progress",
    )
    note: Text | None = fact("What was done.", "Training has begun in all districts.", default=None)
    by: Line | None = fact("Who says so.", "Chief Constable", default=None)
    source: Line | None = fact("Where it is recorded.", "Minutes of the accountability board", default=None)


class AnswerFacts(FactsModel):
    """What an office does about one finding: section 55(5B)."""

    noun: ClassVar[str] = "answer"
    action: choice("taken", "proposed", "none") | None = fact(
        "Whether action was taken, is proposed, or neither.", "proposed", subsection="55(5B)", default=None
    )
    reason: Text | None = fact(
        "Why no action was taken and none is proposed.", "It is not addressed to our force.",
        subsection="55(5B)(b)", default=None,
    )  # fmt: skip
    position: choice(*POSITIONS) | None = fact("The office's position on the finding.", "accepted", default=None)
    owner: Line | None = fact("The person or role responsible.", "Assistant Chief Constable", default=None)
    due: DueBy | None = fact("When the action is to be done.", "2026-09", default=None)
    progress: list[Progress] = fact(
        "What has happened since, the oldest first.", "[{on: 2026-06-01, status: in progress}]", default=[]
    )
    see: choice(*Role) | None = fact(
        "The part of the response that holds the explanation, if the finding has no heading of its own.",
        "comments", default=None,
    )  # fmt: skip


class ResponseFacts(RecordFacts):
    """What a response's front matter may say."""

    noun: ClassVar[str] = NOUN
    inspection: one_or_many(RecordId) | None = fact(
        "The inspection it answers, or a list of several; without it, the one with the response's year and name.",
        "2026/name-of-the-report", subsection="55(5)", default=None,
    )  # fmt: skip
    published: AnyPublication | None = fact(
        "The day it was published on the web. Without it the response is a draft; with a future day it waits.",
        "2026-04-10", subsection="55(5A)", default=None,
    )  # fmt: skip
    invited: Day | None = fact(
        "The day by which the chief officer was invited to comment.", "2026-03-20", subsection="55(4)", default=None
    )
    dated: DayMonthOrYear | None = fact(
        "The date on the letter; nothing is worked out from it.", "2026-04-09", default=None
    )
    signed_by: Line | None = fact("Who signed it.", "A. Sample, Police and Crime Commissioner", default=None)
    chief_officer_comments: (
        Annotated[
            OfficerComments,
            BeforeValidator(_officer_comments),
            WithJsonSchema({"type": "string"}),
            Form("none submitted, attached, or within and the heading that holds them"),
        ]
        | None
    ) = fact(
        "Where the chief officer's comments are, if no part of the response has them under a heading of their own.",
        "none submitted", subsection="55(5)(b)", default=None,
    )  # fmt: skip
    sent: list[Copy] = fact(
        "Copies, in the order printed.", "[{to: Home Secretary, on: not yet, role: secretary-of-state}]",
        subsection="55(6)", default=[],
    )  # fmt: skip
    answers: dict[str, AnswerFacts] = fact(
        "What is done about each finding, by its id, by several (recommendation-1, recommendation-2), by a range "
        "(recommendation-3 to recommendation-7), or by: addressed to others.",
        "{recommendation-1: {action: proposed}}", subsection="55(5B)", default={},
    )  # fmt: skip
    late_reason: Text | None = fact(
        "Why it was published after the last day.", '"The report was sent to us a week late."',
        subsection="55(5A)", default=None,
    )  # fmt: skip
    recorded_as_published: YesOrNo = fact(
        "Whether it is an older paper, published elsewhere before and taken over as it stands.", "true", default=False
    )
    sections: dict[str, Line] = fact(
        "What a heading of the text is, if its words do not say it: key-findings, comments, "
        "chief-officer-comments or reply.",
        "{Our view: comments}", subsection="55(5)", default={},
    )  # fmt: skip
    shows_findings: Line | None = fact(
        "Where the report's findings stand on the page, if not after the key findings.",
        "before Our view", default=None,
    )  # fmt: skip
    joint_with: one_or_many(RecordId) = fact("Other offices whose response this is too.", "[wessex]", default=[])
    part_of: RecordId | None = fact(
        "The response that this one completes.", "sampleshire/2026/name-of-the-report", default=None
    )
    part: Line | None = fact("What the paper calls this part.", "Part two", default=None)
    update_to: RecordId | None = fact(
        "The response of which this one gives later news; it changes no date.",
        "sampleshire/2026/name-of-the-report", default=None,
    )  # fmt: skip
