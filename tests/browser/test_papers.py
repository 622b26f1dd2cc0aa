"""The forms of offices on a telephone, on a wide screen and on paper: nothing is cut off."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from playwright.sync_api import Browser

from tests.support.commands import section55
from tests.support.paths import DEMO, SAMPLES
from tests.support.web_server import serving

FORMS = sorted(folder for folder in (SAMPLES / "papers").iterdir() if (folder / "facts.yml").is_file())
PAGES = [
    pytest.param(form / name, address, id=address)
    for form in FORMS
    for name, address in yaml.safe_load((form / "facts.yml").read_text(encoding="utf-8"))["pages"].items()
]
each_page = pytest.mark.parametrize(("text", "page_address"), PAGES)

LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"})

BEYOND_THE_EDGE = """() => {
  const width = document.documentElement.clientWidth
  const beyond = [...document.querySelectorAll('main *')].filter((element) => {
    const box = element.getBoundingClientRect()
    const scrolls = element.closest('.table, .s55-hidden, details:not([open]) > :not(summary)')
    return box.width && box.height && !scrolls && (box.right > width + 1 || box.left < -1)
  })
  return beyond.map((element) => element.textContent.trim().slice(0, 60))
}"""


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build one site of all forms, with the theme, and serve it."""
    project = tmp_path_factory.mktemp("forms")
    shutil.copy(DEMO / "mkdocs.yml", project)
    for form in FORMS:
        shutil.copytree(form / "content", project / "content", dirs_exist_ok=True)
    done = section55(project, "build", "--no-search", "--quiet", "--as-of", "2026-11-22")
    assert done.returncode == 0, done.stderr
    with serving(project / "site") as address:
        yield address


@each_page
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_goes_beyond_the_edge_of_the_screen(
    width: int, text: Path, page_address: str, forms: str, browser: Browser
) -> None:
    assert text.is_file()
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.goto(f"{forms}{page_address}/")
    beyond = tab.evaluate(BEYOND_THE_EDGE)
    scrolls = tab.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")
    tab.close()
    assert beyond == []
    assert not scrolls


@each_page
def test_every_word_is_on_paper(text: Path, page_address: str, forms: str, browser: Browser) -> None:
    tab = browser.new_page()
    tab.goto(f"{forms}{page_address}/")
    printed = _words_within_the_sheets(tab.pdf(prefer_css_page_size=True))
    tab.close()
    lines = text.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "".join(line.split()) not in printed] == []


def _words_within_the_sheets(pdf: bytes) -> str:
    """Return what is printed within the edges of the sheets, without spaces: a cell breaks lines where it ends."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    printed = ""
    for page in PDFPage.get_pages(io.BytesIO(pdf)):
        interpreter.process_page(page)
        sheet = device.get_result()
        letters = [part for part in sheet if isinstance(part, LTChar)]
        printed += "".join(letter.get_text() for letter in letters if letter.x0 >= 0 and letter.x1 <= sheet.width)
    return "".join(printed.translate(LIGATURES).split())
