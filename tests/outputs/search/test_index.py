"""The search index: same documents, same bytes; one edit rebuilds one period; what cannot be made is a problem."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.commands.exit_codes import Exit
from generator.outputs.search import index as search
from generator.outputs.search import pagefind
from generator.outputs.search.documents import SearchDocument, documents_of
from generator.outputs.search.editorial import page_documents
from generator.outputs.search.index import Period, periods_of, search_files
from generator.outputs.search.pagefind import SearchError
from generator.pages.search import choices_of
from generator.reading.synonyms import read_synonyms
from generator.theme.frame import Frame, Theme
from generator.theme.site import Site
from tests.support.paths import DEMO
from tests.support.sample_office import CONTENT, released_at


def document(number: int, day: date | None = date(2020, 1, 1), words: str = "sample") -> SearchDocument:
    text = f"{words} {number}"
    return SearchDocument(
        f"responses/a/2020/{number}/",
        f"Sample {number}",
        day,
        {"office": "Sample"},
        {"kind": "response"},
        lambda: f"<p>{text}</p>",
        (text,),
    )


def files(documents: list[SearchDocument], state: Path | None = None) -> dict[str, bytes]:
    return dict(search_files(documents, [("HMIC", "HMICFRS")], state))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note each time that Pagefind is asked to index, and how many pages."""
    counts: list[int] = []
    indexed = search.index_pages

    def counted(pages: list[tuple[str, str]]) -> dict[str, bytes]:
        counts.append(len(pages))
        return indexed(pages)

    monkeypatch.setattr(search, "index_pages", counted)
    return counts


def test_the_same_documents_give_the_same_bytes_in_any_order() -> None:
    documents = list(documents_of(released_at()))
    first = files(documents)
    for _ in range(3):
        assert files(documents[::-1]) == first
    assert len(first) > len(documents)


def test_what_is_kept_is_what_would_be_made(tmp_path: Path, made: list[int]) -> None:
    documents = list(documents_of(released_at()))
    first = files(documents, tmp_path)
    assert files(documents, tmp_path) == first == files(documents)
    assert made == [len(documents)] * 2, "once for the state, once without it"


def test_one_edit_makes_one_period_anew(tmp_path: Path, made: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search.periods_of, "__defaults__", (10,))
    documents = [document(number, date(2020, 1, 1) + timedelta(days=30 * number)) for number in range(40)]
    before = files(documents, tmp_path)
    assert made == [10, 10, 10, 10]
    after = files([*documents[:25], document(25, documents[25].day, "edited"), *documents[26:]], tmp_path)
    assert made[4:] == [10]
    folders = [sorted({path.split("/")[1] for path in each if path.count("/") > 1}) for each in (before, after)]
    assert len(set(folders[0]) - set(folders[1])) == 1, "what was made anew stands in a folder of its own"
    assert len(list(tmp_path.iterdir())) == 4, "what is no longer used is not kept"


def test_a_damaged_state_is_made_anew(tmp_path: Path) -> None:
    documents = [document(1)]
    first = files(documents, tmp_path)
    kept = next(tmp_path.iterdir())
    for damage in (b"", kept.read_bytes()[:-40], kept.read_bytes().replace(b"pagefind_dcd", b"pagefind_xxx", 1)[:200]):
        kept.write_bytes(damage)
        assert files(documents, tmp_path) == first


def test_a_period_is_closed_at_the_end_of_its_month() -> None:
    days = [
        None,
        date(2019, 12, 31),
        date(2020, 1, 1),
        date(2020, 1, 1),
        date(2020, 1, 31),
        date(2020, 2, 1),
        date(2020, 2, 2),
    ]
    parted = periods_of([document(number, day) for number, day in reversed(list(enumerate(days)))], holds=3)
    assert [[each.day for each in period.documents] for period in parted] == [days[:5], days[5:]]
    assert periods_of([]) == []


