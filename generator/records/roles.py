"""The roles of a response's sections, and the headings that name them. Knows titles of offices; nothing of files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, cached_property, lru_cache

from generator.messages import nearest
from generator.records.office import USUAL_TITLES, Office
from generator.slugs import plain_heading


class Role(StrEnum):
    """What a section of a response is: subsection (5)(a) to (c), and the key findings above them."""

    KEY_FINDINGS = "key-findings"
    COMMENTS = "comments"
    CHIEF_OFFICER = "chief-officer-comments"
    REPLY = "reply"


_ANSWER = r"(?:joint )?(?:comments?|responses?|observations?|views?|remarks|statement)"
_WHOSE = r"(?:'?s|')?"
_OF_PLACE = r"(?: (?:of|for) [a-z' -]+?)?"
_MARK = r"(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)"
_NUMBER = re.compile(
    r"(?:(?:part|section|annex|appendix|schedule|rhan|adran|atodiad)\s+)?"
    rf"(?:\d+(?:\.\d+)*(?:\s*[-:‐-―]\s*|\s+|(?=\())|\(?{_MARK}[.):]\s*|\(?{_MARK}\s+[-‐-―]\s*)"
    rf"(?:\({_MARK}\)\s*[-:‐-―]?\s*)*"
)
"""The number a paper prints before a heading: `1.`, `(a)`, `2.1`, `5(a)`, `Part A -`, `Section 2:`."""
_NAMED = r"(?: (?!(?:and|or|of|for|to|on|by|in|the)\b)[a-z.-]+){1,3}(?='s? )"
"""The name of who holds an office, before `'s`: `Chief Constable A. Sample's comments`."""
_BY = r"(?:submitted |made |received )?(?:of|from|by)"
_ACTING = r"(?:(?:acting|interim|temporary|a/|t/) ?)?"

# In Welsh an article joins the word before it (`Sylwadau'r Prif Gwnstabl`) and may change the letter after it.
_ANSWER_CY = r"(?:sylwadau|sylw|ymateb(?:ion)?|barn|datganiad)(?:'r| yr?| gan yr?| gan)?"
_BODY_CY = r"(?:(?:swyddfa'r )?comisiynydd(?: (?:yr )?heddlu a throseddu)?|s?chth|maer|corff plismona lleol)"
_CHIEF_CY = r"(?:prif gwnstabl|prif swyddog(?: heddlu)?|heddlu(?: [a-z' -]+)?|llu)"


@cache
def fold_heading(heading: str) -> str:
    """Fold a heading or a title for comparing: as `plain_heading`, `&` as `and`, without commas and soft hyphens."""
    folded = plain_heading(heading.replace("\N{SOFT HYPHEN}", "").replace("\N{MODIFIER LETTER APOSTROPHE}", "'"))
    return " ".join(folded.replace("&", " and ").replace(",", " ").split())


_KEY_FINDINGS = re.compile(
    r"(?:summary of )?(?:the )?(?:key|main) findings(?: (?:of|from|in) .*)?"
    r"|(?:crynodeb o'r )?(?:prif ganfyddiadau|canfyddiadau allweddol)(?: .*)?"
)
_ANSWER_ALONE = re.compile(_ANSWER)
_CHIEF_WORDS_CY = ("prif gwnstabl", "prif swyddog", "heddlu", "llu")
"""One of them is in every Welsh title of a chief officer."""
_ANSWER_WORDS_CY = ("sylw", "ymateb", "barn", "datganiad")
"""One of them is in every Welsh word for an answer."""


def _has_any(words: str, parts: Iterable[str]) -> bool:
    return any(part in words for part in parts)


def _is_plainly(words: str, titles: frozenset[str]) -> bool:
    """Check for a title alone, or for whose answer it is: `pcc's response`. Most are; no pattern is made for those."""
    if words in titles:
        return True
    owner, space, answer = words.removeprefix("the ").rpartition(" ")
    whose = {owner, owner.removesuffix("'s"), owner.removesuffix("'")}
    return bool(space) and not whose.isdisjoint(titles) and _ANSWER_ALONE.fullmatch(answer) is not None


class _Patterns:
    """What the headings of one office look like; each pattern is made when a heading may match it: they are long."""

    def __init__(self, body_titles: tuple[str, ...], chief_titles: tuple[str, ...], places: tuple[str, ...]) -> None:
        self._body_titles = frozenset(map(fold_heading, body_titles))
        self._chief_titles = frozenset(map(fold_heading, chief_titles))
        of_place = rf"(?:{_any_of(places)} )?" if places else ""
        self._any_body, self._any_chief = _any_of(body_titles), _any_of(chief_titles)
        self._body = rf"(?:the )?(?:joint )?{of_place}{_ACTING}{self._any_body}s?(?:{_NAMED}|{_OF_PLACE})"
        self._chief = rf"(?:the )?(?:joint )?{of_place}{_ACTING}{self._any_chief}s?(?:{_NAMED}|{_OF_PLACE})"
        self._body_cy = rf"(?:{_BODY_CY}|{self._any_body})"
        self._chief_cy = rf"(?:{_CHIEF_CY}|{self._any_chief})"

    def role_of(self, words: str) -> Role | None:
        """Return the role that folded words name."""
        if _KEY_FINDINGS.fullmatch(words):
            return Role.KEY_FINDINGS
        names_chief = _has_any(words, self._chief_titles)
        may_be_reply = _has_any(words, ("reply", "ateb")) or (names_chief and _has_any(words, (" to ", " on ")))
        if may_be_reply and self._reply.fullmatch(words):
            return Role.REPLY
        if (names_chief or _has_any(words, _CHIEF_WORDS_CY)) and (
            _is_plainly(words, self._chief_titles) or self._chief_officer.fullmatch(words)
        ):
            return Role.CHIEF_OFFICER
        if _is_plainly(words, self._body_titles) or _ANSWER_ALONE.fullmatch(words):
            return Role.COMMENTS
        may_be_comments = _has_any(words, self._body_titles) or _has_any(words, _ANSWER_WORDS_CY)
        return Role.COMMENTS if may_be_comments and self._comments.fullmatch(words) else None

    @cached_property
    def _reply(self) -> re.Pattern[str]:
        theirs = rf"(?:{self._chief}{_WHOSE} {_ANSWER}|(?:the |any )?{_ANSWER} {_BY} {self._chief})"
        to_chief = rf"(?:any )?(?:reply|response|comments) (?:to|on) {theirs}.*"
        to_chief_cy = rf"(?:ateb|ymateb)(?: .*)? i sylwadau(?:'r| yr?)? {self._chief_cy}.*|ateb"
        body = self._body
        return re.compile(rf"(?:{body}{_WHOSE} )?{to_chief}|reply|{body}{_WHOSE} reply.*|{to_chief_cy}")

    @cached_property
    def _chief_officer(self) -> re.Pattern[str]:
        return re.compile(_answer_of(self._chief, self._chief_cy))

    @cached_property
    def _comments(self) -> re.Pattern[str]:
        return re.compile(rf"{_answer_of(self._body, self._body_cy)}|{_ANSWER}")

    @cached_property
    def names_chief_officer(self) -> re.Pattern[str]:
        """Finds a title of the chief officer or the force."""
        return re.compile(
            rf"\b(?:{self._any_chief}s?|{_CHIEF_CY}|police|constabulary|forces?)\b(?! (?:fire )?and crime)"
        )

    @cached_property
    def names_body(self) -> re.Pattern[str]:
        """Finds a title of the local policing body."""
        return re.compile(rf"\b(?:{self._any_body}s?|{_BODY_CY})\b")


def _answer_of(who: str, who_cy: str) -> str:
    """Return the pattern of a heading that names somebody's comments, in English or Welsh, or nothing but them."""
    return (
        rf"{who}(?:{_WHOSE} {_ANSWER}(?: .*)?)?|(?:any )?{_ANSWER} {_BY} {who}(?: .*)?"
        rf"|{_ANSWER_CY} {who_cy}(?: .*)?"
    )


