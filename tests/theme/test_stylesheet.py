"""Which rules of a stylesheet stay: all that a page may use, with its names in whichever file they are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import tinycss2

from generator.theme.frame import Frame, slot
from generator.theme.light_view import lighten
from generator.theme.stylesheet import Vocabulary, light_stylesheet


def vocabulary(page: str = "", code: str = "", style: str = "") -> Vocabulary:
    names = Vocabulary()
    names.add_page(page)
    names.add_code(code)
    names.add_stylesheet(style)
    return names


PAGE = vocabulary('<html><body class="s55 wide" id="top"><p hidden>text of a table</p><A HREF="x">y</A></body></html>')


@pytest.mark.parametrize(
    "rule",
    [
        ".s55{color:red}",
        ".s55.wide>p{color:red}",
        "#top p{color:red}",
        "p[hidden]{color:red}",
        "P,A[HREF]:hover::before{color:red}",
        "*{color:red}",
        ":root{color:red}",
        "[data-state=on]{color:red}",
        "[aria-sort]{color:red}",
        ".s55:not(.closed){color:red}",
        ".s55:is(.closed,.wide){color:red}",
        ".s55:has(table){color:red}",
        "p:nth-child(2n + 1){color:red}",
        "svg|p{color:red}",
        "@media print{p{color:red}}",
        "@supports (display:grid){@media print{p{color:red}}}",
        "@font-face{font-family:x;src:url(x.woff2)}",
        "@page{margin:1cm}",
        "@layer a,b;",
        "p{&:hover .closed{color:red}}",
        '@charset "UTF-8";',
    ],
)
def test_a_rule_that_a_page_may_use_stays_as_it_is(rule: str) -> None:
    assert light_stylesheet(rule, PAGE) == rule


@pytest.mark.parametrize(
    "rule",
    [
        ".closed{color:red}",
        ".S55{color:red}",
        ".s55 .closed p{color:red}",
        ".s55.closed{color:red}",
        "table{color:red}",
        "#bottom{color:red}",
        "p[role=note]{color:red}",
        ".s55:is(.closed,table){color:red}",
        "@media print{.closed{color:red}}",
        "@media print{@supports (display:grid){table{color:red}}}",
        "p{--unused:red}",
        "@keyframes closing{from{color:red}}",
        "p{}",
    ],
)
def test_a_rule_that_no_page_can_use_goes(rule: str) -> None:
    assert light_stylesheet(f"{rule}p{{color:red}}", PAGE) == "p{color:red}"


@pytest.mark.parametrize(
    ("names", "rule"),
    [
        (vocabulary(code="element.className = 'closed'"), ".closed{color:red}"),
        (vocabulary(code="{% set kind = 'table' %}"), "table{color:red}"),
        (vocabulary(code='setAttribute("role", "note")'), "[role=note]{color:red}"),
        (vocabulary(code='style.setProperty("--depth", 2)'), ":root{--depth:1}"),
        (vocabulary(style="main{width:var(--width)}"), ":root{--width:1px}"),
        (vocabulary(style=".x{animation:closing 1s}"), "@keyframes closing{from{color:red}}"),
        (vocabulary(page='<i style="color:var(--ink)">'), ":root{--ink:red}"),
    ],
)
def test_a_name_in_a_template_a_script_or_another_stylesheet_counts(names: Vocabulary, rule: str) -> None:
    assert light_stylesheet(rule, names) == rule


def test_a_word_of_the_text_is_not_a_name() -> None:
    assert light_stylesheet("text,.text,table{color:red}", PAGE) == ""


def test_only_the_selectors_of_a_list_that_cannot_match_go() -> None:
    assert light_stylesheet("p,.closed,a:hover{color:red}", PAGE) == "p,a:hover{color:red}"


def test_a_selector_that_only_one_browser_knows_stays_in_its_list() -> None:
    """Without it another browser would apply a rule that it ignores as it is."""
    assert light_stylesheet("p,.closed::-moz-x{color:red}", PAGE) == "p,.closed::-moz-x{color:red}"
    assert light_stylesheet("table,.closed::-moz-x{color:red}", PAGE) == ""


def test_a_custom_property_goes_with_the_last_that_uses_it() -> None:
    chain = ':root{--a:url("data:image/svg+xml;x");--b:var(--a);--c:var(--b);--d:1px}p{width:var(--d)}'

    assert light_stylesheet(chain, PAGE) == ":root{--d:1px}p{width:var(--d)}"
    assert light_stylesheet(f"{chain}a{{mask:var(--c)}}", PAGE) == f"{chain}a{{mask:var(--c)}}"


@pytest.mark.parametrize("text", ["", "p{", "}", "p{color:red", "@media", "p{color:)", "\ufeff@@{};;", "/* open"])
def test_a_damaged_stylesheet_raises_nothing(text: str) -> None:
    light_stylesheet(text, PAGE)


def test_the_light_stylesheet_has_a_name_of_its_own_and_every_page_links_to_it(tmp_path: Path) -> None:
    old = "assets/stylesheets/main.12345678.min.css"
    (tmp_path / "site" / "assets" / "stylesheets").mkdir(parents=True)
    (tmp_path / "site" / old).write_text(".here,.framed,.scripted,.templated,.unheard-of{color:red}", encoding="utf-8")
    (tmp_path / "site" / "page.html").write_text(f'<link href="../{old}"><p class="here">', encoding="utf-8")
    (tmp_path / "site" / "own.js").write_text("list.add('scripted')", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "response.html").write_text('<p class="templated">', encoding="utf-8")
    frame = Frame.parse(f'<link href="{old}">{slot("content")}<p class="framed">')

    new = lighten(tmp_path / "site", old, [frame], [tmp_path / "templates"])

    [file] = (tmp_path / "site" / "assets" / "stylesheets").iterdir()
    assert new == file.relative_to(tmp_path / "site").as_posix() != old
    assert file.read_text(encoding="utf-8") == ".here,.framed,.scripted,.templated{color:red}"
    assert (tmp_path / "site" / "page.html").read_text(encoding="utf-8") == f'<link href="../{new}"><p class="here">'
    assert frame.replace(old, new).fill({"content": old}) == f'<link href="{new}">{old}<p class="framed">'


def test_a_stylesheet_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    parsed: list[str] = []
    parse = tinycss2.parse_stylesheet

    def watched(text: str, **options: bool) -> object:
        parsed.append(text)
        return parse(text, **options)

    monkeypatch.setattr(tinycss2, "parse_stylesheet", watched)
    first, second = ".s55{color:red}.closed{color:red}", ".s55{color:blue}"
    assert [light_stylesheet(first, PAGE), light_stylesheet(first, PAGE)] == [".s55{color:red}"] * 2
    assert parsed == [first]
    assert [light_stylesheet(first, vocabulary('<p class="closed">')), light_stylesheet(second, PAGE)] == [
        ".closed{color:red}",
        second,
    ]
    assert parsed == [first, second]
    (kept,) = tmp_path.rglob("stylesheet.*.cache")
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    assert light_stylesheet(second, PAGE) == second
    assert parsed == [first, second, second]
