"""A site that is being written: what it is made of, what the last build made of it, and where its files go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.languages import language_of_address
from generator.outputs.data.section55_json import OBJECT
from generator.outputs.paper.pdfs import PdfMaker, cannot_be_made, read_template
from generator.pages.disk_links import with_file_names
from generator.pages.rendering import Renderer
from generator.publishing.manifest import Fields, SiteWriter
from generator.publishing.options import BuildOptions
from generator.publishing.site.circumstances import PAGES, Evidence, circumstances_of
from generator.publishing.site.page_cache import FILE, PageCache
from generator.publishing.state import cache_folder
from generator.register.released import ReleasedRegister
from generator.register.sources.cache import SourceCache
from generator.theme.frame import Theme
from generator.theme.templates import template_folders


@dataclass
class BegunSite:
    """A site, and the writer that its files go to."""

    options: BuildOptions
    theme: Theme
    released: ReleasedRegister
    sources: SourceCache
    writer: SiteWriter

    def begin(self) -> None:
        """Find out what the last build made that stays."""
        self._cache  # noqa: B018 - it is read once

    def keep(self) -> None:
        """Keep what was made for the next build."""
        if self._cache:
            self._cache.save()

    @cached_property
    def _evidence(self) -> Evidence:
        return Evidence(self.released, self.sources, self.theme.site)

    @cached_property
    def _cache(self) -> PageCache | None:
        if self.options.in_place:
            return None
        evidence = self._evidence
        cache = PageCache(
            cache_folder(self.options.state) / FILE,
            circumstances_of(self.released, self.theme, self.options, makes_pdfs=bool(self._maker)),
            evidence.digest_of,
            evidence.facts,
        )  # fmt: skip
        cache.read(later={OBJECT, PAGES[0]})
        return cache

    @cached_property
    def _is_first(self) -> bool:
        """Whether all has to be made; then lists and outputs are, while other processes render pages of records."""
        return self._cache is not None and not self._cache.is_of_same and self._maker is None

    @cached_property
    def _maker(self) -> PdfMaker | None:
        options = self.options
        if not options.with_pdf or options.in_place or cannot_be_made():
            return None
        folder = cache_folder(options.state) / "pdf"
        template = read_template(template_folders(options.project))
        return PdfMaker(folder, template, self.theme.site, self.released.attachments)

    @property
    def _opens_from_disk(self) -> bool:
        return self.options.opens_from_disk and not self.theme.site.address

    def _files_of_theme(self) -> Iterator[tuple[str, bytes]]:
        for file in sorted(self.theme.files.rglob("*")):
            if file.is_file():
                data = file.read_bytes()
                name = file.relative_to(self.theme.files).as_posix()
                if file.suffix == ".html":
                    html = self._renderer.dated(data.decode(), language_of_address(name))
                    # The page for a missing address is at no address of its own: its links begin at the root.
                    is_linked = self._opens_from_disk and name != "404.html"
                    data = (with_file_names(html) if is_linked else html).encode()
                yield name, data

    @cached_property
    def _renderer(self) -> Renderer:
        options = self.options
        return Renderer(
            tuple(template_folders(options.project)),
            self.theme,
            self.released,
            cache_folder(options.state),
            links_documents=self._maker is not None,
            opens_from_disk=self._opens_from_disk,
        )

    def _tell(self, done: int, total: int) -> None:
        if self.options.on_progress:
            self.options.on_progress("Rendering", done, total)

    def _written(self, paths: Iterable[str]) -> tuple[Fields, ...]:
        entries = map(self.writer.entry, paths)
        return tuple((entry.path, entry.size, entry.sha256) for entry in entries)

    def _write(self, files: Iterable[tuple[str, bytes]]) -> list[str]:
        paths = []
        for path, data in files:
            self.writer.write(path, data)
            paths.append(path)
        return paths
