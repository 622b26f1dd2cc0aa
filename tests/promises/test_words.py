"""No word of a body is lost: each is on its record's page, in the order written, or an error names its place."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from urllib.parse import unquote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.problems import Severity
from generator.reading.markdown import MarkdownText
from tests.support.composed_bodies import drafts, missing_words, numbered, specification_examples, text_of_html
from tests.support.conservation import PARTS, Judged, judge_records, judge_text

NOTHING = Judged([], [])


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_every_word_of_a_body_is_shown_in_its_order_or_named(draft: str) -> None:
    assert judge_text(numbered(draft)) == NOTHING


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.fixed_dictionaries({path: st.tuples(*[drafts(3)] * 4) for path in PARTS}))
def test_every_word_is_shown_or_named_in_every_part_of_every_kind(parts: dict[str, tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        judged = judge_records(Path(folder), {path: PARTS[path].format(*texts) for path, texts in parts.items()})
    assert {path: record.missing for path, record in judged.items() if record.missing} == {}
    # An answer stands below the finding that it answers, wherever the response has it.
    in_order = {path: record for path, record in judged.items() if not path.startswith("responses/")}
    assert {path: record.disordered for path, record in in_order.items() if record.disordered} == {}


def test_the_page_of_each_kind_is_judged(tmp_path: Path) -> None:
    judged = judge_records(tmp_path, {path: text.format("W", "W", "W", "W") for path, text in PARTS.items()})
    assert list(judged) == ["inspections/2024/r", "responses/x/2024/r", "panel-reports/x/2024/p"]


def test_the_judge_sees_a_word_that_is_missing() -> None:
    assert missing_words("w1x w2x\n\nw3x", ["w1x", "w3x"], []) == ["w2x"]
    assert missing_words("w1x w2x\n\nw3x", ["w1x", "w3x"], [(1, 5)]) == []
    assert missing_words("w1x w2x\n\nw3x w4x", ["w1x", "w3x"], [(1, 5)]) == ["w4x"]


WORD = re.compile(r"(?<![&\w#])(?<!</)[^\W\d_]{2,}")
"""Words of the specification's examples; not character references, nor the names of closing tags."""


def test_every_word_of_the_commonmark_specification_is_shown_or_named() -> None:
    examples = list(specification_examples())
    assert len(examples) > 600
    assert {example: missing for example in examples if (missing := _missing_of(example))} == {}


def _missing_of(example: str) -> list[str]:
    markdown = MarkdownText(example, "responses/x/2024/r")
    html = markdown.part().prose().html
    errors = [(found.line, found.column) for found in markdown.problems() if found.severity is Severity.ERROR]
    addresses = unquote(" ".join(re.findall(r'(?:href|src)="([^"]*)"', html))).replace("/", " ")
    labels = " ".join(re.findall(r"\[((?:\\.|[^\]\\])*)\]", example) if "]:" in example else [])
    accounted = {*WORD.findall(f"{addresses} {labels}"), "md"}
    missing = missing_words(example, WORD.findall(text_of_html(html)), errors, WORD)
    return [word for word in missing if word not in accounted]
