"""Copies of a response for the recipients of its office: e-mails as files, and the lines for `sent`. Sends nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from string import Template

from generator.commands.transfer.project import Project, UsageError, refuse_to_overwrite, write_new
from generator.dates import wording
from generator.messages import counted, did_you_mean, join_words, plain_text, quoted
from generator.records.office import Office
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.slugs import slugify


class CopyText(Template):
    """The covering text: a text with places such as `%%{office}`."""

    delimiter = "%%"


def write_copies(project: Project, id_: str, folder: Path) -> Iterator[str]:
    """Write an e-mail for each recipient who has no copy yet; yield what is to be said.

    Raises:
        UsageError: if there is nobody to write to, or nothing to send.
    """
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
    documents = project.documents()
    pdf = documents.of_response(response)["pdf"]
    name = response.id.rpartition("/")[2]
    mails = {folder / f"{name}-{number}-{slugify(address)}.eml": address for number, address in enumerate(waiting, 1)}
    refuse_to_overwrite(mails)
    names = join_words([office.name for office in offices])
    subject = f"Response of {names} to {project.released.report_of(response).title}"
    text = _text(project, documents.theme.site.address, response, offices)
    for mail, address in mails.items():
        write_new(mail, _mail(response, subject, address, text, pdf).as_bytes())
        yield f"Written for {address}: {mail.as_posix()}"
    yield from _next_steps(response, waiting, project.released.today)


def _released(project: Project, id_: str) -> Response:
    if response := project.released.responses.get(id_):
        return response
    if id_ in project.register.responses:
        raise UsageError(plain_text(f"{quoted(id_)} is not published. Publish it first: section55 publish {id_}"))
    hint = did_you_mean(id_, list(project.register.responses))
    raise UsageError(plain_text(f"There is no response {quoted(id_)}. {hint}".strip()))


def _text(project: Project, site: str, response: Response, offices: Sequence[Office]) -> str:
    """Return the covering text, from the office's own template if it has one."""
    template = next(file for folder in project.templates if (file := folder / "mail" / "copy.txt").is_file())
    reports = [project.released.inspections[id_] for id_ in response.inspection_ids]
    return CopyText(template.read_text(encoding="utf-8")).safe_substitute(
        office=join_words([office.name for office in offices]),
        report="\n".join(f"{report.title} ({report.inspectorate}, {report.published.wording})" for report in reports),
        address=f"\nIt is published at {site}{address_of(response)}\n" if site else "",
    )


def _mail(response: Response, subject: str, address: str, text: str, pdf: bytes) -> EmailMessage:
    """Return the e-mail to one recipient, which mail programs open as a draft."""
    name = response.id.rpartition("/")[2]
    mail = EmailMessage(policy=SMTP)
    mail["To"] = address
    mail["Subject"] = subject
    mail["X-Unsent"] = "1"
    mail.set_content(text, cte="quoted-printable")
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"{name}.pdf")
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
