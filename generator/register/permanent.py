"""Permanent addresses and texts: neither may change silently once published.

The addresses of records, findings, attachments and editorial pages are permanent, in each language. Lists, facets, data
and assets may move. The ledger has what was recorded; without one nothing is checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.languages import page_address
from generator.reading.ledger import Row
from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.register.addresses import address_of, attachment_address, old_ids
from generator.register.digests import Digest, digest_of, digest_of_bytes, digest_of_words
from generator.register.register import Register
from generator.register.released import ReleasedRegister

FORWARDED, WITHDRAWN = "forwarded", "withdrawn"
"""Stands in for the digest of an address that only forwards, or only says that its record is withdrawn."""


@dataclass(frozen=True, slots=True)
class PermanentAddress:
    """A permanent address of this build, and what is published there."""

    address: str
    record: str
    shown: Record | Finding | Path | str
    """A record, a finding, a file, or FORWARDED or WITHDRAWN."""


def permanent_addresses(records: Register, released: ReleasedRegister) -> Iterator[PermanentAddress]:
    """Yield every permanent address of a build."""
    yield from _pages_of(records)
    for record in released.standing:
        yield from _record(record, record, "")
        for language, translations in released.translations.items():
            if translation := translations.get(record.path):
                yield from _record(record, translation, language)
    for record in released.withdrawn:
        languages = [name for name, translations in released.translations.items() if record.path in translations]
        for language in ("", *languages):
            for permanent in _record(record, record, language):
                yield PermanentAddress(permanent.address, permanent.record, WITHDRAWN)
    for old, new in released.forwards.items():
        yield PermanentAddress(f"/{old}", new.rstrip("/"), FORWARDED)
    for path, file in ({**released.attachments, **copies_of(released)}).items():
        yield PermanentAddress(f"/{path}", path.rpartition("/")[0], file)


def _pages_of(records: Register) -> Iterator[PermanentAddress]:
    for path in sorted(records.pages):
        address = page_address(path.removeprefix("pages/"))
        if path.endswith(".md") and address:  # home is always there
            yield PermanentAddress(f"/{address}", path, records.content / path)


def _record(record: Record, shown: Record, language: str) -> Iterator[PermanentAddress]:
    root, name = (f"/{language}/", f"{record.path}.{language}") if language else ("/", record.path)
    yield PermanentAddress(f"{root}{address_of(record)}", name, shown)
    if isinstance(shown, Inspection):
        for finding in shown.findings:
            yield PermanentAddress(f"{root}{address_of(finding)}", f"{name}#{finding.id}", finding)


def copies_of(released: ReleasedRegister) -> dict[str, Path]:
    """Return copies of attachments by their old addresses, if their record had another id: a file cannot forward."""
    copies = {}
    for record in released.standing:
        for old in old_ids(record):
            for attachment in record.facts.attachments:
                path = attachment_address(record, attachment)
                if path in released.attachments:
                    copies[f"{old}/{path.rpartition('/')[2]}"] = released.attachments[path]
    return dict(sorted(copies.items()))


def new_rows(records: Register, released: ReleasedRegister, written: Collection[str]) -> list[Row]:
    """Return the rows that the ledger lacks: addresses and texts of this build, for the files it has `written`."""
    rows = []
    for permanent in permanent_addresses(records, released):
        known = records.ledger.by_address.get(permanent.address, [])
        path = permanent.address.lstrip("/")
        if (f"{path}index.html" if path.endswith("/") else path) not in written or (
            isinstance(permanent.shown, str) and known
        ):
            continue
        digest = _digest(permanent)
        if not known or (known[-1].digest, dict(known[-1].parts)) != (digest.whole, dict(digest.parts)):
            rows.append(Row(permanent.address, permanent.record, released.as_of, digest.whole, digest.parts))
    return sorted(rows, key=lambda row: row.address)


def recorded_texts(released: ReleasedRegister, record: Record) -> list[Row]:
    """Return the lines of a record at all its addresses, those at its own last."""
    addresses = [*(f"/{old}/" for old in reversed(old_ids(record))), f"/{address_of(record)}"]
    rows = released.ledger.by_address
    return [
        row
        for address in addresses
        for row in rows.get(address, [])
        if row.first_released <= released.as_of and row.digest not in {FORWARDED, WITHDRAWN}
    ]


def changes_of(released: ReleasedRegister, record: Record) -> int:
    """Return how often the text of a record has changed, as far as the ledger has it, and since its last line.

    It never falls, because lines stay; without a ledger it is 0.
    """
    rows = recorded_texts(released, record)
    if not rows:
        return 0
    last, digest = rows[-1], digest_of(record)
    is_recorded = (last.address, last.digest, dict(last.parts)) == (
        f"/{address_of(record)}", digest.whole, dict(digest.parts),
    )  # fmt: skip
    return len(rows) - is_recorded


def _digest(permanent: PermanentAddress) -> Digest:
    if isinstance(permanent.shown, Path):
        return Digest(digest_of_bytes(permanent.shown.read_bytes()), {})
    return digest_of_words(permanent.shown) if isinstance(permanent.shown, str) else digest_of(permanent.shown)
