"""Markdown becomes HTML that keeps what was printed and lets nothing else through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.messages import plain_text
from generator.reading.commonmark.problems import MarkdownProblem
from generator.reading.commonmark.safe_html import CLEAN, SafeHtml, paragraphs
from generator.reading.link_targets import ROOT, is_external, site_address, target_of
from generator.reading.markdown import MarkdownText

HOME = "responses/norfolk/2019/cyber"


def html(text: str, *, level: int = 2, part: str = "", numbered: bool = False) -> str:
    return MarkdownText(text, HOME).part().prose(level, part, numbered=numbered).html


def lines(text: str, *, level: int = 2, numbered: bool = False) -> list[str]:
    return html(text, level=level, numbered=numbered).splitlines()


# --- What was printed stays -------------------------------------------------------------------------------------------


def test_lists_keep_their_printed_numbers() -> None:
    assert lines("4. four\n5. five\n\ntext\n\n10) ten") == [
        '<ol start="4">', "<li>four</li>", "<li>five</li>", "</ol>", "<p>text</p>",
        '<ol class="bracket" start="10">', "<li>ten</li>", "</ol>",
    ]  # fmt: skip


def test_a_passage_in_another_language_says_so_and_its_mark_is_not_shown() -> None:
    text = "Croeso i *bawb*. {lang=cy}\n\n- مرحبا {lang=ar}\n- plain\n\n| a |\n|---|\n| b {lang=pt-BR} |\n"
    assert lines(text) == [
        '<p lang="cy">Croeso i <em>bawb</em>.</p>',
        "<ul>",
        '<li lang="ar" dir="rtl">مرحبا</li>',
        "<li>plain</li>",
        "</ul>",
        '<div class="table" role="group" tabindex="0" aria-label="a"><table>',
        '<thead><tr><th scope="col">a</th></tr></thead>',
        '<tbody><tr><td lang="pt-BR">b</td></tr>',
        "</tbody></table></div>",
    ]
    assert list(MarkdownText(text).problems()) == []


@pytest.mark.parametrize("level", ["##", "###", "####"])
def test_a_heading_that_would_say_its_language_is_reported(level: str) -> None:
    assert list(MarkdownText(f"One.\n\n{level} Ymateb {{lang=cy}}\n").problems()) == [
        MarkdownProblem(
            3,
            1,
            "A heading cannot say that it is in another language",
            "Leave it out here, and write it at the end of each paragraph below",
        )
    ]


@pytest.mark.parametrize(
    "mark", ["{lang=Welsh}", "{lang=}", "{lang}", "{lang=cy} and more", '{lang="cy"}', "{lang=cy x}", "{lang="]
)
def test_a_mark_of_a_language_that_says_none_is_reported(mark: str) -> None:
    shown = mark.partition("}")[0] + "}" * ("}" in mark)
    assert plain_problems(MarkdownText(f"One.\n\nTwo é {mark}\n")) == [
        MarkdownProblem(
            3, 7, f"'{shown}' does not say the language of a passage",
            "Write it at the end of a paragraph, with two or three small letters: {lang=cy} for Welsh",
        )
    ]  # fmt: skip


def test_a_list_from_one_says_no_number_and_bullets_have_none() -> None:
    assert html("1. one\n") == "<ol>\n<li>one</li>\n</ol>\n"
    assert html("- one\n") == "<ul>\n<li>one</li>\n</ul>\n"


def test_percentages_and_section_numbers_are_no_lists() -> None:
    assert html("98.2% of calls\n\n1.1 Scope") == "<p>98.2% of calls</p>\n<p>1.1 Scope</p>\n"


def test_marks_that_html_would_take_for_its_own_are_escaped() -> None:
    assert (
        html('2 < 3 & 4 > 3, \\<b>, `<i>`, "x"')
        == '<p>2 &lt; 3 &amp; 4 &gt; 3, &lt;b&gt;, <code>&lt;i&gt;</code>, "x"</p>\n'
    )


def test_templates_and_formulas_are_only_words() -> None:
    assert html('{{ 7*7 }} {% raw %} =HYPERLINK("x")') == '<p>{{ 7*7 }} {% raw %} =HYPERLINK("x")</p>\n'


def test_lines_break_where_the_writer_marked_it() -> None:
    assert html("a\\\nb  \nc\nd") == "<p>a<br>\nb<br>\nc\nd</p>\n"


def test_quotations_rules_and_code_are_set() -> None:
    assert (
        html("> q\n\n***\n\n    code <x>\n")
        == "<blockquote><p>q</p>\n</blockquote>\n<hr>\n<pre><code>code &lt;x&gt;\n</code></pre>\n"
    )


# --- Headings and anchors ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "level", "levels"),
    [
        ("# A\n## B\n### C", 2, [2, 3, 4]),
        ("# A\n### B\n###### C\n## D\n# E", 2, [2, 3, 4, 3, 2]),
        ("### A\n## B\n#### C", 2, [2, 2, 3]),
        ("## A\n### B\n#### C\n##### D", 4, [4, 5, 6, 6]),
        ("###### A", 3, [3]),
    ],
)
def test_headings_are_fitted_under_the_page_s(text: str, level: int, levels: list[int]) -> None:
    assert [int(line[2]) for line in lines(text, level=level)] == levels


@settings(max_examples=200)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=12), st.integers(2, 6))
def test_no_heading_level_is_skipped(written: list[int], level: int) -> None:
    fitted = [int(line[2]) for line in lines("\n".join(f"{'#' * each} H" for each in written), level=level)]
    assert fitted[0] == level
    assert all(level <= below <= above + 1 for above, below in pairwise(fitted))
    assert max(fitted) <= 6


def test_every_heading_has_an_anchor_of_its_own() -> None:
    assert lines("## A\n## A\n## A 2\n## A\n## B {#Own_Id}\n## 警察") == [
        '<h2 id="a">A</h2>',
        '<h2 id="a-2">A</h2>',
        '<h2 id="a-2-2">A 2</h2>',
        '<h2 id="a-3">A</h2>',
        '<h2 id="own-id">B</h2>',
        '<h2 id="part">警察</h2>',
    ]


def test_the_anchors_of_two_parts_of_a_page_stay_apart() -> None:
    assert html("## A\n\nx[^1]\n\n[^1]: y", part="reply") == (
        '<h2 id="reply--a">A</h2>\n'
        '<p>x<sup id="reply--note-1-reference"><a href="#reply--note-1">[1]</a></sup></p>\n'
        '<div class="footnotes"><ol>\n'
        '<li id="reply--note-1"><p>y</p>\n<p><a href="#reply--note-1-reference">Back to the text</a></p></li>\n'
        "</ol></div>\n"
    )


def test_numbered_paragraphs_have_anchors_where_they_are_asked_for() -> None:
    text = "5.2 The nature\n\n2.1. To note\n\n98.2% of calls\n\n5. Five\n6. Six\n   1. One\n"
    assert lines(text, numbered=True) == [
        '<p id="paragraph-5-2">5.2 The nature</p>',
        '<p id="paragraph-2-1">2.1. To note</p>',
        "<p>98.2% of calls</p>",
        '<ol start="5">',
        '<li id="paragraph-5">Five</li>',
        '<li id="paragraph-6">Six<ol>',
        "<li>One</li>",
        "</ol>",
        "</li>",
        "</ol>",
    ]
    assert "id=" not in html(text)


def test_a_paragraph_s_number_printed_twice_still_gives_two_anchors() -> None:
    assert lines("1.1 One\n\n1.1 Two", numbered=True) == [
        '<p id="paragraph-1-1">1.1 One</p>',
        '<p id="paragraph-1-1-2">1.1 Two</p>',
    ]


# --- Footnotes, tables, links -----------------------------------------------------------------------------------------


def test_footnotes_stand_at_the_end_in_the_order_of_their_mention_and_lead_back() -> None:
    assert html(
        "x[^b] y[^7] z[^B] w[^none] v[^long name]\n\n[^7]: Note 7\n\n[^b]: Note b [^1]\n\n[^1]: Note 1\n\n"
        "[^long  Name]: Two\n"
    ) == (
        '<p>x<sup id="note-b-reference"><a href="#note-b">[b]</a></sup> '
        'y<sup id="note-7-reference"><a href="#note-7">[7]</a></sup> z<sup><a href="#note-b">[b]</a></sup> w[^none] '
        'v<sup id="note-2-reference"><a href="#note-2">[2]</a></sup></p>\n'
        '<div class="footnotes"><ol type="a">\n'
        '<li id="note-b" value="2"><p>Note b <sup id="note-1-reference"><a href="#note-1">[1]</a></sup></p>\n'
        '<p><a href="#note-b-reference">Back to the text</a></p></li>\n</ol>'
        '<ol>\n<li id="note-7" value="7"><p>Note 7</p>\n<p><a href="#note-7-reference">Back to the text</a></p></li>\n'
        '<li id="note-2" value="2"><p>Two</p>\n<p><a href="#note-2-reference">Back to the text</a></p></li>\n'
        '<li id="note-1" value="1"><p>Note 1</p>\n<p><a href="#note-1-reference">Back to the text</a></p></li>\n'
        "</ol></div>\n"
    )


def test_footnotes_that_nothing_refers_to_stand_after_the_others_where_they_were_written() -> None:
    markdown = MarkdownText(
        "## One\n\nx[^1]\n\n[^9]: Nine\n\n## Two\n\ny\n\n[^1]: One\n\n[^3]: Three[^4]\n\n[^4]: Four[^3]", HOME
    )
    first, second = markdown.headings
    notes = [
        line[: line.find("</p>")]
        for line in markdown.part(first.after, second.index).prose().html.splitlines()
        if "<li" in line
    ]
    assert notes == ['<li id="note-1"><p>One', '<li id="note-9" value="9"><p>Nine']
    later = [
        line[: line.find("</p>")] for line in markdown.part(second.after).prose().html.splitlines() if "<li" in line
    ]
    assert later[0] == '<li id="note-3" value="3"><p>Three<sup id="note-4-reference"><a href="#note-4">[4]</a></sup>'
    assert later[1].startswith('<li id="note-4"><p>Four')


def test_a_note_s_anchor_gives_way_to_none_of_a_heading_s() -> None:
    assert lines("x[^1]\n\n## Note 1\n\n[^1]: y")[1] == '<h2 id="note-1-2">Note 1</h2>'


def test_a_section_has_the_footnotes_that_stand_elsewhere_in_the_text() -> None:
    markdown = MarkdownText("## One\n\nx[^1]\n\n## Two\n\ny\n\n[^1]: Elsewhere", HOME)
    first, second = markdown.headings
    assert "Elsewhere" in markdown.part(first.after, second.index).prose().html
    assert markdown.part(second.after).prose().html == "<p>y</p>\n"


def test_a_table_says_what_its_head_is_the_head_of_and_how_columns_are_aligned() -> None:
    assert html("| Force | Note | Calls |\n|---|:-:|--:|\n| Norfolk | \\<b> | 7 |\n| Kent |\n") == (
        '<div class="table" role="group" tabindex="0" aria-label="Force, Note, Calls"><table>\n'
        '<thead><tr><th scope="col">Force</th><th scope="col" class="centred">Note</th><th scope="col" '
        'class="number">Calls</th></tr></thead>\n'
        '<tbody><tr><td>Norfolk</td><td class="centred">&lt;b&gt;</td><td class="number">7</td></tr>\n'
        '<tr><td>Kent</td><td class="centred"></td><td class="number"></td></tr>\n'
        "</tbody></table></div>\n"
    )


def test_addresses_in_angle_brackets_become_links() -> None:
    assert html("<office@norfolk.police.uk> <https://example.org/?a=1&b=2>") == (
        '<p><a class="address" href="mailto:office@norfolk.police.uk">office@norfolk.police.uk</a> '
        '<a class="address" href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a></p>\n'
    )


@pytest.mark.parametrize(
    ("address", "on_the_site"),
    [
        ("../../../inspections/2019/cyber.md", f"{ROOT}inspections/2019/cyber/"),
        ("../../../inspections/2019/cyber.md#recommendation", f"{ROOT}inspections/2019/cyber/#recommendation"),
        ("../../../offices/norfolk.yml", f"{ROOT}offices/norfolk/"),
        ("../../../pages/index.md", ROOT),
        ("../../../pages/index.md#top", f"{ROOT}#top"),
        ("../../../pages/about.md", f"{ROOT}about/"),
        ("cyber/letter.pdf", f"{ROOT}responses/norfolk/2019/cyber/letter.pdf"),
        ("cyber.cy.md", f"{ROOT}cy/responses/norfolk/2019/cyber/"),
        ("#pcc-response", "#pcc-response"),
        ("https://example.org/a.md", "https://example.org/a.md"),
        ("mailto:a@b.org", "mailto:a@b.org"),
    ],
)
def test_an_address_in_a_source_becomes_one_on_the_site(address: str, on_the_site: str) -> None:
    assert site_address(address, HOME) == on_the_site
    assert html(f"[x]({address})") == f'<p><a href="{on_the_site}">x</a></p>\n'


def test_a_way_out_of_the_content_folder_is_not_hidden() -> None:
    assert target_of("../../../../README.md#x", HOME) == ("../README.md", "x")
    assert is_external("HTTPS://example.org")
    assert is_external("/root")
    assert not is_external("cyber/letter.pdf")


# --- Parts of a text --------------------------------------------------------------------------------------------------


def test_a_text_is_cut_at_its_headings_whose_lines_are_known() -> None:
    markdown = MarkdownText("Opening.\n\n## One *two* `three`\n\nText.\n\n> ## Quoted\n\n### Sub {#own}\n\nMore.", HOME)
    assert [(each.level, each.text, each.id, each.line) for each in markdown.headings] == [
        (2, "One two three", None, 3), (3, "Sub", "own", 9),
    ]  # fmt: skip
    one = markdown.headings[0]
    assert markdown.part(0, one.index).plain == "Opening."
    assert markdown.part(one.after).headings == markdown.headings[1:]
    assert not markdown.part(one.index, one.index)


def test_links_and_pictures_have_places_in_characters_not_in_bytes() -> None:
    text = "é [a](x.md) 𝄞 ![](y.png) words\n- ä [![p](z.png)](w.md)\n"
    found = [(link.address, link.line, link.column, link.is_image, link.has_words) for link in MarkdownText(text).links]
    assert found == [
        ("x.md", 1, 3, False, True),
        ("y.png", 1, 15, True, False),
        ("w.md", 2, 5, False, True),
        ("z.png", 2, 6, True, True),
    ]


def test_paragraphs_of_a_fact_are_words_and_no_markdown() -> None:
    assert (
        paragraphs("One *two*\nthree\n\n<b>four</b> & five\n\n \n").html
        == "<p>One *two*\nthree</p><p>&lt;b&gt;four&lt;/b&gt; &amp; five</p>"
    )
    assert not paragraphs(" \n ")
    assert SafeHtml("<p>x</p>").__html__() == "<p>x</p>"


# --- What a text may not have -----------------------------------------------------------------------------------------


def plain_problems(text: MarkdownText) -> list[MarkdownProblem]:
    return [replace(fault, message=plain_text(fault.message)) for fault in text.problems()]


def problems(text: str) -> list[tuple[int, int, str]]:
    return [(fault.line, fault.column, plain_text(fault.message)) for fault in MarkdownText(text, HOME).problems()]


def test_each_piece_of_html_is_named_once_with_its_cure() -> None:
    assert plain_problems(MarkdownText("On the 24<sup>th</sup>\n\n<div>\n<p>x</p>\n</div>\n\ntext</b>")) == [
        MarkdownProblem(1, 10, "'<sup>' is HTML, which texts do not have", "Write 21st, 24th without it"),
        MarkdownProblem(
            3,
            1,
            "'<div>' is HTML, which texts do not have",
            "Write it in Markdown, or put a backslash before '<' to show it as it is",
        ),
    ]
    assert problems("text</b>") == [(1, 5, "'</b>' is HTML, which texts do not have")]


def test_a_character_reference_cannot_smuggle_in_what_no_text_may_have() -> None:
    assert problems("a &#xFDD0; b &#27;[31m") == [
        (1, 3, "An invisible character (U+FDD0) is written here"),
        (1, 14, "An invisible character (U+001B) is written here"),
    ]
    assert problems("[x](&#xFDD0;y)") == [(1, 1, "This address has an invisible character in it")]


def test_nesting_has_a_limit_that_is_reported_once() -> None:
    assert problems("> " * 20 + "x") == []
    message = "More than 20 lists, quotations or emphases stand inside each other here"
    assert problems("> " * 21 + "x") == [(1, 41, message)]
    assert problems("- " * 400 + "x\n\n" + "> " * 400 + "x\n\n" + "*a **b " * 400) == [(1, 41, message)]


@pytest.mark.parametrize(
    "text",
    ["a[^1]\n\n[^1]: b", "| a |\n|--|\n| b |", "- [ ] a", "\\<b>", "`<b>`", "2 < 3", "AT&T", "&lt;b&gt;", "[x](y.md)"],
)
def test_what_is_no_fault_is_not_named(text: str) -> None:
    assert problems(text) == []


# --- The second wall --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kept",
    [
        '<p lang="cy" id="x">a</p>',
        '<th scope="row" colspan="2" rowspan="3">a</th>',
        '<td colspan="2" rowspan="3" class="number">a</td>',
        '<time datetime="2019-10-24">24 October 2019</time>',
        '<ol start="4"><li value="7">a</li></ol>',
        '<img src="x.png" alt="a">',
        '<a href="https://example.org/">a</a>',
        '<a href="mailto:a@b.org">a</a>',
        f'<a href="{ROOT}inspections/2019/cyber/">a</a>',
        '<div class="table" role="group" tabindex="0" aria-label="Force, Calls">a</div>',
        '<div class="footnotes">a</div>',
    ],
)
def test_the_sanitiser_keeps_what_records_need(kept: str) -> None:
    whole = {
        "<th": "<table><tbody><tr>{}</tr></tbody></table>",
        "<td": "<table><tbody><tr>{}</tr></tbody></table>",
    }.get(kept[:3], "{}")
    assert CLEAN.clean(whole.format(kept)) == whole.format(kept)


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("<script>alert(1)</script>a", "a"),
        ("<style>p {}</style>a", "a"),
        ('<p onclick="alert(1)" style="color: red" class="x" data-x="1" title="t">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x" target="_blank">a</a>', "<a>a</a>"),
        ('<img src="data:image/svg+xml,x" srcset="x" onerror="x" alt="a">', '<img alt="a">'),
        ("<iframe src=x></iframe><object></object><form><input></form><h1>a</h1>", "a"),
        ('<div class="table x" role="alert" tabindex="1">a</div>', '<div class="table">a</div>'),
        ("<svg><a href='javascript:1'>a</a></svg>b", "b"),
        ("a<!-- b -->", "a"),
    ],
)
def test_the_sanitiser_drops_all_else(given_: str, kept: str) -> None:
    assert CLEAN.clean(given_) == kept


HTML = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.org></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></p><img src onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<p style='background:url(javascript:alert(1))'>",
    "<style>@import 'x'</style>",
    "<base href=//x.org>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<noscript><p title='</noscript><img src onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<p/onclick=alert(1)\n\n<b onclick=alert(1)>x",
]
MARKDOWN = [
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](vbscript:msgbox)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '[x](x.md "onclick=alert(1)")',
    '[x](x.md"onclick="alert(1))',
    '[x](<x.md" onclick="alert(1)>)',
    "[x]\n\n[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    '![x" onerror="alert(1)](x.png)',
    "![x](javascript:alert(1))",
    '![x](<x.png" onerror="alert(1)>)',
    '## x {#a"onclick="alert(1)}',
    "## x {onclick=alert(1) .a style=x}",
    "```<script>\n</code><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "| <script>alert(1)</script> |\n| --- |\n| <img src onerror=alert(1)> |",
    "x[^<script>]\n\n[^<script>]: <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script>alert(1)\\</script>",
]


class Elements(HTMLParser):
    """Collects what a browser would take for an element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def attacks_in(text: str) -> Iterator[str]:
    for tag, attributes in Elements(text).found:
        if tag in {
            "script",
            "style",
            "svg",
            "math",
            "iframe",
            "object",
            "form",
            "base",
            "meta",
            "template",
            "body",
            "details",
        }:
            yield tag
        for name, value in attributes.items():
            if name.startswith("on") or name in {"style", "srcdoc", "action", "srcset"}:
                yield f"{tag} {name}"
            squeezed = "".join(letter for letter in value or "" if letter > " ").lower()
            if name in {"href", "src"} and squeezed.startswith(("javascript:", "vbscript:", "data:")):
                yield f"{tag} {name}={value}"


