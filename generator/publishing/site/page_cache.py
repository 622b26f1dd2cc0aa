"""The cache of pages and outputs: which files each made, of what it was made, and what else was used to render it.

Where circumstances (the day, the settings, the theme, the templates) are as they were, a page is made again if an
answer of the register is not what it was when the page was made of it, and rendered again if it is then another page,
or if a text that was used to render it changed. Of all others the files are kept.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from generator.cache_file import read_cache, write_cache
from generator.publishing.manifest import Fields, SiteWriter
from generator.publishing.site.digests import SIZE
from generator.reading.ledger import NAME as LEDGER
from generator.uses import TEXT, Use

FILE = "pages.cache"
_SPARE_USES = 2
"""How many times the uses in use may be kept, before those that nothing has any more are forgotten."""

_NO_FACTS = {TEXT, LEDGER}
"""Kinds of use that may change where no fact does."""


class State(Enum):
    """What has to be done about something that the last build made."""

    KEPT = "kept"
    MADE_AGAIN = "made again"
    """It has to be made; if it is what it was, its files are kept."""
    RENDERED_AGAIN = "rendered again"


class Made(NamedTuple):
    """What was made at one address, or by one output; all of it is plain data, so that many are read at once."""

    files: tuple[Fields, ...]
    """The fields of the entry of each file."""
    made_of: bytes
    """The numbers of what the page was made of."""
    shown: bytes
    """The numbers of what else was used to render it."""
    digest: bytes = b""
    """Of the page, before it was rendered."""
    summary: Any = None
    """What outputs need of it, as plain data."""
    others: tuple[str, ...] = ()
    """Names of files beside the site that belong to it."""


@dataclass(slots=True)
class PageCache:
    """What the last build made, and what this one does."""

    file: Path
    circumstances: str
    """The digest of all that no use stands for."""
    digest_of: Callable[[Use], bytes]
    """Returns the digest of what is used, as it is now."""
    facts: bytes
    """The digest of all that records say besides their texts."""
    is_of_same: bool = False
    """Whether the last build was made in the same circumstances."""
    has_same_facts: bool = False
    """Whether its records said the same, besides their texts."""
    _in_use: int = 0
    """How many uses something had when they were last counted."""
    _uses: list[Use] = field(default_factory=list)
    _numbers: dict[Use, int] = field(default_factory=dict)
    _digests: list[bytes] = field(default_factory=list)
    """The digest of each use, as far as it is known."""
    _changed: set[int] = field(default_factory=set)
    """The numbers of uses that are not what they were in the last build."""
    _last: dict[str, Made] = field(default_factory=dict)
    _now: dict[str, Made] = field(default_factory=dict)

    def read(self, later: Collection[str] = ()) -> None:
        """Read what the last build left; of another version, or torn, it is as good as nothing.

        Uses of the kinds `later` have no digest yet: `take_later` asks for it.
        """
        data = read_cache(self.file, self.circumstances)
        with suppress(ValueError, KeyError, TypeError, EOFError):
            if data:
                # This program wrote these bytes.
                facts, self._in_use, uses, digests, rows = marshal.loads(data)  # noqa: S302
                self._digests = [digests[start : start + SIZE] for start in range(0, len(digests), SIZE)]
                self.has_same_facts = facts == self.facts
                for number, use in enumerate(uses):
                    if use[0] in _NO_FACTS if self.has_same_facts else use[0] not in later:
                        self._compare(number, use)
                self._uses, self._numbers = uses, dict(zip(uses, range(len(uses)), strict=True))
                self._last = {name: Made._make(row) for name, row in rows.items()}
                self.is_of_same = True

    def take_later(self, kind: str) -> None:
        """Take in the digests of a kind of use that could not be known when the cache was read."""
        for number, use in enumerate(self._uses[: len(self._digests)]):
            if use[0] == kind:
                self._compare(number, use)

    def digests_now(self, kind: str) -> dict[str, bytes]:
        """Return the digest, as it is now, of each thing of a kind that the last build used."""
        return {use[1]: self.digest_of(use) for use in self._uses[: len(self._digests)] if use[0] == kind}

    def _compare(self, number: int, use: Use) -> None:
        """Take in the digest of a use as it is now."""
        digest = self.digest_of(use)
        if digest != self._digests[number]:
            self._digests[number] = digest
            self._changed.add(number)

    # --- What was made before ---

    def last(self, prefix: str) -> Iterator[str]:
        """Yield the names under which the last build made something, of those with a prefix."""
        return (name for name in self._last if name.startswith(prefix))

    def state_of(self, name: str) -> State:
        """Return what has to be done about what the last build made; what it did not make is rendered."""
        made = self._last.get(name)
        if made is None or self._has_changed(made.shown):
            return State.RENDERED_AGAIN
        return State.MADE_AGAIN if self._has_changed(made.made_of) else State.KEPT

    def _has_changed(self, numbers: bytes) -> bool:
        return bool(self._changed) and not self._changed.isdisjoint(_numbers(numbers))

    def keep(self, name: str, writer: SiteWriter) -> Made | None:
        """Keep the files of the last build under a name; return None if they could not be kept."""
        made = self._last[name]
        if not writer.keep(made.files):
            return None
        self._now[name] = made
        return made

    def is_same(self, name: str, digest: bytes) -> bool:
        """Check whether a page is as the last build made it."""
        made = self._last.get(name)
        return made is not None and made.digest == digest

    def replace_use(self, name: str, made_of: bytes, summary: Any) -> None:
        """Note of what a page was made this time whose files were kept."""
        self._now[name] = self._now[name]._replace(made_of=made_of, summary=summary)

    # --- What is made now ---

    def made(self, name: str) -> Made:
        """Return what was made under a name."""
        return self._now[name]

    def add(self, name: str, made: Made) -> None:
        """Note what was made."""
        self._now[name] = made

    def numbers(self, uses: Iterable[Use]) -> bytes:
        """Return the numbers of uses."""
        known = self._numbers
        return array("I", [known[use] if use in known else self._number(use) for use in uses]).tobytes()

    def _number(self, use: Use) -> int:
        number = self._numbers[use] = len(self._uses)
        self._uses.append(use)
        return number

    @property
    def count(self) -> int:
        """How many uses have a number."""
        return len(self._uses)

    def uses_since(self, count: int) -> list[Use]:
        """Return the uses that got a number after the first ones."""
        return self._uses[count:]

    def adopt(self, name: str, made: Made, count: int, uses: list[Use]) -> None:
        """Take over what another process made, which gave other numbers to `uses` after the first ones."""

        def renumbered(numbers: bytes) -> bytes:
            before = _numbers(numbers)
            if all(number < count for number in before):
                return numbers
            return self.numbers(self._uses[number] if number < count else uses[number - count] for number in before)

        self.add(name, made._replace(made_of=renumbered(made.made_of), shown=renumbered(made.shown)))

    def save(self) -> None:
        """Write it for the next build, now and then without the uses that nothing has any more."""
        rows = self._now
        if self._is_as_before():
            return
        if len(self._uses) > _SPARE_USES * self._in_use:
            used = sorted({number for made in rows.values() for number in _numbers(made.made_of + made.shown)})
            place = {number: position for position, number in enumerate(used)}
            self._digests = [self._digest(number) for number in used]
            self._uses, self._in_use = [self._uses[number] for number in used], len(used)
            rows = {
                name: made._replace(made_of=_placed(made.made_of, place), shown=_placed(made.shown, place))
                for name, made in rows.items()
            }
        digests = b"".join(map(self._digest, range(len(self._uses))))
        plain = {name: tuple(made) for name, made in rows.items()}
        data = marshal.dumps((self.facts, self._in_use, self._uses, digests, plain))
        write_cache(self.file, data, self.circumstances)

    def _is_as_before(self) -> bool:
        """Check whether the last build's cache says what this one's would."""
        is_same = self.is_of_same and self.has_same_facts and not self._changed
        return (
            is_same
            and len(self._now) == len(self._last)
            and not any(made is not self._last.get(name) for name, made in self._now.items())
        )

    def _digest(self, number: int) -> bytes:
        return self._digests[number] if number < len(self._digests) else self.digest_of(self._uses[number])


def _numbers(data: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(data)
    return numbers


def _placed(numbers: bytes, place: Mapping[int, int]) -> bytes:
    return array("I", [place[number] for number in _numbers(numbers)]).tobytes()
