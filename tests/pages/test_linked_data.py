"""JSON-LD says what its page says, no text can end it, and its dates are those recorded."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from generator.register.dataset.tables import TABLES
from tests.support.markup import the_one
from tests.support.sample_office import ADDRESS, build

PEEL = "responses/sampleshire/2021/sample-peel/"
REPORT = {
    "@type": "Report",
    "name": "Sample PEEL 2021: a sample report with causes of concern",
    "url": f"{ADDRESS}inspections/2021/sample-peel/",
    "datePublished": "2021-09-14",
    "publisher": {
        "@type": "GovernmentOrganization",
        "name": "Her Majesty’s Inspectorate of Constabulary and Fire & Rescue Services",
        "alternateName": "HMICFRS",
    },
}
OFFICE = {
    "@type": "GovernmentOrganization",
    "name": "Sample Police and Crime Commissioner (Sample PCC)",
    "url": f"{ADDRESS}offices/sampleshire/",
    "sameAs": "https://sample.example/",
}


def linked_data(site: Path, address: str) -> list[dict[str, Any]]:
    """Read the linked data of a page, thing by thing."""
    graph = json.loads(the_one(site / address / "index.html", "script[type='application/ld+json']").text())
    assert graph.pop("@context") == "https://schema.org"
    things: list[dict[str, Any]] = graph.get("@graph", [graph])
    return things


def test_a_response_is_a_report_of_its_office_about_a_report(office_site: Path) -> None:
    response, crumbs = linked_data(office_site, PEEL)

    assert response == {
        "@type": "Report",
        "name": "Sample PEEL 2021: a sample report with causes of concern: response of Sampleshire",
        "description": (
            "Sample Police and Crime Commissioner (Sample PCC): response to Sample PEEL 2021: a sample report with "
            "causes of concern (HMICFRS, 14 September 2021)."
        ),
        "inLanguage": "en",
        "url": f"{ADDRESS}{PEEL}",
        "datePublished": "2021-11-08",
        "dateModified": "2021-12-01",
        "publisher": OFFICE,
        "about": [REPORT],
    }
    assert crumbs == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Home", "item": ADDRESS},
            {"@type": "ListItem", "position": 2, "name": "Responses", "item": f"{ADDRESS}responses/"},
            {"@type": "ListItem", "position": 3, "name": "Sampleshire", "item": f"{ADDRESS}responses/sampleshire/"},
            {"@type": "ListItem", "position": 4, "name": response["name"], "item": f"{ADDRESS}{PEEL}"},
        ],
    }


def test_a_report_a_paper_an_office_and_the_data_say_what_they_are(office_site: Path) -> None:
    inspection = linked_data(office_site, "inspections/2021/sample-peel/")[0]
    paper = linked_data(office_site, "panel-reports/sampleshire/2024/sample-custody/")[0]
    data = linked_data(office_site, "data/")[0]

    assert (inspection["@type"], inspection["publisher"]) == ("Report", REPORT["publisher"])
    assert (paper["@type"], paper["publisher"]) == ("Report", OFFICE)
    assert linked_data(office_site, "offices/sampleshire/")[0].items() >= OFFICE.items()
    assert (data["@type"], data["dateModified"]) == ("Dataset", "2026-03-02")
    forms = {"section55.json": "application/json", **{table.file_name: "text/csv" for table in TABLES}}
    assert data["distribution"] == [
        {"@type": "DataDownload", "encodingFormat": form, "contentUrl": f"{ADDRESS}data/{name}"}
        for name, form in forms.items()
    ]


def test_a_site_that_does_not_know_its_address_invents_none(unaddressed_site: Path) -> None:
    assert [thing["@type"] for thing in linked_data(unaddressed_site, PEEL)] == ["Report"]
    for file in unaddressed_site.rglob("*.html"):
        head = file.read_text(encoding="utf-8").partition("<body>")[0]
        assert "og:url" not in head
        assert not re.search(r'"(?:url|item|contentUrl)":"(?!https?://)', head), file


def test_no_text_ends_what_it_stands_in(tmp_path: Path) -> None:
    hostile = "</script><script>alert(1)</script><!-- <script> & \u2028\"x\" 'y'"
    content = tmp_path / "content"
    for path, text in {
        "offices/x.yml": (
            f"name: '{hostile.replace(chr(39), chr(39) * 2)}'\nforce: Force\nchief-officer: Chief Constable\n"
        ),
        "inspections/2024/x.md": (
            f"---\ntitle: '{hostile.replace(chr(39), chr(39) * 2)}'\npublished: 2024-02-05\ninspectorate: HMICFRS\n"
            f"types: National\n---\n\n## Recommendation 1\n\nDo.\n"
        ),
        "responses/x/2024/x.md": (
            "---\npublished: 2024-03-01\nrecorded-as-published: true\n---\n\n## PCC response\n\nYes.\n"
        ),
    }.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, encoding="utf-8")
    site = build(tmp_path, content=content, address=ADDRESS, with_pdf=False)

    read = hostile.replace("\u2028", "")  # which is no letter of a title
    assert linked_data(site, "offices/x/")[0]["name"] == read
    assert linked_data(site, "responses/x/2024/x/")[0]["about"][0]["name"] == read
    for file in site.rglob("*.html"):
        for written in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', file.read_text(encoding="utf-8")
        ):
            assert not set("<>&\u2028") & set(written), file


def test_the_day_of_the_last_change_is_a_recorded_one(office_site: Path) -> None:
    rows = re.findall(
        r"<loc>([^<]+)</loc>(?:<lastmod>([^<]+)</lastmod>)?", (office_site / "sitemap.xml").read_text(encoding="utf-8")
    )
    changed = {address.removeprefix(ADDRESS): day for address, day in rows}

    assert changed[PEEL] == "2022-04-04", "the day of the last progress, after the correction of 1 December 2021"
    assert changed["inspections/2021/sample-peel/"] == "2021-11-08", "the day of the response to it"
    assert changed["inspections/2021/sample-peel/calls/"] == "2021-11-08"
    assert changed["inspections/2021/sample-peel/keys-recommendation-1/"] == "2022-02-01", "the day of its progress"
    assert changed["responses/sampleshire/2019/sample-cyber/"] == "", "its day is not recorded, so none is given"
    assert changed["responses/"] == changed["deadlines/"] == ""
    assert max(changed.values()) <= "2026-03-02"
