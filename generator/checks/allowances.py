"""Suppresses the warnings that a record allows, with its reason; an allowance that suppresses nothing is itself reported."""

from __future__ import annotations

from generator.checks.attachments import HIDDEN, owners_of
from generator.messages import quoted
from generator.problems import Problem, Severity
from generator.register.register import Register


def _may_pass(problem: Problem) -> bool:
    return problem.severity is Severity.WARNING or problem.rule == HIDDEN


def without_allowed(register: Register, problems: list[Problem]) -> list[Problem]:
    """Pass over the warnings that a record allows; an allowance that passes over none has outlived its reason."""
    allowed = {
        (record.source.display_path, allowance.what): (record, place)
        for record in register.texts
        for place, allowance in enumerate(record.facts.allow)
    }
    owners = owners_of(register)
    told = {(owners.get(problem.place.path, problem.place.path), problem.rule) for problem in problems}
    kept = [
        each
        for each in problems
        if not _may_pass(each) or (owners.get(each.place.path, each.place.path), each.rule) not in allowed
    ]
    for (path, rule), (record, place) in allowed.items():
        if (path, rule) not in told and record.source.language is None:
            message = f"This allowance passes over no warning: there is none of the kind {quoted(rule)} here"
            where = record.source.position("allow", place, "what")
            kept.append(Problem(where, message, "Take it out, or check its spelling", Severity.WARNING, "allowance"))
    return kept
