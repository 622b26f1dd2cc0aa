"""A small content folder in which everything has its moment, and what a reader should see at each.

The table below is written by hand: nothing in it is worked out by the code it proves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from generator.checks.check import CheckedRegister, check_register
from generator.dates import NotADateError, read_moment, read_publication
from generator.register.release import publication_of, release

ALWAYS = datetime(1, 1, 1, tzinfo=UTC)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


def utc(text: str) -> datetime:
    """Read `2026-03-29 23:00`."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


@dataclass(frozen=True)
class Life:
    """From when a source may be seen, and from when it is withdrawn."""

    seen: datetime
    withdrawn: datetime = NEVER


JANUARY, FEBRUARY = utc("2026-01-05 00:00"), utc("2026-02-01 00:00")
SPRING = utc(
    "2026-03-29 00:00"
)  # the clocks go forward an hour later, so this day still begins at Greenwich's midnight
SUMMER = utc("2026-03-29 23:00")  # 30 March, the first day that begins in summer time
AUTUMN = utc("2026-10-24 23:00")  # 25 October, on which the clocks go back, begins in summer time
WINTER = utc("2026-10-26 00:00")
TAKEN = utc("2026-04-09 23:00")
MAY = utc("2026-04-30 23:00")

LIVES: Mapping[str, Life] = {
    "offices/a": Life(ALWAYS),
    "offices/b": Life(ALWAYS, utc("2026-06-30 23:00")),
    "inspections/2026/old": Life(JANUARY),
    "inspections/2026/spring": Life(SPRING),
    "inspections/2026/summer": Life(SUMMER),
    "inspections/2026/autumn": Life(AUTUMN),
    "inspections/2026/winter": Life(WINTER),
    "inspections/2026/noon": Life(utc("2026-03-01 09:30")),
    "inspections/2026/gone": Life(JANUARY, utc("2026-05-31 23:00")),
    "inspections/2026/follows": Life(FEBRUARY),
    "inspections/2026/repeats": Life(FEBRUARY),
    "responses/a/2026/draft": Life(NEVER),
    "responses/a/2026/day": Life(MAY),
    "responses/a/2026/moment": Life(utc("2026-05-01 08:30")),
    "responses/a/2026/zulu": Life(utc("2026-05-01 09:30")),
    "responses/a/2026/month": Life(MAY),
    "responses/a/2026/unknown": Life(JANUARY),  # it answers a report of that day, and is seen no earlier
    "responses/a/2026/gone": Life(FEBRUARY, utc("2026-05-31 23:00")),
    "responses/a/2026/taken": Life(FEBRUARY, TAKEN),
    "responses/a/2026/gone-too": Life(FEBRUARY, TAKEN),
    "responses/a/2026/winter": Life(WINTER),
    "responses/a/2026/two": Life(SUMMER),
    "responses/b/2026/old": Life(FEBRUARY, utc("2026-06-30 23:00")),
    "responses/zz/2026/old": Life(NEVER),
    "panel-reports/a/2026/paper": Life(MAY),
    "panel-reports/a/2026/early": Life(FEBRUARY),
    "panel-reports/a/2026/link": Life(FEBRUARY),
    "panel-reports/a/2026/address": Life(FEBRUARY),
    "panel-reports/a/2026/beside": Life(FEBRUARY),
    "panel-reports/a/2026/beside-welsh": Life(FEBRUARY),
    "panel-reports/a/2026/about": Life(FEBRUARY),
    "panel-reports/a/2026/mention": Life(FEBRUARY),
    "inspections/2026/fact": Life(FEBRUARY),
    "inspections/2026/nested": Life(FEBRUARY),
    "panel-reports/a/undated/draft": Life(NEVER),
    "panel-reports/b/2026/paper": Life(FEBRUARY, utc("2026-06-30 23:00")),
    "panel-reports/zz/2026/paper": Life(NEVER),
}
"""Each source, by its id."""

