"""Looks in a source for what may not be meant for the public: addresses, numbers of persons, markings, officers' names.

Knows words and numbers; each warning can be passed over with `allow` and a reason. What an office writes of itself,
its contacts and recipients, is meant to be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from generator.messages import quoted, with_article
from generator.problems import Place, Problem, Severity
from generator.reading.source import FromSource, Source
from generator.records.office import RANKS, Office

_NOT_LOOKED_AT = {
    "office-use", "recipients", "contacts", "website", "report", "archived-report", "allow", "attachments",
}  # fmt: skip
"""Facts that are never published, or that are meant to be found."""
_MAX_DEPTH = 6

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<![\w/.=-])(?:\+44[\s-]?(?:\(0\)[\s-]?)?|\(?0)\d(?:[\s()-]{0,2}\d){7,9}(?![\w/-])")
_INSURANCE = re.compile(r"(?<!\w)[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D](?!\w)")
_COLLAR = re.compile(
    r"(?<!\w)(?:(?:warrant|collar|shoulder|epaulette)\s+(?:card\s+)?(?:no\.?|nos\.?|numbers?)?\s*:?\s*[A-Z]{0,3}\d{2,6}"
    r"|(?:PC|DC|PS|DS|WPC|PCSO|SC)\s?\d{2,5})(?!\w)", re.IGNORECASE,
)  # fmt: skip
_MARKING = re.compile(
    r"(?<![\w])(?:OFFICIAL(?:\s*[-–—:]*\s*SENSITIVE)?|RESTRICTED|CONFIDENTIAL|TOP SECRET|SECRET"
    r"|NOT PROTECTIVELY MARKED|PROTECT\s*[-–—]\s*(?:PERSONAL|COMMERCIAL|POLICY|STAFF|MANAGEMENT|PRIVATE))(?!\w)"
)
_DRAFT = re.compile(
    r"(?<!\w)DRAFT(?!\w)"
    r"|(?im:^[^\w\n]*(?:first |final |working )?draft(?:[^\w\n]+v(?:ersion)?[^\w\n]*[\d.]+)?[^\w\n]*$)"
    r"|(?i:\bnot for (?:publication|onward\s\w+|wider\s\w+|disclosure|circulation|distribution|release)\b"
    r"|\b(?:private and|strictly) confidential\b|\bfor internal use\b|\bin strict confidence\b)"
)
_BY_RANK = {
    "constable": r"PC|DC|TDC|PCSO|WPC|SC|(?:(?:Police|Detective|Special) )?Constable|Police Community Support Officer",
    "sergeant": r"PS|DS|Sgt|(?:(?:Police|Detective) )?Sergeant",
    "inspector": r"DI|Insp|(?:(?:Police|Detective) )?Inspector",
    "chief inspector": r"DCI|CI|(?:Detective )?Chief Inspector",
    "superintendent": r"Supt|D/Supt|(?:Detective )?Superintendent",
    "chief superintendent": r"Ch Supt|C/Supt|(?:Detective )?Chief Superintendent",
}
"""What stands before the name of an officer of a rank."""
_NAME = r"(?:\d{1,5}\s+)?[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?(?:\s+[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?)?"
_NO_NAMES = re.compile(
    r"(?:Degree|Entry|Apprentice|Education|Training|Plus|Of|General|Federation|Association|Support)\b"
)


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked for, and what says that it may be there."""

    rule: str
    noun: str
    pattern: re.Pattern[str]
    may_be_in: Callable[[str, bytes], bool]
    """By a text and its shape."""


_DIGIT, _SPACE, _UNKNOWN = b"0", b" ", b"!"
_LEADS = bytes([*range(0xC2, 0xD0), 0xE2])
"""The first bytes of letters with accents, dashes and quotation marks, of which none is a digit, in UTF-8."""


def _shapes() -> bytes:
    """Return the shape of each byte: of digits and of white space it is one, of letters what a number may end in."""
    shapes = bytearray(b"." * 256)
    for first, last, shape in (
        (0x80, 0xBF, _SPACE), (0xC0, 0xFF, _UNKNOWN), (0x09, 0x0D, _SPACE), (0x1C, 0x20, _SPACE),
        (0x30, 0x39, _DIGIT), (0x41, 0x5A, b"a"), (0x61, 0x7A, b"a"), (0x5F, 0x5F, b"a"),
        (0x41, 0x44, b"A"), (0x43, 0x43, b"C"), (0x4F, 0x4F, b"S"), (0x53, 0x53, b"S"),
    ):  # fmt: skip
        shapes[first : last + 1] = shape * (last + 1 - first)
    for kept in b"+()-":
        shapes[kept] = kept
    return bytes(shapes)


_SHAPES = _shapes()


def _shape_of(text: str) -> bytes:
    """Return the shape of a text, in which numbers are found twenty times as fast; it may promise too much.

    A character of several bytes is one or two spaces in it.
    """
    return text.encode("utf-8", "replace").translate(_SHAPES, _LEADS)


def _has(*words: str) -> Callable[[str, bytes], bool]:
    return lambda text, _: any(word in text for word in words)


def _may_match(shape: bytes, pattern: str) -> Callable[[str, bytes], bool]:
    shaped, compiled = re.compile(shape), re.compile(pattern)
    return lambda text, shape: (
        (_UNKNOWN in shape or shaped.search(shape) is not None) and compiled.search(text) is not None
    )


