"""`/data/schemas/<kind>.schema.json`: the JSON Schema (2020-12) of each kind's facts, for text editors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.cache_file import beside_the_program, read_cache, write_cache
from generator.pages.page import PageSummary
from generator.records.kinds import KINDS, Kind
from generator.register.released import ReleasedRegister
from generator.theme.site import Site


def schema_of(kind: Kind) -> dict[str, Any]:
    """Return the schema of one kind's facts."""
    schema = kind.facts.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": f"Facts of {kind.noun}"}


def files(released: ReleasedRegister, site: Site, pages: Iterable[PageSummary]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - the signature of every output
    """Yield a schema for each kind."""
    for name, text in _texts().items():
        yield f"data/schemas/{name}.schema.json", f"{text}\n".encode()


def _texts() -> dict[str, str]:
    """Return each schema as text; they are the same for every site."""
    file = beside_the_program("schemas")
    if file and (data := read_cache(file)):
        return dict(json.loads(data))
    texts = {
        kind.file_name: json.dumps(schema_of(kind), ensure_ascii=False, indent=2, sort_keys=True) for kind in KINDS
    }
    if file:
        write_cache(file, json.dumps(texts).encode())
    return texts
