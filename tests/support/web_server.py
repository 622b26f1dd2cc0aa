"""Serves a folder on a free port of this computer, and says nothing of it; finds ports for other servers."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # a browser asks for all files of several pages at once


@contextmanager
def running(handler: Any) -> Iterator[str]:
    """Run a server with a handler of requests, and give its address without a last slash."""
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def serving(folder: Path, handler: type[SimpleHTTPRequestHandler] = QuietHandler, **options: Any) -> Iterator[str]:
    """Serve a folder, and give the address of its root, with a last slash; a handler may have options."""
    with running(partial(handler, directory=str(folder), **options)) as address:
        yield f"{address}/"


def free_port(beside: int = 0) -> int:
    """Return a port that is free, and so many above it, for a program that asks for a number.

    It is one of those that no system gives away by itself, so that none of the servers and connections of other tests
    takes it before the program does.
    """
    while True:
        port = random.randrange(15_000, 32_000)  # noqa: S311 - no secret
        with suppress(OSError):
            for each in range(port, port + beside + 1):
                socket.create_server(("127.0.0.1", each)).close()
            return port
