"""Each PDF: the words of its page, a structure that a screen reader can follow, and veraPDF's verdict."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from generator.dates import read_as_of
from generator.outputs.paper.characters import BREAK, fitted
from generator.problems import format_text
from generator.publishing.build import BuildOptions, build_site
from tests.support.example_cases import content_theme
from tests.support.hostile_documents import write_hostile
from tests.support.markup import attributes, parse
from tests.support.page_text import text_of_page
from tests.support.paths import DEMO, SAMPLES
from tests.support.pdf_structure import BULLETS, Element, TaggedPdf
from tests.support.verapdf import broken_rules

pytestmark = pytest.mark.attack

AS_OF = "2026-11-22"
SITES = {
    "demonstration": DEMO,
    **{form.name: form for form in sorted((SAMPLES / "papers").iterdir()) if (form / "content").is_dir()},
}
"""The folder of each site's content."""

RIGHT_TO_LEFT = ("/marks", "/everything")
"""Hostile records with Arabic and Hebrew, whose letters stand in a PDF in the order in which they are drawn."""

ARABIC = re.compile(r"[\u0600-\u06ff]")
"""They change their shapes with their neighbours, and several may be one shape."""

NOT_ON_PAPER = (
    "details", "nav", ".s55-contents-narrow", ".s55-permalink", ".s55-paragraph-link", ".s55-hidden",
    '[aria-labelledby="page-responses"]', "div:has(> dd .s55-tag--owed)", "h1[data-added]",
)  # fmt: skip
"""What leads about the site, what only a screen reader says, and what changes with the day."""


@dataclass(frozen=True)
class Document:
    """A PDF, and the page it was made of."""

    name: str
    file: Path

    @property
    def pdf(self) -> TaggedPdf:
        """Its structure."""
        return _pdf(self.file)

    @property
    def page(self) -> str:
        """The HTML of its page."""
        return (self.file.parent / "index.html").read_text(encoding="utf-8")


@cache
def _pdf(file: Path) -> TaggedPdf:
    return TaggedPdf(file.read_bytes())


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demonstration, every paper and the hostile sample, each below one folder."""
    top = tmp_path_factory.mktemp("documents")
    (top / "theme").mkdir()
    write_hostile(top / "hostile" / "content")
    before = Path.cwd()
    for name, project in {**SITES, "hostile": top / "hostile"}.items():
        os.chdir(project)
        try:
            options = BuildOptions(DEMO, Path("content"), top / name / "site", read_as_of(AS_OF), with_search=False)
            result = build_site(options, lambda: content_theme(top / "theme"))
        finally:
            os.chdir(before)
        assert not result.failure, format_text(result.problems)
        assert [problem for problem in result.problems if problem.rule == "pdf"] == []
    return top


@pytest.fixture(scope="module")
def documents(sites: Path) -> list[Document]:
    """Return every PDF that was made of a page, found by the page's link to it."""
    found = []
    for page in sorted(sites.rglob("index.html")):
        links = attributes(page, "#page-downloads ~ ul a", "href")
        own = [link for link in links if link in {f"{page.parent.name}.pdf", f"{page.parent.name}-page.pdf"}]
        if own:  # an attachment may have the same name, and stands before it
            found.append(Document(page.parent.relative_to(sites).as_posix(), page.parent / own[-1]))
    assert len(found) > 60
    return found


def test_every_record_has_one_document(sites: Path, documents: list[Document]) -> None:
    folders = ("inspections/*/*", "responses/*/*/*", "panel-reports/*/*/*", "offices/*/panel-pack")
    pages = (
        page for folder in folders for start in ("", "cy/") for page in sites.glob(f"*/site/{start}{folder}/*.html")
    )
    records = {
        page.parent.relative_to(sites).as_posix() for page in pages if "s55-cite__text" in page.read_text("utf-8")
    }
    assert {document.name for document in documents} == records
    assert len(documents) == len(records)


def test_every_document_keeps_pdf_ua_1_and_pdf_a_2a(documents: list[Document], tmp_path: Path) -> None:
    for number, document in enumerate(documents):
        shutil.copy(document.file, tmp_path / f"{number:03}.pdf")
    verdicts = broken_rules(tmp_path)
    assert len(verdicts) == len(documents)
    assert {documents[int(name[:3])].name: broken for name, broken in verdicts.items() if broken} == {}


