"""`/data/schemas/<kind>.schema.json`: the JSON Schema (2020-12) of each kind's facts, for text editors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

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
    for kind in KINDS:
        text = json.dumps(schema_of(kind), ensure_ascii=False, indent=2, sort_keys=True)
        yield f"data/schemas/{kind.file_name}.schema.json", f"{text}\n".encode()
