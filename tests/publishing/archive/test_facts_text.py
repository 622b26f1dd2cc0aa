"""Facts that are written again are read as they were, without what no page shows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publishing.archive.facts_text import facts_as_yaml, public_text
from generator.reading.yaml_facts import read_facts

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=30).map(str.strip)
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,15}", fullmatch=True)
VALUES = st.recursive(
    WORDS.filter(bool) | st.none(),
    lambda inner: (
        st.lists(inner.filter(lambda value: value is not None), min_size=1, max_size=3)
        | st.dictionaries(NAMES, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=5))
def test_facts_that_are_written_are_read_as_they_were(facts: dict[str, Any]) -> None:
    read, faults = read_facts(facts_as_yaml(facts))
    assert (read, [fault.message for fault in faults if "is empty" not in fault.message]) == (facts, [])


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("title: A report\npublished: 2026-03-01\n", "title: A report\npublished: 2026-03-01\n"),
        ("office-use: |\n  # Call them\n  today\ntitle: 'A  report'\n", "title: 'A  report'\n"),
        ("title: A report\nrecipients:\n- a@x.example\n", "title: A report\n"),
        ("{title: A report, office-use: Call them}", "title: A report\n"),
        ("title: A report # not final\ntags: [a, b]\n", "title: A report\ntags:\n  - a\n  - b\n"),
        (
            "allow: [{what: several-in-one, reason: A witness asked}]\n",
            "allow:\n  - {what: several-in-one, reason: 'The reason is kept by the office.'}\n",
        ),
        ("no-response-needed: {2019/cyber: A judge said so}\n",
         "no-response-needed:\n  2019/cyber: 'The reason is kept by the office.'\n"),
    ],
)  # fmt: skip
def test_what_no_page_shows_is_taken_out_and_the_rest_stays_as_written(text: str, public: str) -> None:
    assert public_text(text) == public
