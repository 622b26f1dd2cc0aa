"""Caches and forked processes change no byte: torn, foreign, killed, or beside a site that was edited by hand."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from generator import cache_file, forks
from generator.outputs.paper import pdfs
from generator.pages.page import Page
from generator.publishing import build as build_module
from generator.publishing import check
from generator.publishing.site import begun, contents
from generator.register import read
from tests.support.random_edits import EditedSite, differences, files_of, words_of

SITE = Path("site")
CACHE = Path(".section55/cache")

CACHES = ("sources.cache", "sources.pack", "pages.cache", "files-*.cache", "templates-en.cache")

TEARS: dict[str, Callable[[bytes], bytes]] = {
    "half of it": lambda data: data[: len(data) // 2],
    "nothing": lambda _: b"",
    "a bit turned at its end": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "a bit turned in its middle": lambda data: (
        data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 4]) + data[len(data) // 2 + 1 :]
    ),
    "something else": lambda _: b"section55 of somebody else\n" + os.urandom(64),
}


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EditedSite:
    monkeypatch.chdir(tmp_path)
    return EditedSite(Path(), 1)


def build(site: EditedSite) -> dict[str, bytes]:
    """Build the site over the last one."""
    done = site.build(SITE)
    assert (done.failure, done.message) == (None, "")
    return files_of(SITE)


def age(site: EditedSite) -> None:
    """Let every source seem to be written long ago, so that its time on the disk is trusted."""
    for file in site.content.rglob("*.*"):
        os.utime(file, (1_700_000_000, 1_700_000_000))


def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the address of each page is added that is rendered."""
    made: list[str] = []
    original = begun.Renderer.render

    def render(renderer: begun.Renderer, page: Page) -> str:
        made.append(page.address)
        return original(renderer, page)

    monkeypatch.setattr(begun.Renderer, "render", render)
    return made


@pytest.mark.parametrize("tear", TEARS)
@pytest.mark.parametrize("name", CACHES)
def test_a_torn_cache_is_as_good_as_none(edited: EditedSite, name: str, tear: str) -> None:
    first = build(edited)
    build(edited)
    for file in CACHE.glob(name):
        file.write_bytes(TEARS[tear](file.read_bytes()))
    again = build(edited)
    edited.change(edited.sources("responses")[0], lambda text: f"{text}\nOne more sentence.\n")

    changed = build(edited)

    assert differences(again, first) == []
    assert differences(changed, edited.build_anew()[1]) == []