def test_an_attack_would_be_found() -> None:
    found = list(attacks_in('<script></script><p onclick="x" style="y"><a href="java\tscript:1">'))
    assert found == ["script", "p onclick", "p style", "a href=java\tscript:1"]


@pytest.mark.parametrize("payload", [*HTML, *MARKDOWN])
def test_no_payload_passes_as_markdown_or_as_a_fact(payload: str) -> None:
    for text in (payload, f"x {payload} y", f"> {payload}", f"- {payload}"):
        assert list(attacks_in(html(text))) == []
    assert list(attacks_in(paragraphs(payload).html)) == []
    assert [tag for tag, _ in Elements(paragraphs(payload).html).found] == ["p"] * (payload.count("\n\n") + 1)


@pytest.mark.parametrize("payload", HTML)
def test_html_reaches_the_page_as_words_or_not_at_all(payload: str) -> None:
    assert {tag for tag, _ in Elements(html(f"x {payload}\n\n{payload}\n")).found} == {"p"}


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab <>&\"'/=[](){}!#*_`|-:\\\n^.1javscript"), max_size=80))
def test_any_text_is_rendered_without_a_script_and_with_ids_of_its_own(text: str) -> None:
    found = html(text, numbered=True)
    assert list(attacks_in(found)) == []
    ids = [attributes["id"] for _, attributes in Elements(found).found if "id" in attributes]
    assert len(ids) == len(set(ids))


