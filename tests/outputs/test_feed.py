"""The feed has the latest publications of an office, by their recorded dates, and nothing else."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support.sample_office import build
from tests.support.small_site import RESPONSE, SmallSite

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "https://office.example/inspections/"


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> ET.Element:
    return ET.parse(build(tmp_path_factory.mktemp("feed"), address=ADDRESS) / "feed.atom").getroot()  # noqa: S314 - it is ours


def test_the_newest_comes_first_and_each_has_its_day_and_its_address(feed: ET.Element) -> None:
    days = [entry.findtext(f"{ATOM}updated", "") for entry in feed.findall(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0]
    for entry in feed.findall(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert entry.findtext(f"{ATOM}id") == link.get("href")
        assert link.get("href", "").startswith(
            (f"{ADDRESS}responses/", f"{ADDRESS}inspections/", f"{ADDRESS}panel-reports/", f"{ADDRESS}cy/")
        )


def test_a_feed_has_what_the_format_asks_for(feed: ET.Element) -> None:
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == f"{ADDRESS}feed.atom"
    assert feed.findtext(f"{ATOM}title") == "Sample site"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Sample site"
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) > 0
    assert all(
        entry.findtext(f"{ATOM}title") and entry.findtext(f"{ATOM}summary") for entry in feed.findall(f"{ATOM}entry")
    )


def test_an_entry_moves_up_when_a_correction_is_recorded_and_its_words_stay_words(small_site: SmallSite) -> None:
    small_site.edit("inspections/2019/cyber.md", "title: ", "title: <b>98%</b> & ")
    small_site.add_fact(f"{RESPONSE}.md", "corrections: [{on: 2026-11-25, note: A figure was mended}]")

    small_site.build("2026-11-26")

    entries = ET.parse(small_site.site / "feed.atom").getroot().findall(f"{ATOM}entry")  # noqa: S314 - it is ours
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"{small_site.address}{RESPONSE}/",
        f"{small_site.address}inspections/2019/cyber/",
    ]
    assert entries[0].findtext(f"{ATOM}updated") == "2026-11-25T12:00:00Z"
    assert "<b>98%</b> & " in (entries[1].findtext(f"{ATOM}title") or "")


def test_a_site_that_does_not_know_its_address_has_no_feed(tmp_path: Path) -> None:
    site = build(tmp_path)

    assert not (site / "feed.atom").exists()
