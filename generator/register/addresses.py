"""Addresses of records, and the ids they had before. An address is the path of a source, and lives for ever."""

from __future__ import annotations

from generator.records.finding import Finding
from generator.records.kinds import KINDS, Record

KINDS_BY_FOLDER = {kind.folder: kind for kind in KINDS}


def address_of(record: Record | Finding) -> str:
    """Give the address of a record's page: the path of its source; a finding's lies below its report's."""
    if isinstance(record, Finding):
        return f"inspections/{record.inspection_id}/{record.id}/"
    return f"{record.path}/"


def old_ids(record: Record) -> tuple[str, ...]:
    """Give the ids a record had before, as its source's own is written: `responses/norfolk/2018/x`.

    An alias may leave the first folder out; with it, a record may have been of another kind.
    """
    return tuple(whole_id(record, alias) for alias in record.facts.aliases)


def whole_id(record: Record, alias: str) -> str:
    """Return an alias with its first folder; a record's own where the alias leaves it out."""
    folder, _, rest = alias.partition("/")
    return alias if folder in KINDS_BY_FOLDER and rest else f"{record.path.partition('/')[0]}/{alias}"
