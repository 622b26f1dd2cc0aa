"""A released record that names an unreleased one is refused with exit code 4, by file and rule, without a title."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.checks.check import check_register
from generator.commands.exit_codes import Exit, exit_code
from generator.dates import read_as_of
from generator.problems import FORMATS, errors_in
from tests.support.sample_office import AS_OF, CONTENT

TITLE = "The affair of the silver teapot"
HIDDEN_REPORT = "inspections/2026/teapot"
HIDDEN_RESPONSE = "responses/sampleshire/2019/kettle"
HIDDEN_PAPER = "panel-reports/sampleshire/2026/saucer"

REPORT = (
    "---\ntitle: A sample report\npublished: 2026-01-06\ninspectorate: HMICFRS\ntypes: Sample\nsection-55: false\n"
    "{facts}---\n{body}\n"
)
RESPONSE = (
    "---\ninspection: 2025/sample-super-complaint\npublished: 2026-02-01\nrecorded-as-published: true\n{facts}---\n\n"
    "{body}\n"
)
PAPER = "---\ntitle: A sample paper\npanel: Sample panel\npublished: 2026-02-01\n{facts}---\n\n{body}\n"

WAYS = {
    "an inspection follows it": ("inspections/2026/x.md", REPORT, "follows: 2026/teapot\n", ""),
    "a finding repeats one of its": (
        "inspections/2026/x.md",
        REPORT,
        "findings: {recommendation: {repeats: 2026/teapot#recommendation}}\n",
        "\n## Recommendation\n\nDo it.\n",
    ),
    "a response answers it": (
        "responses/sampleshire/2026/x.md",
        RESPONSE.replace("2025/sample-super-complaint", "2026/teapot"),
        "",
        "Words.",
    ),
    "a response answers it among others": (
        "responses/sampleshire/2026/x.md",
        RESPONSE.replace("2025/sample-super-complaint", "[2025/sample-super-complaint, 2026/teapot]"),
        "",
        "Words.",
    ),
    "a response is named for it": (
        "responses/sampleshire/2026/teapot.md",
        RESPONSE.replace("inspection: 2025/sample-super-complaint\n", ""),
        "",
        "Words.",
    ),
    "a paper is about it": ("panel-reports/sampleshire/2026/x.md", PAPER, "about: 2026/teapot\n", "Words."),
    "a paper is about a hidden response": (
        "panel-reports/sampleshire/2026/x.md",
        PAPER,
        "about: sampleshire/2019/kettle\n",
        "Words.",
    ),
    "prose links to it": (
        "panel-reports/sampleshire/2026/x.md",
        PAPER,
        "",
        "See [it](../../../inspections/2026/teapot.md).",
    ),
    "prose links to one of its findings": (
        "panel-reports/sampleshire/2026/x.md",
        PAPER,
        "",
        "See [it](../../../inspections/2026/teapot.md#recommendation).",
    ),
    "prose links to it in a note": (
        "panel-reports/sampleshire/2026/x.md",
        PAPER,
        "",
        "Words.[^1]\n\n[^1]: See [it](../../../inspections/2026/teapot.md).",
    ),
    "prose links to it by a reference": (
        "panel-reports/sampleshire/2026/x.md",
        PAPER,
        "",
        "See [it][1].\n\n[1]: ../../../inspections/2026/teapot.md",
    ),
    "prose links to its Welsh translation": (
        "panel-reports/sampleshire/2026/x.md",
        PAPER,
        "",
        "See [it](../../../responses/sampleshire/2019/kettle.cy.md).",
    ),
    "prose links to a paper beside it": ("panel-reports/sampleshire/2026/x.md", PAPER, "", "See [it](saucer.md)."),
    "prose gives its whole address": (
        "panel-reports/sampleshire/2026/x.md",
        PAPER,
        "",
        "See <https://sample.example/responses/sampleshire/2019/kettle/>.",
    ),
    "prose gives its whole address in Welsh": (
        "panel-reports/sampleshire/2026/x.md",
        PAPER,
        "",
        "See <https://sample.example/cy/responses/sampleshire/2019/kettle/>.",
    ),
    "prose gives the address of one of its findings": (
        "panel-reports/sampleshire/2026/x.md",
        PAPER,
        "",
        "See [it](https://sample.example/inspections/2026/teapot/recommendation/).",
    ),
    "prose spells out its path": (
        "panel-reports/sampleshire/2026/x.md",
        PAPER,
        "",
        "It will be at inspections/2026/teapot, we hear.",
    ),
    "a fact gives its address": (
        "inspections/2026/x.md",
        REPORT,
        "report: https://sample.example/inspections/2026/teapot/\n",
        "",
    ),
    "a Welsh translation links to it": (
        "responses/sampleshire/2025/sample-letter.cy.md",
        "---\n{facts}---\n\n{body}\n",
        "signed-by: Sampl\n",
        "[yma](../../../inspections/2026/teapot.md)",
    ),
    "an editorial page links to it": (
        "pages/x.md",
        "# A page\n{facts}\n{body}\n",
        "",
        "[Soon](../inspections/2026/teapot/index.html)",
    ),
}

OFFICE_WAYS = {
    "an office expects it": ("expects: all", "expects: [2026/teapot]"),
    "an office waives it": ("no-response-needed:\n", "no-response-needed:\n  2026/teapot: Not for us.\n"),
    "an office's website is its address": (
        "website: https://sample.example/",
        "website: https://sample.example/inspections/2026/teapot/",
    ),
}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = Path("content")
    shutil.copytree(CONTENT, folder)
    write(
        f"{HIDDEN_REPORT}.md",
        f"---\ntitle: {TITLE}\npublished: 2026-03-03\ninspectorate: HMICFRS\ntypes: Sample\n---\n\n## Recommendation\n"
        f"\n{TITLE}.\n",
    )
    draft = f"---\ninspection: 2019/sample-cyber\nsigned-by: {TITLE}\n---\n\n## {TITLE}\n\n{TITLE}.\n"
    write(f"{HIDDEN_RESPONSE}.md", draft)
    write(f"{HIDDEN_RESPONSE}.cy.md", f"---\nsigned-by: {TITLE}\n---\n\n## {TITLE}\n\n{TITLE}.\n")
    write(f"{HIDDEN_PAPER}.md", f"---\ntitle: {TITLE}\npanel: Sample panel\n---\n\n{TITLE}.\n")
    return folder


def write(path: str, text: str) -> None:
    file = Path("content", path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def assert_refused(content: Path, path: str, rule: str = "unreleased") -> None:
    problems = check_register(content, read_as_of(AS_OF)).problems
    errors = [problem for problem in problems if problem.severity == "error"]
    assert {(problem.place.path, problem.rule) for problem in errors} == {(f"content/{path}", rule)}, [
        str(error) for error in errors
    ]
    assert exit_code(problems) is Exit.UNRELEASED
    for form in FORMATS.values():
        assert not any(word in form(problems) for word in ("silver", "teapot of", "affair", TITLE))


@pytest.mark.parametrize("key_path", WAYS)
def test_a_released_record_names_no_unreleased_one(content: Path, key_path: str) -> None:
    path, text, facts, body = WAYS[key_path]
    write(path, text.format(facts=facts, body=body))
    assert_refused(content, path)


@pytest.mark.parametrize("key_path", OFFICE_WAYS)
def test_an_office_names_no_unreleased_record(content: Path, key_path: str) -> None:
    before, after = OFFICE_WAYS[key_path]
    text = Path("content/offices/sampleshire.yml").read_text(encoding="utf-8")
    assert before in text
    write("offices/sampleshire.yml", text.replace(before, after, 1))
    assert_refused(content, "offices/sampleshire.yml")


@pytest.mark.parametrize(
    "key_path", [key_path for key_path in WAYS if "Welsh translation links" not in key_path and "page" not in key_path]
)
def test_a_draft_may_name_another(content: Path, key_path: str) -> None:
    path, text, facts, body = WAYS[key_path]
    hidden = (
        text.format(facts=facts, body=body)
        .replace("published: 2026-01-06", "published: 2026-03-03")
        .replace("published: 2026-02-01\n", "")
    )
    write(path, hidden)
    problems = check_register(content, read_as_of(AS_OF)).problems
    assert [str(problem) for problem in problems if problem.severity == "error"] == []


def test_notes_for_office_use_may_name_it(content: Path) -> None:
    write(
        "panel-reports/sampleshire/2026/x.md",
        PAPER.format(facts="office-use: see inspections/2026/teapot\n", body="Words."),
    )
    assert not errors_in(check_register(content, read_as_of(AS_OF)).problems)


@pytest.mark.parametrize("alias", ["inspections/2026/teapot", "2026/teapot"])
def test_an_alias_cannot_be_the_id_of_an_unreleased_record(content: Path, alias: str) -> None:
    write("inspections/2026/x.md", REPORT.format(facts=f"aliases: {alias}\n", body=""))
    problems = check_register(content, read_as_of(AS_OF)).problems
    assert {problem.place.path for problem in problems if problem.severity == "error"} == {
        "content/inspections/2026/x.md"
    }
    assert not any("silver" in str(problem) for problem in problems)


def test_an_attachment_of_an_unreleased_record_cannot_be_attached_to_another(content: Path) -> None:
    draft = Path("content", f"{HIDDEN_RESPONSE}.md").read_text(encoding="utf-8")
    write(
        f"{HIDDEN_RESPONSE}.md",
        draft.replace("---\n", "---\nattachments: [{file: kettle/letter.csv, title: A letter}]\n", 1),
    )
    write(f"{HIDDEN_RESPONSE}/letter.csv", "a,b\n")
    write(
        "responses/sampleshire/2019/x.md",
        RESPONSE.format(
            facts="attachments: [{file: kettle/letter.csv, title: A letter}]\n", body="[it](kettle/letter.csv)"
        ),
    )
    problems = check_register(content, read_as_of(AS_OF)).problems
    assert {problem.place.path for problem in problems if problem.severity == "error"} == {
        "content/responses/sampleshire/2019/x.md"
    }
