"""The MkDocs plugin: renders frames and editorial pages, and hands over. The only importer of mkdocs."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.config import config_options, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.files import display_path
from generator.languages import (
    ENGLISH,
    LANGUAGE_ENDONYMS,
    TRANSLATION_LANGUAGES,
    catalogue,
    language_of,
    original_of,
    page_address,
)
from generator.messages import escape_invisible
from generator.pages.compiled_code import keeping_code
from generator.problems import format_text
from generator.publishing import build as publishing
from generator.reading.leftovers import leftover
from generator.theme.branding import Brand, read_brand
from generator.theme.content_security import policy
from generator.theme.errors import in_one_line, page_problems, settings_error_message
from generator.theme.frame import Frame, Theme, ThemeError, slot
from generator.theme.light_view import lighten
from generator.theme.settings import with_blanks_shown
from generator.theme.site import Site
from generator.theme.templates import passing_over_hidden_folders, template_folders

DEPTHS = range(1, 8)
"""Depths of addresses with a frame: from `/responses/` to a page of a list within a list, plus one for Welsh."""

CONTENT_FORMAT = 1


class Section55Plugin(BasePlugin):  # type: ignore[type-arg]
    """Renders an empty page for each depth of address, and publishes the records through `publishing`."""

    # The older form of a scheme: the newer one names settings as attributes, which rules out hyphens.
    config_scheme = (("content-format", config_options.Choice([CONTENT_FORMAT], default=CONTENT_FORMAT)),)

    def __init__(self) -> None:
        """Start without a site."""
        self.only_renders = False
        """Whether `section55` needs only the theme and publishes by itself."""
        self.theme: Theme | None = None
        self._target = Path()
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self.page = ""
        """The editorial page that is being rendered."""
        self._serves = False
        self._navigation: Navigation | None = None
        self._home = ""
        self._frames: dict[str, Frame] = {}
        self._brand = Brand()

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - MkDocs passes both by name
        """Remember whether this is a preview."""
        self._serves = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our templates before the theme's, and let MkDocs write into a temporary folder: it empties it first."""
        project = _project_of(config)
        config.theme.dirs = [*(str(folder / "theme") for folder in template_folders(project)), *config.theme.dirs]
        # Its problems stop the build in `publishing`.
        self._brand, _ = read_brand(_settings_of(config), Path(config.docs_dir))
        config.theme["section55_logo"] = self._brand.logo
        # Its dates are those of the build; ours are those of the records.
        config.theme.static_templates.discard("sitemap.xml")
        get_env = keeping_code(passing_over_hidden_folders(config.theme.get_env))
        setattr(config.theme, "get_env", get_env)  # noqa: B010 - a method
        if not self.only_renders:
            self._target = Path(config.site_dir)
            self._clean()
            self._scratch = tempfile.TemporaryDirectory(prefix="section55-")
            config.site_dir = self._scratch.name
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep only the stylesheet of Material's assets, drop editors' leftovers, and add a missing home page."""
        for file in list(files):
            is_asset = file.src_uri.startswith("assets/") and not file.src_uri.startswith("assets/section55/")
            is_stylesheet = file.src_uri.startswith("assets/stylesheets/main.") and file.src_uri.endswith(".css")
            is_foreign = is_asset and not is_stylesheet and file.src_dir != config.docs_dir
            if is_foreign or file.src_uri == "sitemap.xml" or leftover(PurePosixPath(file.src_uri).name):
                files.remove(file)
            elif is_stylesheet:
                config.theme["section55_stylesheet"] = file.url
            elif language_of(file.src_uri):
                _address_translation(file)
        if files.get_file_from_path("index.md") is None:
            files.append(
                File.generated(config, "index.md", content=f"# {config.site_name}\n\n{config.site_description or ''}\n")
            )
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Keep the navigation for the frames."""
        self._navigation = nav
        return nav

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Render the frames."""
        for page in (file.page for file in files.documentation_pages() if file.page):
            self.page = page.file.src_uri
            # Loaded here, because MkDocs does not say for which page a template is missing.
            env.get_template(str(page.meta.get("template") or "main.html"))
        self.page = ""  # all are read, and none is rendered yet
        # Not as generated files: those would land in MkDocs' own page list and log "Page skipped".
        # Live reload adds an inline script, so a preview that MkDocs serves has no policy.
        own = "" if self._serves else f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'
        no_slots = {"policy"} if self._serves else set()
        env.globals |= {
            "slot": lambda name: "" if name in no_slots else slot(name), "_": catalogue(ENGLISH).gettext, "policy": own,
        }  # fmt: skip
        for language in (ENGLISH, *TRANSLATION_LANGUAGES):
            for depth in DEPTHS:
                self._frames[f"{language}/{depth}"] = Frame.parse(self._frame(env, config, files, language, depth))
        return env

    def _frame(self, env: Any, config: MkDocsConfig, files: Files, language: str, depth: int) -> str:
        # An address that shares no prefix with any page, or MkDocs would shorten its links.
        address = "/".join("~" * depth) + "/index.md"
        file = File.generated(config, address, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        page = Page("", file, config)
        page.content, page.meta, page.toc = "", {"frame": True, "language": language}, get_toc([])
        template = env.get_template("main.html")
        assert self._navigation is not None  # noqa: S101 - MkDocs calls on_nav before on_env
        context = get_context(self._navigation, files, config, page)
        return str(template.render(context, _=catalogue(language).gettext))

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:  # noqa: ARG002
        """Remember which page is being read, for an error message."""
        self.page = page.file.src_uri
        return page

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Set a page's language and its addresses in others, and mark blanks that are not filled in."""
        original = original_of(page.file.src_uri)
        family = [file for file in files.documentation_pages() if original_of(file.src_uri) == original]
        addresses = {language_of(file.src_uri) or ENGLISH: file.url for file in family}
        page.meta["language"] = language_of(page.file.src_uri) or ENGLISH
        page.meta["languages"] = (
            dict(sorted(addresses.items(), key=lambda item: item[0] != ENGLISH)) if len(addresses) > 1 else {}
        )
        return with_blanks_shown(markdown, page.meta["language"])

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:  # noqa: ARG002
        """Remember which page is being rendered, and use its language."""
        self.page = page.file.src_uri
        context["_"] = catalogue(page.meta["language"]).gettext
        context["language_names"] = LANGUAGE_ENDONYMS
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Keep the home page, which gets its lists later."""
        if page.is_homepage:
            self._home = output
        return output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Collect what was rendered, and publish the records with it."""
        address, logo = config.site_url or "", self._brand.logo.file if self._brand.logo else ""
        site = Site(config.site_name, f"{address.rstrip('/')}/" if address else "", config.site_description or "", logo)
        folder, old = Path(config.site_dir), config.theme["section55_stylesheet"]
        self._set_colours(folder / "assets" / "section55")
        new = lighten(folder, old, self._frames.values(), template_folders(_project_of(config)))
        frames = {name: frame.replace(old, new) for name, frame in self._frames.items()}
        self.theme = Theme(site, frames, Frame.parse(self._home).replace(old, new), folder)
        if self.only_renders:
            return
        settings, content = _settings_of(config), Path(config.docs_dir).parent
        options = publishing.BuildOptions(
            settings.parent, content, self._target, datetime.now(UTC), in_place=self._serves,
            opens_from_disk=not self._serves, settings=settings.name,
        )  # fmt: skip
        result = publishing.build_site(options, lambda: self.theme or _no_theme())
        if result.problems:
            print(format_text(result.problems))  # noqa: T201 - MkDocs would prefix each line
        if result.failure:
            raise PluginError(result.message or "The content has problems. The site has not been changed.")

    def _set_colours(self, assets: Path) -> None:
        """Write the office's colours into the stylesheet and the icon, so that no further file is loaded."""
        for name, with_colours in (
            ("section55.css", lambda text: text + self._brand.style),
            ("icon.svg", self._brand.icon),
        ):
            file = assets / name
            file.write_text(with_colours(file.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Delete the temporary folder."""
        self._clean()

    def on_shutdown(self) -> None:
        """Delete the temporary folder."""
        self._clean()

    def _clean(self) -> None:
        if self._scratch:
            self._scratch.cleanup()
            self._scratch = None

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:  # noqa: ARG002
        """Rebuild a preview when a record or a template changes."""
        server.watch(str(Path(config.docs_dir).parent))
        for folder in template_folders(_project_of(config)):
            server.watch(str(folder))
        return server


def _address_translation(page: File) -> None:
    """Set a translated page's address below that of its language, and leave it out of the navigation."""
    page.url = page_address(page.src_uri)
    page.dest_uri = f"{page.url}index.html"
    page.inclusion = InclusionLevel.NOT_IN_NAV


def _no_theme() -> Theme:
    raise ThemeError("The theme was not rendered.")


def _settings_of(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or Path.cwd() / "mkdocs.yml")


def _project_of(config: MkDocsConfig) -> Path:
    return _settings_of(config).parent


def render_theme(config_file: Path, content: Path, into: Path, *, address: str | None = None) -> Theme:
    """Render the frames, the editorial pages and the assets into a folder, through MkDocs.

    Raises:
        ThemeError: if mkdocs.yml or an editorial page cannot be used.
    """
    pages = content / "pages"
    if faults := list(page_problems(pages, f"{display_path(content)}/pages")):
        raise ThemeError(format_text(faults))
    plugin = None
    changes: dict[str, Any] = {"site_url": address} if address is not None else {}
    # Not in the system's temporary folder, where it would remain after a kill.
    if (docs := pages if pages.is_dir() else into.parent / "no-pages") != pages:
        docs.mkdir()
    with _collected_warnings() as messages:
        try:
            config = load_config(
                str(config_file), docs_dir=str(docs.resolve()), site_dir=str(into.resolve()), **changes
            )
            plugin = _our_plugin(config)
            plugin.only_renders = True
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
            config.plugins.on_shutdown()
        except (Abort, ConfigurationError, PluginError) as error:
            raise ThemeError(settings_error_message(config_file, error, messages)) from error
        except Exception as error:  # MkDocs passes on any exception of its template and Markdown engines
            if isinstance(error, OSError) and error.errno:  # of the disk; a missing template's has no number
                raise
            if plugin is None or not plugin.page:
                raise ThemeError(
                    f"{config_file.name}: MkDocs cannot use these settings: {in_one_line(error)}."
                ) from error
            place = f"{display_path(content)}/pages/{plugin.page}"
            raise ThemeError(
                f"{escape_invisible(place)}: MkDocs cannot render this page: {in_one_line(error)}."
            ) from error
    assert plugin.theme is not None  # noqa: S101 - on_post_build has run
    theme = plugin.theme
    return Theme(theme.site, theme.frames, theme.home, into, tuple(messages))


def _our_plugin(config: MkDocsConfig) -> Section55Plugin:
    plugin = next((plugin for plugin in config.plugins.values() if isinstance(plugin, Section55Plugin)), None)
    if plugin is None:
        raise ThemeError(
            f"{Path(config.config_file_path).name}: The plugin section55 is missing. Add it: plugins: [section55]"
        )
    return plugin


@contextmanager
def _collected_warnings() -> Iterator[list[str]]:
    """Collect the warnings MkDocs would print, so that they can be shown as problems."""
    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage().strip())

    logger = logging.getLogger("mkdocs")
    handler = Collector(logging.WARNING)
    logger.addHandler(handler)
    propagated, logger.propagate = logger.propagate, False
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagated
