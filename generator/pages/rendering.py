"""Pages become HTML through their templates, and are set into frames. The only importer of Jinja."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from html import escape
from pathlib import Path
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from generator.dates import ISO_MONTH, Due, Publication, ordinal_wording
from generator.languages import ENGLISH, LANGUAGE_ENDONYMS, catalogue, day_in, month_in
from generator.messages import join_words
from generator.pages.linked_data import linked_data, open_graph
from generator.pages.page import ContentsEntry, Page
from generator.reading.markdown import ROOT, paragraphs
from generator.records.finding import CLASSES
from generator.register.addresses import address_of
from generator.register.released import ReleasedRegister
from generator.statute import ADDRESS as SECTION_55
from generator.statute import RESPONSE_PERIOD_DAYS
from generator.theme.content_security import policy
from generator.theme.frame import NAVIGATION, Frame, Theme

SCRIPTS = {name: f"assets/section55/{name}.js" for name in ("browse", "findings", "search", "status")}
"""Where each small script lies on the site."""

_RECORDS = {"response.html", "inspection.html", "finding.html", "panel-report.html", "withdrawn.html", "moved.html"}
"""Pages that do without the stylesheet of lists."""


@dataclass(frozen=True)
class _Voice:
    """One language's templates and words."""

    language: str
    environment: jinja2.Environment
    translated: frozenset[str]
    """Sources that have a twin in it."""

    def address(self, address: str) -> str:
        """Give the address of the same page in this language where it has one, else the one given."""
        own = address.partition("#")[0].rstrip("/")
        is_twin = own in self.translated or own.rpartition("/")[0] in self.translated
        return f"{self.language}/{address}" if is_twin else address


@dataclass(frozen=True)
class Renderer:
    """Renders pages for one site."""

    templates: tuple[Path, ...]
    theme: Theme
    released: ReleasedRegister
    cache: Path | None = field(default=None, repr=False)
    """A folder for compiled templates, kept between builds."""
    _voices: dict[str, _Voice] = field(default_factory=dict, repr=False)

    def html(self, page: Page) -> str:
        """Render a page and set it into its frame."""
        voice = self._voices.get(page.language) or self._voices.setdefault(page.language, self._voice(page.language))
        frame = self.theme.frame(page.language, page.depth) if page.address else self.theme.home
        root = "../" * page.depth or "./"
        return self._framed(frame, voice, page, root).replace(ROOT, root)

    def _voice(self, language: str) -> _Voice:
        released = self.released if language == ENGLISH else self.released.in_language(language)
        return _Voice(
            language, self._environment(language, released), frozenset(self.released.translations.get(language, ()))
        )

    def _environment(self, language: str, released: ReleasedRegister) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self.templates),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
            bytecode_cache=jinja2.FileSystemBytecodeCache(str(self.cache)) if self.cache else None,
            auto_reload=False,
        )
        words = catalogue(language)
        environment.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
        environment.filters |= {
            "day": partial(_day, language), "moment": partial(_moment, language),
            # For words that are data: `_()` would take them for markup and their percent signs for blanks.
            "translated": words.gettext,
            "paragraphs": paragraphs, "listed": join_words, "address": address_of,
        }  # fmt: skip
        environment.globals |= {
            "site": self.theme.site, "released": released, "classes": CLASSES, "today": released.today,
            "_": _spoken(words.gettext), "section_55": SECTION_55, "days_allowed": RESPONSE_PERIOD_DAYS, "language": language, "language_names": LANGUAGE_ENDONYMS,
            "anchored": ContentsEntry,
        }  # fmt: skip
        return environment

    def _framed(self, frame: Frame, voice: _Voice, page: Page, root: str) -> str:
        site = self.theme.site
        values = {
            "title": escape(f"{page.title} - {site.name}" if page.title else site.name),
            "description": escape(page.description),
            "policy": f'<meta http-equiv="Content-Security-Policy" content="{policy(reads_index="search" in page.scripts)}">',
            "canonical": self._canonical(page, root),
            "head": self._head(page, root),
            "own-address": quote(f"{site.address or '/'}{page.address}"),
            "styles": ""
            if page.template in _RECORDS
            else f'<link rel="stylesheet" href="{root}assets/section55/lists.css">',
            "breadcrumbs": self._part(voice, "parts/breadcrumbs.html", page, root) if page.address else "",
            "content": self._part(voice, f"records/{page.template}", page, root),
            "as-at": self._part(voice, "parts/as-at.html", page, root),
        }
        current = {f"current-{name}": ' aria-current="true"' for name in NAVIGATION if name == page.section}
        return frame.set(values | current)

    def _canonical(self, page: Page, root: str) -> str:
        address = self.theme.site.address or (root if page.moved_to else "")
        return f'<link rel="canonical" href="{escape(address + (page.moved_to or page.address))}">\n' if address else ""

    def _head(self, page: Page, root: str) -> str:
        robots = "" if page.is_listed else '<meta name="robots" content="noindex">\n'
        if page.moved_to:  # at once, which W3C's technique H76 allows; and without a script
            robots += f'<meta http-equiv="refresh" content="0; url={escape(root + page.moved_to)}">\n'
        base = self.theme.site.address or root
        others = "".join(
            f'<link rel="alternate" hreflang="{language}" href="{escape(base + address)}">\n'
            for language, address in page.other_languages.items()
        )
        told = linked_data(page, self.theme.site, self.released)
        if page.address and page.is_listed:  # what is shared of home its editorial page says
            told = open_graph(page, self.theme.site) + told
        return (
            robots
            + others
            + told
            + "".join(f'<script src="{root}{SCRIPTS[name]}" defer></script>\n' for name in page.scripts)
        )

    def _part(self, voice: _Voice, name: str, page: Page, root: str) -> str:
        def url(address: str) -> str:
            return f"{root}{voice.address(address)}"

        return voice.environment.get_template(name).render(
            page=page, url=url, root=root, crumbs=page.crumbs, **page.given
        )


def _spoken(gettext: Callable[[str], str]) -> Callable[..., Markup]:
    """Give `_()` as Jinja's own would be in this environment, but for asking the catalogue once for each message.

    A large site asks a million times, and a tenth of its building went into that.
    """
    known: dict[str, Markup] = {}

    def spoken(message: str, **blanks: object) -> Markup:
        found = known.get(message) or known.setdefault(message, Markup(gettext(message)))  # noqa: S704 - templates' words, no content
        return found % blanks if blanks or "%" in found else found

    return spoken


@cache
def _day(language: str, value: date | None, *, ordinal: bool = False) -> Markup:
    """Set a day in `<time>`; with `ordinal` as the publication format prints it in English."""
    if value is None:
        return Markup("")
    words = ordinal_wording(value) if ordinal and language == ENGLISH else day_in(language, value)
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), words)


def _moment(language: str, value: Publication | Due | None) -> Markup:
    """Set a Publication or a Due: in `<time>` where a machine can read it, else as words."""
    if value is None:
        return Markup("")
    if value.machine is None:
        return Markup("{}").format(catalogue(language).gettext(value.wording))
    return Markup('<time datetime="{}">{}</time>').format(value.machine, _worded(language, value))


def _worded(language: str, value: Publication | Due) -> str:
    if language == ENGLISH or not value.machine:
        return value.wording
    if ISO_MONTH.fullmatch(value.machine):
        return month_in(language, date.fromisoformat(f"{value.machine}-01"))
    day = value.day if isinstance(value, Publication) else date.fromisoformat(value.machine)
    return day_in(language, day) if day else value.wording
