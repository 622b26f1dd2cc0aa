"""What the data say: every key of `/data/section55.json`, its form and its meaning in plain words.

The file, its JSON Schema and the page about it are made from these definitions. Knows words and forms; no record.
"""

from __future__ import annotations

from typing import Any

from generator.records.report.class_words import CLASSES
from generator.records.response_facts import PROGRESS_STATUSES
from generator.register.answers import ANSWER_POSITIONS, ANSWER_PROGRESS
from generator.register.dataset.schema import (
    DAY,
    ID,
    IDS,
    NUMBER,
    PUBLISHED,
    RECORDED_DATE,
    TEXT,
    TEXTS,
    URL,
    YES_OR_NO,
    Key,
    ObjectSchema,
    ValueType,
    objects,
    one_of,
)
from generator.statute import Status

FORMAT = 1
"""Raised when a key changes its meaning or goes; a key that is added does not raise it."""


STATUSES = {
    Status.NO_DUTY: "Section 55 asks for no response to this document",
    Status.NO_TIME_LIMIT: "The report was published before 2 May 2017, so there is no last day",
    Status.AWAITING: "Not published yet, and the last day is still to come",
    Status.DUE_TODAY: "Not published yet, and today is the last day",
    Status.OVERDUE: "Not published here, and the last day has passed",
    Status.IN_TIME: "Published on or before the last day",
    Status.LATE: "Published after the last day",
    Status.NOT_RECORDED: "Published, on a day that is not recorded; so neither in time nor late",
    Status.WITHDRAWN: "Published, and withdrawn since",
}
"""Every status, and what it means on the day of the data."""

STATUS = one_of({status.value: meaning for status, meaning in STATUSES.items()})
URL_MEANING = "Where its page is: whole where the site knows its own address, else from the root"

_CLOCK = (
    Key(
        "last_day",
        DAY.or_none,
        "The last day on which a response is in time, 55 days after the report; null where there is none",
    ),
    Key("status", STATUS, "How it stands on the day of the data"),
    Key(
        "days",
        NUMBER.or_none,
        "On which day the first response to it came, the report's own being day 1; null where none is recorded",
    ),
    Key(
        "next_change_on",
        DAY.or_none,
        "The first later day on which the status would read differently; null where it never will",
    ),
)

OFFICE = ObjectSchema(
    "office", "Offices", "A local policing body", (
        Key("id", ID, "Its id: the first part of the ids of its responses"),
        Key("url", URL, URL_MEANING),
        Key("name", TEXT, "As it signs itself"),
        Key("force", TEXT, "The police force it oversees"),
        Key("chief_officer", TEXT, "The title of the force's chief officer"),
        Key("panel", TEXT.or_none, "The police and crime panel that scrutinises it"),
        Key("website", TEXT.or_none, "The address of its own website"),
        Key(
            "succeeded_by",
            ValueType("an office and a day", {
                "type": "object", "properties": {"office": ID.schema, "on": DAY.schema}, "required": ["office", "on"],
                "additionalProperties": False,
            }).or_none,
            "The office that its functions passed to, and the day; last days from then on are the successor's",
        ),
    ),
)  # fmt: skip

GRADE = ObjectSchema(
    "grade", "Grades", "A graded judgement of a report", (
        Key("area", TEXT, "What was judged"),
        Key("grade", TEXT, "The grade, as printed"),
    ),
)  # fmt: skip

INSPECTION = ObjectSchema(
    "inspection", "Inspections", "A report of the inspectors", (
        Key("id", ID, "Its id: a year and a name"),
        Key("url", URL, URL_MEANING),
        Key("title", TEXT, "The report's title, as printed"),
        Key("published", PUBLISHED, "When the report was published: day 1 of the 56"),
        Key("inspectorate", TEXT, "The publisher of the report, as printed; several in one line"),
        Key("inspectorates", TEXTS, "The same, one by one"),
        Key("inspectorate_name", TEXT, "The same in full"),
        Key("types", TEXTS, "What kind of inspection it was"),
        Key("forces", TEXTS, "The forces inspected, where they are named"),
        Key("section_55", YES_OR_NO, "Whether section 55 asks for a response"),
        Key("report", TEXT.or_none, "The address of the report"),
        Key("archived_report", TEXT.or_none, "The address of an archived copy"),
        Key("follows", IDS, "Earlier inspections that it follows"),
        Key(
            "findings_in_report",
            ValueType("a number for each class", {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}),
            "How many findings of a class the report has, where not all of them are given here",
        ),
        Key("grades", objects(GRADE, "grades"), "Its graded judgements"),
        Key("tags", TEXTS, "Words it is filed under"),
    ),
)  # fmt: skip

