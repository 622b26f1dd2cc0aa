"""The command `section55 send`: e-mails with a copy of a response, as files to open and send. It sends nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import click

from generator.commands.exit_codes import Exit
from generator.commands.options import options
from generator.commands.process import echo, report, stop
from generator.dates import wording
from generator.messages import counted, did_you_mean, join_words, plain_text, quoted
from generator.slugs import slugify

if TYPE_CHECKING:
    from generator.commands.transfer.page_documents import Project
    from generator.records.office import Office
    from generator.records.response import Response


class CopyText(Template):
    """The covering text: a text with places such as `%%{office}`."""

    delimiter = "%%"


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
    from generator.commands.transfer.page_documents import UsageError, read_project  # noqa: PLC0415 - only this command needs it
    from generator.outputs.paper.pdfs import cannot_be_made  # noqa: PLC0415 - the same

    if missing := cannot_be_made():
        stop(Exit.MACHINE, f"{missing.message}. {missing.hint}.")
    project = read_project(**where)
    if project.has_errors:
        report(project.problems, "text")
        stop(Exit.CONTENT, "No e-mail was written.")
    try:
        echo("\n".join(_written(project, id_.strip("/").removeprefix("responses/").removesuffix(".md"), folder)))
    except UsageError as error:
        stop(Exit.USAGE, str(error))


def _written(project: Project, id_: str, folder: Path) -> Iterator[str]:
    from generator.commands.transfer.page_documents import UsageError, write_new  # noqa: PLC0415 - only this command needs it
    from generator.pages.single.response import response_page  # noqa: PLC0415 - the same

    response = _released(project, id_)
    offices = project.released.offices_of(response)
    addresses = list(dict.fromkeys(address for office in offices for address in office.facts.recipients))
    if not addresses:
        file = offices[0].source.display_path
        raise UsageError(
            f"{offices[0].name} has no recipients. Add their e-mail addresses to {file}: "
            "recipients: [panel@sampleshire.example]"
        )
    has_copy = {copy.to.casefold() for copy in response.facts.sent if copy.on.is_sent}
    waiting = [address for address in addresses if address.casefold() not in has_copy]
    for address in addresses:
        if address not in waiting:
            yield f"{address} is under sent already: no e-mail was written."
    if not waiting:
        return
    page = response_page(project.released, response, None, None)
    pdf = project.documents(page)["pdf"]
    name = response.id.rpartition("/")[2]
    mails = {folder / f"{name}-{number}-{slugify(address)}.eml": address for number, address in enumerate(waiting, 1)}
    for mail in mails:
        if mail.exists():
            raise UsageError(f"{mail.as_posix()} exists. Delete it, or name another folder: --to FOLDER.")
    for mail, address in mails.items():
        write_new(mail, _mail(project, response, offices, address, pdf).as_bytes())
        yield f"Written for {address}: {mail.as_posix()}"
    yield from _next_steps(response, waiting, project.released.today)


def _released(project: Project, id_: str) -> Response:
    from generator.commands.transfer.page_documents import UsageError  # noqa: PLC0415 - only this command needs it

    if response := project.released.responses.get(id_):
        return response
    if id_ in project.register.responses:
        raise UsageError(plain_text(f"{quoted(id_)} is not published. Publish it first: section55 publish {id_}"))
    hint = did_you_mean(id_, list(project.register.responses))
    raise UsageError(plain_text(f"There is no response {quoted(id_)}. {hint}".strip()))


def _mail(project: Project, response: Response, offices: Sequence[Office], address: str, pdf: bytes) -> EmailMessage:
    """Return the e-mail to one recipient, which mail programs open as a draft."""
    from generator.theme.templates import template_folders  # noqa: PLC0415 - only this command needs it

    site = project.theme.site
    folders = template_folders(project.config_file.parent)
    template = next(file for folder in folders if (file := folder / "mail" / "copy.txt").is_file())
    names = join_words([office.name for office in offices])
    reports = [project.released.inspections[id_] for id_ in response.inspection_ids]
    public = f"\nIt is published at {site.address}responses/{response.id}/\n" if site.address else ""
    text = CopyText(template.read_text(encoding="utf-8")).safe_substitute(
        office=names,
        report="\n".join(f"{inspection.title} ({inspection.inspectorate}, {inspection.published.wording})"
                         for inspection in reports),
        address=public,
    )  # fmt: skip
    mail = EmailMessage(policy=SMTP)
    mail["To"] = address
    mail["Subject"] = f"Response of {names} to {reports[0].title}"
    mail["X-Unsent"] = "1"
    mail.set_content(text, cte="quoted-printable")
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"{response.id.rpartition('/')[2]}.pdf")
    mail.set_boundary(f"section55-{slugify(response.id)[:40]}")
    return mail


def _next_steps(response: Response, addresses: Sequence[str], today: date) -> Iterator[str]:
    yield (
        f"Nothing was sent. Open {'each file' if len(addresses) > 1 else 'the file'} in your e-mail program, read "
        f"it, and send it. Then add {counted(len(addresses), 'line')} to {response.source.display_path}, with the day "
        f"it went (here {wording(today)}):"
    )
    yield "sent:"
    yield from (f"  - {{to: {address}, on: {today.isoformat()}}}" for address in addresses)
