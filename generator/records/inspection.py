"""An inspection: a report of the inspectorate and the findings in it. Knows nothing of offices or responses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from generator.dates import Publication
from generator.messages import did_you_mean, join_words, nearest, quoted
from generator.problems import Problem, Severity
from generator.reading.content_folder import PathPattern
from generator.reading.source import FromSource, Source, body_problems
from generator.records.fields import (
    Count,
    ExactPublication,
    FactsModel,
    Line,
    RecordFacts,
    RecordId,
    WebAddress,
    YesOrNo,
    doubled,
    fact,
    one_or_many,
)
from generator.records.finding import Finding, FindingFacts, FindingGroup, ProseSection, quoted_id
from generator.records.report.body import BodyReader
from generator.records.report.class_words import CLASSES, finding_class_of, number_key, read_class_words
from generator.records.report.doubts import doubtful
from generator.records.report.outline import Outline
from generator.records.validation import read_as

NOUN = "inspection"
PATH_PATTERN = PathPattern("inspections", ("year", "name"), ".md", NOUN)

MONARCH_CHANGED = date(2022, 9, 8)
"""From this day the inspectorate is His Majesty's."""

_SUPER_COMPLAINT = re.compile(r"\b(?:super-?\s?complaint|uwch-?\s?g[wŵ]yn)", re.IGNORECASE)
"""A type of inspection, in English and in Welsh, to which section 55 does not apply by itself."""


class Grade(FactsModel):
    """A graded judgement of the report."""

    noun: ClassVar[str] = "grade"
    area: Line = fact("What was judged, as the report words it.", "Responding to the public")
    grade: Line = fact("The judgement, as the report words it.", "Good")


