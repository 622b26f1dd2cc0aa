"""Which findings a key of `answers`, or a heading of a response, names: one, several, a range, or those of others.

Knows the findings of the reports that a response answers, and whom they are addressed to; nothing of pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.messages import Quote, nearest, quoted
from generator.records.finding import Finding, quoted_id
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.report.class_words import class_among, finding_class_of, read_class_words
from generator.records.roles import fold_heading
from generator.slugs import plain_heading, without_soft_hyphens

OTHERS = "addressed to others"
"""The key of the answer to every finding that is for somebody else to act on."""

_BETWEEN = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*;\s*")
_RANGE = re.compile(r"(\S+)\s+(?:to|until)\s+(\S+)", re.IGNORECASE)
_NUMBER = r"(?:\d+(?:\.\d+)*[a-z]?(?: ?\([a-z0-9]+\))?|[ivxlc]+)"
_TO = r"\s*(?:\bto\b|\bthrough\b|\bi\b|[-‐-―−])\s*"
_NUMBERS = re.compile(rf"{_NUMBER}(?:(?:{_TO}|\s*(?:,|&|;|\band\b|\ba\b)\s*)+{_NUMBER})*")
_SPAN = re.compile(rf"({_NUMBER})(?:{_TO}({_NUMBER}))?")
_CLASS_AGAIN = re.compile(r"(?<=[\s,&;‐-―−-])(?P<words>recommendations?|recs?|areas? for improvement|afis?) (?=\(?\d)")
"""The class before a number that is not the first: `Recommendation 1 and Recommendation 2`."""
_TAIL = r"(?:\s*[:–—-]\s.*|:.*|\s*\(.*\)|\s+(?:response|answer|reply|update))?"
"""What may stand after the numbers: a title, a remark in brackets, or that it is an answer."""
_LEAD = re.compile(r"(?:(?:our |the )?(?:answers?|response|reply|update) (?:to|on) )?(?:the )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeyFault:
    """What is wrong with a key of `answers`."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class HeadingMatch:
    """The findings that a heading names."""

    keys: tuple[str, ...]
    missing: tuple[str, ...] = ()
    """Printed numbers that no finding has."""
    is_ambiguous: bool = False
    """Whether several findings are called so."""


_MOST_KNOWN = 2000
"""Reports, and groups of reports that one letter answers, whose findings are kept for the next response to them."""
_known: dict[tuple[str, ...], AnswerableFindings] = {}


