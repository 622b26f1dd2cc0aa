"""Hands over what one process made of a site to the process that closes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from generator.publishing.manifest import SiteWriter, Written
from generator.publishing.site.page_cache import Made, PageCache
from generator.uses import Use


@dataclass(frozen=True, slots=True)
class MadeElsewhere:
    """What another process made."""

    made: list[tuple[str, Made]]
    uses: list[Use]
    """The uses that it gave numbers to, after those that both knew."""
    written: Written

    @classmethod
    def of(cls, names: Iterable[str], count: int, cache: PageCache, writer: SiteWriter) -> Self:
        """Return what this process made under some names, for one that knows the first `count` uses."""
        made = [(name, cache.made(name)) for name in names]
        return cls(made, cache.uses_since(count), writer.written(path for _, one in made for path, *_ in one.files))

    def adopt(self, count: int, cache: PageCache, writer: SiteWriter) -> None:
        """Take it over."""
        writer.adopt(self.written)
        for name, one in self.made:
            cache.adopt(name, one, count, self.uses)
