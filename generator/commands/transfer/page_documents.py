"""Documents of single pages, for commands that hand them over: what is released, rendered as a build would."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.checks.redaction import redact
from generator.commands.build import render_theme
from generator.commands.options import config_file_for
from generator.outputs.paper.pdfs import PdfMaker, read_template
from generator.pages.page import Page
from generator.pages.rendering import Renderer
from generator.problems import Problem, errors_in, sorted_unique
from generator.publishing.state import state_of
from generator.register.read import read_register
from generator.register.register import Register
from generator.register.release import release
from generator.register.released import ReleasedRegister
from generator.theme.frame import Theme
from generator.theme.templates import template_folders


class UsageError(ValueError):
    """A command cannot do what it was asked; the message says why and what to do."""


@dataclass(slots=True)
class Project:
    """The project in which a command runs, as it is at a moment."""

    register: Register
    released: ReleasedRegister
    config_file: Path
    content: Path
    site: Path
    problems: list[Problem] = field(default_factory=list)
    """With an error among them, nothing may be made of it."""
    _theme: Theme | None = None

    @property
    def has_errors(self) -> bool:
        """Whether there is an error among the problems."""
        return bool(errors_in(self.problems))

    @property
    def theme(self) -> Theme:
        """The theme, rendered once."""
        if self._theme is None:
            self._theme = render_theme(self.config_file, self.content, state_of(self.site))
        return self._theme

    def documents(self, page: Page) -> dict[str, bytes]:
        """Return the PDF of a page by its ending, `pdf`, and the document for Word, `docx`, where it has one.

        Raises:
            UsageError: if no PDF could be made; the reason is in the message.
        """
        folders = template_folders(self.config_file.parent)
        renderer = Renderer(tuple(folders), self.theme, self.released, links_documents=True)
        html = renderer.render(page)
        with tempfile.TemporaryDirectory() as folder:
            maker = PdfMaker(Path(folder), read_template(folders), self.theme.site, self.released.attachments)
            (finished,) = maker.finish([(page, html)])
        if not finished.documents:
            raise UsageError(" ".join(f"{problem.message}. {problem.hint}." for problem in maker.problems))
        return {path.rpartition(".")[2]: data for path, data in finished.documents}


def read_project(content: Path, site: Path, as_of: datetime) -> Project:
    """Read the project in which a command runs."""
    config_file = config_file_for(content)
    reading = read_register(content)
    problems = sorted_unique(redact(reading.problems, reading.register, reading.files, as_of))
    return Project(reading.register, release(reading.register, as_of), config_file, content, site, problems)


def write_new(file: Path, data: bytes) -> None:
    """Write a file that is not there yet.

    Raises:
        UsageError: if it is there.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as opened:
            opened.write(data)
    except FileExistsError:
        message = f"{file.as_posix()} exists. Delete it, or name another folder: --to FOLDER."
        raise UsageError(message) from None
