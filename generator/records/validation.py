"""Turns a source's facts into a kind's model, and every fault into a problem with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import UnionType
from typing import Annotated, Any, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.messages import did_you_mean, join_words, nearest, quoted, verbatim, with_article
from generator.problems import Problem, Severity
from generator.reading.source import Source
from generator.records.fields import FactsModel

M = TypeVar("M", bound=FactsModel)
KeyPath: TypeAlias = tuple[str | int, ...]


def read_as(model: type[M], source: Source) -> tuple[M | None, list[Problem]]:
    """Read a source's facts as a model; None where some do not fit, with a problem for each."""
    try:
        if _is_plain(source.facts):  # as nearly all are
            return model.model_validate(source.facts), []
        record = model.model_validate(_without_empty(source.facts))
        return record, [
            *_empty_values(model, source, set()), *_placeholders(source), *_comma_lists(source, source.facts, ())
        ]  # fmt: skip
    except ValidationError as error:
        details = list(_reported_once(model, source, error.errors(include_url=False)))
    missing = {_way_of(source, detail) for detail in details if detail["type"] == "missing"}
    empty = list(_empty_values(model, source, missing))
    placeholders = set(_ways_to(source.facts, (), _is_placeholder))
    wrong = [
        _problem(model, source, detail)
        for detail in details
        if not _is_empty(source, detail) and _way_of(source, detail) not in placeholders
    ]
    return None, [*empty, *_placeholders(source), *wrong]


