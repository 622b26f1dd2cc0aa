"""The kinds of record. To add one: a module here, its name in `KINDS`, and its two templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.problems import Problem
from generator.reading.content_folder import PathPattern
from generator.reading.source import Source
from generator.records import inspection, office, panel_report, response
from generator.records.fields import RecordFacts
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response

Record: TypeAlias = Office | Inspection | Response | PanelReport
Earlier: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Records read so far, by noun and then by id."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record."""

    noun: str
    path_pattern: PathPattern
    facts: type[RecordFacts]
    read: Callable[[Source, Earlier], tuple[Any, list[Problem]]]

    @property
    def folder(self) -> str:
        """The first part of its sources' paths and of its addresses."""
        return self.path_pattern.folder

    @property
    def file_name(self) -> str:
        """What its module and its templates are called: `panel-report`."""
        return self.noun.replace(" ", "-")


def _read_response(source: Source, earlier: Earlier) -> tuple[Response | None, list[Problem]]:
    return response.read(source, earlier["office"], earlier["inspection"])


# In this order they are read: a kind sees the records of those above it.
KINDS = (
    Kind(office.NOUN, office.PATH_PATTERN, office.OfficeFacts, lambda source, _: office.read(source)),
    Kind(
        inspection.NOUN, inspection.PATH_PATTERN, inspection.InspectionFacts, lambda source, _: inspection.read(source)
    ),
    Kind(response.NOUN, response.PATH_PATTERN, response.ResponseFacts, _read_response),
    Kind(
        panel_report.NOUN,
        panel_report.PATH_PATTERN,
        panel_report.PanelReportFacts,
        lambda source, _: panel_report.read(source),
    ),
)
