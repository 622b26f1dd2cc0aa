"""The `section55` command: a handful of lines for each subcommand, which hand over. The clock is read here."""

from __future__ import annotations

from generator.commands.process import echo, quiet_interrupt, run

with quiet_interrupt():  # the rest takes a third of a second to import
    import gc
    import sys
    from collections.abc import Callable
    from contextlib import AbstractContextManager, nullcontext
    from datetime import UTC, datetime
    from pathlib import Path
    from typing import NoReturn

    import click

    from generator.checks.check import check_register
    from generator.checks.redaction import redact
    from generator.commands.exit_codes import Exit, exit_code, exit_for
    from generator.commands.options import options
    from generator.problems import FORMATS, Problem, format_text, sorted_unique
    from generator.publishing.build import BuildOptions, BuildResult, build_site
    from generator.register.read import read_register
    from generator.register.release import release
    from generator.theme.cache import cached_theme
    from generator.theme.frame import Theme
    from generator.theme.settings import settings_problems


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="section55")
def cli() -> None:
    """Publish responses to police inspection reports, as section 55 of the Police Act 1996 asks."""


@cli.command()
@options("content", "site", "as-of", "format", "quiet")
@click.option("--record", is_flag=True, help="Add to content/ledger.csv what is released with this build.")
@click.option("--no-search", is_flag=True, help="Leave the search index out.")
def build(*, content: Path, site: Path, as_of: datetime, form: str, quiet: bool, record: bool, no_search: bool) -> None:  # noqa: PLR0913 - one for each option
    """Build the site and put it in its place."""
    gc.disable()  # all that is read is kept to the end: looking through it for what is not took an eighth of a large build
    config_file = _config_file(content)
    with _progress(quiet=quiet or form != "text") as on_progress:
        order = BuildOptions(
            config_file.parent, content, site, as_of, record=record, with_search=not no_search, on_progress=on_progress
        )
        result = build_site(order, lambda: _theme(config_file, content, order.state))
    _report(result.problems, form)
    if result.failure:
        kept = f"The site in {site} has not been changed." if site.exists() else "Nothing was built."
        _stop(exit_for(result.failure), result.message or (kept if form == "text" else ""))
    if not quiet and form == "text":
        echo(_closing_line(result, site))
        if record:
            what = (
                "nothing, for all of it was there"
                if not result.recorded
                else f"{result.recorded:,} addresses and texts"
            )
            echo(f"Added to {(content / 'ledger.csv').as_posix()}: {what}.")


def _closing_line(result: BuildResult, site: Path) -> str:
    counted = f"{result.records:,} records, {result.pages:,} pages, {result.seconds:.1f} s"
    return f"Built: {counted}. Open {(site / 'index.html').as_posix()} in a browser, or see it with: section55 serve"


def _config_file(content: Path) -> Path:
    if (found := _settings(content)).is_file():
        return found.resolve()
    return _stop(Exit.USAGE, "There is no mkdocs.yml here. Run this command in the folder that holds it.")


def _settings(content: Path) -> Path:
    """Find mkdocs.yml where the command runs, or beside the content; a check does without."""
    return next(
        (file for folder in (Path(), content.parent) if (file := folder / "mkdocs.yml").is_file()), Path("mkdocs.yml")
    )


def _theme(config_file: Path, content: Path, state: Path, *, address: str | None = None) -> Theme:
    def draw(files: Path) -> Theme:
        from generator import plugin  # noqa: PLC0415 - MkDocs takes half a second to import, and is rarely needed

        return plugin.render_theme(config_file, content, files, address=address)

    return cached_theme(config_file.parent, config_file, content, state, draw, address=address)


def _progress(*, quiet: bool) -> AbstractContextManager[Callable[[str, int, int], None] | None]:
    if quiet or sys.stderr is None or not sys.stderr.isatty():  # it may have been closed before we began
        return nullcontext()
    from generator.commands.progress import progress  # noqa: PLC0415 - rich is only for terminals

    return progress()


@cli.command()
@options("content", "as-of", "format", "quiet")
def check(*, content: Path, as_of: datetime, form: str, quiet: bool) -> None:
    """Check every source, and name all problems in one run."""
    checked = check_register(content, as_of)
    problems = sorted_unique([*checked.problems, *settings_problems(_settings(content), content / "pages")])
    _report(problems, form)
    code = exit_code(problems)
    if code is not Exit.DONE:
        raise SystemExit(code)
    if not quiet and form == "text" and not problems:
        echo(f"No problems in {len(checked.register.all):,} records.")


@cli.command()
@options("site", "format", "quiet")
@click.option(
    "--url",
    metavar="ADDRESS",
    help="Compare what a web server sends, with the manifest it has; with --site, with that one's.",
)
def verify(*, site: Path, form: str, quiet: bool, url: str | None) -> None:
    """Prove that every file of the site is as it was built."""
    from generator.publishing.verify import UsageError, verify_address, verify_folder  # noqa: PLC0415 - only this command needs it

    is_given = click.get_current_context().get_parameter_source("site") is not click.core.ParameterSource.DEFAULT
    try:
        verdict = verify_address(url, site if is_given else None) if url else verify_folder(site)
    except UsageError as error:
        _stop(Exit.USAGE, str(error))
    _report(verdict.problems, form)
    told = verdict.in_words(url or site.as_posix()) if form == "text" else ""
    if verdict.problems:
        _stop(exit_code(verdict.problems), told)
    if not quiet and told:
        echo(told)


