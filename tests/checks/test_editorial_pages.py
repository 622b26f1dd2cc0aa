"""Hand-written pages pass the checks of records: nothing early, hidden or dead, and no address of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.check import check_register
from generator.dates import read_as_of
from generator.pages.pages import pages_of
from generator.problems import Category, format_text
from generator.register.addresses import OWN_ADDRESSES
from tests.support.sample_office import released_at

OFFICE = "name: Sample Police and Crime Commissioner\nforce: Sample Police\nchief-officer: Chief Constable\n"


def problems_of(folder: Path, monkeypatch: pytest.MonkeyPatch, **pages: str) -> list[str]:
    """Check a content folder with these pages, and return what is printed."""
    monkeypatch.chdir(folder)
    write(Path("content/offices/sample.yml"), OFFICE)
    write(Path("content/pages/index.md"), "# Home\n")
    for name, text in pages.items():
        write(Path("content/pages") / name, text)
    problems = check_register(Path("content"), read_as_of("2026-11-28")).problems
    return format_text(problems).splitlines()[: len(problems)]


def write(file: Path, text: str) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


MOVE = "Move the file out of content/pages until then."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "# About\n\nWords.\n\n[Chair]: Agreed.\n",
            (
                "5:1: '[Chair]: Agreed.' is read as the address of a link that is not there, and is on no page."
                " Put a backslash, \\, before its first bracket."
            ),
        ),
        (
            "---\ndraft: true\n---\n\n# About\n",
            f"2:8: This page says that it is a draft, and it would be published. {MOVE}",
        ),
        (
            "---\nDraft: on\n---\n\n# About\n",
            f"2:8: This page says that it is a draft, and it would be published. {MOVE}",
        ),
        (
            "---\ntitle: About\npublished: 2030-01-01\n---\n",
            f"3:12: This page says that it is published on 1 January 2030, and it would be published now. {MOVE}",
        ),
        ("---\npublished: soon\n---\n", "2:12: 'soon' is not "),
        (
            "# About\n\nWords.\n\n<!-- the minister\nhas not seen this -->\n",
            (
                "5:1: This comment is hidden on the page and stands in its source, where anyone can read it."
                " Delete it, from <!-- to -->."
            ),
        ),
        (
            "# About\n\nSee [the staff](staff.md).\n",
            (
                "3:5: This link leads to the file 'pages/staff.md', which is not there."
                " Write the way from this file to one in content/pages, or an address of the site."
            ),
        ),
        (
            "# About\n\nSee [all responses](../respones/).\n",
            "3:5: This link leads to the address /respones/, which is not on the site. Did you mean 'responses'?",
        ),
        (
            "# About\n\nSee [all responses](/respones/).\n",
            "3:5: This link leads to the address /respones/, which is not on the site. Did you mean 'responses'?",
        ),
    ],
    ids=[
        "words that MkDocs would drop",
        "a draft",
        "a draft in YAML's other words",
        "a future date",
        "no date",
        "a comment",
        "a file that is not there",
        "an address that is not there",
        "an address from the root that is not there",
    ],
)
def test_a_page_is_named_with_its_place_and_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, problem: str
) -> None:
    [line] = problems_of(tmp_path, monkeypatch, **{"about.md": text})
    assert line.startswith(f"content/pages/about.md:{problem}")


@pytest.mark.parametrize("text", ["---\ndraft: yes\n---\n", "---\npublished: 2030-01-01\n---\n", "<!-- x -->\n"])
def test_what_would_be_published_too_early_has_its_own_category(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    problems_of(tmp_path, monkeypatch, **{"about.md": text})
    [problem] = check_register(Path("content"), read_as_of("2026-11-28")).problems
    assert problem.category is Category.UNRELEASED


@pytest.mark.parametrize(
    "text",
    [
        "---\ndraft: false\npublished: 2026-11-28\n---\n",
        "```html\n<!-- shown -->\n```\n",
        "Write `<!-- shown -->` so.\n",
        "[Home](index.md) [top](#top) [mail](mailto:a@b.example) [web](https://www.example/x.pdf)\n",
        "[Responses](../responses/) [office](../offices/sample/) [search](../search/?q=cyber)\n",
    ],
)
def test_what_is_right_is_not_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert problems_of(tmp_path, monkeypatch, **{"about.md": text}) == []


@pytest.mark.parametrize(
    ("pages", "problem"),
    [
        (
            {"q?.md": ""},
            "content/pages/q?.md: An address cannot have this name. Rename 'q?.md' to q.md.",
        ),
        ({"h#.md": ""}, "content/pages/h#.md: An address cannot have this name. Rename 'h#.md' to h.md."),
        ({"a b.md": ""}, "content/pages/a b.md: An address cannot have this name. Rename 'a b.md' to a-b.md."),
        ({"a.MD": ""}, "content/pages/a.MD: The ending of this name has capital letters. Rename 'a.MD' to a.md."),
        (
            {"cy.md": ""},
            (
                "content/pages/cy.md: Pages in Welsh have their addresses here, and no files."
                " Rename it to index.cy.md, next to the page it translates."
            ),
        ),
        ({"aux.md": ""}, "content/pages/aux.md: Windows reserves this name. Rename 'aux.md' to aux-page.md."),
        (
            {"responses.md": ""},
            (
                "content/pages/responses.md: This page would take the place of the site's own page /responses/."
                " Rename it, for example to responses-explained.md."
            ),
        ),
        (
            {"search/index.md": ""},
            (
                "content/pages/search/index.md: This page would take the place of the site's own page /search/."
                " Rename it, for example to search-explained.md."
            ),
        ),
        (
            {"about.md": "", "about/index.md": ""},
            (
                "content/pages/about/index.md: This page and 'pages/about.md' have one address, /about/."
                " Rename or delete one of them."
            ),
        ),
    ],
    ids=[
        "question mark",
        "hash",
        "space",
        "capital ending",
        "Welsh",
        "reserved by Windows",
        "the list of responses",
        "the search",
        "one address",
    ],
)
def test_a_page_s_name_is_an_address_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: dict[str, str], problem: str
) -> None:
    assert problems_of(tmp_path, monkeypatch, **pages) == [problem]


@pytest.mark.parametrize("name", ["con", "nul", "aux", "lpt1"])
def test_no_record_has_a_name_that_windows_reserves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    write(tmp_path / f"content/inspections/2026/{name}.md", "---\ntitle: X\n---\n")
    [line] = problems_of(tmp_path, monkeypatch)
    assert line.startswith(f"content/inspections/2026/{name}.md: ")
    assert f"Windows reserves the name '{name}'" in line


def test_every_page_of_the_site_has_an_address_that_is_kept_for_it() -> None:
    first_parts = {page.address.removeprefix("cy/").partition("/")[0] for page in pages_of(released_at())}
    assert first_parts <= OWN_ADDRESSES