def test_a_twin_follows_what_it_is_the_twin_of() -> None:
    originals = [document(number) for number in (2, 1)]
    translations = [replace(each, url=f"cy/{each.url}", language="cy") for each in originals]
    (period,) = periods_of([*translations, *originals])
    assert [each.url for each in period.documents] == [
        "responses/a/2020/1/", "cy/responses/a/2020/1/", "responses/a/2020/2/", "cy/responses/a/2020/2/",
    ]  # fmt: skip
    index = json.loads(files([*translations, *originals])["search/index.json"])
    assert [(each["documents"], each["twins"]) for each in index["periods"]] == [(4, 2)]


def test_a_short_form_that_no_paper_has_is_not_looked_for() -> None:
    groups = [
        ("AFI", "area for improvement"),
        ("PCC", "commissioner"),
        ("CoC", "cause of concern"),
        ("ROCU", "regional unit"),
        ("s55", "section 55"),
    ]
    made = dict(search_files([document(1, words="Two AFIs, and the pcc's anti-CoC view:")], groups, None))
    assert json.loads(made["search/index.json"])["unused"] == ["rocu"]
    assert "afis" in next(data.decode() for path, data in made.items() if path.startswith("search/words-")).split("\n")


def test_a_language_in_which_nothing_is_released_is_no_choice() -> None:
    released = released_at()
    office = released.offices["sampleshire"]
    offered = [
        [
            choice.name
            for choice in choices_of(replace(released, translations={"cy": translations}))
            if choice.name == "language"
        ]
        for translations in ({}, {office.path: office})
    ]
    assert offered == [[], ["language"]]


def test_a_page_is_found_by_its_words_and_has_no_say_in_what_else_is_found(tmp_path: Path) -> None:
    for path, main in {
        "index.html": "<h1>Home</h1>",
        "about/index.html": '<h1 id="about">About &amp; <em>more</em></h1><div DATA-pagefind-body>Sample words.</div>',
        "404.html": "<h1>Not found</h1>",
        "odd/index.html": "<p>No heading</p>",
        "cy/index.html": "<h1>Hafan</h1>",
        "cy/about/index.html": "<h1>Ynghylch</h1><p>Geiriau.</p>",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / path).write_text(
            f'<html><body><header>Menu</header><main id="main">{main}</main></body></html>', encoding="utf-8"
        )
    pages = list(page_documents(Theme(Site("Sample", "", ""), {}, Frame.parse(""), tmp_path)))
    assert [(each.url, each.title, each.facts["kind"], each.language) for each in pages] == [
        ("about/", "About & more", "page", "en"),
        ("cy/about/", "Ynghylch", "page", "cy"),
        ("odd/", "odd", "page", "en"),
    ]
    made = files([document(1), *pages])
    words = next(data.decode() for path, data in made.items() if path.startswith("search/words-")).split("\n")
    assert {"about", "sample", "words"} <= set(words)
    assert "menu" not in words
    assert sum("/fragment/" in path for path in made) == 4


