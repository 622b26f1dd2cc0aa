"""The cache of scan results is used where it is whole, ours and of this version, and only there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.reading.attachments import scan
from generator.reading.attachments.hidden_data import HiddenData
from generator.reading.attachments.scan import ScanCache, ScanResult

TABLE = b"a,b\n"
NOTES = ScanResult(
    (HiddenData("notes", "Delete them"), HiddenData("a name", "Remove it", is_error=False)), ("Damaged", "Save it")
)


@pytest.fixture(autouse=True)
def scanned(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """Return the files that are scanned and not found in a cache; each holds notes."""
    files: list[bytes] = []

    def note(_: str, data: bytes) -> ScanResult:
        files.append(data)
        return NOTES

    monkeypatch.setattr(scan, "_scan", note)
    scan._RECENT.clear()
    yield files
    scan._RECENT.clear()


def run(file: Path | None, *tables: bytes) -> list[ScanResult]:
    """Scan tables as a command of its own does, and save the cache."""
    scan._RECENT.clear()
    cache = ScanCache(file)
    results = [cache.scan(".csv", table) for table in tables]
    cache.save()
    return results


def test_a_file_is_scanned_once_and_again_when_it_changes(tmp_path: Path, scanned: list[bytes]) -> None:
    for table in (TABLE, TABLE, b"a,c\n", b"a,c\n"):
        assert run(tmp_path / "cache/attachments.json", table) == [NOTES]
    assert scanned == [TABLE, b"a,c\n"]


def test_the_same_bytes_under_another_ending_are_scanned_again(scanned: list[bytes]) -> None:
    cache = ScanCache(None)
    cache.scan(".csv", TABLE)
    cache.scan(".pdf", TABLE)
    assert scanned == [TABLE, TABLE]


def test_the_cache_holds_the_results_of_the_last_run_alone(tmp_path: Path, scanned: list[bytes]) -> None:
    file = tmp_path / "attachments.json"
    run(file, b"1", b"2", b"3")
    size = file.stat().st_size
    for number in range(10):
        run(file, b"%d" % number)
    assert file.stat().st_size < size
    scanned.clear()
    run(file, b"9", b"3")
    assert scanned == [b"3"]


def cached(**changes: object) -> str:
    """Return a cache file of this version with a clean result for the table, changed."""
    key = f".csv {hashlib.sha256(TABLE).hexdigest()}"
    return json.dumps({"version": scan._version(), "results": {key: [[], None]}} | changes)


def test_a_cache_of_this_version_is_used(tmp_path: Path, scanned: list[bytes]) -> None:
    file = tmp_path / "attachments.json"
    file.write_text(cached(), encoding="utf-8")
    assert run(file, TABLE) == [ScanResult(())]
    assert scanned == []


IGNORED = {
    "empty": "", "torn": "{", "a list": "[]", "null": "null", "binary": "\x00", "deep": "[" * 100_000,
    "cut short": cached()[:-20], "another version": cached(version="another"), "a list of results": cached(results=[]),
    "no results": cached(results=None), "foreign": '{"version": 1}', "large": cached() + " " * scan.MAX_CACHE_BYTES,
}  # fmt: skip


@pytest.mark.parametrize("text", IGNORED.values(), ids=IGNORED)
def test_a_cache_that_is_torn_foreign_or_of_another_version_is_ignored(
    tmp_path: Path, scanned: list[bytes], text: str
) -> None:
    file = tmp_path / "attachments.json"
    file.write_text(text, encoding="utf-8")
    assert run(file, TABLE) == [NOTES]
    assert run(file, TABLE) == [NOTES]
    assert scanned == [TABLE]


FOREIGN = [
    [[["what", 1, True]], None], [[["what", "hint", "no"]], None], [[], ["one"]], [[], [1, 2]], [[["what"]], None],
    [[]], 3,
]  # fmt: skip


@pytest.mark.parametrize("result", FOREIGN, ids=str)
def test_a_result_of_another_shape_is_ignored(tmp_path: Path, scanned: list[bytes], result: object) -> None:
    file = tmp_path / "attachments.json"
    run(file, TABLE)
    saved = json.loads(file.read_text(encoding="utf-8"))
    saved["results"] = dict.fromkeys(saved["results"], result)
    file.write_text(json.dumps(saved), encoding="utf-8")
    assert run(file, TABLE) == [NOTES]
    assert scanned == [TABLE, TABLE]


def test_a_cache_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "attachments.json"
    folder.mkdir()
    assert run(folder, TABLE) == [NOTES]
    assert [path.name for path in tmp_path.iterdir()] == ["attachments.json"]
    (tmp_path / "file").touch()
    assert run(tmp_path / "file/attachments.json", TABLE) == [NOTES]


def test_results_in_memory_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MAX_RECENT", 10)
    cache = ScanCache(None)
    for number in range(100):
        cache.scan(".csv", b"%d" % number)
        assert len(scan._RECENT) <= 10
