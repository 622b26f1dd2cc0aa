"""The pages that stay under the ids a record had before, and forward to where it is now."""

from __future__ import annotations

from collections.abc import Iterator

from generator.languages import ENGLISH
from generator.pages.page import Crumb, Page
from generator.register.permanent import forwards_of
from generator.register.released import ReleasedRegister


def moved_pages(released: ReleasedRegister) -> Iterator[Page]:
    """Give a page for each old address, in each language that had one."""
    for address, target in forwards_of(released).items():
        first, _, rest = address.partition("/")
        is_twin = first in released.translations
        folder = rest.partition("/")[0] if is_twin else first
        yield Page(
            address, "moved.html", "Moved", "This page has another address now.", {"target": target},
            (Crumb(folder.replace("-", " ").capitalize(), f"{folder}/"),), folder, is_listed=False, moved_to=target,
            language=first if is_twin else ENGLISH,
        )  # fmt: skip