CHANGES: Mapping[str, object] = {
    "url": "responses/a/2020/other/",
    "title": "Other",
    "day": date(2020, 1, 2),
    "meta": {"office": "Other"},
    "facts": {"kind": "finding"},
    "made_from": ("other",),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_in_a_document_changes_its_period(change: str) -> None:
    one = document(1)
    assert Period((one,)).digest == Period((document(1),)).digest
    assert Period((one,)).digest != Period((replace(one, **{change: CHANGES[change]}),)).digest  # type: ignore[arg-type]


def test_every_text_of_a_released_record_is_in_one_document() -> None:
    released = released_at()
    texts = {each.url: each.text() for each in documents_of(released)}
    everything = " ".join(texts.values())
    for inspection in released.inspections.values():
        for finding in inspection.findings:
            assert (
                sum(
                    f'<h2 id="{finding.id}">' in text
                    for url, text in texts.items()
                    if url.startswith(f"inspections/{inspection.id}/")
                )
                == 1
            )
    for response in released.responses.values():
        for section in response.sections:
            assert section.passage.plain.split(" ")[-1] in everything
    assert {url.partition("/")[0] for url in texts} == {"offices", "inspections", "responses", "panel-reports"}


def test_what_is_for_office_use_changes_nothing(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    before = [period.folder for period in periods_of(documents_of(released_at()))]
    for file in content.rglob("*.*"):
        if file.suffix in {".md", ".yml"} and file.parent.name != "pages":
            text = file.read_text(encoding="utf-8").replace("office-use:", "office-use-before:")
            note = "office-use: A sample secret.\n"
            text = text.replace("---\n", f"---\n{note}", 1) if file.suffix == ".md" else f"{note}{text}"
            file.write_text(re.sub(r"office-use-before:.*\n(  .*\n)*", "", text), encoding="utf-8")
    assert [period.folder for period in periods_of(documents_of(released_at(content=content)))] == before


def test_a_document_without_words_does_not_shift_the_others() -> None:
    empty = replace(document(1), title="", text=lambda: "<p>…</p>")
    table = json.loads(next(data for path, data in files([empty, document(2)]).items() if path.endswith("facts.json")))
    assert table["kind"]["rows"] == [0, 0]


def test_an_error_of_the_program_ends_the_work_and_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for script, message in (
        ("import sys; sys.exit(3)", "ended too early"),
        (_refusing(), "The search index cannot be made: no. Build without it: --no-search."),
    ):
        program = tmp_path / "program"
        program.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(pagefind, "_program", lambda program=program: str(program))
        with pytest.raises(SearchError, match=message):
            files([document(number) for number in range(300)])


def test_the_program_learns_nothing_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "program"
    script = "import json, os, sys; json.dump([dict(os.environ), os.getcwd()], open('script.json', 'w')); sys.exit(3)"
    program.write_text(f"#!{sys.executable} -ESs\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind, "_program", lambda: str(program))
    monkeypatch.setenv("SAMPLE_TOKEN", "secret")
    with pytest.raises(SearchError):
        files([document(1)])
    environment, folder = json.loads((tmp_path / "script.json").read_text(encoding="utf-8"))
    environment.pop("LC_CTYPE", None)  # which Python sets for itself
    assert environment == {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": search.INDEX_CHUNK_WORDS}
    assert Path(folder) == tmp_path, "where the program is, and nobody else's settings are"


def _refusing() -> str:
    return (
        "import base64, json, sys, time\n"
        "print(base64.b64encode(json.dumps({'message_id': 0, 'payload': {'type': 'Error', 'message': "
        "'no'}}).encode()).decode(), end=',', flush=True)\n"
        "time.sleep(60)"
    )


def test_a_missing_program_stops_the_build_and_leaves_the_site(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "generator.commands.cli",
        "build",
        "--content",
        str(CONTENT),
        "--site",
        str(tmp_path / "site"),
        "--as-of",
        "2026-03-02",
    ]
    environment = {"PATH": "/usr/bin:/bin", "PAGEFIND_BINARY_PATH": str(tmp_path / "nothing")}
    done = subprocess.run(command, cwd=DEMO, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == Exit.MACHINE
    assert done.stderr.endswith("Install it again (pip install 'pagefind[bin]'), or build without it: --no-search.\n")
    assert not (tmp_path / "site").exists()
    done = subprocess.run(
        [*command, "--no-search"], cwd=DEMO, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == Exit.DONE, done.stderr
    assert sorted(path.name for path in (tmp_path / "site" / "search").iterdir()) == ["index.html"]


def test_the_repository_has_synonyms_without_a_problem() -> None:
    groups, problems = read_synonyms(DEMO / "content")
    assert problems == []
    assert ("HMIC", "HMICFRS", "Inspectorate of Constabulary") in groups


def test_synonyms_need_not_be_there(tmp_path: Path) -> None:
    assert read_synonyms(tmp_path) == ((), [])
