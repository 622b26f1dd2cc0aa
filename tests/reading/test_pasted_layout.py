"""Layout as word processors paste it: what is unmistakable is read, the rest is warned of and can be tidied."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings

from generator.messages import plain_text
from generator.reading.markdown import MarkdownText
from generator.reading.plain_text.edits import Edit, EditedText
from generator.reading.tidy import suspicions, tidied
from tests.support.composed_bodies import drafts, numbered
from tests.support.page_text import text_of_page


def read_aloud(text: str) -> list[str]:
    return text_of_page(MarkdownText(text).part().prose().html)


@pytest.mark.parametrize(
    ("pasted", "html"),
    [
        ("• a\n• b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("\uf0b7\ta\n\uf0b7\tb", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("\t• a\n\t• b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("– a\n– b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1.\u00a0a\n2.\u00a0b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("-\u00a0a", "<ul>\n<li>a</li>\n</ul>\n"),
        ("(a) x\n(b) y", '<ul class="marks">\n<li>(a) x</li>\n<li>(b) y</li>\n</ul>\n'),
        ("i. x\nii. y", '<ul class="marks">\n<li>i. x</li>\n<li>ii. y</li>\n</ul>\n'),
        ("2(a) x\n2(b) y", '<ul class="marks">\n<li>2(a) x</li>\n<li>2(b) y</li>\n</ul>\n'),
        ("1.One\n2.Two", '<ul class="marks">\n<li>1.One</li>\n<li>2.Two</li>\n</ul>\n'),
        ("(a) x\n(h) y", '<ul class="marks">\n<li>(a) x</li>\n<li>(h) y</li>\n</ul>\n'),
        ("1a. x\n1b. y", '<ul class="marks">\n<li>1a. x</li>\n<li>1b. y</li>\n</ul>\n'),
        ("☐ x\n☒ y", '<ul class="marks">\n<li>☐ x</li>\n<li>☒ y</li>\n</ul>\n'),
        ("[ ] x\n[x] y", '<ul class="marks">\n<li>[ ] x</li>\n<li>[x] y</li>\n</ul>\n'),
        ("► a\n► b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1) x", '<ol class="bracket">\n<li>x</li>\n</ol>\n'),
        ("01. x\n02. y", '<ul class="marks">\n<li>01. x</li>\n<li>02. y</li>\n</ul>\n'),
        ("1. a\n2. b\n4. d", '<ol>\n<li>a</li>\n<li>b</li>\n<li value="4">d</li>\n</ol>\n'),
        ("10. a\n9. b", '<ol start="10">\n<li>a</li>\n<li value="9">b</li>\n</ol>\n'),
        ("Text:\n4. a\n5. b", '<p>Text:</p>\n<ol start="4">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("##Budget", '<h2 id="budget">Budget</h2>\n'),
        ("##\u00a0Budget", '<h2 id="budget">Budget</h2>\n'),
        ("Yours sincerely\n\nA Sample\n---", "<p>Yours sincerely</p>\n<p>A Sample</p>\n<hr>\n"),
    ],
)  # fmt: skip
def test_what_is_unmistakably_pasted_is_read_under_its_own_marks(pasted: str, html: str) -> None:
    assert MarkdownText(pasted).part().prose().html == html


def test_marks_within_marks_keep_their_places() -> None:
    text = "The force should:\n(a) x\n(b) y\n    (i) first\n    (ii) second\n(c) z\n"
    assert read_aloud(text) == ["The force should:", "(a) x", "(b) y", "(i) first", "(ii) second", "(c) z"]
    assert MarkdownText(text).part().prose().html.count('<ul class="marks">') == 2


@pytest.mark.parametrize(
    "text",
    [
        "A. Smith said so.",
        "(a) alone",
        "– said nobody",
        "We met in\n2019. He agreed.",
        "☑ Yes ☐ No",
        "#KeepTheLightOn",
        "```\n• a\n```",
    ],
)
def test_what_only_looks_like_a_list_stays_as_it_is(text: str) -> None:
    html = MarkdownText(text).part().prose().html
    assert "<li" not in html
    assert "<h" not in html


def test_a_tick_in_a_cell_stays_in_its_text() -> None:
    assert "<td>✓ Done</td>\n<td>☑ Yes<br>" in MarkdownText(
        "| a | b |\n|-|-|\n| ✓ Done | ☑ Yes<br>☐ No |\n"
    ).part().prose().html.replace("</td><td>", "</td>\n<td>")


def test_a_cell_may_hold_lines_and_a_list() -> None:
    html = (
        MarkdownText("| a |\n|---|\n| Sample House<br>Sampletown |\n| Done:<br>• one<br>• two |\n").part().prose().html
    )
    assert "<td>Sample House<br>\nSampletown</td>" in html
    assert "<td>Done:<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n</td>" in html


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (
            "See https://a.example/b_c_d.",
            '<a class="address" href="https://a.example/b_c_d">https://a.example/b_c_d</a>.',
        ),
        ("(www.a.example/b(c))", '(<a class="address" href="http://www.a.example/b(c)">www.a.example/b(c)</a>)'),
        ("a_b@c.example,", '<a class="address" href="mailto:a_b@c.example">a_b@c.example</a>,'),
        ("`https://a.example` x@y http://localhost/", "<code>https://a.example</code> x@y http://localhost/"),
        ("[https://a.example](https://b.example)", '<a href="https://b.example">https://a.example</a>'),
    ],
)
def test_a_bare_address_is_a_link_as_in_a_repository_s_preview(text: str, link: str) -> None:
    assert link in MarkdownText(text).part().prose().html


SUSPICIOUS = [
    (
        "2.1 To note the report.\n2.2 To thank the officers.\n",
        "1: The 2 numbered paragraphs from '2.1 To note the report.' on run together into one",
        "2.1 To note the report.\n\n2.2 To thank the officers.\n",
    ),
    (
        "1.1\tTo note the report.\n1.2\tTo thank the officers of the\nforce.\n1.3\tTo close.\n",
        "1: The 3 numbered paragraphs from '1.1 To note the report.' on run together into one",
        "1.1\tTo note the report.\n\n1.2\tTo thank the officers of the\nforce.\n\n1.3\tTo close.\n",
    ),
    (
        "| A | B |\n| 1 | 2 |\n",
        "1: These rows between bars make no table, or only some of them do",
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n",
    ),
    (
        "| A | B | C |\n|---|---|\n| 1 | 2 | x \\| y |\n",
        "1: These rows between bars make no table, or only some of them do",
        "| A | B | C |\n| --- | --- | --- |\n| 1 | 2 | x \\| y |\n",
    ),
    (
        "| A | B |\n|---|---|\n\n| 1 | 2 |\n\n| 3 | 4 |\n",
        "1: These rows between bars make no table, or only some of them do",
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n",
    ),
    (
        "[1] Ibid.\n[2] Report, page 4.\n",
        "1: The 2 numbered paragraphs from '[1] Ibid.' on run together into one",
        "[1] Ibid.\n\n[2] Report, page 4.\n",
    ),
    (
        "A Sample, Chief Executive\n---\n\nMore.\n",
        "1: 'A Sample, Chief Executive' is a heading, because the line below it is hyphens alone",
        "A Sample, Chief Executive\n\n---\n\nMore.\n",
    ),
    (
        "One.\n\n\tThe Commissioner agrees.\n",
        "3: 'The Commissioner agrees.' is set as computer code, because its line begins with a tab or four spaces",
        "One.\n\nThe Commissioner agrees.\n",
    ),
    (
        "The force did well.\n---\n\nMore.\n",
        "1: 'The force did well.' is a heading, because the line below it is hyphens alone",
        "The force did well.\n\n---\n\nMore.\n",
    ),
    (
        "Area\tGrade\nCustody\tGood | fair\n",
        "1: These lines have tabs between their words, as rows of a table have, and run together on the page",
        "| Area | Grade |\n| --- | --- |\n| Custody | Good \\| fair |\n",
    ),
    (
        "Sample House\nSample Road\nSampletown\n",
        "1: The 3 lines from 'Sample House' on run together into one on the page",
        "Sample House\\\nSample Road\\\nSampletown\n",
    ),
    (
        "Contact: A Sample\nRole: Sample officer\n",
        "1: The 2 lines from 'Contact: A Sample' on run together into one on the page",
        "Contact: A Sample\\\nRole: Sample officer\n",
    ),
]


@pytest.mark.parametrize(("text", "warning", "tidy"), SUSPICIOUS)
def test_what_may_have_been_meant_otherwise_is_warned_of_and_tidied(text: str, warning: str, tidy: str) -> None:
    assert [f"{found.first + 1}: {plain_text(found.message)}" for found in suspicions(MarkdownText(text))] == [warning]
    assert tidied(text) == tidy
    assert list(suspicions(MarkdownText(tidy))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Prose that was wrapped by hand\nat some seventy characters a line, as an\neditor does.\n",
        "Key findings\n---\n\nText.\n",
        "| A |\n|---|\n| 1 |\n\n| B |\n|---|\n| 2 |\n",
        "Text.\n\n| one row |\n",
        "Comments of the Commissioner\n---\n\nText.\n",
        "(a) Alpha\n(b) Beta\n(c) Gamma\n",
        "(a)\tAlpha\n(b)\tBeta\n",
        "I.\tAlpha\nII.\tBeta\n",
        "- a\n\n  b\n\n```\n\tcode\n```\n",
        "Sample House\\\nSample Road\\\nSampletown\n",
        "Dear Ms Sample,\nthank you for the report.\n",
    ],
)
def test_what_is_meant_is_neither_warned_of_nor_changed(text: str) -> None:
    assert list(suspicions(MarkdownText(text))) == []
    assert tidied(text) == text


def test_tidying_writes_the_marks_that_a_preview_knows_and_leaves_printed_ones() -> None:
    pasted = "• a\n\t• b\n\n1.\u00a0One\n\n##Heading\n\n(a) x\n(b) y\n"
    assert tidied(pasted) == "- a\n\t- b\n\n1. One\n\n## Heading\n\n(a) x\n(b) y\n"


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_tidying_loses_no_word_and_is_done_at_once(draft: str) -> None:
    body = numbered(draft)
    after = tidied(body)
    assert re.findall(r"w\d+x", after) == re.findall(r"w\d+x", body)
    assert tidied(after) == after


def test_a_point_of_an_edited_text_leads_back_to_where_it_was_written() -> None:
    edited = EditedText.of("é• a\nb", [Edit(1, 3, "- "), Edit(5, 5, "\n")])
    assert edited.text == "é- a\n\nb"
    assert [edited.original(offset) for offset in (0, 2, 4, 5, 6, 7)] == [0, 2, 6, 7, 8, 8]


def test_a_note_in_square_brackets_is_no_link_even_if_its_mark_stands_in_the_text() -> None:
    assert read_aloud("Agreed. [1]\n\n[1]: Ibid.\n[Chair]: Noted.\n") == [
        "Agreed. [1]",
        "[1]: Ibid.",
        "[Chair]: Noted.",
    ]
    assert '<a href="https://a.example/">' in MarkdownText("[1]\n\n[1]: https://a.example/").part().prose().html
