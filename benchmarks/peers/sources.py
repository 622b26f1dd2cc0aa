"""The corpus as other generators need it: titles written out, answers by report, findings in files of their own.

What Section 55 derives when it builds is derived here before the clock starts, so that the others have less to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.corpus import TODAY

GROUPS = {"Recommendations", "Areas for improvement"}


@dataclass(frozen=True)
class Source:
    """A page: its path without an ending, its facts, and its Markdown."""

    path: str
    facts: dict[str, Any]
    body: str


def sources_of(content: Path) -> list[Source]:
    """Read a corpus; leave out what is not published."""
    reports = {id_: (facts, body) for id_, facts, body in _read(content / "inspections") if _is_out(facts)}
    responses = list(_responses(content, reports))
    return [
        *responses,
        *(source for id_, (facts, body) in reports.items() for source in _inspection(id_, facts, body, responses)),
        *_panel_reports(content, reports),
        *_offices(content),
    ]


def _read(folder: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    for file in sorted(folder.rglob("*.md")):
        _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
        facts = yaml.load(head, yaml.CBaseLoader)
        yield file.relative_to(folder).with_suffix("").as_posix(), facts, body.strip()


def _is_out(facts: dict[str, Any]) -> bool:
    return "published" in facts and (_day(facts) or "") <= TODAY.isoformat()


def _day(facts: dict[str, Any]) -> str:
    """Return the day of publication, or nothing where it is not recorded."""
    found = re.match(r"\d{4}-\d{2}-\d{2}", facts.get("published", ""))
    return found[0] if found else ""


def _responses(content: Path, reports: dict[str, tuple[dict[str, Any], str]]) -> Iterator[Source]:
    for id_, facts, body in _read(content / "responses"):
        about = [report for report in facts["inspection"] if report in reports]
        if not _is_out(facts) or not about:
            continue
        office = id_.partition("/")[0]
        answers: dict[str, dict[str, Any]] = {}
        for key, answer in facts.get("answers", {}).items():
            report, _, finding = key.rpartition("#")
            answers.setdefault(report or about[0], {})[finding] = answer
        title = f"Response of {office} to {reports[about[0]][0]['title']}"
        known = {"title": title, "office": office, "reports": about, "released": _day(facts), "sent": facts["sent"]}
        known["year"] = known["released"][:4]
        yield Source(f"responses/{id_}", {**known, "signed": facts["signed-by"], "answers": answers}, body)


def _inspection(id_: str, facts: dict[str, Any], body: str, responses: list[Source]) -> Iterator[Source]:
    year = facts["published"][:4]
    known = {"title": facts["title"], "report": id_, "released": facts["published"], "year": year}
    yield Source(f"inspections/{id_}", {**known, "inspectorate": facts["inspectorate"]}, body)
    answers = [(response.facts["office"], response.facts["answers"].get(id_, {})) for response in responses]
    parts = re.split(r"^#+ (.+)$", body, flags=re.MULTILINE)
    found = [
        (re.sub(r" \{#.*\}$", "", heading), text)
        for heading, text in zip(parts[1::2], parts[2::2], strict=True)
        if heading not in GROUPS
    ]
    for (heading, text), (finding, given) in zip(found, facts.get("findings", {}).items(), strict=True):
        known = {
            "title": heading, "type": "findings", "report": id_, "year": year, "finding": finding,
            "by": given.get("by", ""), "addressed": given.get("addressed-to", []),
            "offices": sorted({office for office, answered in answers if finding in answered}),
        }  # fmt: skip
        yield Source(f"inspections/{id_}/{finding}", known, text.strip())


def _panel_reports(content: Path, reports: dict[str, Any]) -> Iterator[Source]:
    for id_, facts, body in _read(content / "panel-reports"):
        if _is_out(facts):
            about = [report for report in facts["about"] if report in reports]
            known = {"title": facts["title"], "panel": facts["panel"], "released": _day(facts), "about": about}
            known["office"] = id_.partition("/")[0]
            yield Source(f"panel-reports/{id_}", known, body)


def _offices(content: Path) -> Iterator[Source]:
    for file in sorted((content / "offices").glob("*.yml")):
        facts = yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)
        yield Source(f"offices/{file.stem}", {"title": facts["name"], "office": file.stem}, facts["force"])


def write_source(file: Path, facts: dict[str, Any], body: str) -> None:
    """Write a page as every generator reads it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    head = yaml.dump(facts, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=1000)
    file.write_text(f"---\n{head}---\n\n{body}\n", encoding="utf-8", newline="\n")
