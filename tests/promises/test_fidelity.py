"""Each published paper says, word for word and in order, what its source document says: its page, and its PDF.

Knows the mendings that README.md in `seeds/` lists, and the two marks of a page: `data-record` around a record's
text, `data-added` on what the site adds to it. Knows nothing of how a page is made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.pdf_structure import BREAK, TaggedPdf

SEEDS = Path(__file__).parents[1] / "samples" / "seeds"
CONTEXT = 8
"""Words shown on either side of a difference."""

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "em",
    "i",
    "mark",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "wbr",
}
"""Elements at whose edges a word may go on: `24<sup>th</sup>` is one word."""

GLYPHS = re.compile(r"(?m)^[ \t]*(?:[-•▪✓✔☑\ue000-\uf8ff][ \t]+)+")
"""The marks of lists where a line begins: hyphens, bullets, ticks, and the private-use letters of a word processor."""

LONGEST_HEADING = 70
"""Characters; every heading in the documents is shorter, and stands alone between blank lines or is in capitals."""


@dataclass(frozen=True)
class Paper:
    """A source document and the record it became."""

    seed: str
    record_id: str

    @property
    def text(self) -> str:
        """The document as it came."""
        return (SEEDS / self.seed).read_text(encoding="utf-8")

    def page(self, site: Path) -> str:
        """Read the record's page."""
        return (site / self.record_id / "index.html").read_text(encoding="utf-8")


PAPERS = (
    Paper("000_34bdf2b5e09f2563.txt", "responses/norfolk/2019/cyber-keep-the-light-on"),
    Paper("002_2cfd13bb09399a0f.txt", "panel-reports/west-mercia/2017/cyber-crime-strategy"),
    Paper("004_d1db513301c96d6b.txt", "panel-reports/cambridgeshire/undated/cybercrime"),
)
each_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.record_id)


class Word(NamedTuple):
    """A word of a document."""

    text: str
    is_in_heading: bool = False
    """Headings are set in sentence case, so their capitals may change; nothing else's may."""

    def is_same_as(self, printed: str) -> bool:
        """Say whether the page prints this word."""
        if self.is_in_heading:
            return self.text.casefold() == printed.casefold()
        return self.text == printed


def words_of_document(text: str) -> list[Word]:
    """Read a source document's words, mended."""
    lines = ["", *_mended(text).split("\n"), ""]
    words: list[Word] = []
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        label, tab, value = line.rpartition("\t")
        stands_alone = not above.strip() and not below.strip() and len(line) < LONGEST_HEADING
        words += [Word(word, is_in_heading=True) for word in f"{label}{tab}".split()]
        words += [Word(word, stands_alone or line.isupper()) for word in value.split()]
    return words


