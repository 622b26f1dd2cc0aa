"""Canaries: words in everything that may not be published, and the search for them in all output."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import quote

from pdfminer.high_level import extract_text
from pdfminer.psexceptions import PSException

from tests.support.sample_office import CONTENT

MARKER = "Kanarienvogel"
"""No text of ours has this word; every canary begins with it."""
NAMED = "finkenschlag"
"""What ids and names of files that may not be published have in them."""
DAY = "1873-02-11"
"""A day that stands in no sample, for facts that are dates."""
DAY_WORDS = ("1873-02-11", "11 February 1873", "11th February 1873")

EMBARGO_DAY = "2026-03-03"
"""One day after the sample office's."""
EMBARGO_MOMENT = "2026-03-02T00:00:01+00:00"
"""One second after the sample office's day begins."""


class CanaryFactory:
    """Makes canaries, each with a number of its own."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> str:
        """Give the next."""
        self.count += 1
        return f"{MARKER}{self.count:03}"


PDF = b"""%%PDF-1.4
1 0 obj
<</Type /Catalog /Pages 2 0 R>>
endobj
2 0 obj
<</Type /Pages /Kids [3 0 R] /Count 1>>
endobj
3 0 obj
<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>
endobj
4 0 obj
<</Length %d>>
stream
%s
endstream
endobj
5 0 obj
<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>
endobj
"""


def pdf_of(words: str) -> bytes:
    """Make a one-page PDF that shows some words."""
    drawn = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    body = PDF % (len(drawn), drawn)
    starts = [body.index(b"%d 0 obj" % number) for number in range(1, 6)]
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    xref = b"xref\n0 6\n0000000000 65535 f \n" + table
    return body + xref + b"trailer\n<</Size 6 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def office_notes(canary: CanaryFactory) -> str:
    """Write notes for office use: of any form, canaries all."""
    return (
        f"office-use:\n  {canary()}: {canary()}\n  note: |\n    {canary()} and\n    {canary()}\n"
        f"  calls: [{{who: {canary()}, on: {DAY}}}, {canary()}]\n"
    )


def inspection(canary: CanaryFactory, *, published: str, more: str = "", attached: str = "") -> str:
    """Write an inspection that has every fact it can have."""
    attachments = f"attachments:\n  - {{file: {attached}/{NAMED}-report.pdf, title: {canary()}}}\n" if attached else ""
    return f"""\
