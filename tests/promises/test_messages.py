"""Messages reach more people than drafts: they name files, lines, rules and ids, and quote nothing unreleased."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.checks.check import check_register
from generator.dates import read_as_of
from generator.problems import FORMATS
from tests.support.sample_office import AS_OF, CONTENT

WORDS = "The affair of the silver teapot"
TELLING = ("silver", "affair", "Silver", "Affair", "SILVER")

REPORT = (
    "---\ntitle: A sample report\npublished: {day}\ninspectorate: HMICFRS\ntypes: Sample\nsection-55: false\n"
    "{facts}---\n\n{body}\n"
)
RESPONSE = "---\ninspection: 2019/sample-cyber\n{day}{facts}---\n\n{body}\n"

FAULTS = {
    # facts, body
    "a colon in a title": (f"signed-by: {WORDS}: it goes on\n", "Words."),
    "a line that is no fact": (f"{WORDS}\n", "Words."),
    "a name that is none": (f"{WORDS}: x\n", "Words."),
    "a name twice": (f"{WORDS}: x\n{WORDS}: x\n", "Words."),
    "a quotation mark that does not close": (f'signed-by: "{WORDS}\n', "Words."),
    "a list that is none": (f"answers: {WORDS}\n", "Words."),
    "a bracket that does not close": (f"sent: [{{to: {WORDS}\n", "Words."),
    "a value that is none of a few": (f"chief-officer-comments: {WORDS}, that is submitted\n", "Words."),
    "a fact below another": (f"signed-by: Jo\n  {WORDS}: x\n", "Words."),
    "a comma in brackets": (f"answers: {{recommendation: {{action: none, reason: No, {WORDS}}}}}\n", "Words."),
    "a section nobody knows": (f"sections: {{{WORDS}: comments}}\n", "Words."),
    "a role that is none": (f"sections: {{{WORDS}: nothing}}\n", f"## {WORDS}\n\nWords."),
    "an answer to nothing": (f"answers: {{{WORDS}: {{action: none, reason: x}}}}\n", "Words."),
    "an answer to the wrong finding": (f"answers: {{recomendation: {{action: none, reason: {WORDS}}}}}\n", "Words."),
    "an empty section": ("", f"## {WORDS}\n\n## Comments\n\nWords."),
    "a heading twice": ("", f"## {WORDS}\n\nWords.\n\n## {WORDS}\n\nWords."),
    "a heading of the first level": ("", f"# {WORDS}\n\nWords."),
    "a heading that nearly names a part": ("", f"## Chief Constble's comments on {WORDS.lower()}\n\nWords."),
    "HTML": ("", f"<b>{WORDS}</b>"),
    "HTML of one word": ("", "<silver>x</silver>"),
    "a link to nothing": ("", f"[{WORDS}]()"),
    "a link to a script": ("", f"[x](javascript:{WORDS.replace(' ', '')})"),
    "a picture without words": ("", "![](teapot.png)"),
    "a link nobody can follow": ("", "[x](../../The%20teapot.md)"),
    "the facts do not end": ("signed-by: Jo\n", f"## {WORDS}\n\nWords."),
}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(CONTENT, "content")
    return Path("content")


def messages(content: Path) -> str:
    problems = check_register(content, read_as_of(AS_OF)).problems
    return "\n".join(form(problems) for form in FORMATS.values())


def write(path: str, text: str) -> None:
    file = Path("content", path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "day", ["", "published: 2026-03-03\n", "published: not a date\n"], ids=["draft", "embargoed", "undated"]
)
@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_in_a_hidden_response_is_reported_without_its_words(content: Path, fault: str, day: str) -> None:
    facts, body = FAULTS[fault]
    text = RESPONSE.format(day=day, facts=facts, body=body)
    write(
        "responses/sampleshire/2019/draft.md",
        text.replace("---\n\n## The", "\n## The") if "do not end" in fault else text,
    )
    output = messages(content)
    assert "draft.md" in output, "it is reported"
    assert [word for word in TELLING if word in output.replace("javascript:", "")] == [], output


@pytest.mark.parametrize("heading", [f"Recommendation: {WORDS}", f"Cause of concern: {WORDS}"])
def test_a_hidden_reports_findings_are_not_named_by_their_headings(content: Path, heading: str) -> None:
    write(
        "inspections/2026/hidden.md",
        REPORT.format(
            day="2026-03-03", facts="", body=f"## {heading} {{#one}}\n\n## {heading} {{#one}}\n\nText."
        ).replace("section-55: false\n", ""),
    )
    write("responses/sampleshire/2026/hidden.md", "---\npublished: 2026-03-03\n---\n\nWords.\n")
    output = messages(content)
    assert "inspections/2026/hidden.md" in output
    assert "responses/sampleshire/2026/hidden.md" in output
    assert [word for word in TELLING if word in output] == [], output


@pytest.mark.parametrize(
    "note",
    [
        f"  {WORDS}: x\n  {WORDS}: y\n",
        f"  a: {WORDS}: x\n",
        f"  - {WORDS}\n  {WORDS}\n",
        f'  a: "{WORDS}\n',
        f"  silver: x\n  silver: x\n",  # noqa: F541
    ],
)
@pytest.mark.parametrize("path", ["responses/sampleshire/2019/sample-cyber.md", "offices/sample-city.yml"])
def test_what_is_wrong_in_notes_for_office_use_is_reported_without_them_anywhere(
    content: Path, path: str, note: str
) -> None:
    text = Path("content", path).read_text(encoding="utf-8")
    changed = (
        f"{text}office-use:\n{note}" if path.endswith(".yml") else text.replace("---\n", f"---\noffice-use:\n{note}", 1)
    )
    write(path, changed)
    output = messages(content)
    assert f"{path}:" in output, "it is reported"
    assert [word for word in TELLING if word in output] == [], output


def test_what_is_wrong_in_a_released_record_is_reported_with_its_words(content: Path) -> None:
    write(
        "responses/sampleshire/2019/seen.md",
        RESPONSE.format(day="published: 2026-02-02\n", facts="", body=f"# {WORDS}\n\nWords."),
    )
    assert f"The heading '{WORDS}' uses one #" in messages(content)


def test_slips_in_single_values_of_a_draft_are_quoted_for_they_cannot_be_mended_unseen(content: Path) -> None:
    write(
        "responses/sampleshire/2019/draft.md",
        RESPONSE.format(day="", facts="dated: 31/12/2025\ninvited: 24 Octember 2025\npublshed: x\n", body="Words."),
    )
    output = messages(content)
    assert all(f"'{slip}'" in output for slip in ("31/12/2025", "24 Octember 2025", "publshed")), output


def test_titles_of_one_word_are_withheld_as_well(content: Path) -> None:
    write(
        "responses/sampleshire/2019/draft.md",
        RESPONSE.format(day="", facts="", body="## silver\n\n## Silver\n\nWords."),
    )
    assert "silver" not in messages(content).lower()


def test_ids_of_other_records_may_be_suggested_and_titles_may_not(content: Path) -> None:
    write(
        "inspections/2026/teapot.md",
        REPORT.format(day="2026-03-03", facts="", body="Words.").replace("A sample report", WORDS),
    )
    write(
        "panel-reports/sampleshire/2026/x.md",
        "---\ntitle: A\npanel: B\npublished: 2026-02-01\nabout: 2026/teapots\n---\n\nWords.\n",
    )
    output = messages(content)
    assert "2026/teapot" in output
    assert [word for word in TELLING if word in output] == []
