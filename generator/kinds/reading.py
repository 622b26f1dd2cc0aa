"""A source's facts become a kind's model, and whatever does not fit becomes problems with places."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.kinds.record import Facts
from generator.problems import Problem, did_you_mean, quoted
from generator.sources import Source

M = TypeVar("M", bound=Facts)


def read_as(model: type[M], source: Source) -> tuple[M | None, list[Problem]]:
    """Read a source's facts as a model; None where some do not fit, with a problem for each."""
    empty = list(_empty_values(source))
    try:
        return model.model_validate(_without_empty(source.facts)), empty
    except ValidationError as error:
        details = [detail for detail in error.errors(include_url=False) if not _is_empty(source, detail)]
        return None, [*empty, *(_problem(model, source, detail) for detail in details)]


def _is_empty(source: Source, detail: ErrorDetails) -> bool:
    """Say whether a fact counts as missing only because it has no value, which is told already."""
    if detail["type"] != "missing":
        return False
    here: Any = source.facts
    for step in detail["loc"]:
        if isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        elif isinstance(here, dict) and step in here:
            here = here[step]
        else:
            return False
    return here is None


def _empty_values(source: Source) -> Iterator[Problem]:
    for way in _ways_to_nothing(source.facts, ()):
        if way[0] != "office-use":
            sentence = f"{quoted(str(way[-1]))} has no value" if isinstance(way[-1], str) else "This line of the list is empty"
            yield source.problem(way, sentence, "Write one after the colon, or delete the line")


def _ways_to_nothing(value: Any, way: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if value is None:
        yield way
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _ways_to_nothing(inner, (*way, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _ways_to_nothing(inner, (*way, place))


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_empty(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_without_empty(inner) for inner in value if inner is not None]
    return value


def _problem(model: type[Facts], source: Source, detail: ErrorDetails) -> Problem:
    way = tuple(detail["loc"])
    context = detail.get("ctx", {})
    match detail["type"]:
        case "section55":
            return source.problem(way, context["sentence"], context["advice"])
        case "extra_forbidden":
            holder = _model_at(model, way[:-1])
            sentence = f"{quoted(str(way[-1]))} is not a fact of {_a(holder.noun)}"
            names = [field.alias or name for name, field in holder.model_fields.items()]
            return source.problem(way, sentence, did_you_mean(str(way[-1]), names) or f"Known are {', '.join(sorted(names))}")
        case "missing":
            holder = _model_at(model, way[:-1])
            sentence = f"This {holder.noun} has no {quoted(str(way[-1]))}"
            return source.problem(way[:-1], sentence, f"Add a line: {way[-1]}: ...")
        case "list_type":
            return source.problem(way, "A list is expected here", "Write each part on a line of its own, beginning with a hyphen and a space")
        case "dict_type" | "model_type" | "model_attributes_type":
            return source.problem(way, "Names and values are expected here", "Write each as a name, a colon, a space and its value, on lines with a deeper indent")
        case "int_parsing" | "int_type" | "greater_than_equal":
            return source.problem(way, f"{quoted(str(detail['input']))} is not a number of findings", "Write digits, such as 22")
    return source.problem(way, f"{quoted(str(detail['input']))} does not fit this fact", "Check its spelling and its form")


def _model_at(model: type[Facts], way: tuple[str | int, ...]) -> type[Facts]:
    """Find the model that holds the fact at the end of a way."""
    here: Any = model
    for step in way:
        here = _unwrapped(here)
        if isinstance(here, type) and issubclass(here, Facts):
            here = next((field.annotation for name, field in here.model_fields.items() if step in {field.alias, name}), here)
        else:
            here = get_args(here)[-1] if get_args(here) else here
    here = _unwrapped(here)
    return here if isinstance(here, type) and issubclass(here, Facts) else model


def _unwrapped(annotation: Any) -> Any:
    """Take away what only wraps a type: `Annotated[T, ...]` and `T | None`."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        annotation = get_args(annotation)[0]
    return annotation


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
