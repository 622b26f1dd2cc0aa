"""The records that may be seen at a moment, in each language. Every answer notes that it was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any, Self, TypeVar, cast

from generator.dates import london_day
from generator.reading.ledger import Ledger
from generator.records.fields import Withdrawal
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of, old_ids
from generator.uses import AnswerList, Answers, joined, unnoted

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, eq=False)
class Records:
    """Every released record, by id, in the order of ids."""

    as_of: datetime
    offices: Mapping[str, Office]
    inspections: Mapping[str, Inspection]
    responses: Mapping[str, Response]
    panel_reports: Mapping[str, PanelReport]
    withdrawn: Sequence[Record]
    """Records that keep their address and nothing else."""
    attachments: Mapping[str, Path] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    """Records in other languages, by language and by the id of their source; of withdrawn ones that there is one."""
    withdrawals: Mapping[str, Withdrawal] = field(default_factory=dict)
    """Why each withdrawn record is, by the id of its source."""
    ledger: Ledger = field(default_factory=Ledger)
    prefix: str = ""
    """What the names of its answers begin with: its language, where records are in another."""

    def __post_init__(self) -> None:
        """Let every mapping note what is asked of it."""
        for name in ("offices", "inspections", "responses", "panel_reports", "attachments", "withdrawals"):
            object.__setattr__(self, name, Answers(f"{self.prefix}{name}", getattr(self, name)))
        object.__setattr__(self, "withdrawn", AnswerList(f"{self.prefix}withdrawn", self.withdrawn))
        noted = {name: Answers(f"{name}:translated", records) for name, records in self.translations.items()}
        object.__setattr__(self, "translations", noted)

    def in_language(self, language: str) -> Self:
        """Return the same records, each in a language if it is translated."""
        if language not in self._languages:
            with unnoted():
                translations = self.translations.get(language, {})
                kinds = ("offices", "inspections", "responses", "panel_reports")
                records: dict[str, Any] = {kind: _translated(getattr(self, kind), translations) for kind in kinds}
            self._languages[language] = replace(self, **records, prefix=f"{language}:")
        return self._languages[language]

    @cached_property
    def _languages(self) -> dict[str, Self]:
        return {}

    @property
    def translated(self) -> Mapping[str, Record]:
        """The translations into the language of these records."""
        return self.translations[self.prefix[:-1]]

    def answers_now(self, name: str) -> Any:
        """Return all answers to a question that was noted, none of which is noted; None if it is asked no more."""
        language, _, path = name.rpartition(":")
        if language and language not in self.translations:
            return None
        return attrgetter(path)(self.in_language(language) if language else self).unnoted

    @property
    def standing(self) -> tuple[Record, ...]:
        """Every record that may be seen and is not withdrawn, kind by kind."""
        kinds = (self.offices, self.inspections, self.responses, self.panel_reports)
        return tuple(record for records in kinds for record in records.values())

    def first_release_after_its_date(self, response: Response) -> date | None:
        """Return the day of a response's first release here, if its date of publication is earlier; else None."""
        return self.late_releases.get(response.id)

    @joined
    def late_releases(self) -> Mapping[str, date]:
        """The day of the first release here of each response whose date of publication is earlier."""
        return {id_: day for id_, response in self.responses.items() if (day := self._late_release(response))}

    def _late_release(self, response: Response) -> date | None:
        published = response.published.day if response.published else None
        if published is None or response.facts.recorded_as_published:
            return None
        first = self.ledger.first_release([f"/{address_of(response)}", *(f"/{old}/" for old in old_ids(response))])
        return london_day(first) if first and first <= self.as_of and published < london_day(first) else None

    @property
    def today(self) -> date:
        """The day it is in London."""
        return london_day(self.as_of)

    @joined
    def withdrawn_by_path(self) -> Mapping[str, Record]:
        """Each withdrawn record by the path of its source."""
        return {record.path: record for record in self.withdrawn}

    @joined
    def forwards(self) -> Mapping[str, str]:
        """The address that each old one forwards to, from the site's root; findings go with their report."""
        forwards: dict[str, str] = {}
        for record in sorted((*self.standing, *self.withdrawn), key=lambda record: record.path):
            for old in old_ids(record):
                pairs = [(f"{old}/", address_of(record))]
                if isinstance(record, Inspection) and old.count("/") == record.path.count("/"):
                    pairs += [(f"{old}/{finding.id}/", address_of(finding)) for finding in record.findings]
                forwards |= {before: after for before, after in pairs if before not in forwards}
                for language, translations in self.translations.items():
                    if record.path in translations:
                        forwards |= {f"{language}/{before}": f"{language}/{after}" for before, after in pairs}
        return dict(sorted(forwards.items()))


def _translated(records: Mapping[str, R], translations: Mapping[str, Record]) -> dict[str, R]:
    # A translation is of the same kind as its original.
    return {id_: cast("R", translations.get(record.path, record)) for id_, record in records.items()}