@dataclass(frozen=True)
class AnswerableFindings:
    """The findings of the reports that a response answers, by the key of their answer."""

    inspection_ids: Sequence[str]
    inspections: Mapping[str, Inspection]

    @classmethod
    def of(cls, inspection_ids: Sequence[str], inspections: Mapping[str, Inspection]) -> AnswerableFindings:
        """Return the findings of these reports: one object for all responses to them, whose headings are alike."""
        ids = tuple(inspection_ids)
        known = _known.get(ids)
        if known is None or any(known.inspections.get(id_) is not inspections.get(id_) for id_ in ids):
            if len(_known) >= _MOST_KNOWN:
                _known.clear()
            known = _known[ids] = cls(ids, {id_: inspections[id_] for id_ in ids if id_ in inspections})
        return known

    @cached_property
    def _in_headings(self) -> dict[str, HeadingMatch | None]:
        return {}

    @cached_property
    def _written(self) -> dict[str, list[str] | KeyFault]:
        return {}

    @property
    def _is_of_several(self) -> bool:
        return len(self.inspection_ids) > 1

    @cached_property
    def by_key(self) -> dict[str, Finding]:
        """Every finding, in the order of the reports: under its id, or its full id where there are several reports."""
        return {
            finding.full_id if self._is_of_several else finding.id: finding
            for id_ in self.inspection_ids
            if id_ in self.inspections
            for finding in self.inspections[id_].findings
        }

    def key_of(self, written: str) -> str:
        """Write the key of one finding as the response's other keys are: short for one report, full for several."""
        return written if self._is_of_several else written.removeprefix(f"{self.inspection_ids[0]}#")

    # --- Keys of `answers` ---

    def named_by(self, written: str) -> list[str] | KeyFault:
        """Return the keys that one key of `answers` names, but for `addressed to others`."""
        if written not in self._written:
            self._written[written] = self._read(written)
        return self._written[written]

    def _read(self, written: str) -> list[str] | KeyFault:
        keys: list[str] = []
        for part in _BETWEEN.split(written.strip()):
            match = _RANGE.fullmatch(part)
            ends = [self.key_of(end) for end in (match.groups() if match else (part,)) if end]
            if len(ends) > 1 and self._is_of_several and "#" not in ends[1]:
                ends[1] = f"{ends[0].partition('#')[0]}#{ends[1]}"
            unknown = next((end for end in ends if end not in self.by_key), None)
            if unknown is not None:
                return self._unknown(unknown, written)
            if ends:
                between = self._between(ends[0], ends[-1])
                if not between:
                    hint = "Write the one that the report prints first before 'to'"
                    return KeyFault(f"{quoted(ends[1])} does not come after {quoted(ends[0])}", hint)
                keys += between
        return list(dict.fromkeys(keys))

    def _between(self, first: str, last: str) -> list[str]:
        """Return the findings from one to another: of their class and cause where they share one."""
        order = list(self.by_key)
        run = order[order.index(first) : order.index(last) + 1]
        start, end = self.by_key[first], self.by_key[last]
        return [
            key
            for key in run
            if (start.finding_class != end.finding_class or self.by_key[key].finding_class == start.finding_class)
            and (start.cause != end.cause or self.by_key[key].cause == start.cause)
        ]

    def _unknown(self, key: str, written: str) -> KeyFault:
        keys = list(self.by_key)
        some = ", ".join(str(self.quoted_key(known)) for known in keys[:8])
        hint = f"Its findings are {some}" if some else "The report has no findings here"
        printed = self.in_heading(re.sub(r"(?<=[a-z])-(?=\d)", " ", written.casefold()))
        if printed and len(printed.keys) > 1 and not printed.missing and not printed.is_ambiguous:
            hint = f"Write {', '.join(str(self.quoted_key(meant)) for meant in printed.keys)}"
        elif near := nearest(key, keys):
            meant = self.quoted_key(near, mark="'")
            hint = f"Did you mean {meant}?"
        message = f"{'The reports have' if self._is_of_several else 'The report has'} no finding {quoted(key)}"
        return KeyFault(message, hint)

    def quoted_key(self, key: str, *, mark: str = "") -> Quote:
        """Quote the key of a finding's answer, which is made from a heading of its report."""
        inspection = self.inspections[self.by_key[key].inspection_id]
        return quoted_id(key, inspection.source.display_path, mark=mark)

    def expand(self, written: Sequence[str], office: Office | None) -> dict[str, str]:
        """Map the key of each finding to the key that is written for it: its own before that of all others."""
        found: dict[str, str] = {}
        others = next((key for key in written if is_others(key)), None)
        for key in written:
            named = [] if key == others else self.named_by(key)
            if isinstance(named, list):
                for name in named:
                    found.setdefault(name, key)
        if others and office:
            for key, finding in self.by_key.items():
                if key not in found and is_addressed_to_others(finding, office):
                    found[key] = others
        return {key: found[key] for key in self.by_key if key in found}

    # --- Headings ---

    def in_heading(self, heading: str) -> HeadingMatch | None:
        """Return the findings that a heading names; None where it names none."""
        if heading not in self._in_headings:
            self._in_headings[heading] = self._match(heading)
        return self._in_headings[heading]

    def _match(self, heading: str) -> HeadingMatch | None:
        exact = [
            key
            for key, finding in self.by_key.items()
            if plain_heading(heading) in {plain_heading(finding.heading), finding.id, finding.full_id}
        ]
        if exact:
            return HeadingMatch(tuple(exact), is_ambiguous=len(exact) > 1)
        words = _LEAD.sub("", heading.strip(), count=1)
        name, numbers = _parted(words)
        # "Recommendation 1 - 2024 update" names a year, which is no number of a finding.
        is_of_several = len(re.findall(_NUMBER, numbers)) > 1 and not re.search(r"\b(?:19|20)\d\d\b", numbers)
        if is_of_several and (several := read_class_words(name)):
            return self._numbered(several.finding_class, numbers)
        class_words = read_class_words(words)
        if class_words and class_words.number:
            return self._numbered(class_words.finding_class, class_words.number)
        if class_words and not class_words.is_plural:
            only = [key for key, finding in self.by_key.items() if finding.finding_class == class_words.finding_class]
            return HeadingMatch(tuple(only)) if len(only) == 1 else None
        class_words = read_class_words(name) if name else None
        return self._numbered(class_words.finding_class, numbers) if class_words else None

    def _numbered(self, finding_class: str, numbers: str) -> HeadingMatch | None:
        by_number: dict[str, list[str]] = {}
        for key, finding in self.by_key.items():
            if finding.finding_class == finding_class and finding.number:
                by_number.setdefault(_fold_number(finding.number), []).append(key)
        keys: list[str] = []
        missing: list[str] = []
        for first, last in _spans(numbers):
            ends = [by_number.get(_fold_number(end), []) for end in (first, last)]
            if any(len(end) > 1 for end in ends):
                return HeadingMatch((), is_ambiguous=True)
            if all(ends):
                # "5 to 1" names the same findings as "1 to 5".
                keys += self._between(ends[0][0], ends[1][0]) or self._between(ends[1][0], ends[0][0])
            else:
                missing += [end for end, known in zip((first, last), ends, strict=True) if not known]
        return HeadingMatch(tuple(dict.fromkeys(keys)), tuple(dict.fromkeys(missing))) if keys or missing else None