---
title: {canary()}
published: {published}
inspectorate: {canary()}
inspectorate-name: {canary()}
types: [{canary()}]
report: https://{canary()}.example/{canary()}
archived-report: https://archive.example/{canary()}
forces: [{canary()}]
follows: [2019/sample-cyber]
section-55: true
grades: [{{area: {canary()}, grade: {canary()}}}]
findings-in-report: {{recommendation: 2}}
findings:
  recommendation-1: {{addressed-to: [{canary()}], by: {canary()} weeks, repeats: [2019/sample-cyber#recommendation]}}
tags: [{canary()}]
corrections: [{{on: {DAY}, note: {canary()}}}]
aliases: [2001/{NAMED}-{canary.count}]
allow: [{{what: own-kind-of-thing, reason: {canary()}}}]
{attachments}{more}{office_notes(canary)}---

{canary()} opens it.

## {canary()}

{canary()}, [{canary()}](https://{canary()}.example/).

## Recommendations

{canary()} introduces.

### Recommendation 1

{canary()} is recommended.[^1]

### Recommendation: {canary()} {{#{NAMED}-{canary.count}}}

{canary()} | {canary()}
--- | ---
{canary()} | {canary()}

[^1]: {canary()}
"""


def response(
    canary: CanaryFactory,
    *,
    published: str,
    inspection_id: str,
    finding: str = "recommendation",
    more: str = "",
    attached: str = "",
) -> str:
    """Write a response that has every fact it can have; without a date of publication it is a draft."""
    attachments = (
        f"attachments:\n  - {{file: {attached}/{NAMED}-letter.pdf, title: {canary()}}}\n"
        f"  - {{file: {attached}/{NAMED}-table.csv, title: {canary()}}}\n"
        if attached
        else ""
    )
    heading = f"{canary()} section"
    return f"""\
---
inspection: {inspection_id}
{f"published: {published}" if published else "# no date yet"}
invited: {DAY}
dated: {DAY}
signed-by: {canary()}
chief-officer-comments: none submitted
sent:
  - {{to: {canary()}, on: {DAY}, words: {canary()}, role: public}}
answers:
  {finding}:
    action: none
    reason: {canary()}
    position: accepted
    owner: {canary()}
    due: {canary()} weeks
    progress: [{{on: {DAY}, status: in progress, note: {canary()}, by: {canary()}, source: {canary()}}}]
    see: comments
late-reason: {canary()}
recorded-as-published: true
sections: {{{heading}: key-findings}}
tags: [{canary()}]
corrections: [{{on: {DAY}, note: {canary()}}}]
aliases: [sampleshire/2001/{NAMED}-{canary.count}]
allow: [{{what: own-kind-of-thing, reason: {canary()}}}]
{attachments}{more}{office_notes(canary)}---

{canary()} comes first.

## {heading}

{canary()}

## {canary()} heading

{canary()} [{canary()}](https://{canary()}.example/{canary()})

## Recommendation

{canary()}
"""


def panel_report(canary: CanaryFactory, *, published: str, about: str, more: str = "") -> str:
    """Write a panel report that has every fact it can have."""
    return f"""\
---
title: {canary()}
panel: {canary()}
{f"published: {published}" if published else "# no date yet"}
meeting: {DAY}
agenda-item: {canary()}
author: {canary()}
about: [{about}]
tags: [{canary()}]
corrections: [{{on: {DAY}, note: {canary()}}}]
aliases: [sampleshire/2001/{NAMED}-{canary.count}]
allow: [{{what: own-kind-of-thing, reason: {canary()}}}]
{more}{office_notes(canary)}---

{canary()}

## {canary()}

1. {canary()}
"""


def add_canaries(content: Path) -> CanaryFactory:
    """Copy the sample office and add all that may not be published: drafts, embargoes, withdrawn records, notes."""
    shutil.copytree(CONTENT, content)
    canary = CanaryFactory()
    _note_released(content, canary)
    year = f"{NAMED}"
    hidden = {
        f"inspections/2026/{year}-by-day.md": inspection(canary, published=EMBARGO_DAY, attached=f"{year}-by-day"),
        f"inspections/2026/{year}-by-moment.md": inspection(canary, published=EMBARGO_MOMENT),
        f"responses/sampleshire/2026/{year}-by-day.md": response(
            canary, published=EMBARGO_DAY, inspection_id=f"2026/{year}-by-day", finding="recommendation-1"
        ),
        f"responses/sampleshire/2019/{year}-draft.md": response(
            canary,
            published="",
            inspection_id="2019/sample-cyber",
            attached=f"{year}-draft",
            more=f"part-of: sampleshire/2019/{year}-month\npart: {canary()}\n",
        ),
        f"responses/sampleshire/2019/{year}-day.md": response(
            canary,
            published=EMBARGO_DAY,
            inspection_id="2019/sample-cyber",
            more="update-to: sampleshire/2019/sample-cyber\nshows-findings: before Recommendation\n",
        ),
        f"responses/sampleshire/2019/{year}-moment.md": response(
            canary,
            published=EMBARGO_MOMENT,
            inspection_id="2019/sample-cyber",
            more="joint-with: [sample-city]\n",
        ),
        f"responses/sampleshire/2019/{year}-month.md": response(
            canary, published="2026-04", inspection_id="2019/sample-cyber"
        ),
        f"panel-reports/sampleshire/2026/{year}-draft.md": panel_report(
            canary, published="", about="2019/sample-cyber"
        ),
        f"panel-reports/sampleshire/2026/{year}-day.md": panel_report(
            canary, published=EMBARGO_DAY, about=f"2026/{year}-by-day"
        ),
        "responses/sampleshire/2019/withdrawn.md": _withdrawn(canary),
    }
    for path, text in hidden.items():
        _write(content / path, text.encode())
    _, facts, welsh = hidden[f"responses/sampleshire/2019/{year}-day.md"].split("---\n", 2)
    sections = next(line for line in facts.splitlines() if line.startswith("sections:"))
    translation = f"---\n{sections}\nsigned-by: {canary()}\nlate-reason: {canary()}\n{office_notes(canary)}---\n{welsh}"
    _write(content / f"responses/sampleshire/2019/{year}-day.cy.md", translation.encode())
    _write(content / f"inspections/2026/{year}-by-day/{year}-report.pdf", pdf_of(canary()))
    _write(content / f"responses/sampleshire/2019/{year}-draft/{year}-letter.pdf", pdf_of(canary()))
    _write(content / f"responses/sampleshire/2019/{year}-draft/{year}-table.csv", f"{canary()},2\n".encode())
    return canary


def _withdrawn(canary: CanaryFactory) -> str:
    """Write a record that was released and is withdrawn: its address and the reason stay, and nothing else."""
    text = response(canary, published="2020-01-05", inspection_id="2019/sample-cyber", attached="withdrawn")
    text = re.sub(r"aliases: .*\n|allow: .*\n", "", text)
    return text.replace(f"{NAMED}-letter", "letter").replace(f"{NAMED}-table", "table").replace(
        "---\n", "---\nwithdrawn: {on: 2026-01-01, reason: It named a person.}\n", 1)  # fmt: skip


def _note_released(content: Path, canary: CanaryFactory) -> None:
    """Give every released source a note for office use."""
    _write(content / "responses/sampleshire/2019/withdrawn/letter.pdf", pdf_of(canary()))
    _write(content / "responses/sampleshire/2019/withdrawn/table.csv", f"{canary()}\n".encode())
    for file in sorted(content.rglob("*")):
        if file.suffix == ".yml":
            text = re.sub(r"(?m)^office-use:.*\n(?: .*\n)*", "", file.read_text(encoding="utf-8"))
            _write(file, f"{text.rstrip()}\n{office_notes(canary)}".encode())
        elif file.suffix == ".md" and "withdrawn" not in file.parts:
            text = re.sub(r"(?m)^office-use:.*\n(?: .*\n)*", "", file.read_text(encoding="utf-8"))
            _write(file, text.replace("---\n", f"---\n{office_notes(canary)}", 1).encode())


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


# --- The search -------------------------------------------------------------------------------------------------------


def forms_of(word: str) -> dict[str, bytes]:
    """Give the forms in which a word can stand in a file, in small letters where its form has such."""
    low = word.lower()
    forms = {
        "as written": low.encode(),
        "UTF-16, little end first": low.encode("utf-16-le"),
        "UTF-16, big end first": low.encode("utf-16-be"),
        "percent, only what must be": quote(low).encode(),
        "JSON, only what must be": json.dumps(low)[1:-1].encode(),
    }
    for variant in (word, low):
        forms |= {
            f"percent of {variant}": "".join(f"%{byte:02x}" for byte in variant.encode()).encode(),
            f"HTML, decimal, of {variant}": "".join(f"&#{ord(letter)};" for letter in variant).encode(),
            f"HTML, hexadecimal, of {variant}": "".join(f"&#x{ord(letter):x};" for letter in variant).encode(),
            f"JSON of {variant}": "".join(f"\\u{ord(letter):04x}" for letter in variant).encode(),
            f"hexadecimal of {variant}": variant.encode().hex().encode(),
        }
        for offset in range(3):
            # Letters at the edges depend on what stands beside the word; those between them do not.
            coded = base64.b64encode(b"\0" * offset + variant.encode())
            inner = coded[(0, 2, 3)[offset] : len(coded) // 4 * 4 - 4]
            forms[f"base64 of {variant}, offset {offset}"] = inner
    return forms


@cache
def _patterns(word: str) -> tuple[tuple[str, bytes, bool], ...]:
    return tuple((name, form, name.startswith("base64")) for name, form in forms_of(word).items())


ZERO_WIDTH_SPACE = "\u200b"


def unpacked(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Give a file's bytes, and those packed in it: gzip, zip, deflated streams of a PDF."""
    yield data
    if depth > 3:
        return
    if data[:2] == b"\x1f\x8b":
        yield from unpacked(gzip.decompress(data), depth + 1)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name), depth + 1)
    if data[:4] == b"%PDF":
        for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
            try:
                yield from unpacked(zlib.decompress(found[1]), depth + 1)
            except zlib.error:
                continue
        # Its words are drawn by the numbers of their shapes: as words they are read by another library.
        with suppress(PSException):  # a torn one
            yield extract_text(io.BytesIO(data)).replace(ZERO_WIDTH_SPACE, "").encode()


def canaries_in(data: bytes, words: tuple[str, ...] = (MARKER, NAMED)) -> list[str]:
    """Say which words a file holds, and in which form."""
    hits = []
    for part in unpacked(data):
        low = part.lower()
        hits += [
            f"{word} ({name})"
            for word in words
            for name, form, exact in _patterns(word)
            if form in (part if exact else low)
        ]
    return hits


def canaries_in_site(site: Path, words: tuple[str, ...] = (MARKER, NAMED, *DAY_WORDS)) -> list[str]:
    """Say which files of a site hold a canary, in their bytes or in their names."""
    hits = []
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        path = file.relative_to(site).as_posix()
        hits += [
            f"{path}: {hit}" for hit in (*canaries_in(path.encode(), words), *canaries_in(file.read_bytes(), words))
        ]
    return hits
