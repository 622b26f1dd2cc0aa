"""Sample records that overflow a page: endless words, long tables, many addressees, other scripts; all page kinds.

All of it is sample text, and says so.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from generator.dates import read_as_of
from generator.plugin import render_theme
from generator.problems import format_text
from generator.publishing.build import BuildOptions, build_site
from tests.support.paths import DEMO

TESTS = Path(__file__).resolve().parents[1]
TOP = TESTS.parent
AS_OF = "2026-11-22"

PLACE = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
TITLE = ("Samplekeepthelighton" * 15)[:300]
_ROWS = "\n".join(
    f"| {number} | Sample crimes of the kind {number} | {number * 977} | {'remark' * 12} |" for number in range(60)
)
_SENTENCE = "This sample sentence of ten words says nothing of anybody. "
_WORDS = "\n\n".join(_SENTENCE * 10 for _ in range(50))
"""5,000 words."""

_OFFICE = f"""\
name: The Sample Office of the Police, Fire and Crime Commissioner for {PLACE} and the Isles (OPFCC)
short-name: {PLACE} and the Isles
force: {PLACE} Sample Constabulary
chief-officer: Chief Constable
website: https://www.s55.example/{"long/" * 40}
languages: [en, cy]
expects: [2026/owed]
"""

_INSPECTION = """\
---
title: "{title}"
published: {published}
inspectorate: HMICFRS
types: [National Inspection]
grades:
  - {{area: {area}, grade: Requires improvement}}
findings:
  recommendation-1:
    addressed-to:
{addressees}
    by: 2027-05-01
---

## Recommendations

### Recommendation 1

By 1 May 2027, the sample force should do a thing, and tell everybody about it.

### Recommendation 2

And another.
"""

_RESPONSE = f"""\
---
inspection: 2026/long
published: 2026-09-01
recorded-as-published: true
late-reason: The sample office was moving house.
sent:
{chr(10).join(f"  - {{to: {'Recipient' * number}, on: not recorded}}" for number in range(1, 11))}
answers:
  recommendation-1:
    action: taken
    reason: We did it.
    owner: {PLACE}
    progress:
      - {{on: 2026-06-01, status: in progress, by: {PLACE}, note: Begun}}
allow:
  - {{what: explanation, reason: A page to be looked at}}
corrections:
  - {{on: 2026-10-01, note: A figure in the table was put right.}}
---

## Key findings

See https://www.s55.example/{"b" * 150} and {"w" * 200}.

| No | Kind | Number | Remarks |
|---:|------|-------:|---------|
{_ROWS}

## Chief Constable's comments

> {"q" * 100}

A sample note[^1], and sample code:

    {"code-" * 40}

[^1]: A sample footnote.

هذا نص تجريبي لا يقول شيئا عن أحد، ويقف هنا ليظهر كيف تُعرض فقرة بالعربية في رد بالإنجليزية.

Testun enghreifftiol yw hwn, ac nid yw'n dweud dim am neb.

## Comments

1. One
   1. two
      - {"three" * 30}

{_WORDS}
"""

_WELSH = """\
---
---

## Prif ganfyddiadau {#key-findings}

Testun enghreifftiol yw hwn, ac nid yw'n dweud dim am neb.

## Sylwadau'r Prif Gwnstabl {#chief-officer-comments}

Cytunaf.

## Ymateb y Comisiynydd {#comments}

Croeso.
"""

KINDS = {
    "home": "",
    "responses": "responses/",
    "responses of an office": "responses/long/",
    "response": "responses/norfolk/2019/cyber-keep-the-light-on/",
    "response with every action": "responses/sampleshire/2021/sample-peel/",
    "response to two reports": "responses/sampleshire/2025/sample-letter/",
    "overflowing response": "responses/long/2026/long/",
    "overflowing response in Welsh": "cy/responses/long/2026/long/",
    "withdrawn response": "responses/sampleshire/2020/sample-stop-and-search/",
    "moved response": "responses/sampleshire/2024/custody/",
    "inspections": "inspections/",
    "inspection": "inspections/2019/cyber-keep-the-light-on/",
    "overflowing inspection": "inspections/2026/long/",
    "finding": "inspections/2019/cyber-keep-the-light-on/area-for-improvement-3/",
    "overflowing finding": "inspections/2026/long/recommendation-1/",
    "findings": "findings/",
    "findings narrowed": "findings/?class=recommendation&office=sampleshire",
    "findings of a year": "findings/year/2024/",
    "panel reports": "panel-reports/",
    "panel report": "panel-reports/west-mercia/2017/cyber-crime-strategy/",
    "panel report without a day": "panel-reports/cambridgeshire/undated/cybercrime/",
    "offices": "offices/",
    "office": "offices/long/",
    "succeeded office": "offices/old-sample-city/",
    "deadlines": "deadlines/",
    "statistics": "statistics/",
    "browse": "browse/",
    "search": "search/",
    "search with hits": "search/?q=custody",
    "data": "data/",
    "panel pack": "offices/sampleshire/panel-pack/",
    "editorial page": "how-to-use-this-site/",
    "page not found": "404.html",
}
"""One page of every kind of the site below, by address; where it asks for something, a script answers."""

SCHEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
"""How a reader may have colours, as Playwright asks for it."""


def open_page(page: Page, address: str) -> None:
    """Open a page, and wait until it shows what its address asks for; one that leads on to another is held fast."""
    page.unroute_all()
    if address.endswith(KINDS["moved response"]):
        page.route("**/sample-custody/", lambda route: route.fulfill(status=204))
    page.goto(address)
    if "?" in address:
        expect(page.locator("[data-status]")).not_to_be_empty()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)


def build_overflow_site(folder: Path) -> Path:
    """Build a site of the repository's own content, the sample office and records that burst, and give its folder."""
    content, site = folder / "content", folder / "site"
    for each in (DEMO / "content", TESTS / "samples" / "office" / "content"):
        shutil.copytree(each, content, dirs_exist_ok=True)
    (content / "ledger.csv").unlink(missing_ok=True)  # it is of a site without the generated records
    addressees = "\n".join(
        f"      - Sample addressee {number} of the bodies that have something to do" for number in range(10)
    )
    for name, text in {
        "offices/long.yml": _OFFICE,
        "inspections/2026/long.md": _INSPECTION.format(
            title=TITLE, published="2026-01-12", area="Antidisestablishment" * 6, addressees=addressees
        ),
        "inspections/2026/owed.md": _INSPECTION.format(
            title="Sample owed", published="2026-10-05", area="Roads", addressees=addressees
        ),
        "responses/long/2026/long.md": _RESPONSE,
        "responses/long/2026/long.cy.md": _WELSH,
    }.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    theme = folder / "theme"
    theme.mkdir()
    result = build_site(
        BuildOptions(DEMO, content, site, read_as_of(AS_OF)),
        lambda: render_theme(DEMO / "mkdocs.yml", content, theme),
    )
    assert not result.failure, result.message or format_text(result.problems)
    files = {kind: site / address.partition("?")[0] for kind, address in KINDS.items()}
    assert [kind for kind, file in files.items() if not file.is_file() and not (file / "index.html").is_file()] == []
    return site