def _mended(text: str) -> str:
    text = re.sub(r"\s*<sup>(.*?)</sup>", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\(#\)", r"\1", text)  # links that lead nowhere
    text = re.sub(r"(?<=\w)-\n(?=\w)", "-", text)  # words and addresses broken at a hyphen
    text = re.sub(r"(?m)^#+ ", "", text).replace("*", "")
    return GLYPHS.sub("", text)


class _PageReader(HTMLParser):
    """Collects the text of one record, one line for each block of it."""

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self.records = 0
        self.text = ""
        self._record_id = record_id
        self._open: list[str] = []
        self._record_depth = 0
        self._added_depth = 0
        self._next_numbers: list[int | None] = []

    @property
    def _is_reading(self) -> bool:
        return bool(self._record_depth) and not self._added_depth

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Go into an element."""
        facts = dict(attrs)
        if tag not in VOID:
            self._open.append(tag)
        if facts.get("data-record") == self._record_id:
            self.records += 1
            self._record_depth = self._record_depth or len(self._open)
        if "data-added" in facts and tag not in VOID:
            self._added_depth = self._added_depth or len(self._open)
        if self._is_reading:
            self._begin(tag, facts)

    def _begin(self, tag: str, facts: Mapping[str, str | None]) -> None:
        if tag not in INLINE:
            self.text += "\n"
        if tag in {"ol", "ul"}:
            self._next_numbers.append(int(facts.get("start") or 1) if tag == "ol" else None)
        elif tag == "li" and self._next_numbers and (number := self._next_numbers[-1]) is not None:
            number = int(facts.get("value") or number)
            self._next_numbers[-1] = number + 1
            self.text += f"{number}. "

    def handle_endtag(self, tag: str) -> None:
        """Come out of an element, and of those in it that were left open."""
        while self._open and tag in self._open:
            closed = self._open.pop()
            if self._is_reading:
                self._end(closed)
            if len(self._open) < self._added_depth:
                self._added_depth = 0
            if len(self._open) < self._record_depth:
                self._record_depth = 0
            if closed == tag:
                break

    def _end(self, tag: str) -> None:
        if tag not in INLINE:
            self.text += "\n"
        if tag in {"ol", "ul"} and self._next_numbers:
            self._next_numbers.pop()

    def handle_data(self, data: str) -> None:
        """Take in text; line ends of the HTML's own are spaces."""
        if self._is_reading:
            self.text += re.sub(r"\s+", " ", data)


def words_of_page(html: str, record_id: str) -> list[str]:
    """Read the words of a record from its page, without what the site adds."""
    reader = _PageReader(record_id)
    reader.feed(html)
    reader.close()
    assert reader.records == 1, f"{reader.records} elements of the page have data-record={record_id!r}; one is expected"
    return GLYPHS.sub("", reader.text).split()


def difference(document: Sequence[Word], page: Sequence[str]) -> str:
    """Show the first words in which page and document differ, with those around them; nothing where none do."""
    for place, (word, printed) in enumerate(zip_longest(document, page)):
        if word is None or printed is None or not word.is_same_as(printed):
            expected = _around([each.text for each in document], place)
            return f"From word {place + 1} on they differ.\nDocument: {expected}\nPage:     {_around(page, place)}"
    return ""


def _around(words: Sequence[str], place: int) -> str:
    before = " ".join(words[max(0, place - CONTEXT) : place])
    here = words[place] if place < len(words) else "(the end)"
    return f"{before} >>{here}<< {' '.join(words[place + 1 : place + 1 + CONTEXT])}".strip()


@each_paper
def test_the_page_says_word_for_word_what_the_document_says(paper: Paper, built_site: Path) -> None:
    found = difference(words_of_document(paper.text), words_of_page(paper.page(built_site), paper.record_id))
    assert not found, f"{paper.record_id}: {found}"


ADDED_ON_PAPER = {
    "responses/norfolk/2019/cyber-keep-the-light-on": [
        (
            "Response published Not recorded Status Date of publication not recorded "
            "Last day for publication 18 December 2019"
        ),
        "Answer See “PCC response to report and any recommendations”",
        "A part of the publication format: who was sent a copy of this response, as section 55(6) asks.",
        "Where no date is given, it is not recorded when the copy was sent.",
        (
            "Norfolk Police and Crime Commissioner (PCC), “Cyber: Keep the light on – An inspection of the police "
            "response to cyber-dependent crime: response of Norfolk”, date of publication not recorded. "
            "/responses/norfolk/2019/cyber-keep-the-light-on/"
        ),
    ],
    "panel-reports/west-mercia/2017/cyber-crime-strategy": [
        "Published Date not recorded",
        (
            "West Mercia Police and Crime Panel, “Cyber crime strategy”, date of publication not recorded. "
            "/panel-reports/west-mercia/2017/cyber-crime-strategy/"
        ),
    ],
    "panel-reports/cambridgeshire/undated/cybercrime": [
        "Meeting Date not recorded Published Date not recorded",
        (
            "Cambridgeshire Police and Crime Panel, “Cybercrime”, date of publication not recorded. "
            "/panel-reports/cambridgeshire/undated/cybercrime/"
        ),
        "Cambridgeshire Police and Crime Panel",
    ],
}
"""What the site adds to each paper's PDF."""


@each_paper
def test_the_pdf_says_word_for_word_what_the_document_says(paper: Paper, built_site: Path) -> None:
    file = built_site / paper.record_id / f"{paper.record_id.rpartition('/')[2]}.pdf"
    words = TaggedPdf(file.read_bytes()).root.text.replace(BREAK, "").split()
    text = " ".join(word for word in words if word not in {"•", "✓"})
    for added in ADDED_ON_PAPER[paper.record_id]:
        assert text.count(added) == 1, added
        text = text.replace(added, "")
    found = difference(words_of_document(paper.text), text.split())
    assert not found, f"{paper.record_id}: {found}"


@each_paper
def test_one_changed_word_of_a_document_is_found_on_its_page(paper: Paper, built_site: Path) -> None:
    changed = paper.text.replace("Commissioner", "Superintendent", 1)
    found = difference(words_of_document(changed), words_of_page(paper.page(built_site), paper.record_id))
    assert ">>Superintendent" in found
    assert ">>Commissioner" in found


@each_paper
def test_a_missing_end_of_a_document_is_found_on_its_page(paper: Paper, built_site: Path) -> None:
    words = words_of_document(paper.text)
    found = difference(words, words_of_page(paper.page(built_site), paper.record_id)[:-1])
    assert f">>{words[-1].text}<<" in found
    assert ">>(the end)<<" in found


def test_capitals_may_change_in_a_heading_and_nowhere_else() -> None:
    document = words_of_document("4. BACKGROUND\n\nA Cyber volunteer\nhas been recruited.")
    page = '<div data-record="x"><h2>4. Background</h2>\n<p>A {} volunteer has been recruited.</p></div>'
    assert not difference(document, words_of_page(page.format("Cyber"), "x"))
    assert ">>cyber<<" in difference(document, words_of_page(page.format("cyber"), "x"))


def test_the_mendings_of_a_document_are_these() -> None:
    text = (
        "**NOTE**\n\n#### 24 <sup>th</sup> and 21<sup>st</sup>\n\n- ✓ the [report](#) on cyber-\n"
        "enabled crime – \uf0b7 it"
    )
    words = " ".join(word.text for word in words_of_document(text))
    assert words == "NOTE 24th and 21st the report on cyber-enabled crime – \uf0b7 it"


def test_a_page_is_read_without_what_the_site_adds() -> None:
    html = (
        '<p>Menu</p><article data-record="x/y"><h2>Aims <a data-added href="#aims">Link</a></h2><div '
        "data-added><p>Late</p>"
        "<br></div><p>on the 24<sup>th</sup></p>\n<p>day</p></article><footer>End</footer>"
    )
    assert " ".join(words_of_page(html, "x/y")) == "Aims on the 24th day"


def test_a_list_is_read_with_the_numbers_it_prints() -> None:
    html = (
        '<div data-record="x"><ol start="5"><li><p>Five</p><ul><li>✓ sent</li></ul></li><li>Six</li></ol>'
        '<ol><li>One</li><li value="4">Four</li></ol></div>'
    )
    assert " ".join(words_of_page(html, "x")) == "5. Five sent 6. Six 1. One 4. Four"


def test_a_page_without_the_record_is_not_taken_for_an_empty_one() -> None:
    with pytest.raises(AssertionError, match="0 elements"):
        words_of_page("<main></main>", "x/y")
