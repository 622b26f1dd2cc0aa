"""The text of Word files: order, lists under their printed numbers, tables, notes, links, signs that stay signs."""

from __future__ import annotations

from typing import Any

import pytest
from docx.document import Document
from docx.oxml import parse_xml

from generator.reading.documents.document import PaperReading
from generator.reading.documents.markdown_body import markdown_of
from generator.reading.documents.readers import read_paper
from generator.reading.documents.word_count import share_of, words_of_markdown
from generator.reading.markdown import MarkdownText
from tests.support.word_files import changed_parts, docx_bytes, new_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(document: Document) -> PaperReading:
    return read_paper("paper.docx", docx_bytes(document))


def draft_of(document: Document) -> str:
    """Return the Markdown of a document, in which no word that another reader sees is missing."""
    reading = read(document)
    draft, _ = markdown_of(reading.decided(set()))
    assert share_of(reading.witness, [words_of_markdown(draft)]).missing == ()
    return draft


def numbered(document: Document, texts: list[tuple[str, int]], levels: str, num: int = 77) -> None:
    """Add paragraphs of a list of Word's own, at levels from 0."""
    part: Any = document.part.numbering_part.element
    abstract = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{num}">{levels}</w:abstractNum>')
    part.insert(0, abstract)
    part.append(parse_xml(f'<w:num {W} w:numId="{num}"><w:abstractNumId w:val="{num}"/></w:num>'))
    for text, level in texts:
        paragraph: Any = document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'))


def level(number: int, form: str, text: str, start: int = 1) -> str:
    facts = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{facts}</w:lvl>'


def test_numbers_that_word_counts_are_printed_numbers() -> None:
    document = new_document()
    levels = level(0, "decimal", "%1.", 4) + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "%3.")
    numbered(document, [("four", 0), ("a", 1), ("b", 1), ("i", 2), ("five", 0), ("again", 1)], levels)
    assert draft_of(document) == "4. four\n\n   (a) a\n\n   (b) b\n\n      i. i\n\n5. five\n\n   (a) again"


def test_numbers_of_several_levels_are_printed_with_all_their_parts() -> None:
    document = new_document()
    levels = level(0, "decimal", "%1") + level(1, "decimal", "%1.%2")
    numbered(document, [("Purpose", 0), ("To note.", 1), ("To ask.", 1), ("Next", 0), ("To end.", 1)], levels)
    assert draft_of(document).split("\n\n") == ["1 Purpose", "1.1 To note.", "1.2 To ask.", "2 Next", "2.1 To end."]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("98.2% of calls were answered.", "98.2% of calls were answered."),
        ("2019. That was the year.", "2019\\. That was the year."),
        ("- 5 degrees", "- 5 degrees"),
        ("# no heading", "\\# no heading"),
        ("*no* _slant_ [no link](x) <b> a|b `c`", "\\*no\\* \\_slant\\_ \\[no link\\](x) \\<b\\> a\\|b \\`c\\`"),
        ("snake_case and 2 * 3", "snake_case and 2 \\* 3"),
        ("See https://example.org/a_b.", "See <https://example.org/a_b>."),
        ("“Curly” quotes stay", "“Curly” quotes stay"),
        ("\uf0b7 a bullet of Symbol", "- a bullet of Symbol"),
        ("HMICFRSÂ\xa0found", "HMICFRS found"),
        ("re\u00adport", "re\u00adport"),
    ],
)
def test_signs_of_a_paper_stay_signs(typed: str, written: str) -> None:
    document = new_document()
    document.add_paragraph(typed)
    reading = read(document)
    draft, _ = markdown_of(reading.decided(set()))
    assert draft == written
    plain = MarkdownText(draft).part().plain
    assert plain.replace(" ", "") == typed.lstrip("-\uf0b7 ").replace("Â", "").replace("\xa0", "").replace(" ", "")


def test_a_table_keeps_merged_cells_lists_and_bars() -> None:
    document = new_document()
    table: Any = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Across"
    table.cell(0, 2).text = "C"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Down"
    table.cell(1, 1).text = "a | b"
    table.cell(1, 2).text = "one\ntwo"
    table.cell(2, 1).paragraphs[0].style = document.styles["List Bullet"]
    table.cell(2, 1).paragraphs[0].text = "listed"
    assert draft_of(document) == (
        "| Across |  | C |\n| --- | --- | --- |\n| Down | a \\| b | one<br>two |\n|  | • listed |  |"
    )


def test_a_frame_of_one_cell_is_no_table() -> None:
    document = new_document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Boxed words."
    assert draft_of(document) == "Boxed words."


def test_headings_of_word_are_headings() -> None:
    document = new_document()
    document.add_heading("Key findings", 1)
    document.add_heading("Within", 2)
    document.add_paragraph("Text.")
    assert draft_of(document) == "## Key findings\n\n## Within\n\nText."


def test_bold_slanted_and_raised_words_keep_their_words() -> None:
    document = new_document()
    paragraph: Any = document.add_paragraph("On the 24")
    paragraph.add_run("th").font.superscript = True
    paragraph.add_run(" we ")
    paragraph.add_run("agree ").bold = True
    paragraph.add_run("fully").italic = True
    assert draft_of(document) == "On the 24th we **agree** *fully*"


def test_notes_keep_their_labels_and_stand_at_the_end() -> None:
    document = new_document()
    body: Any = document.element.body
    body.insert(0, parse_xml(f'<w:p {W}><w:r><w:t>Seen</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'))
    note = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>In May.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
    data = changed_parts(
        docx_bytes(document),
        {
            "word/footnotes.xml": note.encode(),
            "word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", relation),
        },
    )
    assert markdown_of(read_paper("paper.docx", data).decided(set()))[0] == "Seen[^1]\n\n[^1]: In May."


def test_links_to_the_web_stay_and_those_that_run_scripts_go() -> None:
    document = new_document()
    paragraph: Any = document.add_paragraph()
    for words, address in (("report", "https://example.org/r"), ("click", "javascript:alert(1)")):
        id_ = document.part.relate_to(
            address, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
        )
        relations = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        run = f'<w:r><w:t xml:space="preserve">{words} </w:t></w:r>'
        link = f'<w:hyperlink {W} {relations} r:id="{id_}">{run}</w:hyperlink>'
        paragraph._p.append(parse_xml(link))
    reading = read(document)
    assert markdown_of(reading.decided(set()))[0] == "[report](<https://example.org/r>) click"
    assert reading.remarks == (
        ("paragraph 1", "A link was left out, because it leads to no web page or e-mail address"),
    )


def test_a_field_shows_its_result_and_a_checkbox_its_state() -> None:
    document = new_document()
    body: Any = document.element.body
    state_of = '<w:ffData><w:checkBox><w:checked w:val="{}"/></w:checkBox></w:ffData>'
    box = f'<w:fldChar w:fldCharType="begin">{state_of}</w:fldChar>'
    runs = "".join(
        f"<w:r>{box.format(state)}</w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> {words} </w:t></w:r>'
        for state, words in ((1, "Yes"), (0, "No"))
    )
    body.insert(0, parse_xml(f"<w:p {W}>{runs}</w:p>"))
    assert markdown_of(read(document).decided(set()))[0] == "- ☒ Yes ☐ No"
