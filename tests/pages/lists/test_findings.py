"""The lists of findings: each number is what its list shows, in every slice, and no page grows without bound."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborNode

from generator.outputs import findings_table
from generator.pages.lists.facets import FACETS, facets_of, rows_of
from generator.pages.lists.findings import MAX_CHOICES, MAX_WORDY_CHOICES, ROWS, FindingsContext, finding_list_pages
from generator.pages.page import Page, PageKind
from generator.pages.pages import pages_of
from generator.records.report.class_words import CLASSES
from generator.records.response_facts import AnswerFacts, Progress
from generator.register.answers import ANSWER_POSITIONS, ANSWER_PROGRESS
from generator.register.released import ReleasedRegister
from generator.slugs import slugify
from generator.theme.site import Site
from tests.support.example_cases import write_content
from tests.support.generated_corpus import address_from, read_released, released_corpus, rendered, tables_of
from tests.support.markup import attributes, parse, the_one, words
from tests.support.page_text import text_of_page

LARGEST_PAGE = 150_000
FRAME = 10_000
"""Bytes of a frame: header, footer and what every page has. The largest is half of that."""


@dataclass(frozen=True)
class Lists:
    """The lists of one register, rendered."""

    released: ReleasedRegister

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {page.address: page for page in finding_list_pages(self.released)}

    @cached_property
    def html(self) -> dict[str, str]:
        return rendered(self.released, self.pages.values())

    def paginate(self, address: str) -> Iterator[tuple[str, str]]:
        """Follow a list from its first page to its last."""
        while True:
            html = self.html[address]
            yield address, html
            following = attributes(html, "a[rel=next]", "href")
            if not following:
                return
            address = address_from(address, following[0])

    def found_in(self, address: str) -> list[str]:
        """Give the addresses of the findings that a list shows, over all its slices."""
        return [
            address_from(page, links[0])
            for page, html in self.paginate(address)
            for table in tables_of(html)
            for links in table.links
        ]

    def expected(self) -> dict[str, list[str]]:
        """Count by brute force which findings each list has to show."""
        found: dict[str, list[str]] = {"findings/": []}
        for office in self.released.offices:
            found[f"findings/office/{office}/"] = []
        for name, values in (
            ("class", CLASSES),
            ("position", map(slugify, ANSWER_POSITIONS)),
            ("progress", map(slugify, ANSWER_PROGRESS)),
            ("again", ("asked-before", "asked-again")),
        ):
            found |= {f"findings/{name}/{value}/": [] for value in values}
        known = {each.full_id: each for report in self.released.inspections.values() for each in report.findings}
        repeated = {full_id for each in known.values() for full_id in each.facts.repeats}
        for inspection in sorted(
            self.released.inspections.values(), key=lambda each: (-each.published_on.toordinal(), each.id)
        ):
            given = [each for each in self.released.responses.values() if inspection.id in each.inspection_ids]
            for finding in inspection.numbered_findings:
                answers = [self.released.answer(response, finding) for response in given]
                lists = {
                    "findings/",
                    f"findings/class/{finding.finding_class}/",
                    f"findings/year/{inspection.published_on.year}/",
                }
                lists |= {f"findings/office/{response.office_id}/" for response in given}
                lists |= {f"findings/position/{slugify(answer.position)}/" for answer in answers}
                lists |= {f"findings/progress/{slugify(answer.progress)}/" for answer in answers}
                lists |= {"findings/again/asked-before/"} if set(finding.facts.repeats) & set(known) else set()
                lists |= {"findings/again/asked-again/"} if finding.full_id in repeated else set()
                lists |= {f"findings/theme/{slugify(finding.theme)}/"} if finding.theme else set()
                lists |= (
                    {f"findings/cause/{inspection.id.replace('/', '-')}_{finding.cause}/"} if finding.cause else set()
                )
                lists |= {f"findings/addressee/{slugify(words)}/" for words in finding.facts.addressed_to}
                for each in lists:
                    found.setdefault(each, []).append(f"inspections/{inspection.id}/{finding.id}/")
        return found


@pytest.fixture(
    scope="module", params=[(30, 1), (45, 2), (80, 3), (120, 4), (200, 5)], ids=lambda param: f"{param[0]} responses"
)
def lists(request: pytest.FixtureRequest) -> Lists:
    return Lists(released_corpus(*request.param))


@pytest.fixture(scope="module")
def large() -> Lists:
    return Lists(released_corpus(600, 1))


# --- What each list shows


def test_each_list_shows_the_findings_that_a_count_over_all_records_gives(lists: Lists) -> None:
    expected = lists.expected()
    firsts = {
        page.context.list_page.first_address
        for page in lists.pages.values()
        if isinstance(page.context, FindingsContext)
    }
    assert firsts == set(expected)
    assert {address: lists.found_in(address) for address in firsts} == expected


def counted_links(page: str, part: LexborNode) -> Iterator[tuple[str, int]]:
    """Return the links of a part of a page that say how many findings they lead to, with the number."""
    for link in part.css("a[href]"):
        for number in link.css("span"):
            if re.fullmatch(r"\(\d+\)", number.text()):
                yield address_from(page, link.attributes["href"] or ""), int(number.text()[1:-1])


def test_each_list_says_how_many_it_shows(lists: Lists) -> None:
    for address, findings in lists.expected().items():
        said = [
            words(shown)
            for _, html in lists.paginate(address)
            for shown in parse(html).css("p.s55-shown:not([data-status])")
        ]
        total = len(findings)
        if total <= ROWS:
            assert said == ([] if not total else ["1 finding"] if total == 1 else [f"{total} findings"])
        else:
            assert said == [
                f"{first} to {min(first + ROWS - 1, total)} of {total} findings" for first in range(1, total + 1, ROWS)
            ]


def test_each_number_in_a_panel_is_what_its_link_leads_to(lists: Lists) -> None:
    expected = {address: len(findings) for address, findings in lists.expected().items()}
    for page, html in lists.html.items():
        if lists.pages[page].kind is not PageKind.FINDINGS:
            continue
        shown = dict(counted_links(page, parse(html).css("nav.s55-filter")[0]))
        causes = {each for each in expected if each.startswith("findings/cause/")}
        assert shown == {each: count for each, count in expected.items() if each in shown or each not in causes}
        assert len(causes & set(shown)) == min(len(causes), MAX_WORDY_CHOICES)


def test_the_page_of_a_facet_links_to_all_its_values_with_their_numbers(lists: Lists) -> None:
    expected = lists.expected()
    for facet in FACETS:
        if f"findings/{facet}/" not in lists.pages:
            assert not any(each.startswith(f"findings/{facet}/") for each in expected)
            continue
        links = [
            link
            for page, html in lists.paginate(f"findings/{facet}/")
            for link in counted_links(page, the_one(html, "body"))
        ]
        assert dict(links) == {
            each: len(found) for each, found in expected.items() if each.startswith(f"findings/{facet}/")
        }
        assert len(links) == len(dict(links))


def test_every_link_of_a_list_leads_to_a_page(lists: Lists) -> None:
    known = {*(page.address for page in pages_of(lists.released)), "data/findings.csv"}
    for page, html in lists.html.items():
        links = [link for link in attributes(html, "a[href]", "href") if "#" not in link]
        assert {address_from(page, link).partition("?")[0] for link in links} <= known


def test_a_list_goes_back_as_it_goes_on(lists: Lists) -> None:
    for address in lists.expected():
        pages = [page for page, _ in lists.paginate(address)]
        backs = [
            address_from(page, link) for page in pages for link in attributes(lists.html[page], "a[rel=prev]", "href")
        ]
        assert backs == pages[:-1]
        assert pages == [address, *(f"{address}{number}/" for number in range(2, len(pages) + 1))]


def test_an_office_s_list_shows_its_own_answers_alone(lists: Lists) -> None:
    for office in lists.released.offices:
        expected = []
        for inspection in lists.released.newest_inspections:
            given = [
                each
                for each in lists.released.responses_by_inspection.get(inspection.id, [])
                if each.office_id == office
            ]
            for finding in inspection.numbered_findings if given else ():
                answers = [lists.released.answer(response, finding) for response in given]
                expected.append(
                    [
                        " | ".join(each.position.capitalize() for each in answers),
                        " | ".join(each.progress.capitalize() for each in answers),
                    ]
                )
        shown = [
            row[5:]
            for _, html in lists.paginate(f"findings/office/{office}/")
            for table in tables_of(html)
            for row in table.rows
        ]
        assert shown == expected


def test_reported_complete_and_verified_closed_are_never_one_number(lists: Lists) -> None:
    answers = [answer for row in rows_of(lists.released) for answer in row.answers]
    counted: Counter[str] = Counter()
    for _, html in lists.paginate("findings/"):
        for table in tables_of(html):
            for row in table.rows:
                for line in row[6].split(" | "):
                    words, _, number = line.rpartition(": ")
                    counted[words if number.isdigit() else number] += int(number) if number.isdigit() else 1
    for progress in ("reported complete", "verified closed"):
        assert counted[progress] + counted[progress.capitalize()] == sum(
            answer.progress == progress for answer in answers
        )


def test_what_is_not_released_is_in_no_list_and_not_in_the_table(lists: Lists) -> None:
    table = b"".join(data for _, data in findings_table.files(lists.released, Site("", "", ""), []))
    assert b"embargoed" not in table
    assert not [address for address, html in lists.html.items() if "embargoed" in html]


# --- How large a page can get


def test_no_list_is_larger_than_a_page_may_be(large: Lists) -> None:
    assert max(len(html.encode()) for html in large.html.values()) + FRAME < LARGEST_PAGE


def test_a_page_full_of_the_longest_row_and_choices_is_not_larger_either(large: Lists) -> None:
    """A row has at most one line for each position and progress, however many offices answer, so it never grows."""
    rows = [
        len(row.encode())
        for html in large.html.values()
        for row in re.findall(r"<tr><th scope=\"row\".*?</tr>", html, re.DOTALL)
    ]
    around = [
        len(re.sub(r"<tbody.*?</tbody>", "", html, flags=re.DOTALL).encode())
        for address, html in large.html.items()
        if large.pages[address].kind is PageKind.FINDINGS
    ]
    links = [len(link.encode()) for html in large.html.values() for link in re.findall(r"<li><a href.*?</li>", html)]
    most_links = (
        len(large.released.offices) + MAX_CHOICES + len(ANSWER_POSITIONS) + len(ANSWER_PROGRESS) + len(CLASSES) + 20
    )
    assert max(rows) * ROWS + max(around) + most_links * max(links) + FRAME < LARGEST_PAGE


def test_a_facet_of_many_values_offers_those_with_most_findings_and_a_page_of_all(tmp_path: Path) -> None:
    many = MAX_CHOICES + 5
    body = "\n\n".join(f"### Recommendation {number}\n\nDo sample thing {number}." for number in range(many + 1))
    who = "\n".join(
        f"  recommendation-{number}:\n    addressed-to: [Sample body {min(number, many - 1)}]"
        for number in range(many + 1)
    )
    write_content(
        tmp_path / "content",
        {
            "offices/a.yml": OFFICE.format(name="A"),
            "inspections/2025/roads.md": (
                f"---\ntitle: Roads\npublished: 2025-06-02\ninspectorate: HMICFRS\ntypes: PEEL\nfindings:\n{who}\n"
                f"---\n\n## Recommendations\n\n{body}\n"
            ),
        },
    )
    lists = Lists(read_released(tmp_path / "content"))
    panel = the_one(lists.html["findings/"], "details[data-facet=addressee]")
    assert len(panel.css("li")) == MAX_CHOICES
    assert f"Sample body {many - 1} (2)" in [words(item) for item in panel.css("li")]
    assert words(panel).endswith(f"All {many}")
    offered = [
        link
        for _, html in lists.paginate("findings/addressee/")
        for link in attributes(html, "a[href*=sample-body]", "href")
    ]
    assert len(offered) == many


# --- The table for the script


def decoded(table: dict[str, Any]) -> list[list[Any]]:
    """Read the table as the script does.

    A row has: address, heading, class, number, report, year, addressees, date, answers, theme, cause.
    """
    data = json.loads(json.dumps(table))

    def named(places: list[int], texts: list[Any]) -> list[Any]:
        unseen = iter(texts)
        return [texts[place - 1] if place else next(unseen) for place in places]

    facets = {facet: [words for _, words in values] for facet, values in data["facets"].items()}
    headings, dates = named(data["findings"]["heading"], data["headings"]), named(data["findings"]["by"], data["dates"])
    addressees = named(data["findings"]["addressee"], data["addressees"])
    letters, found = iter(data["answers"]), list[list[Any]]()
    reports = data["reports"]
    for id_, title, year, count, offices in zip(
        *(reports[column] for column in ("id", "title", "year", "findings", "offices")), strict=True
    ):
        for _ in range(count):
            finding, heading, kind, number = headings[len(found)]
            words, *places = addressees[len(found)]
            answers = []
            for office in offices:
                position, progress = divmod(ord(next(letters)) - 48, len(ANSWER_PROGRESS))
                answers.append(
                    [facets["office"][ord(office) - 48], facets["position"][position], facets["progress"][progress]]
                )
            place = len(found)
            again = data["findings"]["again"][place] if "again" in data["findings"] else 0
            theme = data["findings"]["theme"][place] if "theme" in data["findings"] else 0
            above = data["findings"]["cause"][place] if "cause" in data["findings"] else 0
            found.append([
                f"inspections/{id_}/{finding}/", heading, facets["class"][kind], number, title, facets["year"][year],
                words, [facets["addressee"][place] for place in places], dates[place], answers,
                [words for bit, words in enumerate(facets["again"]) if again & 1 << bit],
                facets["theme"][theme - 1] if theme else None, found[place - above][0] if above else None,
            ])  # fmt: skip
    assert next(letters, None) is None
    return found


def test_the_table_for_the_script_holds_every_finding_and_answer(lists: Lists) -> None:
    rows = rows_of(lists.released)
    addressees = {value.id: value.words for value in facets_of(lists.released)[FACETS.index("addressee")].values}
    expected = [
        [
            f"inspections/{row.inspection.id}/{row.finding.id}/",
            row.heading,
            row.finding.class_name,
            row.finding.number,
            row.inspection.title,
            str(row.inspection.published_on.year),
            row.addressed,
            [addressees[id_] for id_ in dict.fromkeys(slugify(words) for words in row.finding.facts.addressed_to)],
            (row.finding.due.machine or row.finding.due.wording) if row.finding.due else "",
            [[each.office.short_name, each.position.capitalize(), each.progress.capitalize()] for each in row.answers],
            [{"asked-before": "Asked before", "asked-again": "Asked again since"}[id_] for id_ in row.again],
            row.finding.theme,
            f"inspections/{row.inspection.id}/{row.finding.cause}/" if row.finding.cause else None,
        ]
        for row in rows
    ]
    assert decoded(findings_table.table_of(lists.released, rows)) == expected


def test_the_table_for_the_script_is_small(large: Lists) -> None:
    """At 6,500 responses it has ten times as many findings and answers, and seven times the size: 55 kB, measured."""
    ((path, data),) = findings_table.files(large.released, Site("", "", ""), [])
    assert path == "findings/table.json"
    assert len(gzip.compress(data)) < 60_000 / 7


# --- Whole pages

OFFICE = (
    "name: Sample {name} Police and Crime Commissioner\nshort-name: Sample {name}\nforce: Sample Force {name}\n"
    "chief-officer: Chief Constable\nexpects: none\n"
)

ROADS = """\
---
title: Sample roads
published: 2025-06-02
inspectorate: HMICFRS
types: PEEL
findings:
  recommendation-4:
    addressed-to: [home office, Sample Force A]
    by: 2025-12-01
  recommendation-9:
    addressed-to: [Home Office]
    by: with immediate effect