def _reported_once(model: type[FactsModel], source: Source, details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Leave out what only follows from another problem: a fact counts as missing where its name is misspelt."""
    misspelt: set[KeyPath] = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            key_path = _way_of(source, detail)
            misspelt.add(
                (*key_path[:-1], nearest(str(key_path[-1]), _names(_holder(model, key_path[:-1]) or model)) or "")
            )
    for detail in details:
        key_path = _way_of(source, detail)
        other_form = "list_type" if isinstance(detail["input"], str) else "literal_error"
        if len(key_path) < len(detail["loc"]) and detail["type"] == other_form:
            continue  # a fact that is one word or a list: tell only what is wrong with the form that was typed
        if detail["type"] != "missing" or key_path not in misspelt:
            yield detail


def _way_of(source: Source, detail: ErrorDetails) -> KeyPath:
    """Return the way to a fact, without the steps by which pydantic names the member of a union or a key."""
    key_path: list[str | int] = []
    here: Any = source.facts
    for step in detail["loc"]:
        if isinstance(step, str) and "[" in step and not (isinstance(here, dict) and step in here):
            continue
        key_path.append(step)
        here = _inner(here, step)
    return tuple(key_path)


def _inner(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def _names(model: type[FactsModel]) -> list[str]:
    return sorted(field.alias or name for name, field in model.model_fields.items())


def _is_empty(source: Source, detail: ErrorDetails) -> bool:
    """Return whether a fact counts as missing only because it has no value, which is reported already."""
    *key_path, last = _way_of(source, detail)
    here: Any = source.facts
    for step in key_path:
        here = _inner(here, step)
    return detail["type"] == "missing" and isinstance(here, dict) and last in here


def _empty_values(model: type[FactsModel], source: Source, missing: set[KeyPath]) -> Iterator[Problem]:
    for key_path in _ways_to(source.facts, (), _is_nothing):
        last = key_path[-1]
        holder = _holder(model, key_path[:-1])
        if key_path[0] == "office-use":
            continue
        if isinstance(last, int):
            yield source.problem(
                key_path, "This line of the list is empty", "Write it after the hyphen, or delete the line"
            )
        elif holder and last not in _names(holder):
            yield _unknown(source, key_path, model, holder)
        else:
            hint = (
                "Write one after the colon" if key_path in missing else "Write one after the colon, or delete the line"
            )
            yield source.problem(key_path, f"{quoted(last)} has no value", hint)


def _unknown(source: Source, key_path: KeyPath, model: type[FactsModel], holder: type[FactsModel]) -> Problem:
    name, names = str(key_path[-1]), _names(holder)
    message = f"{quoted(name)} is not a fact of {with_article(holder.noun)}"
    known = "" if holder is model else f"Known are {join_words(names)}. "
    hint = did_you_mean(name, names) or f"{known}Run: section55 facts {model.noun.replace(' ', '-')}"
    if " " in name:
        hint = (
            "If it belongs to the value before it, put quotes around that: between brackets, a comma begins a new fact"
        )
    return source.problem(key_path, message, hint, name=True)


def _placeholders(source: Source) -> Iterator[Problem]:
    """Yield a problem for each value that was pasted with a suggestion and is still to be written."""
    for key_path in _ways_to(source.facts, (), _is_placeholder):
        if key_path[0] != "office-use":
            name = next(step for step in reversed(key_path) if isinstance(step, str))
            yield source.problem(key_path, f"{quoted(name)} has only three dots", "Write its value in their place")


def _is_nothing(value: Any) -> bool:
    return value is None


_PLACEHOLDERS = {"...", "\N{HORIZONTAL ELLIPSIS}"}


def _is_placeholder(value: Any) -> bool:
    return isinstance(value, str) and value.strip() in _PLACEHOLDERS


def _ways_to(value: Any, key_path: KeyPath, is_wanted: Callable[[Any], bool]) -> Iterator[KeyPath]:
    if is_wanted(value):
        yield key_path
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _ways_to(inner, (*key_path, name), is_wanted)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _ways_to(inner, (*key_path, place), is_wanted)


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_empty(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_without_empty(inner) for inner in value if inner is not None]
    return value


def _problem(model: type[FactsModel], source: Source, detail: ErrorDetails) -> Problem:
    key_path = _way_of(source, detail)
    typed = detail["input"]
    shown = quoted(typed) if isinstance(typed, str) else "This"
    context = detail.get("ctx", {})
    match detail["type"]:
        case "section55":
            return source.problem(key_path, context["sentence"], context["advice"], name=detail["loc"][-1] == "[key]")
        case "extra_forbidden":
            return _unknown(source, key_path, model, _holder(model, key_path[:-1]) or model)
        case "missing":
            holder = _holder(model, key_path[:-1]) or model
            return source.problem(
                key_path[:-1],
                f"This {holder.noun} has no {quoted(str(key_path[-1]))}",
                f"Add a line: {key_path[-1]}: ...",
            )
        case "list_type":
            hint = "Write each part on a line of its own, beginning with a hyphen and a space"
            return source.problem(key_path, "A list is expected here", hint)
        case "dict_type" | "model_type" | "model_attributes_type":
            hint = "Write each as a name, a colon, a space and its value, on lines with a deeper indent"
            return source.problem(key_path, "Names and values are expected here", hint)
        case "bool_type" | "bool_parsing":
            return source.problem(key_path, f"{shown} is neither true nor false", "Write true or false")
        case "literal_error":
            known = [word.strip("'") for word in re.split(r", | or ", str(context["expected"]))]
            known += ["a list"] if len(key_path) < len(detail["loc"]) else []
            hint = f"{did_you_mean(str(typed), known)} Write {join_words(known, 'or')}".strip()
            return source.problem(key_path, f"{shown} is not allowed here", hint)
        case "int_parsing" | "int_parsing_size" | "int_type" | "greater_than_equal":
            return source.problem(key_path, f"{shown} is not a number of findings", "Write digits, such as 22")
    return source.problem(key_path, f"{shown} does not fit this fact", "Check its spelling and its form")


def _holder(model: type[FactsModel], key_path: KeyPath) -> type[FactsModel] | None:
    """Find the model at the end of a way; None where its names are free, as those of answers are."""
    here: Any = model
    for step in key_path:
        here = _unwrapped(here)
        if isinstance(here, type) and issubclass(here, FactsModel):
            here = next(
                (field.annotation for name, field in here.model_fields.items() if step in {field.alias, name}), here
            )
        else:
            here = get_args(here)[-1] if get_args(here) else here
    here = _unwrapped(here)
    return here if isinstance(here, type) and issubclass(here, FactsModel) else None


def _unwrapped(annotation: Any) -> Any:
    """Take away what only wraps a type: `Annotated[T, ...]` and `T | None`."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        annotation = get_args(annotation)[0]
    return annotation


_COMMA = re.compile(r"[,;]\s")


def _is_plain(value: Any, name: Any = "") -> bool:
    """Check that no value is empty, or has only three dots, or may be meant as a list."""
    if isinstance(value, str):
        return not (_is_placeholder(value) or (name in _LISTS and _COMMA.search(value)))
    if isinstance(value, dict):
        return all(_is_plain(inner, key) for key, inner in value.items())
    return value is not None and (not isinstance(value, list) or all(_is_plain(inner) for inner in value))


_LISTS = {"addressed-to", "forces", "inspectorate", "languages", "tags", "types"}
"""Facts that hold one value or a list of values, in words that may have a comma."""


def _comma_lists(source: Source, value: Any, key_path: KeyPath) -> Iterator[Problem]:
    """Warn of each value with a comma where a list may be meant; a list of one value says that it is one."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _comma_lists(source, inner, (*key_path, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            if isinstance(inner, dict):
                yield from _comma_lists(source, inner, (*key_path, position))
    elif isinstance(value, str) and key_path[-1] in _LISTS and _COMMA.search(value):
        values = ", ".join(part.strip() for part in re.split(r"[,;]\s+(?:and )?", value))
        message = f"{quoted(value)} is read as one value, because it is not written as a list"
        hint = f"For several values, write {key_path[-1]}: [{verbatim(values)}]. For one, write it as a list of one"
        yield Problem(source.position(*key_path), message, hint, Severity.WARNING, "comma-list")
