"""The data: exactly what the contract says, true to their schema, and the same as the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborNode

from generator.outputs.data.section55_json import register_of
from generator.records.kinds import KINDS
from generator.register.dataset import objects as dataset
from generator.statute import Status
from generator.theme.site import Site
from tests.support.markup import attributes, parse, the_one, words
from tests.support.sample_office import AS_OF, CONTENT, build, released_at

NOWHERE = Site("Sample site", "", "")
HERE = Site("Sample site", "https://s55.example/", "")


@pytest.fixture(scope="module")
def data(unaddressed_site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((unaddressed_site / "data" / "section55.json").read_text(encoding="utf-8"))
    return found


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in rows}


# --- What the contract says -------------------------------------------------------------------------------------------


def test_the_file_has_the_keys_of_the_contract_in_its_order(data: dict[str, Any]) -> None:
    assert list(data) == [
        "format",
        "as_of",
        "site",
        "offices",
        "inspections",
        "findings",
        "responses",
        "panel_reports",
        "expected",
    ]
    assert (data["format"], data["as_of"]) == (1, AS_OF)
    assert data["site"] == {"name": "Sample site", "url": None}


def test_every_key_is_in_snake_case_and_every_item_has_an_id_and_an_address(data: dict[str, Any]) -> None:
    for name in ("offices", "inspections", "findings", "responses", "panel_reports"):
        assert data[name]
        for item in data[name]:
            assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", key) for key in item)
            assert list(item)[:2] == ["id", "url"]
        assert len(by_id(data[name])) == len(data[name])


def test_a_response_has_the_keys_of_the_contract(data: dict[str, Any]) -> None:
    wanted = {
        "id",
        "url",
        "office",
        "inspection",
        "published",
        "last_day",
        "status",
        "days",
        "next_change_on",
        "clocks",
        "sent",
        "answers",
    }
    for response in data["responses"]:
        assert set(response) >= wanted
        for clock in response["clocks"]:
            assert list(clock) == ["inspection", "last_day", "status", "days", "next_change_on"]
        if response["clocks"]:
            first = dict(response["clocks"][0])
            assert first.pop("inspection") == response["inspection"]
            assert first == {key: response[key] for key in first}


def test_what_is_expected_has_exactly_the_keys_of_the_contract(data: dict[str, Any]) -> None:
    assert data["expected"] == [
        expected("sample-city", "2025/sample-handover", "2025-05-26", "overdue", None),
        expected("sampleshire", "2025/sample-overdue", "2026-01-25", "overdue", None),
        expected("sampleshire", "2026/sample-due-today", "2026-03-02", "due-today", "2026-03-03"),
        expected("sampleshire", "2026/sample-roads", "2026-03-16", "awaiting", "2026-03-16"),
        expected("sample-city", "2026/sample-spotlight", "2026-04-06", "awaiting", "2026-04-06"),
        expected("sampleshire", "2026/sample-spotlight", "2026-04-06", "awaiting", "2026-04-06"),
    ]


def expected(office: str, inspection: str, last_day: str, status: str, change: str | None) -> dict[str, str | None]:
    return {
        "office": office,
        "inspection": inspection,
        "last_day": last_day,
        "status": status,
        "next_change_on": change,
    }


CLOCKS = {
    "old-sample-city/2024/sample-custody": ("2024-04-02T00:30:00+01:00", "2024-03-31", "published-late", 58),
    "sample-city/2026/sample-roads": ("2026-02-27T23:30:00-05:00", "2026-03-16", "published-in-time", 40),
    "sampleshire/2016/sample-integrity": ("2017-02-20", None, "no-time-limit", 110),
    "sampleshire/2018/sample-call-handling": ("2018-07-30", "2018-07-30", "published-in-time", 56),
    "sampleshire/2019/sample-cyber": (None, "2019-12-18", "published-date-not-recorded", None),
    "sampleshire/2020/sample-stop-and-search": ("2020-02-10", "2020-03-01", "withdrawn", None),
    "sampleshire/2020/sample-stop-and-search-again": ("2020-03-09", "2020-03-01", "published-in-time", 36),
    "sampleshire/2021/sample-peel": ("2021-11-08", "2021-11-08", "published-in-time", 56),
    "sampleshire/2022/sample-crime-data": ("2022-11", "2022-11-14", "published-date-not-recorded", None),
    "sampleshire/2023/sample-child-protection": ("2023-12-27", "2023-12-26", "published-late", 57),
    "sampleshire/2024/sample-custody": ("2024-03-31", "2024-03-31", "published-in-time", 56),
    "sampleshire/2024/sample-custody-update": ("2024-09-02", "2024-03-31", "published-in-time", 56),
    "sampleshire/2025/sample-letter": ("2025-05-10", "2025-05-04", "published-late", 62),
    "sampleshire/2025/sample-super-complaint": ("2025-10-01", None, "no-duty", None),
}


def test_every_response_has_its_clock(data: dict[str, Any]) -> None:
    found = {
        each["id"]: (each["published"], each["last_day"], each["status"], each["days"]) for each in data["responses"]
    }
    assert found == CLOCKS


def test_one_letter_about_two_reports_has_two_clocks(data: dict[str, Any]) -> None:
    assert by_id(data["responses"])["sampleshire/2025/sample-letter"]["clocks"] == [
        {
            "inspection": "2025/sample-detention",
            "last_day": "2025-05-04",
            "status": "published-late",
            "days": 62,
            "next_change_on": None,
        },
        {
            "inspection": "2025/sample-forensics",
            "last_day": "2025-05-18",
            "status": "published-in-time",
            "days": 48,
            "next_change_on": None,
        },
    ]


def test_an_answer_holds_its_action_its_position_and_its_log(data: dict[str, Any]) -> None:
    answers = {
        each["finding"]: each for each in by_id(data["responses"])["sampleshire/2018/sample-call-handling"]["answers"]
    }
    assert answers["2018/sample-call-handling#recommendation-1"] == {
        "finding": "2018/sample-call-handling#recommendation-1",
        "action": "taken",
        "reason": None,
        "position": "accepted",
        "owner": "Sample Superintendent",
        "due": "2018-09",
        "progress_status": "verified closed",
        "progress": [
            {"on": "2018-07-30", "status": "in progress", "note": "Sample work has begun.", "by": None, "source": None},
            {
                "on": "2018-10-01",
                "status": "reported complete",
                "note": None,
                "by": "Sampleshire Police",
                "source": None,
            },
            {
                "on": "2019-02-11",
                "status": "verified closed",
                "note": None,
                "by": "HMICFRS",
                "source": "Sample letter of 11 February 2019",
            },
        ],
        "see": None,
    }


def test_copies_stand_in_the_order_printed(data: dict[str, Any]) -> None:
    sent = by_id(data["responses"])["sampleshire/2019/sample-cyber"]["sent"]
    assert [each["role"] for each in sent] == ["inspectorate", "chief-officer", "panel", "public"]
    assert sent[3] == {
        "to": "Sample website",
        "on": "not recorded",
        "words": "Sample response published on the sample website",
        "role": "public",
    }


def test_findings_made_again_name_each_other(data: dict[str, Any]) -> None:
    findings = by_id(data["findings"])
    first, second, third = (
        findings[id_]
        for id_ in (
            "2018/sample-call-handling#recommendation-1",
            "2021/sample-peel#calls-recommendation-1",
            "2024/sample-custody#recommendation-1",
        )
    )
    assert (first["repeats"], first["repeated_by"]) == ([], [second["id"]])
    assert (second["repeats"], second["repeated_by"]) == ([first["id"]], [third["id"]])
    assert third["repeats"][0] == second["id"]
    assert (second["cause"], second["class"], second["by"]) == ("2021/sample-peel#calls", "recommendation", "2022-03")


# --- Addresses --------------------------------------------------------------------------------------------------------


def items(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in ("offices", "inspections", "findings", "responses", "panel_reports"):
        yield from data[name]


def test_every_address_is_that_of_a_page(data: dict[str, Any], unaddressed_site: Path) -> None:
    for item in items(data):
        assert item["url"].startswith("/")
        assert (unaddressed_site / item["url"][1:] / "index.html").is_file(), item["url"]


def test_addresses_are_whole_where_the_site_knows_its_own() -> None:
    data = register_of(released_at(), HERE)
    assert data["site"]["url"] == "https://s55.example/"
    assert (
        by_id(data["responses"])["sampleshire/2024/sample-custody"]["url"]
        == "https://s55.example/responses/sampleshire/2024/sample-custody/"
    )
    assert all(item["url"].startswith("https://s55.example/") for item in items(data))


# --- The same as the pages --------------------------------------------------------------------------------------------

WORDS = {
    "no-duty": "No duty",
    "no-time-limit": "No time limit",
    "published-in-time": "Published in time",
    "published-late": "Published late",
    "published-date-not-recorded": "Date of publication not recorded",
}


def test_every_page_of_a_response_shows_the_statuses_and_last_days_of_the_data(
    data: dict[str, Any], unaddressed_site: Path
) -> None:
    compared = 0
    for response in data["responses"]:
        html = (unaddressed_site / response["url"][1:] / "index.html").read_text(encoding="utf-8")
        if response["status"] == "withdrawn":
            assert "s55-tag--" not in html
            continue
        header = the_one(html, ".s55-document__head")
        tags = [(status_of(tag), words(tag)) for tag in header.css("strong.s55-tag")]
        assert tags == [(clock["status"], WORDS[clock["status"]]) for clock in response["clocks"]]
        for number, clock in enumerate(response["clocks"], 1):
            working = the_one(header, f"dl#{'clock' if number == 1 else f'clock-{number}'}")
            last = [row for row in working.css("div") if words(the_one(row, "dt")) == "Last day"]
            assert [day for row in last for day in attributes(row, "dd time", "datetime")] == [
                day for day in [clock["last_day"]] if day
            ]
            counted = re.search(r"\bday (\d+)(?: of 56|, after the last)", words(working))
            assert (int(counted[1]) if counted else None) == (clock["days"] if clock["last_day"] else None)
            compared += 1
    assert compared == 14


def status_of(tag: LexborNode) -> str:
    """Return the status of a tag, which its class names."""
    return (tag.attributes["class"] or "").removeprefix("s55-tag s55-tag--")


def test_the_lists_show_the_statuses_of_the_data(data: dict[str, Any], unaddressed_site: Path) -> None:
    rows = {
        attributes(row, "a[href^='../responses/']", "href")[0].removeprefix("../"): {
            status_of(tag) for tag in row.css("strong.s55-tag")
        }
        for row in parse(unaddressed_site / "responses" / "index.html").css("tbody tr")
    }
    assert (
        rows
        == {  # a letter on several reports shows the status that each of them has
            response["url"][1:]: {clock["status"] for clock in response["clocks"]}
            for response in data["responses"]
            if response["status"] != "withdrawn"
        }
    )


def test_the_deadlines_are_what_is_expected(data: dict[str, Any], unaddressed_site: Path) -> None:
    rows = [
        (
            attributes(row, "a[href^='../inspections/']", "href")[0].removeprefix("../inspections/").strip("/"),
            attributes(row, "[data-label='Last day'] time", "datetime")[0],
        )
        for row in parse(unaddressed_site / "deadlines" / "index.html").css("tbody tr")
    ]
    assert rows == [(each["inspection"], each["last_day"]) for each in data["expected"]]


# --- Days -------------------------------------------------------------------------------------------------------------


def statuses_on(day: date) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Give every status on a day, of responses and of what is expected, with its next change."""
    data = register_of(released_at(day.isoformat()), NOWHERE)
    found = {
        (each["office"], each["inspection"]): (each["status"], each["next_change_on"]) for each in data["expected"]
    }
    for each in data["responses"]:
        found |= {
            (each["id"], clock["inspection"]): (clock["status"], clock["next_change_on"]) for clock in each["clocks"]
        }
    return found


