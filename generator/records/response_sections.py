"""The sections of a response, in the order of the paper: each with its heading as written, and what it is.

Knows the roles and findings that headings name; nothing of the facts but what they say of headings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.messages import join_words, nearest, quoted, verbatim
from generator.problems import Problem, Severity
from generator.reading.commonmark.blocks import Heading
from generator.reading.markdown import Passage
from generator.reading.source import Source
from generator.records.answer_keys import AnswerableFindings
from generator.records.office import Office
from generator.records.roles import Role, role_of_heading, similar_heading
from generator.slugs import anchor, plain_heading

_SEVERAL = re.compile(r"\b(?:recommendations|areas for improvement|argymhellion|meysydd i'w gwella)\b(?!.*\d)")

OPENING = "opening"
"""The id of what stands before the first heading, where a heading below holds the comments."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the response under its heading; None for what stands before the first."""

    heading: str | None
    role: Role | None
    findings: tuple[str, ...]
    """The keys of the findings it answers."""
    id: str
    passage: Passage
    line: int

    @property
    def is_recognised(self) -> bool:
        """Whether it is a part that the site knows: by its role, or as an answer."""
        return self.role is not None or bool(self.findings)


class SectionReader:
    """Reads the body of a response into its sections, in the order of the paper."""

    def __init__(
        self, source: Source, office: Office | None, findings: AnswerableFindings, declared: Mapping[str, str]
    ) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._lines = source.body.split("\n")
        self._office = office
        self._findings = findings
        self._declared = {plain_heading(heading): (heading, role) for heading, role in declared.items()}
        self._ids: set[str] = set()

    def read(self) -> tuple[Section, ...]:
        """Return the sections; keep what is wrong with them in `problems`."""
        markdown = self._source.markdown
        tops = [heading for heading in markdown.headings if heading.level <= 2 and self._is_top(heading)]  # noqa: PLR2004
        roles = [self._role_of(top) for top in tops]
        sections: list[Section] = []
        if opening := markdown.part(0, tops[0].index if tops else None):
            others = any(role is Role.COMMENTS for role, _ in roles)
            id_ = self._claim(OPENING if others else Role.COMMENTS)
            sections.append(Section(None, Role.COMMENTS, (), id_, opening, 1))
        for place, (top, (role, keys)) in enumerate(zip(tops, roles, strict=True)):
            passage = markdown.part(top.after, tops[place + 1].index if place + 1 < len(tops) else None)
            id_ = self._claim(_id_of(top, role, keys))
            sections.append(Section(top.text, role, keys, id_, passage, top.line))
            if not passage and not passage.headings:
                hint = "Write it, or delete the heading"
                self._warn(top, "This section has no text", hint, "empty-section")
        self._unused([top.text for top in tops])
        return tuple(sections)

    def _is_top(self, heading: Heading) -> bool:
        """Check for a heading of the response: a line above hyphens, such as a signature, must have a known name."""
        if self._lines[heading.line - 1].lstrip().startswith("#"):
            return True
        is_known = role_of_heading(heading.text, self._office) or self._findings.in_heading(heading.text)
        return bool(is_known) or plain_heading(heading.text) in self._declared

    def _claim(self, id_: str) -> str:
        """Return an id that no section has: the second of one role is `comments-2`."""
        number, free = 1, id_
        while free in self._ids:
            number += 1
            free = f"{id_}-{number}"
        self._ids.add(free)
        return free

    def _role_of(self, heading: Heading) -> tuple[Role | None, tuple[str, ...]]:
        as_written, declared = self._declared.get(plain_heading(heading.text), ("", ""))
        text = declared or heading.id
        if text:
            as_role = "-".join(text.casefold().split())
            if as_role in {role.value for role in Role}:
                return Role(as_role), ()
            named = self._findings.named_by(text)
            if isinstance(named, list) and named:
                # A heading of several, of which the facts name one, answers all that it names.
                match = self._findings.in_heading(heading.text)
                return None, match.keys if match and set(named) <= set(match.keys) else tuple(named)
            if declared:
                known = [*(role.value for role in Role), *self._findings.by_key]
                near = nearest(text, known)
                hint = f"Write {', '.join(Role)}, or the id of a finding"
                if near:
                    meant = self._findings.quoted_key(near, mark="'") if near in self._findings.by_key else f"'{near}'"
                    hint = f"Did you mean {meant}?"
                message = f"{quoted(text)} is no part of a response"
                self.problems.append(self._source.problem(("sections", as_written), message, hint))
                return None, ()
        return self._role_by_words(heading)

    def _role_by_words(self, heading: Heading) -> tuple[Role | None, tuple[str, ...]]:
        match = self._findings.in_heading(heading.text)
        if match and match.is_ambiguous:
            message = f"Several findings are called {quoted(heading.text, is_prose=True)}"
            hint = f'Say which in the facts, under sections: "{verbatim(heading.text)}": {self._an_id(match.keys)}'
            self.problems.append(Problem(self._source.body_position(heading.line), message, hint))
            return None, ()
        if match and match.missing:
            numbers = join_words([str(quoted(number, is_prose=True)) for number in match.missing])
            message = (
                f"The heading {quoted(heading.text, is_prose=True)} names {numbers}, which no finding of the report has"
            )
            hint = "Check the number, or say which finding it answers in the facts, under sections"
            self._warn(heading, message, hint, "unknown-section")
        if match and match.keys:
            return None, match.keys
        role = role_of_heading(heading.text, self._office)
        if role is None and match is None:
            names = {name.replace("-", " "): name for name in self._findings.by_key if "#" not in name}
            if near := similar_heading(heading.text, self._office, names):
                meant = self._findings.quoted_key(names[near], mark="'") if near in names else f"'{near}'"
                quote = quoted(heading.text, is_prose=True)
                message = f"The heading {quote} nearly names a part of the response that the site knows"
                hint = f"Did you mean {meant}? If not, say what it is in the facts, under sections"
                if near in names and self._names_several(heading.text):
                    first, *_, last = self._findings.by_key
                    message = f"The heading {quote} names findings, and does not say which"
                    hint = "Write their numbers into it, or say which it answers in the facts, under sections:"
                    hint = f"{hint} {first} to {last}"
                self._warn(heading, message, hint, "unknown-section")
        return role, ()

    def _names_several(self, heading: str) -> bool:
        """Check for `Recommendations` or `Our answers to recommendations` where the report has several."""
        return len(self._findings.by_key) > 1 and bool(_SEVERAL.search(plain_heading(heading)))

    def _an_id(self, keys: Sequence[str]) -> str:
        return str(self._findings.quoted_key(keys[0])) if keys else "2019/name#finding"

    def _warn(self, heading: Heading, message: str, hint: str, rule: str) -> None:
        place = self._source.body_position(heading.line)
        self.problems.append(Problem(place, message, hint, Severity.WARNING, rule))

    def _unused(self, headings: Sequence[str]) -> None:
        """Name the lines of `sections` whose heading the paper does not have."""
        used = {plain_heading(heading) for heading in headings}
        for plain, (heading, _) in sorted(self._declared.items()):
            if plain not in used:
                message = f"No section has the heading {quoted(heading, is_prose=True)}"
                self.problems.append(
                    self._source.problem(("sections", heading), message, heading_hint(heading, headings))
                )


def _id_of(heading: Heading, role: Role | None, keys: tuple[str, ...]) -> str:
    if role:
        return role.value
    if len(keys) == 1:
        return f"answer-{keys[0].replace('#', '-').replace('/', '-')}"
    return f"answer-{anchor(heading.text)}" if keys else anchor(heading.text) or "section"


def heading_hint(heading: str, headings: Sequence[str]) -> str:
    """Suggest the heading that a fact most likely means."""
    near = nearest(heading, headings)
    return (
        f"Did you mean {quoted(near, is_prose=True)}?"
        if near
        else "Write the heading just as it stands below, or delete this line"
    )


def section_headed(sections: Sequence[Section], name: str) -> Section | None:
    """Find the section that has a heading, at its top or within it, or the first of a role."""
    plain = plain_heading(name)
    for section in sections:
        if section.heading is not None and plain_heading(section.heading) == plain:
            return section
    for section in sections:
        if any(plain_heading(heading.text) == plain for heading in section.passage.headings):
            return section
    return next((section for section in sections if section.role == plain), None)
