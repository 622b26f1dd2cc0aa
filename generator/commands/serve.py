"""Previews the site on this computer: rebuilds it at every change, and shows the previous version if a build fails.

Knows HTTP and how to watch files; nothing of what is built. Listens on this computer only, and answers only to its own
names, so that a page of another site that gives itself this address sees nothing.
"""

from __future__ import annotations

import errno
import html
import json
import os
import re
import shutil
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from generator.commands.build import render_theme
from generator.commands.options import config_file_for
from generator.messages import counted
from generator.problems import EnvironmentFailure, Problem, format_text
from generator.publishing.build import BuildOptions, BuildResult, build_site
from generator.publishing.state import state_of
from generator.reading.leftovers import LEFTOVER, leftover
from generator.theme.templates import template_folders

HOST = "127.0.0.1"
LOCAL_NAMES = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?", re.IGNORECASE)
"""What a browser on this computer writes as the host."""
PORTS_TRIED = 20
STATE_ADDRESS = "/~section55/state.json"
SCRIPT_ADDRESS = "/~section55/preview.js"

# Asks every second whether the site was rebuilt. The site itself has no such script: it is added to each response.
_SCRIPT = """"use strict";
(() => {
  let seen = null;
  const look = async () => {
    try {
      const state = await (await fetch("/~section55/state.json", {cache: "no-store"})).json();
      if (seen !== null && state.version !== seen) { location.reload(); return; }
      seen = state.version;
    } catch { /* the preview was stopped; try again */ }
    setTimeout(look, 1000);
  };
  look();
})();
"""

_STYLE = (
    "position:sticky;top:0;z-index:99;margin:0;padding:1rem;max-height:50vh;overflow:auto;white-space:pre-wrap;"
    "font:16px/1.4 system-ui,sans-serif;color:#fff;background:"
)


# The banner has an inline style, which a page's Content-Security-Policy forbids.
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


@dataclass(slots=True)
class Preview:
    """A previewed site, and how to build it."""

    folder: Path
    make: Callable[[], BuildResult]
    watched: list[Path]
    port: int
    opens: bool = False
    version: int = 0
    problems: list[Problem] = field(default_factory=list)
    message: str = ""
    failed: bool = False
    unreleased: Mapping[str, str] = field(default_factory=dict)
    """Addresses of records that are shown and not published, each with the reason."""

    def build(self) -> BuildResult:
        """Build once; if it fails, the previous version stays."""
        result = self.make()
        result.problems = [problem for problem in result.problems if problem.rule != LEFTOVER]
        self.problems, self.message, self.failed = result.problems, result.message, result.failure is not None
        if not self.failed:
            self.unreleased = result.unreleased
        self.version += 1
        return result

    def banner(self, address: str = "") -> str:
        """Return the HTML shown above a page: problems, and whether unpublished content is shown."""
        parts = []
        if why := self.unreleased.get(address):
            parts.append(f'<p role="note" style="{_STYLE}#6a1b9a">{html.escape(why)} Only you can see this page.</p>')
        elif self.unreleased:
            words = "Preview with drafts: unpublished content is shown. Do not publish these pages."
            parts.append(f'<p role="note" style="{_STYLE}#6a1b9a">{words}</p>')
        report = "\n".join(part for part in (self.message, format_text(self.problems)) if part)
        if report:
            words = (
                f"The last change could not be built. You are seeing the previous version.\n\n{report}"
                if self.failed
                else report
            )
            parts.append(f'<pre role="alert" style="{_STYLE}#7a1f1f">{html.escape(words)}</pre>')
        return "".join(parts)


