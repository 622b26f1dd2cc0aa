"""The command `section55 check`: its options, what it prints, and its exit codes."""

from __future__ import annotations

import gc
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.exit_codes import Exit, exit_code
from generator.commands.options import options, settings_file
from generator.commands.process import echo, report, stop
from generator.messages import counted

if TYPE_CHECKING:
    from generator.publishing.changes import Changes


@click.command()
@options("content", "site", "as-of", "format", "quiet")
@click.option(
    "--changed-since",
    "revision",
    metavar="REVISION",
    help="Report only problems of files changed since a git revision, and of files that name them.",
)
def check(*, content: Path, site: Path, as_of: datetime, form: str, quiet: bool, revision: str | None) -> None:
    """Check every source, and list all problems together."""
    gc.disable()  # all that is loaded and read is kept to the end
    from generator.publishing.check import check_project  # noqa: PLC0415 - only commands that check need it

    settings = settings_file(content)
    changes = None if revision is None else _changes_since(revision, settings, content)
    checked = check_project(settings, content, site, as_of)
    problems = [problem for problem in checked.problems if changes is None or changes.may_have_caused(problem)]
    report(problems, form)
    says_more = not quiet and form == "text"
    if says_more and (others := len(checked.problems) - len(problems)):
        found = counted(others, "problem or warning", "problems and warnings")
        echo(f"{found} in files that have not changed. To see all, run: section55 check", err=True)
    if code := exit_code(problems):
        raise SystemExit(code)
    if says_more and not problems:
        count = counted(len(checked.register.all), "record")
        echo(f"No problems in {count if changes is None else changes.in_words}.")


def _changes_since(revision: str, settings: Path, content: Path) -> Changes:
    from generator.publishing.changes import UnknownRevisionError, changes_since  # noqa: PLC0415 - few checks need git

    try:
        return changes_since(revision, settings, content)
    except UnknownRevisionError as error:
        stop(Exit.USAGE, str(error))
