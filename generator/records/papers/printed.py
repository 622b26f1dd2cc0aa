"""Facts as papers print them: dates, inspectorates, addressees, names for addresses. Knows words; nothing of files."""

from __future__ import annotations

import re
from datetime import date

from generator.dates import NotADateError, read_day
from generator.records.report.class_words import cut_id
from generator.records.report.time_limits import time_limit_of
from generator.slugs import is_reserved, slugify

_INSPECTORATE = re.compile(r"\b(HMICFRS|HMICS|HMIC|HMCPSI|HMIP|HMI Probation|Ofsted|CQC|IOPC)\b")
_NUMERIC = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_DAY_SOMEWHERE = re.compile(
    r"(?<!\w)\d{1,2}\s?(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]+\.?,?\s+\d{4}(?!\d)|(?<!\d)\d{1,2}/\d{1,2}/\d{4}(?!\d)"
)
_SHOULD = re.compile(r"(.{3,600}?)\s+(?:should|must|needs? to|are recommended to|is recommended to)\b", re.DOTALL)
_WITHOUT_ARTICLE = re.compile(r"^(?:and\s+)?(?:(?:the|each|every)\s+)?", re.IGNORECASE)
_MAX_ADDRESSEE = 160
_JOINED = re.compile(
    r"\s+and\s+(?=(?:the\s+)?(?:all\s+)?(?:chief constables?|forces|home office|cabinet office|college of policing|"
    r"national police chiefs|npcc|national crime agency|police and crime commissioners))",
    re.IGNORECASE,
)


def printed_day(text: str) -> str | None:
    """Return a printed day as ISO 8601: `24th October 2019`, `Thursday, 24 October 2019`, `24/10/2019`."""
    text = re.sub(r"(?<=\d)\s+(?=(?:st|nd|rd|th)\b)|\bof\s+(?=[A-Z])", "", " ".join(text.split()))
    if match := _NUMERIC.fullmatch(text):
        text = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    limit = time_limit_of(f"by {text}")
    if len(limit.fact) != len("2019-10-24") or limit.printed.removeprefix("by ") != text:
        return None
    try:
        return read_day(limit.fact).isoformat()
    except NotADateError:
        return None


def day_in(text: str) -> str | None:
    """Return the first day that a text names."""
    return next((day for match in _DAY_SOMEWHERE.finditer(text) if (day := printed_day(match[0]))), None)


def day_before(text: str, words: str) -> str | None:
    """Return the day that follows some words, such as `published on`."""
    match = re.search(rf"\b(?:{words})\s+(?:on\s+)?(?:the\s+)?({_DAY_SOMEWHERE.pattern})", text)
    return printed_day(match[1]) if match else None


def as_date(iso: str) -> date:
    """Return an ISO day as a date."""
    return date.fromisoformat(iso)


def inspectorates_in(text: str) -> list[str]:
    """Return the inspectorates that a text names by their letters, each once."""
    return list(dict.fromkeys(_INSPECTORATE.findall(text)))


def addressees_of(text: str) -> list[str]:
    """Return the bodies that a finding asks to act, as printed: the words before `should`, after a time limit."""
    begins = " ".join(text.split())
    limit = time_limit_of(begins)
    if limit.printed:
        begins = begins[begins.find(limit.printed) + len(limit.printed) :].lstrip(" ,;:")
    match = _SHOULD.match(begins)
    if not match or re.search(r"[.;:!?]\s", match[1]):
        return []
    parts = re.split(r",\s+", match[1]) if ", " in match[1] else _JOINED.split(match[1])
    names = [_WITHOUT_ARTICLE.sub("", part).strip() for part in parts]
    if any(not name or len(name) > _MAX_ADDRESSEE for name in names):
        return []
    if re.match(
        r"(?:it|they|this|that|these|there|we|you|he|she|which|who|in|to|when|where|if|as|for)\b",
        names[0],
        re.IGNORECASE,
    ):
        return []
    return names


def name_of(title: str, most: int = 60) -> str:
    """Return a name for addresses: the words of a title before its dash."""
    main = re.split(r"\s+[–—-]\s+|\s*\(", title.strip("‘’'\"“” "), maxsplit=1)[0]
    name = cut_id(slugify(main) or slugify(title) or "paper", most)
    return f"{name}-paper" if is_reserved(name) else name


def plain_title(text: str) -> str:
    """Return a title without the quotation marks around it."""
    return " ".join(text.split()).strip(" ‘’“”\"'.").strip()
