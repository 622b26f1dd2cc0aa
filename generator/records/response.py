"""A response: what an office says to one report or several, and what it does about each recommendation.

Knows of a report only the names of its findings; the register joins the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from generator.dates import Publication
from generator.messages import nearest, quoted, verbatim
from generator.problems import Place, Problem, Severity
from generator.reading.content_folder import PathPattern
from generator.reading.markdown import Heading, Passage
from generator.reading.source import FromSource, Source, body_problems
from generator.records.finding import quoted_id
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.response_facts import NOUN, ResponseFacts
from generator.records.roles import Role, role_of_heading
from generator.records.validation import read_as
from generator.slugs import anchor, plain_heading, slugify

PATH_PATTERN = PathPattern("responses", ("office", "year", "name"), ".md", NOUN)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the response under its heading; None for what stands before the first."""

    heading: str | None
    role: str | None
    """A Role, the id of a finding, or None for any other."""
    id: str
    passage: Passage
    line: int


@dataclass(frozen=True, slots=True)
class Response(FromSource):
    """A response as it was written."""

    id: str
    """`norfolk/2019/cyber-keep-the-light-on`"""
    office_id: str
    inspection_ids: tuple[str, ...]
    """The first is the one it is named for."""
    facts: ResponseFacts
    sections: tuple[Section, ...]
    source: Source

    kind: ClassVar[str] = NOUN

    @property
    def published(self) -> Publication | None:
        """When it was published on the web; None for a draft."""
        return self.facts.published

    def section(self, role: str) -> Section | None:
        """Find the section of a role."""
        return next((section for section in self.sections if section.role == role), None)


def read(
    source: Source, offices: Mapping[str, Office], inspections: Mapping[str, Inspection]
) -> tuple[Response | None, list[Problem]]:
    """Read a response's file.

    `offices` and `inspections` by id: the titles of the one and the findings of the other name the roles of headings.
    """
    facts, problems = read_as(ResponseFacts, source)
    problems += body_problems(source)
    _, office_id, *rest = source.path.split("/")
    inspection_ids = tuple((facts.inspection if facts else None) or ["/".join(rest)])
    named = _finding_names(inspection_ids, inspections)
    declared = facts.sections if facts else {}
    sections, found = _read_sections(source, offices.get(office_id), named, declared)
    problems += found
    if facts is None:
        return None, problems
    return Response(f"{office_id}/{'/'.join(rest)}", office_id, inspection_ids, facts, sections, source), problems


@dataclass(frozen=True, slots=True)
class _FindingNames:
    """What headings may call the findings of the reports."""

    keys: dict[str, str]
    """The key of the answer, by name; empty where several findings have the name."""
    sources: dict[str, str]
    """The path of the report, by name."""


def _finding_names(inspection_ids: tuple[str, ...], inspections: Mapping[str, Inspection]) -> _FindingNames:
    names: dict[str, str] = {}
    sources: dict[str, str] = {}
    for inspection_id in inspection_ids:
        if inspection_id not in inspections:
            continue
        for finding_id, heading in ((each.id, each.heading) for each in inspections[inspection_id].findings):
            full = finding_id if len(inspection_ids) == 1 else f"{inspection_id}#{finding_id}"
            names[f"{inspection_id}#{finding_id}"] = full
            for name in (finding_id, plain_heading(heading)):
                names[name] = "" if name in names and names[name] != full else full
                sources[name] = inspections[inspection_id].source.display_path
    return _FindingNames(names, sources)


def _read_sections(
    source: Source, office: Office | None, findings: _FindingNames, declared: dict[str, str]
) -> tuple[tuple[Section, ...], list[Problem]]:
    problems: list[Problem] = []
    sections: list[Section] = []
    markdown = source.markdown
    tops = [heading for heading in markdown.headings if heading.level <= 2]  # noqa: PLR2004
    opening = markdown.part(0, tops[0].index if tops else None)
    if opening:
        sections.append(Section(None, Role.COMMENTS, Role.COMMENTS, opening, 1))
    unused = set(declared)
    for number, top in enumerate(tops):
        end = tops[number + 1].index if number + 1 < len(tops) else None
        unused.discard(top.text)
        role, problem = _role_of(source, top, office, findings, declared)
        problems += [problem] if problem else []
        passage = markdown.part(top.after, end)
        id_ = role.replace("#", "-").replace("/", "-") if role else anchor(top.text)
        if role in findings.keys.values():
            id_ = f"answer-{id_}"
        other = next((section for section in sections if section.id == id_), None)
        if other:
            problems.append(_twice(source, top, other))
        sections.append(Section(top.text, role, id_, passage, top.line))
        if not passage and not passage.headings:
            message = f"The section {quoted(top.text, is_prose=True)} has no text"
            problems.append(
                _warning(source.body_position(top.line), message, "Write it, or delete the heading", "empty-section")
            )
    for heading in sorted(unused):
        headings = [top.text for top in tops]
        near = nearest(heading, headings)
        hint = (
            f"Did you mean {quoted(near, is_prose=True)}?"
            if near
            else "Write the heading just as it stands below, or delete this line"
        )
        problems.append(
            source.problem(("sections", heading), f"No section has the heading {quoted(heading, is_prose=True)}", hint)
        )
    return tuple(sections), problems


