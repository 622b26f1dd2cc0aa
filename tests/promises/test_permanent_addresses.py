"""Addresses are permanent: recorded ones stay, redirect, or say why they are gone, and a build that loses one stops."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from generator.messages import plain_text
from generator.problems import Category
from tests.support.commands import files_in, section55
from tests.support.paths import DEMO
from tests.support.small_site import INSPECTION, RESPONSE, SmallSite

RECORD_DAY = "2026-11-22"
LATER = "2026-12-01"
AND_REMOVED = "and would no longer exist"


def vanished(small_site: SmallSite, as_of: str = LATER) -> list[str]:
    """Build what would lose an address, and give what is printed."""
    before = files_in(small_site.site)
    lines = small_site.build(as_of)
    assert small_site.last.failure is Category.VANISHED, lines
    assert files_in(small_site.site) == before
    return lines


def numbered(small_site: SmallSite, address: str) -> int:
    """Find the line of an address in the ledger."""
    return next(number for number, row in enumerate(small_site.rows(), 2) if row[0] == address)


# --- Vanishing --------------------------------------------------------------------------------------------------------


def test_a_response_that_is_gone_stops_the_build_with_both_cures(small_site: SmallSite) -> None:
    small_site.record()
    small_site.remove(f"{RESPONSE}.md")
    assert vanished(small_site) == [
        (
            f"content/ledger.csv:5: The address /{RESPONSE}/ was published on 22 November 2026, {AND_REMOVED}. "
            f"Write aliases: [norfolk/2019/cyber] in the record that took its place, or put content/{RESPONSE}.md back "
            "and add withdrawn: {on: 2026-12-01, reason: ...}"
        ),
        "1 problem.",
    ]


def test_the_commands_exit_with_5_and_leave_the_site_as_it_was(small_site: SmallSite) -> None:
    def answer(*arguments: str) -> tuple[int, str]:
        done = section55(small_site.folder, *arguments)
        return done.returncode, re.sub(r"\d+ pages, [\d.]+ s", "P pages, S s", done.stdout) + done.stderr

    (small_site.folder / "mkdocs.yml").write_bytes((DEMO / "mkdocs.yml").read_bytes())
    built = "Built: 3 records, P pages, S s. Open site/index.html in a browser, or see it with: section55 serve\n"
    recording = ["build", "--no-search", "--as-of", RECORD_DAY, "--record"]
    assert answer(*recording) == (0, f"{built}Added to content/ledger.csv: 4 addresses and texts.\n")
    assert answer(*recording) == (0, f"{built}Added to content/ledger.csv: nothing new to add.\n")
    small_site.remove(f"{RESPONSE}.md")
    message = (
        f"content/ledger.csv:5: The address /{RESPONSE}/ was published on 22 November 2026, {AND_REMOVED}. "
        f"Write aliases: [norfolk/2019/cyber] in the record that took its place, or put content/{RESPONSE}.md back "
        "and add withdrawn: {on: 2026-12-01, reason: ...}\n1 problem.\n"
    )
    assert answer("check", "--as-of", LATER) == (5, message)
    assert answer("build", "--as-of", LATER, "--record") == (5, f"{message}The site in site has not been changed.\n")
    assert (small_site.site / RESPONSE / "index.html").exists()


def test_without_a_ledger_nothing_is_checked(small_site: SmallSite) -> None:
    small_site.build()
    small_site.remove(f"{RESPONSE}.md")
    assert small_site.build(LATER) == []


def test_each_address_is_one_problem_and_all_of_them_are_listed(small_site: SmallSite) -> None:
    small_site.write("pages/about.md", "# About\n")
    small_site.record()
    small_site.remove(f"{RESPONSE}.md")
    small_site.remove(f"{INSPECTION}.md")
    small_site.remove("pages/about.md")
    assert [line.partition(": ")[2].partition(" was ")[0] for line in vanished(small_site)[:-1]] == [
        "The address /about/", "The address /inspections/2019/cyber/",
        "The address /inspections/2019/cyber/recommendation/", "The address /responses/norfolk/2019/cyber/",
    ]  # fmt: skip


def test_a_response_whose_date_was_taken_away_must_have_it_back(small_site: SmallSite) -> None:
    small_site.record()
    small_site.edit(f"{RESPONSE}.md", "published: 2026-11-22\n", "")
    assert vanished(small_site) == [
        (
            f"content/ledger.csv:5: The address /{RESPONSE}/ was published on 22 November 2026, {AND_REMOVED}. "
            f"Give content/{RESPONSE}.md its date of publication back; to take its text away, add withdrawn: {{on: "
            f"2026-12-01, reason: ...}}"
        ),
        "1 problem.",
    ]


def test_a_finding_with_another_id_must_have_its_own_back(small_site: SmallSite) -> None:
    small_site.record()
    small_site.edit(f"{INSPECTION}.md", "## Recommendation", "## Recommendation 1")
    small_site.edit(f"{RESPONSE}.md", "recommendation: {", "recommendation-1: {")
    lines = vanished(small_site)
    assert lines[0] == (
        f"content/ledger.csv:3: The address /{INSPECTION}/recommendation/ was published on 22 November 2026, "
        f"{AND_REMOVED}. "
        f"Give it its id back, {{#recommendation}} after its heading in content/{INSPECTION}.md; "
        "if the report has no such finding, write there: aliases: [2019/cyber/recommendation]"
    )
    small_site.edit(f"{INSPECTION}.md", "## Recommendation 1", "## Recommendation 1 {#recommendation}")
    small_site.edit(f"{RESPONSE}.md", "recommendation-1: {", "recommendation: {")
    small_site.add_fact(f"{INSPECTION}.md", "corrections: [{on: 2026-12-01, note: The report prints a number.}]")
    small_site.record(LATER)


def test_a_finding_that_was_none_leads_to_its_report(small_site: SmallSite) -> None:
    small_site.edit(
        f"{INSPECTION}.md",
        "revise the structure.\n",
        "revise the structure.\n\n## Area for improvement 1\n\nNot in the report.\n",
    )
    small_site.record()
    small_site.edit(f"{INSPECTION}.md", "\n## Area for improvement 1\n\nNot in the report.\n", "")
    small_site.add_fact(f"{INSPECTION}.md", "aliases: 2019/cyber/area-for-improvement-1")
    small_site.record(LATER)
    assert 'content="0; url=../../../../inspections/2019/cyber/"' in small_site.page(
        f"{INSPECTION}/area-for-improvement-1"
    )


def test_an_editorial_page_is_asked_back(small_site: SmallSite) -> None:
    small_site.write("pages/about.md", "# About\n")
    small_site.record()
    small_site.remove("pages/about.md")
    assert vanished(small_site)[0] == (
        f"content/ledger.csv:2: The address /about/ was published on 22 November 2026, {AND_REMOVED}. "
        "Put content/pages/about.md back; its text may say where things are now."
    )


def test_a_file_may_go_when_a_correction_names_it(small_site: SmallSite) -> None:
    small_site.write(f"{RESPONSE}/letter.csv", "a,b\n")
    small_site.add_fact(f"{RESPONSE}.md", "attachments: [{file: cyber/letter.csv, title: The letter}]")
    small_site.record()
    small_site.remove(f"{RESPONSE}/letter.csv")
    small_site.edit(f"{RESPONSE}.md", "attachments: [{file: cyber/letter.csv, title: The letter}]\n", "")
    assert vanished(small_site)[0] == (
        f"content/ledger.csv:6: The address /{RESPONSE}/letter.csv was published on 22 November 2026, {AND_REMOVED}. "
        f"Put content/{RESPONSE}/letter.csv back, or write under corrections of its record why letter.csv was "
        f"taken away."
    )
    small_site.add_fact(f"{RESPONSE}.md", "corrections: [{on: 2026-12-01, note: The file letter.csv named a victim.}]")
    small_site.record(LATER)
    small_site.record("2027-06-01")


def test_a_build_for_yesterday_would_lose_what_is_there_today(small_site: SmallSite) -> None:
    small_site.record()
    assert vanished(small_site, "2026-11-21") == [
        (
            f"content/ledger.csv:5: The address /{RESPONSE}/ was first released on 22 November 2026, after the moment "
            f"this build is judged at. "
            "Build as of that moment or later; if the line was recorded by mistake, delete it."
        ),
        "1 problem.",
    ]


def test_a_build_for_next_year_keeps_every_promise(small_site: SmallSite) -> None:
    small_site.record()
    assert small_site.build("2027-11-22") == []


def test_what_was_recorded_for_next_year_by_mistake_is_distinguished(small_site: SmallSite) -> None:
    small_site.edit(f"{RESPONSE}.md", "2026-11-22", "2027-11-22")
    small_site.record("2027-11-22")
    small_site.build()
    assert plain_text(small_site.last.problems[0].message) == (
        f"The address /{RESPONSE}/ was first released on 22 November 2027, after the moment this build is judged at"
    )


def test_the_ledger_of_another_site_is_named_once(small_site: SmallSite) -> None:
    small_site.record()
    small_site.ledger.write_text(
        small_site.ledger.read_text().replace("/norfolk", "/kent").replace("2019/cyber", "2020/custody")
    )
    assert vanished(small_site) == [
        (
            "content/ledger.csv: This is the ledger of another site: none of its 4 addresses of records is in this "
            "build. "
            "Put this site's own ledger back; where the site is new, delete the file."
        ),
        "1 problem.",
    ]


def test_an_address_changed_by_hand_in_the_ledger_is_looked_for(small_site: SmallSite) -> None:
    small_site.record()
    small_site.ledger.write_text(
        small_site.ledger.read_text().replace(f"/{RESPONSE}/,", "/responses/norfolk/2019/cyder/,")
    )
    assert vanished(small_site)[0].startswith(
        "content/ledger.csv:5: The address /responses/norfolk/2019/cyder/ was published"
    )


def test_what_cannot_be_read_is_not_reported_as_vanished(small_site: SmallSite) -> None:
    small_site.record()
    small_site.edit(f"{RESPONSE}.md", "published: 2026", "publshed: 2026")
    lines = small_site.build(LATER)
    assert small_site.last.failure is Category.CONTENT
    assert lines == [
        f"content/{RESPONSE}.md:2:1: 'publshed' is not a fact of a response. Did you mean 'published'?",
        "1 problem.",
    ]


def test_a_damaged_line_does_not_hide_what_the_others_promise(small_site: SmallSite) -> None:
    small_site.record()
    small_site.ledger.write_text(f"{small_site.ledger.read_text()}/x/,y\n")
    small_site.remove(f"{RESPONSE}.md")
    lines = small_site.build(LATER)
    assert small_site.last.failure is Category.CONTENT
    assert [line.partition(": ")[0] for line in lines] == [
        "content/ledger.csv:5",
        "content/ledger.csv:6",
        "2 problems.",
    ]


# --- Old ids ----------------------------------------------------------------------------------------------------------


def renamed(small_site: SmallSite) -> None:
    """Record a response, and give it another id and the old one as an alias."""
    small_site.record()
    small_site.rename(f"{RESPONSE}.md", "responses/norfolk/2020/cyber-crime.md")
    small_site.add_fact("responses/norfolk/2020/cyber-crime.md", "inspection: 2019/cyber\naliases: norfolk/2019/cyber")


def test_an_old_id_forwards_to_the_new_one(small_site: SmallSite) -> None:
    renamed(small_site)
    small_site.record(LATER)
    page = small_site.page(RESPONSE)
    assert '<link rel="canonical" href="https://s55.example/responses/norfolk/2020/cyber-crime/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<meta http-equiv="refresh" content="0; url=../../../../responses/norfolk/2020/cyber-crime/">' in page
    assert (
        "<a "
        'href="../../../../responses/norfolk/2020/cyber-crime/">https://s55.example/responses/norfolk/2020/'
        "cyber-crime/</a>" in page
    )
    assert "<script" not in page
    assert f"{RESPONSE}/" not in (small_site.site / "sitemap.xml").read_text()
    assert (small_site.site / "_redirects").read_text() == f"/{RESPONSE}/ /responses/norfolk/2020/cyber-crime/ 301\n"
    assert "cyber-crime" in small_site.page("responses")
    assert f"{RESPONSE}/" not in small_site.page("responses")


def test_a_site_below_a_path_forwards_below_it(small_site: SmallSite) -> None:
    small_site.address = "https://office.example/inspections/"
    renamed(small_site)
    small_site.record(LATER)
    assert (small_site.site / "_redirects").read_text() == (
        f"/inspections/{RESPONSE}/ /inspections/responses/norfolk/2020/cyber-crime/ 301\n"
    )


def test_a_site_that_does_not_know_its_address_forwards_too(small_site: SmallSite) -> None:
    small_site.address = ""
    renamed(small_site)
    small_site.record(LATER)
    assert '<link rel="canonical" href="../../../../responses/norfolk/2020/cyber-crime/">' in small_site.page(RESPONSE)


def test_without_old_ids_there_is_no_list_of_them(small_site: SmallSite) -> None:
    small_site.build()
    assert not (small_site.site / "_redirects").exists()


def test_with_a_report_its_findings_forward(small_site: SmallSite) -> None:
    small_site.record()
    small_site.rename(f"{INSPECTION}.md", "inspections/2020/cyber-crime.md")
    small_site.add_fact("inspections/2020/cyber-crime.md", "aliases: 2019/cyber")
    small_site.add_fact(f"{RESPONSE}.md", "inspection: 2020/cyber-crime")
    small_site.record(LATER)
    finding = small_site.page(f"{INSPECTION}/recommendation")
    assert (
        '<meta http-equiv="refresh" content="0; url=../../../../inspections/2020/cyber-crime/recommendation/">'
        in finding
    )
    assert (small_site.site / "_redirects").read_text() == (
        "/inspections/2019/cyber/ /inspections/2020/cyber-crime/ 301\n"
        "/inspections/2019/cyber/recommendation/ /inspections/2020/cyber-crime/recommendation/ 301\n"
    )


def test_files_of_a_record_with_an_old_id_stand_at_both_addresses(small_site: SmallSite) -> None:
    small_site.write(f"{RESPONSE}/letter.csv", "a,b\n")
    small_site.add_fact(f"{RESPONSE}.md", "attachments: [{file: cyber/letter.csv, title: The letter}]")
    renamed(small_site)
    small_site.rename(f"{RESPONSE}/letter.csv", "responses/norfolk/2020/cyber-crime/letter.csv")
    (small_site.content / RESPONSE).rmdir()
    small_site.edit("responses/norfolk/2020/cyber-crime.md", "cyber/letter.csv", "cyber-crime/letter.csv")
    small_site.record(LATER)
    for address in (RESPONSE, "responses/norfolk/2020/cyber-crime"):
        assert (small_site.site / address / "letter.csv").read_text() == "a,b\n"


def test_an_old_id_of_an_unreleased_record_does_not_exist(small_site: SmallSite) -> None:
    small_site.write(
        "responses/norfolk/2020/later.md", "---\ninspection: 2019/cyber\naliases: norfolk/2018/older\n---\n"
    )
    small_site.build()
    assert not (small_site.site / "responses/norfolk/2018").exists()
    assert not (small_site.site / "_redirects").exists()


def test_a_forwarding_address_lasts_as_any_other(small_site: SmallSite) -> None:
    small_site.add_fact(f"{RESPONSE}.md", "aliases: norfolk/2018/earlier")
    small_site.record()
    small_site.edit(f"{RESPONSE}.md", "aliases: norfolk/2018/earlier\n", "")
    assert vanished(small_site) == [
        (
            f"content/ledger.csv:5: The address /responses/norfolk/2018/earlier/ was published on 22 November 2026, "
            f"{AND_REMOVED}. "
            f"Write in content/{RESPONSE}.md again: aliases: [responses/norfolk/2018/earlier]"
        ),
        "1 problem.",
    ]
    small_site.add_fact(f"{RESPONSE}.md", "aliases: [responses/norfolk/2018/earlier]")
    small_site.record(LATER)


@pytest.mark.parametrize(
    ("alias", "message"),
    [
        (
            "norfolk",
            (
                "2:10: 'norfolk' cannot have been the id of a response. Write it as the path it had: "
                "responses/<office>/<year>/<name>.md, without the ending."
            ),
        ),
        (
            "norfolk/2/cyber",
            (
                "2:10: 'norfolk/2/cyber' cannot have been the id of a response. Write it as the path it had: "
                "responses/<office>/<year>/<name>.md, without the ending."
            ),
        ),
        (
            "norfolk/year/2019",
            (
                "2:10: 'norfolk/year/2019' cannot have been the id of a response. Write it as the path it had: "
                "responses/<office>/<year>/<name>.md, without the ending."
            ),
        ),
        (
            "offices/norfolk/x",
            (
                "2:10: 'offices/norfolk/x' cannot have been the id of an office. Write it as the path it had: "
                "offices/<office>.yml, without the ending."
            ),
        ),
        ("norfolk/2019/cyber", "2:10: This alias is the record's current id. Remove it."),
        (
            "inspections/2019/cyber/recommendation",
            "2:10: 'inspections/2019/cyber/recommendation' is the address of a finding. Remove it.",
        ),
        (
            "inspections/2019/cyber",
            "2:10: 'inspections/2019/cyber' is already the id or an alias of a record. Remove it.",
        ),
    ],
)
def test_an_old_id_that_cannot_be_one_is_refused(small_site: SmallSite, alias: str, message: str) -> None:
    small_site.add_fact(f"{RESPONSE}.md", f"aliases: {alias}")
    assert small_site.build() == [f"content/{RESPONSE}.md:{message}", "1 problem."]


def test_old_ids_never_lead_in_a_chain_or_a_circle(small_site: SmallSite) -> None:
    report = (small_site.content / f"{INSPECTION}.md").read_text()
    small_site.write("inspections/2020/b.md", report.replace("---\ntitle", "---\naliases: 2019/cyber\ntitle"))
    small_site.write("inspections/2020/c.md", report.replace("---\ntitle", "---\naliases: [2020/b, 2018/a]\ntitle"))
    small_site.write("inspections/2020/d.md", report.replace("---\ntitle", "---\naliases: 2018/a\ntitle"))
    assert small_site.build() == [
        "content/inspections/2020/b.md:2:10: '2019/cyber' is already the id or an alias of a record. Remove it.",
        "content/inspections/2020/c.md:2:11: '2020/b' is already the id or an alias of a record. Remove it.",
        "content/inspections/2020/d.md:2:10: '2018/a' is already the id or an alias of a record. Remove it.",
        "3 problems.",
    ]


def test_a_record_may_have_been_of_another_kind(small_site: SmallSite) -> None:
    small_site.add_fact(f"{RESPONSE}.md", "aliases: panel-reports/norfolk/undated/cyber")
    assert small_site.build() == []
    assert 'url=../../../../responses/norfolk/2019/cyber/"' in small_site.page("panel-reports/norfolk/undated/cyber")


# --- Withdrawn --------------------------------------------------------------------------------------------------------

WITHDRAWN = "withdrawn: {on: 2026-12-01, reason: It named a victim.}"


def test_a_withdrawn_response_keeps_its_address_and_says_why_and_since_when(small_site: SmallSite) -> None:
    small_site.record()
    small_site.add_fact(f"{RESPONSE}.md", WITHDRAWN)
    small_site.record(LATER)
    words = small_site.words(RESPONSE)
    assert "It was withdrawn on 1 December 2026. It named a victim." in words
    assert "I welcome the report" not in words
    assert '<meta name="robots" content="noindex">' in small_site.page(RESPONSE)
    for page in ("responses", "responses/norfolk", INSPECTION, f"{INSPECTION}/recommendation", "offices/norfolk"):
        assert f"{RESPONSE}/" not in small_site.page(page), page
    assert RESPONSE not in (small_site.site / "sitemap.xml").read_text()


def test_a_day_of_withdrawal_to_come_changes_nothing_yet(small_site: SmallSite) -> None:
    small_site.add_fact(f"{RESPONSE}.md", WITHDRAWN)
    small_site.build("2026-11-30")
    assert "I welcome the report" in small_site.words(RESPONSE)
    small_site.build("2026-12-01")
    assert "I welcome the report" not in small_site.words(RESPONSE)


def test_with_a_withdrawn_report_go_its_findings_and_the_responses_to_it_and_their_addresses_stay(
    small_site: SmallSite,
) -> None:
    small_site.write(f"{RESPONSE}/letter.csv", "a,b\n")
    small_site.add_fact(f"{RESPONSE}.md", "attachments: [{file: cyber/letter.csv, title: The letter}]")
    small_site.record()
    small_site.add_fact(f"{INSPECTION}.md", WITHDRAWN)
    small_site.record(LATER)
    assert "It was withdrawn on 1 December 2026. It named a victim." in small_site.words(INSPECTION)
    assert "This finding was withdrawn with its report on 1 December 2026. It named a victim." in small_site.words(
        f"{INSPECTION}/recommendation"
    )
    assert (
        "It was withdrawn on 1 December 2026, together with the record it belongs to. It named a victim."
        in small_site.words(RESPONSE)
    )
    assert not (small_site.site / RESPONSE / "letter.csv").exists()
    assert (small_site.site / "_redirects").read_text() == f"/{RESPONSE}/letter.csv /{RESPONSE}/ 302\n"
    assert {
        path.parent.relative_to(small_site.site).as_posix()
        for path in small_site.site.rglob("*.html")
        if "Keep the light on" in path.read_text()
    } == {INSPECTION, f"{INSPECTION}/recommendation", RESPONSE, "updates"}  # the name alone says what is gone
    assert "I welcome the report" not in "".join(path.read_text() for path in small_site.site.rglob("*.html"))


def test_with_a_withdrawn_office_go_its_responses(small_site: SmallSite) -> None:
    small_site.write(
        "offices/kent.yml",
        "name: Kent Police and Crime Commissioner\nforce: Kent Police\nchief-officer: Chief Constable\n",
    )
    small_site.record()
    office = (small_site.content / "offices/norfolk.yml").read_text()
    small_site.write("offices/norfolk.yml", f"{office}withdrawn: {{on: 2026-12-01, reason: Entered by mistake.}}\n")
    small_site.record(LATER)
    assert "It was withdrawn on 1 December 2026. Entered by mistake." in small_site.words("offices/norfolk")
    assert "together with the record it belongs to. Entered by mistake." in small_site.words(RESPONSE)
    assert "norfolk" not in small_site.page("offices")


def test_a_withdrawn_record_still_answers_to_its_old_ids(small_site: SmallSite) -> None:
    renamed(small_site)
    small_site.add_fact("responses/norfolk/2020/cyber-crime.md", WITHDRAWN)
    small_site.record(LATER)
    assert 'url=../../../../responses/norfolk/2020/cyber-crime/"' in small_site.page(RESPONSE)
    assert "It named a victim." in small_site.words("responses/norfolk/2020/cyber-crime")


def test_a_record_that_comes_back_is_held_to_the_text_it_had(small_site: SmallSite) -> None:
    small_site.record()
    small_site.add_fact(f"{RESPONSE}.md", WITHDRAWN)
    small_site.record(LATER)
    small_site.edit(f"{RESPONSE}.md", f"{WITHDRAWN}\n", "")
    small_site.record("2026-12-02")
    small_site.edit(f"{RESPONSE}.md", "I welcome", "I regret")
    assert "has changed since" in vanished(small_site, "2026-12-03")[0]


# --- Translations -----------------------------------------------------------------------------------------------------

TRANSLATION = (
    "---\nsections: {Ymateb y Comisiynydd: comments}\n---\n\n## Ymateb y Comisiynydd\n\nRwy’n croesawu’r adroddiad.\n"
)


def test_a_welsh_translation_has_an_address_that_lasts(small_site: SmallSite) -> None:
    small_site.write(f"{RESPONSE}.cy.md", TRANSLATION)
    small_site.record()
    assert f"/cy/{RESPONSE}/" in [row[0] for row in small_site.rows()]
    small_site.remove(f"{RESPONSE}.cy.md")
    assert vanished(small_site) == [
        (
            f"content/ledger.csv:2: The address /cy/{RESPONSE}/ was published on 22 November 2026, {AND_REMOVED}. "
            f"Put content/{RESPONSE}.cy.md back."
        ),
        "1 problem.",
    ]


def test_with_its_record_a_welsh_translation_gets_the_advice_for_both(small_site: SmallSite) -> None:
    small_site.write(f"{RESPONSE}.cy.md", TRANSLATION)
    small_site.record()
    small_site.edit(f"{RESPONSE}.md", "published: 2026-11-22\n", "")
    cures = [line.partition(AND_REMOVED)[2] for line in vanished(small_site)[:-1]]
    assert (
        cures
        == [
            (
                f". Give content/{RESPONSE}.md its date of publication back; to take its text away, add withdrawn: "
                f"{{on: "
                f"2026-12-01, reason: ...}}"
            )
        ]
        * 2
    )


def test_a_welsh_translation_forwards_and_is_withdrawn_with_its_record(small_site: SmallSite) -> None:
    small_site.write(f"{RESPONSE}.cy.md", TRANSLATION)
    renamed(small_site)
    small_site.rename(f"{RESPONSE}.cy.md", "responses/norfolk/2020/cyber-crime.cy.md")
    small_site.record(LATER)
    assert 'url=../../../../../cy/responses/norfolk/2020/cyber-crime/"' in small_site.page(f"cy/{RESPONSE}")
    small_site.add_fact("responses/norfolk/2020/cyber-crime.md", WITHDRAWN)
    small_site.record("2026-12-02")
    assert "It named a victim." in small_site.words("cy/responses/norfolk/2020/cyber-crime")
    assert "Rwy" not in small_site.words("cy/responses/norfolk/2020/cyber-crime")


def test_the_moment_of_a_release_is_kept_to_the_second(small_site: SmallSite) -> None:
    small_site.record("2026-11-22T09:30:15+00:00")
    assert {row[2] for row in small_site.rows()} == {
        datetime.fromisoformat("2026-11-22T09:30:15+00:00").strftime("%Y-%m-%dT%H:%M:%SZ")
    }
