"""All records of a content folder, by id, released or not. Knows nothing of checks or of release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from generator.reading.ledger import Ledger
from generator.records.inspection import Inspection
from generator.records.kinds import Record
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
    def texts(self) -> tuple[Record, ...]:
        """All records and their translations."""
        return (*self.all, *(record for translations in self.translations for record in translations.records.values()))
