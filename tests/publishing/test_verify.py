"""The manifest, and what `section55 verify` proves with it, of a folder and of a web server on this computer."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from generator.problems import format_text
from generator.publishing import verify as verifying
from generator.publishing.manifest import SiteWriter
from generator.publishing.verify import UsageError, Verdict, verify_address, verify_folder
from tests.support.commands import section55
from tests.support.web_server import running, serving

AGAIN = "Publish the site again, all of it."
FILES = {
    "index.html": b"<p>Home",
    "a/index.html": b"<p>A",
    "a/letter.pdf": b"%PDF",
    "404.html": b"<p>Not found",
    "caf\u00e9 1/index.html": b"<p>C",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with a few files and their manifest, below the folder where the test runs."""
    monkeypatch.chdir(tmp_path)
    manifest = SiteWriter(Path("site"))
    for path, data in FILES.items():
        manifest.write(path, data)
    manifest.close()
    return Path("site")


def printed(verdict: Verdict) -> list[str]:
    """Return the lines that are printed."""
    return [*format_text(verdict.problems).split("\n"), verdict.in_words("site")]


# --- The manifest -----------------------------------------------------------------------------------------------------


def test_the_manifest_holds_path_size_and_digest_of_every_file_in_the_order_of_paths(site: Path) -> None:
    rows = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    assert rows == {
        "format": 1,
        "files": [
            {"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for path, data in sorted(FILES.items())
        ],
    }


def test_the_manifest_of_a_built_site_holds_all_of_it_but_itself(built_site: Path) -> None:
    found = {path.relative_to(built_site).as_posix() for path in built_site.rglob("*") if path.is_file()}
    rows = json.loads((built_site / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {row["path"] for row in rows} == found - {"manifest.json"}
    assert [row["path"] for row in rows] == sorted(row["path"] for row in rows)
    assert verify_folder(built_site).problems == []


def test_the_manifest_is_written_last(tmp_path: Path) -> None:
    manifest = SiteWriter(tmp_path)
    manifest.write("index.html", b"")
    assert not (tmp_path / "manifest.json").exists()
    manifest.close()
    assert hashlib.sha256((tmp_path / "manifest.json").read_bytes()).hexdigest() == manifest.digest


# --- A folder ---------------------------------------------------------------------------------------------------------


def test_a_site_as_it_was_built_is_said_to_be(site: Path) -> None:
    (site / ".gitignore").write_text("*")
    assert printed(verify_folder(site)) == ["", "All 5 files of site are as they were built."]


def test_what_is_missing_changed_and_surplus_is_listed_one_by_one(site: Path) -> None:
    (site / "a/index.html").write_bytes(b"<p>B")
    (site / "a/letter.pdf").unlink()
    (site / "a/evil.js").write_text("alert(1)")
    (site / "a/.gitignore").write_text("")
    (site / "index.html").write_bytes(b"<p>Home.")
    assert printed(verify_folder(site)) == [
        "site/a/.gitignore: This file does not belong to the site. Delete it, or find out who put it there.",
        "site/a/evil.js: This file does not belong to the site. Delete it, or find out who put it there.",
        (
            "site/a/index.html: This file is not as it was built. Publish the site again; if it still differs, find "
            "out "
            "what changes it on the way."
        ),
        f"site/a/letter.pdf: This file of the site is missing. {AGAIN}",
        (
            "site/index.html: This file is not as it was built. Publish the site again; if it still differs, find out "
            "what changes it on the way."
        ),
        "5 problems.",
        "site is not as it was built: 1 missing, 2 changed and 2 surplus, of 5 files.",
    ]


def test_links_to_other_places_are_not_followed(site: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/index.html").write_bytes(b"<p>A")
    (site / "a/index.html").unlink()
    (site / "a/index.html").symlink_to(tmp_path / "other/index.html")
    (site / "secret").symlink_to(tmp_path / "other")
    lines = printed(verify_folder(site))
    assert lines[0].startswith("site/a/index.html: This file is not as it was built.")
    assert lines[1].startswith("site/secret: This file does not belong to the site.")


def test_a_folder_without_a_manifest_proves_nothing(site: Path) -> None:
    (site / "manifest.json").unlink()
    assert (
        printed(verify_folder(site))[0]
        == f"site/manifest.json: There is no manifest here, so nothing can be compared with it. {AGAIN}"
    )


def test_without_a_folder_there_is_nothing_to_verify(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match=r"There is no site in .*nowhere\. Build it first, or give its folder: --site DIR"
    ):
        verify_folder(tmp_path / "nowhere")


ENTRY = {"path": "a", "size": 1, "sha256": "0" * 64}
DAMAGED = "Build the site again, and publish all of it."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", ":1: The manifest is damaged: it cannot be read from here on."),
        (b'{"format": 1,\n"files": [', ":2: The manifest is damaged: it cannot be read from here on."),
        (b"\xff\xfe", ":1: The manifest is damaged: it cannot be read from here on."),
        (b"[" * 200_000, ": The manifest is damaged: it cannot be read from here on."),
        (b"[]", ": This is not the manifest of a site: it has no list of files."),
        (b'{"name": "My app"}', ": This is not the manifest of a site: it has no list of files."),
        (b'{"format": 2, "files": []}', ": The manifest has format '2', and this version reads format 1."),
        *(
            (
                json.dumps({"format": 1, "files": [{**ENTRY, "path": "ok"}, wrong]}).encode(),
                ": The manifest is damaged: entry 2 of its list of files is not valid.",
            )
            for wrong in (
                {},
                7,
                {**ENTRY, "path": "../../etc/passwd"},
                {**ENTRY, "path": "/etc/passwd"},
                {**ENTRY, "path": "a//b"},
                {**ENTRY, "path": ""},
                {**ENTRY, "path": "a\\b"},
                {**ENTRY, "path": "a\nb"},
                {**ENTRY, "size": -1},
                {**ENTRY, "size": "1"},
                {**ENTRY, "sha256": "0"},
                {**ENTRY, "path": "ok"},
            )
        ),
    ],
)
def test_a_damaged_manifest_says_so(site: Path, data: bytes, message: str) -> None:
    (site / "manifest.json").write_bytes(data)
    assert printed(verify_folder(site)) == [f"site/manifest.json{message} {DAMAGED}", "1 problem.", ""]


# --- A web server on this computer ------------------------------------------------------------------------------------


@pytest.fixture
def live(site: Path) -> Iterator[str]:
    """Give the address of a server of the site, of which it sends a copy named `live`."""
    shutil.copytree(site, "live")
    with serving(Path("live")) as address:
        yield address.rstrip("/")


Answers = dict[str, tuple[int, dict[str, str], bytes]]
"""Status, headers and body, by path."""


def answering(answers: Answers) -> Any:
    """Make a server that has an answer for each path."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    return Answering


def test_what_is_live_is_proven_file_by_file(live: str) -> None:
    assert verify_address(live).problems == []
    assert verify_address(f"{live}/").files == 5
    Path("live/a/index.html").write_bytes(b"<p>B")
    Path("live/a/letter.pdf").unlink()
    assert [str(problem).removeprefix(live) for problem in verify_address(live).problems] == [
        (
            "/a/index.html: This file is not as it was built. Publish the site again; if it still differs, find out "
            "what "
            "changes it on the way."
        ),
        f"/a/letter.pdf: This file of the site is missing. {AGAIN}",
    ]


def test_what_is_live_can_be_compared_with_the_site_here(live: str, site: Path) -> None:
    assert verify_address(live, site).problems == []
    older = SiteWriter(Path("live"))
    for path, data in {"index.html": b"<p>Home", "a/index.html": b"<p>Old", "b/index.html": b"<p>Gone since"}.items():
        older.write(path, data)
    older.close()
    assert verify_address(live).problems == []
    assert [
        f"{problem.place}".removeprefix(live) + f" {problem.rule}" for problem in verify_address(live, site).problems
    ] == [
        "/a/index.html changed",
        "/b/index.html surplus",
    ]


def test_a_host_may_keep_the_files_that_are_for_it(site: Path) -> None:
    manifest = SiteWriter(site)
    manifest.write("_redirects", b"/a/ /b/ 301\n")
    manifest.close()
    data = (site / "manifest.json").read_bytes()
    with running(answering({"/manifest.json": (200, {}, data)})) as address:
        assert verify_address(address).problems == []


def manifest_of(path: str, data: bytes) -> bytes:
    """Write a manifest of one file."""
    row = {"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return json.dumps({"format": 1, "files": [row]}).encode()


def test_a_page_is_asked_for_as_readers_ask_for_it_and_may_be_forwarded() -> None:
    answers: Answers = {
        "/manifest.json": (200, {}, manifest_of("x/index.html", b"<p>X")),
        "/x/": (301, {"Location": "/x"}, b""),
        "/x": (200, {}, b"<p>X"),
    }
    with running(answering(answers)) as address:
        assert verify_address(address).problems == []


@pytest.mark.parametrize("location", ["file:///etc/hostname", "ftp://127.0.0.1/x", "data:text/html,%3Cp%3EX"])
def test_a_server_cannot_lead_it_out_of_the_web(location: str) -> None:
    answers: Answers = {
        "/manifest.json": (200, {}, manifest_of("x", b"<p>X")),
        "/x": (302, {"Location": location}, b""),
    }
    with running(answering(answers)) as address:
        problems = verify_address(address).problems
        assert [str(problem).removeprefix(address) for problem in problems] == [
            f"/x: This file of the site is missing: the server answers 302. {AGAIN}"
        ]


def test_a_server_that_fails_is_reported_with_its_answer() -> None:
    answers: Answers = {"/manifest.json": (200, {}, manifest_of("x", b"<p>X")), "/x": (503, {}, b"")}
    with running(answering(answers)) as address:
        problems = verify_address(address).problems
        assert [str(problem).removeprefix(address) for problem in problems] == [
            f"/x: This file of the site is missing: the server answers 503. {AGAIN}"
        ]


def test_more_than_the_file_is_not_read_and_is_a_change() -> None:
    answers: Answers = {
        "/manifest.json": (200, {}, manifest_of("x", b"<p>X")),
        "/x": (200, {}, b"<p>X" + b" " * 1_000_000),
    }
    with running(answering(answers)) as address:
        assert [problem.rule for problem in verify_address(address).problems] == ["changed"]


def test_a_manifest_that_is_not_there_or_damaged_proves_nothing() -> None:
    with running(answering({})) as address:
        assert format_text(verify_address(address).problems) == (
            f"{address}/manifest.json: There is no manifest here, so nothing can be compared with it. {AGAIN}\n"
            f"1 problem."
        )
    with running(answering({"/manifest.json": (200, {}, b"<p>Welcome")})) as address:
        assert format_text(verify_address(address).problems) == (
            f"{address}/manifest.json:1: The manifest is damaged: it cannot be read from here on. {DAMAGED}\n1 problem."
        )


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "IDLE_TIMEOUT_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(
            ConnectionError,
            match=r"/manifest\.json cannot be read: timed out\. Check the address and the connection, then try again",
        ):
            verify_address(address)


def test_a_server_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "FILE_TIMEOUT_S", 0.3)

    class Dripping(answering({})):  # type: ignore[misc]
        def do_GET(self) -> None:  # noqa: N802 - the name is the base class's
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b" ")
                self.wfile.flush()
                threading.Event().wait(0.05)

    with running(Dripping) as address, pytest.raises(ConnectionError, match="it takes too long"):
        verify_address(address)


@contextmanager
def nobody() -> Iterator[int]:
    """Hold a port on which nobody listens, so that no other program can."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def test_no_server_is_the_machines_fault() -> None:
    with nobody() as port:
        address = rf"http://127\.0\.0\.1:{port}/manifest\.json"
        with pytest.raises(ConnectionError, match=f"{address} cannot be read: .*refused"):
            verify_address(f"http://127.0.0.1:{port}")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/",
        "ftp://127.0.0.1/",
        "//127.0.0.1/",
        "127.0.0.1:80",
        "javascript:alert(1)",
        "http://",
        "http://user:word@127.0.0.1/",
        "http://127.0.0.1/?a",
        "http://[",
        "http://a b/",
        "http://127.0.0.1:99999/",
    ],
)
def test_only_addresses_of_the_web_are_asked(address: str) -> None:
    with pytest.raises(UsageError) as refused:
        verify_address(address)
    assert (
        str(refused.value)
        == f"'{address}' is not the address of a site. Write the full address, beginning with https://"
    )


