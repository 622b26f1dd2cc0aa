"""The headings of a report, and what each is: a finding, a group, a theme, or part of the text above it.

Knows headings and blocks; makes no finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from generator.reading.commonmark.blocks import Block, Heading
from generator.reading.markdown import MarkdownText, Passage
from generator.records.report.class_words import ClassWords, class_among, read_class_words

LOWEST_LEVEL = 4
"""The lowest level of a heading that can be a finding, a group or a theme."""

PROSE = "prose"
"""Between braces after a heading: it names no finding, even in the words of one."""
FINDINGS = "findings"
"""Between braces after a heading: findings stand below it, though it has other words, too."""


class Role(Enum):
    """What a heading is."""

    FINDING = auto()
    GROUP = auto()
    THEME = auto()
    TEXT = auto()
    """A heading within the text of the part above it."""


@dataclass(eq=False)
class Part:
    """A heading, with the headings below it."""

    heading: Heading
    parent: Part | None
    words: ClassWords | None
    """What it says of a class; None where it names none or is said to be prose."""
    children: list[Part] = field(default_factory=list)
    role: Role = Role.TEXT
    finding_class: str = ""
    """Of the finding, or of the findings of a group."""
    lists: tuple[Block, ...] = ()
    """The numbered lists of a group, where each item is a finding."""
    depth: int = 0
    """How many headings deep it is shown, from 1; 0 for text."""

    @property
    def is_prose(self) -> bool:
        """Whether the writer marked it as no finding."""
        return PROSE in self.heading.marks

    @property
    def hashes(self) -> str:
        """The signs before the heading: `###`."""
        return "#" * self.heading.level

    @property
    def hashes_below(self) -> str:
        """The signs before a heading that stands below it, at a level that findings may have."""
        return "#" * min(self.heading.level + 1, LOWEST_LEVEL)

    @property
    def ancestors(self) -> Iterator[Part]:
        """The headings above it, nearest first."""
        part = self.parent
        while part:
            yield part
            part = part.parent

    def below(self) -> Iterator[Part]:
        """Yield every heading below it, in order."""
        for child in self.children:
            yield child
            yield from child.below()

    def shown_below(self) -> Iterator[Part]:
        """Yield what is shown below it as a part of its own, in order."""
        return (part for part in self.below() if part.role is not Role.TEXT)

    @cached_property
    def has_class_below(self) -> bool:
        """Whether any heading below it names a class of findings."""
        return any(part.words or FINDINGS in part.heading.marks for part in self.below())

    @property
    def has_findings(self) -> bool:
        """Whether a finding stands here or below."""
        return any(part.role is Role.FINDING or part.lists for part in (self, *self.below()))


class Outline:
    """All headings of one report, each with its role."""

    def __init__(self, markdown: MarkdownText) -> None:
        self._markdown = markdown
        self.headings = _tree(markdown.headings)
        """In order; those below the lowest level are left out."""
        self.parts: list[Part] = []
        """Those that are shown as parts, in order."""
        for part in self.headings:
            part.role = self._role(part)
            if part.role is Role.TEXT:
                continue
            part.depth = 1 + (part.parent.depth if part.parent else 0)
            self.parts.append(part)
        self._ends = {part: after.heading.index for part, after in zip(self.parts, self.parts[1:], strict=False)}

    @property
    def opening(self) -> Passage:
        """The text before the first part."""
        return self._markdown.part(0, self.parts[0].heading.index if self.parts else None)

    def passage(self, part: Part) -> Passage:
        """Return the text between a heading and the next part."""
        return self._markdown.part(part.heading.after, self._ends.get(part))

    def _role(self, part: Part) -> Role:
        parent = part.parent
        marked = class_among(part.heading.text) if FINDINGS in part.heading.marks and not part.words else None
        if part.words or marked:
            part.finding_class = part.words.finding_class if part.words else str(marked)
            return self._role_of_class(part, is_group=marked is not None or FINDINGS in part.heading.marks)
        if part.has_class_below:
            return Role.THEME
        if parent and parent.role is Role.GROUP and not parent.lists and not part.is_prose:
            part.finding_class = parent.finding_class
            return Role.FINDING
        is_within_text = parent is not None and (parent.role is Role.TEXT or self.parts[-1] is parent)
        return Role.TEXT if is_within_text else Role.THEME

    def _role_of_class(self, part: Part, *, is_group: bool) -> Role:
        has_children = any(not child.is_prose or child.has_class_below for child in part.children)
        if part.words and not part.words.names_a_group and not is_group:
            only_leads_over = part.words.number is None and not part.words.title and not self._text_below(part)
            same = any(child.words and child.words.finding_class == part.finding_class for child in part.children)
            return Role.GROUP if only_leads_over and same else Role.FINDING
        if has_children:
            return Role.GROUP
        part.lists = tuple(block for block in self._text_below(part).blocks if block.is_numbered)
        return Role.GROUP if part.lists else Role.FINDING

    def _text_below(self, part: Part) -> Passage:
        """Return the text before the next heading of any level."""
        below = [heading.index for heading in self._markdown.headings if heading.index > part.heading.index]
        return self._markdown.part(part.heading.after, below[0] if below else None)


def _tree(headings: list[Heading]) -> list[Part]:
    parts: list[Part] = []
    above: list[Part] = []
    for heading in headings:
        if heading.level > LOWEST_LEVEL:
            continue
        while above and max(above[-1].heading.level, 2) >= max(heading.level, 2):
            above.pop()
        words = None if PROSE in heading.marks else read_class_words(heading.text)
        part = Part(heading, above[-1] if above else None, words)
        if part.parent:
            part.parent.children.append(part)
        parts.append(part)
        above.append(part)
    return parts
