"""A released response keeps its words unless a correction says what changed; its first release is recorded."""

from __future__ import annotations

import re

import pytest

from generator.problems import Category
from tests.support.small_site import INSPECTION, RESPONSE, SmallSite

LATER = "2026-12-01"
NOTE = (
    "If this was not meant, put the text back. If it was, add this line and say what changed and why: corrections: "
    "[{on: 2026-12-01, note: ...}]"
)
FULL = """\
---
published: 2026-11-22
signed-by: A. Sample
tags: cyber
late-reason: The report came in the holidays.
attachments: [{file: cyber/letter.csv, title: The letter}]
sent: [{to: HMICFRS, on: not yet, role: inspectorate}]
answers:
  recommendation:
    action: proposed
    position: accepted in part
    reason: It is not addressed to this force alone.
    owner: Head of crime
    due: 2027-01-01
office-use: {note: OFFICE-USE}
---

Before the first heading.

## Key findings

1. The report found
2. some things.

## Chief Constable response

We agree, see [the plan](https://plan.example/).

## Reply

Thank you.

## Recommendation

We will do it.

## Partnership working

* one
* two
"""


@pytest.fixture
def recorded(small_site: SmallSite) -> SmallSite:
    """Give a site that was built and recorded on 22 November 2026, with a response that has every part."""
    small_site.write(f"{RESPONSE}/letter.csv", "a,b\n")
    small_site.write(f"{RESPONSE}.md", FULL)
    small_site.record()
    return small_site


def changed(site: SmallSite, as_of: str = LATER) -> list[str]:
    """Build with a text that has changed, and return the messages about it, without the advice."""
    lines = site.build(as_of)
    assert site.last.failure is Category.VANISHED, lines
    return [line.removesuffix(f" {NOTE}") for line in lines[:-1]]


# --- What is a change -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("Before the first heading.", "Before any heading.", "changed: the comments"),
        ("some things", "a few things", "changed: the key findings"),
        ("2. some", "3. some", "changed: the key findings"),
        ("## Key findings", "## Main findings", "changed: the key findings"),
        ("https://plan.example/", "https://other.example/", "changed: the chief officer's comments"),
        ("We agree", "We disagree", "changed: the chief officer's comments"),
        ("Thank you.", "No thanks.", "changed: the reply"),
        ("## Reply\n\nThank you.\n\n", "", "taken out: the reply"),
        ("We will do it.", "We will not.", "changed: the answer to 'recommendation'"),
        ("## Recommendation\n\nWe will do it.\n\n", "", "changed: the answer to 'recommendation'"),
        ("action: proposed", "action: taken", "changed: the answer to 'recommendation'"),
        ("accepted in part", "accepted", "changed: the answer to 'recommendation'"),
        ("this force alone", "us alone", "changed: the answer to 'recommendation'"),
        ("* two", "* three", "changed: the section 'partnership-working'"),
        (
            "## Partnership working",
            "## Working together",
            "added: the section 'working-together'; taken out: the section 'partnership-working'",
        ),
        ("in the holidays", "late", "changed: the reason for lateness"),
        (
            "published: 2026-11-22\n",
            "published: 2026-11-22\ninspection: 2020/custody\n",
            "changed: which report it answers",
        ),
    ],
)
def test_a_change_is_reported_by_its_part_and_stops_the_build(
    recorded: SmallSite, before: str, after: str, change: str
) -> None:
    report = (recorded.content / f"{INSPECTION}.md").read_text()
    recorded.write("inspections/2020/custody.md", report)
    recorded.edit(f"{RESPONSE}.md", before, after)
    assert changed(recorded) == [
        (
            f"content/{RESPONSE}.md:2:1: The text published on 22 November 2026 has changed since, and no correction "
            f"says "
            f"so ({change})."
        )
    ]


