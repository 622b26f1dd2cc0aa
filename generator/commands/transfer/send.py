"""The command `section55 send`: e-mails with a copy of a response, as files to open and send. It sends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.commands.options import options


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
    from generator.commands.transfer.project import hand_over  # noqa: PLC0415 - the same

    response_id = id_.strip("/").removeprefix("responses/").removesuffix(".md")
    hand_over(lambda project: write_copies(project, response_id, folder), "No e-mail was written.", **where)
