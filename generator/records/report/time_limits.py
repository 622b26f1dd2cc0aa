"""The time limit with which the text of a finding begins: `By 1 November 2020`, `Within three months`.

A day or a month becomes a date only where it is printed as one; all else stays words.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import cache

from generator.dates import Due, NotADateError, read_due

_MONTHS = {
    **{name: number for number, name in enumerate(calendar.month_name) if name},
    **{name: number for number, name in enumerate(calendar.month_abbr) if name},
    "Sept": 9, "Ionawr": 1, "Chwefror": 2, "Mawrth": 3, "Ebrill": 4, "Mai": 5, "Mehefin": 6, "Gorffennaf": 7, "Awst": 8,
    "Medi": 9, "Hydref": 10, "Tachwedd": 11, "Rhagfyr": 12,
}  # fmt: skip
_MONTH_NUMBERS = {name.lower(): number for name, number in _MONTHS.items()}

_MONTH = "|".join(sorted(_MONTHS, key=lambda name: (-len(name), name)))
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_DATE = (
    rf"{_WEEKDAY}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|af|il|ydd|fed|eg|ain)?\s+)?"
    rf"(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})"
)
_AMOUNT = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen"
    r"|tri|dri|chwe|chwech|deuddeg|naw|un|dau|ddau)"
)
_PERIOD = (
    rf"(?:within|o fewn|ymhen)\s+(?:the\s+next\s+|y\s+)?{_AMOUNT}\s+(?:\(\d+\)\s+)?(?:(?:calendar|working)\s+)?"
    r"(?:hour|day|week|month|year|diwrnod|wythnos|m[iî]s|blynedd|mlynedd|flynedd)s?"
)
_LATE_WORDS = (
    rf"(?:the\s+)?(?:(?:end|start|beginning|close|autumn|spring|summer|winter)\s+(?:of\s+)?)?(?:the\s+)?"
    rf"(?:(?:financial|calendar)\s+year\s+)?(?:(?:\d{{1,2}}\s+)?(?:{_MONTH})\s+)?\d{{4}}(?:[/–-]\d{{2,4}})?"
)
_AT_ONCE = (
    r"with\s+immediate\s+effect|immediately|straight\s+away|without\s+delay"
    r"|as\s+soon\s+as\s+(?:is\s+)?(?:reasonably\s+)?(?:practicable|possible)"
)
_AT_ONCE_WELSH = r"ar\s+unwaith|yn\s+ddi-?oed|ar\s+frys|cyn\s+gynted\s+[âa]\s+phosibl"
_BY = r"(?:(?:by\s+)?(?:no|not)\s+later\s+than|by|erbyn)"

_TIME = (
    rf"(?:{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\b|(?:{_MONTH})\b|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|\d{{4}}\b"
    r"|(?:the\s+)?(?:end|start|beginning|middle|close)\b|(?:early|mid|late)\b|(?:q[1-4]|(?:first|second|third|fourth|last)\s+quarter)\b"
    r"|(?:next|this)\s+(?:week|month|year)|(?:the\s+)?(?:spring|summer|autumn|winter|easter|christmas)\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
"""What a text may speak of as a time, wider than what is read as one."""

_BEGINS_WITH_ISO_DATE = re.compile(rf"{_BY}\s+(\d{{4}}-\d\d(?:-\d\d)?)(?![\w/-])", re.IGNORECASE)
_BEGINS_WITH_DATE = re.compile(rf"{_BY}\s+{_DATE}(?![\w/])", re.IGNORECASE)
_BEGINS_WITH_WORDS = re.compile(
    rf"(?:by\s+(?P<by>{_LATE_WORDS})(?![\w/])|(?P<words>{_PERIOD}(?=\W)|{_AT_ONCE}|{_AT_ONCE_WELSH})(?!\w))",
    re.IGNORECASE,
)
_MENTIONED = re.compile(
    rf"\b(?:(?:{_BY}|(?:on\s+or\s+)?before|until|cyn|erbyn)\s+{_TIME}|{_PERIOD}|{_AT_ONCE}|{_AT_ONCE_WELSH}"
    rf"|(?:in|over|during)\s+the\s+(?:next|coming|following)\s+(?:{_AMOUNT}\s+)?(?:hour|day|week|month|year)s?)(?!\w)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"\A[\W_]*(?:\w{1,4}[.)]\s+)?[\W_]*")


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """What a text says of the time by which it asks for action."""

    due: Due | None = None
    """Read from its first words, or None."""
    printed: str = ""
    """Those words."""
    fact: str = ""
    """The same as the fact `by` is written."""
    is_mentioned: bool = False
    """Whether it speaks of one anywhere."""


@cache
def time_limit_of(text: str) -> TimeLimit:
    """Read the time limit of a finding's words."""
    begins = _LEADING.sub("", text, count=1)
    if match := _BEGINS_WITH_ISO_DATE.match(begins):
        return _read(match[1], match[0])
    if match := _BEGINS_WITH_DATE.match(begins):
        month = _MONTH_NUMBERS[match["month"].lower()]
        fact = f"{match['year']}-{month:02}" + (f"-{int(match['day']):02}" if match["day"] else "")
        return _read(fact, match[0])
    if match := _BEGINS_WITH_WORDS.match(begins):
        words = match["by"] or match["words"]
        words = words[0].lower() + words[1:] if not words[0].isdigit() and match["words"] else words
        return TimeLimit(Due(words), match[0], words, is_mentioned=True)
    return TimeLimit(is_mentioned=_MENTIONED.search(text) is not None)


def _read(fact: str, printed: str) -> TimeLimit:
    try:
        return TimeLimit(read_due(fact), printed, fact, is_mentioned=True)
    except NotADateError:
        return TimeLimit(is_mentioned=True)
