"""Answers: what a response says to a finding, and whether that is the explanation that section 55(5B) asks for."""

from __future__ import annotations

from dataclasses import dataclass

from generator.records.finding import Finding
from generator.records.office import Office
from generator.records.response import Response, answer_key
from generator.records.response_facts import NONE_SUBMITTED, POSITIONS, PROGRESS_STATUSES, AnswerFacts
from generator.records.response_sections import Section
from generator.records.roles import Role

NOT_STATED = "not stated"
ANSWER_POSITIONS = (*POSITIONS, NOT_STATED)
ANSWER_PROGRESS = (*PROGRESS_STATUSES, NOT_STATED)
"""How far work on a finding is, in the answer's words."""


NO_ANSWER = AnswerFacts()
"""The facts of an answer that says nothing; one for all, because making it anew took longer than all comparisons."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one response says to one finding, for one of its offices."""

    response: Response
    office: Office
    finding: Finding
    facts: AnswerFacts
    sections: tuple[Section, ...]
    """Those under the finding's own heading, or under one that names it among others."""

    @property
    def is_stated(self) -> bool:
        """Whether the response says anything to the finding by name."""
        facts = self.facts
        is_empty = facts is NO_ANSWER or (facts.action is None and facts == NO_ANSWER)  # comparing all takes long
        return bool(self.sections) or not is_empty

    @property
    def progress(self) -> str:
        """The newest status of its progress log, the last written where two may be of one day, or `not stated`."""
        newest = None
        for entry in self.facts.progress:
            if newest is None or not entry.on.is_before(newest.on):
                newest = entry
        return newest.status if newest else NOT_STATED

    @property
    def section_pointed_to(self) -> Section | None:
        """The section to which its facts point."""
        return section_pointed_to(self.response, self.facts.see) if self.facts.see else None

    @property
    def position(self) -> str:
        """Return the office's position on the finding, or `not stated`."""
        return self.facts.position or NOT_STATED


def answer_to(response: Response, finding: Finding) -> AnswerFacts | None:
    """Find the facts of the answer to one finding; None where there are none."""
    return response.answer(answer_key(response, finding.full_id))


def sections_on(response: Response, finding: Finding) -> tuple[Section, ...]:
    """Return the sections that answer a finding."""
    return response.sections_on(answer_key(response, finding.full_id))


def section_pointed_to(response: Response, role: str) -> Section | None:
    """Return the section of a role: its own, or the one that holds the chief officer's comments."""
    held = response.holds_officer_comments if role == Role.CHIEF_OFFICER else None
    return response.section(role) or next((section for section in response.sections if section.id == held), None)


def is_explained(response: Response, finding: Finding) -> bool:
    """Check whether a finding has its explanation: an action or none, and words that explain it (section 55(5B))."""
    answer = answer_to(response, finding)
    return answer is not None and answer.action is not None and has_words(response, finding, answer)


def has_words(response: Response, finding: Finding, answer: AnswerFacts) -> bool:
    """Check whether words explain an answer: its reason, those below its heading, or those that it points to."""
    if answer.reason or any(section.passage for section in sections_on(response, finding)):
        return True
    if not answer.see:
        return False
    declared = response.facts.chief_officer_comments
    if answer.see == Role.CHIEF_OFFICER and declared and declared.kind == NONE_SUBMITTED:
        return False
    # A section that is not there at all is named where answers are joined to their sections.
    pointed_to = section_pointed_to(response, answer.see)
    return pointed_to is None or bool(pointed_to.passage)
