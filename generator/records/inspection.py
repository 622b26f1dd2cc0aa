"""An inspection: a report of the inspectorate and the findings in it. Knows nothing of offices or responses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from generator.dates import Publication
from generator.messages import did_you_mean, join_words, nearest, quoted, verbatim
from generator.problems import Problem
from generator.reading.content_folder import PathPattern
from generator.reading.markdown import Heading, Passage
from generator.reading.source import FromSource, Source, body_problems
from generator.records.fields import (
    ExactPublication,
    FactsModel,
    Line,
    RecordFacts,
    RecordId,
    WebAddress,
    YesOrNo,
    doubled,
    one_or_many,
)
from generator.records.finding import (
    CLASSES,
    Finding,
    FindingFacts,
    FindingGroup,
    finding_class_of,
    names_only_a_class,
    number_of,
    quoted_id,
)
from generator.records.validation import read_as
from generator.slugs import anchor, slugify

NOUN = "inspection"
PATH_PATTERN = PathPattern("inspections", ("year", "name"), ".md", NOUN)

MONARCH_CHANGED = date(2022, 9, 8)
"""From this day the inspectorate is His Majesty's."""


class Grade(FactsModel):
    """A graded judgement of the report."""

    noun: ClassVar[str] = "grade"
    area: Line
    grade: Line


class InspectionFacts(RecordFacts):
    """What an inspection's file may say."""

    noun: ClassVar[str] = NOUN
    title: Line
    published: ExactPublication
    """The report's day: day one of the fifty-six."""
    inspectorate: Line
    """As printed: HMIC, HMICFRS."""
    types: one_or_many(Line)
    inspectorate_name: Line | None = None
    report: WebAddress | None = None
    archived_report: WebAddress | None = None
    forces: one_or_many(Line) = []
    follows: one_or_many(RecordId) = []
    section_55: YesOrNo = Field(default=True, alias="section-55")
    grades: list[Grade] = []
    findings_in_report: dict[Line, Annotated[int, Field(ge=0)]] = {}
    """How many of each class the report holds, where only some are given here."""
    findings: dict[str, FindingFacts] = {}


@dataclass(frozen=True, slots=True)
class ProseSection:
    """A part of the report's page that is no finding; the heading is None for what stands before the first."""

    heading: str | None
    id: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Inspection(FromSource):
    """An inspection as the site shows it."""

    id: str
    """`2019/cyber-keep-the-light-on`"""
    facts: InspectionFacts
    groups: tuple[FindingGroup, ...]
    sections: tuple[ProseSection, ...]
    source: Source

    kind: ClassVar[str] = NOUN

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
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the report."""
        return tuple(finding for group in self.groups for finding in group.findings)

    def finding(self, finding_id: str) -> Finding | None:
        """Find one by its id within the report."""
        return next((finding for finding in self.findings if finding.id == finding_id), None)

    @property
    def inspectorate_in_full(self) -> str:
        """The inspectorate's name in full, as given, else as it was on the day of the report."""
        if self.facts.inspectorate_name:
            return self.facts.inspectorate_name
        majesty = "Her" if self.published_on < MONARCH_CHANGED else "His"
        names = {
            "HMIC": f"{majesty} Majesty’s Inspectorate of Constabulary",
            "HMICFRS": f"{majesty} Majesty’s Inspectorate of Constabulary and Fire & Rescue Services",
        }
        return names.get(self.facts.inspectorate, self.facts.inspectorate)


def read(source: Source) -> tuple[Inspection | None, list[Problem]]:
    """Read an inspection's file."""
    facts, problems = read_as(InspectionFacts, source)
    inspection_id = source.path.partition("/")[2]
    problems += body_problems(source)
    reader = _BodyReader(source, inspection_id, facts.findings if facts else {})
    groups, sections = reader.read()
    problems += reader.problems
    if facts is None:
        return None, problems
    inspection = Inspection(inspection_id, facts, groups, sections, source)
    return inspection, [*problems, *_fact_problems(inspection)]


