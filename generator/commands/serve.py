"""Previews the site on this computer: rebuilds it at every change, and shows the previous version if a build fails.

Knows HTTP and how to watch files; nothing of what is built. Listens on this computer only.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchfiles import watch

from generator.commands.build import config_file_for, render_theme
from generator.problems import Problem, format_text
from generator.publishing.build import BuildOptions, BuildResult, build_site, state_of
from generator.theme.templates import template_folders

HOST = "127.0.0.1"
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
    drafts: bool = False
    opens: bool = False
    version: int = 0
    problems: list[Problem] = field(default_factory=list)
    message: str = ""
    failed: bool = False

    def build(self) -> BuildResult:
        """Build once; if it fails, the previous version stays."""
        result = self.make()
        self.problems, self.message, self.failed = result.problems, result.message, result.failure is not None
        self.version += 1
        return result

    def banner(self) -> str:
        """Return the HTML shown above every page: problems, and a warning if there are drafts."""
        parts = []
        if self.drafts:
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
    return Preview(folder / "site", make, watched, port, drafts=drafts, opens=opens)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Windows may say that a script is plain text, and then no browser loads it as a module.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def __init__(self, preview: Preview, *args: Any, **kwargs: Any) -> None:
        self._preview = preview
        super().__init__(*args, directory=str(preview.folder), **kwargs)

    def do_GET(self) -> None:
        """Send a page with the banner and the script, and any other file as it is."""
        path = self.path.partition("?")[0]
        if path == STATE_ADDRESS:
            self._send(json.dumps({"version": self._preview.version}).encode(), "application/json")
        elif path == SCRIPT_ADDRESS:
            self._send(_SCRIPT.encode(), "text/javascript")
        elif (file := self._page()) is not None:
            self._send(self._with_banner(file), "text/html; charset=utf-8")
        elif Path(self.translate_path(self.path)).exists():
            super().do_GET()
        else:
            missing = self._preview.folder / "404.html"
            body = self._with_banner(missing) if missing.exists() else self._with_banner(None)
            self._send(body, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)

    def _page(self) -> Path | None:
        asked = Path(self.translate_path(self.path))
        if asked.is_dir() and self.path.partition("?")[0].endswith("/"):
            asked /= "index.html"
        return asked if asked.suffix == ".html" and asked.is_file() else None

    def _with_banner(self, file: Path | None) -> bytes:
        nothing = "<!doctype html><title>Nothing is built yet</title><body></body>"
        text = _POLICY.sub("", file.read_text(encoding="utf-8"), count=1) if file else nothing
        head, body, rest = text.partition("<body")
        tag, end, content = rest.partition(">")
        script = f'<script src="{SCRIPT_ADDRESS}" defer></script>'
        return f"{head}{body}{tag}{end}{script}{self._preview.banner()}{content}".encode()

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Log no requests: the terminal is for problems."""


def serve_preview(preview: Preview, on_progress: Callable[[str], None]) -> None:
    """Build, serve and watch until interrupted."""
    shutil.rmtree(preview.folder, ignore_errors=True)
    preview.folder.mkdir(parents=True, exist_ok=True)
    _report_result(preview.build(), on_progress)
    with ThreadingHTTPServer((HOST, preview.port), partial(_Handler, preview)) as server:
        address = f"http://{HOST}:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        on_progress(f"See it at {address} (stop with Ctrl and C)")
        if preview.opens:
            webbrowser.open(address)
        stop = threading.Event()
        try:
            for _ in watch(*(path for path in preview.watched if path.exists()), stop_event=stop, raise_interrupt=True):
                _report_result(preview.build(), on_progress)
        except KeyboardInterrupt:
            on_progress("Stopped.")
        finally:
            server.shutdown()


def _report_result(result: BuildResult, on_progress: Callable[[str], None]) -> None:
    if result.problems:
        on_progress(format_text(result.problems))
    if result.message:
        on_progress(result.message)
    if not result.failure:
        on_progress(f"Built: {result.records:,} records, {result.pages:,} pages, {result.seconds:.1f} s")
    else:
        on_progress("The previous version is still shown.")
