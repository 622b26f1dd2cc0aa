"""Facts as YAML again, without what is for the office alone. Knows texts, lists and names; no record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.reading.yaml_facts import position_of, read_facts

OFFICE_ONLY = frozenset({"office-use", "recipients"})
"""Facts that no page shows."""

KEPT_OF_WITHDRAWN = frozenset(
    {
        "aliases", "chief-officer", "force", "inspection", "inspectorate", "inspectorate-name", "joint-with", "name",
        "panel", "part", "part-of", "published", "recorded-as-published", "section-55", "title", "types", "update-to",
        "withdrawn",
    }
)  # fmt: skip
"""Facts that the site still shows of a withdrawn record, or needs to know what it was."""

_PARTLY_SHOWN = frozenset({"allow", "no-response-needed"})
"""Facts with reasons that no page shows."""

UNSHOWN_REASON = "The reason is kept by the office."
"""In place of a reason that no page shows."""

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ./_()'-]*[A-Za-z0-9)])?")
"""A text that needs no quotation marks."""


def public_text(facts_text: str) -> str:
    """Return facts as YAML without those that no page shows, as they are written where that is possible.

    They are written anew if a note stands among them (`# ...`), or a reason that no page shows.
    """
    facts, _ = read_facts(facts_text)
    text = _without_office_only(facts_text, facts)
    public = public_facts(facts)
    # Where names share a line, as in `{a: b, c: d}`, it cannot be cut by lines.
    if "#" in text or _PARTLY_SHOWN & facts.keys() or read_facts(text)[0] != public:
        return facts_as_yaml(public)
    return f"{text.rstrip()}\n" if text.strip() else ""


def _without_office_only(facts_text: str, facts: Mapping[str, Any]) -> str:
    if not OFFICE_ONLY & facts.keys():
        return facts_text
    starts = {name: position_of(facts_text, (name,), name=True)[0] - 1 for name in facts}
    lines = facts_text.split("\n")
    edges = [*sorted(starts.values()), len(lines)]
    hidden = {
        number
        for name in OFFICE_ONLY & facts.keys()
        for number in range(starts[name], edges[edges.index(starts[name]) + 1])
    }
    return "\n".join(line for number, line in enumerate(lines) if number not in hidden)


def public_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts without those that no page shows."""
    public = {name: value for name, value in facts.items() if name not in OFFICE_ONLY}
    if isinstance(allowed := public.get("allow"), list):
        public["allow"] = [{**one, "reason": UNSHOWN_REASON} if isinstance(one, Mapping) else one for one in allowed]
    if isinstance(waived := public.get("no-response-needed"), Mapping):
        public["no-response-needed"] = dict.fromkeys(waived, UNSHOWN_REASON)
    return public


def facts_as_yaml(facts: Mapping[str, Any]) -> str:
    """Return facts as they are read again: each value stays the same text."""
    return "".join(f"{line}\n" for line in _block(facts, 0))


def _block(value: Any, depth: int) -> Iterator[str]:
    margin = "  " * depth
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if isinstance(inner, Mapping | list) and inner:
                yield f"{margin}{_text(name)}:"
                yield from _block(inner, depth + 1)
            else:
                yield f"{margin}{_text(name)}: {_flow(inner)}".rstrip()
    else:
        yield from (f"{margin}- {_flow(inner)}" for inner in value)


def _flow(value: Any) -> str:
    """Return a value on one line."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(name)}: {_flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _text(str(value))


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() != "null":
        return text
    if "\n" in text or "\t" in text:
        return json.dumps(text, ensure_ascii=False)
    return "'" + text.replace("'", "''") + "'"
