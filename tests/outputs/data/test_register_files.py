"""The tables and the files of records: the same rows as the data and the pages, in forms that others can read."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from jsonschema import Draft202012Validator

from generator.outputs.data.tables import safe_cell
from generator.outputs.search.documents import documents_of
from generator.register.dataset.tables import RESPONSES, TABLES, Table
from tests.support.markup import attributes, the_one, words
from tests.support.paths import TOP
from tests.support.sample_office import ADDRESS, build, released_at
from tests.support.small_site import INSPECTION, RESPONSE, SmallSite

PAPERS = sorted(folder.name for folder in (TOP / "tests/samples/papers").iterdir() if (folder / "content").is_dir())


@pytest.fixture(scope="module")
def data(office_site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((office_site / "data/section55.json").read_text(encoding="utf-8"))
    return found


def rows_of(site: Path, name: str) -> list[dict[str, str]]:
    """Read a table as strictly as Python can: every row has a cell for each column."""
    text = (site / "data" / name).read_bytes().decode("utf-8")
    first, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} <= {len(first)}
    return [dict(zip(first, row, strict=True)) for row in rows]


def faults_of_package(site: Path) -> list[list[Any]]:
    found: list[list[Any]] = (
        Package(str(site / "data/datapackage.json")).validate().flatten(["fieldName", "type", "message"])
    )
    return found


# --- The same rows everywhere -----------------------------------------------------------------------------------------


def test_each_table_has_the_rows_of_the_data(office_site: Path, data: dict[str, Any]) -> None:
    clocks = [
        (response["id"], clock["inspection"], office, clock["status"], clock["last_day"] or "")
        for response in data["responses"]
        for office, clock in [
            *((response["office"], clock) for clock in response["clocks"] or [response]),
            *((clock["office"], clock) for clock in response["joint_clocks"]),
        ]
    ]
    rows = rows_of(office_site, "responses.csv")
    assert [(row["id"], row["inspection"], row["office"], row["status"], row["last_day"]) for row in rows] == clocks
    for name, key in (
        ("findings", "findings"),
        ("inspections", "inspections"),
        ("panel-reports", "panel_reports"),
        ("offices", "offices"),
    ):
        assert [row["id"] for row in rows_of(office_site, f"{name}.csv")] == [item["id"] for item in data[key]] != []
    answers = [(response["id"], answer["finding"]) for response in data["responses"] for answer in response["answers"]]
    assert {(row["response"], row["finding"]) for row in rows_of(office_site, "answers.csv")} == set(answers) != set()
    due = [(item["office"], item["inspection"], item["last_day"], item["status"]) for item in data["expected"]]
    assert [
        (row["office"], row["inspection"], row["last_day"], row["status"])
        for row in rows_of(office_site, "expected.csv")
    ] == due


def test_the_ids_of_pages_data_tables_and_files_of_records_are_the_same(
    office_site: Path, data: dict[str, Any]
) -> None:
    pages = {
        address
        for file in office_site.rglob("index.html")
        for address in attributes(file.read_text(encoding="utf-8"), "main [data-record]", "data-record")
    }
    folders = {"offices": "offices", "inspections": "inspections", "responses": "responses"}
    folders |= {"panel_reports": "panel-reports"}
    in_data = {f"{folder}/{item['id']}" for key, folder in folders.items() for item in data[key]}
    in_data |= {f"inspections/{item['id']}" for item in data["findings"]}
    in_tables = {
        f"{folder}/{row['id']}" for folder in folders.values() for row in rows_of(office_site, f"{folder}.csv")
    } | {f"inspections/{row['id']}" for row in rows_of(office_site, "findings.csv")}
    assert in_tables == in_data == pages
    found = {document.url.rstrip("/") for document in documents_of(released_at()) if "#" not in document.url}
    withdrawn_ids = {item["id"] for item in data["responses"] if item["status"] == "withdrawn"}
    assert found == {path for path in in_data if "#" not in path and path.split("/", 1)[1] not in withdrawn_ids}
    fed = {
        entry.removeprefix(ADDRESS).rstrip("/")
        for entry in re.findall(
            r"<entry[^>]*>\s*<id>([^<]+)</id>", (office_site / "feed.atom").read_text(encoding="utf-8")
        )
    }
    assert fed <= in_data
    assert fed
    files = {file.parent.relative_to(office_site).as_posix() for file in office_site.rglob("record.json")}
    withdrawn = {f"responses/{item['id']}" for item in data["responses"] if item["status"] == "withdrawn"}
    assert files == {path for path in in_data - withdrawn if "#" not in path}


def test_a_joint_letter_on_two_reports_has_a_row_for_each_report_and_office(tmp_path: Path) -> None:
    site = build(tmp_path, content=TOP / "tests/samples/papers/joint-custody/content", day="2026-11-22", with_pdf=False)
    data = json.loads((site / "data/section55.json").read_text(encoding="utf-8"))
    joint = next(response for response in data["responses"] if response["joint_with"])
    rows = [row["office"] for row in rows_of(site, "responses.csv") if row["id"] == joint["id"]]
    assert rows == [joint["office"], *joint["joint_with"]]


# --- What others read -------------------------------------------------------------------------------------------------


def test_frictionless_finds_nothing_wrong_with_the_tables(office_site: Path) -> None:
    assert faults_of_package(office_site) == []
    package = json.loads((office_site / "data/datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in package["resources"]] == [table.file_name for table in TABLES]


@pytest.mark.parametrize("paper", PAPERS)
def test_frictionless_finds_nothing_wrong_with_the_tables_of_real_forms(tmp_path: Path, paper: str) -> None:
    site = build(tmp_path, content=TOP / "tests/samples/papers" / paper / "content", day="2026-11-22", with_pdf=False)
    assert faults_of_package(site) == []


def test_frictionless_would_find_a_status_that_there_is_not(tmp_path: Path) -> None:
    site = build(tmp_path, with_pdf=False)
    file = site / "data/responses.csv"
    file.write_bytes(file.read_bytes().replace(b"published-late", b"published-last", 1))
    assert ["status", "constraint-error"] in [fault[:2] for fault in faults_of_package(site)]


def test_lines_end_as_rfc_4180_asks_and_days_are_iso(office_site: Path) -> None:
    for table in TABLES:
        text = (office_site / "data" / table.file_name).read_bytes()
        assert not text.startswith(b"\xef\xbb\xbf")
        assert text.endswith(b"\r\n")
        for row in rows_of(office_site, table.file_name):
            for column in table.columns:
                if column.datatype == "date" and row[column.name]:
                    assert re.fullmatch(r"\d{4}-\d\d-\d\d", row[column.name])


def test_the_description_for_the_web_names_the_columns_of_each_table(office_site: Path) -> None:
    metadata = json.loads((office_site / "data/csv-metadata.json").read_text(encoding="utf-8"))
    assert metadata["@context"][0] == "http://www.w3.org/ns/csvw"
    for table in metadata["tables"]:
        with (office_site / "data" / table["url"]).open(encoding="utf-8", newline="") as opened:
            assert next(csv.reader(opened)) == [column["titles"] for column in table["tableSchema"]["columns"]]


def test_each_file_of_a_record_is_true_to_its_schema(office_site: Path, data: dict[str, Any]) -> None:
    schema = json.loads((office_site / "data/record.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    objects = {
        f"{key.replace('_', '-')}/{item['id']}": item
        for key in ("offices", "inspections", "responses", "panel_reports")
        for item in data[key]
    }
    for file in office_site.rglob("record.json"):
        record = json.loads(file.read_text(encoding="utf-8"))
        assert [error.message for error in validator.iter_errors(record)] == []
        path = file.parent.relative_to(office_site).as_posix().removeprefix("cy/")
        assert record["record"] == objects[path]


# --- Bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("https://x.example")', '\'=HYPERLINK("https://x.example")'),
        ("+44", "'+44"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\uff1d1", "'\uff1d1"),
        ("Cyber = safe", "Cyber = safe"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_no_cell_begins_like_a_formula(text: str, cell: str) -> None:
    assert safe_cell(text) == cell


HOSTILE = [
    '=HYPERLINK("https://x.example","A, ""B""")',
    "]]> </script> <b>&amp;",
    '#let x = read("/etc/passwd") $ \\ \\n',
    "a, b; c\u2028d",
    "\U0001f6a8 \u05d0 \u202fe\u0301",
    "x" * 5000,
]


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_titles_stay_one_cell_and_valid_json(small_site: SmallSite, title: str) -> None:
    text = (small_site.content / f"{INSPECTION}.md").read_text(encoding="utf-8")
    written = title.replace("'", "''")
    small_site.write(f"{INSPECTION}.md", re.sub(r"(?m)^title: .*$", lambda _: f"title: '{written}'", text))

    small_site.build("2026-11-26")

    assert small_site.last.failure is None, small_site.last.problems
    assert faults_of_package(small_site.site) == []
    row = rows_of(small_site.site, "responses.csv")[0]
    shown = json.loads((small_site.site / "data/section55.json").read_text(encoding="utf-8"))["inspections"][0]["title"]
    assert row["inspection_title"] == safe_cell(shown)
    record = json.loads((small_site.site / INSPECTION / "record.json").read_text(encoding="utf-8"))
    assert record["record"]["title"] == shown


