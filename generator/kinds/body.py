"""What every body of prose is checked for. Knows Markdown's passages only."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem
from generator.sources import Source


def body_problems(source: Source) -> Iterator[Problem]:
    """Name what a body may not have, whatever the kind."""
    for fault in source.writing.faults():
        yield Problem(source.body_place(fault.line, fault.column), fault.sentence, fault.advice)
    for heading in source.writing.headings:
        if heading.level == 1:
            sentence = f"The heading '{heading.text}' is of the first level, which is the title's"
            yield Problem(source.body_place(heading.line), sentence, f"Begin it with two marks: ## {heading.text}")
