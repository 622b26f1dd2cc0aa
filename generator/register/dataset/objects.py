"""Every object and key of `/data/section55.json`, with its type and its meaning in plain words.

The file, its JSON Schema and the page about it are made from these definitions. Knows types and words; no record.
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
from generator.statute import DUE_SOON_DAYS, Status

FORMAT = 1
"""Raised when a key is removed or changes its meaning, and not when one is added."""


STATUSES = {
    Status.NO_DUTY: "Section 55 does not ask for a response to this document",
    Status.NO_TIME_LIMIT: "The report was published before 2 May 2017, so there is no last day",
    Status.AWAITING: (
        f"Not published yet, and the last day is in the future; “due soon” on pages in the last {DUE_SOON_DAYS} days"
    ),
    Status.DUE_TODAY: "Not published yet, and today is the last day",
    Status.OVERDUE: "Not published here, and the last day has passed",
    Status.IN_TIME: "Published on or before the last day",
    Status.LATE: "Published after the last day",
    Status.NOT_RECORDED: "Published, but the date is not recorded, so neither in time nor late",
    Status.WITHDRAWN: "Published, then withdrawn",
}
"""Every status, with its meaning on the date of the data."""

STATUS = one_of({status.value: meaning for status, meaning in STATUSES.items()})
URL_MEANING = "The address of its page: complete if the site has an address, otherwise from the root"
NEXT_CHANGE_MEANING = "The next day on which the status changes; null if it never does"

_CLOCK = (
    Key(
        "last_day",
        DAY.or_none,
        "The last day for a response in time, 55 days after the report; null if there is no time limit",
    ),
    Key("status", STATUS, "The status on the date of the data"),
    Key(
        "days",
        NUMBER.or_none,
        "The day of the first response, counted from the report's date as day 1; null if not recorded",
    ),
    Key("next_change_on", DAY.or_none, NEXT_CHANGE_MEANING),
)

OFFICE = ObjectSchema(
    "office", "Offices", "A local policing body", (
        Key("id", ID, "The office's id: the first part of the ids of its responses"),
        Key("url", URL, URL_MEANING),
        Key("name", TEXT, "The office's official name"),
        Key("force", TEXT, "The police force it oversees"),
        Key("chief_officer", TEXT, "The title of the force's chief officer"),
        Key("panel", TEXT.or_none, "The police and crime panel that scrutinises it"),
        Key("website", TEXT.or_none, "The address of the office's own website"),
        Key(
            "succeeded_by",
            ValueType("an office and a day", {
                "type": "object", "properties": {"office": ID.schema, "on": DAY.schema}, "required": ["office", "on"],
                "additionalProperties": False,
            }).or_none,
            "The office that took over its functions, and from when; that office answers later last days",
        ),
    ),
)  # fmt: skip

COUNT_BY_CLASS = ValueType(
    "a number for each class", {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
)

GRADE = ObjectSchema(
    "grade", "Grades", "A graded judgement in a report", (
        Key("area", TEXT, "The area judged"),
        Key("grade", TEXT, "The grade, as printed"),
    ),
)  # fmt: skip

INSPECTION = ObjectSchema(
    "inspection", "Inspections", "An inspection report", (
        Key("id", ID, "The report's id: a year and a name"),
        Key("url", URL, URL_MEANING),
        Key("title", TEXT, "The report's title, as printed"),
        Key("published", PUBLISHED, "When the report was published: day 1 of the 56 days"),
        Key("inspectorate", TEXT, "The inspectorate that published the report, as printed; several in one line"),
        Key("inspectorates", TEXTS, "Each inspectorate that published the report"),
        Key("inspectorate_name", TEXT, "The inspectorate's name in full; several in one line"),
        Key("types", TEXTS, "The types of inspection"),
        Key("forces", TEXTS, "The forces inspected, if the report names them"),
        Key("section_55", YES_OR_NO, "Whether section 55 asks for a response"),
        Key("report", TEXT.or_none, "The address of the report"),
        Key("archived_report", TEXT.or_none, "The address of an archived copy"),
        Key("follows", IDS, "Earlier inspections that it follows up"),
        Key("findings_in_report", COUNT_BY_CLASS, "The number of findings of each class in it, if not all are here"),
        Key("grades", objects(GRADE, "grades"), "The report's graded judgements"),
        Key("tags", TEXTS, "The report's tags"),
    ),
)  # fmt: skip

FINDING = ObjectSchema(
    "finding", "Findings", "A recommendation, an area for improvement or a cause of concern", (
        Key("id", ID, "The finding's id: the inspection's id, then # and the finding's own"),
        Key("url", URL, URL_MEANING),
        Key("inspection", ID, "The report with the finding"),
        Key("class", one_of(list(CLASSES)), "The class of the finding, as the report calls it"),
        Key("number", TEXT.or_none, "The finding's number, as printed"),
        Key("heading", TEXT, "The finding's heading, as printed"),
        Key("theme", TEXT.or_none, "The report's heading above the finding, unless that names a class of findings"),
        Key("cause", ID.or_none, "The cause of concern with the finding"),
        Key("addressed_to", TEXTS, "Who must act"),
        Key("by", TEXT.or_none, "The time limit: a day, a month, or the report's words"),
        Key("repeats", IDS, "Earlier findings that this one repeats"),
        Key("repeated_by", IDS, "Later findings that repeat this one"),
    ),
)  # fmt: skip

CLOCK = ObjectSchema(
    "clock",
    "Clocks",
    "The status of a response to one report",
    (
        Key("inspection", ID, "The report"),
        *_CLOCK,
    ),
)

JOINT_CLOCK = ObjectSchema(
    "joint_clock", "Joint clocks", "The status of a joint response to one report for another of its offices", (
        Key("office", ID, "The office"),
        Key("inspection", ID, "The report"),
        *_CLOCK,
    ),
)  # fmt: skip

COPY = ObjectSchema(
    "copy", "Copies", "A recipient of the response", (
        Key("to", TEXT, "The recipient, as printed"),
        Key("on", TEXT, "When it was sent: a day, month or year, “not recorded” (sent, date unknown) or “not yet”"),
        Key("words", TEXT.or_none, "The printed line, if it says more than “Response forwarded to”"),
        Key(
            "role", one_of(["inspectorate", "secretary-of-state", "chief-officer", "panel", "public"]).or_none,
            "The recipient's role; subsection (6) requires copies to the first two",
        ),
    ),
)  # fmt: skip

PROGRESS = ObjectSchema(
    "progress", "Progress", "An entry in the log of a finding's progress", (
        Key("on", RECORDED_DATE, "The day of the entry, or only its month or year"),
        Key(
            "status", one_of(list(PROGRESS_STATUSES)),
            "The progress: “reported complete” by the office, or “verified closed” by the body under by",
        ),
        Key("note", TEXT.or_none, "The entry in words"),
        Key("by", TEXT.or_none, "Who reported or verified it"),
        Key("source", TEXT.or_none, "The document that says so"),
    ),
)  # fmt: skip

ANSWER = ObjectSchema(
    "answer", "Answers", "The answer of a response to one finding", (
        Key("finding", ID, "The finding"),
        Key("action", one_of(["taken", "proposed", "none"]).or_none, "The action; null if not recorded"),
        Key("reason", TEXT.or_none, "The reason for no action, or a short explanation"),
        Key("position", one_of(list(ANSWER_POSITIONS)), "Whether the office accepts the finding"),
        Key("owner", TEXT.or_none, "Who is responsible for the action"),
        Key("due", TEXT.or_none, "When the action is due: a day, a month, or words"),
        Key("progress_status", one_of(list(ANSWER_PROGRESS)), "The latest status in the log, or “not stated”"),
        Key("progress", objects(PROGRESS, "progress entries"), "The log of progress, as written"),
        Key("see", TEXT.or_none, "The section of the response with the explanation"),
    ),
)  # fmt: skip

RESPONSE = ObjectSchema(
    "response", "Responses",
    "An office's response to a report, or to several; last_day, status, days and next_change_on are for the first", (
        Key("id", ID, "The response's id: the office's id, a year and a name"),
        Key("url", URL, URL_MEANING),
        Key("office", ID, "The office that responds; the first if it is a joint response"),
        Key("joint_with", IDS, "The other offices of a joint response"),
        Key("part_of", ID.or_none, "The response of which this is a part; all parts share one status"),
        Key("part", TEXT.or_none, "The name of the part, such as “Part two”"),
        Key("update_to", ID.or_none, "The response that this one updates; an update changes no status"),
        Key("inspection", ID, "The report it answers; the first of several"),
        Key("published", PUBLISHED.or_none, "When it was published on the web; null if not recorded"),
        *_CLOCK,
        Key("clocks", objects(CLOCK, "clocks"), "The last day and status for each report it answers"),
        Key("joint_clocks", objects(JOINT_CLOCK, "clocks"), "The last day and status for each other office"),
        Key("invited", DAY.or_none, "The day by which the chief officer was invited to comment, subsection (4)"),
        Key("dated", RECORDED_DATE.or_none, "The date on the letter; it does not affect the status"),
        Key("recorded_as_published", YES_OR_NO, "Whether it was imported from an older response without changes"),
        Key("late_reason", TEXT.or_none, "The office's reason for lateness"),
        Key("sent", objects(COPY, "copies"), "The recipients of copies, in the order printed"),
        Key("answers", objects(ANSWER, "answers"), "The answer to each finding that the response names"),
        Key("tags", TEXTS, "The response's tags"),
    ),
)  # fmt: skip

PANEL_REPORT = ObjectSchema(
    "panel_report", "Panel reports", "A report to a police and crime panel", (
        Key("id", ID, "The report's id: the office's id, a year or “undated”, and a name"),
        Key("url", URL, URL_MEANING),
        Key("title", TEXT, "The report's title"),
        Key("office", ID, "The office that the panel scrutinises"),
        Key("panel", TEXT, "The panel"),
        Key("published", PUBLISHED.or_none, "When it was published; null if not recorded"),
        Key("meeting", DAY.or_none, "The date of the meeting"),
        Key("agenda_item", TEXT.or_none, "The number of the agenda item"),
        Key("author", TEXT.or_none, "The author"),
        Key("about", IDS, "The inspections and responses it is about"),
    ),
)  # fmt: skip

EXPECTED = ObjectSchema(
    "expected", "Expected", "A response that is due and not yet published", (
        Key("office", ID, "The office that must respond"),
        Key("inspection", ID, "The report to be answered"),
        Key("last_day", DAY, "The last day for a response in time"),
        Key("status", STATUS, "The status on the date of the data"),
        Key("next_change_on", DAY.or_none, NEXT_CHANGE_MEANING),
    ),
)  # fmt: skip

SITE = ObjectSchema(
    "site", "Site", "The site that publishes the data", (
        Key("name", TEXT, "The site's name"),
        Key("url", TEXT.or_none, "The site's address; null if it is not set"),
    ),
)  # fmt: skip

REGISTER = ObjectSchema(
    "register", "The whole file",
    "Responses to inspection reports under section 55 of the Police Act 1996, without their text", (
        Key(
            "format", ValueType("a whole number", {"const": FORMAT}),
            "The version of the format: it rises when a key is removed or changes its meaning",
        ),
        Key("as_of", DAY, "The date of every status, in London"),
        Key("site", ValueType("the site", {"$ref": "#/$defs/site"}), "The site that publishes the data"),
        Key("offices", objects(OFFICE, "offices"), "Every office"),
        Key("inspections", objects(INSPECTION, "inspections"), "Every report"),
        Key("findings", objects(FINDING, "findings"), "Every recorded finding"),
        Key("responses", objects(RESPONSE, "responses"), "Every response, including withdrawn ones"),
        Key("panel_reports", objects(PANEL_REPORT, "panel reports"), "Every panel report"),
        Key("expected", objects(EXPECTED, "expected responses"), "Responses due, the earliest last day first"),
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
"""Every object, from the whole file to its parts."""


def schema_of_register() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the whole file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Responses to inspection reports",
        **REGISTER.schema,
        "$defs": {definition.name: definition.schema for definition in OBJECTS if definition is not REGISTER},
    }