@settings(max_examples=500)
@given(st.text(st.sampled_from("abcé ’&<>\"'-1.\xa0\t\n") | st.sampled_from("*_[]#`|\\{}^@:"), max_size=60))
def test_words_without_marks_are_set_as_if_they_were_parsed_again(text: str) -> None:
    once, again = MarkdownText(text, HOME).part(), MarkdownText(text, HOME).part()
    again.__dict__["_words"] = None
    assert (once.prose().html, once.plain) == (again.prose().html, again.plain)


def test_paragraphs_without_marks_are_not_parsed_to_be_set() -> None:
    passage = MarkdownText("One & two.\n\nThree\nfour.\n", HOME).part()
    passage.settle()
    passage.markdown.forget()
    assert (passage.prose().html, passage.plain) == (
        "<p>One &amp; two.</p>\n<p>Three\nfour.</p>\n",
        "One & two. Three four.",
    )
    assert "_parsing" not in passage.markdown.__dict__


# --- Work grows with the text, not with its square --------------------------------------------------------------------


class Counted(list[object]):
    """A list that counts how many of its entries are looked at one by one."""

    looked_at = 0

    def __iter__(self) -> Iterator[object]:
        for each in super().__iter__():
            Counted.looked_at += 1
            yield each


def test_the_headings_of_a_part_are_found_without_looking_at_all_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    markdown = MarkdownText("## A\n" * 500, HOME)
    monkeypatch.setitem(markdown.__dict__, "headings", Counted(markdown.headings))
    Counted.looked_at = 0
    found = [markdown.part(index * 3, index * 3 + 3).headings for index in range(500)]
    assert [len(each) for each in found] == [1] * 500
    assert Counted.looked_at == 0


