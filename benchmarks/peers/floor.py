"""The least that such a site takes with the libraries we use: read, YAML, Markdown, join, write; on every core.

    python -m benchmarks.peers.floor CONTENT SITE

Nothing is checked and nothing is listed; a page is its text, and its findings with their answers.
"""

from __future__ import annotations

import gc
import os
import sys
from html import escape
from pathlib import Path
from typing import Any

import pyromark
import yaml

PAGE = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{}</title></head><body><main>{}</main></body>'


def read(file: Path) -> tuple[dict[str, Any], str]:
    _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    facts: dict[str, Any] = yaml.load(head, yaml.CBaseLoader)
    return facts, body


def response_page(facts: dict[str, Any], body: str, reports: dict[str, dict[str, Any]]) -> str:
    parts = [pyromark.html(body)]
    answers = facts.get("answers", {})
    for id_ in facts["inspection"]:
        for finding, known in reports.get(id_, {}).get("findings", {}).items():
            answer = answers.get(finding) or answers.get(f"{id_}#{finding}") or {}
            parts.append(f"<h2>{escape(finding)}</h2><p>{escape(str(known))}</p><p>{escape(str(answer))}</p>")
    return "".join(parts)


def write_share(content: Path, site: Path, files: list[Path], reports: dict[str, dict[str, Any]]) -> None:
    for file in files:
        facts, body = read(file)
        page = site / file.relative_to(content).with_suffix("")
        page.mkdir(parents=True)
        text = response_page(facts, body, reports) if "responses" in page.parts else pyromark.html(body)
        (page / "index.html").write_text(PAGE.format(escape(facts.get("title", page.name)), text), encoding="utf-8")


def main() -> None:
    gc.disable()
    content, site = map(Path, sys.argv[1:3])
    reports = {
        file.relative_to(content / "inspections").with_suffix("").as_posix(): read(file)[0]
        for file in (content / "inspections").rglob("*.md")
    }
    folders = ("responses", "inspections", "panel-reports")
    files = sorted(file for folder in folders for file in (content / folder).rglob("*.md"))
    cores = len(os.sched_getaffinity(0))
    workers = []
    for number in range(1, cores):
        if not (worker := os.fork()):
            write_share(content, site, files[number::cores], reports)
            os._exit(0)
        workers.append(worker)
    write_share(content, site, files[::cores], reports)
    codes = [os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) for worker in workers]
    os._exit(max(codes, default=0))


if __name__ == "__main__":
    main()
