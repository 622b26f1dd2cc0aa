"""What every body of prose is checked for. Knows Markdown's passages only."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem, quoted
from generator.sources import Source


def body_problems(source: Source) -> Iterator[Problem]:
    """Name what a body may not have, whatever the kind."""
    for fault in source.writing.faults():
        yield Problem(source.body_place(fault.line, fault.column), fault.sentence, fault.advice)
    for heading in source.writing.headings:
        place = source.body_place(heading.line)
        if not heading.text:
            yield Problem(place, "This heading has no words", "Write them, or delete its marks")
        elif heading.level == 1:
            sentence = f"The heading {quoted(heading.text)} is of the first level, which is the title's"
            yield Problem(place, sentence, "Begin it with two marks: ##")
