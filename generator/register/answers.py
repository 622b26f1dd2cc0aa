"""Answers: what a response says to a finding, and whether that is the explanation that section 55(5B) asks for."""

from __future__ import annotations

from dataclasses import dataclass

from generator.records.finding import Finding
from generator.records.office import Office
from generator.records.response import Response, Section, answer_key
from generator.records.response_facts import POSITIONS, PROGRESS_STATUSES, AnswerFacts
from generator.records.roles import Role

NOT_STATED = "not stated"
ANSWER_POSITIONS = (*POSITIONS, NOT_STATED)
ANSWER_PROGRESS = (*PROGRESS_STATUSES, NOT_STATED)
"""How far work on a finding is, in the answer's words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one response says to one finding."""

    response: Response
    office: Office
    finding: Finding
    facts: AnswerFacts
    section: Section | None
    """The words under the finding's own heading."""

    @property
    def is_stated(self) -> bool:
        """Return whether the response answers the finding by name."""
        return self.section is not None or self.facts != AnswerFacts()

    @property
    def progress(self) -> str:
        """Return the newest status of the progress log, the last of its day, or `not stated`."""
        return (
            max(reversed(self.facts.progress), key=lambda entry: entry.on).status if self.facts.progress else NOT_STATED
        )

    @property
    def position(self) -> str:
        """Return the office's position on the finding, or `not stated`."""
        return self.facts.position or NOT_STATED


def answer_to(response: Response, finding: Finding) -> AnswerFacts | None:
    """Find the facts of the answer to one finding; None where there are none."""
    wanted = {finding.full_id, finding.id} if len(response.inspection_ids) == 1 else {finding.full_id}
    return next((answer for key, answer in response.facts.answers.items() if key in wanted), None)


def section_role_of(response: Response, finding: Finding) -> str:
    """Name the role of the section that holds the answer to a finding."""
    return answer_key(response, finding.full_id)


def is_explained(response: Response, finding: Finding) -> bool:
    """Return whether a finding has its explanation: an action, and words that explain it (section 55(5B))."""
    answer = answer_to(response, finding)
    if answer is None or answer.action is None:
        return False
    return bool(answer.reason) if answer.action == "none" else _has_words(response, finding, answer)


def _has_words(response: Response, finding: Finding, answer: AnswerFacts) -> bool:
    section = response.section(section_role_of(response, finding))
    pointed_to = response.section(answer.see) if answer.see else None
    none_came = answer.see == Role.CHIEF_OFFICER and response.facts.chief_officer_comments
    # A missing section is reported where references are checked.
    points_to_words = answer.see and not none_came and (pointed_to is None or pointed_to.passage)
    return bool(answer.reason or points_to_words or (section and section.passage))
