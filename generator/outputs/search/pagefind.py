"""Drives the search engine: pages go in, the files of an index come out. The only importer of pagefind."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import IO, Any

from generator.outputs.search.documents import SearchDocument

_ADVICE = "Install it again (pip install 'pagefind[bin]'), or build without it: --no-search"
INDEX_CHUNK_WORDS = "2000"
"""Positions of words in one chunk of an index; a search fetches one chunk for each word and period.

Pagefind's default of 20,000 makes that five times as much; with fewer, the list of chunks, which every search fetches,
grows.
"""
_ENGINE = ("pagefind.js", "wasm.en.pagefind")
_MARKUP = re.compile(r"<[^>]*>|&\w+;")


class SearchError(Exception):
    """The index cannot be made; the message says why, and what to do."""


def page_markup(document: SearchDocument, text: str) -> str:
    """Write a document as the page that Pagefind reads."""
    named = sorted({"title": document.title, **document.meta}.items())
    meta = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">' for name, value in named if value
    )
    # Pagefind skips a page without words, and every later document would be one row off in the table of facts.
    body = text if re.search(r"\w", _MARKUP.sub(" ", text)) else f"<p>{escape(document.title or document.url)}</p>"
    return f'<!doctype html><html lang="en"><head>{meta}</head><body>{body}</body></html>'


def index_pages(pages: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """Let Pagefind index pages, each with its address, and return its files."""
    # Spoken to directly: Pagefind's own wrapper waits a tenth of a second for each answer.
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {"keep_index_url": True, "force_language": "en"}}]
    requests += [{"type": "AddFile", "index_id": 0, "url": address, "file_contents": page} for address, page in pages]
    requests.append({"type": "GetFiles", "index_id": 0})
    program = Path(_program()).absolute()
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program
            # It would take settings from any variable, and from a pagefind.yml where it is started.
            [str(program), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            cwd=program.parent,
        )
    except OSError as error:
        raise SearchError(
            f"The program that makes the search index does not start: {error.strerror}. {_ADVICE}."
        ) from error
    assert process.stdin and process.stdout  # noqa: S101, PT018 - both are pipes
    writer = threading.Thread(target=_write, args=(process.stdin, requests), daemon=True)
    writer.start()
    try:
        answer = _last_answer(process.stdout, len(requests))
    except SearchError:
        process.kill()
        raise
    finally:
        # Only when it has given all is its input closed: ended earlier, it leaves files cut short.
        writer.join()
        with suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        process.wait()
    files = {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
    return {path: files[path] for path in sorted(files) if _is_wanted(path)}


def _environment() -> dict[str, str]:
    """Return the variables that Pagefind gets; on Windows nothing starts without the system's own folder."""
    system = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if os.name == "nt" else {}
    return {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": INDEX_CHUNK_WORDS, **system}


def _is_wanted(path: str) -> bool:
    return (
        path.startswith(("index/", "fragment/"))
        or path.endswith(".pf_meta")
        or path in {"pagefind-entry.json", *_ENGINE}
    )


def _program() -> str:
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - it imports asyncio, and most builds change no period
    except ImportError as error:
        raise SearchError(f"The program that makes the search index is missing. {_ADVICE}.") from error
    executable = get_executable()
    if executable is None:
        raise SearchError(f"The program that makes the search index is missing. {_ADVICE}.")
    return str(executable)


def _write(pipe: IO[bytes], requests: Sequence[dict[str, Any]]) -> None:
    try:
        for number, payload in enumerate(requests):
            pipe.write(base64.b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b",")
        pipe.flush()
    except OSError:
        return  # it went away, which the one who reads its answers will tell


def _last_answer(pipe: IO[bytes], expected: int) -> Any:
    """Read an answer for each request, and give the last."""
    parts: list[bytes] = []
    payload: Any = None
    while expected:
        read = pipe.read1(1 << 20)  # type: ignore[attr-defined]
        if not read:
            raise SearchError(
                "The program that makes the search index ended too early. Build again, or without it: --no-search."
            )
        *ended, rest = read.split(b",")
        for line in ended:
            payload = json.loads(base64.b64decode(b"".join([*parts, line])))["payload"]
            if payload["type"] == "Error":
                raise SearchError(
                    f"The search index cannot be made: {payload['message']}. Build without it: --no-search."
                )
            parts, expected = [], expected - 1
        parts.append(rest)
    return payload
