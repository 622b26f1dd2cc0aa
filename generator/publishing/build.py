"""A build, from content to site: read everything, check everything, render, then exchange. All or nothing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.languages import language_of_address
from generator.outputs.outputs import OUTPUTS
from generator.outputs.paper.pdfs import Finished, PdfMaker, cannot_be_made, read_template
from generator.outputs.search.documents import documents_of
from generator.outputs.search.editorial import page_documents, site_page_documents
from generator.outputs.search.index import search_files
from generator.pages.disk_links import with_file_names
from generator.pages.home import home_page
from generator.pages.page import Page
from generator.pages.pages import pages_of
from generator.pages.rendering import Renderer
from generator.problems import Category, EnvironmentFailure, Place, Problem, Severity, gravest_category, sorted_unique
from generator.publishing.check import check_project
from generator.publishing.destination import GITIGNORE, foreign_files_refusal, replacement_refusal
from generator.publishing.exchange import build_lock, exchange, flush_to_disk, recover, remove_tree
from generator.publishing.manifest import SiteWriter
from generator.publishing.recording import RecordingError, commit_pending, save_pending
from generator.publishing.state import cache_folder, state_of
from generator.reading.ledger import Row
from generator.reading.synonyms import read_synonyms
from generator.register.permanent import new_rows
from generator.register.release import release, unreleased_records
from generator.register.released import ReleasedRegister
from generator.theme.frame import Theme, ThemeError
from generator.theme.templates import template_folders


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The content, the site, and the time as of which to build it."""

    project: Path
    """The folder of mkdocs.yml and the templates."""
    content: Path
    site: Path
    as_of: datetime
    in_place: bool = False
    """Whether to write into the folder directly, as a preview does."""
    with_drafts: bool = False
    record: bool = False
    """Whether to append what is released to the ledger."""
    with_search: bool = True
    """Whether to make the search index."""
    with_pdf: bool = True
    """Whether to make a PDF of each record, where Typst is installed; a preview makes none."""
    opens_from_disk: bool = False
    """Whether links of a site without an address name files, so that it also works without a server."""
    settings: str = "mkdocs.yml"
    """The file name of the settings."""
    on_progress: Callable[[str, int, int], None] | None = None
    """Progress callback: step name, items done, total."""

    @property
    def state(self) -> Path:
        """The state folder beside the site."""
        return state_of(self.site)


@dataclass(slots=True)
class BuildResult:
    """The result of a build."""

    failure: Category | None
    """Why no site was built; None if one was."""
    problems: list[Problem] = field(default_factory=list)
    message: str = ""
    records: int = 0
    pages: int = 0
    recorded: int = 0
    """Rows appended to the ledger."""
    seconds: float = 0.0
    unreleased: dict[str, str] = field(default_factory=dict)
    """Addresses of a preview's unpublished records, each with the reason; empty for a build."""


def build_site(options: BuildOptions, render_theme: Callable[[], Theme]) -> BuildResult:
    """Build a site and put it live; if anything is wrong, the old site does not change."""
    started = time.monotonic()
    publish = _publish if options.in_place else _publish_at_once
    return _errors_as_result(lambda: publish(options, render_theme, started))


def _publish_at_once(options: BuildOptions, render_theme: Callable[[], Theme], started: float) -> BuildResult:
    refusal = replacement_refusal(options.site, options.content, options.state, *template_folders(options.project))
    # If there is a state folder, another build may be running, and this can be judged only under the lock.
    if not refusal and not options.state.exists():
        refusal = foreign_files_refusal(options.site)
    if refusal:
        return BuildResult(Category.USAGE, message=refusal)
    with build_lock(options.state):
        recover(options.state, options.site)
        if refusal := foreign_files_refusal(options.site):
            return BuildResult(Category.USAGE, message=refusal)
        commit_pending(options.state, options.site, options.content)
        try:
            return _publish(options, render_theme, started)
        finally:  # also after Ctrl-C or on a full disk
            remove_tree(_stage(options))


def _stage(options: BuildOptions) -> Path:
    return options.site if options.in_place else options.state / "stage"


