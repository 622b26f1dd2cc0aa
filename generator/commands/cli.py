"""The `section55` command: its verbs and their options. Each verb calls a module of its own."""

from __future__ import annotations

from generator.commands.process import echo, quiet_interrupt, report, run, stop

with quiet_interrupt():  # the rest takes a third of a second to import
    import gc
    import sys
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from typing import Any

    import click

    from generator.commands.exit_codes import Exit, exit_code, exit_for
    from generator.commands.options import config_file_for, options, settings_file
    from generator.commands.proof.check import check
    from generator.commands.proof.verify import verify
    from generator.commands.transfer.export import export
    from generator.commands.transfer.import_ import import_
    from generator.commands.transfer.panel_pack import panel_pack
    from generator.commands.transfer.send import send
    from generator.problems import Category


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="section55")
def cli() -> None:
    """Publish responses to police inspection reports, as section 55 of the Police Act 1996 asks."""


@cli.command()
@options("content", "site", "as-of", "format", "quiet")
@click.option("--record", is_flag=True, help="Add what this build releases to content/ledger.csv.")
@click.option("--no-search", is_flag=True, help="Leave the search index out.")
@click.option("--no-pdf", is_flag=True, help="Leave the PDFs of records out.")
def build(*, form: str, quiet: bool, record: bool, no_search: bool, no_pdf: bool, **where: Any) -> None:
    """Build the site and put it in its place."""
    gc.disable()  # most of what is loaded and read is kept to the end: collecting took an eighth of a large build
    from generator.commands.build import build_project, closing_lines  # noqa: PLC0415 - only this command needs it

    site: Path = where["site"]
    shows_progress = not quiet and form == "text"
    result = build_project(
        **where, record=record, with_search=not no_search, with_pdf=not no_pdf, shows_progress=shows_progress
    )
    report(result.problems, form)
    if result.failure:
        kept = f"The site in {site} has not been changed." if site.exists() else "Nothing was built."
        stop(exit_for(result.failure), result.message or (kept if form == "text" else ""))
    if not quiet and form == "text":
        echo("\n".join(closing_lines(result, site, where["content"], record=record)))


@cli.command()
@options("content", "site", "as-of")
@click.option(
    "--drafts/--released-only",
    default=True,
    show_default=True,
    help="Show unpublished content too, marked, or only what the public sees.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8055,
    show_default=True,
    help="The port on this computer; 0 takes any that is free.",
)
@click.option("--open/--no-open", "opens", default=False, help="Open the browser.")
def serve(*, content: Path, site: Path, as_of: datetime, drafts: bool, port: int, opens: bool) -> None:
    """Show the site on this computer, and rebuild it at every change."""
    from generator.commands.preview.serve import preview_of, serve_preview  # noqa: PLC0415 - only this command needs a server

    is_fixed = click.get_current_context().get_parameter_source("as_of") is not click.core.ParameterSource.DEFAULT
    moment = as_of if is_fixed else None
    serve_preview(preview_of(content, site, moment, drafts=drafts, port=port, opens=opens), echo)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--office", default="", metavar="ID", help="The office in addresses: small letters and hyphens.")
@click.option("--name", default="", metavar="TEXT", help="The office, as it signs itself.")
@click.option("--force", default="", metavar="TEXT", help="Its force.")
@click.option("--chief-officer", default="", metavar="TEXT", help="The title of the force's chief officer.")
@click.option("--address", default="", metavar="URL", help="The address of the site.")
@click.option("--empty", is_flag=True, help="Leave the sample report and the sample draft out.")
@options("as-of")
def init(*, empty: bool, **given: Any) -> None:
    """Begin an office's own site in FOLDER; in a finished site, add another office. It never overwrites a file."""
    from generator.commands.begin.init import InitError, NewSite, begin_site, begun_lines  # noqa: PLC0415 - only here

    try:
        begun = begin_site(NewSite(**given, has_samples=not empty), _ask_on_a_terminal())
    except InitError as error:
        stop(Exit.USAGE, str(error))
    echo("\n".join(begun_lines(begun)))


@cli.command()
@click.argument("kind", type=click.Choice(["inspection", "response", "panel-report", "office"]))
@click.argument("id_", metavar="ID", required=False)
@options("content", "as-of")
@click.option("--title", help="Of an inspection or a panel report.")
@click.option("--published", metavar="DAY", help="Of an inspection: the day of the report.")
@click.option("--inspectorate", help="Of an inspection, as printed.")
@click.option("--type", "type", help="Of an inspection.")
@click.option("--inspection", metavar="ID", help="Of a response: what it answers, where its name differs.")
@click.option("--panel", help="Of a panel report.")
@click.option("--meeting", metavar="DAY", help="Of a panel report.")
@click.option("--name", help="Of an office, as it signs itself.")
@click.option("--force", help="Of an office.")
@click.option("--chief-officer", help="Of an office: the title.")
def new(*, kind: str, id_: str | None, content: Path, as_of: datetime, **values: str | None) -> None:
    """Write a source to fill in, and never overwrite one. On a terminal, ask for what is missing."""
    from generator.commands.new import NewSource, NewSourceError, asked_id, create_source  # noqa: PLC0415 - only this command needs it

    ask = _ask_on_a_terminal()
    facts = {name.replace("_", "-"): value for name, value in values.items() if value}
    try:
        new_id = id_ or asked_id(kind, content, ask)
        written = create_source(NewSource(kind, new_id, content, Path(), as_of, facts), ask)
    except NewSourceError as error:
        stop(Exit.USAGE, str(error))
    echo(f"Written: {written.path.as_posix()}")
    if written.kept:
        echo(written.kept.sentence())
    echo("Fill it in, then run: section55 check")