ATTACHED = {
    "responses/a/2026/day/letter.csv": "responses/a/2026/day",
    "responses/a/2026/day/llythyr.csv": "responses/a/2026/day",
    "responses/a/2026/draft/letter.csv": "responses/a/2026/draft",
    "responses/a/2026/taken/letter.csv": "responses/a/2026/taken",
    "inspections/2026/winter/letter.csv": "inspections/2026/winter",
}
"""Attachments, and whose they are."""

TRANSLATIONS = {
    "panel-reports/a/2026/paper",
    "responses/a/2026/day",
    "responses/a/2026/draft",
    "responses/a/2026/taken",
    "offices/a",
}

NAMED = {
    # where something is named: the moments between which that gives it away
    "responses/a/2026/two.md:2:1": (FEBRUARY, SUMMER),
    "responses/a/2026/unknown.md:2:13": (ALWAYS, JANUARY),
    "responses/a/2026/winter.md:2:1": (FEBRUARY, WINTER),
    "responses/a/2026/day.cy.md:2:46": (MAY, WINTER),
    "inspections/2026/follows.md:6:1": (FEBRUARY, AUTUMN),
    "inspections/2026/repeats.md:6:38": (FEBRUARY, SUMMER),
    "inspections/2026/fact.md:6:9": (FEBRUARY, WINTER),
    "inspections/2026/nested.md:8:12": (FEBRUARY, WINTER),
    "panel-reports/a/2026/early.md:5:1": (FEBRUARY, MAY),
    "panel-reports/a/2026/about.md:5:8": (FEBRUARY, SPRING),
    "panel-reports/a/2026/link.md:7:5": (FEBRUARY, SPRING),
    "panel-reports/a/2026/address.md:7:20": (FEBRUARY, WINTER),
    "panel-reports/a/2026/beside.md:7:7": (FEBRUARY, MAY),
    "panel-reports/a/2026/beside-welsh.md:7:1": (FEBRUARY, MAY),
    "panel-reports/a/2026/mention.md:7:10": (FEBRUARY, MAY),
    "offices/a.yml:4:1": (ALWAYS, WINTER),
    "offices/a.cy.yml:1:7": (ALWAYS, WINTER),
    "offices/b.yml:4:35": (ALWAYS, AUTUMN),
    "pages/soon.md:5:11": (ALWAYS, AUTUMN),
    "pages/list.csv:2:1": (ALWAYS, MAY),
    "pages/map.svg:1:6": (ALWAYS, MAY),
    "panel-reports/a/2026/paper.cy.md:5:9": (MAY, WINTER),
}

_OFFICE = "name: Office {0}\nforce: Force {0}\nchief-officer: Chief Constable\n"
_REPORT = (
    "---\ntitle: Report\npublished: {0}\ninspectorate: HMICFRS\ntypes: Sample\n{1}---\n\n## Recommendation\n\nDo it.\n"
)
_RESPONSE = "---\ninspection: {0}\n{1}---\n\nWords.\n"
_PAPER = "---\ntitle: Paper\npanel: Panel\n{0}---\n\n{1}\n"
_ATTACHED = "attachments: [{{file: {0}, title: Letter}}]\n"

