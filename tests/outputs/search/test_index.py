"""The search index: same documents, same bytes; one edit makes one bundle anew; what a cache is not is not believed."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.outputs.search import bundle as bundles
from generator.outputs.search import index as search
from generator.outputs.search.bundle import Bundle, BundleIndex, bundles_of
from generator.outputs.search.documents import SearchDocument, documents_of
from generator.outputs.search.editorial import page_documents
from generator.outputs.search.index import search_files
from generator.outputs.search.postings import Chunks
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
        (text.encode(),),
    )


def files(documents: list[SearchDocument], state: Path | None = None) -> dict[str, bytes]:
    return dict(search_files(documents, [("HMIC", "HMICFRS")], state))


def words_in(made: Mapping[str, bytes]) -> set[str]:
    files = (data for path, data in made.items() if path.startswith("search/words/"))
    return {word for data in files for word in json.loads(data)} - {""}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note how many documents each bundle has that is made anew."""
    counts: list[int] = []
    indexed = search.index_of

    def counted(bundle: Bundle, chunks: Chunks) -> BundleIndex:
        counts.append(len(bundle.documents))
        return indexed(bundle, chunks)

    monkeypatch.setattr(search, "index_of", counted)
    return counts


@pytest.fixture
def small_bundles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MIN_DOCUMENTS", 4)
    monkeypatch.setattr(bundles, "MAX_DOCUMENTS", 10)
    monkeypatch.setattr(search, "GROUP", 3)
    monkeypatch.setattr(search, "WORDS_FILE", 200)


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


def test_an_index_after_any_edits_is_a_clean_one(tmp_path: Path, small_bundles: None) -> None:
    chance = random.Random(55)  # noqa: S311 - edits of a test
    documents = {number: document(number, date(2020, 1, 1) + timedelta(days=number)) for number in range(60)}
    for _ in range(25):
        number = chance.randrange(80)
        match chance.choice(("edit", "add", "delete")):
            case "delete":
                documents.pop(number, None)
            case action:
                day = date(2020, 1, 1) + timedelta(days=number if action == "edit" else chance.randrange(80))
                documents[number] = document(number, day, f"{action} words{chance.randrange(9)}")
        made = files(list(documents.values()), tmp_path)
        assert made == files(list(documents.values()))
        assert len(bundles_of(documents.values())) > 4


def test_one_edit_makes_one_bundle_anew_and_leaves_the_others_files(
    tmp_path: Path, made: list[int], small_bundles: None
) -> None:
    documents = [document(number, date(2020, 1, 1) + timedelta(days=30 * number)) for number in range(40)]
    before = files(documents, tmp_path)
    made.clear()
    after = files([*documents[:25], document(25, documents[25].day, "edited"), *documents[26:]], tmp_path)
    assert len(made) == 1
    texts = [{path: data for path, data in each.items() if "/texts/" in path} for each in (before, after)]
    folders = {path.split("/")[2] for path, data in texts[0].items() if texts[1].get(path) != data}
    assert len(folders) == 1
    made.clear()
    assert files(documents, tmp_path) == before
    assert len(made) == 1, "what is used no longer was not kept"


def test_a_torn_or_foreign_state_is_made_anew(tmp_path: Path) -> None:
    documents = [document(number) for number in range(3)]
    first = files(documents, tmp_path)
    kept = sorted(tmp_path.iterdir())
    assert len(kept) == 5
    contents = {path: path.read_bytes() for path in kept}
    for damage in (
        lambda _: b"",
        lambda data: data[:-40],
        lambda data: data.replace(b"sample", b"simple"),
        lambda _: contents[kept[0]],
        lambda _: b"{}",
        lambda data: data.partition(b"\n")[0] + b"\n{}",
    ):
        for path in kept:
            path.write_bytes(damage(contents[path]))
        assert files(documents, tmp_path) == first
    (tmp_path / "0123-words").write_bytes(contents[kept[0]])
    (tmp_path / f"{kept[0].stem}.part").write_bytes(b"half")
    assert files(documents, tmp_path) == first
    assert sorted(tmp_path.iterdir()) == kept, "what is not used is not kept"


def test_files_of_another_build_have_other_letters() -> None:
    one, other = (files([document(1, words=words), document(2)]) for words in ("custody cells", "custody"))
    index = json.loads(one["search/index.json"])
    changed = [path for path in one if one[path] != other.get(path)]
    assert {path.split("/")[1] for path in changed} == {"index.json", "words", "links", "texts", "spellings"}
    for path in changed:
        if path.startswith(("search/words/", "search/links/", "search/texts/")):
            contents = [json.loads(each[path]) for each in (one, other) if path in each]
            letters = [data[0] if isinstance(data, list) else data.get("", data.get("v")) for data in contents]
            assert "/links/" in path or len(set(letters)) == len(letters), path
    assert json.loads(one["search/facts.json"])[""] == index["facts"]


def test_a_twin_follows_what_it_is_the_twin_of() -> None:
    originals = [document(number) for number in (2, 1)]
    translations = [replace(each, url=f"cy/{each.url}", language="cy") for each in originals]
    odd = replace(document(3), url="cy/about/", language="cy")
    (bundle,) = bundles_of([*translations, odd, *originals])
    assert [each.url for each in bundle.documents] == [
        "cy/about/", "responses/a/2020/1/", "cy/responses/a/2020/1/", "responses/a/2020/2/", "cy/responses/a/2020/2/",
    ]  # fmt: skip
    made = files([*translations, odd, *originals])
    assert json.loads(made["search/index.json"])["twins"] is True
    assert json.loads(made["search/facts.json"])["twin"] == [["1"], "//0/0"]
    assert json.loads(files(originals)["search/index.json"])["twins"] is False


