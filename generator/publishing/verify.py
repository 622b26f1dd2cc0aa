"""Verifies what is published: compares every file of a folder, or of a web server, with the manifest.

Knows folders, and how to fetch a file from a server; nothing of the content of files.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit

from generator.messages import escape_invisible, join_words, plain_text, quoted
from generator.problems import Category, Place, Problem, sorted_unique
from generator.publishing.manifest import MANIFEST, Entry, read_manifest

OURS = {MANIFEST, ".gitignore"}
"""Files of a site's folder that the manifest does not list."""
READ_BY_HOSTS = {"_headers", "_redirects"}
"""Files for the host, which need not serve them."""

IDLE_TIMEOUT_S = 20.0
"""Seconds without an answer from the server."""
FILE_TIMEOUT_S = 300.0
"""Seconds one file may take."""
MAX_MANIFEST_BYTES = 200_000_000
CONCURRENT_REQUESTS = 8
"""Files fetched at the same time."""


class UsageError(ValueError):
    """There is nothing to verify at this place; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a site compares with its manifest."""

    files: int
    """The number of files that should be there."""
    problems: list[Problem] = field(default_factory=list)

    def in_words(self, where: str) -> str:
        """Return the verdict in one sentence."""
        counts = {
            rule: sum(problem.rule == rule for problem in self.problems) for rule in ("missing", "changed", "surplus")
        }
        differences = [f"{count:,} {rule}" for rule, count in counts.items() if count]
        if differences:
            return f"{where} is not as it was built: {join_words(differences)}, of {self.files:,} files."
        return "" if self.problems else f"All {self.files:,} files of {where} are as they were built."


def verify_folder(site: Path) -> Verdict:
    """Compare a folder with the manifest in it.

    Raises:
        UsageError: if there is no such folder.
        OSError: if it cannot be read.
    """
    entries, problems = local_manifest(site)
    if problems:
        return Verdict(0, problems)
    files = dict(_files_below(site))
    wrong = [_problem(f"{site.as_posix()}/{path}", "missing") for path in entries if path not in files]
    wrong += [_problem(f"{site.as_posix()}/{path}", "surplus") for path in files if path not in entries]
    for path, file in files.items():
        if path in entries and (file.is_symlink() or not file.is_file() or not entries[path].is_of(file.read_bytes())):
            wrong.append(_problem(f"{site.as_posix()}/{path}", "changed"))
    return Verdict(len(entries), sorted_unique(wrong))


def local_manifest(site: Path) -> tuple[dict[str, Entry], list[Problem]]:
    """Read the manifest in a folder.

    Raises:
        UsageError: if there is no such folder.
        OSError: if it cannot be read.
    """
    if not site.is_dir():
        raise UsageError(f"There is no site in {site.as_posix()}. Build it first, or give its folder: --site DIR")
    place = f"{site.as_posix()}/{MANIFEST}"
    if not (site / MANIFEST).is_file():
        return {}, [_problem(place, "missing", "There is no manifest here, so nothing can be compared with it")]
    return read_manifest((site / MANIFEST).read_bytes(), place)


def _files_below(site: Path) -> Iterator[tuple[str, Path]]:
    def refuse(error: OSError) -> None:
        raise error

    for folder, folders, names in os.walk(site, onerror=refuse):
        for name in (*names, *(name for name in folders if (Path(folder) / name).is_symlink())):
            file = Path(folder) / name
            path = file.relative_to(site).as_posix()
            if path not in OURS:
                yield path, file


_MESSAGES = {
    "missing": ("This file of the site is missing", "Publish the site again, all of it"),
    "changed": (
        "This file is not as it was built",
        "Publish the site again; if it still differs, find out what changes it on the way",
    ),
    "surplus": ("This file does not belong to the site", "Delete it, or find out who put it there"),
}


def _problem(place: str, rule: str, message: str = "") -> Problem:
    return Problem(
        Place(escape_invisible(place)),
        message or _MESSAGES[rule][0],
        _MESSAGES[rule][1],
        rule=rule,
        category=Category.VANISHED,
    )


# --- What is live -----------------------------------------------------------------------------------------------------


