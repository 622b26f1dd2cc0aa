"""What stands on the page of a record is in the index as it stands there, and nothing else is."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from generator.outputs.search.bundle import Bundle
from generator.outputs.search.documents import documents_of
from generator.outputs.search.sections import PIECE_LENGTH, Section, pieces_of, sections_of
from generator.reading.markdown import MarkdownText
from tests.support.sample_office import build, released_at

CONTENT = {
    "offices/alba.yml": """
name: Alba Commissioner
force: Alba Police
chief-officer: Chief Constable
panel: Puffin Panel
website: https://pelican.example/
holders: [{name: A. Heron, title: Sparrow Commissioner, from: 1999-05-13}]
names: [{name: Raven Authority, to: 1987-11-21}]
statute-note: An osprey asks for this response.
expects: all
no-response-needed: {2020/second: A buzzard answers it.}
contacts: Falcon team, 1 Gull Street
recipients: [vulture@alba.example]
office-use: A magpie has the letter.
""",
    "offices/beta.yml": """
name: Beta Commissioner
force: Kite Police
chief-officer: Chief Constable
expects: none
""",
    "inspections/2020/first.md": """---
title: A report
published: 2020-02-04
inspectorate: HMICFRS
inspectorate-name: Lapwing Inspectorate
types: [Robin inspection]
report: https://wren.example/
grades: [{area: Plover, grade: Dunlin}]
findings: {recommendation-1: {addressed-to: [Linnet chiefs], by: 2033-04}}
corrections: [{on: 2024-03-01, note: A curlew was corrected.}]
attachments: [{file: first/table.csv, title: Finch table}]
---

## Recommendation 1

Do it.
""",
    "inspections/2020/first/table.csv": "a,b\n1,2\n",
    "inspections/2020/second.md": """---
title: Another report
published: 2020-03-04
inspectorate: HMICFRS
types: [Ostrich inspection]
---

## Recommendation 1

Do it, too.
""",
    "responses/alba/2020/first.md": """---
inspection: [2020/first, 2020/second]
published: 2020-12-01
invited: 2016-03-05
dated: 2015-04
signed-by: A. Swift
joint-with: [beta]
late-reason: The gannet was late.
answers:
  2020/first#recommendation-1:
    action: proposed
    see: comments
    owner: Toucan chief
    due: 2031-03
    progress: [{on: 2022-06-01, status: in progress, note: A jackdaw trains., by: Rook, source: Starling minutes}]
  2020/second#recommendation-1: {action: none, reason: The thrush sings.}
sent:
  - {to: Grebe inspectors, on: 2021-01-05, words: Sent to the egret, role: inspectorate}
  - {to: Heath Office, on: not yet, words: For the siskin, role: secretary-of-state}
corrections: [{on: 2023-03-01, note: A crane was corrected.}]
attachments: [{file: first/letter.csv, title: Stork letter}]
---

## Alba Commissioner's comments

The first words.

## Chief Constable's comments

The second words.
""",
    "responses/alba/2020/first/letter.csv": "a,b\n1,2\n",
    "responses/alba/2020/second.md": """---
published: 2020-12-01
withdrawn: {on: 2021-02-03, reason: A wombat was named.}
---

## Alba Commissioner's comments

A badger.
""",
    "panel-reports/alba/2020/paper.md": """---
title: A paper
panel: Puffin Panel
meeting: 2020-05-05
published: 2017-07-07
agenda-item: Snipe
author: A. Dipper
corrections: [{on: 2018-03-01, note: A pipit was corrected.}]
attachments: [{file: paper/table.csv, title: Avocet table}]
---

