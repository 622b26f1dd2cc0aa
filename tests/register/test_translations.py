"""A Welsh translation says at `/cy/` what its record says in English; facts have one home, pages know each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.example_cases import build_case
from tests.support.markup import parse
from tests.support.page_text import text_of_page

CASE: dict[str, object] = {
    "with": ["office", "inspection"],
    "files": {
        "inspections/2019/cyber.cy.md": (
            "---\ntitle: Cadwch y golau ymlaen\n---\n\n## Argymhelliad {#recommendation}\n\nErbyn 1 Tachwedd 2020.\n"
        ),
        "responses/norfolk/2019/cyber.md": (
            "---\npublished: 2019-12-12\nanswers:\n  recommendation: {action: taken, see: comments}\n---\n\n"
            "## Chief Constable's comments\n\nI agree.\n\n## PCC response\n\nWelcome.\n"
        ),
        "responses/norfolk/2019/cyber.cy.md": (
            "---\nsigned-by: Llofnodwr enghreifftiol\n---\n\n## Sylwadau'r Prif Gwnstabl {#chief-officer-comments}\n\n"
            "Cytunaf.\n\n"
            "## Ymateb y Comisiynydd {#comments}\n\nCroeso.\n"
        ),
    },
}
ADDRESS = "responses/norfolk/2019/cyber/index.html"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Build one record with its translation, in frames that hold the content alone."""
    return build_case(tmp_path, CASE, monkeypatch)


def test_a_translation_reads_in_welsh_with_its_dates_in_welsh(site: Path) -> None:
    lines = text_of_page((site / "cy" / ADDRESS).read_text(encoding="utf-8"), "responses/norfolk/2019/cyber")

    assert lines[0] == (
        "Ymateb Norfolk Police and Crime Commissioner (PCC) i arolygiadau o Norfolk Constabulary a gyhoeddwyd gan "
        "Her Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS)"
    )
    assert lines[1] == "Cadwch y golau ymlaen"
    start = lines.index("Dyddiad cyhoeddi:")
    assert lines[start : start + 10] == [
        "Dyddiad cyhoeddi:", "24 Hydref 2019", "Math o arolygiad:", "National",
        "Cyhoeddwyd yr ymateb", "12 Rhagfyr 2019",
        "Statws", "Cyhoeddwyd mewn pryd: sut y cyfrifwyd hyn", "Diwrnod olaf ar gyfer cyhoeddi", "18 Rhagfyr 2019",
    ]  # fmt: skip
    opening = lines.index("Sylwadau'r Prif Gwnstabl")
    assert lines[opening : opening + 4] == ["Sylwadau'r Prif Gwnstabl", "Cytunaf.", "Ymateb y Comisiynydd", "Croeso."]
    assert lines[-1] == "Llofnodwyd gan Llofnodwr enghreifftiol"


def test_a_page_and_its_translation_name_each_other(site: Path) -> None:
    english = (site / ADDRESS).read_text(encoding="utf-8")
    welsh = (site / "cy" / ADDRESS).read_text(encoding="utf-8")

    alternate = "link[rel=alternate][hreflang]"
    assert [node.attributes for node in parse(english).css(alternate)] == [
        {"rel": "alternate", "hreflang": "cy", "href": "https://s55.example/cy/responses/norfolk/2019/cyber/"}
    ]
    assert [node.attributes for node in parse(welsh).css(alternate)] == [
        {"rel": "alternate", "hreflang": "en", "href": "https://s55.example/responses/norfolk/2019/cyber/"}
    ]


def test_a_link_from_a_translation_leads_to_a_translation_where_there_is_one(site: Path) -> None:
    welsh = (site / "cy" / ADDRESS).read_text(encoding="utf-8")

    assert 'href="../../../../../cy/inspections/2019/cyber/"' in welsh
    assert 'href="../../../../../cy/inspections/2019/cyber/recommendation/"' in welsh
    assert 'href="../../../../../offices/norfolk/"' in welsh


def test_only_records_with_a_translation_and_the_search_have_a_page_in_welsh(site: Path) -> None:
    pages = sorted(path.relative_to(site / "cy").as_posix() for path in (site / "cy").rglob("index.html"))

    assert pages == [
        "inspections/2019/cyber/index.html",
        "inspections/2019/cyber/recommendation/index.html",
        "responses/norfolk/2019/cyber/index.html",
        "search/index.html",
    ]


def test_words_from_a_source_stay_text_in_either_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "inspections/2020/odd.md": (
            "---\ntitle: <b>98% of it</b>\npublished: 2020-01-06\ninspectorate: HMICFRS\ntypes: x\n---\n\n"
            "## Recommendation\n\nx\n"
        )
    }
    site = build_case(tmp_path, {"with": ["office"], "files": files}, monkeypatch)

    page = (site / "inspections/2020/odd/recommendation/index.html").read_text(encoding="utf-8")

    assert "<b>98% of it</b>" not in page
    assert "&lt;b&gt;98% of it&lt;/b&gt;" in page
