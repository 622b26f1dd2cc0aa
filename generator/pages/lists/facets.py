"""The filters of the findings lists, with the findings of each value. Knows its own addresses only, and no HTML."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from generator.messages import join_words
from generator.reading.link_targets import ROOT
from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.report.class_words import CLASSES
from generator.register.answers import ANSWER_POSITIONS, ANSWER_PROGRESS, Answer
from generator.register.released import ReleasedRegister
from generator.slugs import slug_with_digest, slugify
from generator.uses import made_once

FACETS = ("office", "class", "year", "position", "progress", "addressee", "again", "theme", "cause")
"""In the order of the page; each is a part of an address: `findings/office/norfolk/`."""

MAX_WORDS_LENGTH = 200
"""Characters of the id of an addressee or a theme; file systems take 255 bytes for a name."""

AGAIN = {"asked-before": "Asked before", "asked-again": "Asked again since"}
"""Values of the facet of findings that come back, by whether earlier or later reports make them."""

_IDS = {words: slugify(words) for words in (*ANSWER_POSITIONS, *ANSWER_PROGRESS)}

MAX_NAMED = 3
"""The most answers of a row that are shown one by one; more are counted, so that the length of a row has a limit."""


@dataclass(frozen=True)
class Row:
    """A finding as a list shows it, with the answers that the list is about."""

    finding: Finding
    inspection: Inspection
    answers: tuple[Answer, ...]
    is_of_office: bool = False
    """Whether all answers are those of the office whose list it is."""
    again: tuple[str, ...] = ()
    """Whether it was asked before, and asked again since."""

    @property
    def id(self) -> str:
        """The finding's id within the site."""
        return self.finding.full_id

    @property
    def answers_key(self) -> Hashable:
        """A key for its cells of answers: rows with the same key have the same cells."""
        return tuple((answer.position, answer.progress) for answer in self.answers) if self.is_of_office else self.id

    @property
    def link(self) -> str:
        """The address of the finding's own page, from any page."""
        return f"{ROOT}inspections/{self.inspection.id}/{self.finding.id}/"

    @property
    def heading(self) -> str:
        """Its heading, without a closing colon."""
        return self.finding.heading.rstrip(": ")

    @property
    def addressed(self) -> str:
        """The addressees, as the report names them; empty where none are recorded."""
        return join_words(self.finding.facts.addressed_to) if self.finding.facts.addressed_to else ""

    @property
    def year(self) -> int:
        """The year of its report."""
        return self.inspection.published_on.year

    @property
    def names_answers(self) -> bool:
        """Whether the answers are few enough to be shown one by one."""
        return len(self.answers) <= MAX_NAMED

    @cached_property
    def positions(self) -> list[tuple[str, int]]:
        """Each position that an answer has, with the number of answers."""
        return _counted((answer.position for answer in self.answers), ANSWER_POSITIONS)

    @cached_property
    def progress(self) -> list[tuple[str, int]]:
        """Each progress that an answer has, with the number of answers."""
        return _counted((answer.progress for answer in self.answers), ANSWER_PROGRESS)


def _counted(words: Iterable[str], order: tuple[str, ...]) -> list[tuple[str, int]]:
    counts = Counter(words)
    return [(word, counts[word]) for word in order if counts[word]]


@dataclass(frozen=True, slots=True)
class FacetValue:
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
        """The same address, from any page."""
        return f"{ROOT}{self.address}"


@dataclass(frozen=True, slots=True)
class Facet:
    """One property that lists can be filtered by."""

    id: str
    values: tuple[FacetValue, ...]
    """In the order of the page. A closed set is complete, even without a finding: its addresses are permanent."""

    @property
    def address(self) -> str:
        """The page of all its values."""
        return f"findings/{self.id}/"

    @property
    def link(self) -> str:
        """The same address, from any page."""
        return f"{ROOT}{self.address}"


@made_once
def rows_of(released: ReleasedRegister) -> list[Row]:
    """Return a row for each finding: the newest report first, findings in the order of their numbers."""
    return [
        Row(finding, inspection, tuple(released.answers_to(finding)), again=tuple(_again(released, finding)))
        for inspection in released.newest_inspections
        for finding in inspection.numbered_findings
    ]


