"""Synonyms, `content/synonyms.yml`: words that mean the same in a search. Knows the file; knows no search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from generator.files import display_path
from generator.messages import quoted, verbatim
from generator.problems import Problem
from generator.reading.source import Source, read_source
from generator.slugs import slugify

FILE = "synonyms.yml"

MAX_WORDS = 8
"""Words or phrases of one group; a search looks for each of them."""

MAX_LENGTH = 60
"""Characters of one word or phrase."""

Groups: TypeAlias = tuple[tuple[str, ...], ...]
"""Words and phrases that mean the same, as written."""


def read_synonyms(content: Path) -> tuple[Groups, list[Problem]]:
    """Read synonyms.yml if there is one; return the valid groups and a problem for each invalid one."""
    file = content / FILE
    if not file.is_file():
        return (), []
    source, problems = read_source(file, path="synonyms", display_path=f"{display_path(content)}/{FILE}")
    if source is None:
        return (), problems
    groups: dict[str, tuple[str, ...]] = {}
    seen: dict[str, str] = {}
    for name, written in source.facts.items():
        group_problems = list(_group_problems(source, name, written, seen))
        problems += group_problems
        if not group_problems:
            groups[name] = tuple(written)
    return tuple(groups.values()), problems


def _group_problems(source: Source, name: str, written: Any, seen: dict[str, str]) -> Iterator[Problem]:
    """Yield the problems of a group; `seen` maps each word so far to its group."""
    if not isinstance(written, list) or not all(isinstance(word, str) for word in written):
        hint = f"Write them between square brackets, with commas: {verbatim(name)}: [HMIC, HMICFRS]"
        yield source.problem((name,), "A list of words that mean the same is expected here", hint)
        return
    if len(written) < 2:  # noqa: PLR2004
        yield source.problem(
            (name,), f"{quoted(name)} has fewer than two words that mean the same", "Add one, or delete the line"
        )
    if len(written) > MAX_WORDS:
        message = f"{quoted(name)} has {len(written)} words or phrases, and {MAX_WORDS} is the most"
        yield source.problem((name,), message, "Keep those that people type")
    for place, word in enumerate(written):
        folded = slugify(word)
        if not folded:
            yield source.problem(
                (name, place), f"{quoted(word)} has no letter and no digit to search for", "Write a word"
            )
        elif len(word) > MAX_LENGTH:
            yield source.problem(
                (name, place), f"This phrase has {len(word)} characters, and {MAX_LENGTH} is the most", "Shorten it"
            )
        elif folded in seen:
            where = "in this group" if seen[folded] == name else f"in the group {quoted(seen[folded])}"
            yield source.problem(
                (name, place),
                f"{quoted(word)} is already {where}",
                "Keep one of the two, or make one group of both",
            )
        seen.setdefault(folded, name)
