"""All records of a content folder, by id, released or not. Knows nothing of checks or of release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from generator.reading.ledger import Ledger
from generator.records.inspection import Inspection
from generator.records.kinds import KINDS, Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.translations import Translations


@dataclass(frozen=True)
class Register:
    """Every record that could be read."""

    content: Path
    offices: Mapping[str, Office]
    inspections: Mapping[str, Inspection]
    responses: Mapping[str, Response]
    panel_reports: Mapping[str, PanelReport]
    attachments: Mapping[str, Path]
    """Files by their path from the content folder."""
    broken: frozenset[tuple[str, str]] = frozenset()
    """Noun and id of records that cannot be read: a reference to one is not a problem of its own."""
    pages: frozenset[str] = frozenset()
    """Editorial pages by their path from the content folder."""
    translations: tuple[Translations, ...] = ()
    """The same records in other languages."""
    ledger: Ledger = field(default_factory=Ledger)
    """What was published before."""

    @cached_property
    def all(self) -> tuple[Record, ...]:
        """All records, kind by kind."""
        return (
            *self.offices.values(),
            *self.inspections.values(),
            *self.responses.values(),
            *self.panel_reports.values(),
        )

    @property
    def by_noun(self) -> Mapping[str, Mapping[str, Record]]:
        """All records by the noun of their kind and by id."""
        return {
            "office": self.offices,
            "inspection": self.inspections,
            "response": self.responses,
            "panel report": self.panel_reports,
        }

    def by_path(self, path: str) -> Record:
        """Return the record of a source.

        Raises:
            KeyError: if it could not be read.
        """
        folder, _, id_ = path.partition("/")
        return self.by_noun[next(kind.noun for kind in KINDS if kind.folder == folder)][id_]

    def with_record(self, record: Record) -> Register:
        """Return a register in which a record takes the place of the one with its id."""
        match record:
            case Office():
                return replace(self, offices={**self.offices, record.id: record})
            case Inspection():
                return replace(self, inspections={**self.inspections, record.id: record})
            case Response():
                return replace(self, responses={**self.responses, record.id: record})
        return replace(self, panel_reports={**self.panel_reports, record.id: record})

    @property
    def texts(self) -> tuple[Record, ...]:
        """All records and their translations."""
        return (*self.all, *(record for translations in self.translations for record in translations.records.values()))