def test_the_next_change_is_the_first_day_on_which_the_status_reads_differently() -> None:
    today = date.fromisoformat(AS_OF)
    known = statuses_on(today)
    # Until the next release, only days change anything.
    days = [today + timedelta(days=number) for number in range(1, 18)]
    later = {day: statuses_on(day) for day in days}
    for key, (status, change) in known.items():
        first = next((day.isoformat() for day in days if later[day][key][0] != status), None)
        assert first == (change if change and change <= days[-1].isoformat() else None), key


def test_a_status_that_will_never_change_has_no_next_change(data: dict[str, Any]) -> None:
    assert {each["next_change_on"] for each in data["responses"]} == {None}


# --- What is not released ---------------------------------------------------------------------------------------------


def test_what_is_unreleased_or_for_office_use_is_nowhere_in_the_data(unaddressed_site: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((unaddressed_site / "data").rglob("*.json")))
    assert "2026/sample-roads" in text
    assert "sample withdrawn" not in text
    for secret in (
        "sample-embargoed",
        "responses/sampleshire/2026/sample-roads",
        "sampleshire/2026/sample-spotlight",
        "Sample note of the office",
        "Sample draft",
    ):
        assert secret not in text


def test_a_withdrawn_response_keeps_its_address_and_no_more(data: dict[str, Any]) -> None:
    response = by_id(data["responses"])["sampleshire/2020/sample-stop-and-search"]
    assert {key: value for key, value in response.items() if value not in (None, [], False)} == {
        "id": "sampleshire/2020/sample-stop-and-search",
        "url": "/responses/sampleshire/2020/sample-stop-and-search/",
        "office": "sampleshire",
        "inspection": "2020/sample-stop-and-search",
        "published": "2020-02-10",
        "last_day": "2020-03-01",
        "status": "withdrawn",
        "clocks": [
            {
                "inspection": "2020/sample-stop-and-search",
                "last_day": "2020-03-01",
                "status": "withdrawn",
                "days": None,
                "next_change_on": None,
            }
        ],
    }


