"""`/deadlines.ics` (iCalendar, RFC 5545): the last day of every response still due; and one for each office and tag.

A calendar stays where it is when nothing is due, for its subscribers, and then says so: a calendar without any
component is not valid (3.6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from generator.dates import wording
from generator.pages.channels import channels_of
from generator.pages.lists.deadlines import Deadline, deadlines_of
from generator.pages.page import PageSummary
from generator.reading.ledger import NAME as LEDGER
from generator.register.addresses import address_of
from generator.register.permanent import changes_of
from generator.register.released import ReleasedRegister
from generator.statute import ADDRESS as SECTION_55
from generator.theme.site import Site
from generator.uses import TEXT, note_use

if TYPE_CHECKING:
    from icalendar import Component

NAME = "deadlines.ics"


def files(released: ReleasedRegister, site: Site, pages: Iterable[PageSummary]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - the signature of every output
    """Yield the calendars."""
    stamp = datetime.combine(released.today, time(), UTC)
    deadlines = deadlines_of(released)
    events = {_uid(deadline): _event(released, deadline, site, stamp) for deadline in deadlines}

    def calendar(name: str, own: Sequence[Deadline], folder: str) -> bytes:
        entries = [events[_uid(deadline)] for deadline in own] or [_nothing_due(folder, stamp)]
        return _calendar(f"Deadlines - {name}", entries)

    yield NAME, calendar(site.name, deadlines, "")
    for channel in channels_of(released):
        yield f"{channel.folder}{NAME}", calendar(channel.words, channel.deadlines, channel.folder)


def _calendar(name: str, entries: Sequence[Component]) -> bytes:
    from icalendar import Calendar  # noqa: PLC0415 - it takes a twentieth of a second, and only a build needs it

    calendar = Calendar()
    calendar.add("prodid", "-//Section 55//section55//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})  # RFC 7986, 5.7
    for entry in entries:
        calendar.add_component(entry)
    data: bytes = calendar.to_ical()
    return data


def _uid(deadline: Deadline) -> str:
    """Return what makes a calendar that asks again change the entry it has.

    It is the same in every build and every calendar, at every address of the site, and for a record that has moved.
    """
    office, inspection = (
        record.facts.aliases[0] if record.facts.aliases else record.id
        for record in (deadline.office, deadline.inspection)
    )
    return f"{office}/{inspection}@section55"


def _event(released: ReleasedRegister, deadline: Deadline, site: Site, stamp: datetime) -> Component:
    from icalendar import Event  # noqa: PLC0415 - as above

    law = f"Section 55(5A) of the Police Act 1996 asks for the response by the end of this day: {SECTION_55}"
    hint = f"The last working day on or before it is {wording(deadline.working_day)}."
    event = Event()
    event.add("uid", _uid(deadline))
    event.add("sequence", _revision(released, deadline))
    event.add("dtstamp", stamp)
    event.add("dtstart", deadline.last_day)
    event.add("dtend", deadline.last_day + timedelta(days=1))
    event.add("summary", f"Last day: response of {deadline.office.short_name} to {deadline.inspection.title}")
    event.add("description", f"{hint} {law}")
    event.add("transp", "TRANSPARENT")  # a day to know of, on which one is free for all else
    if site.address:
        event.add("url", site.address + address_of(deadline.inspection))
    return event


def _revision(released: ReleasedRegister, deadline: Deadline) -> int:
    """Return how often the entry has changed: once for each correction of its report or its office, and each new text.

    Corrections stand in the sources and texts in the ledger. Without a ledger, what was said before is not known.
    """
    records = (deadline.inspection, deadline.office)
    for record in records:
        note_use(TEXT, record.path)
        note_use(LEDGER, record.path)
    corrections = [correction for record in records for correction in record.facts.corrections]
    texts = sum(changes_of(released, record) for record in records)
    return texts + sum(correction.on <= released.today for correction in corrections)


def _nothing_due(folder: str, stamp: datetime) -> Component:
    """Return a note, which takes no time and which calendar programs do not show among the days."""
    from icalendar import Journal  # noqa: PLC0415 - as above

    note = Journal()
    note.add("uid", f"{folder}nothing-due@section55")
    note.add("dtstamp", stamp)
    note.add("summary", "No response is due")
    today = wording(stamp.date())
    note.add("description", f"On {today} no response was due. Each will stand here until it is published.")
    return note
