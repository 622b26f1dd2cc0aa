"""The words with which a heading names a class of findings, and the number it prints. Knows nothing of files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from generator.slugs import MAX_SLUG_LENGTH, slugify, without_soft_hyphens

CLASSES = {
    "recommendation": ("Recommendation", "Recommendations"),
    "area-for-improvement": ("Area for improvement", "Areas for improvement"),
    "cause-of-concern": ("Cause of concern", "Causes of concern"),
    "accelerated-cause-of-concern": ("Accelerated cause of concern", "Accelerated causes of concern"),
}
"""Classes of findings: what one is called, and several."""

# One finding and several, in English and, for translations, in Welsh as the inspectorate prints it.
_WORDS = {
    "accelerated-cause-of-concern": (
        r"accelerated[\s-]+cause[\s-]+(?:of|for)[\s-]+concern|acoc|achos[\s-]+(?:o[\s-]+)?[bp]ryder[\s-]+(?:carlam|cyflym\w*)",
        r"accelerated[\s-]+cause(?:s|\(s\))[\s-]+(?:of|for)[\s-]+concern|acocs|achosion[\s-]+(?:o[\s-]+)?[bp]ryder[\s-]+(?:carlam|cyflym\w*)",
    ),
    "cause-of-concern": (
        r"cause[\s-]+(?:of|for)[\s-]+concern|coc|achos[\s-]+(?:o[\s-]+)?[bp]ryder",
        r"cause(?:s|\(s\))[\s-]+(?:of|for)[\s-]+concern|cocs|achosion[\s-]+(?:o[\s-]+)?[bp]ryder",
    ),
    "area-for-improvement": (
        r"area[\s-]+for[\s-]+improvement|afi|maes[\s-]+(?:i'w[\s-]+wella|(?:ar[\s-]+gyfer|i)[\s-]+[gw]+ell\w+)",
        r"area(?:s|\(s\))[\s-]+for[\s-]+improvement|afi'?s|meysydd[\s-]+(?:i'w[\s-]+gwella|(?:ar[\s-]+gyfer|i)[\s-]+[gw]+ell\w+)",
    ),
    "recommendation": (
        r"recommendation|rec\.?|r(?=\s?\d)|argymhelliad",
        r"recommendation(?:s|\(s\))|recs\.?|argymhellion",
    ),
}
_ABBREVIATED = re.compile(r"\|(?:acocs?|cocs?|recs?\\\.\?|r\(\?=\\s\?\\d\))(?=\||$)")

_DIGITS = r"\d+(?:[./]\d+)*[a-z]?(?:\([a-z0-9]{1,4}\)|\s\((?:[a-z0-9]|[ivx]{1,4})\))*"
_LETTERS = r"[ivxlc]+(?:\([a-z0-9]{1,4}\))*|[a-z]"
_CLASS = "|".join(
    rf"(?P<{name.replace('-', '_')}__{count}>{words})"
    for name, both in _WORDS.items()
    for count, words in zip(("many", "one"), reversed(both), strict=True)  # `Recommendation(s)` is no title `(s)`
)
_DASH = r"[-\u2010-\u2015\u2212]"
_HEADING = re.compile(
    rf"(?:\(?(?P<before>{_DIGITS}|{_LETTERS})[.):]*\s+)?"
    rf"(?:{_CLASS})(?![a-z'])"
    r"(?:\s*(?P<remark>\([^()]{3,}\))(?=\s+\d))?"
    rf"(?:\s*(?:(?:no\.?|n[º°]\.?|number|rhif)\s+|\#\s*|{_DASH}(?=\d))?"
    rf"(?P<after>{_DIGITS}(?![a-z0-9(]|-\w)|(?<=\s)(?:{_LETTERS})(?![\w'-]))\)?"
    rf"|\s*(?:[:.]|{_DASH})?\s*[(\[]?(?P<parted>\d{{1,3}}[a-z]?)[)\]]?(?=\s*(?:[:.;]|{_DASH}\s|$)))?"
    rf"(?:(?:\s*[.:;]\s*|\s+{_DASH}+\s*|{_DASH}+\s|[\u2013-\u2015](?=[a-z])|\s*(?=[(\[{{]))(?P<title>.+))?",
    re.IGNORECASE,
)
"""`[number] class-words [number] [: or - title]`, with a remark before the second number: `(custody) 2`."""

_CLASS_SOMEWHERE = re.compile(
    r"(?<![\w'-])(?:"
    + "|".join(_ABBREVIATED.sub("", words) for both in _WORDS.values() for words in both)
    + r"|areas?\s+(?:of|for)\s+concern|(?P<slip>areas?\s+(?:of|for|to)\s+improve(?:ments?)?))(?![\w'-])",
    re.IGNORECASE,
)
# Where a class is named among other words, its abbreviations of few letters are too likely to be something else.

_YEAR = re.compile(r"(?:19|20)\d\d(?:/\d+)?")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

NumberKey: TypeAlias = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class ClassWords:
    """What a heading says of the finding, or of the findings, below it."""

    finding_class: str
    """A key of `CLASSES`."""
    number: str | None
    """As printed; of `3. Recommendations` None, for there 3 is the chapter's."""
    is_plural: bool
    title: str = ""

    @property
    def names_a_group(self) -> bool:
        """Whether several findings stand below: `Recommendations`, and not `Recommendations 3`."""
        return self.is_plural and self.number is None