def test_no_word_of_the_papers_is_in_the_data(unaddressed_site: Path) -> None:
    text = (unaddressed_site / "data" / "section55.json").read_text(encoding="utf-8")
    for prose in (
        "Sample comments on sample calls.",
        "should answer sample calls within",
        "1.1 To tell the sample panel",
    ):
        assert prose not in text


# --- The schema and the page ------------------------------------------------------------------------------------------


def faults(value: Any, schema: dict[str, Any]) -> list[str]:
    """Return what is wrong with a value by a schema, each with its place."""
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def test_the_data_are_true_to_the_schema_beside_them(data: dict[str, Any], unaddressed_site: Path) -> None:
    schema = json.loads((unaddressed_site / "data" / "section55.schema.json").read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert faults(data, schema) == []
    assert faults(register_of(released_at("2026-11-22"), HERE), schema) == []


@pytest.mark.parametrize(
    ("where", "key", "value", "message"),
    [
        (
            "responses",
            "status",
            "on time",
            "$.responses[0].status: 'on time' is not valid under any of the given schemas",
        ),
        ("responses", "days", 0, "$.responses[0].days: 0 is not valid under any of the given schemas"),
        (
            "responses",
            "colour",
            "blue",
            "$.responses[0]: Additional properties are not allowed ('colour' was unexpected)",
        ),
        ("offices", "url", "offices/x/", "$.offices[0].url: 'offices/x/' does not match '^(/|https?://)'"),
        ("inspections", "section_55", "yes", "$.inspections[0].section_55: 'yes' is not of type 'boolean'"),
    ],
)
def test_the_schema_finds_what_is_wrong(where: str, key: str, value: Any, message: str) -> None:
    data = register_of(released_at(), NOWHERE)
    data[where][0][key] = value
    schema = dataset.schema_of_register()
    assert faults(data, schema) == [message]


def test_a_key_that_is_described_nowhere_ends_the_build() -> None:
    with pytest.raises(ValueError, match=r"site: \['colour'\] is in the data or in their description alone"):
        dataset.SITE.build(name="x", url=None, colour="blue")


def test_every_status_is_explained() -> None:
    assert list(dataset.STATUSES) == list(Status)


def test_the_page_says_what_every_key_and_every_status_means(unaddressed_site: Path) -> None:
    html = (unaddressed_site / "data" / "index.html").read_text(encoding="utf-8")
    for schema in dataset.OBJECTS:
        heading = the_one(html, f"h2#{schema.name.replace('_', '-')}")
        assert words(heading) == schema.heading
        table = heading.next
        while table is not None and table.tag != "table":
            table = table.next
        assert table, schema.name
        names = [words(name) for name in table.css("th[scope=row] code")]
        assert names == [key.name for key in schema.keys]
    for status in Status:
        assert f"<code>{status.value}</code>" in html


def test_the_page_leads_to_every_file_of_data(unaddressed_site: Path) -> None:
    html = (unaddressed_site / "data" / "index.html").read_text(encoding="utf-8")
    linked = {address.removeprefix("../data/") for address in attributes(html, "[href$='.json']", "href")}
    assert linked == {
        "section55.json",
        "section55.schema.json",
        "record.schema.json",
        "datapackage.json",
        "csv-metadata.json",
        *(f"schemas/{kind.file_name}.schema.json" for kind in KINDS),
    }
    assert all((unaddressed_site / "data" / name).is_file() for name in linked)


def test_the_data_of_the_same_day_are_the_same_bytes(unaddressed_site: Path, tmp_path: Path) -> None:
    again = build(tmp_path, with_pdf=False)
    for name in ("section55.json", "section55.schema.json"):
        assert (again / "data" / name).read_bytes() == (unaddressed_site / "data" / name).read_bytes()


class _Plain(yaml.SafeLoader):
    """Reads YAML as editors do: version 1.2, in which `on` is a word and a day is text."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if first not in "oOyYnN"
}
SOURCES = [path for kind in KINDS for path in sorted((CONTENT / kind.folder).rglob(f"*{kind.path_pattern.ending}"))]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_the_schemas_for_editors_accept_what_the_builder_accepts(path: Path, unaddressed_site: Path) -> None:
    kind = next(kind for kind in KINDS if kind.folder == path.relative_to(CONTENT).parts[0])
    text = path.read_text(encoding="utf-8")
    facts = yaml.load(text if path.suffix == ".yml" else text.split("---\n")[1], _Plain)  # noqa: S506 - a safe loader's child
    schema = json.loads(
        (unaddressed_site / "data" / "schemas" / f"{kind.file_name}.schema.json").read_text(encoding="utf-8")
    )
    assert faults(facts, schema) == []
    assert faults({**facts, "colour": "blue"}, schema) == [
        "$: Additional properties are not allowed ('colour' was unexpected)"
    ]
