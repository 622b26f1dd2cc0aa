"""What a file holds and does not show, and why one cannot be looked through. Knows no format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HiddenData:
    """Something that a file holds and does not show."""

    what: str
    """The end of a sentence that begins `This PDF holds`."""
    hint: str
    is_error: bool = True
    """Whether it may give something away; a name in the properties is usual."""


class UnreadableError(Exception):
    """A file that cannot be looked through; both sentences are for its writer."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep both."""
        super().__init__(message)
        self.message = message
        self.hint = hint
