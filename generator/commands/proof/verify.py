"""The command `section55 verify`: its options, what it prints, and its exit codes."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.exit_codes import Exit, exit_code
from generator.commands.options import options
from generator.commands.process import echo, report, stop


@click.command()
@options("site", "format", "quiet")
@click.option(
    "--url",
    metavar="ADDRESS",
    help="Compare what a web server sends with its own manifest, or with that of --site.",
)
def verify(*, site: Path, form: str, quiet: bool, url: str | None) -> None:
    """Prove that every file of the site is as it was built."""
    from generator.publishing.verify import UsageError, verify_address, verify_folder  # noqa: PLC0415 - only this command needs it

    is_given = click.get_current_context().get_parameter_source("site") is not click.core.ParameterSource.DEFAULT
    try:
        verdict = verify_address(url, site if is_given else None) if url else verify_folder(site)
    except UsageError as error:
        stop(Exit.USAGE, str(error))
    report(verdict.problems, form)
    summary = verdict.in_words(url or site.as_posix()) if form == "text" else ""
    if verdict.problems:
        stop(exit_code(verdict.problems), summary)
    if not quiet and summary:
        echo(summary)
