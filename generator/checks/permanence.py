"""Compares a build with the ledger: which address would vanish, and which text has changed without a correction.

Messages name places, parts and dates and never quote the text, which may not be public.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from generator.dates import london_day, wording
from generator.files import display_path
from generator.languages import TRANSLATION_LANGUAGES
from generator.messages import quoted
from generator.problems import Category, Place, Problem, Severity
from generator.reading.ledger import Row
from generator.records.fields import Correction
from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.kinds import KINDS, Record
from generator.records.response import Response
from generator.register.addresses import attachment_address, old_ids
from generator.register.digests import (
    CORRECTIONS,
    Digest,
    change_in_words,
    changed_facts,
    digest_of,
    digest_of_bytes,
    digest_of_response,
    digest_of_words,
)
from generator.register.permanent import FORWARDED, WITHDRAWN, permanent_addresses
from generator.register.register import Register
from generator.register.release import release
from generator.register.released import ReleasedRegister

_NO_TEXT = {digest_of_words(FORWARDED).whole, digest_of_words(WITHDRAWN).whole}


def permanence_problems(register: Register, as_of: datetime) -> Iterator[Problem]:
    """Yield a problem for each address and text in the ledger that a build at this time would lose or change."""
    if not register.ledger.is_kept:
        return
    build = _LedgerComparison(register, release(register, as_of))
    if not register.broken:  # a record that cannot be read would look vanished, and has its own problem
        yield from build.vanished()
    for inspection in build.now.inspections.values():
        yield from build.changes_of_report(inspection)
    for response in build.now.responses.values():
        yield from build.changes(response)
        yield from build.earlier_date(response)


@dataclass(frozen=True)
class _LedgerComparison:
    """What a build would publish, and what the ledger says was published."""

    register: Register
    now: ReleasedRegister

    @cached_property
    def _kept(self) -> Mapping[str, list[Row]]:
        return self.register.ledger.by_address

    @cached_property
    def _owners(self) -> Mapping[str, Record]:
        """Every record by its path and by its old ones."""
        return {id_: record for record in self.register.all for id_ in (*old_ids(record), record.path)}

    @cached_property
    def _withdrawn(self) -> frozenset[str]:
        return frozenset(record.path for record in self.now.withdrawn)

    @cached_property
    def _standing(self) -> frozenset[str]:
        return frozenset(record.path for record in self.now.standing)

    @property
    def _root(self) -> str:
        return display_path(self.register.content)

    # --- Addresses ---

    def vanished(self) -> Iterator[Problem]:
        """Yield a problem for each address that would no longer exist, at its first line in the ledger."""
        path = self.register.ledger.path
        present = {permanent.address for permanent in permanent_addresses(self.register, self.now)}
        of_records = [address for address, rows in self._kept.items() if not rows[0].record.startswith("pages/")]
        if of_records and present.isdisjoint(of_records):
            message = (
                f"This is the ledger of another site: none of its {len(of_records):,} addresses of records "
                "is in this build"
            )
            yield _problem(
                Place(path), message, "Put this site's own ledger back; where the site is new, delete the file"
            )
            return
        for address, rows in self._kept.items():
            if address not in present and not self._is_explained(rows[0]):
                yield _problem(Place(path, rows[0].line), *self._loss(rows[0]))

    def _is_explained(self, row: Row) -> bool:
        """Check whether a file may be gone: its record is withdrawn, or a correction names the file."""
        owner = self._owners.get(row.record)
        if row.address.endswith("/") or owner is None:
            return False
        name = row.address.rpartition("/")[2]
        return owner.path in self._withdrawn or any(
            name in correction.note for correction in self._corrections_since(row, owner)
        )

    def _loss(self, row: Row) -> tuple[str, str]:
        if row.first_released > self.now.as_of:
            message = (
                f"The address {row.address} was first released on {_day(row)}, after the moment this build is judged at"
            )
            return message, "Build as of that moment or later; if the line was recorded by mistake, delete it"
        message = f"The address {row.address} was published on {_day(row)}, and would no longer exist"
        if row.record.startswith("pages/"):
            return message, f"Put {self._root}/{row.record} back; its text may say where things are now"
        if not row.address.endswith("/"):
            file, name = row.address.lstrip("/"), row.address.rpartition("/")[2]
            return (
                message,
                f"Put {self._root}/{file} back, or write under corrections of its record why {name} was taken away",
            )
        return message, self._cures(row)

    def _cures(self, row: Row) -> str:
        record_id, mark, finding = row.record.partition("#")
        language = row.address.split("/")[1]
        if language in TRANSLATION_LANGUAGES:
            translation, record_id = record_id, record_id.removesuffix(f".{language}")
            if record_id in self._standing:
                return f"Put {self._root}/{translation}.md back"
        folder, _, id_ = record_id.partition("/")
        ending = next((kind.path_pattern.ending for kind in KINDS if kind.folder == folder), ".md")
        file = f"{self._root}/{record_id}{ending}"
        record = self._owners.get(record_id)
        if not mark and record_id in self._standing:  # it only forwarded from here
            return f"Write in {file} again: aliases: [{row.address.strip('/')}]"
        if mark and isinstance(record, Inspection) and record.id in self.now.inspections:
            alias = f"{record_id.partition('/')[2]}/{finding}"
            id_back = f"Give it its id back, {{#{finding}}} after its heading in {file}"
            return f"{id_back}; if the report has no such finding, write there: aliases: [{alias}]"
        withdrawn = f"withdrawn: {{on: {self.now.today.isoformat()}, reason: ...}}"
        if record and record.path == record_id:
            return f"Give {file} its date of publication back; to take its text away, add {withdrawn}"
        return f"Write aliases: [{id_}] in the record that took its place, or put {file} back and add {withdrawn}"

    # --- Texts ---

    def changes(self, response: Response) -> Iterator[Problem]:
        """Name a response whose text, or one of whose files, is not what was recorded and is not corrected since."""
        addresses = [f"/{path}/" for path in (response.path, *old_ids(response))]
        yield from self._change(response, addresses)
        for language, translations in self.now.translations.items():
            if isinstance(translation := translations.get(response.path), Response):
                yield from self._change(translation, [f"/{language}{address}" for address in addresses])
        yield from self._changed_files(response)

    def _change(self, response: Response, addresses: Sequence[str]) -> Iterator[Problem]:
        row = self._newest_text(addresses)
        if row is None:
            return
        digest = digest_of_response(response)
        if (
            (digest.whole == row.digest or row.digest in self._before_renaming(response))
            and not changed_facts(row.parts, digest.parts)
        ) or self._is_noted(response, digest, row):
            return
        changed = change_in_words(row.parts, digest.parts)
        parts = f" ({changed})" if changed else ""
        message = f"The text published on {_day(row)} has changed since, and no correction says so{parts}"
        yield _problem(response.source.position(), message, self._note_to_write(response), "correction")

    def changes_of_report(self, inspection: Inspection) -> Iterator[Problem]:
        """Name a report's date or duty, and each finding's words, that are not as recorded and not corrected since."""
        addresses = [f"/{path}/" for path in (inspection.path, *old_ids(inspection))]
        recorded, digest = self._newest_text(addresses), digest_of(inspection)
        if recorded is None:
            return
        if (names := changed_facts(recorded.parts, digest.parts)) and not self._is_noted(inspection, digest, recorded):
            changed = change_in_words(recorded.parts, digest.parts)
            since = f"since it was published on {_day(recorded)}"
            message = f"A fact that decides a status has changed {since}, and no correction says so ({changed})"
            place = inspection.source.position(names[0].removeprefix(":"))
            yield _problem(place, message, self._note_to_write(inspection), "correction")
        for finding in inspection.findings:
            row = self._newest_text([f"{address}{finding.id}/" for address in addresses])
            if row is None or row.digest == digest_of(finding).whole:
                continue
            # A finding has no corrections of its own: those of its report were recorded with the report.
            noted = bool(self._corrections_since(row, inspection))
            if not noted or digest.parts.get(CORRECTIONS) == recorded.parts.get(CORRECTIONS):
                words = f"The words of {quoted(finding.id)} published on {_day(row)}"
                message = f"{words} have changed since, and no correction says so"
                yield _problem(_place_of(inspection, finding), message, self._note_to_write(inspection), "correction")

    def _newest_text(self, addresses: Sequence[str]) -> Row | None:
        """Return the newest text recorded at the record's address, or else at an old one."""
        for address in addresses:
            rows = [row for row in self._kept.get(address, []) if row.digest not in _NO_TEXT]
            if rows:
                return rows[-1]
        return None

    def _before_renaming(self, response: Response) -> Iterator[str]:
        """Yield the response's digests from when a report that it answers had an old id."""
        for id_ in response.inspection_ids:
            for old in old_ids(self.now.inspections[id_]):
                yield digest_of_response(response, {id_: old.partition("/")[2]}).whole

    def _is_noted(self, record: Record, digest: Digest, row: Row) -> bool:
        """Check for a correction written since the text was recorded: its day alone would let a second change pass."""
        return bool(self._corrections_since(row, record)) and digest.parts.get(CORRECTIONS) != row.parts.get(
            CORRECTIONS
        )

    def _corrections_since(self, row: Row, record: Record) -> list[Correction]:
        since = london_day(row.first_released)
        return [correction for correction in record.facts.corrections if since <= correction.on <= self.now.today]

    def _note_to_write(self, record: Record) -> str:
        """Return the cure, which ends in a line that can be pasted."""
        entry = f"{{on: {self.now.today.isoformat()}, note: ...}}"
        where, line = (
            ("under corrections, ", f"- {entry}") if record.facts.corrections else ("", f"corrections: [{entry}]")
        )
        kept = "If this was not meant, put the text back"
        return f"{kept}. If it was, add this line {where}and say what changed and why: {line}"

    def _changed_files(self, response: Response) -> Iterator[Problem]:
        for place, attachment in enumerate(response.facts.attachments):
            path = attachment_address(response, attachment)
            rows, file = self._kept.get(f"/{path}"), self.now.attachments.get(path)
            if (
                rows
                and file
                and digest_of_bytes(file.read_bytes()) != rows[-1].digest
                and not self._corrections_since(rows[-1], response)
            ):
                name = quoted(attachment.file)
                message = f"The file {name} published on {_day(rows[-1])} has changed since, and no correction says so"
                yield _problem(
                    response.source.position("attachments", place, "file"),
                    message,
                    self._note_to_write(response),
                    "correction",
                )

    # --- Dates ---

    def earlier_date(self, response: Response) -> Iterator[Problem]:
        """Warn of a date of publication earlier than the first release."""
        first = self.now.first_release_after_its_date(response)
        if first and response.published:
            dated = response.published.wording
            message = (
                f"The date of publication, {dated}, is earlier than the first release that the ledger records, "
                f"{wording(first)}"
            )
            hint = "Check the date; where an old paper is taken over as it stands, add: recorded-as-published: true"
            place = response.source.position("published")
            yield Problem(place, message, hint, Severity.WARNING, "published-before-first-release")


def _place_of(inspection: Inspection, finding: Finding) -> Place:
    lines = [heading.line for heading in inspection.source.markdown.headings if heading.text == finding.heading]
    return inspection.source.body_position(lines[0]) if lines else inspection.source.position()


def _problem(place: Place, message: str, hint: str, rule: str = "vanished") -> Problem:
    return Problem(place, message, hint, rule=rule, category=Category.VANISHED)


def _day(row: Row) -> str:
    return wording(london_day(row.first_released))