def _twice(source: Source, top: Heading, other: Section) -> Problem:
    line = other.line + source.body_line - 1
    what = "the same part of the response" if other.heading != top.text else "the same heading"
    message = f"{quoted(top.text, is_prose=True)} is {what} as line {line}"
    return Problem(source.body_position(top.line), message, "Put both texts under one heading")


def _warning(place: Place, message: str, hint: str, rule: str) -> Problem:
    return Problem(place, message, hint, Severity.WARNING, rule)


def _role_of(
    source: Source, heading: Heading, office: Office | None, findings: _FindingNames, declared: dict[str, str]
) -> tuple[str | None, Problem | None]:
    text = declared.get(heading.text) or heading.id
    if text:
        if text in [role.value for role in Role] or findings.keys.get(text):
            return findings.keys.get(text) or text, None
        if heading.text in declared:
            known = [*(role.value for role in Role), *findings.keys]
            near = nearest(text, known)
            roles = f"Write {', '.join(Role)}, or the id of a finding"
            hint = f"Did you mean {_suggested(near, near, findings)}?" if near else roles
            return None, source.problem(("sections", heading.text), f"{quoted(text)} is no part of a response", hint)
    for name in (plain_heading(heading.text), slugify(heading.text)):
        if name in findings.keys:
            if findings.keys[name]:
                return findings.keys[name], None
            place = source.body_position(heading.line)
            message = (
                f"Several of the reports answered here have a finding called {quoted(heading.text, is_prose=True)}"
            )
            hint = f'Say which in the facts, under sections: "{verbatim(heading.text)}": 2019/name#finding'
            return None, Problem(place, message, hint)
    role = role_of_heading(heading.text, office)
    return role, None if role else _near_miss(source, heading, office, findings)


def _near_miss(source: Source, heading: Heading, office: Office | None, findings: _FindingNames) -> Problem | None:
    chief = office.facts.chief_officer if office else "Chief Constable"
    body = "PCC" if office is None else min(office.body_titles, key=len)
    known = ["Key findings", "Commissioner's comments", "Commissioner response"]
    known += [f"{title} {what}" for title in (f"{chief}'s", chief, body) for what in ("comments", "response")]
    names = {name.replace("-", " "): name for name in findings.keys if "#" not in name}
    known += names
    start = heading.text.rstrip(": ")
    near = nearest(start.casefold(), [name.casefold() for name in known], likeness=0.8)
    if not near:
        return None
    shown = next(name for name in known if name.casefold() == near)
    place = source.body_position(heading.line)
    message = (
        f"The heading {quoted(heading.text, is_prose=True)} nearly names a part of the response that the site knows"
    )
    return _warning(
        place,
        message,
        f"Did you mean {_suggested(shown, names.get(shown), findings)}? If not, say what it is in the facts, under sections",
        "unknown-section",
    )


def _suggested(words: str, name: str | None, findings: _FindingNames) -> str:
    """Word a suggestion: the name of a finding is a quote of its report, which may not be released."""
    source = findings.sources.get(name or "")
    return str(quoted_id(words, source, mark="'")) if source else f"'{words}'"


def answer_problems(response: Response, reports: Sequence[Inspection]) -> Iterator[Problem]:
    """Yield a problem for each answer to a finding that its reports do not have."""
    several = len(reports) > 1
    keys = {
        finding.full_id if several else finding.id: report.source.display_path
        for report in reports
        for finding in report.findings
    }
    for key in response.facts.answers:
        if answer_key(response, key) not in keys:
            near = nearest(key, keys)
            some = ", ".join(str(quoted_id(id_, source)) for id_, source in list(keys.items())[:8])
            hint = f"Its findings are {some}" if some else "The report has no findings here"
            if near:
                meant = quoted_id(near, keys[near], mark="'")
                hint = f"Did you mean {meant}?"
            message = f"{'The reports have' if several else 'The report has'} no finding {quoted(key)}"
            yield response.source.problem(("answers", key), message, hint)


def answer_key(response: Response, key: str) -> str:
    """Write the key of an answer as the response's other keys are: short for one report, full for several."""
    if len(response.inspection_ids) == 1:
        return key.removeprefix(f"{response.inspection_ids[0]}#")
    return key
