"""Short sources without a fault, to which a test adds what it is about."""

from __future__ import annotations

OFFICE = "name: Sample {0} PCC\nforce: Sample {0} Police\nchief-officer: Chief Constable\n"
ROADS = "2026/roads"


def inspection(published: str, more: str = "") -> str:
    """Write a report without recommendations."""
    facts = f"title: Sample report\npublished: {published}\ninspectorate: HMICFRS\ntypes: Sample\n{more}"
    return f"---\n{facts}---\n\nSample words.\n"


def response(more: str = "", inspection_id: str = ROADS) -> str:
    """Write a response."""
    facts = f"inspection: {inspection_id}\n{more}"
    return f"---\n{facts}chief-officer-comments: none submitted\n---\n\nSample comments.\n"
