"""Problems of mkdocs.yml and blanks of editorial pages, found without MkDocs.

A blank of an editorial page is written `[[the office's telephone number]]`. The page shows that it is not filled in
yet; if the site has an address, and so belongs to an office, each blank is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from generator.files import display_path
from generator.languages import catalogue
from generator.messages import escape_invisible, quoted
from generator.problems import Place, Problem, Severity
from generator.reading.leftovers import files_below
from generator.reading.yaml_facts import position_of, read_facts
from generator.slugs import EMAIL_ADDRESS
from generator.theme.branding import lines_of, read_brand

BLANK = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")

_ADDRESS = re.compile(r"^site_url:[ \t]*([^\s#\"'].*|\"[^\"]+\".*|'[^']+'.*)$", re.MULTILINE)


def settings_problems(settings: Path, pages: Path) -> list[Problem]:
    """Return the problems of the branding and of the address for error reports, and a warning for each blank."""
    _, problems = read_brand(settings, pages)
    text = settings.read_text(encoding="utf-8", errors="replace") if settings.is_file() else ""
    problems += _mail_problems(settings.name, text)
    if _ADDRESS.search(text):
        problems += _blank_problems(pages)
    return problems


def _mail_problems(name: str, text: str) -> Iterator[Problem]:
    lines, before = lines_of(text, "extra")
    facts, faults = read_facts(lines)
    extra = facts.get("extra")
    if faults or not isinstance(extra, dict) or "report-errors-to" not in extra:
        return
    address = extra["report-errors-to"]
    if not isinstance(address, str) or not EMAIL_ADDRESS.fullmatch(address.strip()):
        line, column = position_of(lines, ("extra", "report-errors-to"))
        shown = quoted(address) if isinstance(address, str) else "This"
        hint = "Write one, such as report-errors-to: office@police.example, or delete the line"
        yield Problem(Place(name, line + before, column), f"{shown} is not an e-mail address", hint, rule="settings")


def _blank_problems(pages: Path) -> Iterator[Problem]:
    root = f"{display_path(pages.parent)}/pages"
    for file in files_below(pages, "*.md"):
        path = escape_invisible(f"{root}/{file.relative_to(pages).as_posix()}")
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            for blank in BLANK.finditer(line):
                message = f"This blank is not filled in: {quoted(blank[1].strip())}"
                hint = "Replace the brackets and the text between them"
                yield Problem(Place(path, number, blank.start() + 1), message, hint, Severity.WARNING, "blank")


def with_blanks_shown(markdown: str, language: str) -> str:
    """Replace each blank of an editorial page by a visible note for readers."""
    note = catalogue(language).gettext("not filled in yet:")
    return BLANK.sub(lambda blank: f'<span class="s55-blank">[{note} {escape(blank[1].strip())}]</span>', markdown)
