"""Dates a draft today, where the check allows it. Knows one line of front matter; nothing of git."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from generator.checks.check import check_register
from generator.dates import london_day, wording
from generator.messages import did_you_mean, quoted
from generator.problems import Problem, Severity
from generator.records.response import Response
from generator.register.read import read_register
from generator.register.register import Register
from generator.register.release import release
from generator.statute import Status


class PublishError(ValueError):
    """The record cannot be dated; the message says why."""


def publish_draft(content: Path, id_: str, as_of: datetime) -> tuple[list[Problem], list[str]]:
    """Write `published:` with today's date into a draft; where the check then finds problems, take it back.

    Gives the problems, and where there are none of the grave kind the next steps, a sentence each.

    Raises:
        PublishError: for a record that is not there or is dated already.
    """
    register = read_register(content).register
    record = _draft(register, id_)
    file = content / f"{record.path}.md"
    before = file.read_bytes()
    line_end = b"\r\n" if b"\r\n" in before else b"\n"
    opening, mark, rest = before.partition(b"---" + line_end)
    today = london_day(as_of)
    file.write_bytes(opening + mark + f"published: {today.isoformat()}".encode() + line_end + rest)
    checked = check_register(content, as_of)
    problems = [problem for problem in checked.problems if problem.place.path == record.source.display_path]
    if any(problem.severity is Severity.ERROR for problem in problems):
        file.write_bytes(before)
        return problems, []
    return problems, _next_steps(checked.register, record.path, as_of)


def _draft(register: Register, id_: str) -> Response:
    wanted = id_.strip("/").removesuffix(".md").removeprefix("responses/")
    drafts = [each.id for each in register.responses.values() if each.published is None]
    response = register.responses.get(wanted)
    if response is None:
        raise PublishError(
            f"There is no response {quoted(wanted)} that can be read. {did_you_mean(wanted, drafts)}".strip()
        )
    if response.published:
        raise PublishError(
            f"{response.source.display_path} is dated already ({response.published.wording}), and was left as it is."
        )
    return response


def _next_steps(register: Register, source_id: str, as_of: datetime) -> list[str]:
    released = release(register, as_of)
    response = released.responses[source_id.removeprefix("responses/")]
    clock = released.clock(response, released.report_of(response))
    steps = [f"{response.source.display_path} is dated {wording(london_day(as_of))}."]
    if clock.days and clock.last_day:
        is_late = clock.status is Status.LATE
        steps.append(f"That is day {clock.days}; the last day {'was' if is_late else 'is'} {wording(clock.last_day)}.")
        if is_late and not response.facts.late_reason:
            steps.append("It is late. If there is a reason, add a line: late-reason: ...")
    steps.append("Next: commit the file, so that the site is built and the response appears.")
    unsent = [copy.to for copy in response.facts.sent if not copy.on.is_sent]
    if unsent:
        steps.append(f"Then send the copies ({', '.join(unsent)}), and write the day of each under sent.")
    return steps
