"""The parts of a report: which headings make findings, groups and themes, and that nothing is left out."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.markdown import Passage
from generator.records.finding import ProseSection
from generator.records.inspection import Inspection
from tests.support.reports import messages_of, read_report, report_of

TEXT = "\n\nText.\n\n"


def ids_of(body: str) -> list[str]:
    return [finding.id for finding in report_of(body).findings]


def rendered(passage: Passage) -> str:
    """Return the words of a passage as its page has them."""
    words = re.sub(r"<[^>]+>", " ", passage.prose(3).html)
    return re.sub(r"\s+", " ", unescape(words)).strip()


def shown(inspection: Inspection) -> list[str]:
    """Return the headings and texts of a report in the order of its page, `#` for each level."""
    lines: list[str] = []
    for part in inspection.parts:
        if isinstance(part, ProseSection):
            lines += [f"# {part.heading}"] if part.heading else []
            lines.append(rendered(part.passage))
            continue
        lines.append(f"# {part.heading}")
        if part.introduction:
            lines.append(rendered(part.introduction))
        for inner in part.parts:
            heading = "" if inner.id == part.id or not inner.heading else f"{'#' * inner.depth} {inner.heading}"
            lines += [line for line in (heading, rendered(inner.passage)) if line]
    return lines


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("## Recommendation" + TEXT, ["recommendation"]),
        ("## Recommendations" + TEXT, ["recommendations"]),
        ("### Recommendation 1" + TEXT, ["recommendation-1"]),
        ("#### Recommendation 1" + TEXT, ["recommendation-1"]),
        ("##Recommendation 4" + TEXT, ["recommendation-4"]),
        ("##\N{NO-BREAK SPACE}Recommendation 4" + TEXT, ["recommendation-4"]),
        ("## Recom\N{SOFT HYPHEN}mendation 5" + TEXT, ["recommendation-5"]),
        ("## 3. Recommendation" + TEXT, ["3-recommendation"]),
        ("## 3. Recommendations\n\n### Recommendation 3" + TEXT, ["recommendation-3"]),
        ("## Leadership\n\n### Recommendation 1" + TEXT, ["recommendation-1"]),
        ("## Summary of recommendations\n\n### Recommendation 2" + TEXT, ["recommendation-2"]),
        ("## AFIs\n\n### AFI 1" + TEXT, ["afi-1"]),
        ("## Recommendations\n\n### Vetting" + TEXT + "### 2" + TEXT, ["vetting", "recommendation-2"]),
        ("## Recommendations\n\n### Sample Police\n\n#### Recommendation 1" + TEXT, ["recommendation-1"]),
        ("## Recommendation\n\n### Recommendation 1" + TEXT, ["recommendation-1"]),
        ("## Our recommendations {findings}\n\n### Vetting" + TEXT, ["vetting"]),
        ("## Recommendations {prose}" + TEXT, []),
        ("## Recommendations\n\n### How to read them {prose}" + TEXT + "### Vetting" + TEXT, ["vetting"]),
        ("## Recommendations\n\n1. First.\n4. Fourth.\n", ["recommendation-1", "recommendation-4"]),
        ("## Areas for improvement\n\n(a) First.\n(b) Second.\n", ["area-for-improvement-a", "area-for-improvement-b"]),
        ("## Recommendation\n\n1. First step.\n2. Second step.\n", ["recommendation"]),
        ("## Cause of concern {#a}" + TEXT + "### Recommendations\n\n1. First.\n", ["a", "a-recommendation-1"]),
        ("## Cause of concern {#a}" + TEXT + "### Recommendation 1" + TEXT, ["a", "a-recommendation-1"]),
        ("## Cause of concern {#a}" + TEXT + "### Steps\n\n#### Recommendation 1" + TEXT, ["a", "a-recommendation-1"]),
        ("## Causes of concern\n\n### A" + TEXT + "### Recommendation 1" + TEXT, ["a", "a-recommendation-1"]),
        ("## Cause of concern {#a}" + TEXT + "### Area for improvement 1" + TEXT, ["a", "area-for-improvement-1"]),
        ("## Recommendation 1" + TEXT + "### Background" + TEXT, ["recommendation-1"]),
    ],
)  # fmt: skip
def test_headings_make_findings_as_reports_print_them(body: str, ids: list[str]) -> None:
    assert ids_of(body) == ids


def test_a_list_item_is_a_finding_with_its_own_text_place_and_printed_number() -> None:
    inspection, _ = read_report(
        "## Recommendations\n\nIn all:\n\n2. Count **the** keys:\n\n   - all\n10) Lock up.\n\nThat is all.\n"
    )
    first, second = inspection.findings
    assert (first.number, first.mark, first.passage.plain) == ("2", "2.", "Count the keys: all")
    assert (second.number, second.mark, second.passage.plain) == ("10", "10)", "Lock up.")
    assert first.heading == "Recommendation 2"
    assert shown(inspection) == [
        "# Recommendations", "In all:", "## Recommendation 2", "Count the keys: all", "## Recommendation 10",
        "Lock up.", "That is all.",
    ]  # fmt: skip
    assert first.passage.prose(3).html.startswith("<p>Count <strong>the</strong> keys:")


def test_a_finding_knows_its_theme_and_its_cause() -> None:
    report = report_of(
        "## Leadership" + TEXT + "### Vetting\n\n#### Recommendation 1" + TEXT + "### Recommendation 2" + TEXT
        + "## Custody\n\n### Cause of concern: cells {#cells}" + TEXT + "#### Recommendation 1" + TEXT
        + "## Recommendation 3" + TEXT
    )  # fmt: skip
    assert [(finding.id, finding.theme, finding.cause) for finding in report.findings] == [
        ("recommendation-1", "Vetting", None),
        ("recommendation-2", "Leadership", None),
        ("cells", "Custody", None),
        ("cells-recommendation-1", "Custody", "cells"),
        ("recommendation-3", None, None),
    ]


def test_everything_is_shown_in_the_order_of_the_file() -> None:
    body = (
        "Opening.\n\n### About this report\n\nAbout.\n\n## Recommendations\n\nLeading over.\n\n"
        "### Recommendation 2\n\nTwo.\n\n#### Its background\n\nBack.\n\n### What follows {prose}\n\nThen.\n\n"
        "### Recommendation 1\n\nOne.\n\n## Annex\n\nLast.\n"
    )
    assert shown(report_of(body)) == [
        "Opening.", "# About this report", "About.", "# Recommendations", "Leading over.", "## Recommendation 2",
        "Two. Its background Back.", "## What follows", "Then.", "## Recommendation 1", "One.", "# Annex", "Last.",
    ]  # fmt: skip


def test_headings_that_repeat_under_several_causes_have_anchors_of_their_own() -> None:
    report = report_of(
        "## Cause of concern {#a}" + TEXT + "### Recommendations\n\n1. One.\n\n## Cause of concern {#b}" + TEXT
        + "### Recommendations\n\n1. One.\n\n## Background" + TEXT + "## Background" + TEXT
    )  # fmt: skip
    anchors = [inner.id for group in report.groups for inner in group.parts] + [part.id for part in report.parts]
    assert sorted(set(anchors) - {"a", "b"}) == [
        "a-recommendation-1", "a-recommendations", "b-recommendation-1", "b-recommendations", "background",
        "background-2",
    ]  # fmt: skip


def test_welsh_translations_have_the_words_of_their_language() -> None:
    report = report_of("## Argymhellion\n\n1. Cyfrwch yr allweddi.\n", language="cy")
    assert [(finding.id, finding.heading) for finding in report.findings] == [("recommendation-1", "Argymhelliad 1")]


# --- Warnings


SEVERAL = "Give each finding a heading of its own. If it is one, say so with an id:"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- First.\n- Second.\n", 9, "the bullets"),
        ("**Vetting**\n\nOne.\n\n**Custody**\n\nTwo.\n", 9, "the bold lines"),
        ("| Finding | Text |\n|---|---|\n| One | First |\n| Two | Second |\n", 9, "the rows of the table"),
        ("**Recommendation 1**\n\nOne.\n", 9, "the line 'Recommendation 1'"),
        ("Recommendation 1: do this.\n", 9, "the line 'Recommendation 1: do this.'"),
        ("1.1 Forces should do.\n\n1.2 Forces should act.\n", 9, "the numbered paragraphs"),
        ("☐ Do.\n☐ Act.\n", 9, "the bullets"),
    ],
)
def test_what_may_be_several_findings_is_warned_of(text: str, line: int, what: str) -> None:
    assert messages_of(f"## Recommendations\n\n{text}") == [
        (
            f"sample.md:{line}:1: Warning: 'Recommendations' is read as one finding, and {what} may be several. "
            f"{SEVERAL} ## Recommendations {{#recommendations}}"
        )
    ]
    assert messages_of(f"## Recommendations {{#recommendations}}\n\n{text}") == []


def test_one_finding_in_a_cause_keeps_its_id_when_it_says_that_it_is_one() -> None:
    body = "## Cause of concern\n\nText.\n\n### Recommendations{}\n\n- First.\n- Second.\n"
    assert messages_of(body.format("")) == [
        (
            "sample.md:13:1: Warning: 'Recommendations' is read as one finding, and the bullets may be several. "
            f"{SEVERAL} ### Recommendations {{#cause-of-concern-recommendations}}"
        )
    ]
    assert ids_of(body.format(" {#cause-of-concern-recommendations}")) == [
        "cause-of-concern",
        "cause-of-concern-recommendations",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "## Recommendation\n\nForces should:\n\n- count;\n- lock.\n",
        "## Recommendation 1\n\n**Recommendation 1** says all.\n",
        "## Recommendations\n\nThere is one.\n",
        "## Recommendations\n\n- Only one.\n",
        "## Areas for improvement\n\nLeading over:\n\n- a\n- b\n\n### Area for improvement 1\n\nText.\n",
    ],
)
def test_one_finding_with_a_list_of_its_own_is_no_matter(body: str) -> None:
    assert messages_of(body) == []


def test_a_finding_inside_another_is_warned_of() -> None:
    assert messages_of("## Recommendation 1\n\nOne.\n\n**Recommendation 2**\n\nTwo.\n") == [
        (
            "sample.md:11:1: Warning: 'Recommendation 1' is read as one finding, and the line 'Recommendation 2' may "
            f"be several. {SEVERAL} ## Recommendation 1 {{#recommendation-1}}"
        )
    ]


def test_a_numbered_list_beside_headings_is_warned_of() -> None:
    assert messages_of("## Recommendations\n\n1. One.\n2. Two.\n\n### Next steps\n\nText.\n") == [
        (
            "sample.md:9:1: Warning: The findings of 'Recommendations' are the headings below it, and not the numbered "
            "list. If the list holds the findings, write {prose} after each of those headings."
        )
    ]
    assert ids_of("## Recommendations\n\n1. One.\n2. Two.\n\n### Next steps {prose}\n\nText.\n") == [
        "recommendation-1", "recommendation-2",
    ]  # fmt: skip


ADVICE = (
    "Begin it with the class and its number or title, such as '### Recommendation 1: title', "
    "write {findings} after it if findings stand below it, or {prose} if it names none."
)


@pytest.mark.parametrize("heading", ["Area of concern", "Recommendations 1 and 2", "Progress on our recommendations"])
def test_a_heading_with_class_words_that_makes_no_finding_is_warned_of(heading: str) -> None:
    assert messages_of(f"## {heading}\n\nText.\n") == [
        f"sample.md:7:1: Warning: The heading '{heading}' has the words of a finding and makes none. {ADVICE}"
    ]
    assert messages_of(f"## {heading} {{prose}}\n\nText.\n") == []
    assert messages_of(f"## {heading}\n\n### Recommendation 9\n\nText.\n") == []


def test_a_heading_below_the_fourth_level_makes_no_finding() -> None:
    assert messages_of("##### Recommendation 1\n\nText.\n") == [
        (
            "sample.md:7:1: Warning: The heading 'Recommendation 1' has the words of a finding and makes none. "
            "Write it with two to four #: ### Recommendation 1."
        )
    ]


def test_a_finding_named_in_bold_or_in_a_table_of_a_theme_is_warned_of() -> None:
    assert messages_of(
        "## Leadership\n\n**Recommendation 1:** Do.\n\n| Which | What |\n|---|---|\n| AFI 2 | Do |\n"
    ) == [
        (
            "sample.md:9:1: Warning: The line 'Recommendation 1:' names a finding and makes none. "
            "Write it as a heading: ### Recommendation 1."
        ),
        (
            "sample.md:11:1: Warning: The table names findings, such as 'AFI 2', and makes none. "
            "Write each under a heading: ### AFI 2."
        ),
    ]
    assert messages_of("### Leadership\n\nRecommendation 2: Do.\n") == [
        (
            "sample.md:9:1: Warning: The line 'Recommendation 2' names a finding and makes none. "
            "Write it as a heading: #### Recommendation 2."
        )
    ]
    assert messages_of("## Leadership {prose}\n\n**Recommendation 1:** Do.\n") == []


def test_lists_that_number_alike_under_two_themes_can_have_ids_as_headings() -> None:
    assert messages_of("## A\n\n### Recommendations\n\n1. Do.\n\n## B\n\n### Recommendations\n\n1. Act.\n") == [
        (
            "sample.md:17:1: 'Recommendation 1' has the address 'recommendation-1', and so has the one in line 11. "
            "Give it the report's own number, or write the items of one list as headings with ids: "
            "#### Recommendation 1 {#own-id}"
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "> **Recommendation 1**\n>\n> Do.\n",
        "> ## Recommendation 1\n>\n> Do.\n",
        "- Recommendation 1: do.\n",
        "1. **Recommendation 1** Do.\n",
    ],
)
def test_a_finding_named_in_a_list_or_a_quotation_is_warned_of(text: str) -> None:
    assert messages_of(f"## Leadership\n\n{text}") == [
        (
            "sample.md:9:1: Warning: The line 'Recommendation 1' names a finding and makes none. "
            "Write it as a heading outside the list or quotation: ### Recommendation 1."
        )
    ]


def test_a_summary_may_name_the_findings_that_headings_and_lists_make() -> None:
    summary = "## Summary\n\n- Recommendation 1: do.\n- **AFI 2**: act.\n\n| Which |\n|---|\n| AFI 2 |\n\n"
    assert messages_of(f"{summary}## Recommendations\n\n1. Do.\n\n## AFI 2\n\nAct.\n") == []


def test_items_above_headed_findings_are_warned_of_unless_the_headings_make_them() -> None:
    body = "## Recommendations\n\n1. Do.\n2. Act.\n\n### Recommendation 2\n\nAct.\n"
    assert messages_of(body) == [
        (
            "sample.md:9:1: Warning: The findings of 'Recommendations' are the headings below it, and the numbered "
            "list makes none. Write each as a heading, too: ### Recommendation 1."
        )
    ]
    assert messages_of(f"{body}\n### Recommendation 1\n\nDo.\n") == []


def test_findings_below_a_heading_without_class_words_have_no_class() -> None:
    assert messages_of("## What must change {findings}\n\nText.\n") == [
        (
            "sample.md:7:1: 'What must change' names no class of findings. "
            "Write the class first: Recommendations: What must change."
        )
    ]


def test_a_time_limit_that_is_read_from_the_text_asks_to_be_confirmed() -> None:
    body = "## Recommendation 1\n\nBy 1 January 2027, forces should act.\n"
    assert messages_of(body) == [
        (
            "sample.md:7:1: Warning: 'Recommendation 1' begins 'By 1 January 2027', and no date is recorded for it. "
            "Confirm it in the facts, under findings: recommendation-1: {by: 2027-01-01}"
        )
    ]
    assert messages_of(body, "findings: {recommendation-1: {by: 2027-01-01}}\n") == []


def test_equal_ids_and_long_ones_are_errors() -> None:
    assert messages_of("## Recommendations\n\n1. One.\n1. Again.\n") == [
        (
            "sample.md:10:1: 'Recommendation 1' has the address 'recommendation-1', and so has the one in line 9. "
            "Give it the report's own number, or write the items of one list as headings with ids: "
            "### Recommendation 1 {#own-id}"
        )
    ]
    long = "a" * 81
    assert messages_of(f"## Recommendation {{#{long}}}\n\nText.\n") == [
        f"sample.md:7:1: '{long[:20]}…' has 81 characters, and 80 is the most. Write a shorter one between the braces."
    ]


# --- Every word stands once


HEADINGS = st.sampled_from(
    [
        "Recommendations", "Recommendation", "Recommendation {n}", "{n}. Recommendation", "R{n}", "AFI {n}",
        "Areas for improvement", "Cause of concern {n}", "Causes of concern", "Leadership {n}", "Sample Police {n}",
        "{n}. Vetting", "Summary of recommendations", "Recommendations {{prose}}", "Our recommendations {{findings}}",
        "Background {{prose}}",
    ]
)  # fmt: skip
TEXTS = st.sampled_from(
    [
        "", "word{n}a.\n", "1. word{n}a\n2. word{n}b\n", "word{n}a:\n\n3. word{n}b\n\n   word{n}c\n\nword{n}d\n",
        "- word{n}a\n- word{n}b\n", "(a) word{n}a\n(b) word{n}b\n", "**word{n}a**\n\nword{n}b\n",
        "| word{n}a |\n|---|\n| word{n}b |\n",
    ]
)  # fmt: skip
BODIES = st.lists(st.tuples(st.integers(0, 5), HEADINGS, TEXTS), max_size=9)


@given(BODIES)
def test_of_any_nesting_of_headings_every_word_is_shown_once_and_each_finding_has_its_own(
    parts: list[tuple[int, str, str]],
) -> None:
    body = "".join(
        f"{'#' * (level + 1)} {heading.format(n=n)}\n\n{text.format(n=n)}\n" if level else f"{text.format(n=n)}\n"
        for n, (level, heading, text) in enumerate(parts)
    )
    inspection, problems = read_report(body)
    page = " ".join(shown(inspection))
    words = re.findall(r"word\d+[a-d]", body)
    assert re.findall(r"word\d+[a-d]", page) == words
    own = [re.findall(r"word\d+[a-d]", finding.passage.plain) for finding in inspection.findings]
    assert sum(map(len, own)) == len({word for found in own for word in found})
    headings = {heading.text for heading in inspection.source.markdown.headings}
    if not any("has the address" in problem.message for problem in problems):
        assert not [heading for heading in headings if heading not in page]
