"""What Word files hide: each way is listed with its kind, and no word of it reaches a draft undecided."""

from __future__ import annotations

from functools import cache

import pytest

from generator.reading.documents.document import PaperReading
from generator.reading.documents.hidden_items import KINDS
from generator.reading.documents.markdown_body import markdown_of
from generator.reading.documents.readers import read_paper
from tests.support.hidden_in_word import CASES, HIDDEN_WORD, SHOWN, word_file

MIN_WAYS = 60
every_way = pytest.mark.parametrize("name", CASES)


@cache
def reading_of(name: str) -> PaperReading:
    """Read the file of a case."""
    return read_paper("paper.docx", word_file(CASES[name]))


def test_there_are_sixty_ways() -> None:
    assert len(CASES) >= MIN_WAYS


@every_way
def test_a_way_of_hiding_is_listed_and_nothing_of_it_is_in_a_draft(name: str) -> None:
    case, reading = CASES[name], reading_of(name)
    assert case["kind"] in {item.kind for item in reading.hidden}
    draft, _ = markdown_of(reading.decided(set()))
    assert SHOWN in draft
    assert HIDDEN_WORD not in draft
    assert HIDDEN_WORD not in reading.witness


@every_way
def test_what_is_kept_is_in_the_draft_if_it_is_text(name: str) -> None:
    case, reading = CASES[name], reading_of(name)
    kept = {item.id for item in reading.hidden if item.can_be_kept}
    is_text = KINDS[case["kind"]][1]
    assert (HIDDEN_WORD in markdown_of(reading.decided(kept))[0]) == is_text