def test_a_withdrawn_response_keeps_its_row_and_has_no_text(small_site: SmallSite) -> None:
    small_site.add_fact(f"{RESPONSE}.md", "withdrawn: {on: 2026-11-25, reason: It named a person.}")

    small_site.build("2026-11-26")

    (row,) = rows_of(small_site.site, "responses.csv")
    assert (row["id"], row["status"], row["tags"]) == ("norfolk/2019/cyber", "withdrawn", "")
    assert rows_of(small_site.site, "answers.csv") == []
    assert not (small_site.site / RESPONSE / "record.json").exists()


def test_a_translation_has_a_file_of_its_own_with_its_own_words(tmp_path: Path) -> None:
    site = build(
        tmp_path, content=TOP / "tests/samples/papers/north-wales-one-page/content", day="2026-11-22", with_pdf=False
    )
    files = sorted((site / "cy").rglob("record.json"))
    assert files
    for file in files:
        record = json.loads(file.read_text(encoding="utf-8"))
        original = json.loads((site / file.relative_to(site / "cy")).read_text(encoding="utf-8"))
        assert (record["language"], original["language"]) == ("cy", "en")
        assert record["record"] == original["record"]
        assert record["markdown"] != original["markdown"] or record["kind"] == "office"


# --- The page ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_page_explains_each_column_with_the_subsection_behind_it(office_site: Path, table: Table) -> None:
    html = (office_site / "data/index.html").read_text(encoding="utf-8")
    heading = the_one(html, f"h2#columns-{table.name}")
    shown = heading.next
    while shown is not None and shown.tag != "table":
        shown = shown.next
    assert shown is not None
    rows = [[words(cell) for cell in row.css("th, td")] for row in shown.css("tbody tr")]
    assert rows == [
        [column.name, f"{column.meaning} (section {column.subsection})" if column.subsection else column.meaning,
         column.words]
        for column in table.columns
    ]  # fmt: skip
    assert f"data/{table.file_name}" in html


def test_the_columns_of_a_table_are_known_and_stay() -> None:
    assert [column.name for column in RESPONSES.columns] == [
        "id", "url", "office", "office_name", "force", "inspection", "inspection_title", "inspectorates",
        "inspection_types", "inspection_tags", "inspection_published", "published", "last_day", "status", "days",
        "next_change_on", "joint_with", "part_of", "part", "update_to", "invited", "dated", "recorded_as_published",
        "late_reason", "sent", "tags",
    ]  # fmt: skip
