"""The kinds of record. To add one: a module here, its name in `KINDS`, and its two templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.folder import Shape
from generator.kinds import inspection, office, panel_report, response
from generator.kinds.inspection import Inspection
from generator.kinds.office import Office
from generator.kinds.panel_report import PanelReport
from generator.kinds.record import RecordFacts
from generator.kinds.response import Response
from generator.problems import Problem
from generator.sources import Source

Record: TypeAlias = Office | Inspection | Response | PanelReport
Earlier: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Records read so far, by noun and then by id."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record."""

    noun: str
    shape: Shape
    facts: type[RecordFacts]
    read: Callable[[Source, Earlier], tuple[Any, list[Problem]]]

    @property
    def folder(self) -> str:
        """The first part of its sources' paths and of its addresses."""
        return self.shape.folder

    @property
    def file_name(self) -> str:
        """What its module and its templates are called: `panel-report`."""
        return self.noun.replace(" ", "-")


def _read_response(source: Source, earlier: Earlier) -> tuple[Response | None, list[Problem]]:
    return response.read(source, earlier["office"], earlier["inspection"])


# In this order they are read: a kind sees the records of those above it.
KINDS = (
    Kind(office.NOUN, office.SHAPE, office.OfficeFacts, lambda source, _: office.read(source)),
    Kind(inspection.NOUN, inspection.SHAPE, inspection.InspectionFacts, lambda source, _: inspection.read(source)),
    Kind(response.NOUN, response.SHAPE, response.ResponseFacts, _read_response),
    Kind(panel_report.NOUN, panel_report.SHAPE, panel_report.PanelReportFacts, lambda source, _: panel_report.read(source)),
)
