"""The page about the data: its files, and what each key means, from the definitions the files are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.pages.page import Page, PageContext, PageKind
from generator.records.kinds import KINDS, Kind
from generator.register.dataset.objects import FORMAT, OBJECTS, STATUSES
from generator.register.dataset.schema import ObjectSchema
from generator.register.released import ReleasedRegister
from generator.statute import Status


@dataclass(frozen=True, slots=True)
class DataContext(PageContext):
    """The context of the page about the data."""

    object_schemas: Sequence[ObjectSchema]
    statuses: Mapping[Status, str]
    format: int
    kinds: Sequence[Kind]


def data_pages(released: ReleasedRegister) -> Iterator[Page]:  # noqa: ARG001 - every function of pages gets the register
    """Yield the page."""
    description = "The register as data: the file, its JSON Schema, and what each key means."
    context = DataContext(OBJECTS, STATUSES, FORMAT, KINDS)
    yield Page("data/", PageKind.DATA, "Data", description, context, section="data")
