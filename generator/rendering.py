"""Pages become HTML through their templates, and are set into frames. The only importer of Jinja."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from generator.dates import ordinal_wording, wording
from generator.frame import NAVIGATION, Frame, Theme
from generator.kinds.inspection import CLASSES
from generator.language import ENGLISH, translations
from generator.pages.page import Page
from generator.pages.records import address_of
from generator.problems import listed
from generator.prose import ROOT, paragraphs
from generator.released import Released
from generator.statute import ADDRESS as SECTION_55
from generator.statute import DAYS

SCRIPTS = {"status": "assets/section55/status.js"}
"""Where each small script lies on the site."""


def template_folders(project: Path) -> list[Path]:
    """Give the folders of templates: the project's own before those that came with the package."""
    package = Path(__file__).parent
    own = project / "templates"
    shipped = package / "templates" if (package / "templates").is_dir() else package.parent / "templates"
    return list(dict.fromkeys(folder for folder in (own, shipped) if folder.is_dir()))


def day(value: date | None, *, ordinal: bool = False) -> Markup:
    """Set a day in `<time>`; with `ordinal` as the publication format prints it."""
    if value is None:
        return Markup("")
    words = ordinal_wording(value) if ordinal else wording(value)
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), words)


def moment(value: Any) -> Markup:
    """Set a Publication or a Due: in `<time>` where a machine can read it, else as words."""
    if value is None:
        return Markup("")
    if value.machine is None:
        return Markup("{}").format(value.wording)
    return Markup('<time datetime="{}">{}</time>').format(value.machine, value.wording)


@dataclass(frozen=True)
class Renderer:
    """Renders pages for one site."""

    templates: tuple[Path, ...]
    theme: Theme
    released: Released
    language: str = ENGLISH
    cache: Path | None = field(default=None, repr=False)
    """A folder for compiled templates, kept between builds."""

    @cached_property
    def _environment(self) -> jinja2.Environment:
        bytecode = jinja2.FileSystemBytecodeCache(str(self.cache)) if self.cache else None
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self.templates),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
            bytecode_cache=bytecode,
            auto_reload=False,
        )
        words = translations(self.language)
        environment.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
        environment.filters |= {"day": day, "moment": moment, "paragraphs": paragraphs, "listed": listed, "address": address_of}
        environment.globals |= {
            "site": self.theme.site, "released": self.released, "classes": CLASSES, "today": self.released.today,
            "section_55": SECTION_55, "days_allowed": DAYS,
        }  # fmt: skip
        return environment

    def html(self, page: Page) -> str:
        """Render a page and set it into its frame."""
        frame = self.theme.frame(self.language, page.depth) if page.address else self.theme.home
        root = "../" * page.depth or "./"
        content = self._content(page, root)
        return self._framed(frame, page, content, root)

    def _content(self, page: Page, root: str) -> str:
        def url(address: str) -> str:
            return f"{root}{address}"

        template = self._environment.get_template(f"records/{page.template}")
        return template.render(page=page, url=url, root=root, **page.given)

    def _framed(self, frame: Frame, page: Page, content: str, root: str) -> str:
        site = self.theme.site
        full_title = f"{page.title} - {site.name}" if page.title else site.name
        canonical = f"{site.address}{page.address}" if site.address else ""
        robots = "" if page.is_listed else '<meta name="robots" content="noindex">\n'
        values = {
            "title": escape(full_title),
            "description": escape(page.description),
            "canonical": f'<link rel="canonical" href="{escape(canonical)}">\n' if canonical else "",
            "head": robots + "".join(f'<script src="{root}{SCRIPTS[name]}" defer></script>\n' for name in page.scripts),
            "breadcrumbs": self._crumbs(page, root),
            "content": content,
            "as-at": Markup("As at {}").format(day(self.released.today)),
        }
        current = {f"current-{name}": ' aria-current="true"' for name in NAVIGATION if name == page.section}
        return frame.set(values | current).replace(ROOT, root)

    def _crumbs(self, page: Page, root: str) -> str:
        template = self._environment.get_template("parts/breadcrumbs.html")
        return template.render(crumbs=page.crumbs, root=root) if page.address else ""


