"""Forms of papers: each recognises its own samples and no other's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.reading.documents.plain import read_text
from generator.reading.source import parse_source
from generator.records import office
from generator.records.papers.forms.forms import FORMS, Form, form_of
from generator.records.papers.paper import Paper

OFFICE = b"name: Sampleshire Police and Crime Commissioner\nforce: Sampleshire Police\nchief-officer: Chief Constable\n"


def paper_of(text: str) -> Paper:
    source, _ = parse_source(OFFICE, path="offices/sampleshire", display_path="x.yml", is_facts_alone=True)
    assert source
    read, problems = office.read(source)
    assert read, problems
    return Paper("paper", read_text(text.encode()).decided(set()), read, "sampleshire")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_each_sample_of_a_form_is_read_as_that_form(form: Form) -> None:
    assert form.samples
    assert [form_of(paper_of(sample)).name for sample in form.samples] == [form.name] * len(form.samples)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_no_draft_of_a_form_has_a_date_of_publication(form: Form) -> None:
    for sample in form.samples:
        for draft in form.drafts(paper_of(sample)):
            facts = draft.text.partition("\n---\n")[0].splitlines()
            is_response = draft.path.startswith("responses/")
            assert not is_response or not [line for line in facts if line.startswith("published:")]


def test_a_paper_without_words_makes_an_empty_draft() -> None:
    empty = replace(paper_of("x"), blocks=())
    assert [draft.body for draft in form_of(empty).drafts(empty)] == ["", ""]