SOURCES = {
    "offices/a.yml": _OFFICE.format("A") + "expects: [2026/winter]\n",
    "offices/a.cy.yml": "name: Swyddfa, inspections/2026/winter\n",
    "offices/b.yml": _OFFICE.format("B")
    + "no-response-needed: {2026/autumn: Not ours.}\nwithdrawn: {on: 2026-07-01, reason: Abolished.}\n",
    "inspections/2026/old.md": _REPORT.format("2026-01-05", "office-use: {note: [inspections/2026/winter]}\n"),
    "inspections/2026/fact.md": _REPORT.format("2026-02-01", "report: https://a.example/inspections/2026/winter/\n"),
    "inspections/2026/nested.md": _REPORT.format(
        "2026-02-01", "grades:\n  - {area: A, grade: Good}\n  - {area: inspections/2026/winter, grade: Good}\n"
    ),
    "inspections/2026/spring.md": _REPORT.format("2026-03-29", ""),
    "inspections/2026/summer.md": _REPORT.format("2026-03-30", ""),
    "inspections/2026/autumn.md": _REPORT.format("2026-10-25", ""),
    "inspections/2026/winter.md": _REPORT.format("2026-10-26", _ATTACHED.format("winter/letter.csv")),
    "inspections/2026/noon.md": _REPORT.format("2026-03-01T09:30:00+00:00", ""),
    "inspections/2026/gone.md": _REPORT.format("2026-01-05", "withdrawn: {on: 2026-06-01, reason: Wrong.}\n"),
    "inspections/2026/follows.md": _REPORT.format("2026-02-01", "follows: [2026/old, 2026/autumn]\n"),
    "inspections/2026/repeats.md": _REPORT.format(
        "2026-02-01",
        "findings: {recommendation: {repeats: 2026/summer#recommendation}}\ntags:\n"
        "office-use: inspections/2026/winter\n",
    ),
    "responses/a/2026/draft.md": _RESPONSE.format("2026/old", _ATTACHED.format("draft/letter.csv")),
    "responses/a/2026/draft.cy.md": "---\nsigned-by: Neb\n---\n\nGeiriau.\n",
    "responses/a/2026/day.md": _RESPONSE.format(
        "2026/old", "published: 2026-05-01\n" + _ATTACHED.format("day/letter.csv")
    ),
    "responses/a/2026/day.cy.md": (
        f"---\n{_ATTACHED.format('day/llythyr.csv').replace('Letter', 'inspections/2026/winter')}---\n\nGeiriau.\n"
    ),
    "responses/a/2026/moment.md": _RESPONSE.format("2026/old", "published: 2026-05-01T09:30:00+01:00\n"),
    "responses/a/2026/zulu.md": _RESPONSE.format("2026/old", "published: 2026-05-01T09:30:00Z\n"),
    "responses/a/2026/month.md": _RESPONSE.format("2026/old", "published: 2026-05\n"),
    "responses/a/2026/unknown.md": _RESPONSE.format("2026/old", "published: not recorded\n"),
    "responses/a/2026/gone.md": _RESPONSE.format("2026/gone", "published: 2026-02-01\n"),
    "responses/a/2026/taken.md": _RESPONSE.format(
        "2026/old",
        "published: 2026-02-01\nwithdrawn: {on: 2026-04-10, reason: It named a person.}\n"
        + _ATTACHED.format("taken/letter.csv"),
    ),
    "responses/a/2026/gone-too.md": _RESPONSE.format(
        "2026/gone", "published: 2026-02-01\nwithdrawn: {on: 2026-04-10, reason: Its own.}\n"
    ),
    "responses/a/2026/winter.md": "---\npublished: 2026-02-01\n---\n\nWords.\n",
    "responses/a/2026/taken.cy.md": "---\nsigned-by: Neb\n---\n\nGeiriau.\n",
    "responses/a/2026/two.md": _RESPONSE.format("[2026/old, 2026/summer]", "published: 2026-02-01\n"),
    "responses/b/2026/old.md": _RESPONSE.format("2026/old", "published: 2026-02-01\n"),
    "responses/zz/2026/old.md": _RESPONSE.format("2026/old", "published: 2026-02-01\n"),
    "panel-reports/a/2026/paper.md": _PAPER.format(
        "published: 2026-05-01\nabout: [2026/spring, a/2026/day]\n", "Words."
    ),
    "panel-reports/a/2026/early.md": _PAPER.format("published: 2026-02-01\nabout: [2026/old, a/2026/day]\n", "Words."),
    "panel-reports/a/2026/link.md": _PAPER.format(
        "published: 2026-02-01\n", "See [it](../../../inspections/2026/spring.md)."
    ),
    "panel-reports/a/2026/address.md": _PAPER.format(
        "published: 2026-02-01\n", "<https://a.example/inspections/2026/winter/>"
    ),
    "panel-reports/a/2026/beside.md": _PAPER.format("published: 2026-02-01\n", "_ _ _ [It](paper.md)"),
    "panel-reports/a/2026/beside-welsh.md": _PAPER.format("published: 2026-02-01\n", "[It](paper.cy.md)"),
    "panel-reports/a/2026/paper.cy.md": "---\ntitle: Papur\n---\n\nGeiriau inspections/2026/winter.\n",
    "panel-reports/a/2026/about.md": _PAPER.format("published: 2026-02-01\nabout: 2026/spring\n", "Words."),
    "panel-reports/a/2026/mention.md": _PAPER.format(
        "published: 2026-02-01\n", "There is responses/a/2026/day/letter to come."
    ),
    "panel-reports/a/undated/draft.md": _PAPER.format("", "See [it](../../../inspections/2026/winter.md)."),
    "panel-reports/b/2026/paper.md": _PAPER.format("published: 2026-02-01\n", "Words."),
    "panel-reports/zz/2026/paper.md": _PAPER.format("published: 2026-02-01\n", "Words."),
    "pages/soon.md": "# Soon\n\nWords.\n\n[Soon](../inspections/2026/autumn/) \udce9\n",
    "pages/list.csv": "id\nresponses/a/2026/day\n",
    "pages/map.svg": "<svg>responses/a/2026/day</svg>\n",
    "pages/list.pdf": "inspections/2026/winter\n",
    **dict.fromkeys(ATTACHED, "a,b\n"),
}