def _again(released: ReleasedRegister, finding: Finding) -> Iterator[str]:
    if released.earlier_findings(finding):
        yield "asked-before"
    if finding.full_id in released.repeated_by:
        yield "asked-again"


@made_once
def facets_of(released: ReleasedRegister) -> tuple[Facet, ...]:
    """Sort findings by each facet.

    A finding is listed under each office with a released response to its report, and under the positions and progress
    of all answers to it. The list of an office shows that office's answers alone.
    """
    rows = rows_of(released)
    by_value: dict[str, dict[str, list[Row]]] = {facet: defaultdict(list) for facet in FACETS}
    for row in rows:
        for office_id, answers in _answers_by_office(row).items():
            by_value["office"][office_id].append(replace(row, answers=tuple(answers), is_of_office=True))
        by_value["class"][row.finding.finding_class].append(row)
        by_value["year"][str(row.year)].append(row)
        for position, _ in row.positions:
            by_value["position"][_IDS[position]].append(row)
        for progress, _ in row.progress:
            by_value["progress"][_IDS[progress]].append(row)
        for id_ in addressee_ids(row.finding):
            by_value["addressee"][id_].append(row)
        for id_ in row.again:
            by_value["again"][id_].append(row)
        if row.finding.theme:
            by_value["theme"][theme_id(row.finding.theme)].append(row)
        if row.finding.cause:
            by_value["cause"][cause_id(row.finding)].append(row)
    words = {
        "office": {office.id: office.short_name for office in released.offices.values()},
        "class": {id_: singular for id_, (singular, _) in CLASSES.items()},
        "year": {year: year for year in sorted(by_value["year"], reverse=True)},
        "position": {_IDS[position]: position.capitalize() for position in ANSWER_POSITIONS},
        "progress": {_IDS[progress]: progress.capitalize() for progress in ANSWER_PROGRESS},
        "addressee": _spellings(_addressee_id, (words for row in rows for words in row.finding.facts.addressed_to)),
        "again": AGAIN,
        "theme": _spellings(theme_id, (row.finding.theme for row in rows if row.finding.theme)),
        "cause": {cause_id(row.finding): _cause_words(row) for row in rows if row.finding.cause},
    }
    return tuple(
        Facet(
            facet,
            tuple(FacetValue(facet, id_, word, by_value[facet].get(id_, [])) for id_, word in words[facet].items()),
        )
        for facet in FACETS
    )


def _answers_by_office(row: Row) -> dict[str, list[Answer]]:
    answers: dict[str, list[Answer]] = defaultdict(list)
    for answer in row.answers:
        answers[answer.office.id].append(answer)
    return answers


def addressee_ids(finding: Finding) -> Iterator[str]:
    """Yield the ids of a finding's addressees, each once."""
    yield from dict.fromkeys(_addressee_id(words) for words in finding.facts.addressed_to)


def _addressee_id(words: str) -> str:
    return _words_id("addressee", words)


def theme_id(words: str) -> str:
    """Return the id of a theme."""
    return _words_id("theme", words)


def _words_id(facet: str, words: str) -> str:
    slug = slug_with_digest(words, MAX_WORDS_LENGTH)
    return f"{facet}-{slug}" if slug.isdigit() else slug  # `findings/addressee/2/` is a second page


def cause_id(finding: Finding) -> str:
    """Return the id of the cause of concern that a finding stands in."""
    return f"{finding.inspection_id.replace('/', '-')}_{finding.cause}"


def _cause_words(row: Row) -> str:
    cause = row.inspection.finding(row.finding.cause or "")
    heading = cause.heading.rstrip(": ") if cause else ""
    return f"{heading} ({row.inspection.title})"


def _spellings(id_of: Callable[[str], str], spellings: Iterable[str]) -> dict[str, str]:
    """Map ids to words, in the order of words; spellings with one id go under the first of them."""
    words_by_id: dict[str, str] = {}
    for words in sorted(set(spellings)):
        words_by_id.setdefault(id_of(words), words)
    return dict(sorted(words_by_id.items(), key=lambda pair: (pair[1].casefold(), pair[0])))