def _ask_on_a_terminal() -> Callable[[str, str, Callable[[str], str]], str] | None:
    """Return how to ask a question, with the answer to fall back on; None if nobody is there to be asked."""

    def ask(question: str, fallback: str, read: Callable[[str], str]) -> str:
        def read_answer(answer: str) -> str:
            try:
                return read(answer)
            except ValueError as error:  # click shows its message and asks again
                raise click.UsageError(str(error)) from error

        return str(click.prompt(question, default=fallback, show_default=bool(fallback), value_proc=read_answer))

    return ask if sys.stdin is not None and sys.stdin.isatty() else None


@cli.command()
@options("content", "site", "as-of")
def upgrade(*, content: Path, site: Path, as_of: datetime) -> None:
    """Show what this version asks of a site and how the files of init differ, and check what was published."""
    from generator.commands.begin.upgrade import permanence_line, upgrade_lines  # noqa: PLC0415 - only here
    from generator.publishing.check import check_project  # noqa: PLC0415 - only commands that check need it
    from generator.register.sources.cache import SourceCache  # noqa: PLC0415 - likewise

    echo("\n".join(upgrade_lines(config_file_for(content).parent, as_of)))
    checked = check_project(settings_file(content), content, site, as_of, sources=SourceCache())
    report(checked.problems, "text")
    vanished = [problem for problem in checked.problems if problem.category is Category.VANISHED]
    echo(permanence_line(checked.register, len(vanished)))
    if code := exit_code(checked.problems):
        raise SystemExit(code)


@cli.command()
@click.argument("kind", type=click.Choice(["office", "inspection", "response", "panel-report"]), required=False)
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
def facts(*, kind: str | None, form: str) -> None:
    """Print every fact that a file can have: what it means, what it may hold, and an example."""
    from generator.commands.begin.facts import facts_markdown, facts_text  # noqa: PLC0415 - only this command needs it
    from generator.records.kinds import KINDS  # noqa: PLC0415 - likewise

    kinds = [one for one in KINDS if kind in {None, one.file_name}]
    echo(facts_text(kinds) if form == "text" else facts_markdown())


@cli.command()
@click.argument("id_", metavar="ID")
@options("content", "as-of")
def show(*, id_: str, content: Path, as_of: datetime) -> None:
    """Show what the site knows of a record: its address, its status and how that was worked out."""
    from generator.commands.show import describe_record  # noqa: PLC0415 - only this command needs it
    from generator.register.read import read_register  # noqa: PLC0415 - likewise

    reading = read_register(content)
    try:
        echo(describe_record(reading.register, id_, as_of))
    except LookupError as error:
        stop(Exit.USAGE, str(error.args[0]))


@cli.command()
@options("content", "as-of")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table, or JSON for programs.",
)
@click.option("--fail-overdue", is_flag=True, help="Exit with 1 if any response is overdue.")
def due(*, content: Path, as_of: datetime, form: str, fail_overdue: bool) -> None:
    """List the responses that are due, by their last day."""
    from generator.commands.due import due_json, due_table, read_due_responses  # noqa: PLC0415 - only this command needs it

    reading = read_due_responses(content, as_of)
    if code := exit_code(reading.problems):
        report(reading.problems, "text")
        raise SystemExit(code)
    responses = reading.responses
    echo(due_json(responses) if form == "json" else due_table(responses, reading.untracked, as_of))
    if fail_overdue and any(response.status == "overdue" for response in responses):
        raise SystemExit(Exit.CONTENT)


@cli.command()
@click.argument(
    "files", metavar="FILE...", type=click.Path(path_type=Path, exists=True, dir_okay=False), nargs=-1, required=True
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@options("quiet")
def tidy(*, files: tuple[Path, ...], dry_run: bool, quiet: bool) -> None:
    """Make Markdown of layout that was pasted into FILE: lists, rows, lines of an address, indents."""
    from generator.commands.tidy import TidyError, tidy_files  # noqa: PLC0415 - only this command needs it

    try:
        for tidied in tidy_files(files, writes=not dry_run):
            if dry_run and tidied.count:
                echo(tidied.diff)
            elif not quiet:
                echo(tidied.summary)
    except TidyError as error:
        stop(Exit.USAGE, str(error))


@cli.command("publish")
@click.argument("id_", metavar="ID")
@options("content", "as-of")
def publish(*, id_: str, content: Path, as_of: datetime) -> None:
    """Date a draft today, check it, and say what comes next."""
    from generator.commands.publish import PublishError, publish_draft  # noqa: PLC0415 - only this command needs it

    try:
        problems, steps = publish_draft(content, id_, as_of)
    except PublishError as error:
        stop(Exit.USAGE, str(error))
    report(problems, "text")
    if not steps:
        stop(Exit.CONTENT, "It stays a draft until these are corrected.")
    echo("\n".join(steps))


cli.add_command(check)
cli.add_command(export)
cli.add_command(import_)
cli.add_command(verify)
cli.add_command(panel_pack)
cli.add_command(send)


def main() -> None:
    """Run the command: the last line is for a person, the exit code for a machine."""
    run(lambda: cli(standalone_mode=False))


if __name__ == "__main__":
    main()