FINDING = ObjectSchema(
    "finding", "Findings", "A recommendation, an area for improvement or a cause of concern", (
        Key("id", ID, "Its id: that of the inspection, # and its own"),
        Key("url", URL, URL_MEANING),
        Key("inspection", ID, "The report it stands in"),
        Key("class", one_of(list(CLASSES)), "What the report calls it"),
        Key("number", TEXT.or_none, "Its number, as printed"),
        Key("heading", TEXT, "Its heading, as printed"),
        Key("theme", TEXT.or_none, "The heading of the report it stands under, where that names no class of findings"),
        Key("cause", ID.or_none, "The cause of concern it stands in"),
        Key("addressed_to", TEXTS, "Who is asked to act"),
        Key("by", TEXT.or_none, "By when: a day, a month, or the report's words"),
        Key("repeats", IDS, "Earlier findings that it makes again"),
        Key("repeated_by", IDS, "Later findings that make it again"),
    ),
)  # fmt: skip

CLOCK = ObjectSchema(
    "clock",
    "Clocks",
    "How a response stands to one report",
    (
        Key("inspection", ID, "The report"),
        *_CLOCK,
    ),
)

JOINT_CLOCK = ObjectSchema(
    "joint_clock", "Joint clocks", "How a joint response stands to one report for another of its offices", (
        Key("office", ID, "The office"),
        Key("inspection", ID, "The report"),
        *_CLOCK,
    ),
)  # fmt: skip

COPY = ObjectSchema(
    "copy", "Copies", "A recipient of the response", (
        Key("to", TEXT, "Who, as printed"),
        Key("on", TEXT, "The day it was sent, or the month or the year; or “not recorded”, when it was sent on a day unknown; or “not yet”"),
        Key("words", TEXT.or_none, "The printed line, where it says more than “Response forwarded to”"),
        Key(
            "role", one_of(["inspectorate", "secretary-of-state", "chief-officer", "panel", "public"]).or_none,
            "What the recipient is; subsection (6) asks for the first two",
        ),
    ),
)  # fmt: skip

PROGRESS = ObjectSchema(
    "progress", "Progress", "An entry of the log of a finding's progress", (
        Key("on", RECORDED_DATE, "The day of the entry; or its month or year, where no more is recorded"),
        Key(
            "status", one_of(list(PROGRESS_STATUSES)),
            "What it says: “reported complete” is the office's word, “verified closed” that of whoever is named under by",
        ),
        Key("note", TEXT.or_none, "More of it in words"),
        Key("by", TEXT.or_none, "Who says so"),
        Key("source", TEXT.or_none, "Where that is written"),
    ),
)  # fmt: skip

ANSWER = ObjectSchema(
    "answer", "Answers", "What a response says to one finding", (
        Key("finding", ID, "The finding"),
        Key("action", one_of(["taken", "proposed", "none"]).or_none, "What is done about it; null where that is not recorded"),
        Key("reason", TEXT.or_none, "Why nothing is done, or a short explanation"),
        Key(
            "position", one_of(list(ANSWER_POSITIONS)),
            "What the office holds of the finding",
        ),
        Key("owner", TEXT.or_none, "Who sees to it"),
        Key("due", TEXT.or_none, "By when: a day, a month, or words"),
        Key("progress_status", one_of(list(ANSWER_PROGRESS)), "The newest status of the log, or “not stated”"),
        Key("progress", objects(PROGRESS, "progress entries"), "The log, as written"),
        Key("see", TEXT.or_none, "The section of the response that holds the explanation"),
    ),
)  # fmt: skip

