"""Keeps what is tracked for a site's only office when another is added. Adds a line to its file, and changes none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.files import replace_file
from generator.reading.source import parse_source
from generator.records import office
from generator.records.office import Office
from generator.register.read import read_register

EXPECTATION = "expects: its force"
"""What an office answers that is the only one of a site and does not say so."""


@dataclass(frozen=True, slots=True)
class KeptDeadlines:
    """The office that was the only one, and whether its file now says what it answers."""

    display_path: str
    is_written: bool

    def sentence(self) -> str:
        """Return what was done, or what is left to do."""
        if self.is_written:
            return f"Added to {self.display_path}, so that its deadlines stay as they are: {EXPECTATION}"
        return f"To keep its deadlines as they are, add this line to {self.display_path}: {EXPECTATION}"


def keep_deadlines(content: Path, new_id: str) -> KeptDeadlines | None:
    """Write into the file of a site's only office what it answers, if it does not say so; call it before adding one.

    Of several offices, one that does not say what it answers answers nothing, and none of its deadlines is tracked.

    Raises:
        OSError: The file cannot be written.
    """
    offices = [office for office in read_register(content).register.offices.values() if not office.facts.withdrawn]
    if len(offices) != 1 or offices[0].id == new_id or offices[0].facts.expects is not None:
        return None
    only = offices[0]
    path = only.source.display_path
    file = content / f"{only.path}.yml"
    written = _with_line(file.read_bytes())
    is_readable = _differs_by_expectation_alone(only, written)
    if is_readable:
        replace_file(file, written)
    return KeptDeadlines(path, is_readable)


def _with_line(data: bytes) -> bytes:
    end = b"\r\n" if b"\r\n" in data else b"\n"
    return data + (b"" if data.endswith(b"\n") else end) + EXPECTATION.encode() + end


def _differs_by_expectation_alone(before: Office, data: bytes) -> bool:
    """Check that an office's new bytes say what the old ones did, and what it answers."""
    source, problems = parse_source(
        data, path=before.path, display_path=before.source.display_path, is_facts_alone=True
    )
    if source is None or problems:
        return False
    after, _ = office.read(source)
    return after is not None and after.facts == before.facts.model_copy(update={"expects": "its force"})
