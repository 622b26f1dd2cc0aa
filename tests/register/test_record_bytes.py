"""A kept record is the same when it is made again; its digest changes with what it says, and with nothing else."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from generator.register.read import read_register
from generator.register.sources.cache import SourceCache
from generator.register.sources.record_bytes import packed, unpacked
from tests.support.paths import DEMO
from tests.support.random_edits import EditedSite


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(DEMO / "content", tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return EditedSite(tmp_path, 1).content


@pytest.mark.parametrize("folder", ["content", "corpus"])
def test_a_record_is_the_same_when_it_is_made_again(folder: str, request: pytest.FixtureRequest) -> None:
    register = read_register(request.getfixturevalue(folder)).register
    assert {record.kind for record in register.texts} == {"office", "inspection", "response", "panel report"}
    for record in register.texts:
        again = unpacked(packed(record))
        again.source.keep_texts(lambda source=record.source: (source.facts_text, source.body))
        assert again == record
        assert repr(again) == repr(record)
        assert list(again.source.facts) == list(record.source.facts)


@pytest.mark.parametrize("module", ["os:system", "builtins:eval", "generator_:x"])
def test_nothing_is_made_of_bytes_but_what_is_ours(module: str) -> None:
    attack = packed([]).replace(b"]", b"")  # the head alone
    name = module.encode()
    call = b"cgenerator.register.sources.record_bytes\n_filled\n(X" + len(name).to_bytes(4, "little") + name + b")tR."
    with pytest.raises(pickle.UnpicklingError, match=module):
        unpacked(attack[:2] + call)


def facts_of(content: Path, path: str) -> bytes:
    cache = SourceCache()
    read_register(content, cache)
    return cache.facts[path]


@pytest.mark.parametrize(
    ("old", "new", "which"),
    [
        ("\n---\n\n", "\n---\n\n\n", "the same"),
        ("\n---\n\n", "\nlate-reason: Somebody was ill.\n---\n\n", "another"),
        ("\n---\n\n", "\noffice-use: A note that nobody sees.\n---\n\n", "the same"),
        ("\n---\n\n", "\n---\n\n## Another section\n\nIts text.\n\n", "another"),
    ],
    ids=["a blank line", "a fact", "a note for the office", "a section"],
)
def test_the_digest_of_a_record_changes_with_what_it_says_besides_its_text(
    corpus: Path, old: str, new: str, which: str
) -> None:
    file = next(
        file
        for file in sorted((corpus / "responses").rglob("*.md"))
        if "late-reason" not in (text := file.read_text(encoding="utf-8")) and "office-use" not in text
    )
    path = file.relative_to(corpus).with_suffix("").as_posix()
    before = facts_of(corpus, path)

    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    assert ("the same" if facts_of(corpus, path) == before else "another") == which
