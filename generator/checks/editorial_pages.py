"""Checks the hand-written pages of `content/pages`: what MkDocs would publish too early, elsewhere, or not at all."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from generator.dates import NotADateError, is_released, read_publication
from generator.files import display_path
from generator.languages import page_address
from generator.messages import did_you_mean, join_words, quoted
from generator.problems import Category, Place, Problem
from generator.reading.editorial_page import EditorialPage, read_editorial_page
from generator.reading.link_targets import is_external
from generator.register.addresses import OWN_ADDRESSES, old_ids
from generator.register.register import Register

_RECORD_DEPTHS = {"offices": (2,), "inspections": (3, 4), "responses": (4,), "panel-reports": (4,)}
"""How many parts the address of a record has, by its first; an inspection's findings have one more."""


def editorial_page_problems(register: Register, as_of: datetime) -> Iterator[Problem]:
    """Name every page that is not ready, hides something in its source, or leads nowhere."""
    root = display_path(register.content)
    yield from _address_problems(register, root)
    site = _SiteAddresses(register)
    for path in sorted(register.pages):
        if path.endswith(".md"):
            page, problems = read_editorial_page(register.content / path, path=path, display_path=f"{root}/{path}")
            yield from problems
            if page:
                yield from _release_problems(page, as_of)
                yield from _comment_problems(page)
                yield from _link_problems(page, site)
                yield from _lost_words(page)


def _address_problems(register: Register, root: str) -> Iterator[Problem]:
    """Name pages that would take an address of the site's own, or that of another page."""
    paths_by_address: dict[str, list[str]] = defaultdict(list)
    for path in sorted(register.pages):
        if path.endswith(".md"):
            paths_by_address[page_address(path.removeprefix("pages/"))].append(path)
    for address, (first, *others) in paths_by_address.items():
        for path in others:
            message = f"This page and {quoted(first)} have one address, /{address}"
            yield Problem(Place(f"{root}/{path}"), message, "Rename or delete one of them")
        parts = address.removeprefix("cy/").split("/")
        if parts[0] in OWN_ADDRESSES:
            message = f"This page would take the place of the site's own page /{parts[0]}/"
            hint = f"Rename it, for example to {parts[0]}-explained.md"
            yield Problem(Place(f"{root}/{first}"), message, hint)


def _release_problems(page: EditorialPage, as_of: datetime) -> Iterator[Problem]:
    """Name a page that is meant to wait: a page is published as soon as it is in `content/pages`."""
    hint = "Move the file out of content/pages until then"
    names = {name.lower(): name for name in page.facts}
    draft = page.facts.get(names.get("draft", ""))
    if isinstance(draft, str) and draft.strip().lower() not in {"", "false", "no", "off", "n", "0"}:
        message = "This page says that it is a draft, and it would be published"
        yield Problem(page.fact_place(names["draft"]), message, hint, category=Category.UNRELEASED)
    published = page.facts.get(names.get("published", ""))
    if not isinstance(published, str):
        return
    try:
        publication = read_publication(published.strip(), exact=False)
    except NotADateError as error:
        yield Problem(page.fact_place(names["published"]), error.message, error.hint)
        return
    if not is_released(publication, as_of):
        message = f"This page says that it is published on {publication.wording}, and it would be published now"
        yield Problem(page.fact_place(names["published"]), message, hint, category=Category.UNRELEASED)


def _comment_problems(page: EditorialPage) -> Iterator[Problem]:
    for place in page.comments():
        message = "This comment is hidden on the page and stands in its source, where anyone can read it"
        yield Problem(place, message, "Delete it, from <!-- to -->", category=Category.UNRELEASED, rule="comment")


def _lost_words(page: EditorialPage) -> Iterator[Problem]:
    for lost in page.markdown.dropped_words():
        yield Problem(page.body_position(lost.line, lost.column), lost.message, lost.hint, lost.severity, lost.rule)


def _link_problems(page: EditorialPage, site: _SiteAddresses) -> Iterator[Problem]:
    for link in page.markdown.links:
        path = re.split(r"[#?]", link.address)[0].removesuffix("index.html")
        is_on_site = not is_external(link.address) or re.match("/(?!/)", link.address)
        if path and is_on_site and (fault := site.fault_of(page, path)):
            yield Problem(page.body_position(link.line, link.column), *fault)


@dataclass(frozen=True)
class _SiteAddresses:
    """What a link from a page can lead to."""

    register: Register

    @cached_property
    def _records(self) -> frozenset[str]:
        records = [path for record in self.register.all for path in (record.path, *old_ids(record))]
        findings = [
            f"inspections/{finding.inspection_id}/{finding.id}"
            for inspection in self.register.inspections.values()
            for finding in inspection.findings
        ]
        return frozenset([*records, *findings, *self.register.attachments])

    @cached_property
    def _pages(self) -> frozenset[str]:
        addresses = (page_address(path.removeprefix("pages/")) for path in self.register.pages if path.endswith(".md"))
        return frozenset(address.rstrip("/") for address in addresses)

    def fault_of(self, page: EditorialPage, path: str) -> tuple[str, str] | None:
        """Return what is wrong with a link's path, and the cure; None if it leads somewhere."""
        ending = posixpath.splitext(path)[1]
        if ending and not path.startswith("/"):
            file = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
            if file in self.register.pages:
                return None
            message = f"This link leads to the file {quoted(file)}, which is not there"
            near = did_you_mean(posixpath.basename(file), map(posixpath.basename, self.register.pages))
            return message, near or "Write the way from this file to one in content/pages, or an address of the site"
        address = page_address(page.path.removeprefix("pages/"))
        whole = path if path.startswith("/") else posixpath.join("/", address, path)
        target = posixpath.normpath(whole).strip("/")
        if self._is_there(target):
            return None
        known = [*self._records, *self._pages, *OWN_ADDRESSES]
        hint = did_you_mean(target, known) or f"The site's own pages are {join_words(sorted(OWN_ADDRESSES))}"
        return f"This link leads to the address /{target}/, which is not on the site", hint

    def _is_there(self, target: str) -> bool:
        own = target.removeprefix("cy/")
        first, *rest = own.split("/")
        if target in self._pages or target == "." or not target:
            return True
        if len(rest) + 1 in _RECORD_DEPTHS.get(first, ()):
            return own in self._records
        return first in OWN_ADDRESSES
