"""All sources, read and joined. `released(at)` is the only way to what may be seen.

Knows which records there are; how one is read is the kinds' business, how one looks the pages'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from generator.addresses import alias_problems
from generator.attachments import HIDDEN, attachment_problems, owners_of
from generator.discretion import discreet
from generator.embargo import embargo_problems
from generator.folder import Found, list_content
from generator.gate import gate_problems
from generator.joins import join_problems
from generator.keeping import ledger_problems
from generator.kinds import KINDS
from generator.ledger import read_ledger
from generator.problems import Problem, Severity, in_order, quoted
from generator.records import Records
from generator.released import Released, released
from generator.sources import read_source
from generator.synonyms import read_synonyms
from generator.twins import read_twins


class Register(Records):
    """All records, with the one way to those that may be seen."""

    def released(self, at: datetime, *, with_drafts: bool = False) -> Released:
        """Give what may be seen at a moment; `with_drafts` is for the office's own preview alone."""
        return released(self, at, with_drafts=with_drafts)


@dataclass(slots=True)
class Reading:
    """A register, and all that is wrong with what it was read from."""

    register: Register
    problems: list[Problem] = field(default_factory=list)

    @property
    def may_be_built(self) -> bool:
        """Say whether nothing stands against a build."""
        return all(problem.severity is Severity.WARNING for problem in self.problems)


def read_register(content: Path, at: datetime, *, kept: Path | None = None) -> Reading:
    """Read and check every source of a content folder; `at` is the moment at which release is judged.

    `kept` is a file for what attachments were found to hold.
    """
    listing = list_content(content, {kind.folder: kind.shape for kind in KINDS})
    records, broken, problems = _read_records(listing.found)
    twins, wrong_twins = read_twins(listing.found, records)
    ledger, wrong_lines = read_ledger(content)
    _, wrong_synonyms = read_synonyms(content)
    register = Register(
        content=content,
        offices=records["office"],
        inspections=records["inspection"],
        responses=records["response"],
        panel_reports=records["panel report"],
        attachments=listing.attachments,
        broken=frozenset(broken),
        pages=frozenset(_pages_of(content)),
        twins=tuple(twins),
        ledger=ledger,
    )
    problems += [*listing.problems, *wrong_twins, *wrong_lines, *wrong_synonyms]
    early = list(embargo_problems(register, at))
    problems += [*join_problems(register), *alias_problems(register), *_but_early(gate_problems(register), early), *early]
    problems += [*ledger_problems(register, at), *attachment_problems(register, kept)]
    return Reading(register, in_order(discreet(_without_allowed(register, problems), register, listing.found, at)))


def _read_records(found: list[Found]) -> tuple[dict[str, dict[str, Any]], set[tuple[str, str]], list[Problem]]:
    """Read every source but twins, kind by kind: records by noun and id, those that cannot be read, and why."""
    problems: list[Problem] = []
    records: dict[str, dict[str, Any]] = {kind.noun: {} for kind in KINDS}
    broken: set[tuple[str, str]] = set()
    for kind in KINDS:
        for each in found:
            if each.shape.folder != kind.folder or each.language:
                continue
            source, wrong = read_source(each.file, id=each.id, path=each.path)
            record, wrong_facts = kind.read(source, records) if source else (None, [])
            problems += [*wrong, *wrong_facts]
            if record:
                records[kind.noun][record.id] = record
            else:
                broken.add((kind.noun, each.id.partition("/")[2]))
    return records, broken, problems


def _pages_of(content: Path) -> list[str]:
    return sorted(path.relative_to(content).as_posix() for path in (content / "pages").rglob("*") if path.is_file())


def _but_early(problems: Iterable[Problem], early: list[Problem]) -> Iterator[Problem]:
    """Leave out that a response came before a report which is not released: that says the same, and tells the report's day."""
    paths = {problem.place.path for problem in early}
    yield from (each for each in problems if each.rule != "published-before-report" or each.place.path not in paths)


def _may_pass(problem: Problem) -> bool:
    return problem.severity is Severity.WARNING or problem.rule == HIDDEN


def _without_allowed(register: Register, problems: list[Problem]) -> list[Problem]:
    """Pass over the warnings that a record allows; an allowance that passes over none has outlived its reason."""
    allowed = {
        (record.source.path, allowance.what): (record, place)
        for record in register.texts
        for place, allowance in enumerate(record.facts.allow)
    }
    owners = owners_of(register)
    told = {(owners.get(problem.place.path, problem.place.path), problem.rule) for problem in problems}
    kept = [each for each in problems if not _may_pass(each) or (owners.get(each.place.path, each.place.path), each.rule) not in allowed]
    for (path, rule), (record, place) in allowed.items():
        if (path, rule) not in told and record.source.language is None:
            sentence = f"This allowance passes over no warning: there is none of the kind {quoted(rule)} here"
            where = record.source.place("allow", place, "what")
            kept.append(Problem(where, sentence, "Take it out, or check its spelling", Severity.WARNING, "allowance"))
    return kept