def role_of_heading(heading: str, office: Office | None) -> Role | None:
    """Return the role a heading names by the office's own titles: `PCC response to report ...` is `comments`."""
    return _role_of(heading, _patterns_of(office))


@lru_cache(maxsize=4096)
def _role_of(heading: str, patterns: _Patterns) -> Role | None:
    folded = fold_heading(heading)
    number = _NUMBER.match(folded)
    for words in (folded, folded[number.end() :] if number else ""):
        if words and (role := patterns.role_of(words)):
            return role
    return None


def likely_headings(headings: Iterable[str], role: Role, office: Office | None) -> list[str]:
    """Return the headings, of those not recognised, that may hold comments or the chief officer's comments.

    Those that name whose comments they are come alone; the force's are never suggested to be the office's.
    """
    possible = [heading for heading in headings if _may_have_role(heading, role, office)]
    titles = _titles_of(role, office)
    likely = [heading for heading in possible if _names(role, heading, office) or _nearest_of(heading, titles)]
    of_others = {heading for heading in possible if _nearest_of(heading, _known_headings(heading, office))}
    return likely or [heading for heading in possible if heading not in of_others]


def similar_heading(heading: str, office: Office | None, others: Iterable[str]) -> str | None:
    """Return the known heading that one nearly is: a role's by the office's titles, or one of `others`."""
    return _nearest_of(heading, [*_known_headings(heading, office), *others])


