"""Addresses of records and attachments, and earlier ids of records. An address is a source's path, and permanent."""

from __future__ import annotations

from generator.records.fields import Attachment
from generator.records.finding import Finding
from generator.records.kinds import KINDS, Record

OWN_ADDRESSES = frozenset(
    {
        "assets", "browse", "data", "deadlines", "findings", "inspections", "offices", "panel-reports", "responses",
        "search", "statistics", "updates",
    }
)  # fmt: skip
"""First parts of addresses that the site uses itself; no editorial page may use one."""

KINDS_BY_FOLDER = {kind.folder: kind for kind in KINDS}


def address_of(record: Record | Finding) -> str:
    """Return the address of a record's page: the path of its source; a finding's is below its report's."""
    if isinstance(record, Finding):
        return f"inspections/{record.inspection_id}/{record.id}/"
    return f"{record.path}/"


def attachment_address(record: Record, attachment: Attachment) -> str:
    """Return the address of a record's attachment, which is also its path from the content folder."""
    return f"{record.path.rpartition('/')[0]}/{attachment.file}"


def old_ids(record: Record) -> tuple[str, ...]:
    """Return the earlier ids of a record, in the form of its source's path: `responses/norfolk/2018/x`.

    An alias may leave out the first folder; with it, the record may have been of another kind.
    """
    return tuple(whole_id(record, alias) for alias in record.facts.aliases)


def whole_id(record: Record, alias: str) -> str:
    """Return an alias with its first folder: the record's own if the alias leaves it out."""
    folder, _, rest = alias.partition("/")
    return alias if folder in KINDS_BY_FOLDER and rest else f"{record.path.partition('/')[0]}/{alias}"
