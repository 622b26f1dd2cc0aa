"""One page that may have to be made and rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.pages.home import home_page
from generator.pages.page import Page
from generator.pages.pages import LISTS
from generator.pages.single.record_pages import Maker
from generator.publishing.site.circumstances import FACTS
from generator.publishing.site.page_cache import State
from generator.register.released import ReleasedRegister
from generator.uses import Use, noted_texts


@dataclass(frozen=True, slots=True)
class Job:
    """A page that may have to be rendered."""

    address: str
    make: Maker
    state: State
    made_of: frozenset[Use] | None = None
    """What it was made of already; None if that is noted when it is made."""

    @property
    def kind(self) -> object:
        """A key that pages of different templates do not share."""
        return (self.address.partition("/")[0], self.address.count("/"), self.made_of is None)


def by_report(jobs: Iterable[Job]) -> list[list[Job]]:
    """Group the pages of each report, of its findings and of the responses to it: they show the same texts."""
    groups: dict[str, list[Job]] = {}
    for job in jobs:
        parts = job.address.split("/")
        groups.setdefault("/".join(parts[2:4] if parts[0] == "responses" else parts[1:3]), []).append(job)
    return list(groups.values())


def pages_of_lists(released: ReleasedRegister) -> Iterator[tuple[Page, frozenset[Use]]]:
    """Yield home and the pages of lists, each with what it is made of: rows are joined for all of them at once."""
    for make in (_home, *LISTS):
        with noted_texts() as texts:
            pages = list(make(released))
        made_of = frozenset({FACTS, *texts})
        yield from ((page, made_of) for page in pages)


def _home(released: ReleasedRegister) -> Iterator[Page]:
    yield home_page(released)


def as_made(page: Page) -> Page:
    """Return a page that was made with others."""
    return page
