"""The command `section55 panel-pack`: the pack for an office's panel since a day, as PDF and for Word."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.commands.options import Day, options


@click.command("panel-pack")
@click.option("--office", required=True, metavar="ID", help="The office whose panel it is for.")
@click.option("--since", required=True, type=Day(), help="The first day: the one after the last pack.")
@click.option("--meeting", type=Day(), help="The day of the meeting.")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), metavar="FOLDER",
    help="Where to write the files; here, if not given.",
)  # fmt: skip
@options("content", "site", "as-of")
def panel_pack(*, office: str, since: date, meeting: date | None, folder: Path, **where: Any) -> None:
    """Make the pack for an office's panel: what is new, owed, answered, changed, closed and due next."""
    from generator.commands.transfer.pack_files import write_pack  # noqa: PLC0415 - only this command needs it
    from generator.commands.transfer.project import hand_over  # noqa: PLC0415 - the same

    hand_over(lambda project: write_pack(project, office, since, meeting, folder), "No pack was made.", **where)
