"""Names as parts of addresses, and headings as names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.messages import plain_text
from generator.slugs import SLUG, plain_heading, same_file_name, slug_error, slug_with_digest, slugify


@pytest.mark.parametrize("part", ["a", "2019", "cyber-keep-the-light-on", "x1-2", "a" * 80])
def test_small_letters_digits_and_single_hyphens_make_a_part(part: str) -> None:
    assert slug_error(part) == ""


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("", "a part of it is empty"),
        (".", "'.' cannot stand in a name"),
        ("..", "'..' cannot stand in a name"),
        ("Cyber", "'Cyber' has capital letters"),
        ("cyber_report", "'cyber_report' has something other than small letters, digits and single hyphens"),
        ("a--b", "'a--b' has something other than small letters, digits and single hyphens"),
        ("-a", "'-a' has something other than small letters, digits and single hyphens"),
        ("a-", "'a-' has something other than small letters, digits and single hyphens"),
        ("a\n", "'a�' has something other than small letters, digits and single hyphens"),
        ("café", "'café' has something other than small letters, digits and single hyphens"),
        ("\u0661", "'\u0661' has something other than small letters, digits and single hyphens"),
        ("a" * 81, "'aaaaaaaaaaaaaaaaaaaa…' has 81 characters, and 80 is the most"),
    ],
)
def test_a_part_that_is_none_is_explained(part: str, fault: str) -> None:
    assert plain_text(slug_error(part)) == fault


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Area for improvement 1", "area-for-improvement-1"),
        ("Recommendation 10", "recommendation-10"),
        ("Recommendation 2.1", "recommendation-2-1"),
        ("PCC's response", "pccs-response"),
        ("PCC’s response", "pccs-response"),
        ("  Cyber: Keep the light on – An inspection  ", "cyber-keep-the-light-on-an-inspection"),
        ("Heddlu Gogledd Cymru: tŷ a môr", "heddlu-gogledd-cymru-ty-a-mor"),
        ("½ of ﬁve", "1-2-of-five"),
        ("警察", ""),
        ("—", ""),
    ],
)
def test_a_heading_becomes_a_name(heading: str, name: str) -> None:
    assert slugify(heading) == name


@settings(max_examples=200)
@given(st.text())
def test_every_name_made_of_a_heading_is_well_formed_and_stays_as_it_is(heading: str) -> None:
    name = slugify(heading)
    assert name == "" or re.fullmatch(SLUG, name)
    assert slugify(name) == name


def test_file_names_that_windows_and_macos_hold_for_one_fold_to_one() -> None:
    assert same_file_name("Cyber.MD") == same_file_name("cyber.md")
    assert same_file_name("caf\u00e9.md") == same_file_name("cafe\u0301.md")
    assert same_file_name("STRASSE") == same_file_name("straße")
    assert same_file_name("cyber") != same_file_name("cyber-1")


@pytest.mark.parametrize(
    "heading", ["PCC’s response:", "pcc's  RESPONSE", " PCC's\u00a0response. ", "PCC‘s response :"]
)
def test_headings_are_compared_without_case_quotes_spaces_and_closing_marks(heading: str) -> None:
    assert plain_heading(heading) == "pcc's response"


@pytest.mark.parametrize(
    ("words", "start"),
    [("National thematic", "national-thematic"), ("2024", "2024"), ("…", "b4935894"), ("x" * 200, f"{'x' * 100}-")],
)
def test_any_words_make_an_address(words: str, start: str) -> None:
    slug = slug_with_digest(words)
    assert slug.startswith(start)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) < 110
