"""What a reader can follow by itself: an office, or a tag; each has a feed and a calendar at its address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.pages.lists.deadlines import Deadline, deadlines_of
from generator.records.inspection import Inspection
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.register.released import ReleasedRegister
from generator.slugs import slug_with_digest


@dataclass(frozen=True, slots=True)
class Channel:
    """Records to follow, and the deadlines that belong to them."""

    folder: str
    """The address of its feed and its calendar: `offices/norfolk/`; empty for the whole site."""
    words: str
    """What it follows; empty for the whole site."""
    page: str
    """The address of the page that lists its records."""
    addresses: frozenset[str]
    """Addresses of its records."""
    deadlines: tuple[Deadline, ...]


def tag_folder(tag: str) -> str:
    """Return the address of a tag's feed and calendar."""
    return f"browse/tag/{slug_with_digest(tag)}/"


def channels_of(released: ReleasedRegister) -> Iterator[Channel]:
    """Yield a channel for each office, then for each tag of a response, a report or a panel report."""
    deadlines = deadlines_of(released)
    for office in released.offices.values():
        published: list[Response | PanelReport] = [
            *released.responses_by_office.get(office.id, []),
            *released.reports_by_office.get(office.id, []),
        ]
        own = tuple(deadline for deadline in deadlines if deadline.office is office)
        yield Channel(address_of(office), office.name, address_of(office), _addresses(published), own)
    yield from _tags(released, deadlines)


def _tags(released: ReleasedRegister, deadlines: list[Deadline]) -> Iterator[Channel]:
    records: dict[str, list[Inspection | Response | PanelReport]] = {}
    words: dict[str, str] = {}
    everything: list[Inspection | Response | PanelReport] = [
        *released.responses.values(), *released.inspections.values(), *released.panel_reports.values()
    ]  # fmt: skip
    for record in everything:
        for id_, word in {slug_with_digest(tag): tag for tag in reversed(_tags_of(released, record))}.items():
            records.setdefault(id_, []).append(record)
            words[id_] = min(word, words.get(id_, word))  # as the lists of tags name them
    for id_ in sorted(records):
        tagged = records[id_]
        paths = {record.path for record in tagged}
        page = next(
            (
                f"browse/{kind}/tag/{id_}/"
                for kind in ("responses", "inspections")
                if any(path.startswith(f"{kind}/") for path in paths)
            ),
            "browse/",
        )
        own = tuple(deadline for deadline in deadlines if deadline.inspection.path in paths)
        yield Channel(tag_folder(words[id_]), words[id_], page, _addresses(tagged), own)


def _tags_of(released: ReleasedRegister, record: Inspection | Response | PanelReport) -> list[str]:
    tags = list(record.facts.tags)
    if isinstance(record, Response):  # a response is found by the tags of its reports too
        tags += [tag for id_ in record.inspection_ids for tag in released.inspections[id_].facts.tags]
    return tags


def _addresses(records: Iterable[Inspection | Response | PanelReport]) -> frozenset[str]:
    return frozenset(map(address_of, records))
