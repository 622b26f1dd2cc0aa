"""The Welsh catalogue has a translation of every message on a page that exists in Welsh, and no others."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jinja2
import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from jinja2 import meta

from generator.records.kinds import KINDS
from generator.records.report.class_words import CLASSES
from generator.records.response_facts import POSITIONS, PROGRESS_STATUSES
from generator.statute import RESPONSE_PERIOD_DAYS, Status
from tests.support.paths import TOP

TEMPLATES = TOP / "templates"
WELSH_PAGES = [
    *(f"records/{kind.file_name}.html" for kind in KINDS),
    "records/finding.html",
    "records/withdrawn.html",
    "records/search.html",
    *(
        file.relative_to(TEMPLATES).as_posix()
        for file in sorted(TEMPLATES.glob("theme/**/*.html"))
        if file.stem != "404"
    ),
]
"""Lists, statistics, data and the page that is shown where there is none are in English only."""

OPTIONS = {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true"}


def messages_in(template: Path) -> Iterator[str]:
    """Yield the messages that a template marks for translation."""
    for _, message, _, _ in extract_from_file("jinja2", template, options=OPTIONS):
        yield message if isinstance(message, str) else message[0]


@cache
def welsh() -> dict[str, str]:
    """Return the Welsh catalogue: the singular of each message, and its translation, empty if a form is missing."""
    with (TOP / "generator/locales/cy.po").open("rb") as opened:
        catalogue = read_po(opened, locale="cy")
    translations = {}
    for message in catalogue:
        forms = [message.string] if isinstance(message.string, str) else list(message.string or [""])
        translations[message.id if isinstance(message.id, str) else message.id[0]] = forms[0] if all(forms) else ""
    translations.pop("")
    return translations


def with_parts(template: str) -> set[str]:
    """Return a template with all that it extends, includes and imports."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    names: set[str] = set()
    unread = [template]
    while unread:
        name = unread.pop()
        if name not in names:
            names.add(name)
            tree = environment.parse((TEMPLATES / name).read_text(encoding="utf-8"))
            references = filter(None, meta.find_referenced_templates(tree))
            unread += [reference for reference in references if (TEMPLATES / reference).exists()]
    return names


@pytest.mark.parametrize("template", WELSH_PAGES)
def test_every_message_on_a_welsh_page_has_a_translation(template: str) -> None:
    messages = {message for name in with_parts(template) for message in messages_in(TEMPLATES / name)}
    assert {message for message in messages if not welsh().get(message)} == set(), "Add it to generator/locales/cy.po"


def test_every_word_of_a_closed_set_has_a_translation() -> None:
    words = {status.words for status in Status} | {word for both in CLASSES.values() for word in both}
    words |= {word.capitalize() for word in (*POSITIONS, *PROGRESS_STATUSES)}
    assert {word for word in words if not welsh().get(word)} == set(), "Add it to generator/locales/cy.po"


def test_every_translation_is_of_a_message_that_is_used() -> None:
    modules, templates = (TOP / "generator").rglob("*.py"), TEMPLATES.rglob("*.html")
    used = {message for template in templates for message in messages_in(template)}
    for module in modules:
        used |= set(texts_in(ast.parse(module.read_text(encoding="utf-8"))))
    assert {message for message in welsh() if message not in used} == set(), "Remove it from generator/locales/cy.po"


def texts_in(tree: ast.AST) -> Iterator[str]:
    """Yield the texts of a module, which pages may translate by a variable, also with a capital first letter."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (node.value, node.value.capitalize())
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else str(RESPONSE_PERIOD_DAYS) for part in node.values
            )
