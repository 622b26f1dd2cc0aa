"""Dates a draft today if the check allows it, and says what comes next. Knows one fact of a source; nothing of git."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from generator.checks.check import check_register
from generator.dates import london_day, wording
from generator.files import replace_file
from generator.messages import did_you_mean, join_words, plain_text, quoted
from generator.problems import Problem, Severity
from generator.reading.front_matter import NoPlaceError, with_fact
from generator.reading.source import Source, parse_source
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.addresses import address_of
from generator.register.read import read_register
from generator.register.register import Register
from generator.register.release import release
from generator.statute import Status

Draft: TypeAlias = Response | PanelReport
DATED = {Response.kind, PanelReport.kind}

_NOTES_ON_DRAFTS = re.compile(
    rb"# (?:Until the next line is there, this is a draft|published: \d{4}-\d{2}-\d{2}[ \t]*[\r\n])"
)
"""Notes of the templates that stop being true once a draft is dated."""


class PublishError(ValueError):
    """The record cannot be dated; the message says why and what to do."""

    def __init__(self, message: str) -> None:
        """Keep the message as its reader sees it."""
        super().__init__(plain_text(message))


def publish_draft(content: Path, id_: str, as_of: datetime) -> tuple[list[Problem], list[str]]:
    """Write `published:` with today's date into a draft; take it back if the check then finds errors.

    Returns:
        The problems of the file, and the next steps, a sentence each; no steps if there are errors.

    Raises:
        PublishError: No draft has this id, or the date cannot be written into its file.
    """
    draft = _find_draft(read_register(content).register, id_)
    file = content / f"{draft.path}.md"
    before = file.read_bytes()
    after = _dated(draft.source, before, as_of)
    replace_file(file, after)
    is_published = False
    try:
        checked = check_register(content, as_of)
        problems = [problem for problem in checked.problems if problem.place.path == draft.source.display_path]
        is_published = not any(problem.severity is Severity.ERROR for problem in problems)
    finally:  # Ctrl-C, too
        if not is_published:
            replace_file(file, before)
    if not is_published:
        return _as_numbered_before(problems, before, after), []
    return problems, list(_next_steps(checked.register, draft, as_of))


def _find_draft(register: Register, id_: str) -> Draft:
    wanted = id_.strip("/").removesuffix(".md")
    records: list[Draft] = [*register.responses.values(), *register.panel_reports.values()]
    matches = [record for record in records if wanted in {record.id, record.path}]
    if len(matches) > 1:
        paths = join_words([record.path for record in matches], "or")
        raise PublishError(f"Several records are called {quoted(wanted)}. Write the whole id: {paths}.")
    if not matches:
        drafts = [record for record in records if record.published is None]
        if any(id_ in {wanted, wanted.partition("/")[2]} for noun, id_ in register.broken if noun in DATED):
            raise PublishError(
                f"{quoted(wanted)} cannot be read. Run section55 check, and correct what it names first."
            )
        hint = did_you_mean(wanted, [name for draft in drafts for name in (draft.id, draft.path)])
        raise PublishError(f"There is no response or panel report {quoted(wanted)} that can be read. {hint}".strip())
    if matches[0].published:
        dated = f"{matches[0].source.display_path} already has a publication date"
        raise PublishError(f"{dated} ({matches[0].published.wording}). It has not been changed.")
    return matches[0]


def _dated(source: Source, data: bytes, as_of: datetime) -> bytes:
    """Return a source's bytes with today's date; prove first that nothing else of what they say changes."""
    today = london_day(as_of).isoformat()
    try:
        dated = with_fact(data, "published", today, notes=_NOTES_ON_DRAFTS)
    except NoPlaceError:
        dated = b""
    read, _ = parse_source(dated, path=source.path, display_path=source.display_path) if dated else (None, [])
    facts = {name: value for name, value in source.facts.items() if name != "published"}
    if read is None or read.body != source.body or read.facts != {**facts, "published": today}:
        where = f"Write it yourself, on a line of its own below the first ---: published: {today}"
        raise PublishError(f"The date cannot be written into {source.display_path}. It has not been changed. {where}")
    return dated


def _as_numbered_before(problems: list[Problem], before: bytes, after: bytes) -> list[Problem]:
    """Return problems with the line numbers of the file as it stands again, without its date."""
    count = len(re.findall(rb"\r\n|\r|\n", before)) - len(re.findall(rb"\r\n|\r|\n", after))
    numbered = []
    for problem in problems:
        place = problem.place
        line = max(place.line + count, 1) if place.line > 1 else place.line
        numbered.append(replace(problem, place=replace(place, line=line)))
    return numbered


def _next_steps(register: Register, draft: Draft, as_of: datetime) -> Iterator[str]:
    yield f"{draft.source.display_path} is dated {wording(london_day(as_of))}."
    if isinstance(draft, Response):
        yield from _standing(register, draft, as_of)
    path = draft.source.display_path
    folder = path.rpartition("/")[0]
    others = [*_reports_of(register, draft), *(f"{folder}/{attachment.file}" for attachment in draft.facts.attachments)]
    yield _SAVE.format(paths=shlex.join([*others, path]), folder=folder, id=draft.id)
    if others:
        yield f"   Upload {join_words(others)} in the same way, where they are not in the repository yet."
    address = address_of(draft)
    yield f"2. Wait until the site is built again, a few minutes. The {draft.kind} is then at {address} on it."
    unsent = [copy.to for copy in draft.facts.sent if not copy.on.is_sent] if isinstance(draft, Response) else []
    if unsent:
        yield f"3. Send the copies ({', '.join(unsent)}), and write the day of each under sent."
    else:
        yield "3. Read the page there once, as the public sees it."
    offices = draft.office_ids if isinstance(draft, Response) else ()
    if any(register.offices[office].facts.recipients for office in offices):
        yield f"   For e-mails to the office's recipients with the response as PDF: section55 send {draft.id}"


def _reports_of(register: Register, draft: Draft) -> Iterator[str]:
    """Yield the files of the reports that a response answers: without them, the repository's site cannot be built."""
    if isinstance(draft, Response):
        yield from (register.inspections[id_].source.display_path for id_ in draft.inspection_ids)


_SAVE = """1. Save the file to the repository.
   With git:
     git add {paths}
     git commit -m "Publish {id}"
     git push
   Without git: open the repository in a browser, go to the folder {folder},
   and upload the file there (GitHub: Add file, Upload files; GitLab: the plus sign, Upload file)."""


def _standing(register: Register, draft: Response, as_of: datetime) -> Iterator[str]:
    """Yield which of the 56 days this is and, if it is late, how to write the reason."""
    released = release(register, as_of)
    response = released.responses[draft.id]
    if released.is_update(response):
        yield "It is an update, which changes no status."
        return
    is_of_several = len(response.inspection_ids) > 1
    clocks = [(id_, released.clock(response, released.inspections[id_])) for id_ in response.inspection_ids]
    for id_, clock in clocks:
        if clock.days and clock.last_day:
            was = "was" if clock.status is Status.LATE else "is"
            of = f" of {id_}" if is_of_several else ""
            yield f"That is day {clock.days}{of}; the last day {was} {wording(clock.last_day)}."
    if any(clock.status is Status.LATE for _, clock in clocks) and not response.facts.late_reason:
        yield "It is late. If there is a reason, write it between the marks, and put the line below published:"
        yield 'late-reason: "..."'
