"""The roles of a response's sections, and the headings that name them. Knows titles of offices; nothing of files."""

from __future__ import annotations

import re
from enum import StrEnum

from generator.records.office import USUAL_TITLES, Office
from generator.slugs import plain_heading


class Role(StrEnum):
    """What a section of a response is: subsection (5)(a) to (c), and the key findings above them."""

    KEY_FINDINGS = "key-findings"
    COMMENTS = "comments"
    CHIEF_OFFICER = "chief-officer-comments"
    REPLY = "reply"


_ANSWER = r"(?:comments?|responses?|observations?|views?)"


def role_of_heading(heading: str, office: Office | None) -> str | None:
    """Tell the role a heading names by the office's own titles: `PCC response to report ...` is `comments`."""
    folded = plain_heading(heading)
    if re.fullmatch(r"(?:summary of )?(?:the )?(?:key|main) findings", folded):
        return Role.KEY_FINDINGS
    body = _any_of(office.body_titles if office else [*USUAL_TITLES, "Commissioner"])
    chief = _any_of([office.facts.chief_officer] if office else ["Chief Constable"])
    whose = r"(?:'s|')?"
    to_chief = rf"(?:reply|response|comments) (?:to|on) (?:the )?{chief}{whose} {_ANSWER}.*"
    if re.fullmatch(rf"(?:{body}{whose} )?{to_chief}|reply|{body}{whose} reply.*", folded):
        return Role.REPLY
    if re.fullmatch(
        rf"(?:the )?{chief}{whose} {_ANSWER}(?: .*)?|{_ANSWER} (?:of|from|by) (?:the )?{chief}(?: .*)?", folded
    ):
        return Role.CHIEF_OFFICER
    if re.fullmatch(
        rf"(?:the )?{body}{whose} {_ANSWER}(?: .*)?|{_ANSWER} (?:of|from|by) (?:the )?{body}(?: .*)?|{_ANSWER}", folded
    ):
        return Role.COMMENTS
    return None


def _any_of(titles: list[str]) -> str:
    return f"(?:{'|'.join(re.escape(plain_heading(title)) for title in titles)})"
