"""Pages on paper, as Chromium prints them: the publication format, its citation, and no navigation."""

from __future__ import annotations

import io
import re
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.support.overflow_site import KINDS

A4 = (595, 842)
"""Points."""

CHROME = (
    "Skip to content",
    "Search",
    "Panel reports",
    "Breadcrumb",
    "On this page",
    "Dates",
    "Related",
    "What section 55 asks for",
    "Older response",
    "Privacy",
)

LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"})
"""Some fonts draw two or three letters as one sign."""


class Print(Protocol):
    """Return the words of each sheet of a page in print: as they stand on it, or `plain`, one after the other."""

    def __call__(self, kind: str, mode: Literal["layout", "plain"] = "layout") -> list[str]:
        """Print a kind of page."""


@pytest.fixture(scope="module")
def pages_of(browser: Browser, address: str) -> Print:
    def printed(kind: str, mode: Literal["layout", "plain"] = "layout") -> list[str]:
        tab = browser.new_page()
        tab.goto(address + KINDS[kind])
        reader = PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True)))
        tab.close()
        assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages} == {A4}
        return [sheet.extract_text(extraction_mode=mode).translate(LIGATURES) for sheet in reader.pages]

    return printed


def test_a_response_is_printed_in_the_order_of_publication_without_what_leads_about_the_site(pages_of: Print) -> None:
    words = re.sub(r"\s+", " ", " ".join(pages_of("response", "plain")))
    order = [
        "Norfolk Police and Crime Commissioner (PCC) response to inspections of Norfolk Constabulary",
        "Cyber: Keep the light on – An inspection of the police response to cyber-dependent crime",
        "Section 55 of the Police Act 1996",
        "Inspection title:",
        "Date published:",
        "Type of inspection:",
        "Status Date of publication not recorded",
        "Last day for publication",
        "Key findings:",
        "In early 2019,",
        "Recommendation By 1 November 2020",
        "Areas for improvement There are some areas",
        "1. Chief constables should evaluate",
        "4. The National Police Chiefs' Council Coordinator",
        "Chief Constable response to report and any recommendations: Norfolk Constabulary was not",
        "PCC response to report and any recommendations: Throughout my four year term",
        "For office use only:",
        "Response published on the OPCCN website",
    ]
    places = [words.find(each) for each in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert [each for each in CHROME if each in words] == []


@pytest.mark.parametrize("kind", ["response", "inspection", "finding", "panel report", "overflowing response"])
def test_each_sheet_names_what_it_is_of_and_the_day_and_its_number(kind: str, pages_of: Print) -> None:
    sheets = pages_of(kind)
    footer = f"/{KINDS[kind]}Asat22November2026"  # without spaces: a long address is broken where its line ends
    missing = [
        number
        for number, sheet in enumerate(sheets, 1)
        if footer not in re.sub(r"\s+", "", sheet) or f"{number} / {len(sheets)}" not in sheet
    ]
    assert missing == []


def test_the_address_of_a_link_is_printed_after_it(pages_of: Print) -> None:
    words = re.sub(r"\s+", "", " ".join(pages_of("inspection")))
    assert (
        "Readthereport(https://hmicfrs.justiceinspectorates.gov.uk/publication-html/"
        "keep-the-light-on-police-response-to-cyber-dependent-crime/)" in words
    )


def test_a_table_has_its_head_on_each_sheet(pages_of: Print) -> None:
    sheets = [sheet for sheet in pages_of("overflowing response") if "remarkremark" in sheet]
    assert len(sheets) > 3
    assert [sheet[:200] for sheet in sheets if "Remarks" not in sheet] == []


@pytest.mark.parametrize(
    "kind", ["response", "response with every action", "inspection", "panel report", "overflowing response"]
)
def test_no_heading_stands_alone_at_the_end_of_a_sheet(
    kind: str, pages_of: Print, browser: Browser, address: str
) -> None:
    tab = browser.new_page()
    tab.goto(address + KINDS[kind])
    headings = {
        " ".join(words.split()) for words in tab.locator("main :is(h1, h2, h3, h4, h5, h6)").all_text_contents()
    }
    author = tab.locator(".s55-cite__text").text_content() or ""
    tab.close()
    assert headings
    alone = []
    for sheet in pages_of(kind):
        text = " ".join(sheet.split())
        before = text[: text.rindex(" ".join(author.split())[:30])].strip()
        alone += [heading for heading in headings if before.endswith(heading)]
    assert alone == []
