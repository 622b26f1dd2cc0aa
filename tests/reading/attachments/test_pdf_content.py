"""A PDF made to be slow or large is refused in bounded time and memory, and real fonts give real widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, PdfObject

from generator.reading.attachments import pdf_content, pdf_text
from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.attachments.pdf import hidden_in
from tests.support.pdf_files import dictionary, form, pdf

TOO_COMPLEX = "This PDF has a page too complex to check"


def numbers(*values: int) -> ArrayObject:
    return ArrayObject(NumberObject(value) for value in values)


def composite(mapping: bytes = b"", **facts: PdfObject) -> DictionaryObject:
    """Return a font with two bytes a letter, as most programs write them."""
    descendant = dictionary(
        Type=NameObject("/Font"), Subtype=NameObject("/CIDFontType2"), BaseFont=NameObject("/Sample"), **facts
    )
    font = dictionary(
        Type=NameObject("/Font"), Subtype=NameObject("/Type0"), BaseFont=NameObject("/Sample"),
        Encoding=NameObject("/Identity-H"), DescendantFonts=ArrayObject([descendant]),
    )  # fmt: skip
    if mapping:
        stream = DecodedStreamObject()
        stream.set_data(mapping)
        font[NameObject("/ToUnicode")] = stream
    return font


def with_forms(drawn: str, *, next_form: Callable[[int], int]) -> Callable[[PdfWriter], None]:
    """Return a change that gives a page forms F0 to F11, each of which draws another many times."""

    def change(writer: PdfWriter) -> None:
        resources = writer._add_object(dictionary())
        forms = dictionary()
        for number in range(12):
            stream = form(drawn.format(next_form(number)))
            stream[NameObject("/Resources")] = resources
            forms[NameObject(f"/F{number}")] = writer._add_object(stream)
        resources.get_object()[NameObject("/XObject")] = forms  # type: ignore[index]
        writer.pages[0][NameObject("/Resources")] = resources

    return change


HOSTILE = {
    "a form that draws itself": lambda: pdf("/F0 Do", with_forms("/F{0} Do " * 50, next_form=lambda number: number)),
    "forms that draw forms that draw forms": lambda: pdf(
        "/F0 Do", with_forms("/F{0} Do " * 50, next_form=lambda number: number + 1)
    ),
    "a million operators": lambda: pdf(b"0 0 m 1 1 l " * 500_000),
    "states saved and never restored": lambda: pdf(b"q " * 1_000_000),
    "lists within lists": lambda: pdf(b"[" * 1_000_000),
    "operands without an operator": lambda: pdf(b"1 " * 1_000_000),
    "a text of a million letters": lambda: pdf(b"BT /F1 1 Tf (" + b"x" * 1_000_000 + b") Tj"),
    "a text of a million escaped letters": lambda: pdf(b"BT /F1 1 Tf (" + b"\\)" * 1_000_000 + b") Tj"),
    "texts and boxes by the thousand": lambda: pdf(b"BT /F1 1 Tf (x) Tj ET " * 20_000 + b"5 5 9 9 re f " * 20_000),
    "pictures of no end": lambda: pdf(b"BI /W 1 /H 1 ID EI " * 100_000),
    "names of fonts that are not there": lambda: pdf(b"/Nothing 1 Tf " * 100_000),
    "more than can be unpacked": lambda: pdf(b" " * 20_000_000),
    "a font with a width for each of two thousand million letters": lambda: pdf(
        b"BT /F1 1 Tf <0001> Tj ET", font=composite(W=numbers(0, 2_000_000_000, 500))
    ),
    "a font with the same widths a thousand times": lambda: pdf(
        b"BT /F1 1 Tf <0001> Tj ET", font=composite(W=numbers(*[0, 65_000, 500] * 1000))
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_takes_too_many_steps_is_refused(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "MAX_PAGE_STEPS", 100_000)
    with pytest.raises(UnreadableError) as refusal:
        list(hidden_in(HOSTILE[what]()))
    assert (refusal.value.message, refusal.value.hint) == (TOO_COMPLEX, "Export its drawings as images")


def test_pages_share_the_steps_of_their_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def add_pages(writer: PdfWriter) -> None:
        for _ in range(20):
            writer.add_page(writer.pages[0])

    monkeypatch.setattr(pdf_text, "MAX_FILE_STEPS", 5000)
    words = b"BT /F1 12 Tf 72 720 Td (Words) Tj ET " * 10
    assert list(hidden_in(pdf(words))) == []
    with pytest.raises(UnreadableError, match=TOO_COMPLEX):
        list(hidden_in(pdf(words, add_pages)))


def test_a_picture_within_the_content_is_skipped_in_one_step() -> None:
    assert list(hidden_in(pdf(b"BI /W 1 /H 1 ID " + b"E" * 5_000_000 + b" EI"))) == []


def test_a_page_of_many_words_is_within_the_steps() -> None:
    line = b"BT /F1 10 Tf 72 700 Td (A line of words as long as one of a report usually is on its page) Tj ET "
    assert list(hidden_in(pdf(line * 500))) == []


@pytest.mark.parametrize(
    "font",
    [
        dictionary(Subtype=NameObject("/Type3")),
        dictionary(Subtype=NameObject("/Type0")),
        dictionary(Subtype=NameObject("/TrueType"), Widths=NumberObject(3), FontDescriptor=NumberObject(1)),
        composite(CIDSystemInfo=NumberObject(1), DW=NameObject("/None")),
        DictionaryObject(),
    ],
    ids=["no drawings", "no descendant", "wrong types", "wrong width", "nothing"],
)
def test_text_in_a_damaged_font_is_still_looked_at(font: DictionaryObject) -> None:
    assert [hidden.what for hidden in hidden_in(pdf("1 g BT /F1 12 Tf 72 720 Td (white) Tj ET", font=font))] == [
        "text in the colour of its background"
    ]


def test_the_name_of_an_encoding_opens_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    font = composite()
    font[NameObject("/Encoding")] = NameObject("/../../secret")
    opened: list[str] = []
    monkeypatch.setattr("gzip.open", lambda path, *_, **__: opened.append(path))
    assert list(hidden_in(pdf("BT /F1 12 Tf 72 720 Td <00410042> Tj ET", font=font))) == []
    assert opened == []


WIDE = composite(W=ArrayObject([NumberObject(1), numbers(3000, 3000, 3000)]))
NARROW = composite(W=ArrayObject([NumberObject(1), numbers(100, 100, 100)]))


@pytest.mark.parametrize(("font", "hides"), [(WIDE, True), (NARROW, False)], ids=["wide", "narrow"])
def test_the_widths_of_a_font_decide_how_far_its_text_reaches(font: DictionaryObject, *, hides: bool) -> None:
    drawn = "BT /F1 12 Tf 72 720 Td <000100020003> Tj ET 0 g 90 715 200 16 re f"
    assert [hidden.what for hidden in hidden_in(pdf(drawn, font=font))] == (
        ["text under a box or a picture that covers it"] if hides else []
    )


def test_a_letter_that_the_font_calls_a_space_hides_nothing() -> None:
    drawn = "1 g BT /F1 12 Tf 72 720 Td <00030003> Tj ET"
    spaces = composite(b"1 beginbfchar <0003> <0020> endbfchar")
    letters = composite(b"1 beginbfchar <0003> <0041> endbfchar")
    assert list(hidden_in(pdf(drawn, font=spaces))) == []
    assert len(list(hidden_in(pdf(drawn, font=letters)))) == 1


def test_a_page_reads_no_more_bytes_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_content, "MAX_CONTENT_BYTES", 1000)
    assert list(hidden_in(pdf(b" " * 1000))) == []
    with pytest.raises(UnreadableError, match=TOO_COMPLEX):
        list(hidden_in(pdf(b" " * 1001)))
