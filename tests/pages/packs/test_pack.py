"""The pack for a panel: what stands in it, and totals that are those the last pack printed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document

from tests.support.markup import parse, words
from tests.support.pdf_structure import TaggedPdf
from tests.support.small_site import SmallSite, write_small_site

PACK = "offices/norfolk/panel-pack/"


@pytest.fixture
def small_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallSite:
    monkeypatch.chdir(tmp_path)
    site = write_small_site(tmp_path)
    site.write(
        "inspections/2019/cyber.md",
        "---\ntitle: Keep the light on\npublished: 2019-10-24\ninspectorate: HMICFRS\ntypes: National\n---\n\n"
        "## Recommendation\n\nThe Home Office should revise the structure.\n",
    )
    site.write(
        "responses/norfolk/2019/cyber.md",
        "---\npublished: 2019-12-12\nchief-officer-comments: none submitted\nanswers:\n"
        "  recommendation: {action: none, reason: It is not ours., owner: Deputy Sample, due: 2027-01-31,\n"
        "    progress: [{on: 2026-02-10, status: in progress, note: Begun.},\n"
        "      {on: 2026-05-06, status: verified closed, by: HMICFRS, source: Its letter}]}\n---\n\n"
        "## PCC response\n\nI welcome the report.\n",
    )
    site.write(
        "panel-reports/norfolk/2026/first.md",
        "---\ntitle: First\npanel: Sample Panel\nmeeting: 2026-03-01\npublished: 2026-02-20\n---\n\nText.\n",
    )
    site.write(
        "inspections/2026/cells.md",
        "---\ntitle: Cells\npublished: 2026-01-05\ninspectorate: HMICFRS\ntypes: National\n"
        "findings: {recommendation-1: {repeats: '2019/cyber#recommendation', by: 2026-12}}\n---\n\n"
        "## Recommendation 1\n\nForces should mend cells.\n",
    )
    site.write(
        "responses/norfolk/2026/cells.md",
        "---\npublished: 2026-03-10\nchief-officer-comments: none submitted\nlate-reason: The letter was lost.\n"
        "corrections: [{on: 2026-04-01, note: A name was wrong.}]\nanswers:\n"
        "  recommendation-1: {action: taken, position: accepted, owner: Chief Sample}\n---\n\n"
        "## PCC response\n\nWe agree.\n\n## Recommendation 1\n\nThey were mended.\n",
    )
    site.write(
        "inspections/2026/dogs.md",
        "---\ntitle: Dogs\npublished: 2026-05-01\ninspectorate: HMICFRS\ntypes: National\n---\n\n"
        "## Recommendation 1\n\nForces should train dogs.\n",
    )
    return site


def sections(site: SmallSite) -> dict[str, list[str]]:
    """Return the lines of each section: rows of tables, items, and sentences."""
    page = parse(site.site / PACK / "index.html")
    return {
        section.attributes["aria-labelledby"] or "": [
            " ".join(map(words, line.css("th, td"))) or words(line) for line in section.css("tbody tr, li, p")
        ]
        for section in page.css("article section")
    }


def test_a_pack_says_what_the_panel_asks(small_site: SmallSite) -> None:
    assert small_site.build("2026-05-20") == []
    assert sections(small_site) == {
        "totals": [
            "Responses listed 1 1 0 2",
            "Responses owed 1 1 1 1",
            "Answered findings not closed 1 1 1 1",
            "Responses listed: 1 + 1 published − 0 withdrawn = 2.",
            "Responses owed: 1 + 1 newly asked for − 1 published = 1.",
            "Answered findings not closed: 1 + 1 answered − 1 closed or withdrawn = 1.",
        ],
        "new": ["Cells 5 January 2026 10 March 2026 65 of 56 Published late"],
        "late": ["Cells: 9 days late. The office's reason: The letter was lost."],
        "owed": ["Dogs 1 May 2026 25 June 2026 36 days left"],
        "answered": ["Recommendation 1, Cells Action taken Accepted Chief Sample December 2026"],
        "changed": ["Response to Cells: corrected, 1 April 2026. A name was wrong."],
        "repeated": ["Recommendation 1, Cells: made before as Recommendation, Keep the light on"],
        "closed": ["Recommendation, Keep the light on: verified closed, 6 May 2026"],
        "next": ["December 2026 Chief Sample Recommendation 1, Cells Not stated"],
    }


def closing(site: SmallSite) -> list[str]:
    return re.findall(r" = (\d+)\.", " ".join(sections(site)["totals"]))


def opening(site: SmallSite) -> list[str]:
    return re.findall(r": (\d+) \+ ", " ".join(sections(site)["totals"]))


def test_a_pack_opens_with_what_the_last_one_closed_with(small_site: SmallSite) -> None:
    small_site.build("2026-02-28")
    closed_with = closing(small_site)
    for day, meeting in (("2026-05-20", "2026-05-21"), ("2026-07-30", "2026-07-31")):
        small_site.build(day)
        assert opening(small_site) == closed_with
        closed_with = closing(small_site)
        small_site.write(
            f"panel-reports/norfolk/2026/paper-{meeting}.md",
            f"---\ntitle: Paper\npanel: Sample Panel\nmeeting: {meeting}\npublished: 2026-02-20\n---\n\nText.\n",
        )


def test_what_was_withdrawn_leaves_the_sum_and_not_the_opening_total(small_site: SmallSite) -> None:
    small_site.build("2026-02-28")
    closed_with = closing(small_site)
    small_site.add_fact("responses/norfolk/2019/cyber.md", "withdrawn: {on: 2026-04-02, reason: Sent twice.}")
    small_site.build("2026-05-20")
    assert opening(small_site)[0] == closed_with[0]
    assert "Responses listed: 1 + 1 published − 1 withdrawn = 1." in sections(small_site)["totals"]
    assert "Response to Keep the light on: withdrawn, 2 April 2026. Sent twice." in sections(small_site)["changed"]


def test_an_office_without_anything_has_a_pack_that_says_so(small_site: SmallSite) -> None:
    for path in sorted(small_site.content.rglob("*.md")):
        path.unlink()
    small_site.build("2019-10-01")
    assert {name: lines for name, lines in sections(small_site).items() if name != "totals"} == {
        "new": ["No response was published in this period."],
        "late": ["None of the new responses was late."],
        "owed": ["No response was owed on 1 October 2019."],
        "answered": ["No finding was answered in this period."],
        "changed": ["No progress, correction or withdrawal is dated in this period."],
        "repeated": ["No finding of the reports answered in this period is recorded as made before."],
        "closed": ["No finding was closed in this period."],
        "next": ["No open action is recorded."],
    }


def test_pdf_and_word_say_what_the_page_says(small_site: SmallSite) -> None:
    small_site.build("2026-05-20", with_pdf=True)
    page = parse(small_site.site / PACK / "index.html")
    for caption in page.css("caption.s55-hidden"):
        caption.decompose()
    (article,) = page.css("article")
    shown = re.sub(r"\s+", "", article.text())
    pdf = TaggedPdf((small_site.site / PACK / "panel-pack.pdf").read_bytes())
    assert "".join(pdf.root.words).startswith(shown)

    document = Document(io.BytesIO((small_site.site / PACK / "panel-pack.docx").read_bytes()))
    styled = [(str(paragraph.style and paragraph.style.name), paragraph.text) for paragraph in document.paragraphs]
    headings = [text for style, text in styled if style.startswith("Heading")]
    assert headings == [words(heading) for heading in page.css("article :is(h1, h2)")]
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert rows == [[words(cell) for cell in row.css("th, td")] for row in page.css("article tr")]
    items = [words(item) for item in page.css("article li")]
    assert [text for style, text in styled if "List" in style] == items


def test_the_same_day_gives_the_same_bytes(small_site: SmallSite) -> None:
    small_site.build("2026-05-20", with_pdf=True)
    first = (small_site.site / PACK / "panel-pack.docx").read_bytes()
    small_site.build("2026-05-20", with_pdf=True)
    assert (small_site.site / PACK / "panel-pack.docx").read_bytes() == first
