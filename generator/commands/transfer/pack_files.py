"""The pack for a panel as files, with its sums as lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.commands.transfer.project import Project, UsageError, refuse_to_overwrite, write_new
from generator.messages import did_you_mean, plain_text, quoted


def write_pack(project: Project, office_id: str, since: date, meeting: date | None, folder: Path) -> Iterator[str]:
    """Write a pack as PDF and for Word; yield its sums, and the files.

    Raises:
        UsageError: if there is no such office or period, or a file is there already.
    """
    released = project.released
    office = released.offices.get(office_id)
    if office is None:
        hint = did_you_mean(office_id, list(released.offices)) or "Name one of content/offices."
        raise UsageError(plain_text(f"There is no office {quoted(office_id)}. {hint}"))
    if since > released.today:
        raise UsageError(f"{since.isoformat()} is later than the day of the pack, {released.today.isoformat()}.")
    sums, documents = project.documents().of_pack(office, since, meeting)
    name = f"panel-pack-{office.id}-{released.today.isoformat()}"
    files = {folder / f"{name}.{ending}": data for ending, data in documents.items()}
    refuse_to_overwrite(files)
    yield from sums
    for file, data in files.items():
        write_new(file, data)
        yield f"Written: {file.as_posix()}"