_may_be_telephone = _may_match(rb"0(?:[ ()-]{0,4}0){7}", r"[+(0][\d ()-]{9}")
_may_be_insurance = _may_match(rb"00 ?[AC](?![aACS0])", r"\d\d ?[A-D](?!\w)")
_is_named_as_collar = _has("arrant", "ollar", "houlder", "paulette")
_COLLARED = re.compile(r"(?:PC|DC|PS|DS|SC|PCSO) ?\d")


def _may_be_collar(text: str, shape: bytes) -> bool:
    if _is_named_as_collar(text, shape):
        return True
    may_be_rank = any(end in shape for end in (b"C0", b"C 0", b"S0", b"S 0", _UNKNOWN))
    return may_be_rank and _COLLARED.search(text) is not None


_MARKINGS = ("OFFICIAL", "RESTRICTED", "CONFIDENTIAL", "SECRET", "PROTECT")
_DRAFTS = ("DRAFT", "raft", "not for ", "Not for ", "NOT FOR ", "onfidential", "nternal use", "onfidence")
_LOOKS = (
    _Look("e-mail-address", "e-mail address", _EMAIL, _has("@")),
    _Look("telephone-number", "telephone number", _TELEPHONE, _may_be_telephone),
    _Look("insurance-number", "national insurance number", _INSURANCE, _may_be_insurance),
    _Look("collar-number", "warrant or collar number", _COLLAR, _may_be_collar),
    _Look("protective-marking", "protective marking", _MARKING, _has(*_MARKINGS)),
    _Look("draft-mark", "mark of a draft", _DRAFT, _has(*_DRAFTS)),
)


def disclosure_problems(record: FromSource, offices: Mapping[str, Any]) -> Iterator[Problem]:
    """Warn of what may not be meant for the public in the text and the facts of a source."""
    source: Source = record.source
    names = _names_below(offices.get(getattr(record, "office_id", "")))
    if source.body:
        yield from _found_in(source.body, names, partial(_place_in_body, source))
    facts = source.facts_text
    shape = _shape_of(facts)
    if _may_name(facts) or any(look.may_be_in(facts, shape) for look in _LOOKS):  # most facts hold nothing of the kind
        for path, text in _facts(source.facts, ()):
            yield from _found_in(text, names, lambda _, path=path: source.position(*path))  # type: ignore[misc]


def _found_in(text: str, names: re.Pattern[str], place_of: Callable[[int], Place]) -> Iterator[Problem]:
    shape = _shape_of(text)
    for look in _LOOKS:
        if look.may_be_in(text, shape):
            for match in look.pattern.finditer(text):
                message = f"{with_article(look.noun).capitalize()} is here: {quoted(match[0], 40, is_prose=True)}"
                yield _warning(place_of(match.start()), message, look.rule)
    for match in names.finditer(text) if _may_name(text) else ():
        before = text[max(0, match.start() - len("Chief ")) : match.start()]
        is_within = before[-1:].isalnum() or before == "Chief " or before.endswith("/")
        if not is_within and not _NO_NAMES.search(match[0].split(maxsplit=1)[1]):
            named = quoted(" ".join(match[0].split()), 40, is_prose=True)
            message = f"An officer may be named here: {named}"
            yield _warning(place_of(match.start()), message, "officer-name")


def _place_in_body(source: Source, offset: int) -> Place:
    start = source.body.rfind("\n", 0, offset) + 1
    return source.body_position(source.body.count("\n", 0, offset) + 1, offset - start + 1)


_RANK_ENDS = (
    "PC ", "DC ", "PS ", "DS ", "SC ", "PCSO ", "Sgt ", "ergeant ", "DI ", "CI ", "Insp ", "nspector ", "Supt ",
    "uperintendent ", "Support Officer ",
)  # fmt: skip
_OTHER_SPACES = [chr(code) for code in range(0x3001) if chr(code).isspace() and code != ord(" ")]


def _may_name(text: str) -> bool:
    """Check whether a rank may be named; the chief constable, whom most texts name, is none of these."""
    if text.count("Constable") > text.count("hief Constable"):
        return True
    for space in _OTHER_SPACES:
        text = text.replace(space, " ")
    return any(rank in text for rank in _RANK_ENDS)


def _warning(place: Place, message: str, rule: str) -> Problem:
    hint = f"Take it out, or write why it may stay: allow: [{{what: {rule}, reason: ...}}]"
    return Problem(place, message, hint, Severity.WARNING, rule)


@cache
def _names_of(ranks: tuple[str, ...]) -> re.Pattern[str]:
    # What stands before a rank is looked at afterwards: an expression that begins with letters is found faster.
    return re.compile(rf"(?:{'|'.join(_BY_RANK[rank] for rank in ranks) or '(?!)'})\s+{_NAME}")


def _names_below(office: object) -> re.Pattern[str]:
    """Return what finds a name after a rank below that from which the office names officers."""
    first = office.facts.names_officers_from if isinstance(office, Office) else "inspector"
    return _names_of(RANKS[: RANKS.index(first)])


def _facts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif len(path) < _MAX_DEPTH and isinstance(value, dict):
        for key, one in value.items():
            if path or key not in _NOT_LOOKED_AT:
                yield from _facts(one, (*path, key))
    elif len(path) < _MAX_DEPTH and isinstance(value, list):
        for number, one in enumerate(value):
            yield from _facts(one, (*path, number))
