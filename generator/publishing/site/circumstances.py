"""What a site is made in and of: the circumstances of a build, and the digest of each thing that a page can use."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.outputs.data.section55_json import OBJECT, written_objects
from generator.publishing.options import BuildOptions
from generator.publishing.site.digests import RECORD, SIZE, Digests
from generator.reading.ledger import NAME as LEDGER
from generator.reading.leftovers import files_below
from generator.reading.synonyms import read_synonyms
from generator.records.kinds import Record
from generator.register.permanent import recorded_texts
from generator.register.released import ReleasedRegister
from generator.register.sources.cache import SourceCache
from generator.theme.frame import Theme
from generator.theme.site import Site
from generator.theme.templates import template_folders
from generator.uses import ALL, TEXT, Use

FACTS: Use = ("facts", ALL)
"""All that records say besides their texts."""
TEXTS: Use = (TEXT, ALL)
PAGES: Use = ("pages", ALL)
"""What outputs need of all pages, once all are made."""

_NOTHING = bytes(SIZE)


@dataclass
class Evidence:
    """What is known of a register, for comparison with what the last build knew."""

    released: ReleasedRegister
    sources: SourceCache
    site: Site
    pages: Sequence[Any] = field(default=())
    """What outputs need of all pages, as plain data."""
    objects: Mapping[str, bytes] | None = None
    """The digest of the object of each record that the last build wrote, once it is known."""
    _answers: dict[str, Any] = field(default_factory=dict)
    """All answers to each question that was noted."""

    def digest_of(self, use: Use) -> bytes:
        """Return the digest of what is used, as it is now."""
        kind, name = use
        if use == TEXTS:
            return _digest(*(f"{path}\0".encode() + digest for path, digest in self._texts.items()))
        if kind == TEXT:
            return self._texts.get(name, _NOTHING)
        if kind == LEDGER:
            record = self._by_path.get(name)
            return (
                self.digests.of([row.digest for row in recorded_texts(self.released, record)]) if record else _NOTHING
            )
        if kind == RECORD:
            return self._facts.get(name, _NOTHING)
        if use == FACTS:
            return self.facts
        if use == PAGES:
            return self.digests.of(self.pages)
        if kind == OBJECT and self.objects is not None:
            return self.objects.get(name, _NOTHING)
        if kind == OBJECT:
            record = self._by_path.get(name)
            return _digest(written_objects(self.released, self.site).of(record).encode()) if record else _NOTHING
        if kind not in self._answers:
            self._answers[kind] = self.released.answers_now(kind)
        answers = self._answers[kind]
        return self.digests.of(answers if name == ALL else answers.get(name) if answers else None)

    @cached_property
    def digests(self) -> Digests:
        """What makes digests of values."""
        return Digests(self._facts, self._files)

    @cached_property
    def _by_path(self) -> dict[str, Record]:
        return {record.path: record for record in self.released.standing}

    @cached_property
    def _facts(self) -> dict[str, bytes]:
        return dict(self.sources.facts)

    @cached_property
    def _files(self) -> dict[Path, bytes]:
        return {file: _digest(file.read_bytes()) for file in self.released.attachments.values()}

    @cached_property
    def _texts(self) -> dict[str, bytes]:
        """A digest of the text of each record that may be seen, with those of its translations."""
        keys, texts = self.sources.texts, {}
        for record in (*self.released.standing, *self.released.withdrawn):
            names = [record.path, *(f"{record.path}.{language}" for language in self.released.translations)]
            texts[record.path] = _digest(*(keys.get(name, _NOTHING) for name in names))
        return texts

    @cached_property
    def facts(self) -> bytes:
        """The digest of all that any answer of the register can depend on."""
        released, facts = self.released, self._facts
        digest = hashlib.sha256()
        for record in released.standing:
            digest.update(f"\n{record.path} {released.late_releases.get(record.id)} ".encode() + facts[record.path])
        for record in released.withdrawn:
            withdrawal = released.withdrawals[record.path]
            digest.update(f"\n{record.path} {withdrawal.on} {withdrawal.reason} ".encode() + facts[record.path])
        for language, translations in sorted(released.translations.items()):
            for path in translations:
                digest.update(f"\n{path}.{language} ".encode() + facts[f"{path}.{language}"])
        for path, file in released.attachments.items():
            digest.update(f"\n{path} ".encode() + self._files[file])
        return digest.digest()[:SIZE]


def _digest(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()[:SIZE]


def circumstances_of(released: ReleasedRegister, theme: Theme, options: BuildOptions, *, makes_pdfs: bool) -> str:
    """Return a digest of all that pages and outputs are made of besides records.

    The moment of a build is none of it: what is released at that moment is, and its day.
    """
    synonyms, _ = read_synonyms(options.content)
    chosen = options.opens_from_disk, options.with_drafts, options.with_search, makes_pdfs, synonyms
    digest = hashlib.sha256(repr((chosen, released.today, sorted(released.translations))).encode())
    for file in released.attachments.values() if makes_pdfs else ():  # which go into them
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    for folder in template_folders(options.project)[:-1]:  # the program's own are part of every cache's key
        for file in files_below(folder):
            digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    frames = [(name, frame.parts) for name, frame in sorted(theme.frames.items())]
    digest.update(repr((theme.site, theme.home.parts, frames)).encode())
    return digest.hexdigest()
