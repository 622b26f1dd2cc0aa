"""The footnotes of a text: what each says, and which of them nothing refers to. Knows events, and no HTML."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from generator.reading.commonmark.events import Event, folded_label, name_of, value_of


class Footnotes:
    """The footnotes of one text, by folded label; where two have one label, the first."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        self.texts: dict[str, Sequence[Event]] = {}
        self._runs: dict[str, tuple[int, int, str]] = {}
        """Where the events of each begin and end, and its label as written."""
        opened: list[tuple[str, int]] = []
        definitions: list[tuple[int, int, str]] = []
        for index, (event, _) in enumerate(events):
            if not isinstance(event, dict):
                continue
            if "Start" in event and name_of(event["Start"]) == "FootnoteDefinition":
                opened.append((value_of(event["Start"]), index + 1))
            elif "End" in event and name_of(event["End"]) == "FootnoteDefinition":
                label, start = opened.pop()
                definitions.append((start, index, label))
        for start, end, label in sorted(definitions):
            self.texts.setdefault(folded_label(label), without_footnotes(events[start:end]))
            self._runs.setdefault(folded_label(label), (start, end, label))

    @property
    def unreferenced(self) -> list[tuple[int, str]]:
        """Those that no text refers to, not even by way of another footnote: where each begins, and its label."""
        return [(start, label) for key, (start, _, label) in self._runs.items() if key not in self._reached]

    @property
    def referenced_runs(self) -> list[tuple[int, int]]:
        """Where the definitions begin and end that are shown where they are referred to."""
        return [(start - 1, end + 1) for key, (start, end, _) in self._runs.items() if key in self._reached]

    @cached_property
    def _reached(self) -> set[str]:
        reached: set[str] = set()
        waiting = _references_in(without_footnotes(self._events)) if self.texts else []
        while waiting:
            key = waiting.pop()
            if key not in reached and key in self.texts:
                reached.add(key)
                waiting += _references_in(self.texts[key])
        return reached


def without_footnotes(events: Sequence[Event]) -> list[Event]:
    """Return a run of events without the definitions of footnotes, which are shown where they are referred to."""
    kept: list[Event] = []
    within = 0
    for entry in events:
        event = entry[0]
        is_note = isinstance(event, dict) and any(
            name_of(event[edge]) == "FootnoteDefinition" for edge in ("Start", "End") if edge in event
        )
        if is_note:
            within += 1 if "Start" in event else -1
        elif not within:
            kept.append(entry)
    return kept


def _references_in(events: Sequence[Event]) -> list[str]:
    """Return the footnotes that a run refers to; a picture's words cannot refer to one."""
    labels, pictures = [], 0
    for event, _ in events:
        if isinstance(event, dict):
            pictures += (name_of(event.get("Start", "")) == "Image") - (event.get("End") == "Image")
            if "FootnoteReference" in event and not pictures:
                labels.append(folded_label(event["FootnoteReference"]))
    return labels
