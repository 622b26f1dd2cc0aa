"""What PDFs hide: each way is listed, and no word of it reaches a draft undecided."""

from __future__ import annotations

from functools import cache

import pytest

from generator.reading.documents.document import PaperReading
from generator.reading.documents.markdown_body import markdown_of
from generator.reading.documents.readers import read_paper
from tests.support.hidden_pdfs import HIDDEN
from tests.support.pdf_files import pdf

MIN_WAYS = 20
KINDS = {
    "text outside the page": "off-page",
    "text under a box": "covered-text",
    "text in the colour of its": "white-text",
    "text that is set to be invisible": "invisible-text",
    "text too small to read": "tiny-text",
    "comments or other notes": "annotation",
    "redactions that are marked": "annotation",
    "a hidden form field with a value": "form-value",
    "a layer that is switched off": "layer",
    "another file": "attachment",
    "a program (JavaScript)": "script",
    "an action that starts a program": "script",
    "an earlier version of the document": "revision",
    "a page that was removed": "revision",
    "a thumbnail of a page": "other",
    "something before its start or after its end": "other",
}
every_way = pytest.mark.parametrize("what", HIDDEN)


@cache
def reading_of(what: str) -> PaperReading:
    """Read the PDF of a case."""
    return read_paper("paper.pdf", HIDDEN[what])


def kind_of(what: str) -> str:
    """Return the kind that a case is listed as."""
    return next(kind for words, kind in KINDS.items() if what.startswith(words))


def test_there_are_twenty_ways() -> None:
    assert len(HIDDEN) >= MIN_WAYS


@every_way
def test_a_way_of_hiding_is_listed_and_nothing_of_it_is_in_a_draft(what: str) -> None:
    reading = reading_of(what)
    assert kind_of(what) in {item.kind for item in reading.hidden}
    draft, _ = markdown_of(reading.decided(set()))
    assert [
        item.excerpt for item in reading.hidden if item.can_be_kept and item.excerpt in f"{draft} {reading.witness}"
    ] == []


@every_way
def test_hidden_text_that_is_kept_is_in_the_draft(what: str) -> None:
    reading = reading_of(what)
    kept = {item.id for item in reading.hidden if item.can_be_kept and item.place != "the file"}
    draft, _ = markdown_of(reading.decided(kept))
    assert [item.excerpt for item in reading.hidden if item.id in kept and item.excerpt not in draft] == []


def test_an_excerpt_says_what_is_hidden_and_on_which_page() -> None:
    hidden = reading_of("text under a box, one word of it").hidden
    assert [(item.kind, item.place, item.excerpt) for item in hidden] == [("covered-text", "page 1", "Constable")]


def test_text_on_a_layer_that_is_switched_off_is_listed() -> None:
    hidden = "/OC /L1 BDC BT /F1 12 Tf 72 600 Td (unseen words) Tj ET EMC"
    data = pdf(f"BT /F1 12 Tf 72 720 Td (seen) Tj ET {hidden}", _with_layer)
    reading = read_paper("paper.pdf", data)
    assert ("layer", "unseen words") in {(item.kind, item.excerpt) for item in reading.hidden}
    assert markdown_of(reading.decided(set()))[0] == "seen"


def _with_layer(writer: object) -> None:
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

    assert isinstance(writer, PdfWriter)
    facts = {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Draft")}
    layer = writer._add_object(DictionaryObject(facts))
    settings = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
    writer._root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): settings}
    )
    resources = writer.pages[0]["/Resources"]
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/Properties")] = DictionaryObject({NameObject("/L1"): layer})
