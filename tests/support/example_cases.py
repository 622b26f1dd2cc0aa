"""Cases as files in `tests/samples/examples/`: what stands in a content folder, and what comes of it.

Every case has `files` (a path below the content folder, and what stands there), and where they matter `with` (names of
`SMALL`) and `as-of`. A file is a text, or one of `{text, encoding}`, `{base64}`, `{symlink}`, `{folder: true}`,
`{repeat: [text, times]}`, or a list of these to be joined.

A case in `problems/` has `problems` (the lines as printed, the count last; `[]` where all is well) and may have `exit`.
A case in `pages/` has `page` (an address) and `text`: every line of the record as it is read aloud.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.dates import read_as_of
from generator.problems import format_text
from generator.publishing.build import BuildOptions, build_site
from generator.theme.frame import Frame, Theme, slot
from generator.theme.site import Site
from tests.support.paths import DEMO, EXAMPLES

PROBLEM_CASES = sorted((EXAMPLES / "problems").glob("*.yml"))
PAGE_CASES = sorted((EXAMPLES / "pages").glob("*.yml"))

SMALL = {
    "office": {
        "offices/norfolk.yml": """\
name: Norfolk Police and Crime Commissioner (PCC)
force: Norfolk Constabulary
chief-officer: Chief Constable
expects: its force
"""
    },
    "inspection": {
        "inspections/2019/cyber.md": """\
---
title: Keep the light on
published: 2019-10-24
inspectorate: HMICFRS
types: National
---

## Recommendation

The Home Office should revise the structure.
"""
    },
    "response": {
        "responses/norfolk/2019/cyber.md": """\
---
published: 2019-12-12
chief-officer-comments: none submitted
answers:
  recommendation: {action: none, reason: It is not addressed to this force.}
---

## PCC response

I welcome the report.
"""
    },
}
"""What `with` may ask for: sources without a fault, so that a case shows only its own."""


def content_of(file: Any) -> bytes:
    """Give a file's bytes from the form a case writes it in."""
    match file:
        case str():
            return file.encode()
        case list():
            return b"".join(content_of(part) for part in file)
        case {"text": text, "encoding": encoding}:
            return str(text).encode(encoding)
        case {"base64": text}:
            return base64.b64decode(text)
        case {"repeat": [text, times]}:
            return str(text).encode() * int(times)
    raise AssertionError(f"A case writes a file in a form this test does not know: {file!r}")


def write_content(folder: Path, files: Mapping[str, Any]) -> None:
    """Write a case's files below a folder."""
    folder.mkdir()
    for path, file in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        match file:
            case {"symlink": other}:
                target.symlink_to(str(other))
            case {"folder": True}:
                target.mkdir()
            case _:
                target.write_bytes(content_of(file))


def files_of(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return the files of a case, with those of `SMALL` that it asks for."""
    return {**{path: file for name in case.get("with", []) for path, file in SMALL[name].items()}, **case["files"]}


def content_theme(files: Path) -> Theme:
    """Give a theme that is only the content, so that a page is what its own template says."""
    frame = Frame.parse(f"<title>{slot('title')}</title>{slot('head')}{slot('content')}")
    return Theme(
        Site("Sample site", "https://s55.example/", ""),
        {f"{language}/{depth}": frame for language in ("en", "cy") for depth in range(1, 8)},
        frame,
        files,
    )


def build_case(tmp_path: Path, case: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Build a case's content and give the folder of the site."""
    write_content(tmp_path / "content", files_of(case))
    (tmp_path / "theme").mkdir()
    monkeypatch.chdir(tmp_path)
    as_of = read_as_of(str(case.get("as-of", "2026-11-22")))
    result = build_site(
        BuildOptions(DEMO, Path("content"), tmp_path / "site", as_of),
        lambda: content_theme(tmp_path / "theme"),
    )
    assert not result.failure, format_text(result.problems)
    return tmp_path / "site"
