"""The forms in which offices publish: none bends a fact, drops a word or changes the order of the paper.

Each folder of `samples/papers/` is a form; its README.md says what stands in one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from generator.dates import read_as_of
from generator.problems import format_text
from generator.publishing.build import BuildOptions, build_site
from tests.support.commands import section55
from tests.support.example_cases import content_theme
from tests.support.markup import attributes
from tests.support.page_text import text_of_page
from tests.support.paths import DEMO, SAMPLES

PAPERS = SAMPLES / "papers"
FORMS = sorted(folder for folder in PAPERS.iterdir() if (folder / "content").is_dir())
VARIATIONS = sorted(folder for folder in (PAPERS / "variations").iterdir() if (folder / "content").is_dir())
BUILT_ON = "2026-11-22"

each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
each_built = pytest.mark.parametrize(
    "form", [form for form in [*FORMS, *VARIATIONS] if (form / "facts.yml").is_file()], ids=lambda form: form.name
)
each_folder = pytest.mark.parametrize("form", [*FORMS, *VARIATIONS], ids=lambda form: form.name)


@dataclass(frozen=True)
class BuiltForm:
    """The site of a form."""

    site: Path

    def lines(self, address: str) -> list[str]:
        """Read the record's own part of a page, without what the site adds to it."""
        html = (self.site / address / "index.html").read_text(encoding="utf-8")
        return text_of_page(html, address.removeprefix("cy/"), without_added=True)

    @property
    def data(self) -> Mapping[str, Any]:
        """The register as data."""
        return cast("Mapping[str, Any]", json.loads((self.site / "data" / "section55.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return what builds a form, once."""

    @cache
    def build(form: Path) -> BuiltForm:
        folder = tmp_path_factory.mktemp(form.name)
        (folder / "theme").mkdir()
        before = Path.cwd()
        os.chdir(form)
        try:
            result = build_site(
                BuildOptions(DEMO, Path("content"), folder / "site", read_as_of(BUILT_ON), with_pdf=False),
                lambda: content_theme(folder / "theme"),
            )
        finally:
            os.chdir(before)
        assert not result.failure, format_text(result.problems)
        return BuiltForm(folder / "site")

    return build


def facts_of(form: Path) -> Mapping[str, Any]:
    """Read what a form's data must say."""
    return cast("Mapping[str, Any]", yaml.safe_load((form / "facts.yml").read_text(encoding="utf-8")))


@each_folder
def test_check_finds_only_what_is_meant(form: Path, tmp_path: Path) -> None:
    shutil.copytree(form / "content", tmp_path / "content")
    checked = section55(tmp_path, "check", "--as-of", BUILT_ON)
    problems = form / "problems.txt"
    expected = problems.read_text(encoding="utf-8") if problems.is_file() else ""
    # The last line counts the records, or the problems.
    said = (checked.stderr or checked.stdout).splitlines(keepends=True)[:-1]
    assert said == expected.splitlines(keepends=True)


@each_built
def test_every_page_reads_as_the_paper_does(form: Path, built: Any) -> None:
    for name, address in facts_of(form).get("pages", {}).items():
        assert built(form).lines(address) == (form / name).read_text(encoding="utf-8").splitlines(), name


@each_built
def test_findings_are_those_that_the_report_prints(form: Path, built: Any) -> None:
    findings = [_without_nothing(finding, "id", "class", "number", "theme", "cause", "by", "addressed_to")
                for finding in built(form).data["findings"]]  # fmt: skip
    assert findings == facts_of(form).get("findings", [])


@each_built
def test_statuses_are_true(form: Path, built: Any) -> None:
    statuses = {
        response["id"]: {clock["inspection"]: clock["status"] for clock in response["clocks"]}
        for response in built(form).data["responses"]
    }
    assert statuses == facts_of(form).get("statuses", {})


@each_built
def test_nothing_is_owed_that_was_given(form: Path, built: Any) -> None:
    owed = [[owed["office"], owed["inspection"], owed["status"]] for owed in built(form).data["expected"]]
    assert owed == facts_of(form).get("owed", [])


@each_built
def test_answers_say_what_the_paper_says(form: Path, built: Any) -> None:
    answers = {
        response["id"]: [
            _without_nothing(answer, "finding", "action", "position", "progress_status", "owner", "due", "see")
            for answer in response["answers"]
        ]
        for response in built(form).data["responses"]
    }
    expected = facts_of(form).get("answers", {})
    assert {id_: given for id_, given in answers.items() if given} == expected


def _without_nothing(item: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Return some keys of an object, without those that say nothing."""
    return {key: item[key] for key in keys if item[key] not in (None, [], "not stated")}


# --- What needs more than one command ---


def variation(name: str, folder: Path) -> Path:
    """Copy a variation into a folder where commands may change it."""
    shutil.copytree(PAPERS / "variations" / name, folder / name)
    shutil.copy(DEMO / "mkdocs.yml", folder / name)
    return folder / name


@pytest.mark.parametrize(
    "as_typed",
    [
        pytest.param(
            lambda text: text.replace("Sample comments.\n", "Sample comments.\r\n"), id="one line end of Windows"
        ),
        pytest.param(lambda text: text.replace("---\n", "--- \n", 2), id="spaces after the hyphens"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="line ends of old Macs"),
        pytest.param(lambda text: text.replace("---\n", "---\npublished:\n", 1), id="a fact without its value"),
    ],
)
def test_publish_writes_one_line_among_the_facts_or_nothing(as_typed: Callable[[str], str], tmp_path: Path) -> None:
    project = variation("a-draft-to-publish", tmp_path)
    file = project / "content" / "responses" / "sample" / "2025" / "sample-draft.md"
    before = as_typed(file.read_text(encoding="utf-8")).encode()
    file.write_bytes(before)
    published = section55(project, "publish", "sample/2025/sample-draft", "--as-of", "2025-03-01")
    after = file.read_bytes()
    assert published.returncode in {0, 1, 2}, published.stderr
    assert "Traceback" not in published.stderr
    if published.returncode == 0:
        body = before.index(b"Sample comments.")
        assert after.endswith(before[body:])
        assert after[: after.index(b"Sample comments.")].count(b"published: 2025-03-01") == 1
    else:
        assert after == before


@pytest.mark.parametrize(
    ("as_printed", "as_changed"),
    [
        pytest.param("published: 2025-02-03", "published: 2025-05-03", id="the date"),
        pytest.param("Forces should count.", "Forces may count.", id="the recommendation"),
    ],
)
def test_a_report_that_was_answered_changes_only_with_a_correction(
    as_printed: str, as_changed: str, tmp_path: Path
) -> None:
    project = variation("a-report-redated", tmp_path)
    build = ("build", "--no-search", "--quiet", "--record", "--as-of", BUILT_ON)
    first = section55(project, *build)
    assert first.returncode == 0, first.stderr
    report = project / "content" / "inspections" / "2025" / "sample-dates.md"
    report.write_text(report.read_text(encoding="utf-8").replace(as_printed, as_changed), encoding="utf-8")
    changed = section55(project, *build)
    assert changed.returncode == 5
    assert "content/inspections/2025/sample-dates.md" in changed.stderr
    corrected = report.read_text(encoding="utf-8").replace(
        "types:", f"corrections: [{{on: {BUILT_ON}, note: A sample correction.}}]\ntypes:"
    )
    report.write_text(corrected, encoding="utf-8")
    assert section55(project, *build).returncode == 0


def test_no_id_stands_twice_on_a_page(built: Any) -> None:
    html = (
        built(PAPERS / "variations" / "one-id-twice").site / "responses/sample/2025/sample-ids/index.html"
    ).read_text("utf-8")
    ids = attributes(html, "[id]", "id")
    assert sorted(ids) == sorted(set(ids))


def test_a_part_says_which_part_decides_and_where_the_rest_is_answered(built: Any) -> None:
    site = built(PAPERS / "two-parts-one-late").site
    first = text_of_page((site / "responses/sample-fens/2024/sample-neighbourhoods/index.html").read_text("utf-8"))
    decides = "The last part of the response sets the clock: 22 March 2024, day 68, after the last, which was day 56"
    assert f"20 February 2024. {decides}" in first
    assert "Answered in: Part two, 22 March 2024" in first
    assert "Published late: how this was worked out" in first
