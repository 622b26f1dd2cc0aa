"""Describes the facts that each kind of record can have, from the models that read them, as text or Markdown."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from generator.messages import join_words, with_article
from generator.records.fields import FactsModel, Form, OneOrMany, RecordFacts
from generator.records.kinds import KINDS, Kind

HEAD = """# The facts of each kind of file

This page is made by the program: `section55 facts --format markdown`. To see one kind in a terminal, run for example
`section55 facts response`. A day is written as year-month-day, such as `2026-03-01`. The subsections are those of
section 55 of the Police Act 1996."""


@dataclass(frozen=True, slots=True)
class FactDescription:
    """One fact, in words for writers."""

    name: str
    meaning: str
    form: str
    """What it may hold."""
    example: str
    """A value in YAML."""
    subsection: str
    """Of section 55, `55(5A)`; empty if it says nothing of the fact."""
    is_required: bool

    @property
    def line(self) -> str:
        """The example as it is written in a file."""
        return f"{self.name}: {self.example}"


@dataclass(frozen=True, slots=True)
class GroupDescription:
    """A kind's own facts, or the group of facts that one of them holds."""

    noun: str
    held_by: str
    """The fact that holds the group; empty for a kind's own facts."""
    facts: tuple[FactDescription, ...]


def describe_kind(kind: Kind) -> list[GroupDescription]:
    """Return a kind's facts, its own before those of every kind, then the groups within them, each once."""
    return list(_groups(kind.facts, "", set()))


def facts_text(kinds: Sequence[Kind]) -> str:
    """Return the facts of kinds as text for a terminal."""
    return "\n\n".join(_group_text(group) for kind in kinds for group in describe_kind(kind))


def facts_markdown() -> str:
    """Return the facts of all kinds as one page of Markdown, those of every kind once."""
    of_every_kind = list(_groups(RecordFacts, "", set()))
    shared = {fact.name for fact in of_every_kind[0].facts}
    parts = [HEAD]
    for kind in KINDS:
        for group in describe_kind(kind):
            if not group.held_by:
                own = tuple(fact for fact in group.facts if fact.name not in shared)
                parts += [f"## {kind.noun.capitalize()}", _table(own)]
            elif group.held_by not in shared:
                parts += [f"### {kind.noun.capitalize()}, in `{group.held_by}`", _table(group.facts)]
    first, *groups = of_every_kind
    parts += ["## Every kind", _table(first.facts)]
    for group in groups:
        parts += [f"### Every kind, in `{group.held_by}`", _table(group.facts)]
    return "\n\n".join(parts)


def model_groups(model: type[FactsModel]) -> Iterator[tuple[str, type[FactsModel]]]:
    """Yield each fact of a model that holds a group of facts, with the group's model."""
    for name, annotation in _annotations(model).items():
        yield from ((name, inner) for inner in _models_in(annotation))


def _groups(model: type[FactsModel], held_by: str, seen: set[type[FactsModel]]) -> Iterator[GroupDescription]:
    seen.add(model)
    yield GroupDescription(model.noun, held_by, tuple(_facts_of(model)))
    for name, inner in model_groups(model):
        if inner not in seen:
            yield from _groups(inner, name, seen)


def _facts_of(model: type[FactsModel]) -> list[FactDescription]:
    annotations = _annotations(model)
    facts = []
    for field in model.model_fields.values():
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        name = field.alias or ""
        facts.append(
            FactDescription(
                name=name,
                meaning=field.description or "",
                form=_form(annotations[name]),
                example=str((field.examples or [""])[0]),
                subsection=str(extra.get("subsection", "")),
                is_required=field.is_required(),
            )
        )
    shared = {field.alias for field in RecordFacts.model_fields.values()} if model is not RecordFacts else set()
    return sorted(facts, key=lambda fact: (not fact.is_required, fact.name in shared))


def _annotations(model: type[FactsModel]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {field.alias or name: hints[name] for name, field in model.model_fields.items()}


def _form(annotation: Any) -> str:
    """Return what a type may hold, in words; the outermost `Form` among its annotations decides."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        inner, *marks = arguments
        if words := [mark.words for mark in marks if isinstance(mark, Form)]:
            return str(words[-1])
        if any(isinstance(mark, OneOrMany) for mark in marks):
            return f"{_form(get_args(inner)[0])}; or a list of several"
        return _form(inner)
    if origin in {Union, types.UnionType}:
        return "; or ".join(_form(member) for member in arguments if member is not types.NoneType)
    if origin is Literal:
        return join_words([str(word) for word in arguments], "or")
    if origin is list:
        return f"a list, each {_form(arguments[0])}"
    if origin is dict:
        return f"names, each with {_form(arguments[1])}"
    if isinstance(annotation, type) and issubclass(annotation, FactsModel):
        return f"a group: {join_words([field.alias or '' for field in annotation.model_fields.values()])}"
    return "a text"


def _models_in(annotation: Any) -> Iterator[type[FactsModel]]:
    if isinstance(annotation, type) and issubclass(annotation, FactsModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _group_text(group: GroupDescription) -> str:
    head = f"Facts of {with_article(group.noun)}" + (f", in {group.held_by}" if group.held_by else "")
    lines = [head, "=" * len(head)]
    for fact in group.facts:
        lines += ["", f"{fact.name}{' (required)' if fact.is_required else ''}", f"  {fact.meaning}"]
        lines += [f"  Holds: {fact.form}", f"  Example: {fact.line}"]
        lines += [f"  Law: section {fact.subsection}"] if fact.subsection else []
    return "\n".join(lines)


def _table(facts: Sequence[FactDescription]) -> str:
    rows = ["| fact | meaning | holds | example | subsection |", "| --- | --- | --- | --- | --- |"]
    for fact in facts:
        name = f"`{fact.name}`{' (required)' if fact.is_required else ''}"
        rows.append(f"| {name} | {fact.meaning} | {fact.form} | `{fact.line}` | {fact.subsection} |")
    return "\n".join(rows)
