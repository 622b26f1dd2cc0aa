"""Fixtures for tests of every kind of page: one site with them all, built once for each worker, and its server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support.overflow_site import build_overflow_site


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@pytest.fixture(scope="session")
def overflow_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site, and give its folder."""
    return build_overflow_site(tmp_path_factory.mktemp("overflow"))


@pytest.fixture(scope="session")
def address(overflow_site: Path) -> Iterator[str]:
    """Serve the site, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(overflow_site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
