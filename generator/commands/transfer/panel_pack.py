"""The command `section55 panel-pack`: the pack for an office's panel since a day, as PDF and for Word."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.commands.exit_codes import Exit
from generator.commands.options import Day, options
from generator.commands.process import echo, report, stop


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
    from generator.commands.transfer.project import UsageError, read_project  # noqa: PLC0415 - the same
    from generator.publishing.page_documents import DocumentError, what_is_missing  # noqa: PLC0415 - the same

    if missing := what_is_missing():
        stop(Exit.MACHINE, missing)
    project = read_project(**where)
    if project.has_errors:
        report(project.problems, "text")
        stop(Exit.CONTENT, "No pack was made.")
    try:
        echo("\n".join(write_pack(project, office, since, meeting, folder)))
    except (UsageError, DocumentError) as error:
        stop(Exit.USAGE, str(error))
