"""The page about the data: the files, and what each key means, from the definitions that the files are made from."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.page import Page
from generator.records.kinds import KINDS
from generator.register.dataset.objects import FORMAT, OBJECTS, STATUSES
from generator.register.released import ReleasedRegister


def data_pages(released: ReleasedRegister) -> Iterator[Page]:  # noqa: ARG001 - every page maker is given what is released
    """Give the one page."""
    given = {
        "shapes": OBJECTS,
        "statuses": STATUSES,
        "format": FORMAT,
        "kinds": [(kind.noun, kind.file_name) for kind in KINDS],
    }
    description = "The register as data: the file, its JSON Schema, and what each key means."
    yield Page("data/", "data.html", "Data", description, given, (), "data")