def test_the_place_of_a_link_is_found_without_reading_its_line_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    class Bytes(bytes):
        def __getitem__(self, key: object) -> object:  # type: ignore[override]
            read.append(1)
            return super().__getitem__(key)  # type: ignore[call-overload]

    markdown = MarkdownText("é [a](b.md) " * 300, HOME)
    monkeypatch.setitem(markdown.__dict__, "_data", Bytes(markdown.text.encode()))
    assert [link.column for link in markdown.links] == [index * 12 + 3 for index in range(300)]
    assert read == []


def test_each_note_is_set_once_however_often_it_is_referred_to() -> None:
    text = "".join(f"a[^{number % 10}]" for number in range(300)) + "".join(
        f"\n\n[^{number}]: Note [^{number}]" for number in range(10)
    )
    assert html(text).count("Note ") == 10


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("x" + "*" * 20_000, "x" + "*" * 20_000),
        ("[" * 20_000, "[" * 20_000),
        ("![" * 10_000, "![" * 10_000),
        ("x" + "`" * 20_001, "x" + "`" * 20_001),
        ("_a " * 10_000, ("_a " * 10_000).strip()),
        ("|" * 20_000, "|" * 20_000),
        ("<" * 20_000, "<" * 20_000),
        ("> " * 5_000 + "x", "x"),
        ("[a](" * 10_000, "[a](" * 10_000),
    ],
)
def test_texts_made_to_exhaust_a_parser_keep_their_words(text: str, plain: str) -> None:
    assert MarkdownText(text, HOME).part().plain == plain
    assert f"<p>{plain}</p>" in unescape(html(text)).replace(" </p>", "</p>")
