"""The command `section55 panel-pack`: the pack for an office's panel since a day, as PDF and for Word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.exit_codes import Exit
from generator.commands.options import Day, options
from generator.commands.process import echo, report, stop
from generator.messages import did_you_mean, plain_text, quoted

if TYPE_CHECKING:
    from generator.commands.transfer.page_documents import Project
    from generator.pages.packs.pack import Pack

_WORDS = {
    "responses": ("Responses listed", "published", "withdrawn"),
    "owed": ("Responses owed", "newly asked for", "published"),
    "open": ("Answered findings on which work goes on", "answered", "closed or withdrawn"),
}


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
    from generator.commands.transfer.page_documents import UsageError, read_project  # noqa: PLC0415 - only this command needs it
    from generator.outputs.paper.pdfs import cannot_be_made  # noqa: PLC0415 - the same

    if missing := cannot_be_made():
        stop(Exit.MACHINE, f"{missing.message}. {missing.hint}.")
    project = read_project(**where)
    if project.has_errors:
        report(project.problems, "text")
        stop(Exit.CONTENT, "No pack was made.")
    try:
        echo("\n".join(_made(project, office, since, meeting, folder)))
    except UsageError as error:
        stop(Exit.USAGE, str(error))


def _made(project: Project, office_id: str, since: date, meeting: date | None, folder: Path) -> Iterator[str]:
    from generator.commands.transfer.page_documents import UsageError, write_new  # noqa: PLC0415 - only this command needs it
    from generator.pages.packs.pack import Period  # noqa: PLC0415 - the same
    from generator.pages.packs.page import PackContext, pack_page  # noqa: PLC0415 - the same

    released = project.released
    office = released.offices.get(office_id)
    if office is None:
        raise UsageError(plain_text(f"There is no office {quoted(office_id)}. {_hint(office_id, released.offices)}"))
    if since > released.today:
        raise UsageError(f"{since.isoformat()} is later than the day of the pack, {released.today.isoformat()}.")
    page = pack_page(released, office, Period(since, released.today, meeting))
    name = f"panel-pack-{office.id}-{released.today.isoformat()}"
    files = {folder / f"{name}.{ending}": data for ending, data in project.documents(page).items()}
    for file in files:
        if file.exists():
            raise UsageError(f"{file.as_posix()} exists. Delete it, or name another folder: --to FOLDER.")
    assert isinstance(page.context, PackContext)  # noqa: S101 - a pack's page
    yield from sum_lines(page.context.pack)
    for file, data in files.items():
        write_new(file, data)
        yield f"Written: {file.as_posix()}"


def sum_lines(pack: Pack) -> Iterator[str]:
    """Yield each total as a sum that ends with what stands now."""
    for total in pack.sums:
        name, came, went = _WORDS[total.name]
        yield f"{name}: {total.opening} + {total.added} {came} - {total.removed} {went} = {total.closing}"


def _hint(office_id: str, known: Any) -> str:
    return did_you_mean(office_id, list(known)) or "Name one of content/offices."