def is_others(key: str) -> bool:
    """Check whether a key is that of the findings addressed to others."""
    return " ".join(key.casefold().split()) == OTHERS


def _parted(heading: str) -> tuple[str, str]:
    """Part a heading into the words of a class and the numbers after them."""
    folded = plain_heading(without_soft_hyphens(heading))
    same = class_among(folded)
    folded = _CLASS_AGAIN.sub(lambda match: "" if finding_class_of(match["words"]) == same else match[0], folded)
    folded = re.sub(r"(?<![\w)])\s?\((\d+[a-z]?)\)", r" \1", folded.replace("(s)", "s", 1))
    match = re.match(rf"(?P<words>[a-z' ]+?)\s*(?P<numbers>{_NUMBERS.pattern}){_TAIL}$", folded)
    return (match["words"], match["numbers"]) if match else ("", "")


def _spans(numbers: str) -> Iterator[tuple[str, str]]:
    """Yield the first and the last of each run: `1, 2 and 5 to 7` has (1, 1), (2, 2) and (5, 7)."""
    for match in _SPAN.finditer(numbers):
        yield match[1], match[2] or match[1]


def _fold_number(number: str) -> str:
    return re.sub(r"[\s.()]", "", number.casefold()).lstrip("0")


# --- Addressees ---

_OF_THEIR_KIND = re.compile(
    r"\b(?:chief constables|chief officers|forces|constabularies|police services|commissioners|pccs|pfccs|mayors"
    r"|local policing bodies|policing bodies|opccs|every force|each force|every chief constable|each chief constable)\b"
)
_ENDS_WITH_A_PLACE = re.compile(
    r"\b(?:of|for|in) (?!all\b|the\b|every\b|each\b|england\b|wales\b|forces\b|police\b)[a-z]"
)
_PLAIN = {"force", "the force", "constabulary", "the constabulary", "chief constable", "the chief constable", "police"}


def is_addressed_to_others(finding: Finding, office: Office) -> bool:
    """Check whether a finding has addressees and none of them is the office, its force, or all of their kind."""
    addressees = finding.facts.addressed_to
    return bool(addressees) and not any(_is_own(addressee, office) for addressee in addressees)


def _is_own(addressee: str, office: Office) -> bool:
    folded = fold_heading(addressee)
    own = [office.name, office.short_name, office.facts.force, office.facts.force_short_name or ""]
    names = [fold_heading(re.sub(r"\s*\([^()]*\)", "", name)) for name in own if name]
    places = [re.sub(r"\s+(?:police(?: service)?|constabulary)$", "", name) for name in names]
    if folded in _PLAIN or any(re.search(rf"\b{re.escape(name)}\b", folded) for name in [*names, *places] if name):
        return True
    # "Chief constables of Kent and Essex" names some of the kind; "all forces in England and Wales" names all.
    return bool(_OF_THEIR_KIND.search(folded)) and not _ENDS_WITH_A_PLACE.search(folded)
