"""The page of an office's pack for its panel, `/offices/<office>/panel-pack/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.dates import wording
from generator.pages.packs.pack import Pack, Period, default_period, pack_of
from generator.pages.page import Crumb, Page, PageContext, PageKind, shortened
from generator.records.office import Office
from generator.register.addresses import address_of
from generator.register.released import ReleasedRegister


@dataclass(frozen=True, slots=True)
class PackContext(PageContext):
    """The context of a pack's page."""

    pack: Pack
    office: Office
    opening_on: date
    """The day before the period, on which the opening totals stand."""
    is_tracked: bool
    """Whether the office's deadlines are."""


def address_of_pack(office: Office) -> str:
    """Return the address of an office's pack."""
    return f"{address_of(office)}panel-pack/"


def pack_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Yield the pack of each office, since the panel's last meeting."""
    for office in released.offices.values():
        yield pack_page(released, office, default_period(released, office))


def pack_page(released: ReleasedRegister, office: Office, period: Period) -> Page:
    """Return the page of a pack for a period."""
    context = PackContext(
        pack=pack_of(released, office, period),
        office=office,
        opening_on=period.since - timedelta(days=1),
        is_tracked=office not in released.untracked,
    )
    description = (
        f"What {office.name} published, owes and reported from {wording(period.since)} to {wording(period.until)}."
    )
    return Page(
        address_of_pack(office), PageKind.PANEL_PACK, f"Panel pack of {office.short_name}", shortened(description),
        context, (Crumb("Offices", "offices/"), Crumb(office.short_name, address_of(office))), "offices",
        period.until,
    )  # fmt: skip
