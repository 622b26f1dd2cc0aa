"""`section55 import --archive FILE.zip`: an exported site becomes sources and a site again, in an empty folder."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.exit_codes import Exit, exit_for
from generator.commands.process import echo, report, stop
from generator.messages import counted, escape_invisible
from generator.problems import errors_in
from generator.publishing.state import STATE

if TYPE_CHECKING:
    from generator.publishing.archive.archive_file import ArchiveReader
    from generator.publishing.archive.contents import ArchivedBuild

MAX_NAMED = 10
"""The most files that are named where a rebuilt site differs."""


@dataclass(frozen=True, slots=True)
class ArchiveImport:
    """What to import, and where to."""

    file: Path
    quiet: bool = False
    folder: Path = Path()
    """The folder that becomes the site's own."""


def import_archive(order: ArchiveImport) -> None:
    """Write the sources of an archive, build the site as of its day, and compare both, file by file."""
    from generator.publishing.archive.archive_file import ArchiveError, ArchiveReader  # noqa: PLC0415 - see `cli`
    from generator.publishing.archive.contents import build_of, differences  # noqa: PLC0415

    if refusal := _refusal(order):
        stop(Exit.USAGE, refusal)
    try:
        archive = ArchiveReader(order.file)
        build = build_of(archive)
        _write_sources(archive, order.folder)
        pages, site = _build(order, build)
        different = differences(archive, site)
    except ArchiveError as error:
        stop(Exit.USAGE, str(error))
    if different:
        named = "\n".join(f"  {escape_invisible(path)}" for path in different[:MAX_NAMED])
        more = f"\n  and {len(different) - MAX_NAMED:,} more" if len(different) > MAX_NAMED else ""
        message = f"The site was rebuilt, and {counted(len(different), 'file')} differ from the archive:\n{named}{more}"
        hint = "Install the version of section55 that README.txt in the archive names, and import it again."
        stop(Exit.CONTENT, f"{message}\n{hint}")
    if not order.quiet:
        echo(f"Rebuilt from {order.file.as_posix()}: {counted(pages, 'page')}, each the same as in the archive.")
        echo("Build it as of today with: section55 build")


def _refusal(order: ArchiveImport) -> str:
    others = {entry.name for entry in os.scandir(order.folder)} - {".git", STATE}
    if order.file.resolve().parent == order.folder.resolve():
        others.discard(order.file.name)
    if others:
        name = escape_invisible(min(others))
        return f"This folder is not empty: it has {name}. Make a new folder, and run the command in that."
    return ""


def _write_sources(archive: ArchiveReader, folder: Path) -> None:
    """Write the sources in one step, so that an import that is stopped leaves a folder that is as empty as before."""
    stage = folder / STATE / "import"
    shutil.rmtree(stage, ignore_errors=True)
    try:
        for path, data in archive.below("sources"):
            file = stage / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    except BaseException:  # Ctrl-C can come at any moment
        shutil.rmtree(folder / STATE, ignore_errors=True)
        raise
    for entry in sorted(stage.iterdir()):
        entry.rename(folder / entry.name)
    stage.rmdir()


def _build(order: ArchiveImport, build: ArchivedBuild) -> tuple[int, Path]:
    from generator.commands.build import build_project  # noqa: PLC0415 - see `cli`

    content, site = order.folder / "content", order.folder / "site"
    result = build_project(
        content,
        site,
        build.as_of,
        record=False,
        with_search=True,
        with_pdf=build.has_pdf,
        shows_progress=not order.quiet,
    )
    if result.failure:
        report(errors_in(result.problems), "text")
        stop(exit_for(result.failure), result.message or "The sources were written, and no site could be built.")
    return result.pages, site