@cli.command()
@options("content", "site", "as-of")
@click.option("--drafts", is_flag=True, help="Show what is not released too, under a banner.")
@click.option("--port", default=8055, show_default=True, help="The port on this computer; 0 takes any that is free.")
@click.option("--open/--no-open", "opens", default=False, help="Open the browser.")
def serve(*, content: Path, site: Path, as_of: datetime, drafts: bool, port: int, opens: bool) -> None:
    """Show the site on this computer, and build it again at every change."""
    from generator.commands.serve import Preview, serve_preview  # noqa: PLC0415 - only this command needs a server

    config_file = _config_file(content)
    source = click.get_current_context().get_parameter_source("as_of")
    is_fixed = source is not click.core.ParameterSource.DEFAULT
    folder = site.absolute().parent / ".section55" / "preview"

    def make() -> BuildResult:
        moment = as_of if is_fixed else datetime.now(UTC)
        order = BuildOptions(config_file.parent, content, folder / "site", moment, with_drafts=drafts)
        return build_site(order, lambda: _theme(config_file, content, folder / ".section55", address=""))

    watched = [content, config_file, *_watched_templates(config_file.parent)]
    serve_preview(Preview(folder / "site", make, watched, port, drafts=drafts, opens=opens), echo)


def _watched_templates(project: Path) -> list[Path]:
    from generator.theme.templates import template_folders  # noqa: PLC0415 - Jinja is not needed by every command

    return template_folders(project)


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
def new(*, kind: str, id_: str | None, content: Path, as_of: datetime, **given: str | None) -> None:
    """Write a source to fill in; it never overwrites one. On a terminal it asks for what it is not given."""
    from generator.commands.new import NewSource, NewSourceError, create_source  # noqa: PLC0415 - only this command needs it

    asks = sys.stdin is not None and sys.stdin.isatty()
    if id_ is None:
        if not asks:
            _stop(Exit.USAGE, f"Give an id, such as: section55 new {kind} {_sample_id(kind)}")
        id_ = str(click.prompt(f"Id of the {kind.replace('-', ' ')}, such as {_sample_id(kind)}"))
    facts = {name.replace("_", "-"): value for name, value in given.items() if value}
    try:
        path = create_source(NewSource(kind, id_, content, Path(), as_of, facts), _asked if asks else None)
    except NewSourceError as error:
        _stop(Exit.USAGE, str(error))
    echo(f"Written: {path.as_posix()}\nFill it in, then run: section55 check")


def _asked(question: str, fallback: str) -> str:
    return str(click.prompt(question, default=fallback, show_default=bool(fallback)))


def _sample_id(kind: str) -> str:
    return {
        "inspection": "2024/name-of-the-report", "response": "norfolk/2024/name-of-the-report",
        "panel-report": "norfolk/2024/name-of-the-paper", "office": "norfolk",
    }[kind]  # fmt: skip


@cli.command()
@click.argument("id_", metavar="ID")
@options("content", "as-of")
def show(*, id_: str, content: Path, as_of: datetime) -> None:
    """Say what the site knows of a record: its address, its status and how that was worked out."""
    from generator.commands.show import describe_record  # noqa: PLC0415 - only this command needs it

    reading = read_register(content)
    try:
        echo(describe_record(reading.register, id_, as_of))
    except LookupError as error:
        _stop(Exit.USAGE, str(error.args[0]))


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
@click.option("--fail-overdue", is_flag=True, help="Exit with 1 where any response is overdue.")
def due(*, content: Path, as_of: datetime, form: str, fail_overdue: bool) -> None:
    """List the responses still owed, by their last day."""
    from generator.commands.show import due_rows, due_table  # noqa: PLC0415 - only this command needs it

    reading = read_register(content)
    problems = sorted_unique(redact(reading.problems, reading.register, reading.files, as_of))
    code = exit_code(problems)
    if code is not Exit.DONE:
        echo(format_text(problems), err=True)
        raise SystemExit(code)
    rows = due_rows(release(reading.register, as_of))
    if form == "json":
        import json  # noqa: PLC0415 - only this form needs it

        echo(json.dumps(rows, indent=2))
    else:
        echo(due_table(rows, as_of))
    if fail_overdue and any(row["status"] == "overdue" for row in rows):
        raise SystemExit(Exit.CONTENT)


@cli.command("publish")
@click.argument("id_", metavar="ID")
@options("content", "as-of")
def publish(*, id_: str, content: Path, as_of: datetime) -> None:
    """Date a draft today, check it, and say what comes next."""
    from generator.commands.publish import PublishError, publish_draft  # noqa: PLC0415 - only this command needs it

    try:
        problems, steps = publish_draft(content, id_, as_of)
    except PublishError as error:
        _stop(Exit.USAGE, str(error))
    _report(problems, "text")
    if not steps:
        _stop(Exit.CONTENT, "It stays a draft until these are mended.")
    echo("\n".join(steps))


def _report(problems: list[Problem], form: str) -> None:
    text = FORMATS[form](problems)
    if text:
        # Annotations and data are read from standard output; sentences are for people.
        echo(text, err=form == "text")


def _stop(code: Exit, message: str) -> NoReturn:
    if message:
        echo(message, err=True)
    raise SystemExit(code)


def main() -> None:
    """Run the command; whatever happens, the last line is for a person and the exit code for a machine."""
    run(lambda: cli(standalone_mode=False))


if __name__ == "__main__":
    main()
