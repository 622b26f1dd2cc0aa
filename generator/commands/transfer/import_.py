"""The command `section55 import`: its options, what it prints, and its exit codes. Reads nothing itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from generator.commands.exit_codes import Exit
from generator.commands.options import options
from generator.commands.process import echo, stop


@click.command("import")
@click.argument("files", metavar="FILE...", type=click.Path(path_type=Path, exists=True), nargs=-1)
@options("content", "as-of")
@click.option(
    "--office", default="", metavar="ID", help="Whose papers they are; needed where there are several offices."
)
@click.option("--dry-run", is_flag=True, help="Show the drafts, and write nothing.")
@click.option("--split", "splits", is_flag=True, help="Write a draft for each of several responses in one paper.")
@click.option("--keep", multiple=True, metavar="ID", help="Take this hidden text into the draft. May be repeated.")
@click.option(
    "--drop",
    multiple=True,
    metavar="ID",
    help="Leave this hidden item out; a kind, or all, leaves out every such item.",
)
@click.option(
    "--archive",
    metavar="FILE.zip",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="In an empty folder: make the site again that section55 export wrote. Only from an archive that you trust.",
)
@options("quiet")
def import_(
    *,
    files: tuple[Path, ...],
    keep: tuple[str, ...],
    drop: tuple[str, ...],
    dry_run: bool,
    archive: Path | None,
    quiet: bool,
    **where: Any,
) -> None:
    """Turn papers in Word, PDF and other forms into drafts. It never overwrites a file.

    FILE is a paper (.docx, .odt, .pdf, .txt, .md, .html) or a folder of papers.
    """
    if archive:
        if files:
            stop(Exit.USAGE, "An archive is imported by itself, without papers.")
        from generator.commands.transfer.archive import ArchiveImport, import_archive  # noqa: PLC0415 - as below

        import_archive(ArchiveImport(archive, quiet))
        return
    from generator.commands.transfer.decisions import Decisions  # noqa: PLC0415 - only this command needs them
    from generator.commands.transfer.papers import ImportError_, PaperImport, import_papers  # noqa: PLC0415
    from generator.reading.documents.hidden_items import HiddenItem  # noqa: PLC0415

    if not files:
        stop(Exit.USAGE, "Name a file or a folder to import, such as: section55 import response.docx")
    try:
        decisions = Decisions(keep, drop, ask=_ask if sys.stdin is not None and sys.stdin.isatty() else None)
        outcomes = import_papers(PaperImport(files, decisions=decisions, writes=not dry_run, **where))
        codes, is_written = [], False
        items: list[HiddenItem] = []
        for outcome in outcomes:
            echo("\n".join(outcome.lines(quiet=quiet)), err=bool(outcome.code))
            codes.append(outcome.code)
            is_written = is_written or outcome.is_written
            items += outcome.reading.hidden if outcome.reading else ()
    except ImportError_ as error:
        stop(Exit.USAGE, str(error))
    for name in decisions.unknown(items):
        echo(f"No paper has a hidden item that is called '{name}'. It was not needed.", err=True)
    if is_written and not quiet:
        echo("Next: fill in what is left to do, then run section55 check, and section55 serve to see the page.")
    if gravest := max(codes, default=Exit.DONE, key=_GRAVITY.index):
        raise SystemExit(gravest)


_GRAVITY = [Exit.DONE, Exit.USAGE, Exit.CONTENT, Exit.UNRELEASED]


def _ask(question: str, choices: list[str]) -> str:
    return str(click.prompt(question, type=click.Choice(choices), err=True))