# --- The command ------------------------------------------------------------------------------------------------------


def verify(*arguments: str) -> tuple[int, str, str]:
    """Run the command as a person does."""
    done = section55(Path(), "verify", *arguments)
    return done.returncode, done.stdout, done.stderr


def test_the_command_exits_with_0_5_2_or_3(live: str, site: Path) -> None:
    assert verify() == (0, "All 5 files of site are as they were built.\n", "")
    assert verify("--quiet", "--url", live) == (0, "", "")
    Path("live/a/letter.pdf").unlink()
    assert verify("--url", live) == (
        5,
        "",
        (f"{live}/a/letter.pdf: This file of the site is missing. {AGAIN}\n1 problem.\n"
         f"{live} is not as it was built: 1 missing, of 5 files.\n"),
    )  # fmt: skip
    assert verify("--site", "nowhere") == (
        2,
        "",
        "There is no site in nowhere. Build it first, or give its folder: --site DIR\n",
    )
    assert verify("--url", "file:///etc")[0] == 2
    with nobody() as port:
        assert verify("--url", f"http://127.0.0.1:{port}")[0] == 3


def test_the_command_writes_for_programs_too(site: Path) -> None:
    (site / "a/letter.pdf").unlink()
    code, out, _ = verify("--format", "json")
    assert (code, json.loads(out)) == (
        5,
        [{
            "path": "site/a/letter.pdf", "line": None, "column": None, "severity": "error", "rule": "missing",
            "problem": "This file of the site is missing.", "advice": AGAIN,
        }],
    )  # fmt: skip
