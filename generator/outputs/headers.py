"""`/_headers`: the policy and its fellows for hosts that read such a file (Netlify, Cloudflare Pages)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.frame import Site
from generator.pages import Page
from generator.policy import HEADERS, policy
from generator.released import Released

INDEX_READERS = "/search/*"
"""Where the wider policy of the search index holds."""


def files(released: Released, site: Site, pages: list[Page]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - every output has these
    """Give the one file. Each page carries its policy itself too, for hosts that send no headers."""
    common = "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
    # Where two rules fit an address their policies both hold, so search has to be left out of the first by name.
    text = (
        f"/*\n{common}  Content-Security-Policy: {policy(in_header=True)}\n"
        f"{INDEX_READERS}\n  ! Content-Security-Policy\n  Content-Security-Policy: {policy(reads_index=True, in_header=True)}\n"
    )
    yield "_headers", text.encode()