@cache
def read_class_words(heading: str) -> ClassWords | None:
    """Read a heading that names a class of findings, and nothing more than a number and a title."""
    match = _HEADING.fullmatch(_normalised(heading))
    if not match:
        return None
    name, _, count = next(name for name, words in match.groupdict().items() if "__" in name and words).partition("__")
    is_plural, number = count == "many", match["after"] or match["parted"]
    if is_plural and number and _YEAR.fullmatch(number):
        return None
    if not is_plural and number is None:
        number = match["before"]
    return ClassWords(name.replace("_", "-"), number, is_plural, match["title"] or match["remark"] or "")


def _normalised(heading: str) -> str:
    text = without_soft_hyphens(heading).replace("’", "'").replace("‘", "'")
    return re.sub(r"\s+", " ", text).strip().rstrip(":.-–— ")


def class_among(text: str) -> str | None:
    """Return the class that some words of a text name: `Summary of recommendations` names one, and is none."""
    match = _CLASS_SOMEWHERE.search(_normalised(text))
    if not match:
        return None
    if words := read_class_words(match[0]):
        return words.finding_class
    return "area-for-improvement" if match["slip"] else "cause-of-concern"


def finding_class_of(heading: str) -> str | None:
    """Return the class a heading names: `Areas for improvement` and `Area for improvement: custody` name one."""
    words = read_class_words(heading)
    return words.finding_class if words else None


def names_only_a_class(heading: str) -> bool:
    """Return whether a heading names a class and nothing more, as hundreds of reports have it."""
    words = read_class_words(heading)
    return words is not None and words.number is None and not words.title


def number_before(heading: str) -> str | None:
    """Read the number before a heading that names no class: `3. Vetting`, `(2) Vetting`, `4`."""
    match = re.match(rf"\(?({_DIGITS})(?:[.):]+\s|\)?$)", _normalised(heading), re.IGNORECASE)
    return match[1] if match else None


def number_key(number: str | None) -> NumberKey:
    """Return what printed numbers sort by: 1, 2, 2(a), 10, and IV before IX; what has no number comes first."""
    parts = re.findall(r"\d+|[a-z]+", (number or "").lower())
    return tuple(_part_key(part, is_first=place == 0) for place, part in enumerate(parts))


def _part_key(part: str, *, is_first: bool) -> tuple[int, int, str]:
    if part.isdigit():
        return (0, int(part), "")
    if is_first and re.fullmatch(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", part):
        values = [_ROMAN[letter] for letter in part]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return (0, sum(-value if value < after else value for value, after in pairs), "")
    return (1, 0, part)


def heading_id(heading: str) -> str:
    """Return the id that a heading gives, cut at a word: `Recommendation 2(a)` gives `recommendation-2-a`."""
    # Braces are a remark on the heading, not a part of its name.
    return cut_id(slugify(re.sub(r"\{[^}]*\}\s*$", "", heading)) or slugify(heading))


def cut_id(id_: str, most: int = MAX_SLUG_LENGTH) -> str:
    """Cut an id at a word, so that it fits into an address."""
    return id_ if len(id_) <= most else id_[: most + 1].rpartition("-")[0] or id_[:most]


def id_in_cause(cause_id: str, own: str) -> str:
    """Return the id of a recommendation in a cause of concern; where it is too long, the cause's part is cut."""
    own = cut_id(own, MAX_SLUG_LENGTH - 2)
    return f"{cut_id(cause_id, MAX_SLUG_LENGTH - 1 - len(own))}-{own}"
