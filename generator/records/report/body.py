"""The body of a report becomes groups of findings and sections of prose, in the order of the file.

The passages of all parts together are the whole body, so nothing of it can be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.languages import ENGLISH, catalogue
from generator.messages import quoted, verbatim
from generator.problems import Problem, Severity
from generator.reading.commonmark.blocks import Block
from generator.reading.markdown import Passage
from generator.reading.source import Source
from generator.records.finding import Finding, FindingFacts, FindingGroup, ProseSection
from generator.records.report.class_words import CLASSES, cut_id, heading_id, id_in_cause, number_before
from generator.records.report.outline import Outline, Part, Role
from generator.slugs import MAX_SLUG_LENGTH, anchor, slugify, without_soft_hyphens


@dataclass(frozen=True, slots=True)
class _Printed:
    """A finding as the report prints it."""

    heading: str
    number: str | None
    passage: Passage
    line: int
    is_listed: bool = False
    mark: str = ""


class BodyReader:
    """Reads the body of one report."""

    def __init__(self, source: Source, outline: Outline, inspection_id: str, facts: Mapping[str, FindingFacts]) -> None:
        """Read nothing yet; `facts` are those of the report's front matter, by finding id."""
        self.problems: list[Problem] = []
        self._source = source
        self._outline = outline
        self._inspection_id = inspection_id
        self._facts = facts
        self._lines: dict[str, int] = {}
        """Of every id that is taken, the line."""
        self.finding_ids: dict[Part, str] = {}
        """Of every heading that is a finding's, its id."""
        self._last_causes: dict[Part, str] = {}
        """The cause of concern last met in each group of them."""

    def read(self) -> tuple[FindingGroup | ProseSection, ...]:
        """Return the report's parts in the order of the file."""
        parts = self._outline.parts
        # Findings take their ids first: their addresses last, and the anchor of a theme may give way.
        pieces = {part: list(self._pieces_of(part)) for part in parts}
        anchors = {part: self.finding_ids.get(part) or self._anchor(part) for part in parts}
        for part in parts:
            if part.role is not Role.FINDING and part.parent and not part.heading.id:
                anchors[part] = self._free(f"{anchors[part.parent]}-{anchors[part]}", part.heading.line)
        opening = self._outline.opening
        sections = [ProseSection(None, "introduction", opening)] if opening else []
        return (*sections, *(self._top(part, pieces, anchors) for part in parts if part.depth == 1))

    def _top(
        self, top: Part, pieces: Mapping[Part, list[Finding | Passage]], anchors: Mapping[Part, str]
    ) -> FindingGroup | ProseSection:
        if not top.has_findings:
            return ProseSection(top.heading.text, anchors[top], self._outline.passage(top))
        shown = [piece for part in (top, *top.shown_below()) for piece in _shown(part, pieces[part], anchors[part])]
        introduction = shown.pop(0).passage if isinstance(shown[0], ProseSection) else None
        return FindingGroup(top.heading.text, anchors[top], introduction, tuple(shown))

    def _pieces_of(self, part: Part) -> Iterator[Finding | Passage]:
        """Yield the findings that a heading makes by itself, and the text before and between them."""
        passage = self._outline.passage(part)
        if part.role is Role.FINDING:
            yield self._headed(part, passage)
            return
        start = passage.start
        for list_ in part.lists:
            yield passage.markdown.part(start, list_.start)
            for item in passage.markdown.blocks.items(list_):
                yield self._listed(part, item, passage)
            start = list_.end
        yield passage.markdown.part(start, passage.end)

    def _headed(self, part: Part, passage: Passage) -> Finding:
        """Make the finding of a heading."""
        heading, cause = part.heading, self._cause_of(part)
        own = heading_id(heading.text)
        if not part.words and own.isdigit():
            own = f"{part.finding_class}-{own}"  # `### 3` below `## Recommendations`
        finding_id = heading.id or (id_in_cause(cause, own) if cause else own)
        self._claim(finding_id, heading.text, heading.line, _own_id(part))
        self.finding_ids[part] = finding_id
        if part.finding_class.endswith("concern") and part.parent:
            self._last_causes[part.parent] = finding_id
        if not passage:
            hint = "Write it as the report prints it, or delete the heading"
            place = self._source.body_position(heading.line)
            self.problems.append(Problem(place, f"The finding {quoted(heading.text, is_prose=True)} has no text", hint))
        number = part.words.number if part.words else number_before(heading.text)
        return self._finding(
            part, finding_id, _Printed(without_soft_hyphens(heading.text), number, passage, heading.line)
        )

    def _listed(self, part: Part, item: Block, passage: Passage) -> Finding:
        """Make the finding of an item of a group's numbered list."""
        text = passage.markdown.part(item.start + 1, item.end - 1)
        mark, number = _mark_of(item, text)
        cause = self._cause_of(part)
        own = f"{part.finding_class}-{slugify(number)}"
        finding_id = id_in_cause(cause, own) if cause else own
        class_name = catalogue(self._source.language or ENGLISH).gettext(CLASSES[part.finding_class][0])
        heading = f"{class_name} {number}"
        written = verbatim(f"{part.hashes_below} {heading}")
        as_headings = f"write the items of one list as headings with ids: {written} {{#own-id}}"
        give = f"Give it the report's own number, or {as_headings}"
        self._claim(finding_id, heading, item.line, give)
        if not text:
            place = self._source.body_position(item.line)
            hint = "Write it as the report prints it, or delete its number"
            self.problems.append(Problem(place, f"The finding {quoted(heading, is_prose=True)} has no text", hint))
        return self._finding(part, finding_id, _Printed(heading, number, text, item.line, is_listed=True, mark=mark))

    def _finding(self, part: Part, id_: str, printed: _Printed) -> Finding:
        theme = next((above.heading.text for above in part.ancestors if above.role is Role.THEME), None)
        finding = Finding(
            id_, self._inspection_id, part.finding_class, printed.heading, printed.number, printed.passage,
            self._facts.get(id_) or FindingFacts(), self._cause_of(part), theme, part.depth + printed.is_listed,
            printed.is_listed, printed.mark,
        )  # fmt: skip
        if finding.due and not finding.facts.by and self._source.language is None:
            limit = finding.time_limit
            heading, words = quoted(printed.heading, is_prose=True), quoted(limit.printed, is_prose=True)
            message = f"{heading} begins {words}, and no date is recorded for it"
            hint = f"Confirm it in the facts, under findings: {verbatim(f'{id_}: {{by: {limit.fact}}}')}"
            place = self._source.body_position(printed.line)
            self.problems.append(Problem(place, message, hint, Severity.WARNING, "confirm-date"))
        return finding

    def _cause_of(self, part: Part) -> str | None:
        """Return the cause of concern that a recommendation stands in: above it, or before it in a group of causes."""
        if part.finding_class != "recommendation":
            return None
        for above in part.ancestors:
            if above.finding_class.endswith("concern"):
                cause = self.finding_ids.get(above) or self._last_causes.get(above)
                if cause:
                    return cause
        return None

    def _claim(self, id_: str, words: str, line: int, give: str) -> None:
        """Take an address for a finding; name one that cannot be an address, or is taken, which `give` cures."""
        place = self._source.body_position(line)
        if not id_ or slugify(id_) != id_:
            message = f"No address can be made of the heading {quoted(words, is_prose=True)}"
            self.problems.append(Problem(place, message, "Give it one of small letters, digits and hyphens: {#own-id}"))
        elif len(id_) > MAX_SLUG_LENGTH:
            message = f"{quoted(id_, 21, is_prose=True)} has {len(id_)} characters, and {MAX_SLUG_LENGTH} is the most"
            self.problems.append(Problem(place, message, "Write a shorter one between the braces"))
        elif other := self._lines.get(id_):
            message = (
                f"{quoted(words, is_prose=True)} has the address {quoted(id_, is_prose=True)}, "
                f"and so has the one in line {self._source.body_position(other).line}"
            )
            self.problems.append(Problem(place, message, give))
        else:
            self._lines[id_] = line

    def _anchor(self, part: Part) -> str:
        """Return the place on the page of a heading that is no finding."""
        heading = part.heading
        id_ = heading.id or cut_id(anchor(heading.text))
        if heading.id or (not part.parent and not id_):
            self._claim(id_, heading.text, heading.line, _own_id(part))
        return id_ if part.parent or heading.id else self._free(id_, heading.line)

    def _free(self, id_: str, line: int) -> str:
        """Return an anchor that nothing else on the page has."""
        free, count = id_, 1
        while free in self._lines:
            count += 1
            free = f"{id_}-{count}"
        self._lines[free] = line
        return free


def _own_id(part: Part) -> str:
    return f"Give one of them its own: {verbatim(f'{part.hashes} {part.heading.text}')} {{#own-id}}"


def _shown(part: Part, pieces: list[Finding | Passage], anchor: str) -> Iterator[Finding | ProseSection]:
    """Yield what a part shows: the heading of one that is no finding, with the text below it, always comes first."""
    if part.role is not Role.FINDING and isinstance(pieces[0], Passage):
        yield ProseSection(part.heading.text, anchor, pieces[0], part.depth)
        pieces = pieces[1:]
    for number, piece in enumerate(pieces, 1):
        if isinstance(piece, Finding):
            yield piece
        elif piece:
            yield ProseSection(None, f"{anchor}-text-{number}", piece, part.depth)


def _mark_of(item: Block, text: Passage) -> tuple[str, str]:
    """Return the mark of a list's item, empty if it is in the text, and the number in it: `3.` has 3, `(a)` has a."""
    marker = item.marker
    if marker is None or marker.number is None:
        match = re.match(r"(\d+\(\w+\))|\(?(\w+)[.)]", text.plain)
        return "", (match[1] or match[2]) if match else text.plain.split(" ", 1)[0]
    return f"{marker.number}{marker.delimiter}", str(marker.number)
