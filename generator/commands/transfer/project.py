"""The project in which a command runs, as it is at a moment, and the files that a command hands over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from generator.checks.redaction import redact
from generator.commands.build import render_theme
from generator.commands.exit_codes import Exit
from generator.commands.options import config_file_for
from generator.commands.process import echo, report, stop
from generator.problems import Problem, errors_in, sorted_unique
from generator.publishing.page_documents import DocumentError, PageDocuments, what_is_missing
from generator.publishing.state import state_of
from generator.register.read import read_register
from generator.register.register import Register
from generator.register.release import release
from generator.register.released import ReleasedRegister
from generator.theme.templates import template_folders


class UsageError(ValueError):
    """A command cannot do what it was asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Project:
    """The project, read."""

    register: Register
    released: ReleasedRegister
    config_file: Path
    content: Path
    site: Path
    problems: list[Problem] = field(default_factory=list)
    """With an error among them, nothing may be made of it."""

    @property
    def has_errors(self) -> bool:
        """Whether there is an error among the problems."""
        return bool(errors_in(self.problems))

    @property
    def templates(self) -> list[Path]:
        """The folders of templates."""
        return template_folders(self.config_file.parent)

    def documents(self) -> PageDocuments:
        """Return what makes documents of its pages; the theme is rendered for it if it is not in its cache."""
        theme = render_theme(self.config_file, self.content, state_of(self.site))
        return PageDocuments(self.released, theme, self.templates)


def hand_over(write: Callable[[Project], Iterable[str]], refusal: str, **where: Any) -> None:
    """Print what a command says of the files that it wrote from the project; stop where it cannot write them."""
    if missing := what_is_missing():
        stop(Exit.MACHINE, missing)
    project = read_project(**where)
    if project.has_errors:
        report(project.problems, "text")
        stop(Exit.CONTENT, refusal)
    try:
        echo("\n".join(write(project)))
    except (UsageError, DocumentError) as error:
        stop(Exit.USAGE, str(error))


def read_project(content: Path, site: Path, as_of: datetime) -> Project:
    """Read the project in which a command runs."""
    config_file = config_file_for(content)
    reading = read_register(content)
    problems = sorted_unique(redact(reading.problems, reading.register, reading.files, as_of))
    return Project(reading.register, release(reading.register, as_of), config_file, content, site, problems)


def refuse_to_overwrite(files: Iterable[Path]) -> None:
    """Check that no file is there yet.

    Raises:
        UsageError: if one is.
    """
    for file in files:
        if file.exists():
            raise UsageError(f"{file.as_posix()} exists. Delete it, or name another folder: --to FOLDER.")


def write_new(file: Path, data: bytes) -> None:
    """Write a file that is not there yet, with its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as opened:
        opened.write(data)
