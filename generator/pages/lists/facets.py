"""What a list of findings can be narrowed by, with the findings of each value. Knows no address but its own, and no HTML."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from generator.messages import join_words
from generator.reading.markdown import ROOT
from generator.records.finding import CLASSES, Finding
from generator.records.inspection import Inspection
from generator.register.answers import Answer
from generator.register.released import ReleasedRegister
from generator.slugs import slugify

FACETS = ("office", "class", "year", "position", "progress", "addressee")
"""In the order of the page; each is a part of an address: `findings/office/norfolk/`."""

POSITIONS = ("accepted", "accepted in part", "not accepted", "does not apply", "under consideration", "not stated")
PROGRESS = (
    "not started", "in progress", "reported complete", "verified closed", "closed otherwise", "carried forward", "not stated",
)  # fmt: skip
"""Reported complete is the office's word, verified closed the inspectorate's: they are never counted together."""

MAX_ID_LENGTH = 200
"""Characters of an addressee's id; file systems take 255 bytes for a name."""

_IDS = {words: slugify(words) for words in (*POSITIONS, *PROGRESS)}

MAX_NAMED = 3
"""Answers of a row that are shown one by one; more are counted, so that a row's length has a bound."""


@dataclass(frozen=True)
class Row:
    """A finding as a list shows it, with the answers that the list is about."""

    finding: Finding
    inspection: Inspection
    answers: tuple[Answer, ...]
    is_of_office: bool = False
    """Whether they are all of the office whose list it is."""

    @property
    def id(self) -> str:
        """The finding's id within the site."""
        return self.finding.full_id

    @property
    def answers_key(self) -> Hashable:
        """What its cells for answers depend on."""
        return tuple((each.position, each.progress) for each in self.answers) if self.is_of_office else self.id

    @property
    def link(self) -> str:
        """The finding's own page, from any page."""
        return f"{ROOT}inspections/{self.inspection.id}/{self.finding.id}/"

    @property
    def heading(self) -> str:
        """Its heading, without what leads over to its text."""
        return self.finding.heading.rstrip(": ")

    @property
    def addressed(self) -> str:
        """Whom it is addressed to, as the report says; empty where that is not recorded."""
        return join_words(self.finding.facts.addressed_to) if self.finding.facts.addressed_to else ""

    @property
    def year(self) -> int:
        """The year of its report."""
        return self.inspection.published_on.year

    @property
    def names_answers(self) -> bool:
        """Say whether the answers are few enough to be shown one by one."""
        return len(self.answers) <= MAX_NAMED

    @cached_property
    def positions(self) -> list[tuple[str, int]]:
        """Each position that an answer has, with the number of answers."""
        return _counted((answer.position for answer in self.answers), POSITIONS)

    @cached_property
    def progress(self) -> list[tuple[str, int]]:
        """Each progress that an answer has, with the number of answers."""
        return _counted((answer.progress for answer in self.answers), PROGRESS)


def _counted(words: Iterable[str], order: tuple[str, ...]) -> list[tuple[str, int]]:
    counts = Counter(words)
    return [(each, counts[each]) for each in order if counts[each]]


@dataclass(frozen=True, slots=True)
class AxisValue:
    """One value of a facet, and the findings that have it."""

    facet: str
    id: str
    words: str
    rows: list[Row]

    @property
    def address(self) -> str:
        """The first page of its list."""
        return f"findings/{self.facet}/{self.id}/"

    @property
    def link(self) -> str:
        """The same, from any page."""
        return f"{ROOT}{self.address}"


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that lists can be narrowed by."""

    id: str
    values: tuple[AxisValue, ...]
    """In the order of the page. The closed ones are all there, even with no finding: their addresses are to last."""

    @property
    def address(self) -> str:
        """The page of all its values."""
        return f"findings/{self.id}/"

    @property
    def link(self) -> str:
        """The same, from any page."""
        return f"{ROOT}{self.address}"


def rows_of(released: ReleasedRegister) -> list[Row]:
    """List every finding: the newest report first, and within it the order of the report."""
    return [
        Row(finding, inspection, tuple(released.answers_to(finding)))
        for inspection in released.newest_inspections
        for finding in inspection.findings
    ]


def facets_of(released: ReleasedRegister, rows: list[Row]) -> tuple[Facet, ...]:
    """Sort findings by each facet.

    A finding has an office where a response of that office to its report is released, and the positions and progress
    of all answers to it. An office's list shows that office's answers alone.
    """
    found: dict[str, dict[str, list[Row]]] = {facet: defaultdict(list) for facet in FACETS}
    for row in rows:
        for office_id, answers in _answers_by_office(row).items():
            found["office"][office_id].append(Row(row.finding, row.inspection, tuple(answers), is_of_office=True))
        found["class"][row.finding.finding_class].append(row)
        found["year"][str(row.year)].append(row)
        for position, _ in row.positions:
            found["position"][_IDS[position]].append(row)
        for progress, _ in row.progress:
            found["progress"][_IDS[progress]].append(row)
        for id_ in addressee_ids(row.finding):
            found["addressee"][id_].append(row)
    words = {
        "office": {office.id: office.short_name for office in released.offices.values()},
        "class": {id_: singular for id_, (singular, _) in CLASSES.items()},
        "year": {year: year for year in sorted(found["year"], reverse=True)},
        "position": {_IDS[each]: each.capitalize() for each in POSITIONS},
        "progress": {_IDS[each]: each.capitalize() for each in PROGRESS},
        "addressee": _addressees(row.finding for row in rows),
    }
    return tuple(
        Facet(
            facet, tuple(AxisValue(facet, id_, word, found[facet].get(id_, [])) for id_, word in words[facet].items())
        )
        for facet in FACETS
    )


def _answers_by_office(row: Row) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = defaultdict(list)
    for answer in row.answers:
        found[answer.office.id].append(answer)
    return found


@cache
def addressee_id(words: str) -> str:
    """Fold an addressee to the last part of an address.

    It is no number, because `findings/addressee/2/` is a second page, and it fits into the name of a folder.
    """
    folded = slugify(words)
    if len(folded) > MAX_ID_LENGTH:
        digest = hashlib.sha256(folded.encode()).hexdigest()[:8]
        return f"{folded[:MAX_ID_LENGTH].rpartition('-')[0] or folded[:MAX_ID_LENGTH]}-{digest}"
    return folded if folded and not folded.isdigit() else f"addressee-{folded}".rstrip("-")


def addressee_ids(finding: Finding) -> Iterator[str]:
    """Give the ids of a finding's addressees, each once."""
    yield from dict.fromkeys(addressee_id(words) for words in finding.facts.addressed_to)


def _addressees(findings: Iterable[Finding]) -> dict[str, str]:
    """Map ids to words, in the order of words; spellings with one id go under the first of them."""
    spellings = sorted({words for finding in findings for words in finding.facts.addressed_to})
    first: dict[str, str] = {}
    for words in spellings:
        first.setdefault(addressee_id(words), words)
    return dict(sorted(first.items(), key=lambda pair: (pair[1].casefold(), pair[0])))