def write(content: Path) -> None:
    """Write the folder."""
    for path, text in SOURCES.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode(errors="surrogateescape"))  # one page has a byte that is no UTF-8


SECOND = timedelta(seconds=1)


def moments() -> list[datetime]:
    """Give every moment at which something changes, and the second before it."""
    edges = {each for life in LIVES.values() for each in (life.seen, life.withdrawn)} | {
        each for edges in NAMED.values() for each in edges
    }
    edges -= {ALWAYS, NEVER}
    return sorted(
        {each - delta for each in edges for delta in (SECOND, SECOND * 0)}
        | {utc("2025-01-01 00:00"), utc("2030-01-01 00:00")}
    )


def check(content: Path) -> None:
    """Compare what is released at every moment with the table; `content` is the folder written by `write`."""
    check_reading()
    for as_of in moments():
        check_at(check_register(content, as_of), content, as_of)


def check_at(reading: CheckedRegister, content: Path, as_of: datetime) -> None:
    """Compare what is released at one moment with the table."""
    released = release(reading.register, as_of)
    standing = {id_ for id_, life in LIVES.items() if life.seen <= as_of < life.withdrawn}
    withdrawn = {id_ for id_, life in LIVES.items() if life.seen <= as_of and life.withdrawn <= as_of}
    by_kind = {
        "offices": released.offices,
        "inspections": released.inspections,
        "responses": released.responses,
        "panel-reports": released.panel_reports,
    }
    for folder, found in by_kind.items():
        assert [f"{folder}/{id_}" for id_ in found] == sorted(
            id_ for id_ in standing if id_.startswith(f"{folder}/")
        ), (as_of, folder)
    assert {record.path for record in released.standing} == standing, as_of
    assert {record.path for record in released.withdrawn} == withdrawn, as_of
    assert set(released.withdrawals) == withdrawn, as_of
    assert list(released.attachments) == sorted(path for path, owner in ATTACHED.items() if owner in standing), as_of
    assert all(file == content / path for path, file in released.attachments.items())
    assert {language: set(translations) for language, translations in released.translations.items()} == {
        "cy": TRANSLATIONS & (standing | withdrawn)
    }, as_of
    early = [problem for problem in reading.problems if problem.rule == "unreleased"]
    places = sorted(str(problem.place).removeprefix(f"{content.as_posix()}/") for problem in early)
    assert places == sorted(place for place, (seen, named) in NAMED.items() if seen <= as_of < named), as_of
    assert all(problem.category == "unreleased" and problem.severity == "error" for problem in early)
    for id_, reason in {
        "responses/a/2026/gone-too": "Its own.",
        "responses/a/2026/gone": "Wrong.",
        "responses/b/2026/old": "Abolished.",
    }.items():
        assert id_ not in withdrawn or released.withdrawals[id_].reason == reason
    welsh = released.in_language("cy")
    assert [each.source.language for each in (released.offices["a"], welsh.offices["a"])] == [None, "cy"]
    assert "a/2026/day" not in welsh.responses or welsh.responses["a/2026/day"].source.language == "cy"
    assert list(welsh.inspections) == list(released.inspections)
    assert publication_of(released.offices["a"]) is None
    assert release(reading.register, as_of).responses == released.responses, "without a word more, drafts are left out"
    drafts = release(reading.register, as_of, with_drafts=True)
    assert {"a/2026/draft", "a/2026/day", "a/2026/two"} <= set(drafts.responses) | {
        record.id for record in drafts.withdrawn
    }
    assert "zz/2026/old" not in drafts.responses


