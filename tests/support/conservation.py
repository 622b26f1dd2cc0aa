"""Judges whether every word of a body is shown or named: in its own HTML, and on the pages of records of each kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.checks.check import check_register
from generator.dates import read_as_of
from generator.pages.rendering import Renderer
from generator.pages.single.record_pages import record_pages
from generator.problems import Severity
from generator.reading.markdown import MarkdownText
from generator.register.release import release
from generator.theme.templates import template_folders
from tests.support.composed_bodies import WORD, is_syntax, missing_words, numbered, text_of_html
from tests.support.example_cases import content_theme
from tests.support.paths import TOP

AS_OF = read_as_of("2026-11-22")
_FOOTNOTES = re.compile(r'<div class="footnotes">.*?</div>', re.DOTALL)

OFFICE = "name: Sample Commissioner\nforce: Sample Force\nchief-officer: Chief Constable\n"
FRONT_MATTER = {
    "inspections/2024/r": "---\ntitle: A\npublished: 2024-05-01\ninspectorate: HMICFRS\ntypes: B\n---\n",
    "responses/x/2024/r": "---\npublished: 2024-06-01\nchief-officer-comments: none submitted\n---\n",
    "panel-reports/x/2024/p": "---\ntitle: A\npanel: B\npublished: 2024-06-01\n---\n",
}
PARTS = {
    "inspections/2024/r": "{}\n\n## About W\n\n{}\n\n## Recommendations\n\n{}\n\n### Recommendation 1\n\n{}\n",
    "responses/x/2024/r": "{}\n\n## PCC response\n\n{}\n\n## Recommendation 1\n\n{}\n\n## Annex W\n\n{}\n",
    "panel-reports/x/2024/p": "{}\n\n## Part W\n\n{}\n\n### Part of W\n\n{}\n\n{}\n",
}
"""Every part that a text of each kind may have."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a body's words."""

    missing: list[str]
    """Neither shown nor named."""
    disordered: list[str]
    """Shown, and before one that was written earlier."""


def judge_text(body: str) -> Judged:
    """Judge a body by its own rendering and problems."""
    markdown = MarkdownText(body, "responses/x/2024/r")
    errors = [(found.line, found.column) for found in markdown.problems() if found.severity is Severity.ERROR]
    return _judged(body, markdown.part().prose(numbered=True).html, errors)


def judge_records(folder: Path, drafts: Mapping[str, str]) -> dict[str, Judged]:
    """Write records with these drafts of bodies, and judge each by its page and the problems of the check.

    The pages are rendered even with errors, which no build would do.
    """
    content = folder / "content"
    bodies = {path: numbered(draft, 1 + 1000 * number) for number, (path, draft) in enumerate(drafts.items())}
    _write(content / "offices/x.yml", OFFICE)
    for path, body in bodies.items():
        _write(content / f"{path}.md", FRONT_MATTER[path] + body)
    checked = check_register(content, AS_OF)
    released = release(checked.register, AS_OF)
    renderer = Renderer(tuple(template_folders(TOP)), content_theme(folder), released)
    pages = {
        page.address.strip("/"): _article(renderer.render(page))
        for page in record_pages(released)
        if page.address.strip("/") in bodies
    }
    judged = {}
    for path, html in pages.items():
        first = FRONT_MATTER[path].count("\n")
        errors = [
            (problem.place.line - first, problem.place.column or 1)
            for problem in checked.problems
            if problem.severity is Severity.ERROR and path in problem.place.path and problem.place.line > first
        ]
        judged[path] = _judged(bodies[path], html, errors)
    return judged


def _article(html: str) -> str:
    """Return the record's own element, without the links that repeat its headings."""
    article = html.partition("data-record=")[2].partition("</article>")[0]
    return re.sub(r'<nav.*?</nav>|<details.*?</details>|<p class="s55-permalink.*?</p>', " ", article, flags=re.DOTALL)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _judged(body: str, html: str, errors: list[tuple[int, int]]) -> Judged:
    shown = WORD.findall(text_of_html(html))
    # The title of a definition stands after each of its links; if a link is in words that are named, so is the title.
    titles = _titles_of(body) if errors else set()
    missing = [word for word in missing_words(body, shown, errors) if not is_syntax(body, word) and word not in titles]
    return Judged(missing, list(_disordered(body, html)))


def _titles_of(body: str) -> set[str]:
    return set(WORD.findall(" ".join(re.findall(r"(?m)^.*\[used\]:.*$", body))))


def _disordered(body: str, html: str) -> Iterator[str]:
    """Yield words that stand on the page before one that was written earlier: footnotes and titles of links may."""
    own = set(WORD.findall(body))
    moved = _titles_of(body)
    last = 0
    for word in WORD.findall(text_of_html(_FOOTNOTES.sub(" ", html))):
        number = int(word[1:-1])
        if word in own and word not in moved:
            if number < last:
                yield word
            last = max(last, number)