The third words.
""",
    "panel-reports/alba/2020/paper/table.csv": "a,b\n1,2\n",
}
PRINTED = frozenset(
    (  # noqa: SIM905 - read as a line
        "puffin pelican heron sparrow raven osprey falcon gull kite lapwing robin plover dunlin linnet curlew "
        "finch ostrich swift gannet toucan jackdaw rook starling thrush grebe egret siskin crane stork snipe dipper "
        "pipit avocet 1987 1999 2015 2016 2017 2018 2021 2022 2023 2024 2031 2033"
    ).split()
)
UNPRINTED = ["buzzard", "vulture", "magpie", "wren", "heath", "badger"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for path, text in CONTENT.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.removeprefix("\n"), encoding="utf-8")
    return tmp_path / "content"


def words_among(text: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub("<[^>]*>", " ", text).lower())) & {*PRINTED, *UNPRINTED}


def test_all_that_an_author_wrote_and_a_page_prints_is_found_there_and_nothing_else(
    content: Path, tmp_path: Path
) -> None:
    site = build(tmp_path, content=content, with_pdf=False)
    found: dict[str, set[str]] = defaultdict(set)
    for document in documents_of(released_at(content=content)):
        found[document.url.partition("#")[0]] |= words_among(
            " ".join([document.title, *document.meta.values(), document.text()])
        )
    pages = {url: (site / url / "index.html").read_text("utf-8") for url in found}
    printed = {url: words_among(page.partition("<main>")[2].partition("</main>")[0]) for url, page in pages.items()}
    assert found == printed
    assert set().union(*found.values()) == PRINTED


def test_a_withdrawn_record_is_not_found(content: Path) -> None:
    urls = {document.url for document in documents_of(released_at(content=content))}
    assert "responses/alba/2020/first/" in urls
    assert "responses/alba/2020/second/" not in urls


@pytest.mark.parametrize(
    "path",
    [
        "offices/alba.yml",
        "inspections/2020/first.md",
        "responses/alba/2020/first.md",
        "panel-reports/alba/2020/paper.md",
    ],
)
def test_a_document_whose_text_an_edit_changes_is_made_anew(content: Path, tmp_path: Path, path: str) -> None:
    edited = Path(shutil.copytree(content, tmp_path / "edited"))
    words = "|".join(filter(str.isalpha, PRINTED))
    (edited / path).write_text(re.sub(rf"(?i)\b({words})\b", "Otter", CONTENT[path]), encoding="utf-8")
    before, after = (
        {document.url: document for document in documents_of(released_at(content=folder))}
        for folder in (content, edited)
    )
    changed = {url for url, document in before.items() if document.text() != after[url].text()}
    assert changed
    assert changed <= {url for url in before if Bundle((before[url],)).digest != Bundle((after[url],)).digest}


def test_a_joint_response_is_found_under_each_of_its_offices(content: Path) -> None:
    documents = documents_of(released_at(content=content))
    offices = {document.url: document.facts.get("office") for document in documents}
    assert offices["responses/alba/2020/first/"] == "alba\nbeta"


def test_a_footnote_stands_in_no_phrase_and_what_is_raised_or_lowered_in_its_word() -> None:
    paper = MarkdownText("It accepts[^1] this, and[^1] that.\n\n[^1]: A note.").part().prose().html
    assert sections_of(paper)[0].text.startswith("It accepts this, and that.\nA note.\n")
    assert sections_of("<p>On the 1<sup>st</sup> CO<sub>2</sub> was</p>") == [Section("", "", "On the 1st CO2 was")]


def test_a_phrase_is_found_where_a_long_paragraph_is_cut() -> None:
    words = [f"word{number}{'.' if number % 9 == 0 else ''}" for number in range(1_500)]
    texts = [section.text for piece in pieces_of([Section("", "", " ".join(words))]) for section in piece]
    assert len(texts) > 3
    assert all(text.endswith(".") for text in texts[:-1])
    for place in range(len(words) - 8):
        assert any(" ".join(words[place : place + 9]) in text for text in texts), place


def test_a_long_text_without_spaces_or_sentences_is_cut_and_nothing_is_lost() -> None:
    for text in ("x" * 9_000, "word " * 2_000, f"{'x' * 700} " * 20, "a line\n" * 2_000):
        texts = [section.text for piece in pieces_of([Section("", "", text.strip())]) for section in piece]
        assert all(0 < len(each) <= PIECE_LENGTH for each in texts)
        assert sum(map(len, "".join(texts).split())) >= len("".join(text.split()))