def test_the_whole_message_says_what_to_write(recorded: SmallSite) -> None:
    recorded.edit(f"{RESPONSE}.md", "Thank you", "Thanks")
    assert recorded.build(LATER) == [
        (
            f"content/{RESPONSE}.md:2:1: The text published on 22 November 2026 has changed since, and no correction "
            f"says "
            f"so (changed: the reply). {NOTE}"
        ),
        "1 problem.",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sent: [{to: HMICFRS, on: not yet,", "sent: [{to: HMICFRS, on: 2026-12-01,"),
        ("tags: cyber", "tags: [cyber, fraud]"),
        ("title: The letter", "title: Our letter"),
        ("owner: Head of crime", "owner: Assistant chief constable"),
        ("    due: 2027-01-01\n", "    due: 2027-02-01\n    progress: [{on: 2026-12-01, status: in progress}]\n"),
        ("note: OFFICE-USE", "note: OTHERS"),
        ("We agree, see [the plan]", "We agree,\nsee [the\nplan]"),
        ("* one\n* two", "- one\n- two"),
        ("Before the first heading.", "Before  the first   heading.\n"),
        ("Thank you.", "**Thank** _you_."),
    ],
    ids=[
        "copies",
        "tags",
        "a file's title",
        "owner",
        "progress and due",
        "office use",
        "line breaks",
        "bullets",
        "blanks",
        "emphasis",
    ],
)
def test_what_may_change_without_a_note(recorded: SmallSite, before: str, after: str) -> None:
    recorded.edit(f"{RESPONSE}.md", before, after)
    assert recorded.build(LATER) == []


def test_line_ends_of_windows_are_no_change(recorded: SmallSite) -> None:
    file = recorded.content / f"{RESPONSE}.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert recorded.build(LATER) == []


def test_a_change_is_reported_without_a_word_of_the_text(recorded: SmallSite) -> None:
    recorded.edit(f"{RESPONSE}.md", "Thank you.", "CANARY-ONE of the draft.")
    recorded.edit(f"{RESPONSE}.md", "not addressed to this force alone", "CANARY-TWO")
    recorded.edit(f"{RESPONSE}.md", "in the holidays", "CANARY-THREE")
    output = "\n".join(recorded.build(LATER))
    assert "changed: the reply, the answer to 'recommendation' and the reason for lateness" in output
    assert "CANARY" not in output


def test_the_ledger_holds_no_word_of_a_text(recorded: SmallSite) -> None:
    assert not re.search("thank|OFFICE-USE|holidays|Sample", recorded.ledger.read_text(), re.IGNORECASE)


def test_a_line_of_the_ledger_without_parts_shows_a_change_all_the_same(recorded: SmallSite) -> None:
    recorded.ledger.write_text(re.sub(r"(?m),[^,\n]*=[^,\n]*$", ",", recorded.ledger.read_text()))
    recorded.edit(f"{RESPONSE}.md", "Thank you", "Thanks")
    assert changed(recorded) == [
        (
            f"content/{RESPONSE}.md:2:1: The text published on 22 November 2026 has changed since, and no correction "
            f"says "
            f"so."
        )
    ]


def test_a_digest_changed_by_hand_asks_for_a_correction(recorded: SmallSite) -> None:
    recorded.ledger.write_text(
        re.sub(rf"(?m)^(/{RESPONSE}/,.*sha256:)[0-9a-f]{{4}}", r"\g<1>0000", recorded.ledger.read_text())
    )
    assert changed(recorded) == [
        (
            f"content/{RESPONSE}.md:2:1: The text published on 22 November 2026 has changed since, and no correction "
            f"says "
            f"so."
        )
    ]


# --- Corrections ------------------------------------------------------------------------------------------------------


def test_a_correction_lets_the_change_pass_and_is_shown(recorded: SmallSite) -> None:
    recorded.edit(f"{RESPONSE}.md", "Thank you", "Thanks")
    recorded.add_fact(f"{RESPONSE}.md", "corrections: [{on: 2026-12-01, note: The reply was shortened.}]")
    recorded.record(LATER)
    assert "Corrections 1 December 2026 The reply was shortened." in recorded.words(RESPONSE)
    assert recorded.build("2027-06-01") == []


@pytest.mark.parametrize("day", ["2026-11-21", "2026-12-02"], ids=["before the recording", "to come"])
def test_a_correction_of_another_day_is_none_of_this_change(recorded: SmallSite, day: str) -> None:
    recorded.edit(f"{RESPONSE}.md", "Thank you", "Thanks")
    recorded.add_fact(f"{RESPONSE}.md", f"corrections: [{{on: {day}, note: Something.}}]")
    assert "changed: the reply" in changed(recorded)[0]


def test_a_correction_on_the_day_of_the_recording_counts(recorded: SmallSite) -> None:
    recorded.edit(f"{RESPONSE}.md", "Thank you", "Thanks")
    recorded.add_fact(f"{RESPONSE}.md", "corrections: [{on: 2026-11-22, note: The reply was shortened.}]")
    recorded.record("2026-11-22T15:00:00+00:00")


def test_a_second_change_on_one_day_needs_a_note_of_its_own(recorded: SmallSite) -> None:
    recorded.edit(f"{RESPONSE}.md", "Thank you", "Thanks")
    recorded.add_fact(f"{RESPONSE}.md", "corrections: [{on: 2026-12-01, note: The reply was shortened.}]")
    recorded.record(LATER)
    recorded.edit(f"{RESPONSE}.md", "We agree", "We disagree")
    assert "changed: the chief officer's comments" in changed(recorded)[0]
    recorded.edit(f"{RESPONSE}.md", "was shortened.}", "was shortened.}, {on: 2026-12-01, note: So were the comments.}")
    recorded.record(LATER)


def test_a_note_without_a_change_covers_no_later_one(recorded: SmallSite) -> None:
    recorded.add_fact(f"{RESPONSE}.md", "corrections: [{on: 2026-12-01, note: The copies were sent late.}]")
    recorded.record(LATER)
    recorded.edit(f"{RESPONSE}.md", "Thank you", "Thanks")
    assert "changed: the reply" in changed(recorded, "2026-12-02")[0]


def test_a_text_put_back_needs_a_note_too(recorded: SmallSite) -> None:
    recorded.edit(f"{RESPONSE}.md", "Thank you", "Thanks")
    recorded.add_fact(f"{RESPONSE}.md", "corrections: [{on: 2026-12-01, note: The reply was shortened.}]")
    recorded.record(LATER)
    recorded.write(f"{RESPONSE}.md", FULL)
    assert "changed: the reply" in changed(recorded, "2026-12-02")[0]


def test_a_file_that_changes_needs_a_note(recorded: SmallSite) -> None:
    recorded.write(f"{RESPONSE}/letter.csv", "a,c\n")
    assert changed(recorded) == [
        (
            f"content/{RESPONSE}.md:6:22: The file 'cyber/letter.csv' published on 22 November 2026 has changed since, "
            f"and no correction says so."
        )
    ]
    recorded.add_fact(f"{RESPONSE}.md", "corrections: [{on: 2026-12-01, note: The letter has its second page.}]")
    recorded.record(LATER)
    assert recorded.build("2026-12-02") == []


def test_a_new_address_is_no_way_round_a_note(recorded: SmallSite) -> None:
    recorded.edit(f"{RESPONSE}.md", "Thank you", "Thanks")
    recorded.rename(f"{RESPONSE}.md", "responses/norfolk/2020/cyber.md")
    recorded.rename(f"{RESPONSE}/letter.csv", "responses/norfolk/2020/cyber/letter.csv")
    (recorded.content / RESPONSE).rmdir()
    recorded.add_fact("responses/norfolk/2020/cyber.md", "inspection: 2019/cyber\naliases: norfolk/2019/cyber")
    assert "changed: the reply" in changed(recorded)[0]


def test_a_report_with_a_new_id_changes_no_response(recorded: SmallSite) -> None:
    recorded.rename(f"{INSPECTION}.md", "inspections/2020/cyber-crime.md")
    recorded.add_fact("inspections/2020/cyber-crime.md", "aliases: 2019/cyber")
    recorded.add_fact(f"{RESPONSE}.md", "inspection: 2020/cyber-crime")
    recorded.record(LATER)
    recorded.edit(f"{RESPONSE}.md", "Thank you", "Thanks")
    assert "changed: the reply" in changed(recorded)[0]


def test_a_report_s_own_text_may_change_without_a_note(recorded: SmallSite) -> None:
    recorded.edit(f"{INSPECTION}.md", "## Recommendation", "## Summary\n\nIn short.\n\n## Recommendation")
    recorded.record(LATER)
    assert [row[0] for row in recorded.rows()[-1:]] == ["/inspections/2019/cyber/"]


def test_a_recommendation_s_words_change_only_with_a_correction_of_its_report(recorded: SmallSite) -> None:
    recorded.edit(f"{INSPECTION}.md", "revise the structure", "revise the whole structure")
    line = (recorded.content / f"{INSPECTION}.md").read_text().splitlines().index("## Recommendation") + 1
    assert recorded.build(LATER) == [
        (
            f"content/{INSPECTION}.md:{line}:1: The words of 'recommendation' published on 22 November 2026 have "
            f"changed"
            f" since, and no correction says so. {NOTE}"
        ),
        "1 problem.",
    ]
    recorded.add_fact(f"{INSPECTION}.md", "corrections: [{on: 2026-12-01, note: A word was missing.}]")
    recorded.record(LATER)
    recorded.edit(f"{INSPECTION}.md", "revise the whole structure", "revise no structure")
    assert [line for line in recorded.build(LATER) if "have changed since" in line], "one note covers one change"


@pytest.mark.parametrize(
    ("before", "after", "named", "column"),
    [
        ("published: 2026-11-01", "published: 2026-11-20", "the date of publication", 12),
        ("types:", "section-55: false\ntypes:", "whether section 55 asks for a response", 13),
    ],
)
def test_what_decides_a_status_changes_only_with_a_correction_of_the_report(
    recorded: SmallSite, before: str, after: str, named: str, column: int
) -> None:
    recorded.edit(f"{INSPECTION}.md", before, after)
    lines = (recorded.content / f"{INSPECTION}.md").read_text().splitlines()
    line = lines.index(after.splitlines()[0]) + 1
    assert recorded.build(LATER)[0] == (
        f"content/{INSPECTION}.md:{line}:{column}: A fact that decides a status has changed since it was published on"
        f" 22 November 2026, and no correction says so (changed: {named}). {NOTE}"
    )
    recorded.add_fact(f"{INSPECTION}.md", "corrections: [{on: 2026-12-01, note: The date was mistyped.}]")
    recorded.record(LATER)


def test_a_response_s_date_of_publication_changes_only_with_a_correction(recorded: SmallSite) -> None:
    recorded.edit(f"{RESPONSE}.md", "published: 2026-11-22", "published: 2026-11-23")
    assert recorded.build(LATER)[0] == (
        f"content/{RESPONSE}.md:2:1: The text published on 22 November 2026 has changed since, and no correction says "
        f"so"
        f" (changed: the date of publication). {NOTE}"
    )
    recorded.add_fact(f"{RESPONSE}.md", "corrections: [{on: 2026-12-01, note: The day was mistyped.}]")
    recorded.record(LATER)


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        (
            "part-of: norfolk/2019/cyber",
            "update-to: norfolk/2019/cyber",
            "added: what it is an update to; taken out: what it is a part of",
        ),
        (
            "part-of: norfolk/2019/cyber",
            "joint-with: wessex",
            "added: the offices it is joint with; taken out: what it is a part of",
        ),
    ],
)
def test_whose_and_what_a_response_is_a_part_of_changes_only_with_a_correction(
    recorded: SmallSite, before: str, after: str, named: str
) -> None:
    second = f"{RESPONSE}-two.md"
    recorded.write("offices/wessex.yml", "name: Wessex PCC\nforce: Wessex Police\nchief-officer: Chief Constable\n")
    recorded.write(
        second,
        "---\ninspection: 2019/cyber\npublished: 2026-11-22\npart-of: norfolk/2019/cyber\n"
        "recorded-as-published: true\n---\n\n## PCC response\n\nMore of it.\n",
    )
    recorded.record()
    recorded.edit(second, before, after)
    problems = [line for line in recorded.build(LATER) if "has changed since" in line]
    assert problems == [
        (
            f"content/{second}:2:1: The text published on 22 November 2026 has changed since, and no correction says so"
            f" ({named}). {NOTE}"
        )
    ]
    recorded.add_fact(second, "corrections: [{on: 2026-12-01, note: It was the second part.}]")
    recorded.record(LATER)


def test_a_ledger_that_holds_no_dates_asks_nothing_about_them(recorded: SmallSite) -> None:
    ledger = recorded.ledger.read_text(encoding="utf-8")
    recorded.ledger.write_text(re.sub(r":(?:published|section-55)=[0-9a-f]{8} ?", "", ledger), encoding="utf-8")
    recorded.edit(f"{INSPECTION}.md", "published: 2026-11-01", "published: 2026-11-20")
    recorded.record(LATER)


def test_a_welsh_translation_keeps_its_words_too(small_site: SmallSite) -> None:
    translation = (
        "---\nsections: {Ymateb y Comisiynydd: comments}\n---\n\n## Ymateb y Comisiynydd\n\n"
        "Rwy’n croesawu’r adroddiad.\n"
    )
    small_site.write(f"{RESPONSE}.cy.md", translation)
    small_site.record()
    small_site.write(f"{RESPONSE}.cy.md", translation.replace("croesawu", "gwrthod"))
    assert changed(small_site) == [
        (
            f"content/{RESPONSE}.cy.md:2:1: The text published on 22 November 2026 has changed since, and no "
            f"correction "
            f"says so (changed: the comments)."
        )
    ]
    small_site.add_fact(f"{RESPONSE}.md", "corrections: [{on: 2026-12-01, note: The Welsh text said the contrary.}]")
    small_site.record(LATER)


def test_a_letter_to_several_reports_keeps_its_words(small_site: SmallSite) -> None:
    report = (small_site.content / f"{INSPECTION}.md").read_text()
    small_site.write("inspections/2020/custody.md", report)
    letter = (small_site.content / f"{RESPONSE}.md").read_text()
    answer = (
        "2019/cyber#recommendation: {action: none, reason: One.}\n"
        "  2020/custody#recommendation: {action: none, reason: Two.}"
    )
    letter = re.sub(r"(?m)^  recommendation:.*$", f"  {answer}", letter).replace(
        "---\n", "---\ninspection: [2019/cyber, 2020/custody]\n", 1
    )
    small_site.write(f"{RESPONSE}.md", letter)
    small_site.record()
    small_site.edit(f"{RESPONSE}.md", "reason: Two.", "reason: Three.")
    assert "(changed: the answer to '2020/custody#recommendation')" in changed(small_site)[0]
    small_site.edit(f"{RESPONSE}.md", "reason: Three.", "reason: Two.")
    small_site.rename("inspections/2020/custody.md", "inspections/2021/custody.md")
    small_site.add_fact("inspections/2021/custody.md", "aliases: 2020/custody")
    small_site.write(f"{RESPONSE}.md", letter.replace("2020/custody", "2021/custody"))
    small_site.record(LATER)


# --- The moment of first release --------------------------------------------------------------------------------------


def backdated(small_site: SmallSite, *facts: str) -> list[str]:
    """Record a response that says it was published three weeks before, and give what a later build says."""
    small_site.edit(f"{RESPONSE}.md", "published: 2026-11-22", "\n".join(["published: 2026-11-02", *facts]))
    small_site.record()
    return small_site.build(LATER)


def test_a_date_before_the_first_release_is_a_warning_and_stands_beside_it_on_the_slip(small_site: SmallSite) -> None:
    assert backdated(small_site) == [
        (
            f"content/{RESPONSE}.md:2:12: Warning: The date of publication, 2 November 2026, is earlier than the "
            f"first release "
            "that the ledger records, 22 November 2026. "
            "Check the date; where an old paper is taken over as it stands, add: recorded-as-published: true."
        ),
        "1 warning.",
    ]
    assert small_site.last.failure is None
    assert (
        "First release recorded by this site 22 November 2026; the date of publication given is earlier"
        in small_site.words(RESPONSE)
    )


def test_an_old_paper_taken_over_is_not_asked_about_its_date(small_site: SmallSite) -> None:
    assert backdated(small_site, "recorded-as-published: true") == []
    assert "First release" not in small_site.words(RESPONSE)


def test_the_warning_can_be_allowed_and_the_compliance_table_still_says_it(small_site: SmallSite) -> None:
    allow = "allow: [{what: published-before-first-release, reason: It stood on our old site.}]"
    assert backdated(small_site, allow) == []
    assert "First release recorded by this site 22 November 2026" in small_site.words(RESPONSE)


def test_a_date_on_the_day_of_the_first_release_is_right_at_any_hour(small_site: SmallSite) -> None:
    small_site.record("2026-11-22T23:30:00+00:00")
    assert small_site.build(LATER) == []
    assert "First release" not in small_site.words(RESPONSE)


def test_the_first_release_goes_with_a_record_to_its_new_address(small_site: SmallSite) -> None:
    small_site.record()
    small_site.rename(f"{RESPONSE}.md", "responses/norfolk/2020/cyber.md")
    small_site.add_fact("responses/norfolk/2020/cyber.md", "inspection: 2019/cyber\naliases: norfolk/2019/cyber")
    small_site.record(LATER)
    assert small_site.build("2026-12-02") == []
