"""The page about the data: its files, and what each column and key means, from the definitions of the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.pages.page import Page, PageContext, PageKind
from generator.records.kinds import KINDS, Kind
from generator.register.dataset.objects import FORMAT, OBJECTS, STATUSES
from generator.register.dataset.record_file import RECORD_OBJECTS
from generator.register.dataset.schema import ObjectSchema
from generator.register.dataset.tables import TABLES, Table
from generator.register.released import ReleasedRegister
from generator.statute import Status


@dataclass(frozen=True, slots=True)
class DataContext(PageContext):
    """The context of the page about the data."""

    tables: Sequence[Table]
    object_schemas: Sequence[ObjectSchema]
    record_schemas: Sequence[ObjectSchema]
    """The objects of the file of one record."""
    statuses: Mapping[Status, str]
    format: int
    kinds: Sequence[Kind]


def data_pages(released: ReleasedRegister) -> Iterator[Page]:  # noqa: ARG001 - every function of pages gets the register
    """Yield the page."""
    description = "The register as spreadsheets and as data: the files, and what each column and key means."
    context = DataContext(TABLES, OBJECTS, RECORD_OBJECTS, STATUSES, FORMAT, KINDS)
    yield Page("data/", PageKind.DATA, "Data", description, context, section="data")