def verify_address(address: str, site: Path | None = None) -> Verdict:
    """Compare the files of a web server with its own manifest, or with the manifest of a folder.

    Files that no manifest lists cannot be seen from outside.

    Raises:
        UsageError: if it is not a web address.
        OSError: if the server cannot be reached.
    """
    base = _base_of(address)
    expected, problems = local_manifest(site) if site else ({}, [])
    if problems:
        return Verdict(0, problems)
    fetch = _fetcher(base)
    _, data = fetch(MANIFEST, MAX_MANIFEST_BYTES)
    if data is None:
        return Verdict(
            0, [_problem(base + MANIFEST, "missing", "There is no manifest here, so nothing can be compared with it")]
        )
    live, problems = read_manifest(data, base + MANIFEST)
    if problems:
        return Verdict(len(expected), problems)
    wanted = expected if site else live
    wrong = [_problem(base + path, "surplus") for path in live if path not in wanted]
    for path, rule, answer in _differences(wanted.values(), fetch):
        message = (
            f"{_MESSAGES[rule][0]}: the server answers {answer}"
            if rule == "missing" and answer != HTTPStatus.NOT_FOUND
            else ""
        )
        wrong.append(_problem(base + path, rule, message))
    return Verdict(len(wanted), sorted_unique(wrong))


def _base_of(address: str) -> str:
    try:
        parts = urlsplit(address)
        is_web_address = (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and not (parts.query or parts.fragment or parts.username)
        )
        _ = parts.port
    except ValueError:
        is_web_address = False
    if not is_web_address or re.search(r"[\s\x00-\x1f]", address):
        raise UsageError(
            plain_text(
                f"{quoted(address)} is not the address of a site. Write the full address, beginning with https://"
            )
        )
    return f"{address.rstrip('/')}/"


Fetch = Callable[[str, int], tuple[int, bytes | None]]
"""Fetches a path and reads at most so many bytes; returns the status, and the bytes unless it is an error."""


class _WithinTheWeb(request.HTTPRedirectHandler):
    """Follows redirects to web addresses only."""

    def redirect_request(
        self, req: request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> request.Request | None:
        return (
            super().redirect_request(req, fp, code, msg, headers, newurl)
            if urlsplit(newurl).scheme in {"http", "https"}
            else None
        )


def _fetcher(base: str) -> Fetch:
    # Not urllib's own opener: that also reads file:, ftp: and data: addresses, to which a server could redirect it.
    opener = request.OpenerDirector()
    is_this_computer = urlsplit(base).hostname in {"localhost", "127.0.0.1", "::1"}
    for handler in (
        request.ProxyHandler({} if is_this_computer else None), request.HTTPHandler(), request.HTTPSHandler(),
        _WithinTheWeb(), request.HTTPDefaultErrorHandler(), request.HTTPErrorProcessor(), request.UnknownHandler(),
    ):  # fmt: skip
        opener.add_handler(handler)
    opener.addheaders = [("User-Agent", "section55"), ("Cache-Control", "no-cache")]

    def fetch(path: str, most: int) -> tuple[int, bytes | None]:
        # Some hosts redirect `x/index.html` to `x/`, which is what readers open anyway.
        address = base + quote(path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path)
        try:
            with opener.open(address, timeout=IDLE_TIMEOUT_S) as answer:
                return answer.status, _body(answer.read1, most)
        except HTTPError as error:
            error.close()
            return error.code, None
        except (URLError, HTTPException, OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise ConnectionError(
                f"{address} cannot be read: {reason}. Check the address and the connection, then try again"
            ) from error

    return fetch


def _body(read: Callable[[int], bytes], most: int) -> bytes:
    body = bytearray()
    until = time.monotonic() + FILE_TIMEOUT_S
    while len(body) <= most and (part := read(1 << 16)):
        body += part
        if time.monotonic() > until:
            raise TimeoutError("it takes too long")
    return bytes(body)


def _differences(entries: Iterable[Entry], fetch: Fetch) -> Iterator[tuple[str, str, int]]:
    """Yield the path of each missing or changed file, which of the two it is, and the status of the answer."""
    with ThreadPoolExecutor(CONCURRENT_REQUESTS) as pool:
        waiting = [(entry, pool.submit(fetch, entry.path, entry.size)) for entry in entries]
        try:
            for entry, future in waiting:
                answer, data = future.result()
                if data is None and entry.path not in READ_BY_HOSTS:
                    yield entry.path, "missing", answer
                elif data is not None and not entry.is_of(data):
                    yield entry.path, "changed", answer
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