---

## Recommendations

### Recommendation 4

Mend the sample roads.

### Recommendation 9

Count the sample roads.

## Cause of concern: bridges

They are made up.
"""

RAIL = """\
---
title: Sample rail
published: 2024-03-04
inspectorate: HMICFRS
types: PEEL
---

## Area for improvement

The sample rails.
"""


def response(inspection: str, answers: str) -> str:
    return (
        f"---\ninspection: {inspection}\npublished: 2025-07-01\nchief-officer-comments: none submitted\nanswers:\n"
        f"{answers}"
        "---\n\n## PCC response\n\nI welcome the sample report.\n"
    )


def answer(finding: str, position: str = "", progress: str = "") -> str:
    facts = f"  {finding}:\n    action: taken\n    see: comments\n"
    facts += f"    position: {position}\n" if position else ""
    return facts + (
        f"    progress: [{{on: 2025-08-01, status: {progress}, by: Sample inspector, source: Sample letter}}]\n"
        if progress
        else ""
    )


@pytest.fixture
def small(tmp_path: Path) -> Lists:
    """Two reports; one that four offices answer, one that nobody does."""
    files = {f"offices/{name}.yml": OFFICE.format(name=name.upper()) for name in "abcde"}
    files |= {"inspections/2025/roads.md": ROADS, "inspections/2024/rail.md": RAIL}
    answers = {
        "a": answer("recommendation-4", "accepted", "reported complete") + answer("recommendation-9"),
        "b": answer("recommendation-4", "accepted", "verified closed") + answer("recommendation-9"),
        "c": answer("recommendation-4", "not accepted") + answer("recommendation-9"),
        "d": answer("recommendation-4") + answer("recommendation-9", "accepted in part", "in progress"),
    }
    files |= {f"responses/{office}/2025/roads.md": response("2025/roads", given) for office, given in answers.items()}
    write_content(tmp_path / "content", files)
    return Lists(read_released(tmp_path / "content"))


HEADS = ["Finding", "Class", "Number", "Addressed to", "By", "Position", "Progress"]


def test_a_row_shows_class_number_addressees_date_and_where_offices_stand(small: Lists) -> None:
    (table,) = tables_of(small.html["findings/"])
    assert table.heads == HEADS
    assert table.rows == [
        [
            "Recommendation 4 | Sample roads",
            "Recommendation",
            "4",
            "home office and Sample Force A",
            "1 December 2025",
            "Accepted: 2 | Not accepted: 1 | Not stated: 1",
            "Reported complete: 1 | Verified closed: 1 | Not stated: 2",
        ],
        [
            "Recommendation 9 | Sample roads",
            "Recommendation",
            "9",
            "Home Office",
            "with immediate effect",
            "Accepted in part: 1 | Not stated: 3",
            "In progress: 1 | Not stated: 3",
        ],
        [
            "Cause of concern: bridges | Sample roads",
            "Cause of concern",
            "None",
            "Not recorded",
            "No date given",
            "Not stated: 4",
            "Not stated: 4",
        ],
        [
            "Area for improvement | Sample rail",
            "Area for improvement",
            "None",
            "Not recorded",
            "No date given",
            "No response here",
            "No response here",
        ],
    ]


def test_up_to_three_answers_are_named_by_their_offices(small: Lists, tmp_path: Path) -> None:
    (tmp_path / "content/responses/d/2025/roads.md").unlink()
    (table,) = tables_of(Lists(read_released(tmp_path / "content")).html["findings/year/2025/"])
    assert table.rows[0][5:] == [
        "Sample A: accepted | Sample B: accepted | Sample C: not accepted",
        "Sample A: reported complete | Sample B: verified closed | Sample C: not stated",
    ]


def test_the_page_of_an_office_says_what_it_lists_and_what_else_there_is(small: Lists) -> None:
    assert text_of_page(small.html["findings/office/d/"]) == [
        "Findings: Sample D",
        "Findings of the reports to which Sample D has published a response here, with its own position and progress.",
        "All findings (4)",
        "Office: Sample D",
        "Sample A (3)",
        "Sample B (3)",
        "Sample C (3)",
        "Sample D (3)",
        "Sample E (0)",
        "Class",
        "Recommendation (2)",
        "Area for improvement (1)",
        "Cause of concern (1)",
        "Accelerated cause of concern (0)",
        "Year of the report",
        "2025 (3)",
        "2024 (1)",
        "Position",
        "Accepted (1)",
        "Accepted in part (1)",
        "Not accepted (1)",
        "Does not apply (0)",
        "Under consideration (0)",
        "Not stated (3)",
        "Progress",
        "Not started (0)",
        "In progress (1)",
        "Reported complete (1)",
        "Verified closed (1)",
        "Closed otherwise (0)",
        "Carried forward (0)",
        "Not stated (3)",
        "Addressed to",
        "Home Office (2)",
        "Sample Force A (1)",
        "Asked before or again",
        "Asked before (0)",
        "Asked again since (0)",
        "Combine with other filters",
        "3 findings",
        "Findings",
        *HEADS,
        "Recommendation 4 Sample roads",
        "Recommendation",
        "4",
        "home office and Sample Force A",
        "1 December 2025",
        "Not stated",
        "Not stated",
        "Recommendation 9 Sample roads",
        "Recommendation",
        "9",
        "Home Office",
        "with immediate effect",
        "Accepted in part",
        "In progress",
        "Cause of concern: bridges Sample roads",
        "Cause of concern",
        "None",
        "Not recorded",
        "No date given",
        "Not stated",
        "Not stated",
        "Everything as a spreadsheet (CSV)",
    ]


def test_spellings_of_one_addressee_stand_under_the_first_of_them(small: Lists) -> None:
    assert text_of_page(small.html["findings/addressee/"]) == [
        "Findings by addressee", "All findings", "Home Office (2)", "Sample Force A (1)",
    ]  # fmt: skip
    assert text_of_page(small.html["findings/addressee/home-office/"])[0] == "Findings addressed to Home Office"


def test_a_value_that_no_finding_has_keeps_its_page_and_says_so(small: Lists) -> None:
    text = text_of_page(small.html["findings/progress/not-started/"])
    assert text[:2] == [
        "Findings: progress not started",
        (
            "Findings on which at least one answer has this progress. “Reported complete” is the office's word, "
            "“verified "
            "closed” the inspectorate's; what no answer says is “not stated”."
        ),
    ]
    assert text[-1] == "No finding has this yet. When one does, it will be listed here."
    assert not small.pages["findings/progress/not-started/"].is_listed
    assert small.pages["findings/progress/in-progress/"].is_listed


@pytest.mark.parametrize(
    ("addressee", "address"),
    [
        ("Home Office", "home-office"),
        ("The PCC's lead", "the-pccs-lead"),
        ("2", "addressee-2"),
        ("警察", "910a3de4"),
        ("body " * 60, f"{'body-' * 40}7e33e91c"),
    ],
)
def test_an_addressee_in_any_letters_has_an_address_of_its_own(addressee: str, address: str, tmp_path: Path) -> None:
    roads = ROADS.replace("[Home Office]", f'["{addressee}"]').replace("[home office, Sample Force A]", "[Forces]")
    write_content(tmp_path / "content", {"offices/a.yml": OFFICE.format(name="A"), "inspections/2025/roads.md": roads})
    lists = Lists(read_released(tmp_path / "content"))
    found = [
        page.removeprefix("findings/addressee/").rstrip("/")
        for page in lists.pages
        if page.startswith("findings/addressee/")
    ]
    assert [each for each in found if each not in {"", "forces"}] == [address]


def test_a_site_without_findings_says_what_will_be_here(tmp_path: Path) -> None:
    write_content(tmp_path / "content", {"offices/a.yml": OFFICE.format(name="A")})
    lists = Lists(read_released(tmp_path / "content"))
    message = "No findings yet. Each recommendation, area for improvement and cause of concern will be listed here."
    assert text_of_page(lists.html["findings/"]) == ["Findings", message]
    assert text_of_page(lists.html["findings/class/cause-of-concern/"]) == ["Causes of concern", message]
    assert text_of_page(lists.html["findings/year/"]) == ["Findings by year of the report", "All findings", message]
    assert list(findings_table.files(lists.released, Site("", "", ""), [])) == []
    assert {script for page in lists.pages.values() for script in page.scripts} == set()


def test_the_lists_know_every_position_and_progress_that_a_response_can_have() -> None:
    answers, progress = AnswerFacts.model_json_schema()["properties"], Progress.model_json_schema()["properties"]
    assert (*answers["position"]["anyOf"][0]["enum"], "not stated") == ANSWER_POSITIONS
    assert (*progress["status"]["enum"], "not stated") == ANSWER_PROGRESS