def test_a_cache_of_another_version_is_as_good_as_none(edited: EditedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(edited)
    pages = (CACHE / "pages.cache").read_bytes()
    monkeypatch.setattr(cache_file, "code_digest", lambda: "of another version")

    again = build(edited)

    assert differences(again, first) == []
    assert (CACHE / "pages.cache").read_bytes().split(b"\n")[0] != pages.split(b"\n")[0]


def test_a_build_without_its_caches_makes_the_same_site(edited: EditedSite) -> None:
    first = build(edited)
    shutil.rmtree(".section55")

    assert differences(build(edited), first) == []


def test_what_was_changed_in_the_site_by_hand_is_mended_by_the_next_builds(edited: EditedSite) -> None:
    first = build(edited)
    page = SITE / "deadlines" / "index.html"
    for _ in range(3):
        page.write_bytes(page.read_bytes().replace(b"Deadlines", b"Dead lines"))
        (SITE / "updates" / "index.html").unlink()

        assert differences(build(edited), first) == []


def test_a_second_build_makes_no_page_again(edited: EditedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    age(edited)
    build(edited)
    made = rendered(monkeypatch)

    build(edited)

    assert made == []


def test_what_cannot_be_deleted_from_the_site_before_last_is_not_published(
    edited: EditedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(edited)
    build(edited)
    (CACHE / "site" / "left-behind.html").write_text("Kanarienvogel")
    original = os.unlink

    def unlink(path: str, **how: int) -> None:
        if str(path).endswith("left-behind.html") and not how:
            raise PermissionError(13, "Permission denied", str(path))
        original(path, **how)

    monkeypatch.setattr(os, "unlink", unlink)

    assert differences(build(edited), first) == []


def test_a_file_that_did_not_change_is_not_written_again(edited: EditedSite) -> None:
    build(edited)
    build(edited)
    before = (SITE / "deadlines" / "index.html").stat()
    build(edited)  # the site before last, which the next build begins with, is now the other one

    build(edited)

    after = (SITE / "deadlines" / "index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.fixture
def sharing(edited: EditedSite) -> EditedSite:
    """Return a site of which the live folder and the one before it have the same files on the disk."""
    build(edited)
    build(edited)
    if not (SITE / "index.html").samefile(CACHE / "site/index.html"):
        pytest.fail("a file is in both folders")
    return edited


def test_a_build_that_fails_at_its_end_leaves_shared_files_of_the_live_site_alone(
    sharing: EditedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(SITE)
    sharing.name = "Another name"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as attack:
        attack.setattr(build_module, "exchange", full)
        done = sharing.build(SITE)

    assert done.message == "No space left on device. The site has not been changed."
    assert differences(files_of(SITE), before) == []
    assert differences(build(sharing), sharing.build_anew()[1]) == []


def test_a_shared_file_that_was_changed_in_place_is_written_anew(sharing: EditedSite) -> None:
    before = files_of(SITE)
    for path in ("index.html", "data/section55.json"):
        with (SITE / path).open("ab") as file:
            file.write(b" by hand")

    assert differences(build(sharing), before) == []
    assert differences(build(sharing), before) == []


def test_where_a_disk_shares_no_files_they_are_copied(edited: EditedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    before = build(edited)

    assert differences(build(edited), before) == []
    assert not (SITE / "index.html").samefile(CACHE / "site/index.html")


def test_an_edited_sentence_makes_only_the_pages_again_that_show_it(
    edited: EditedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(edited)
    file = edited.sources("panel-reports")[0]
    edited.change(file, lambda text: text.replace("\n\n## Purpose\n\n", "\n\n## Purpose\n\nNew words. "))
    made = rendered(monkeypatch)

    build(edited)

    assert made == [f"{file.relative_to(edited.content).with_suffix('').as_posix()}/"]


def test_an_edited_fact_renders_only_the_pages_again_that_show_it(
    edited: EditedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(edited)
    file = edited.sources("panel-reports")[0]
    edited.change(file, lambda text: text.replace("\n---\n", "\nauthor: A new author\n---\n", 1))
    made = rendered(monkeypatch)

    changed = build(edited)

    assert f"{file.relative_to(edited.content).with_suffix('').as_posix()}/" in made
    assert len(made) <= 6, made  # its own, its office, the two lists it is in, the report it is about and its response
    assert differences(changed, edited.build_anew()[1]) == []


def test_a_record_that_is_no_longer_released_leaves_nothing_in_the_site_or_in_a_cache(edited: EditedSite) -> None:
    file = edited.sources("responses")[0]
    edited.change(file, lambda text: f"{text}\nKanarienvogel sang.\n")
    build(edited)
    assert any(b"Kanarienvogel" in data for data in files_of(SITE).values())
    edited.change(file, lambda text: text.replace("\npublished: ", "\npublished: 2040-01-01 # "))

    assert not any(b"Kanarienvogel" in data for data in build(edited).values())
    build(edited)

    assert [path for path, data in files_of(Path(".section55")).items() if b"Kanarienvogel" in data] == []


# --- Forked processes ---


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Share all work among three processes; return a list of how many were forked."""
    forked: list[int] = []
    original = forks._fork

    def fork(*arguments: object) -> tuple[int, int]:
        forked.append(1)
        return original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(forks, "_fork", fork)
    for module in (read, contents, forks):
        monkeypatch.setattr(module, "processes_for", lambda tasks, _: 3 if tasks > 3 else 1)
    return forked


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here, and all is done in one process")
class TestForkedProcesses:
    def test_several_processes_make_the_same_site_as_one(self, edited: EditedSite, many: list[int]) -> None:
        together = build(edited)
        assert len(many) >= 6
        many.clear()
        with pytest.MonkeyPatch.context() as alone:
            for module in (read, contents, forks):
                alone.setattr(module, "processes_for", lambda *_: 1)
            first = edited.build_anew()[1]

        assert many == []
        assert differences(together, first) == []

    def test_edits_that_several_processes_build_make_the_same_site_as_one(
        self, edited: EditedSite, many: list[int]
    ) -> None:
        build(edited)
        for number in range(20):
            what = edited.edit()
            many.clear()
            done = edited.build(SITE)
            assert len(many) >= 2, f"{number}: {what}"
            with pytest.MonkeyPatch.context() as alone:
                for module in (read, contents, forks):
                    alone.setattr(module, "processes_for", lambda *_: 1)
                anew, site = edited.build_anew()

            assert (done.failure, words_of(done)) == (anew.failure, words_of(anew)), f"{number}: {what}"
            assert done.failure or differences(files_of(SITE), site) == [], f"{number}: {what}"

    def test_several_processes_take_the_documents_that_are_kept_and_one_makes_the_others(
        self, edited: EditedSite, many: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pdfs, "IN_THIS_PROCESS", 1000)
        edited.with_pdf = True
        build(edited)
        assert len(list((CACHE / "pdf").glob("*.pdf"))) > 10
        for what in ("a day", "a sentence", "a lost document"):
            if what == "a day":
                edited.day = "2026-11-23"
            elif what == "a sentence":
                edited.change(edited.sources("responses")[0], lambda text: f"{text}\nA sentence of a moment ago.\n")
            else:
                min((CACHE / "pdf").glob("*.pdf")).unlink()
                edited.name = "Sample site of another name"
            many.clear()
            together = build(edited)
            assert many, what
            with pytest.MonkeyPatch.context() as alone:
                for module in (read, contents, forks):
                    alone.setattr(module, "processes_for", lambda *_: 1)
                first = edited.build_anew()[1]

            assert differences(together, first) == [], what
            kept = {file.name for file in (CACHE / "pdf").iterdir()}
            assert kept == {file.name for file in Path("clean/.section55/cache/pdf").iterdir()}, what

    @pytest.mark.parametrize("work", ["begin_stage", "project_problems"])
    def test_work_beside_a_build_whose_process_is_killed_is_done_by_another(
        self, edited: EditedSite, many: list[int], monkeypatch: pytest.MonkeyPatch, work: str
    ) -> None:
        before = build(edited)
        parent, owner = os.getpid(), build_module if work == "begin_stage" else check
        original = getattr(owner, work)

        def killed(*arguments: object, **named: object) -> object:
            if os.getpid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*arguments, **named)

        monkeypatch.setattr(owner, work, killed)
        many.clear()

        assert differences(build(edited), before) == []
        assert many

    @pytest.mark.parametrize("when", ["at its beginning", "in the middle"])
    def test_the_work_of_a_process_that_is_killed_is_done_by_another(
        self, edited: EditedSite, many: list[int], when: str
    ) -> None:
        parent, original = os.getpid(), contents.SiteContents._write_page
        calls = 0 if when == "at its beginning" else 3

        def killed(*arguments: object) -> None:
            nonlocal calls
            if os.getpid() != parent and (calls := calls - 1) < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            original(*arguments)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as attack:
            attack.setattr(contents.SiteContents, "_write_page", killed)
            site = build(edited)

        assert many
        assert differences(site, edited.build_anew()[1]) == []

    def test_what_fails_in_a_forked_process_is_said_as_if_it_were_one(
        self, edited: EditedSite, many: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = build(edited)
        edited.name = "Another name"
        original = contents.SiteContents._write_page

        def full(site: contents.SiteContents, finished: contents.Finished) -> None:
            if finished.page.address.startswith("responses/sample-office-2/"):
                raise OSError(28, "No space left on device")
            original(site, finished)

        monkeypatch.setattr(contents.SiteContents, "_write_page", full)

        done = edited.build(SITE)

        assert many
        assert done.message == "No space left on device. The site has not been changed."
        assert differences(files_of(SITE), before) == []

    def test_work_beside_that_fails_raises_each_time_it_is_asked_for(self, many: list[int]) -> None:
        def fail() -> None:
            raise OSError(28, "No space left on device")

        with forks.Beside(fail, tasks=10, enough=1) as beside:
            for _ in range(2):
                with pytest.raises(OSError, match="No space left"):
                    beside.result()
        assert many

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_a_signal_that_comes_as_a_process_is_forked_is_left_to_the_one_that_forked_it(
        self, monkeypatch: pytest.MonkeyPatch, number: int
    ) -> None:
        run = forks._run

        def struck(*arguments: Any) -> None:
            try:
                os.kill(os.getpid(), number)
                run(*arguments)
            finally:
                os._exit(1)

        monkeypatch.setattr(forks, "_run", struck)

        own, other = forks.shared(lambda *_: os.getpid(), 2)

        assert own == os.getpid() != other

    def test_a_forked_process_holds_no_lock(self, tmp_path: Path) -> None:
        with (tmp_path / "lock").open("w") as lock:
            forks.close_in_forks(lock.fileno())
            try:
                shares = forks.shared(lambda share, _: share and not _is_open(lock.fileno()), 2)
            finally:
                forks.keep_in_forks(lock.fileno())
        assert shares == [0, True]

    def test_each_task_is_taken_by_one_process(self) -> None:
        with forks.tasks(1000, 3) as numbers:
            shares = forks.shared(lambda *_: list(numbers), 3)
        assert sorted(chain.from_iterable(shares)) == list(range(1000))


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
