"""What records say of each other must exist: ids, findings, links, attachments, and languages that an office lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.references import reference_problems
from tests.support.checked import INSPECTION, RESPONSE, lines, small, small_register


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def problems(**files: str) -> list[str]:
    return lines(reference_problems(small_register(files)))


def with_fact(path: str, fact: str) -> str:
    return small(path).replace("---\n", f"---\n{fact}\n", 1)


def test_records_that_name_what_exists_have_no_problem() -> None:
    body = "\n[The report](../../../inspections/2019/cyber.md#recommendation)\n"

    assert problems(**{RESPONSE: small(RESPONSE) + body}) == []


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        (
            RESPONSE, with_fact(RESPONSE, "inspection: 2019/cybr"),
            "2:13: There is no inspection '2019/cybr'. Did you mean '2019/cyber'?",
        ),
        (
            "responses/norflk/2019/cyber.md", small(RESPONSE),
            " There is no office 'norflk'. Did you mean 'norfolk'?",
        ),
        (
            INSPECTION, with_fact(INSPECTION, "follows: 2019/cyber"),
            "2:10: An inspection cannot follow itself. Remove its own id.",
        ),
        (
            RESPONSE, small(RESPONSE) + "\n[x](../../../inspections/2019/cybr.md)\n",
            ("12:1: This link leads to 'inspections/2019/cybr.md', which is not there. "
            "Did you mean '../../../inspections/2019/cyber.md'?"),
        ),
        (
            RESPONSE, small(RESPONSE) + "\n[x](../../../inspections/2019/cyber.md#recomendation)\n",
            ("12:1: 'inspections/2019/cyber.md' has no finding or heading 'recomendation'. "
            "Did you mean 'recommendation'?"),
        ),
        (
            RESPONSE, with_fact(RESPONSE, "attachments: [{file: cyber/letter.pdf, title: Letter}]"),
            "2:22: There is no file 'cyber/letter.pdf'. Put it there, or remove this attachment.",
        ),
        (
            RESPONSE, with_fact(RESPONSE, "attachments: [{file: cyber/letter.docx, title: Letter}]"),
            "2:22: 'cyber/letter.docx' cannot be an attachment. Name a file that ends in .pdf, .csv, .png or .jpg.",
        ),
    ],
    ids=["a report", "an office", "itself", "a link", "an anchor", "a file", "a document"],
)  # fmt: skip
def test_what_a_record_names_must_exist(path: str, text: str, line: str) -> None:
    assert problems(**{path: text}) == [f"{path}:{line}"]


def test_a_record_that_cannot_be_read_is_not_called_missing() -> None:
    broken = small(INSPECTION).replace("title:", "titel:")

    assert problems(**{INSPECTION: broken}) == []


def test_findings_cannot_repeat_each_other_in_a_circle() -> None:
    facts = "findings: {{recommendation: {{repeats: 2019/{}#recommendation}}}}"

    message = problems(**{
        INSPECTION: with_fact(INSPECTION, facts.format("roads")),
        "inspections/2019/roads.md": with_fact(INSPECTION, facts.format("cyber")),
    })  # fmt: skip

    assert [line.partition(": ")[2] for line in message] == [
        (
            "A finding cannot repeat itself: 2019/cyber#recommendation repeats 2019/roads#recommendation repeats "
            "2019/cyber#recommendation. Remove one of these repeats."
        ),
        (
            "A finding cannot repeat itself: 2019/roads#recommendation repeats 2019/cyber#recommendation repeats "
            "2019/roads#recommendation. Remove one of these repeats."
        ),
    ]


def test_a_file_that_no_record_names_is_reported() -> None:
    assert problems(**{"responses/norfolk/2019/cyber/letter.pdf": "x"}) == [
        (
            "responses/norfolk/2019/cyber/letter.pdf: No source names this file, so it would never be published. "
            "Name it in responses/norfolk/2019/cyber.md: attachments: [{file: cyber/letter.pdf, title: ...}]. "
            "Or delete it."
        )
    ]
