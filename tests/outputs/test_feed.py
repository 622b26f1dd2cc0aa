"""The feed has the latest publications of an office, by their recorded dates, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.support.markup import attributes
from tests.support.sample_office import ADDRESS
from tests.support.small_site import INSPECTION, RESPONSE, SmallSite

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def feed(office_site: Path) -> ET.Element:
    return read(office_site / "feed.atom")


def read(file: Path) -> ET.Element:
    return ET.parse(file).getroot()  # noqa: S314 - it is ours


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


def test_a_site_that_does_not_know_its_address_has_no_feed(unaddressed_site: Path) -> None:
    assert not (unaddressed_site / "feed.atom").exists()


def test_each_office_and_each_tag_has_a_feed_of_its_own_records(office_site: Path) -> None:
    office = [
        entry.findtext(f"{ATOM}id", "")
        for entry in read(office_site / "offices/sampleshire/feed.atom").iter(f"{ATOM}entry")
    ]
    assert office
    assert all(re.match(rf"{ADDRESS}(?:cy/)?(?:responses|panel-reports)/sampleshire/", id_) for id_ in office)
    tagged = [
        entry.findtext(f"{ATOM}id", "")
        for entry in read(office_site / "browse/tag/custody/feed.atom").iter(f"{ATOM}entry")
    ]
    listed = {
        f"{ADDRESS}{path.removeprefix('../' * path.count('../'))}"
        for page in ("browse/responses/tag/custody", "browse/inspections/tag/custody")
        for path in attributes(
            (office_site / page / "index.html").read_text(encoding="utf-8"), "main tbody th a", "href"
        )
    }
    assert set(tagged) & listed
    assert {id_ for id_ in tagged if "/panel-reports/" not in id_} <= listed


def test_every_feed_keeps_the_rules_of_the_format_and_is_read_without_complaint(office_site: Path) -> None:
    for file in office_site.rglob("feed.atom"):
        read_by_another = feedparser.parse(file.read_bytes())
        assert not read_by_another.bozo, file
        feed = read(file)
        folder = file.parent.relative_to(office_site).as_posix().removeprefix(".")
        address = f"{ADDRESS}{folder}{'/' if folder else ''}feed.atom"
        links = {link.get("rel"): link.get("href", "") for link in feed.findall(f"{ATOM}link")}
        assert (feed.findtext(f"{ATOM}id"), links["self"]) == (address, address)
        assert (office_site / links["alternate"].removeprefix(ADDRESS) / "index.html").is_file() or not folder
        for element in (feed, *feed.findall(f"{ATOM}entry")):  # RFC 4287, 4.1.1 and 4.1.2
            names = [child.tag.removeprefix(ATOM) for child in element]
            assert [names.count(name) for name in ("id", "title", "updated")] == [1, 1, 1], file
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT12:00:00Z", element.findtext(f"{ATOM}updated", ""))
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids)
        sheet = re.search(rb"href='([^']+feed\.css)'", file.read_bytes())
        assert sheet
        assert (file.parent / sheet[1].decode()).resolve() == (office_site / "assets/section55/feed.css").resolve()


@pytest.mark.parametrize("title", ["]]> </script> <b>", "a & b \U0001f6a8 \u05d0", "x" * 5000, "$ \\ {{ x }}"])
def test_a_hostile_title_stays_words(small_site: SmallSite, title: str) -> None:
    small_site.edit(f"{INSPECTION}.md", "title: ", f"title: '{title}' # ")

    small_site.build("2026-11-26")

    assert small_site.last.failure is None, small_site.last.problems
    for file in small_site.site.rglob("feed.atom"):
        assert not feedparser.parse(file.read_bytes()).bozo
    titles = [entry.findtext(f"{ATOM}title") for entry in read(small_site.site / "feed.atom").findall(f"{ATOM}entry")]
    assert title in titles
