"""`section55 facts`: every fact has a meaning and an example that a file could have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.commands.begin.facts import FactDescription, describe_kind, facts_markdown, model_groups
from generator.reading.source import parse_source
from generator.records.fields import FactsModel
from generator.records.kinds import KINDS, Kind
from generator.records.validation import read_as
from tests.support.commands import section55
from tests.support.paths import TOP

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)

DOCS = TOP / ".github/FACTS.md"


def models(model: type[FactsModel]) -> Iterator[type[FactsModel]]:
    """Yield a model and the models of the groups within it."""
    yield model
    for _, inner in model_groups(model):
        yield from models(inner)


def facts_of(kind: Kind) -> list[FactDescription]:
    return [fact for group in describe_kind(kind) for fact in group.facts]


@every_kind
def test_every_fact_has_a_meaning_a_form_and_an_example(kind: Kind) -> None:
    lacking = [fact.name for fact in facts_of(kind) if not (fact.meaning and fact.form and fact.example)]
    assert lacking == []


@every_kind
def test_every_meaning_is_a_sentence(kind: Kind) -> None:
    odd = [fact.meaning for fact in facts_of(kind) if not fact.meaning[0].isupper() or not fact.meaning.endswith(".")]
    assert odd == []


@every_kind
def test_every_fact_of_every_group_is_described(kind: Kind) -> None:
    described = {(group.noun, fact.name) for group in describe_kind(kind) for fact in group.facts}
    written = {(model.noun, field.alias) for model in models(kind.facts) for field in model.model_fields.values()}
    assert described == written


@every_kind
def test_every_example_can_be_read_alone(kind: Kind) -> None:
    for group, model in zip(describe_kind(kind), dict.fromkeys(models(kind.facts)), strict=True):
        required = [fact for fact in group.facts if fact.is_required]
        for fact in group.facts:
            lines = dict.fromkeys([*(each.line for each in required), fact.line])
            text = "".join(f"{line}\n" for line in lines)
            source, problems = parse_source(f"---\n{text}---\n".encode(), path="x", display_path="x.md")
            assert source is not None, f"{text}{problems}"
            assert (read_as(model, source)[1], problems) == ([], []), text


def test_the_facts_of_a_response_are_printed_with_the_law(tmp_path: Path) -> None:
    done = section55(tmp_path, "facts", "response")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "Facts of a response\n===================\n\ninspection\n  The inspection it answers,"
    )
    assert (
        "\npublished\n"
        "  The day it was published on the web. Without it the response is a draft; with a future day it waits.\n"
        "  Holds: a day, a moment with its time zone, a month, or not recorded\n"
        "  Example: published: 2026-04-10\n"
        "  Law: section 55(5A)\n"
    ) in done.stdout
    assert "\nFacts of a copy, in sent\n" in done.stdout


def test_a_required_fact_is_marked_and_comes_first(tmp_path: Path) -> None:
    names = [line for line in section55(tmp_path, "facts", "office").stdout.splitlines() if line.endswith("(required)")]

    assert names[:3] == ["name (required)", "force (required)", "chief-officer (required)"]


def test_without_a_kind_all_kinds_are_printed(tmp_path: Path) -> None:
    done = section55(tmp_path, "facts")

    heads = [line for line in done.stdout.splitlines() if line.startswith("Facts of") and ", in " not in line]
    assert heads == [
        "Facts of an office", "Facts of an inspection", "Facts of a response", "Facts of a panel report"
    ]  # fmt: skip


def test_the_page_of_the_docs_is_what_the_command_prints() -> None:
    assert DOCS.read_text(encoding="utf-8") == f"{facts_markdown()}\n", (
        "Run: section55 facts --format markdown > .github/FACTS.md"
    )
