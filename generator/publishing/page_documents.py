"""Documents of single pages, for commands that hand them over: rendered as a build would, and written nowhere."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.outputs.paper.pdfs import PdfMaker, cannot_be_made, read_template
from generator.pages.packs.pack import Pack, Period, pack_of
from generator.pages.packs.page import pack_page
from generator.pages.page import Page
from generator.pages.rendering import Renderer
from generator.pages.single.response import response_page
from generator.records.office import Office
from generator.records.response import Response
from generator.register.released import ReleasedRegister
from generator.theme.frame import Theme

_WORDS = {
    "responses": ("Responses listed", "published", "withdrawn"),
    "owed": ("Responses owed", "newly asked for", "published"),
    "open": ("Answered findings not closed", "answered", "closed or withdrawn"),
}


class DocumentError(ValueError):
    """A document cannot be made; the message says why and what to do."""


def what_is_missing() -> str:
    """Return what this installation lacks to make documents; empty if it lacks nothing."""
    missing = cannot_be_made()
    return f"{missing.message}. {missing.hint}." if missing else ""


@dataclass(frozen=True, slots=True)
class PageDocuments:
    """Makes documents of the pages of a site, by their endings: `pdf`, `docx`."""

    released: ReleasedRegister
    theme: Theme
    templates: Sequence[Path]
    """The folders of templates."""

    def of_response(self, response: Response) -> dict[str, bytes]:
        """Return the documents of a response's page.

        Raises:
            DocumentError: if none can be made.
        """
        return self._of(response_page(self.released, response, None, None))

    def of_pack(self, office: Office, since: date, meeting: date | None) -> tuple[list[str], dict[str, bytes]]:
        """Return the sums of an office's pack for its panel, each as a line, and its documents.

        Raises:
            DocumentError: if none can be made.
        """
        period = Period(since, self.released.today, meeting)
        sums = sum_lines(pack_of(self.released, office, period))
        return sums, self._of(pack_page(self.released, office, period))

    def _of(self, page: Page) -> dict[str, bytes]:
        renderer = Renderer(tuple(self.templates), self.theme, self.released, links_documents=True)
        html = renderer.render(page)
        with tempfile.TemporaryDirectory() as folder:
            maker = PdfMaker(Path(folder), read_template(self.templates), self.theme.site, self.released.attachments)
            (finished,) = maker.finish([(page, html)])
        if not finished.documents:
            raise DocumentError(" ".join(f"{problem.message}. {problem.hint}." for problem in maker.problems))
        return {path.rpartition(".")[2]: data for path, data in finished.documents}


def sum_lines(pack: Pack) -> list[str]:
    """Return each total as a sum that ends with what stands now."""
    lines = []
    for total in pack.sums:
        name, came, went = _WORDS[total.name]
        lines.append(f"{name}: {total.opening} + {total.added} {came} - {total.removed} {went} = {total.closing}")
    return lines