READ = {
    "2026-05": ("May 2026", "2026-05", None, "2026-04-30T23:00:00+00:00"),
    "2026-05-01": ("1 May 2026", "2026-05-01", "2026-05-01", "2026-04-30T23:00:00+00:00"),
    "2026-05-01 23:30Z": ("2 May 2026", "2026-05-01T23:30Z", "2026-05-02", "2026-05-01T23:30:00+00:00"),
    "2026-05-01T23:30:15+05:30": ("1 May 2026", "2026-05-01T23:30:15+05:30", "2026-05-01", "2026-05-01T18:00:15+00:00"),
}
"""Dates of publication as typed, and what they are read as."""

REFUSED = {
    "2026-05-01T09:30": ("needs a time zone", "needs a time zone"),
    "2026-02-30T09:30:00Z": ("is not in the calendar", "is not in the calendar"),
    "2026-05-01T25:00:00Z": ("an hour, a minute or a time zone that does not exist",) * 2,
    "soon": ("is not in a date format this site reads", "is not in a date format this site reads"),
    "October 2026": ("is not in a date format this site reads", "is not in a month format this site reads"),
    "2026-13": ("has no month 13", "has no month 13"),
    "2026-05": ("is a month, and this fact needs a day", ""),
    "not recorded": ("is not in a date format this site reads", ""),
}
"""What is no date of publication, and why: where a day or a moment must be given, and elsewhere; empty if it is one."""


def check_reading() -> None:
    """Compare how dates of publication are read with the tables above."""
    for typed, wanted in READ.items():
        read = read_publication(typed, exact=False)
        assert (read.wording, read.machine, read.day and read.day.isoformat(), read.released_from.isoformat()) == wanted
    for typed, reasons in REFUSED.items():
        for exact, reason in zip((True, False), reasons, strict=True):
            assert not reason or reason in _refusal(read_publication, typed, exact=exact)
    for exact, cure in ((True, "with hyphens"), (False, "or not recorded")):
        assert cure in _cure(read_publication, "soon", exact=exact)
    for typed in ("not a moment", "2026-05-01"):
        assert "is not in a format for a date and time that this site reads" in _refusal(read_moment, typed)


def _refusal(read: Callable[..., object], typed: str, **how: bool) -> str:
    """Give the sentence with which something is refused."""
    return _error(read, typed, **how).message


def _cure(read: Callable[..., object], typed: str, **how: bool) -> str:
    """Give what is advised where something is refused."""
    return _error(read, typed, **how).hint


def _error(read: Callable[..., object], typed: str, **how: bool) -> NotADateError:
    try:
        found = read(typed, **how)
    except NotADateError as error:
        return error
    raise AssertionError(found)
