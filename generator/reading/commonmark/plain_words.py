"""Runs of a text that are nothing but paragraphs of words: they are set without being parsed again."""

from __future__ import annotations

from collections.abc import Sequence

from generator.reading.commonmark.events import Event

_PARAGRAPH = "\n\n"


def plain_words(text: str, events: Sequence[Event]) -> tuple[int, int] | None:
    """Return where a text has a run of its events, if that is paragraphs whose words stand there as they are shown."""
    shown: list[str] = []
    for event, _ in events:
        if event == "SoftBreak":
            shown.append("\n")
        elif not isinstance(event, dict):
            return None
        elif (words := event.get("Text")) is not None:
            shown.append(words)
        elif event.get("End") == "Paragraph":
            shown.append(_PARAGRAPH)
        elif event.get("Start") != "Paragraph":
            return None
    if not shown:
        return None
    words = "".join(shown).removesuffix(_PARAGRAPH)
    start = _characters(text, events[0][1]["start"])
    end = start + len(words)
    return (start, end) if text[start:end] == words else None


def _characters(text: str, count: int) -> int:
    """Return how many characters the first bytes of a text are."""
    return count if text.isascii() else len(text.encode()[:count].decode())
