"""The site of a preview, in memory: each file is made when it is asked for. Knows nothing of servers.

At a change of one source that file alone is read, and the page that is looked at is rendered. What files say of each
other is checked behind it. Data, feeds and the search index, which need all records, follow when nothing else is to be
done. At any other change everything is read and checked first, with what is known of files that did not change.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator.checks.check import own_problems
from generator.dates import london_day
from generator.files import display_path
from generator.pages.rendering import Renderer
from generator.problems import (
    Category,
    EnvironmentFailure,
    Place,
    Problem,
    Severity,
    SourceChangedError,
    gravest_category,
    sorted_unique,
)  # fmt: skip
from generator.publishing.build import BuildOptions, BuildResult
from generator.publishing.check import project_problems
from generator.publishing.exchange import build_lock
from generator.publishing.site.edition import INDEX, Edition
from generator.publishing.state import cache_folder
from generator.reading.content_folder import SourceFile
from generator.register.read import RegisterReading, read_register, reread
from generator.register.release import next_release, release, unreleased_records, with_text_of
from generator.register.sources.cache import SourceCache
from generator.theme.frame import Theme, ThemeError
from generator.theme.templates import template_folders

SEARCH = "search/"
"""The folder of the search index, and of the page that reads it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known from the last reading, and until when it is true."""

    reading: RegisterReading
    files: Mapping[str, SourceFile]
    """The sources by their paths on the disk."""
    problems: Sequence[Problem]
    as_of: datetime
    until: datetime | None
    """The moment at which another record is released."""
    is_checked: bool = True
    """Whether it is known what files say of each other."""

    def is_of(self, now: datetime) -> bool:
        """Check whether the same records are released at another moment, and withdrawn on its day."""
        return london_day(now) == london_day(self.as_of) and (self.until is None or now < self.until)


class PreviewedSite:
    """A site that is read again at each change; if that fails, the last edition stays."""

    def __init__(self, options: BuildOptions, render_theme: Callable[[], Theme], now: Callable[[], datetime]) -> None:
        """Prepare a preview; `now` is the moment at which it is judged what is released."""
        self._options, self._render_theme, self._now = options, render_theme, now
        self._sources = SourceCache(cache_folder(options.state), display_path(options.content))
        self._known: _Known | None = None
        self._edition: Edition | None = None
        self._proven: Edition | None = None
        """The last edition in which everything was checked and right."""
        self._templates: tuple[float, ...] = ()
        self._index: dict[str, bytes] = {}
        self._indexed: Edition | None = None
        self._indexing, self._reading = threading.Lock(), threading.Lock()
        self._turn = 0
        """Counts changes: what is made while nothing else is to be done is left at the next."""
        self._looked_at: deque[str] = deque(maxlen=4)

    def read(self, path: str) -> bytes | None:
        """Return a file of the site, or None. A search is answered from the last index that was made."""
        edition = self._edition
        if edition is None:
            return None
        if path.startswith(SEARCH) and not path.endswith(INDEX):
            if self._indexed is None:
                self.make_index()
            return self._index.get(path)
        if path.endswith(f"/{INDEX}") and (address := path.removesuffix(f"/{INDEX}")) not in self._looked_at:
            self._looked_at.append(address)
        with suppress(SourceChangedError):  # the change is not read yet, or is wrong
            return edition.read(path)
        return None

    def near(self) -> list[str]:
        """Return the paths on the disk from which the pages may come that are looked at."""
        return [
            os.path.join(self._options.content, *name.split("/")) + ending  # noqa: PTH118 - fifty times a second
            for address in list(self._looked_at)
            for name in (address, address.rpartition("/")[0])
            for ending in (".md", ".yml")
        ]

    def refresh(self, changed: Collection[str] | None = None) -> BuildResult:
        """Read what changed and begin a new edition if nothing is wrong.

        Everything is checked first; but where no path but that of one source is said to have `changed`, what files say
        of each other is checked by `check` afterwards.
        """
        started = time.monotonic()
        self._turn += 1
        with self._reading:
            try:
                quick = self._refresh_one(started, *changed) if changed and len(changed) == 1 else None
                return quick or self._refresh(started)
            except ThemeError as error:
                return BuildResult(Category.CONTENT, message=str(error))
            except EnvironmentFailure as error:
                return BuildResult(Category.MACHINE, message=str(error))
            except OSError as error:
                where = f"{error.filename}: " if error.filename else ""
                return BuildResult(Category.MACHINE, message=f"{where}{error.strerror or error}.")

    def _refresh_one(self, started: float, path: str) -> BuildResult | None:
        """Read one source again; return None where that is not all that there is to do."""
        known, edition, now = self._known, self._edition, self._now()
        file = known.files.get(path) if known else None
        if not (known and edition and file and known.is_of(now) and _is_file(Path(path))):
            return None
        facts = self._sources.facts_of(file.path)
        reading = reread(known.reading, file, self._sources)
        if reading is None:
            return None
        own = own_problems(reading, file, now, quotes_unreleased=self._options.with_drafts)
        others = (problem for problem in known.problems if problem.place.path != file.display_path)
        self._known = replace(known, reading=reading, problems=sorted_unique([*others, *own]), is_checked=False)
        if failure := gravest_category(self._problems):
            return BuildResult(failure, self._problems)
        register, released = reading.register, edition.released
        if edition.register is known.reading.register and facts == self._sources.facts_of(file.path):
            old, new = (each.register.by_path(file.path) for each in (known.reading, reading))
            released, unreleased = with_text_of(released, old, new), edition.unreleased
        else:
            released = release(register, now, with_drafts=self._options.with_drafts)
            unreleased = unreleased_records(released)
        self._edition = edition.again(register, released, unreleased)
        return self._result(self._edition, started)

    def _refresh(self, started: float) -> BuildResult:
        as_of = self._now()
        options = self._options
        reading = read_register(options.content, self._sources)
        problems = self._problems_of(reading, as_of)
        until = next_release(reading.register, as_of)
        self._known = _Known(reading, {str(file.file): file for file in reading.files}, problems, as_of, until)
        self._save()
        if failure := gravest_category(self._problems):
            return BuildResult(failure, self._problems)
        with build_lock(options.state):  # another preview of the same content may be rendering it
            theme = self._render_theme()
        released = release(reading.register, as_of, with_drafts=options.with_drafts)
        folders = tuple(template_folders(options.project))
        renderer = Renderer(folders, theme, released, cache_folder(options.state))
        edition = Edition.of(theme, reading.register, released, renderer)
        self._prove_templates(edition, folders)
        self._edition = self._proven = edition
        return self._result(edition, started)

    def check(self) -> BuildResult | None:
        """Check what files say of each other, if that has not been done; None also if there is a change meanwhile.

        If something is wrong, the last edition is shown again in which nothing was.
        """
        started = time.monotonic()
        with self._reading:
            known, edition = self._known, self._edition
            if known is None or edition is None or known.is_checked or gravest_category(self._problems):
                return None
        try:
            problems = self._problems_of(known.reading, self._now())
        except SourceChangedError:
            return None
        with self._reading:
            if self._known is not known:
                return None
            self._known = replace(known, problems=problems, is_checked=True)
            if failure := gravest_category(self._problems):
                self._edition = self._proven
                return BuildResult(failure, self._problems)
            self._proven = edition
            return self._result(edition, started)

    def _problems_of(self, reading: RegisterReading, as_of: datetime) -> list[Problem]:
        options = self._options
        settings = options.project / options.settings
        return project_problems(reading, settings, options.site, as_of, quotes_unreleased=options.with_drafts)

    @property
    def _problems(self) -> list[Problem]:
        """The problems that matter: a preview may show what is not released or finished, and publishes nothing."""
        problems = list(self._known.problems) if self._known else []
        if self._options.with_drafts:
            held_back = {Category.UNRELEASED, Category.VANISHED}
            problems = [problem for problem in problems if problem.category not in held_back]
        return problems

    def _result(self, edition: Edition, started: float) -> BuildResult:
        place = Place("content/pages")
        warnings = (Problem(place, message, "", Severity.WARNING, "pages") for message in edition.theme.warnings)
        return BuildResult(
            None, sorted_unique([*self._problems, *warnings]), records=edition.records,
            seconds=time.monotonic() - started,
            unreleased=dict(edition.unreleased) if self._options.with_drafts else {},
        )  # fmt: skip

    def _prove_templates(self, edition: Edition, folders: tuple[Path, ...]) -> None:
        """Render a page of each kind if a template was changed, so that a fault in one is seen at once."""
        moments = tuple(file.stat().st_mtime for folder in folders for file in sorted(folder.rglob("*.html")))
        if self._templates not in {(), moments}:
            edition.render_each_kind()
        self._templates = moments

    def follow(self) -> None:
        """Make what needs all records, when nothing else is to be done; leave off at a change."""
        if (edition := self._edition) and edition is not self._indexed:
            turn = self._turn
            with self._reading:
                self._save()
            edition.keep_templates()
            edition.make_outputs(lambda: self._turn == turn)
            self.make_index(turn)

    def _save(self) -> None:
        """Keep what was read for the next preview; of what is not released, nothing."""
        if self._known:
            released = release(self._known.reading.register, self._known.as_of)
            self._sources.save({record.path for record in released.standing})

    def make_index(self, turn: int | None = None) -> None:
        """Make the search index of the present edition, unless it is made, or there is a change after a turn."""
        with self._indexing:
            if (edition := self._edition) and edition is not self._indexed:
                content, state = self._options.content, self._options.state
                index = edition.make_index(content, state, lambda: turn is None or self._turn == turn)
                if index is not None:
                    self._index, self._indexed = index, edition


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
