"""Suppresses the warnings that a record allows, with its reason. Reports an allowance that suppresses nothing."""

from __future__ import annotations

from generator.checks.attachments import HIDDEN, owners_of
from generator.messages import quoted
from generator.problems import Problem, Severity
from generator.register.register import Register


def can_be_allowed(problem: Problem) -> bool:
    """Return whether an allowance may suppress a problem."""
    return problem.severity is Severity.WARNING or problem.rule == HIDDEN


def without_allowed(register: Register, problems: list[Problem]) -> list[Problem]:
    """Return the problems that no allowance suppresses, and a warning for each allowance that suppresses nothing."""
    allowed = {
        (record.source.display_path, allowance.what): (record, place)
        for record in register.texts
        for place, allowance in enumerate(record.facts.allow)
    }
    owners = owners_of(register)
    reasons = {problem: (owners.get(problem.place.path, problem.place.path), problem.rule) for problem in problems}
    kept = [problem for problem, reason in reasons.items() if not can_be_allowed(problem) or reason not in allowed]
    used = set(reasons.values())
    for (path, rule), (record, place) in allowed.items():
        if (path, rule) not in used and record.source.language is None:
            message = f"This allowance suppresses nothing: there is no {quoted(rule)} warning here"
            at = record.source.position("allow", place, "what")
            kept.append(Problem(at, message, "Remove it, or check its spelling", Severity.WARNING, "allowance"))
    return kept
