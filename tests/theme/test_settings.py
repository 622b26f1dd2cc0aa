"""What mkdocs.yml and the editorial pages leave open: blanks, and the address to which errors are reported."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.problems import format_text
from generator.theme.settings import settings_problems, with_blanks_shown
from tests.support.commands import section55
from tests.support.markup import parse, words
from tests.support.paths import DEMO


def printed(
    folder: Path,
    settings: str,
    page: str = "# Contact\n\nWrite to [[the e-mail address]] or [[ the postal\taddress ]].\n",
) -> str:
    """Return what is printed about some settings and a page."""
    (folder / "content" / "pages").mkdir(parents=True, exist_ok=True)
    (folder / "content" / "pages" / "contact.md").write_text(page, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return format_text(settings_problems(folder / "mkdocs.yml", folder / "content" / "pages"))


ADVICE = "Replace the brackets and the text between them."
BLANKS = f"""\
content/pages/contact.md:3:10: Warning: This blank is not filled in: 'the e-mail address'. {ADVICE}
content/pages/contact.md:3:36: Warning: This blank is not filled in: 'the postal�address'. {ADVICE}
2 warnings."""


@pytest.mark.parametrize("address", ["https://s55.example/", '"https://s55.example/"', "!ENV SITE"])
def test_a_site_with_an_address_is_warned_of_each_blank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.chdir(tmp_path)

    assert printed(Path(), f"site_name: Sample\nsite_url: {address}\n") == BLANKS


@pytest.mark.parametrize(
    "settings",
    [
        "site_name: Sample\n",
        'site_url: ""\n',
        "site_url:   # not yet\n",
        "site_url: ''\n",
        "# site_url: https://s55.example/\n",
    ],
)
def test_a_site_without_one_is_a_trial_and_is_left_alone(tmp_path: Path, settings: str) -> None:
    assert printed(tmp_path, settings) == ""


def test_what_is_no_blank_is_none(tmp_path: Path) -> None:
    page = "[a link](x.md), [a reference][b], [[]], [[two\nlines]], [[[x]]"

    assert printed(tmp_path, "site_url: https://s55.example/\n", page).count("Warning") == 1, "only the last"


def test_a_blank_is_shown_as_what_it_is_and_never_as_markup() -> None:
    assert (
        with_blanks_shown("Ring [[the <b>number</b>]].", "en")
        == 'Ring <span class="s55-blank">[not filled in yet: the &lt;b&gt;number&lt;/b&gt;]</span>.'
    )
    assert with_blanks_shown("[[rhif]]", "cy") == '<span class="s55-blank">[heb ei lenwi eto: rhif]</span>'


def test_errors_are_reported_to_an_address_that_is_one(tmp_path: Path) -> None:
    assert printed(tmp_path, "extra:\n  report-errors-to: office@police.example\n") == ""
    assert printed(tmp_path, "site_name: x\nextra:\n  report-errors-to: our office\n") == (
        "mkdocs.yml:3:21: 'our office' is not an e-mail address. Write one, such as report-errors-to: "
        "office@police.example, or delete the line.\n1 problem."
    )
    assert printed(tmp_path, "extra:\n  other: !ENV X\n") == ""


def test_the_link_for_errors_carries_the_pages_address_along(tmp_path: Path) -> None:
    shutil.copytree(DEMO / "content", tmp_path / "content")
    settings = (
        (DEMO / "mkdocs.yml").read_text(encoding="utf-8").replace('site_url: ""', "site_url: https://s55.example/")
    )
    (tmp_path / "mkdocs.yml").write_text(
        f"{settings}\nextra:\n  report-errors-to: office@police.example\n", encoding="utf-8"
    )

    done = section55(tmp_path, "build", "--no-search")

    html = (tmp_path / "site/responses/norfolk/2019/cyber-keep-the-light-on/index.html").read_text(encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert [(node.attributes["href"], words(node)) for node in parse(html).css("a[href^='mailto:']")] == [
        (
            (
                "mailto:office%40police.example?subject=An%20error%20on%20a%20page&body=https%3A//s55.example/"
                "responses/norfolk/2019/cyber-keep-the-light-on/"
            ),
            "Report an error on this page",
        )
    ]
    assert "content/pages/contact.md" in done.stderr, "the blanks of a site with an address are named"


def test_the_demonstrations_own_blanks_are_seen_on_its_pages(built_site: Path) -> None:
    for page in ("accessibility", "contact", "privacy", "how-to-use-this-site"):
        html = (built_site / page / "index.html").read_text(encoding="utf-8")
        assert '<span class="s55-blank">[not filled in yet: ' in html, page
        assert "[[" not in html, page