class InspectionFacts(RecordFacts):
    """What an inspection's file may say."""

    noun: ClassVar[str] = NOUN
    title: Line = fact("The title of the report.", "A sample of a report")
    published: ExactPublication = fact(
        "The day the report was published: day one of the fifty-six.", "2026-03-01", subsection="55(5A)"
    )
    inspectorate: one_or_many(Line) = fact("The inspectorate, as printed.", "HMICFRS")
    types: one_or_many(Line) = fact("The type of the inspection.", "National thematic")
    inspectorate_name: one_or_many(Line) = fact(
        "The inspectorate's name in full, as printed; without it, its name on the day of the report.",
        '"HM Inspectorate of Constabulary and Fire & Rescue Services"', default=[],
    )  # fmt: skip
    report: WebAddress | None = fact("The address of the report.", "https://www.example.org/report/", default=None)
    archived_report: WebAddress | None = fact(
        "The address of a copy of the report in an archive.", "https://archive.example.org/report/", default=None
    )
    forces: one_or_many(Line) = fact(
        "The forces inspected; without it, the report is about all.", "[Sampleshire Police]", default=[]
    )
    follows: one_or_many(RecordId) = fact(
        "Earlier inspections that this one comes back to.", "[2019/name-of-the-report]", default=[]
    )
    section_55: YesOrNo | None = fact(
        "Whether section 55 asks for a response; without it, yes, except for a super-complaint.",
        "false", subsection="55(1)", default=None, alias="section-55",
    )  # fmt: skip
    grades: list[Grade] = fact(
        "Graded judgements of the report.", "[{area: Responding to the public, grade: Good}]", default=[]
    )
    findings_in_report: dict[Line, Count] = fact(
        "How many findings of each class the report has, if only some are given here.",
        "{recommendation: 22}", default={},
    )  # fmt: skip
    findings: dict[str, FindingFacts] = fact(
        "What is known of each finding beside its text, by its id: its heading in small letters with hyphens.",
        "{recommendation-1: {addressed-to: [All chief constables], by: 2026-04-01}}", default={},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inspection(FromSource):
    """An inspection as the site shows it."""

    id: str
    """`2019/cyber-keep-the-light-on`"""
    facts: InspectionFacts
    parts: tuple[FindingGroup | ProseSection, ...]
    """In the order of the file."""
    source: Source
    findings: tuple[Finding, ...] = field(init=False)
    """All findings, in the order of the report."""
    list_order: tuple[int, ...] = field(init=False)
    """Their places in the report, in list order: 1, 2, 10 within a class, and a cause of concern before its own."""

    kind: ClassVar[str] = NOUN

    def __post_init__(self) -> None:
        """Gather the findings."""
        groups = (part for part in self.parts if isinstance(part, FindingGroup))
        object.__setattr__(self, "findings", tuple(finding for group in groups for finding in group.findings))
        object.__setattr__(self, "list_order", _list_order(self.findings))

    @property
    def title(self) -> str:
        """The report's."""
        return self.facts.title

    @property
    def published(self) -> Publication:
        """When the report was published."""
        return self.facts.published

    @property
    def published_on(self) -> date:
        """Day one of the fifty-six, in Europe/London."""
        day = self.facts.published.day
        assert day is not None  # noqa: S101 - an exact publication has a day
        return day

    @property
    def groups(self) -> tuple[FindingGroup, ...]:
        """The parts that hold findings."""
        return tuple(part for part in self.parts if isinstance(part, FindingGroup))

    @property
    def sections(self) -> tuple[ProseSection, ...]:
        """The parts that hold none."""
        return tuple(part for part in self.parts if isinstance(part, ProseSection))

    @property
    def numbered_findings(self) -> tuple[Finding, ...]:
        """All findings in list order."""
        findings = self.findings
        return tuple([findings[place] for place in self.list_order])

    def finding(self, finding_id: str) -> Finding | None:
        """Return a finding by its id within the report."""
        return next((finding for finding in self.findings if finding.id == finding_id), None)

    @property
    def asks_for_response(self) -> bool:
        """Whether section 55 asks for a response; a super-complaint does not by itself."""
        if self.facts.section_55 is not None:
            return self.facts.section_55
        return not any(_SUPER_COMPLAINT.search(type_) for type_ in self.facts.types)

    @property
    def inspectorates(self) -> list[str]:
        """Who inspected, as printed."""
        return list(self.facts.inspectorate)

    @property
    def inspectorate(self) -> str:
        """The same in one line."""
        return join_words(self.inspectorates)

    @property
    def inspectorates_in_full(self) -> list[str]:
        """The names of the inspectorates in full, as given, else as they were on the day of the report."""
        return self.facts.inspectorate_name or [
            inspectorate_name_on(name, self.published_on) for name in self.inspectorates
        ]

    @property
    def inspectorate_in_full(self) -> str:
        """The same in one line."""
        return join_words(self.inspectorates_in_full)


def _list_order(findings: tuple[Finding, ...]) -> tuple[int, ...]:
    classes = list(dict.fromkeys(finding.finding_class for finding in findings if finding.cause is None))
    places = {finding.id: place for place, finding in reversed(list(enumerate(findings)))}

    def key(place: int) -> tuple[object, ...]:
        finding = findings[place]
        own = (number_key(finding.number), place)
        cause = places.get(finding.cause) if finding.cause else None
        if cause is None:
            return (classes.index(finding.finding_class), *own, False, ())
        return (classes.index(findings[cause].finding_class), number_key(findings[cause].number), cause, True, own)

    return tuple(sorted(range(len(findings)), key=key))


def inspectorate_name_on(name: str, day: date) -> str:
    """Return the full name that an inspectorate had on a day; a name that is not known is its own."""
    majesty = "Her" if day < MONARCH_CHANGED else "His"
    names = {
        "HMIC": f"{majesty} Majesty’s Inspectorate of Constabulary",
        "HMICFRS": f"{majesty} Majesty’s Inspectorate of Constabulary and Fire & Rescue Services",
    }
    return names.get(name, name)


def read(source: Source) -> tuple[Inspection | None, list[Problem]]:
    """Read an inspection's file."""
    facts, problems = read_as(InspectionFacts, source)
    inspection_id = source.path.partition("/")[2]
    problems += body_problems(source)
    outline = Outline(source.markdown)
    reader = BodyReader(source, outline, inspection_id, facts.findings if facts else {})
    parts = reader.read()
    problems += reader.problems
    if source.language is None:  # a translation has the findings of its original
        problems += doubtful(source, outline, reader.finding_ids)
    if facts is None:
        return None, problems
    inspection = Inspection(inspection_id, facts, parts, source)
    return inspection, [*problems, *_fact_problems(inspection)]


def _fact_problems(inspection: Inspection) -> Iterator[Problem]:
    source, facts = inspection.source, inspection.facts
    ids = [finding.id for finding in inspection.findings]
    for finding_id in facts.findings:
        if finding_id not in ids and source.language is None:
            message = f"This report has no finding {quoted(finding_id)}"
            yield source.problem(("findings", finding_id), message, _known_ids(finding_id, ids))
    for name in facts.findings_in_report:
        if finding_class_of(name.replace("-", " ")) is None:
            message = f"{quoted(name)} is no class of findings"
            classes = [word.lower() for word, _ in CLASSES.values()]
            yield source.problem(
                ("findings-in-report", name),
                message,
                did_you_mean(name, classes) or f"Known are {join_words(classes)}",
            )
        elif source.language is None:
            yield from _count_problems(inspection, name)
    if not facts.inspectorate:
        yield source.problem(("inspectorate",), "'inspectorate' names nobody", "Write it as printed, such as HMICFRS")
    if twice := doubled(facts.inspectorate):
        yield source.problem(("inspectorate",), f"{quoted(twice)} is named twice", "Keep one of the two")
    if twice := doubled(facts.follows):
        yield source.problem(("follows",), f"{quoted(twice)} is named twice", "Keep one of the two")


def _count_problems(inspection: Inspection, name: str) -> Iterator[Problem]:
    """Warn where the report's own count and what is registered contradict each other.

    Fewer findings may be given than a report has; but not more, and not several as one.
    """
    stated, counted = inspection.facts.findings_in_report[name], finding_class_of(name.replace("-", " "))
    given = [finding for finding in inspection.findings if finding.finding_class == counted]
    words = {1: "1 is"}.get(len(given), f"{len(given)} are")
    message, hint = "", ""
    if len(given) > stated:
        message = f"The report is said to have {stated} of {quoted(name)}, and {words} registered here"
        hint = "Correct the number, or check which headings are findings"
    elif len(given) < stated and (several := next(filter(_is_named_as_several, given), None)):
        message = f"The report is said to have {stated} of {quoted(name)}, and {words} registered here"
        heading = quoted(several.heading, is_prose=True)
        hint = f"Check whether {heading} is several findings: give each a heading of its own"
    if message:
        place = inspection.source.position("findings-in-report", name)
        yield Problem(place, message, hint, Severity.WARNING, "findings-in-report")


def _is_named_as_several(finding: Finding) -> bool:
    words = read_class_words(finding.heading)
    return words is not None and words.names_a_group


def _known_ids(typed: str, ids: list[str]) -> str:
    if near := nearest(typed, ids):
        meant = quoted_id(near, mark="'")
        return f"Did you mean {meant}?"
    known = join_words([str(quoted_id(id_)) for id_ in ids])
    return f"Its findings are {known}" if known else "Add it to the text below, under its heading"