RESPONSE = ObjectSchema(
    "response", "Responses", "What an office says to one report, or to several; last_day to next_change_on are those of the first", (
        Key("id", ID, "Its id: that of the office, a year and a name"),
        Key("url", URL, URL_MEANING),
        Key("office", ID, "Whose it is"),
        Key("joint_with", IDS, "Other offices whose response it is, too"),
        Key("part_of", ID.or_none, "The response that it is a part of; all parts together have one status"),
        Key("part", TEXT.or_none, "What it calls itself as a part"),
        Key("update_to", ID.or_none, "The response that it brings later news of; an update moves no clock"),
        Key("inspection", ID, "The report it answers; the first where it answers several"),
        Key("published", PUBLISHED.or_none, "When it was published on the web; null where that is not recorded"),
        *_CLOCK,
        Key("clocks", objects(CLOCK, "clocks"), "The same for each report it answers"),
        Key("joint_clocks", objects(JOINT_CLOCK, "clocks"), "The same for each other office whose response it is"),
        Key("invited", DAY.or_none, "The day by which the chief officer was invited to comment, subsection (4)"),
        Key("dated", RECORDED_DATE.or_none, "The date on the letter, from which nothing is worked out"),
        Key("recorded_as_published", YES_OR_NO, "Whether it is an older paper taken over as it stood"),
        Key("late_reason", TEXT.or_none, "Why it is late, as the office puts it"),
        Key("sent", objects(COPY, "copies"), "Who was sent a copy, in the order printed"),
        Key("answers", objects(ANSWER, "answers"), "What it says to each finding by name"),
        Key("tags", TEXTS, "Words it is filed under"),
    ),
)  # fmt: skip

PANEL_REPORT = ObjectSchema(
    "panel_report", "Panel reports", "A paper put before a police and crime panel", (
        Key("id", ID, "Its id: that of the office, a year or “undated”, and a name"),
        Key("url", URL, URL_MEANING),
        Key("title", TEXT, "Its title"),
        Key("office", ID, "The office whose panel it was put before"),
        Key("panel", TEXT, "The panel"),
        Key("published", PUBLISHED.or_none, "When it was published; null where that is not recorded"),
        Key("meeting", DAY.or_none, "The day of the meeting"),
        Key("agenda_item", TEXT.or_none, "Its number on the agenda"),
        Key("author", TEXT.or_none, "Who wrote it"),
        Key("about", IDS, "The inspections and responses it is about"),
    ),
)  # fmt: skip

EXPECTED = ObjectSchema(
    "expected", "Expected", "A response that an office has still to give", (
        Key("office", ID, "Who has to give it"),
        Key("inspection", ID, "The report to be answered"),
        Key("last_day", DAY, "The last day on which it is in time"),
        Key("status", STATUS, "How it stands on the day of the data"),
        Key("next_change_on", DAY.or_none, "The first later day on which the status would read differently; null where it never will"),
    ),
)  # fmt: skip

SITE = ObjectSchema(
    "site", "Site", "The site that the data come from", (
        Key("name", TEXT, "Its name"),
        Key("url", TEXT.or_none, "Its address; null where it does not know it"),
    ),
)  # fmt: skip

REGISTER = ObjectSchema(
    "register", "The whole file", "Responses to inspection reports under section 55 of the Police Act 1996, without their prose", (
        Key("format", ValueType("a whole number", {"const": FORMAT}), "The format of the file: raised when a key changes its meaning or goes"),
        Key("as_of", DAY, "The day on which every status was worked out, in London"),
        Key("site", ValueType("the site", {"$ref": "#/$defs/site"}), "Where the data come from"),
        Key("offices", objects(OFFICE, "offices"), "Every office"),
        Key("inspections", objects(INSPECTION, "inspections"), "Every report"),
        Key("findings", objects(FINDING, "findings"), "Every finding that is given here"),
        Key("responses", objects(RESPONSE, "responses"), "Every response, withdrawn ones too"),
        Key("panel_reports", objects(PANEL_REPORT, "panel reports"), "Every panel report"),
        Key("expected", objects(EXPECTED, "expected responses"), "What is still owed, the earliest last day first"),
    ),
)  # fmt: skip

OBJECTS = (
    REGISTER,
    SITE,
    OFFICE,
    INSPECTION,
    GRADE,
    FINDING,
    RESPONSE,
    CLOCK,
    JOINT_CLOCK,
    COPY,
    ANSWER,
    PROGRESS,
    PANEL_REPORT,
    EXPECTED,
)
"""Every shape, from the whole to its parts."""


def schema_of_register() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the whole file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Responses to inspection reports",
        **REGISTER.schema,
        "$defs": {each.name: each.schema for each in OBJECTS if each is not REGISTER},
    }