def _known_headings(heading: str, office: Office | None) -> list[str]:
    known = ["Key findings"]
    for role in (Role.COMMENTS, Role.CHIEF_OFFICER):
        known += _titles_of(role, office) if _may_have_role(heading, role, office) else []
    return known


def _titles_of(role: Role, office: Office | None) -> list[str]:
    chief = office.facts.chief_officer if office else "Chief Constable"
    body = "PCC" if office is None else min(office.body_titles, key=len)
    owners = [f"{chief}'s", chief]
    if role is Role.COMMENTS:
        owners = ["Commissioner's", "Commissioner", body, "Police and Crime Commissioner's", "Local policing body's"]
    return [f"{owner} {what}" for owner in owners for what in ("comments", "response")]


def _nearest_of(heading: str, known: list[str]) -> str | None:
    near = nearest(heading.rstrip(": ").casefold(), [name.casefold() for name in known], likeness=0.8)
    return next((name for name in known if name.casefold() == near), None)


def _may_have_role(heading: str, role: Role, office: Office | None) -> bool:
    other = Role.COMMENTS if role is Role.CHIEF_OFFICER else Role.CHIEF_OFFICER
    return _names(role, heading, office) or not _names(other, heading, office)


def _names(role: Role, heading: str, office: Office | None) -> bool:
    patterns = _patterns_of(office)
    pattern = patterns.names_chief_officer if role is Role.CHIEF_OFFICER else patterns.names_body
    return bool(pattern.search(fold_heading(heading)))


def _patterns_of(office: Office | None) -> _Patterns:
    if office is None:
        return _patterns((*USUAL_TITLES, "Commissioner"), ("Chief Constable", "Force"), ())
    return _patterns(*office.in_headings)


@lru_cache(maxsize=512)
def _patterns(body_titles: tuple[str, ...], chief_titles: tuple[str, ...], places: tuple[str, ...]) -> _Patterns:
    return _Patterns(body_titles, chief_titles, places)


def _any_of(titles: Iterable[str]) -> str:
    folded = sorted({fold_heading(title) for title in titles}, key=lambda title: (-len(title), title))
    return f"(?:{'|'.join(map(re.escape, folded))})"
