"""What must last: every address once published, and every word of a response unless a correction tells of the change.

Permanent are the addresses of records and of findings (whose anchor on their report's page comes and goes with them), of
attachments, and of editorial pages, in each language. Lists, their further pages and facets, data and assets are made
anew with every build, and may move. What was recorded is in the ledger; without one nothing is checked.
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
"""What is written in the place of a text's digest for an address that only forwards, or says that it is withdrawn."""


@dataclass(frozen=True, slots=True)
class PermanentAddress:
    """One permanent address of this build, and what is published there."""

    address: str
    record: str
    shown: Record | Finding | Path | str
    """A record, a finding, a file, or FORWARDED or WITHDRAWN."""


def permanent_addresses(records: Register, released: ReleasedRegister) -> Iterator[PermanentAddress]:
    """Give every permanent address of a build."""
    yield from _pages_of(records)
    for record in released.standing:
        yield from _record(record, record, "")
        for language, translations in released.translations.items():
            if twin := translations.get(record.path):
                yield from _record(record, twin, language)
    for record in released.withdrawn:
        for language in (
            "",
            *(each for each, translations in released.translations.items() if record.path in translations),
        ):
            for each in _record(record, record, language):
                yield PermanentAddress(each.address, each.record, WITHDRAWN)
    for old, new in forwards_of(released).items():
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


def forwards_of(released: ReleasedRegister) -> dict[str, str]:
    """Give every old address with the one it forwards to, both from the site's root; a report's findings go with it."""
    forwards: dict[str, str] = {}
    for record in sorted((*released.standing, *released.withdrawn), key=lambda record: record.path):
        for old in old_ids(record):
            pairs = [(f"{old}/", address_of(record))]
            if isinstance(record, Inspection) and old.count("/") == record.path.count("/"):
                pairs += [(f"{old}/{finding.id}/", address_of(finding)) for finding in record.findings]
            forwards |= {before: after for before, after in pairs if before not in forwards}
            for language, translations in released.translations.items():
                if record.path in translations:
                    forwards |= {f"{language}/{before}": f"{language}/{after}" for before, after in pairs}
    return dict(sorted(forwards.items()))


def copies_of(released: ReleasedRegister) -> dict[str, Path]:
    """Give the attachments of records that had other ids, under the addresses they had then: a file cannot forward."""
    copies = {}
    for record in released.standing:
        for old in old_ids(record):
            for attachment in record.facts.attachments:
                path = attachment_address(record, attachment)
                if path in released.attachments:
                    copies[f"{old}/{path.rpartition('/')[2]}"] = released.attachments[path]
    return dict(sorted(copies.items()))


def new_rows(records: Register, released: ReleasedRegister, written: Collection[str]) -> list[Row]:
    """Give the lines that the ledger lacks: addresses and texts of this build, of the files it has `written`."""
    rows = []
    for each in permanent_addresses(records, released):
        known = records.ledger.by_address.get(each.address, [])
        path = each.address.lstrip("/")
        if (f"{path}index.html" if path.endswith("/") else path) not in written or (
            isinstance(each.shown, str) and known
        ):
            continue
        digest = _digest(each)
        if not known or (known[-1].digest, dict(known[-1].parts)) != (digest.whole, dict(digest.parts)):
            rows.append(Row(each.address, each.record, released.as_of, digest.whole, digest.parts))
    return sorted(rows, key=lambda row: row.address)


def _digest(each: PermanentAddress) -> Digest:
    if isinstance(each.shown, Path):
        return Digest(digest_of_bytes(each.shown.read_bytes()), {})
    return digest_of_words(each.shown) if isinstance(each.shown, str) else digest_of(each.shown)