def test_a_short_form_that_no_paper_has_is_not_looked_for() -> None:
    groups = [
        ("AFI", "area for improvement"),
        ("PCC", "commissioner"),
        ("CoC", "cause of concern"),
        ("ROCU", "regional unit"),
        ("s55", "section 55"),
    ]
    made = dict(
        search_files([document(1, words="Two AFI, and the pcc's anti-CoC view by the commissioner:")], groups, None)
    )
    assert json.loads(made["search/index.json"])["unused"] == ["rocu"]


def test_words_are_suggested_by_their_first_and_last_letter_the_frequent_first() -> None:
    made = files([document(number, words="custody constable" if number else "corner sage") for number in range(4)])
    spellings = {name: json.loads(made[f"search/spellings/{name}.json"]) for name in ("c", "-e", "q")}
    assert spellings == {
        "c": [["constable", "custody"], ["corner"]],
        "-e": [["constable", "response", "sample"], ["sage"]]
        if "response" in words_in(made)
        else [["constable", "sample"], ["sage"]],
        "q": [[], []],
    }


def test_cells_of_a_table_are_texts_of_their_own() -> None:
    html = "<table><tr><th>Alpha</th><th>Beta</th></tr><tr><td>One<br>two</td><td>a <em>th</em>ree</td></tr></table>"
    made = files([replace(document(1), text=lambda: html)])
    assert {"alpha", "beta", "one", "two", "three"} <= words_in(made)
    assert "alphabeta" not in words_in(made)
    assert json.loads(made["search/texts/0/0.json"])["s"] == [["", "", "Alpha\nBeta\nOne\ntwo\na three"]]


def test_a_line_that_is_wrapped_in_the_source_ends_no_text() -> None:
    made = files([replace(document(1), text=lambda: "<p>police and\ncrime<br>\npanel</p>")])
    assert json.loads(made["search/texts/0/0.json"])["s"] == [["", "", "police and crime\npanel"]]


def test_a_long_text_is_in_pieces_that_have_all_of_it_and_a_posting_names_the_best() -> None:
    sections = [f'<h2 id="s{number}">Part {number}</h2><p>{f"word{number} " * 300}</p>' for number in range(12)]
    made = files([replace(document(1), text=lambda: "".join(sections))])
    pieces = sorted(path for path in made if path.startswith("search/texts/0/0"))
    contents = [json.loads(made[path]) for path in pieces]
    assert len(pieces) == contents[0]["n"] > 2
    texts = " ".join(text for content in contents for _, _, text in content["s"])
    assert texts.split() == " ".join(f"word{number} " * 300 for number in range(12)).split()
    postings = {
        word: code for path, data in made.items() if "/words/" in path for word, code in json.loads(data).items()
    }
    for number in range(12):
        letter = re.sub("[^a-z]", "", postings[f"word{number}"])
        piece = json.loads(made[f"search/texts/0/0{letter}.json"])
        assert any(f"word{number} " in f"{text} " for _, _, text in piece["s"]), number
    endless = files([replace(document(1), text=lambda: f"<p>{'x' * 400_000}</p><p>{'y ' * 100_000}</p>")])
    assert len([path for path in endless if path.startswith("search/texts/")]) <= 27


def test_a_document_without_words_does_not_shift_the_others() -> None:
    empty = replace(document(1), title="", text=lambda: "<p>…</p>")
    made = files([empty, document(2)])
    assert json.loads(made["search/facts.json"])["kind"] == [["response"], "00"]
    assert json.loads(made["search/texts/0/1.json"])["t"] == "Sample 2"


def test_an_index_of_nothing_is_one() -> None:
    made = files([])
    assert json.loads(made["search/index.json"])["sizes"] == []


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


def test_a_page_is_found_by_the_words_of_its_main_part(tmp_path: Path) -> None:
    for path, main in {
        "index.html": "<h1>Home</h1>",
        "about/index.html": '<h1 id="about">About &amp; <em>more</em></h1><div data-note="x">Sample words.</div>',
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
    assert {"more", "sample", "words"} <= words_in(made)
    assert "menu" not in words_in(made)
    assert sum("/texts/" in path for path in made) == 4


CHANGES: Mapping[str, object] = {
    "url": "responses/a/2020/other/",
    "title": "Other",
    "meta": {"office": "Other"},
    "weight": 3,
    "made_from": (b"other",),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_in_a_document_changes_its_bundle(change: str) -> None:
    one = document(1)
    assert Bundle((one,)).digest == Bundle((document(1),)).digest
    assert Bundle((one,)).digest != Bundle((replace(one, **{change: CHANGES[change]}),)).digest  # type: ignore[arg-type]


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
    before = [bundle.digest for bundle in bundles_of(documents_of(released_at()))]
    for file in content.rglob("*.*"):
        if file.suffix in {".md", ".yml"} and file.parent.name != "pages":
            text = file.read_text(encoding="utf-8").replace("office-use:", "office-use-before:")
            note = "office-use: A sample secret.\n"
            text = text.replace("---\n", f"---\n{note}", 1) if file.suffix == ".md" else f"{note}{text}"
            file.write_text(re.sub(r"office-use-before:.*\n(  .*\n)*", "", text), encoding="utf-8")
    assert [bundle.digest for bundle in bundles_of(documents_of(released_at(content=content)))] == before


def test_the_repository_has_synonyms_without_a_problem() -> None:
    groups, problems = read_synonyms(DEMO / "content")
    assert problems == []
    assert ("HMIC", "HMICFRS", "Inspectorate of Constabulary") in groups


def test_synonyms_need_not_be_there(tmp_path: Path) -> None:
    assert read_synonyms(tmp_path) == ((), [])