def _errors_as_result(build: Callable[[], BuildResult]) -> BuildResult:
    try:
        return build()
    except ThemeError as error:
        return BuildResult(Category.CONTENT, message=str(error))
    except (EnvironmentFailure, RecordingError) as error:
        return BuildResult(Category.MACHINE, message=str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return BuildResult(
            Category.MACHINE, message=f"{where}{error.strerror or error}. The site has not been changed."
        )


def _publish(options: BuildOptions, render_theme: Callable[[], Theme], started: float) -> BuildResult:
    settings = options.project / options.settings
    checked = check_project(
        settings, options.content, options.site, options.as_of, quotes_unreleased=options.with_drafts
    )
    problems = checked.problems
    if options.with_drafts:  # a preview shows what is not released or finished, and publishes nothing
        problems = [problem for problem in problems if problem.category not in {Category.UNRELEASED, Category.VANISHED}]
    failure = gravest_category(problems)
    if failure:
        return BuildResult(failure, problems)
    theme = render_theme()
    place = Place("content/pages")
    warnings = (Problem(place, message, "", Severity.WARNING, "pages") for message in theme.warnings)
    problems = sorted_unique([*problems, *warnings])
    released = release(checked.register, options.as_of, with_drafts=options.with_drafts)
    stage = _stage(options)
    if not options.in_place and stage.exists():
        shutil.rmtree(stage)  # completely, or no site: any file left would be published
    pages = [home_page(released), *pages_of(released)]
    writer = SiteWriter(stage)
    maker = _pdf_maker(options, theme, released)
    for path, data in _files(options, theme, released, pages, maker):
        writer.write(path, data)
    problems = sorted_unique([*problems, *_of_pdfs(options, maker)])
    rows = new_rows(checked.register, released, writer.paths) if options.record else []
    writer.close(has_ledger=checked.register.ledger.is_kept or bool(rows))
    if not options.in_place:
        _go_live(options, stage, writer.digest, rows)
    seconds = time.monotonic() - started
    unreleased = unreleased_records(released) if options.with_drafts else {}
    return BuildResult(None, problems, "", len(released.standing), writer.pages, len(rows), seconds, unreleased)


def _go_live(options: BuildOptions, stage: Path, digest: str, rows: list[Row]) -> None:
    """Exchange the stage and the site, then append what was released to the ledger."""
    gitignore = options.site / GITIGNORE
    if gitignore.exists():
        shutil.copy2(gitignore, stage / GITIGNORE)
    if rows:
        save_pending(options.state, options.site, options.content, digest, rows)
    flush_to_disk(stage)
    options.site.absolute().parent.mkdir(parents=True, exist_ok=True)
    exchange(stage, options.site)
    commit_pending(options.state, options.site, options.content)


def _pdf_maker(options: BuildOptions, theme: Theme, released: ReleasedRegister) -> PdfMaker | None:
    if not options.with_pdf or options.in_place or cannot_be_made():
        return None
    template = read_template(template_folders(options.project))
    return PdfMaker(cache_folder(options.state) / "pdf", template, theme.site, released.attachments)


def _of_pdfs(options: BuildOptions, maker: PdfMaker | None) -> list[Problem]:
    if maker:
        return maker.problems
    missing = cannot_be_made()
    return [missing] if missing and options.with_pdf and not options.in_place else []


def _files(
    options: BuildOptions, theme: Theme, released: ReleasedRegister, pages: list[Page], maker: PdfMaker | None
) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site: those of the theme, pages, attachments, and the other outputs."""
    links = with_file_names if options.opens_from_disk and not theme.site.address else str
    renderer = Renderer(
        tuple(template_folders(options.project)),
        theme,
        released,
        cache_folder(options.state),
        links_documents=maker is not None,
    )
    for file in sorted(theme.files.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            name = file.relative_to(theme.files).as_posix()
            if file.suffix == ".html":
                html = renderer.dated(data.decode(), language_of_address(name))
                # The page for a missing address is at no address of its own: its links begin at the root.
                data = (html if name == "404.html" else links(html)).encode()
            yield name, data
    rendered = _rendered(options, renderer, pages)
    for finished in maker.finish(rendered) if maker else (Finished(*pair) for pair in rendered):
        yield f"{finished.page.address}index.html", links(finished.html).encode()
        yield from finished.documents
    renderer.save()
    for path, file in released.attachments.items():
        yield path, file.read_bytes()
    for output in OUTPUTS:
        yield from output.files(released, theme.site, pages)
    if options.with_search:
        synonyms, _ = read_synonyms(options.content)
        documents = [*documents_of(released), *page_documents(theme), *site_page_documents()]
        yield from search_files(documents, synonyms, None if options.in_place else options.state / "search")


def _rendered(options: BuildOptions, renderer: Renderer, pages: list[Page]) -> Iterator[tuple[Page, str]]:
    for done, page in enumerate(pages):
        if options.on_progress:
            options.on_progress("Rendering", done, len(pages))
        yield page, renderer.render(page)
