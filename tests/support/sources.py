"""Short sources without a fault, to which a test adds what it is about."""

from __future__ import annotations

from generator.reading.source import Source, parse_source

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


def source_of(path: str, text: str) -> Source:
    """Parse a source without a fault."""
    is_office = path.startswith("offices/")
    display_path = f"content/{path}.{'yml' if is_office else 'md'}"
    source, problems = parse_source(
        (text or "name: Sample").encode(), path=path, display_path=display_path, is_facts_alone=is_office
    )
    assert source, problems
    return source
