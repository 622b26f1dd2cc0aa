"""`/deadlines.ics` (iCalendar, RFC 5545): the last day of every response still due, for an office's own calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from generator.dates import wording
from generator.pages.lists.deadlines import Deadline, deadlines_of
from generator.pages.page import Page
from generator.register.addresses import address_of
from generator.register.released import ReleasedRegister
from generator.statute import ADDRESS as SECTION_55
from generator.theme.site import Site

if TYPE_CHECKING:
    from icalendar import Event


def files(released: ReleasedRegister, site: Site, pages: list[Page]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - the signature of every output
    """Yield the calendar; it exists even when nothing is due, for its subscribers."""
    from icalendar import Calendar  # noqa: PLC0415 - it takes a twentieth of a second, and only a build needs it

    calendar = Calendar()
    calendar.add("prodid", "-//Section 55//section55//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Deadlines - {site.name}")
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})  # RFC 7986, 5.7
    stamp = datetime.combine(released.today, time(), UTC)
    for deadline in deadlines_of(released):
        calendar.add_component(_event(deadline, site, stamp))
    yield "deadlines.ics", calendar.to_ical()


def _event(deadline: Deadline, site: Site, stamp: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    law = f"Section 55(5A) of the Police Act 1996 asks for the response by the end of this day: {SECTION_55}"
    hint = f"The last working day on or before it is {wording(deadline.working_day)}."
    event = Event()
    # The same in every build, so that a calendar that asks again changes the entry it has.
    event.add("uid", f"{deadline.office.id}/{deadline.inspection.id}@{site.address or 'section55'}")
    event.add("dtstamp", stamp)
    event.add("dtstart", deadline.last_day)
    event.add("dtend", deadline.last_day + timedelta(days=1))
    event.add("summary", f"Last day: response of {deadline.office.short_name} to {deadline.inspection.title}")
    event.add("description", f"{hint} {law}")
    event.add("transp", "TRANSPARENT")  # a day to know of, on which one is free for all else
    if site.address:
        event.add("url", site.address + address_of(deadline.inspection))
    return event