def test_verapdf_names_what_is_broken(tmp_path: Path, documents: list[Document]) -> None:
    import pikepdf

    with pikepdf.open(documents[0].file) as pdf:
        del pdf.Root.Lang
        pdf.save(tmp_path / "silent.pdf")
    assert "PDFUA_1 7.2-33" in broken_rules(tmp_path)["silent.pdf"]


def test_every_document_has_the_words_of_its_page_in_their_order(documents: list[Document]) -> None:
    for document in documents:
        if not document.name.startswith("hostile"):
            assert document.pdf.root.words == words_of_page(document.page), document.name


def test_hostile_words_are_all_there_or_written_out(documents: list[Document]) -> None:
    for document in documents:
        if document.name.startswith("hostile"):
            # A heading of more than a thousand letters goes on in a paragraph, in the middle of a word if it must.
            expected = "".join(fitted(" ".join(words_of_page(document.page))).replace(BREAK, "").split())
            given = "".join(document.pdf.root.words)
            if document.name.endswith(RIGHT_TO_LEFT):
                assert sorted(ARABIC.sub("", given)) == sorted(ARABIC.sub("", expected)), document.name
            else:
                assert given == expected, document.name


def words_of_page(html: str) -> list[str]:
    page = parse(html)
    (article,), (citation,) = page.css("article"), page.css(".s55-cite__text")
    for node in article.css(", ".join(NOT_ON_PAPER)):
        node.decompose()
    for picture in article.css('img[src$="press.jpg"]'):  # PDF/A has no colours of a press, so its words stand for it
        picture.replace_with(picture.attributes["alt"] or "")
    lines = text_of_page(f"<body>{article.html}</body>")
    return [word for word in " ".join([*lines, citation.text()]).split() if word not in BULLETS]


def test_every_document_has_a_title_a_language_and_no_word_outside_its_structure(documents: list[Document]) -> None:
    for document in documents:
        language = "cy-GB" if "/site/cy/" in document.name or "/cy/" in document.name else "en-GB"
        assert document.pdf.title, document.name
        assert document.pdf.language == language, document.name
        assert document.pdf.untagged == "", document.name


def test_headings_begin_with_one_title_and_leave_no_level_out(documents: list[Document]) -> None:
    for document in documents:
        headings = [*document.pdf.root.all(*(f"H{level}" for level in range(1, 7)))]
        levels = [int(heading.tag[1]) for heading in headings]
        assert levels[0] == 1, document.name
        assert levels.count(1) == 1, document.name
        assert all(after - before <= 1 for before, after in pairwise(levels)), document.name
        named = [" ".join(heading.text.replace(BREAK, "").split()) for heading in headings]
        bookmarks = [" ".join(words.replace(BREAK, "").split()) for words in document.pdf.bookmarks]
        assert bookmarks == named or document.name.endswith(RIGHT_TO_LEFT), document.name


def test_every_table_has_heads_with_a_scope(documents: list[Document]) -> None:
    tables = [table for document in documents for table in document.pdf.root.all("Table")]
    assert len(tables) >= 10
    for table in tables:
        head = next(table.all("TR"))
        assert [cell.tag for cell in head.children if isinstance(cell, Element)] == ["TH"] * len(head.children)
        assert {cell.attributes["Scope"] for cell in table.all("TH")} == {"/Column"}


def test_links_lead_where_those_of_the_page_do(documents: list[Document]) -> None:
    links = [link for document in documents for link in document.pdf.root.all("Link")]
    assert all(link.words for link in links)
    assert {link.address.partition(":")[0] for link in links} <= {"https", "http", "mailto", ""}


def test_passages_in_another_language_are_marked(documents: list[Document]) -> None:
    marked = {
        element.language
        for document in documents
        if document.pdf.language == "en-GB"
        for element in document.pdf.root.all()
        if element.language != "en-GB"
    }
    assert "cy" in marked or "cy-GB" in marked
