"""Forms of papers: each recognises its own samples and no other's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.reading.documents.document import Block, BlockKind, Span
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


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("**PCC response to the HMICFRS report: Sample roads policing**", "Sample roads policing"),
        ("# Response to HMICFRS inspection – Sample: Both sides", "Sample: Both sides"),
        ("**A statement of the office**", "paper"),
    ],
)
def test_the_head_of_a_paper_without_labels_may_name_the_report(line: str, title: str) -> None:
    paper = paper_of(f"{line}\n\nI welcome this sample report, and have nothing to add to it.\n")
    report = form_of(paper).drafts(paper)[1]
    assert f"title: {title}" in report.text.replace('"', "")


@pytest.mark.parametrize(
    ("opening", "year"),
    [
        ("As the Policing and Crime Act 2017 asks, this is my response. It was sent in June 2019.", "2019"),
        ("The Police (Conduct) Regulations 2020 and the Elections (Wales) Act of 2020 apply.", "2026"),
        ("In order 2021 came first, and the Acts 2011 and 2012 after it.", "2021"),
    ],
)
def test_the_year_of_a_law_is_not_taken_for_that_of_the_report(opening: str, year: str) -> None:
    paper = paper_of(f"**Response to the HMICFRS report: Sample roads policing**\n\n{opening}\n")
    response, report = form_of(paper).drafts(paper)
    assert (response.path, report.path) == (
        f"responses/sampleshire/{year}/sample-roads-policing.md",
        f"inspections/{year}/sample-roads-policing.md",
    )


@pytest.mark.parametrize(
    "mark", ["**Date published:** {}", "**Date published**: {}", "**Date published: {}**", "*Date published:* {}"]
)
def test_a_label_between_asterisks_that_were_typed_is_a_label(mark: str) -> None:
    head = ["**Inspection title:** Sample roads policing", mark.format("6 July 2023")]
    blocks = [Block(spans=(Span(line),)) for line in (*head, "The Policing and Crime Act 2017 asks for this.")]
    paper = replace(paper_of("x"), blocks=blocks)
    response, report = form_of(paper).drafts(paper)
    assert response.path == "responses/sampleshire/2023/sample-roads-policing.md"
    assert "title: Sample roads policing\npublished: 2023-07-06\n" in report.text


def test_labels_in_a_table_are_read_as_labels_in_lines_are() -> None:
    rows = "| Inspection title | Sample: Night shift |\n| --- | --- |\n| Date published | 6th July 2023 |\n"
    table = Block(
        BlockKind.TABLE,
        rows=tuple(
            tuple((Block(spans=(Span(cell.strip()),)),) for cell in row.strip("|").split("|"))
            for row in rows.splitlines()
            if "---" not in row
        ),
    )
    heading, text = Block(spans=(Span("PCC comments", is_bold=True),)), Block(spans=(Span("A."),))
    paper = replace(paper_of("x"), blocks=(table, heading, text))
    response, report = form_of(paper).drafts(paper)
    assert response.path == "responses/sampleshire/2023/sample-night-shift.md"
    assert "published: 2023-07-06" in report.text
    assert response.body == "## PCC comments\n\nA."


def test_a_quoted_recommendation_goes_to_the_report_and_the_answer_below_it_stays() -> None:
    asked = "By 31 March 2024, chief constables and the College of Policing should publish the number of calls."
    head = "Inspection title:\tSample: Night shift\n\nDate published:\t6 July 2023"
    paper = paper_of(f"{head}\n\n**Recommendation 1**\n\n{asked}\n\nWe publish it each month.\n")
    response, report = form_of(paper).drafts(paper)
    assert response.body == "## Recommendation 1\n\nWe publish it each month."
    assert report.body == f"## Recommendation 1\n\n{asked}"
    assert "    addressed-to: [chief constables, College of Policing]\n    by: 2024-03-31\n" in report.text


@pytest.mark.parametrize(
    ("body", "panel"),
    [
        ("The Mid-Sample Police and Crime Panel is invited to note this.", "Mid-Sample Police and Crime Panel"),
        ("You are invited to note this.", "Mid-sample Police and Crime Panel"),
    ],
)
def test_a_panels_name_in_capitals_is_written_as_the_text_writes_it_or_as_a_name(body: str, panel: str) -> None:
    paper = paper_of(f"MID-SAMPLE POLICE AND CRIME PANEL\n\n26 SEPTEMBER 2017\n\nSAMPLE STRATEGY\n\n1. {body}\n")
    assert f"panel: {panel}\n" in form_of(paper).drafts(paper)[0].text
