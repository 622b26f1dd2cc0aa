"""Cases as files: `examples/problems/*.yml` hold what stands in a content folder, and every line the reader prints.

A case has `files` (a path below the content folder, and what stands there), `problems` (the lines as printed, the count
last; `[]` where all is well), and where they matter `with` (the small sources below), `as-of` and `exit`. A file is a
text, or one of `{text, encoding}`, `{base64}`, `{symlink}`, `{folder: true}`, `{repeat: [text, times]}`, or a list of these to be
joined.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks.check import check_register
from generator.commands.exit_codes import exit_code
from generator.dates import read_as_of
from generator.problems import errors_in, format_text

CASES = sorted((Path(__file__).parents[1] / "samples" / "examples" / "problems").glob("*.yml"))

SMALL = {
    "office": {
        "offices/norfolk.yml": """\
name: Norfolk Police and Crime Commissioner (PCC)
force: Norfolk Constabulary
chief-officer: Chief Constable
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

By 1 November 2020, the Home Office should revise the structure.
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


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_reader_prints_every_problem_with_its_place(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = yaml.safe_load(path.read_text())
    assert set(case) <= {"with", "files", "problems", "as-of", "exit"}
    files = {name: file for small in case.get("with", []) for name, file in SMALL[small].items()}
    write_content(tmp_path / "content", {**files, **case["files"]})
    monkeypatch.chdir(tmp_path)

    reading = check_register(Path("content"), read_as_of(str(case.get("as-of", "2026-11-22"))))

    assert format_text(reading.problems).split("\n") == (case["problems"] or [""])
    assert exit_code(reading.problems) == case.get("exit", 0 if not errors_in(reading.problems) else 1)
