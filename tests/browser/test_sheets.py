"""Each list offers its rows as a spreadsheet: what is listed in the browser, and without a script the whole file."""

from __future__ import annotations

import csv

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.sample_office import released_at

WHOLE, OWN = "Everything as a spreadsheet (CSV)", "This list as a spreadsheet (CSV)"


def saved(tab: Page, words: str = OWN) -> tuple[str, list[dict[str, str]]]:
    """Save the file that a link offers; return its name and its rows."""
    with tab.expect_download() as download:
        tab.get_by_role("link", name=words, exact=True).click()
    text = download.value.path().read_bytes().decode("utf-8")
    first, *rows = csv.reader(text.splitlines(keepends=True), strict=True)
    return download.value.suggested_filename, [dict(zip(first, row, strict=True)) for row in rows]


def test_the_list_of_an_office_saves_its_own_responses(tab: Page, sample_site: str) -> None:
    tab.goto(f"{sample_site}responses/sampleshire/")
    name, rows = saved(tab)
    assert name == "responses-sampleshire.csv"
    assert {row["office"] for row in rows} == {"sampleshire"}
    assert {row["id"] for row in rows if row["status"] != "withdrawn"} == {
        response.id for response in released_at().responses_by_office["sampleshire"]
    }


@pytest.mark.parametrize(
    ("page", "column"),
    [
        ("browse/responses/tag/custody/", "inspection_tags"),
        ("browse/responses/year/2024/", "inspection_published"),
        ("browse/responses/status/published-late/", "status"),
        ("browse/inspections/tag/custody/", "tags"),
        ("browse/inspections/inspectorate/hmicfrs/", "inspectorates"),
    ],
)
def test_a_list_by_one_property_saves_the_records_that_it_lists(
    tab: Page, sample_site: str, page: str, column: str
) -> None:
    tab.goto(f"{sample_site}{page}")
    listed = {
        str(link.get_attribute("href")).split("../")[-1].split("/", 1)[1].rstrip("/")
        for link in tab.query_selector_all("main tbody th a")
    }
    _, rows = saved(tab)
    assert {row["id"] for row in rows} == listed != set()
    assert all(row[column] or row.get("tags") for row in rows)


def test_filtered_findings_are_saved_with_the_words_of_the_list_and_in_its_order(tab: Page, sample_site: str) -> None:
    tab.goto(f"{sample_site}findings/?class=recommendation&office=sampleshire")
    expect(tab.locator("[data-status]")).not_to_be_empty()
    expect(tab.locator("[aria-busy=true]")).to_have_count(0)
    shown = [row.inner_text().split("\t") for row in tab.query_selector_all("main tbody tr")]
    name, rows = saved(tab)
    assert name == "findings-sampleshire-recommendation.csv"
    assert list(rows[0]) == [
        "Finding", "Report", "Class", "Number", "Addressed to", "By", "Position", "Progress", "Address"
    ]  # fmt: skip
    assert len(rows) == len(shown) > 1
    for row, cells in zip(rows, shown, strict=True):
        assert row["Finding"] in cells[0]
        assert row["Report"] in cells[0]
        assert [row["Class"], row["Number"], row["Addressed to"]] == cells[1:4]
        assert row["Address"].startswith(f"{sample_site}inspections/")


def test_a_list_of_findings_with_one_property_saves_those(tab: Page, sample_site: str) -> None:
    tab.goto(f"{sample_site}findings/")
    tab.goto(f"{sample_site}findings/class/recommendation/")
    count = len(tab.query_selector_all("main tbody tr"))
    name, rows = saved(tab)
    assert name == "findings-recommendation.csv"
    assert len(rows) == count
    assert {row["Class"] for row in rows} == {"Recommendation"}


def test_combined_responses_are_saved_as_they_are_listed(tab: Page, sample_site: str) -> None:
    tab.goto(f"{sample_site}browse/?office=sampleshire&status=published-late")
    tab.wait_for_selector("[data-rows] li")
    titles = [link.inner_text() for link in tab.query_selector_all("[data-rows] a")]
    name, rows = saved(tab)
    assert name == "responses-sampleshire-published-late.csv"
    assert [row["Report"] for row in rows] == titles
    assert {(row["Office"], row["Status"]) for row in rows} == {(rows[0]["Office"], "Published late")}


def test_without_a_script_each_list_offers_the_whole_file(browser: Browser, sample_site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    for page, file, words in (
        ("responses/", "responses", OWN),
        ("responses/sampleshire/", "responses", WHOLE),
        ("inspections/", "inspections", OWN),
        ("browse/inspections/tag/custody/", "inspections", WHOLE),
        ("panel-reports/", "panel-reports", OWN),
        ("offices/", "offices", OWN),
        ("deadlines/", "expected", OWN),
        ("findings/", "findings", WHOLE),
    ):
        tab.goto(f"{sample_site}{page}")
        name, rows = saved(tab, words)
        assert name == f"{file}.csv", page
        assert rows
    context.close()