class _BodyReader:
    """Reads the body of a report into groups of findings and sections of prose."""

    def __init__(self, source: Source, inspection_id: str, facts: dict[str, FindingFacts]) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._inspection_id = inspection_id
        self._writing = source.markdown
        self._facts = facts
        self._ids: dict[str, Heading] = {}

    def read(self) -> tuple[tuple[FindingGroup, ...], tuple[ProseSection, ...]]:
        headings = self._writing.headings
        tops = [heading for heading in headings if heading.level <= 2]  # noqa: PLR2004
        groups, sections = [], []
        opening = self._writing.part(0, headings[0].index if headings else None)
        if opening:
            sections.append(ProseSection(None, "introduction", opening))
        for place, top in enumerate(tops):
            end = tops[place + 1].index if place + 1 < len(tops) else None
            passage = self._writing.part(top.after, end)
            finding_class = finding_class_of(top.text)
            if finding_class is None:
                id_ = top.id or anchor(top.text)
                self._claim(id_, top)
                sections.append(ProseSection(top.text, id_, passage))
            else:
                groups.append(self._group(top, finding_class, passage))
        return tuple(groups), tuple(sections)

    def _group(self, top: Heading, finding_class: str, passage: Passage) -> FindingGroup:
        is_list = names_only_a_class(top.text)
        own_id = top.id or slugify(top.text)
        subs = [heading for heading in passage.headings if is_list or finding_class_of(heading.text)]
        subs = [heading for heading in subs if heading.level == 3 or finding_class_of(heading.text)]  # noqa: PLR2004
        introduction = self._writing.part(passage.start, subs[0].index if subs else passage.end)
        findings: list[Finding] = []
        if not is_list or not subs:
            findings.append(self._finding(top, finding_class, own_id, introduction, None))
        else:
            self._claim(own_id, top)
        cause = own_id if findings and "concern" in finding_class else None
        for place, sub in enumerate(subs):
            end = subs[place + 1].index if place + 1 < len(subs) else passage.end
            sub_class = finding_class_of(sub.text) or finding_class
            within = cause if sub_class == "recommendation" else None
            base = sub.id or slugify(sub.text)
            finding_id = f"{within}-{base}" if within and not sub.id else base
            findings.append(self._finding(sub, sub_class, finding_id, self._writing.part(sub.after, end), within))
            if "concern" in sub_class:
                cause = finding_id
        return FindingGroup(
            top.text, own_id, introduction if is_list and subs and introduction else None, tuple(findings)
        )

    def _finding(
        self, heading: Heading, finding_class: str, finding_id: str, passage: Passage, cause: str | None
    ) -> Finding:
        self._claim(finding_id, heading)
        if not passage and not passage.headings:
            place = self._source.body_place(heading.line)
            hint = "Write it as the report prints it, or delete the heading"
            self.problems.append(Problem(place, f"The finding {quoted(heading.text, is_prose=True)} has no text", hint))
        facts = self._facts.get(finding_id) or FindingFacts()
        return Finding(
            finding_id, self._inspection_id, finding_class, heading.text, number_of(heading.text), passage, facts, cause
        )

    def _claim(self, id_: str, heading: Heading) -> None:
        place = self._source.body_place(heading.line)
        if not id_ or slugify(id_) != id_:
            message = f"No address can be made of the heading {quoted(heading.text, is_prose=True)}"
            self.problems.append(Problem(place, message, "Give it one of small letters, digits and hyphens: {#own-id}"))
        elif other := self._ids.get(id_):
            line = self._source.body_place(other.line).line
            message = f"{quoted(heading.text, is_prose=True)} has the address {quoted(id_, is_prose=True)}, and so has the heading in line {line}"
            self.problems.append(
                Problem(place, message, f"Give one of them its own: {verbatim(f'## {heading.text}')} {{#own-id}}")
            )
        else:
            self._ids[id_] = heading


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
    if twice := doubled(facts.follows):
        yield source.problem(("follows",), f"{quoted(twice)} is named twice", "Keep one of the two")


def _known_ids(typed: str, ids: list[str]) -> str:
    if near := nearest(typed, ids):
        meant = quoted_id(near, mark="'")
        return f"Did you mean {meant}?"
    known = join_words([str(quoted_id(id_)) for id_ in ids])
    return f"Its findings are {known}" if known else "Add it to the text below, under its heading"
