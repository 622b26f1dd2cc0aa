"""The preview: what it shows and marks, that it sees every change and no leftover, and whom it answers."""

from __future__ import annotations

import http.client
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator.commands.preview.watch import changes, snapshot_of
from tests.support.commands import copy_project, section55
from tests.support.preview import OFFICE, PATIENCE_S, save_by_renaming, serve
from tests.support.web_server import free_port

DRAFT = "responses/west-mercia/2019/cyber-keep-the-light-on"
MARK = "This is a draft. Only you can see this page."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with content and settings, as an office has it."""
    return copy_project(tmp_path)


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:
        return str(answer.read().decode())


def following(address: str) -> http.client.HTTPResponse:
    """Ask as an open page does, which hears of each change."""
    events: http.client.HTTPResponse = urllib.request.urlopen(f"{address}~section55/changes", timeout=PATIENCE_S)
    return events


def version(address: str) -> str:
    return page(f"{address}~section55/state.json")


def eventually(address: str, words: str) -> bool:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            if words in page(address):
                return True
        except urllib.error.HTTPError:  # it is not there yet
            pass
        time.sleep(0.2)
    return False


def eventually_gone(address: str) -> bool:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            page(address)
        except urllib.error.HTTPError as gone:
            return gone.code == 404
        time.sleep(0.2)
    return False


def test_a_preview_rebuilds_at_a_change_and_keeps_the_last_good_pages(project: Path) -> None:
    office = project / OFFICE
    good = office.read_text(encoding="utf-8")
    with serve(project) as (address, _):
        shown = f"{address}offices/norfolk/"
        assert "Norfolk Constabulary" in page(shown)

        office.write_text(good.replace("force: Norfolk Constabulary", "force: Sample Constabulary"), encoding="utf-8")
        assert eventually(shown, "Sample Constabulary")

        office.write_text(f"{good}\nfroce: x\n", encoding="utf-8")
        assert eventually(shown, "The last change could not be built. You are seeing the previous version.")
        assert "&#x27;froce&#x27; is not a fact of an office. Did you mean &#x27;force&#x27;?" in page(shown)
        assert "Sample Constabulary" in page(shown)
    assert not (project / "site").exists()


def test_every_save_by_renaming_is_seen_in_sources_and_settings(project: Path) -> None:
    office, settings = project / OFFICE, project / "mkdocs.yml"
    with serve(project) as (address, _):
        for number in (1, 2):
            save_by_renaming(office, "force: Norfolk Constabulary", f"force: Norfolk {number} Constabulary")
            assert eventually(f"{address}offices/norfolk/", f"Norfolk {number} Constabulary")
            save_by_renaming(office, f"force: Norfolk {number}", "force: Norfolk")
            assert eventually(f"{address}offices/norfolk/", "Norfolk Constabulary")
            save_by_renaming(settings, "site_name: ", f"site_name: Sample {number} ")
            assert eventually(address, f"Sample {number}")


def test_a_renamed_folder_is_watched_under_its_new_name(project: Path) -> None:
    folder = project / "content/responses/norfolk"
    away = project / "away"
    with serve(project) as (address, _):
        shown = f"{address}responses/norfolk/2019/cyber-keep-the-light-on/"
        assert page(shown)
        folder.rename(away)
        assert eventually_gone(shown)
        away.rename(folder)
        assert eventually(shown, "Norfolk")
        source = folder / "2019/cyber-keep-the-light-on.md"
        source.write_text(f"{source.read_text(encoding='utf-8')}\nWritten after the renaming.\n", encoding="utf-8")
        assert eventually(shown, "Written after the renaming.")


def test_a_page_that_waits_is_told_of_each_change_at_once(project: Path) -> None:
    office = project / OFFICE
    with serve(project) as (address, _), following(address) as events:
        assert events.headers["Content-Type"] == "text/event-stream"
        lines = (line.decode().strip() for line in events)
        first = next(line for line in lines if line.startswith("data: "))
        assert version(address) == f'{{"version": "{first.removeprefix("data: ")}"}}'

        save_by_renaming(office, "force: Norfolk Constabulary", "force: Sample Constabulary")

        second = next(line for line in lines if line.startswith("data: "))
        assert second != first
        assert "Sample Constabulary" in page(f"{address}offices/norfolk/")


def test_a_preview_that_is_waited_on_stops_at_once(project: Path) -> None:
    with serve(project) as (address, _):
        events = following(address)
        assert events.readline()
        started = time.monotonic()
    assert time.monotonic() - started < 10
    events.close()


def test_an_address_without_its_last_slash_leads_on_and_other_files_have_their_types(project: Path) -> None:
    with serve(project) as (address, _):
        with urllib.request.urlopen(f"{address}offices/norfolk", timeout=PATIENCE_S) as answer:
            assert answer.url == f"{address}offices/norfolk/"
        for path, kind in {
            "assets/section55/section55.css": "text/css",
            "assets/section55/status.js": "text/javascript",
            "data/section55.json": "application/json",
        }.items():
            with urllib.request.urlopen(f"{address}{path}", timeout=PATIENCE_S) as answer:
                assert answer.headers["Content-Type"].startswith(kind), path
        with pytest.raises(urllib.error.HTTPError, match="404"):
            page(f"{address}..%2f..%2fmkdocs.yml")
        assert asked_as(address, "localhost", "HEAD") == (200, "")


def test_what_editors_leave_neither_rebuilds_nor_is_named(project: Path) -> None:
    office = project / OFFICE
    with serve(project) as (address, said):
        before = version(address)
        for name in (".norfolk.yml.swp", "norfolk.yml~", "~$norfolk.docx", ".DS_Store", "#norfolk.yml#", "4913"):
            office.with_name(name).write_text("x", encoding="utf-8")
        office.with_name(".#norfolk.yml").symlink_to("writer@computer.1")
        time.sleep(2)
        assert version(address) == before

        save_by_renaming(office, "force: Norfolk Constabulary", "force: Sample Constabulary")
        assert eventually(f"{address}offices/norfolk/", "Sample Constabulary")
        assert 'role="alert"' not in page(f"{address}offices/norfolk/")
    assert not any("Warning" in line for line in said)


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "one.md").write_text("longer", encoding="utf-8"),
        lambda folder: (folder / "two.md").write_text("", encoding="utf-8"),
        lambda folder: (folder / "one.md").unlink(),
        lambda folder: (folder / "one.md").rename(folder / "two.md"),
        lambda folder: (folder / "inner").rename(folder / "other"),
        lambda folder: shutil.copy2(folder / "one.md", folder / "4913") and (folder / "4913").rename(folder / "one.md"),
        shutil.rmtree,
    ],
    ids=["longer", "new", "deleted", "renamed", "folder renamed", "replaced with its old date", "all deleted"],
)
def test_every_kind_of_change_is_noticed_without_the_file_systems_events(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    folder = tmp_path / "content"
    (folder / "inner").mkdir(parents=True)
    (folder / "one.md").write_text("one", encoding="utf-8")
    before = snapshot_of([folder])
    assert snapshot_of([folder]) == before

    change(folder)

    assert snapshot_of([folder]) != before


def test_a_look_names_what_changed_was_added_or_is_gone_and_sees_what_is_near_first(tmp_path: Path) -> None:
    for name in ("near.md", "far.md", "gone.md"):
        (tmp_path / name).write_text("words", encoding="utf-8")
    near: list[str] = []
    looks = changes([tmp_path], lambda: near)
    assert next(looks) == set()

    (tmp_path / "far.md").write_text("other words", encoding="utf-8")
    (tmp_path / "new.md").write_text("words", encoding="utf-8")
    (tmp_path / "gone.md").unlink()
    assert next(looks) == {str(tmp_path / name) for name in ("far.md", "new.md", "gone.md")}

    near.append(str(tmp_path / "near.md"))
    (tmp_path / "near.md").write_text("other words", encoding="utf-8")
    (tmp_path / "far.md").write_text("words once more", encoding="utf-8")
    assert next(looks) == {str(tmp_path / "near.md")}
    assert next(looks) == {str(tmp_path / "far.md")}


def test_drafts_are_shown_and_marked_unless_only_the_publics_view_is_asked_for(project: Path) -> None:
    section55(project, "new", "response", DRAFT.removeprefix("responses/"))

    with serve(project, "--drafts") as (address, _):  # the name of the option when drafts were not the default
        assert MARK in page(f"{address}{DRAFT}/")
    with serve(project) as (address, _):
        assert MARK in page(f"{address}{DRAFT}/")
        other = page(f"{address}responses/norfolk/2019/cyber-keep-the-light-on/")
        assert MARK not in other
        assert "Preview with drafts: unpublished content is shown. Do not publish these pages." in other
    with serve(project, "--released-only") as (address, _):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            page(f"{address}{DRAFT}/")
        assert "Preview with drafts" not in page(address)
    section55(project, "build")

    assert not (project / "site" / DRAFT).exists()


def asked_as(address: str, host: str, method: str = "GET") -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE_S)
    connection.putrequest(method, "/", skip_host=True)
    if host:
        connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_only_this_computer_is_answered(project: Path) -> None:
    with serve(project) as (address, _):
        port = urlsplit(address).port
        for host in ("localhost", "LOCALHOST:80", f"127.0.0.1:{port}", "[::1]:9000"):
            assert asked_as(address, host)[0] == 200, host
        refusal = f"This preview answers only on the computer it runs on, at http://127.0.0.1:{port}/."
        for host in ("evil.example", f"evil.example:{port}", "localhost.evil.example", "127.0.0.1.evil.example", ""):
            assert asked_as(address, host) == (403, refusal), host
        assert asked_as(address, "evil.example", "HEAD")[0] == 403


def test_a_port_in_use_is_passed_over_with_a_word(project: Path) -> None:
    port = free_port(beside=1)
    with serve(project, port=port) as (first, _):
        assert urlsplit(first).port == port
        (project / "second").mkdir()
        with serve(copy_project(project / "second"), port=port) as (second, said):
            assert urlsplit(second).port == port + 1
            assert said[0] == (
                f"Port {port} is in use, perhaps by another preview, so this one uses port {port + 1}. "
                "To choose a port: --port NUMBER\n"
            )
            assert page(second)
