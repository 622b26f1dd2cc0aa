"""The command `section55 export`: the whole site in one file, built from nothing but what is released."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from generator.commands.exit_codes import Exit, exit_code, exit_for
from generator.commands.options import config_file_for, options
from generator.commands.process import echo, report, stop
from generator.messages import counted
from generator.problems import errors_in


@click.command("export")
@click.argument("file", metavar="FILE.zip", type=click.Path(path_type=Path), required=False)
@options("content", "site", "as-of")
@click.option("--bagit", is_flag=True, help="Pack it as a bag (BagIt 1.0), as archives ask for.")
@options("quiet")
def export(*, file: Path | None, content: Path, site: Path, as_of: datetime, bagit: bool, quiet: bool) -> None:
    """Write the whole site into FILE.zip: pages that open from a disk, sources, data and redirects.

    Without FILE.zip it is named after the day.
    """
    from generator.dates import london_day  # noqa: PLC0415 - only this command needs it

    target = file or Path(f"section55-{london_day(as_of).isoformat()}.zip")
    if refusal := _refusal(target, content):
        stop(Exit.USAGE, refusal)
    count = _export(target, content, site, as_of, is_bag=bagit)
    if not quiet:
        form = "bag" if bagit else "archive"
        holds = f"{counted(count, 'file')}, {target.stat().st_size / 1_000_000:,.1f} MB"
        echo(f"Written: {target.as_posix()}, {holds}. README.txt in it explains the {form}.")
        echo("It holds nothing that is unpublished, and no note for the office.")


def _refusal(target: Path, content: Path) -> str:
    if target.suffix.lower() != ".zip":
        return f"{target} does not end in .zip. Name the file to write, such as: section55 export site.zip"
    if not target.absolute().parent.is_dir():
        return f"There is no folder {target.parent}. Make it first, or name another."
    if target.resolve().is_relative_to(content.resolve()):
        return f"{target} is in {content}, which is exported. Name a file outside it."
    if target.exists() and not (target.is_file() and zipfile.is_zipfile(target)):
        return f"{target} exists and is not an archive. Name another file."
    return ""


def _export(target: Path, content: Path, site: Path, as_of: datetime, *, is_bag: bool) -> int:
    from generator.code_digest import shipped_templates  # noqa: PLC0415 - only this command needs these
    from generator.dates import london_day  # noqa: PLC0415
    from generator.publishing.archive.archive_file import write_archive  # noqa: PLC0415
    from generator.publishing.archive.contents import ArchivedSite  # noqa: PLC0415
    from generator.publishing.archive.sources import project_files, source_files  # noqa: PLC0415
    from generator.publishing.check import check_project  # noqa: PLC0415
    from generator.publishing.state import state_of  # noqa: PLC0415
    from generator.register.release import release  # noqa: PLC0415

    config_file = config_file_for(content)
    checked = check_project(config_file, content, site, as_of)
    if code := exit_code(checked.problems):
        report(checked.problems, "text")
        stop(code, "Nothing was exported.")
    released = release(checked.register, as_of)
    with _workshop(state_of(site)) as folder:
        sources = folder / "sources"
        _write(sources, project_files(config_file, shipped_templates()))
        _write(sources / "content", source_files(released, content))
        built, theme_site = _build(sources, config_file.name, folder, as_of)
        day = london_day(as_of).isoformat() if is_bag else ""
        return write_archive(target, ArchivedSite(built, sources, released, theme_site).files(), day)


@contextmanager
def _workshop(state: Path) -> Iterator[Path]:
    """Make a folder beside the site, and delete it however the export ends; what a killed one left goes too."""
    from generator.publishing.exchange import build_lock, remove_tree  # noqa: PLC0415 - only this command needs it

    folder = state / "export"
    with build_lock(state):
        remove_tree(folder)
        folder.mkdir()
        try:
            yield folder
        finally:
            remove_tree(folder)


def _write(folder: Path, files: Iterator[tuple[str, bytes]]) -> None:
    for path, data in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _build(sources: Path, settings: str, folder: Path, as_of: datetime) -> tuple[Path, Any]:
    """Build the site from the released sources alone; return its folder and its settings."""
    from generator.commands.build import render_theme  # noqa: PLC0415 - only this command needs these
    from generator.publishing.build import BuildOptions, build_site  # noqa: PLC0415

    content, built = sources / "content", folder / "site"
    order = BuildOptions(sources, content, built, as_of, settings=settings)
    themes = []

    def theme() -> Any:
        themes.append(render_theme(sources / settings, content, order.state))
        return themes[0]

    result = build_site(order, theme)
    if result.failure:
        report(errors_in(result.problems), "text")
        stop(exit_for(result.failure), result.message or "Nothing was exported.")
    return built, themes[0].site
