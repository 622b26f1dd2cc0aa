"""Builds a site without data, feeds, calendars and packs, to measure what they cost; for the benchmark alone.

python -m benchmarks.pages_only build --quiet ...
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.commands.cli import cli
from generator.outputs.outputs import OUTPUTS
from generator.pages.data import data_pages
from generator.pages.packs.page import pack_pages
from generator.publishing.site import contents, job

FORMS = {"data.register_files", "data.schemas", "feed", "deadlines_ics"}
"""The outputs that are left out; the others belong to pages, or to the server."""


def main() -> None:
    assert {output.name for output in OUTPUTS} >= FORMS
    contents.OUTPUTS = tuple(output for output in OUTPUTS if output.name not in FORMS)
    contents.files_of_page = _no_files
    job.LISTS = tuple(each for each in job.LISTS if each not in (data_pages, pack_pages))
    cli()


def _no_files(*_: Any) -> Iterator[tuple[str, bytes]]:
    return iter(())


if __name__ == "__main__":
    main()
