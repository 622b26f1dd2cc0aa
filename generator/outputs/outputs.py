"""Other forms of the register than pages. To add one: a module here, and its name in `_MODULES`.

What is a form of one page is made with it: `files_of_page`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from generator.outputs import deadlines_ics, feed, findings_table, headers, redirects, responses_table, sitemap
from generator.outputs.data import register_files, schemas
from generator.outputs.data.record_json import files_of_page
from generator.pages.page import PageSummary
from generator.register.released import ReleasedRegister
from generator.theme.site import Site

__all__ = ["OUTPUTS", "files_of_page"]


@dataclass(frozen=True, slots=True)
class Output:
    """One form of the register: files, each with its path on the site."""

    name: str
    files: Callable[[ReleasedRegister, Site, Iterable[PageSummary]], Iterator[tuple[str, bytes]]]
    is_of_pages: bool
    """Whether it is made of what pages say of themselves; the others need no page to be there."""


def _of(module: ModuleType) -> Output:
    return Output(module.__name__.removeprefix("generator.outputs."), module.files, module in _OF_PAGES)


_MODULES = (register_files, findings_table, responses_table, schemas, sitemap, feed, deadlines_ics, redirects, headers)
_OF_PAGES = (sitemap, feed)
OUTPUTS = tuple(map(_of, _MODULES))
