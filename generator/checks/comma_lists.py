"""Checks for several values written as one: `forces: A, B` is one force with a comma in its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.messages import quoted, verbatim
from generator.problems import Problem, Severity
from generator.reading.yaml_facts import KeyPath
from generator.records.kinds import Record
from generator.register.register import Register

_LISTS = {"addressed-to", "forces", "inspectorate", "languages", "tags", "types"}
"""Facts that hold one value or a list of values, in words that may have a comma."""


def comma_list_problems(register: Register) -> Iterator[Problem]:
    """Warn of each value with a comma where a list may be meant; a list of one value says that it is one."""
    for record in register.all:
        yield from _problems(record, record.source.facts, ())


def _problems(record: Record, value: Any, key_path: KeyPath) -> Iterator[Problem]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _problems(record, inner, (*key_path, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            if isinstance(inner, dict):
                yield from _problems(record, inner, (*key_path, position))
    elif isinstance(value, str) and key_path[-1] in _LISTS and re.search(r"[,;]\s", value):
        name = key_path[-1]
        parts = ", ".join(part.strip() for part in re.split(r"[,;]\s+(?:and )?", value))
        message = f"{quoted(value)} is read as one value, because it is not written as a list"
        hint = f"For several values, write {name}: [{verbatim(parts)}]. For one, write it as a list of one"
        place = record.source.position(*key_path)
        yield Problem(place, message, hint, Severity.WARNING, "comma-list")