def preview_of(content: Path, site: Path, as_of: datetime | None, *, drafts: bool, port: int, opens: bool) -> Preview:
    """Return a preview of the project, built in the state folder beside the site; without `as_of` as of now."""
    config_file = config_file_for(content)
    folder = state_of(site) / "preview"

    def make() -> BuildResult:
        moment = as_of or datetime.now(UTC)
        order = BuildOptions(config_file.parent, content, folder / "site", moment, with_drafts=drafts)
        return build_site(order, lambda: render_theme(config_file, content, order.state, address=""))

    watched = [content, config_file, *template_folders(config_file.parent)]
    return Preview(folder / "site", make, watched, port, opens=opens)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Windows may say that a script is plain text, and then no browser loads it as a module.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript", ".atom": "application/xml"}

    def __init__(self, preview: Preview, *args: Any, **kwargs: Any) -> None:
        self._preview = preview
        super().__init__(*args, directory=str(preview.folder), **kwargs)

    def parse_request(self) -> bool:
        """Refuse every request for a host that is not this computer."""
        if not super().parse_request():
            return False
        if LOCAL_NAMES.fullmatch(self.headers.get("Host", "")):
            return True
        self.close_connection = True
        words = f"This preview answers only on the computer it runs on, at http://{HOST}:{self._port}/."
        self._send(words.encode(), "text/plain; charset=utf-8", HTTPStatus.FORBIDDEN)
        return False

    def do_GET(self) -> None:
        """Send a page with the banner and the script, and any other file as it is."""
        path = self.path.partition("?")[0]
        if path == STATE_ADDRESS:
            self._send(json.dumps({"version": self._preview.version}).encode(), "application/json")
        elif path == SCRIPT_ADDRESS:
            self._send(_SCRIPT.encode(), "text/javascript")
        elif (file := self._page()) is not None:
            self._send(self._with_banner(file, path), "text/html; charset=utf-8")
        elif Path(self.translate_path(self.path)).exists():
            super().do_GET()
        else:
            missing = self._preview.folder / "404.html"
            body = self._with_banner(missing if missing.exists() else None, path)
            self._send(body, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)

    def _page(self) -> Path | None:
        asked = Path(self.translate_path(self.path))
        if asked.is_dir() and self.path.partition("?")[0].endswith("/"):
            asked /= "index.html"
        return asked if asked.suffix == ".html" and asked.is_file() else None

    @property
    def _port(self) -> int:
        return int(self.connection.getsockname()[1])

    def _with_banner(self, file: Path | None, path: str) -> bytes:
        nothing = "<!doctype html><title>Nothing is built yet</title><body></body>"
        text = _POLICY.sub("", file.read_text(encoding="utf-8"), count=1) if file else nothing
        head, body, rest = text.partition("<body")
        tag, end, content = rest.partition(">")
        banner = self._preview.banner(path.strip("/").removesuffix("index.html").rstrip("/"))
        script = f'<script src="{SCRIPT_ADDRESS}" defer></script>'
        return f"{head}{body}{tag}{end}{script}{banner}{content}".encode()

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Log no requests: the terminal is for problems."""


class _Server(ThreadingHTTPServer):
    # On Windows it would let two previews share a port.
    allow_reuse_address = os.name != "nt"


def _server(preview: Preview, on_progress: Callable[[str], None]) -> ThreadingHTTPServer:
    """Return a server at the port of the preview, or at the next one that is free."""
    last = min(preview.port + PORTS_TRIED, 65536) if preview.port else 1
    for port in range(preview.port, last):
        try:
            server = _Server((HOST, port), partial(_Handler, preview))
        except OSError as error:
            # Windows says that a port is forbidden if another program has it for itself.
            if error.errno == errno.EADDRINUSE or (os.name == "nt" and error.errno == errno.EACCES):
                continue
            message = f"Port {port} cannot be used: {error.strerror}. Choose another: --port 8055"
            raise EnvironmentFailure(message) from error
        if port != preview.port:
            on_progress(
                f"Port {preview.port} is in use, perhaps by another preview, so this one uses port {port}. "
                "To choose a port: --port NUMBER"
            )
        return server
    message = (
        f"Ports {preview.port} to {last - 1} are all in use. Stop another preview, or choose a port: --port NUMBER"
    )
    raise EnvironmentFailure(message)


def serve_preview(preview: Preview, on_progress: Callable[[str], None]) -> None:
    """Build, serve and watch until interrupted.

    Raises:
        EnvironmentFailure: No port can be used.
    """
    with _server(preview, on_progress) as server:
        shutil.rmtree(preview.folder, ignore_errors=True)
        preview.folder.mkdir(parents=True, exist_ok=True)
        changes = _changes(preview.watched)
        try:
            next(changes)
            _report_result(preview.build(), on_progress)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://{HOST}:{server.server_port}/"
            on_progress(f"See it at {address} (stop with Ctrl and C)")
            if preview.opens:
                webbrowser.open(address)
            for _ in changes:
                _report_result(preview.build(), on_progress)
        except KeyboardInterrupt:
            on_progress("Stopped.")


Snapshot = dict[str, tuple[int, int, int]]
"""Each file and folder with the moments of its last changes and its size."""


def _changes(watched: list[Path]) -> Iterator[None]:
    """Yield once at the start, and then whenever a file was changed, added, renamed or deleted.

    Looks at every file twice a second. A file system's own events would be cheaper, but network drives and the folders
    that containers and virtual machines share send none, and an editor that saves by renaming takes the watched file
    away. 6,500 files take 70 ms.
    """
    before = _snapshot(watched)
    yield
    while True:
        started = time.monotonic()
        now = _snapshot(watched)
        time.sleep(max(0.5, 10 * (time.monotonic() - started)))  # on a slow drive less often
        if now == before:
            continue
        while now != (settled := _snapshot(watched)):  # several files may be written one after another
            now = settled
            time.sleep(0.1)
        before = now
        yield


def _snapshot(watched: list[Path]) -> Snapshot:
    snapshot: Snapshot = {}
    folders = [path for path in watched if path.is_dir()]
    for file in set(watched) - set(folders):
        with suppress(OSError):  # it is being replaced
            snapshot[str(file)] = _moments(file.stat())
    while folders:
        with suppress(OSError):  # it was deleted or renamed in the meantime
            for entry in os.scandir(folders.pop()):
                if entry.is_dir(follow_symlinks=False):
                    snapshot[entry.path] = (0, 0, 0)  # its own moments change with every file that an editor leaves
                    folders.append(Path(entry.path))
                elif not leftover(entry.name):
                    snapshot[entry.path] = _moments(entry.stat(follow_symlinks=False))
    return snapshot


def _moments(stat: os.stat_result) -> tuple[int, int, int]:
    # A file that is renamed over another may bring its old `mtime`; its `ctime` is new.
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size


def _report_result(result: BuildResult, on_progress: Callable[[str], None]) -> None:
    if result.problems:
        on_progress(format_text(result.problems))
    if result.message:
        on_progress(result.message)
    if not result.failure:
        sizes = f"{counted(result.records, 'record')}, {counted(result.pages, 'page')}, {result.seconds:.1f} s"
        on_progress(f"Built: {sizes}")
    else:
        on_progress("The previous version is still shown.")
