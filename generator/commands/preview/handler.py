"""Answers a browser: pages with a banner and a script, other files as they are, and when the site changes.

Knows HTTP; nothing of what is shown. Answers only to this computer's own names, so that a page of another site that
gives itself this address sees nothing.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import unquote

INDEX = "index.html"
HOST = "127.0.0.1"
LOCAL_NAMES = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?", re.IGNORECASE)
"""What a browser on this computer writes as the host."""
STATE_ADDRESS = "/~section55/state.json"
CHANGES_ADDRESS = "/~section55/changes"
SCRIPT_ADDRESS = "/~section55/preview.js"
HEARTBEAT = 15.0
"""Seconds after which a page that waits hears that there was none, which shows whether it is still open."""

# Reloads a page when the site has changed. The site itself has no such script: it is added to each response. Browsers
# have six connections to a server: of all open pages one waits, and passes on what it hears.
_SCRIPT = """"use strict";
(() => {
  const shown = document.currentScript.dataset.version;
  const hear = (version) => {
    if (version !== shown) location.reload();
  };
  const others = new BroadcastChannel("section55");
  others.onmessage = ({ data }) => hear(data);
  navigator.locks.request("section55", () => new Promise(() => {
    new EventSource("/~section55/changes").onmessage = ({ data }) => {
      others.postMessage(data);
      hear(data);
    };
  }));
})();
"""


# The banner has an inline style, which a page's Content-Security-Policy forbids.
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


class Shown(Protocol):
    """What a handler shows."""

    version: str

    def read(self, path: str) -> bytes | None:
        """Return a file of the site, or None."""

    def banner(self, address: str = "") -> str:
        """Return the HTML shown above a page."""

    def wait_for_change(self, seen: str, seconds: float) -> str:
        """Return the version, when it is another than the one seen or after so many seconds."""


class Handler(SimpleHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    # Windows may say that a script is plain text, and then no browser loads it as a module.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript", ".atom": "application/xml"}

    def __init__(self, preview: Shown, *args: Any, **kwargs: Any) -> None:
        self._preview = preview
        super().__init__(*args, **kwargs)

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

    def do_HEAD(self) -> None:
        """Send the head of what GET sends."""
        self.do_GET()

    def do_GET(self) -> None:
        """Send a page with the banner and the script, and any other file as it is."""
        path = self.path.partition("?")[0]
        if path == STATE_ADDRESS:
            self._send(json.dumps({"version": self._preview.version}).encode(), "application/json")
        elif path == CHANGES_ADDRESS:
            self._send_changes()
        elif path == SCRIPT_ADDRESS:
            self._send(_SCRIPT.encode(), "text/javascript")
        else:
            self._send_file(path)

    def _send_file(self, path: str) -> None:
        version = self._preview.version  # before the page is read: one that is older than it says would stay
        name = unquote(path).lstrip("/")
        if name.endswith("/") or not name:
            name += INDEX
        try:
            data = self._preview.read(name)
        except Exception as error:  # noqa: BLE001 - a bug on one page ends no preview
            words = f"This is a bug in Section 55: {type(error).__name__}: {error}."
            self._send(words.encode(), "text/plain; charset=utf-8", HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        if data is None and self._preview.read(f"{name}/{INDEX}") is not None:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif data is None:
            body = self._with_banner(self._preview.read("404.html"), path, version)
            self._send(body, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)
        elif name.endswith(".html"):
            self._send(self._with_banner(data, path, version), "text/html; charset=utf-8")
        else:
            self._send(data, self.guess_type(name))

    def _send_changes(self) -> None:
        """Send the version now and whenever it changes, until the page is closed (HTML, server-sent events)."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        seen = ""
        with suppress(OSError):  # the page was closed
            self.wfile.write(b"retry: 1000\n\n")
            while self.command == "GET":
                version = self._preview.wait_for_change(seen, HEARTBEAT)
                self.wfile.write(f"data: {version}\n\n".encode() if version != seen else b": none\n\n")
                self.wfile.flush()
                seen = version

    @property
    def _port(self) -> int:
        return int(self.connection.getsockname()[1])

    def _with_banner(self, page: bytes | None, path: str, version: str) -> bytes:
        nothing = "<!doctype html><title>Nothing is built yet</title><body></body>"
        text = _POLICY.sub("", page.decode(), count=1) if page else nothing
        head, body, rest = text.partition("<body")
        tag, end, content = rest.partition(">")
        banner = self._preview.banner(path.strip("/").removesuffix("index.html").rstrip("/"))
        script = f'<script src="{SCRIPT_ADDRESS}" data-version="{version}" defer></script>'
        return f"{head}{body}{tag}{end}{script}{banner}{content}".encode()

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Log no requests: the terminal is for problems."""


class Server(ThreadingHTTPServer):
    """Answers each connection in a thread of its own."""

    daemon_threads = True  # a page may wait for a change when the preview is stopped
    # On Windows it would let two previews share a port.
    allow_reuse_address = os.name != "nt"
