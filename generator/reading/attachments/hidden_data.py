"""Hidden data: what a file holds and does not show, and why a file cannot be scanned. Knows no format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HiddenData:
    """Something that a file holds and does not show."""

    what: str
    """The end of a sentence that begins `This PDF contains`."""
    hint: str
    is_error: bool = True
    """Whether it must not be published; a name among the properties is usual."""
    kind: str = "other"
    """A short name, by which a person decides on it when the file is imported."""


class UnreadableError(Exception):
    """A file that cannot be scanned, with a message and a hint for its writer."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep the message and the hint."""
        super().__init__(message)
        self.message = message
        self.hint = hint
