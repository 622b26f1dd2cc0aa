"""Papers in the forms of offices, each as Word, PDF and saved page: all their words are in the drafts, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from generator.commands.transfer.papers import words_of_drafts
from generator.dates import ordinal_wording, wording
from generator.reading.documents.readers import read_paper
from generator.reading.documents.word_count import share_of
from generator.records.inspection import Inspection
from generator.records.panel_report import PanelReport
from generator.records.papers.forms.forms import form_of
from generator.records.papers.paper import Paper
from generator.records.response import Response
from generator.register.read import read_register
from generator.register.register import Register
from tests.support.paths import SAMPLES
from tests.support.printed_files import html_of, pdf_of
from tests.support.word_files import docx_of

FORMS = sorted(folder.name for folder in (SAMPLES / "papers").iterdir() if (folder / "facts.yml").exists())
WRITERS: dict[str, Callable[[str], bytes]] = {
    ".docx": docx_of,
    ".html": lambda text: html_of(text).encode(),
    ".pdf": lambda text: pdf_of(html_of(text)),
}
LETTERS = {"kent-letter", "west-mercia-letter", "essex-page-per-year", "update-letter"}
MIN_PAPERS = 20


class Sample(NamedTuple):
    """A paper as an office wrote it, and the record it was made a source of by hand."""

    text: str
    record: Response | PanelReport
    register: Register


def samples_of(form: str) -> Iterator[Sample]:
    """Yield the papers of a form, with what the site prints from facts at their heads."""
    register = read_register(SAMPLES / "papers" / form / "content").register
    for response in register.responses.values():
        yield Sample(_head(response, register, is_letter=form in LETTERS) + response.source.body, response, register)
    for report in register.panel_reports.values():
        facts = report.facts
        day = f"{wording(facts.meeting)}\n\n" if facts.meeting else ""
        yield Sample(f"{facts.panel}\n\n{day}**{report.title}**\n\n{report.source.body}", report, register)


def _head(response: Response, register: Register, *, is_letter: bool) -> str:
    if is_letter:
        return ""
    inspection: Inspection = register.inspections[response.inspection_ids[0]]
    return (
        f"Inspection title:\t{inspection.title}\n\nDate published:\t{ordinal_wording(inspection.published_on)}\n\n"
        f"Type of inspection:\t{', '.join(inspection.facts.types)}\n\n"
    )


def test_there_are_twenty_papers() -> None:
    assert sum(1 for form in FORMS for _ in samples_of(form)) >= MIN_PAPERS


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("form", FORMS)
def test_a_paper_of_a_form_loses_no_word(form: str, ending: str) -> None:
    for text, record, register in samples_of(form):
        reading = read_paper(f"paper{ending}", WRITERS[ending](text))
        assert reading.hidden == ()
        office = register.offices[record.office_id]
        paper = Paper("paper", reading.decided(set()), office, record.office_id, register.inspections)
        found = form_of(paper)
        drafts = found.drafts(paper)
        share = share_of(reading.witness, words_of_drafts(drafts))
        assert (share.missing, share.found) == ((), share.total), found.name
        folder = "panel-reports" if isinstance(record, PanelReport) else "responses"
        assert drafts[0].path.startswith(f"{folder}/{record.office_id}/"), found.name
        if isinstance(record, Response) and form not in LETTERS:
            ids = [draft.path for draft in drafts]
            assert ids == [f"responses/{record.office_id}/{record.inspection_ids[0]}.md"], found.name
