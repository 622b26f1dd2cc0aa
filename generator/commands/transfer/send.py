"""The command `section55 send`: e-mails with a copy of a response, as files to open and send. It sends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.commands.exit_codes import Exit
from generator.commands.options import options
from generator.commands.process import echo, report, stop


@click.command("send")
@click.argument("id_", metavar="ID")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("copies"), metavar="FOLDER",
    show_default=True, help="Where to write the e-mails.",
)  # fmt: skip
@options("content", "site", "as-of")
def send(*, id_: str, folder: Path, **where: Any) -> None:
    """Write an e-mail with a response as PDF to each recipient of its office. It sends nothing.

    ID is the response's: norfolk/2019/cyber-keep-the-light-on.
    """
    from generator.commands.transfer.copies import write_copies  # noqa: PLC0415 - only this command needs it
    from generator.commands.transfer.project import UsageError, read_project  # noqa: PLC0415 - the same
    from generator.publishing.page_documents import DocumentError, what_is_missing  # noqa: PLC0415 - the same

    if missing := what_is_missing():
        stop(Exit.MACHINE, missing)
    project = read_project(**where)
    if project.has_errors:
        report(project.problems, "text")
        stop(Exit.CONTENT, "No e-mail was written.")
    try:
        echo("\n".join(write_copies(project, id_.strip("/").removeprefix("responses/").removesuffix(".md"), folder)))
    except (UsageError, DocumentError) as error:
        stop(Exit.USAGE, str(error))
