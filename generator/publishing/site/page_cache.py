"""The cache of pages and outputs: which files each made, and whose texts went into it.

All that a page can show is what records say (their facts), the texts it was seen to use, and its circumstances: the
day, the settings, the theme and the templates. Where facts and circumstances are as they were, only pages that use a
text that changed are made again, and of all others the files are kept.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.cache_file import read_cache, write_cache
from generator.publishing.manifest import Entry, SiteWriter
from generator.reading.ledger import NAME as LEDGER
from generator.reading.leftovers import files_below
from generator.records.response import Response
from generator.register.permanent import recorded_texts
from generator.register.released import ReleasedRegister
from generator.register.sources.cache import SourceCache
from generator.theme.frame import Theme

FILE = "pages.cache"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made at one address, or by one output."""

    files: tuple[Entry, ...]
    texts: frozenset[str]
    """The paths of the sources whose texts went into it."""
    others: tuple[str, ...] = ()
    """Names of files beside the site that belong to it."""


@dataclass(slots=True)
class PageCache:
    """What the last build made, and what this one does."""

    file: Path
    circumstances: str
    """The digest of all that is no text."""
    texts: Mapping[str, str]
    """A digest of each text, by the path of its source."""
    changed: frozenset[str] = frozenset()
    """The paths of sources whose texts are not those of the last build."""
    is_of_same: bool = False
    """Whether the last build was made in the same circumstances."""
    _last: dict[str, Made] = field(default_factory=dict)
    _now: dict[str, Made] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path, circumstances: str, texts: Mapping[str, str]) -> PageCache:
        """Read what the last build left; of another version, or torn, it is as good as nothing."""
        cache = cls(folder / FILE, circumstances, texts)
        data = read_cache(cache.file, circumstances)
        with suppress(ValueError, KeyError, TypeError):
            saved = json.loads(data) if data else None
            if saved:
                before = saved["texts"]
                paths = before.keys() | texts.keys()
                cache.changed = frozenset(path for path in paths if before.get(path) != texts.get(path))
                cache._last = {
                    name: Made(tuple(Entry(*entry) for entry in files), frozenset(used), tuple(others))
                    for name, (files, used, others) in saved["made"].items()
                }
                cache.is_of_same = True
        return cache

    def kept(self, writer: SiteWriter, names: Iterable[str] | None = None) -> Iterator[tuple[str, Made | None]]:
        """Yield each name of the last build, or each of `names`, with what it made if all of that could be kept."""
        for name in list(self._last) if names is None else names:
            made = self._last.get(name)
            if made and self.changed.isdisjoint(made.texts) and all(map(writer.keep, made.files)):
                self._now[name] = made
                yield name, made
            else:
                yield name, None

    def made(self, name: str) -> Made:
        """Return what was made under a name."""
        return self._now[name]

    def add(self, name: str, made: Made) -> None:
        """Note what was made."""
        self._now[name] = made

    def save(self) -> None:
        """Write it for the next build."""
        made = {
            name: (
                [(entry.path, entry.size, entry.sha256) for entry in made.files],
                sorted(made.texts),
                made.others,
            )
            for name, made in self._now.items()
        }
        data = json.dumps({"texts": dict(self.texts), "made": made}, separators=(",", ":")).encode()
        write_cache(self.file, data, self.circumstances)


def circumstances_of(
    released: ReleasedRegister, sources: SourceCache, theme: Theme, templates: Iterable[Path], options: Iterable[object]
) -> str:
    """Return a digest of all that pages and outputs are made of, but for the texts of records.

    The moment of a build is none of it: what is released at that moment is, and its day.
    """
    digest = hashlib.sha256(repr((*options, released.today)).encode())
    for folder in templates:
        for file in files_below(folder):
            digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    frames = [(name, frame.parts) for name, frame in sorted(theme.frames.items())]
    digest.update(repr((theme.site, theme.home.parts, frames)).encode())
    facts = sources.facts
    for record in released.standing:
        digest.update(f"\n{record.path} ".encode() + facts[record.path])
        if isinstance(record, Response) and (first := released.first_release_after_its_date(record)):
            digest.update(first.isoformat().encode())
    for record in released.withdrawn:
        withdrawal = released.withdrawals[record.path]
        digest.update(f"\n{record.path} {withdrawal.on} {withdrawal.reason} ".encode() + facts[record.path])
    for language, translations in sorted(released.translations.items()):
        for path in translations:
            digest.update(f"\n{path}.{language} ".encode() + facts[f"{path}.{language}"])
    for path, file in released.attachments.items():
        digest.update(f"\n{path} {os.stat(file).st_size}".encode())  # noqa: PTH116 - as in the stage
    return digest.hexdigest()


def texts_of(released: ReleasedRegister, sources: SourceCache) -> dict[str, str]:
    """Return a digest of the text of each record that may be seen, with those of its translations.

    Of what is still owed, the number of texts that the ledger has is one, too: entries of calendars count them.
    """
    keys = sources.texts
    texts = {}
    for record in (*released.standing, *released.withdrawn):
        names = [record.path, *(f"{record.path}.{language}" for language in released.translations)]
        texts[record.path] = "".join(keys[name].hex() for name in names if name in keys)
    for due in released.outstanding:
        for owed in (due.inspection, due.office):
            texts[f"{LEDGER} {owed.path}"] = str(len(recorded_texts(released, owed)))
    return texts
