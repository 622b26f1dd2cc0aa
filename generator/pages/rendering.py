"""Renders pages through their templates into the frames of the theme."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, partial
from html import escape
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from generator.dates import Due, Publication, RecordedDate, ordinal_wording
from generator.languages import ENGLISH, LANGUAGE_ENDONYMS, catalogue, date_in, day_in, month_in
from generator.messages import join_words
from generator.pages.disk_links import with_file_names
from generator.pages.linked_data import linked_data, open_graph
from generator.pages.page import ContentsEntry, Page, PageKind
from generator.pages.paragraph_links import link_paragraphs
from generator.pages.single.downloads import document_address
from generator.pages.templates import Templates
from generator.pages.templates import escape as escape_value
from generator.reading.commonmark.safe_html import SafeHtml, paragraphs
from generator.reading.link_targets import ROOT
from generator.records.finding import Finding
from generator.register.addresses import address_of
from generator.register.released import ReleasedRegister
from generator.statute import ADDRESS as SECTION_55
from generator.statute import RESPONSE_PERIOD_DAYS, Status, due_soon_from
from generator.theme.content_security import policy
from generator.theme.frame import NAVIGATION, Frame, Theme
from generator.uses import TEXT, note_use

DOCUMENT_LINK = "\ufdd1"
"""Stands before and after the link to a page's PDF, which is taken out where there is none."""
DOCUMENT_SIZE = "\ufdd2"
"""Stands for the size of a page's PDF, which is made from the page."""
WORD_SIZE = "\ufdd3"
"""Stands for the size of the page as a document for Word."""

MOST_TEXTS = 500
"""Texts of findings that are kept: a report's, and those that responses to it show in another way, are among them."""

SCRIPTS = {
    name: f'<script src="{{root}}assets/section55/{name}.js" {kind}></script>\n'
    for name, kind in (
        ("browse", 'type="module"'),
        ("findings", 'type="module"'),
        ("lists", 'type="module"'),
        ("search", 'type="module"'),
    )
}
"""The element that loads each small script; the frame itself loads status.js, which is on every page."""

STYLESHEETS = {
    "paragraphs": frozenset({PageKind.RESPONSE, PageKind.INSPECTION}),
    "lists": frozenset(kind for kind in PageKind if kind.has_lists),
}
"""The kinds of page that need each stylesheet besides the main one."""


@dataclass(frozen=True)
class _LanguageEnvironment:
    """The templates and words of one language."""

    language: str
    environment: Templates
    translated: Container[str]
    """Paths of records with a translation into it."""
    linked: Callable[[str], str]
    """Returns HTML with its links as the site needs them."""
    _breadcrumbs: dict[tuple[object, ...], str] = field(default_factory=dict, repr=False)

    def breadcrumbs(self, page: Page, root: str) -> str:
        """Return the breadcrumbs, which many pages share."""
        key = (page.crumbs, root, *page.other_languages.items())
        if key not in self._breadcrumbs:
            template = self.environment.get_template("parts/breadcrumbs.html")
            self._breadcrumbs[key] = self.linked(template.render(page=page, root=root, crumbs=page.crumbs))
        return self._breadcrumbs[key]

    @cached_property
    def as_at(self) -> str:
        """The day of the build, for the footer."""
        return self.environment.get_template("parts/as-at.html").render()

    def url(self, root: str) -> Callable[[str], str]:
        """Return what makes an address a link from a page whose way to the root is `root`."""
        return (lambda address: f"{root}{self.address(address)}") if self.language != ENGLISH else root.__add__

    def address(self, address: str) -> str:
        """Return the address of the same page in this language where there is one, else the address itself."""
        own = address.partition("#")[0].rstrip("/")
        is_translated = own in self.translated or own.rpartition("/")[0] in self.translated
        return f"{self.language}/{address}" if is_translated else address


@dataclass(frozen=True)
class Renderer:
    """Renders the pages of one site."""

    templates: tuple[Path, ...]
    theme: Theme
    released: ReleasedRegister
    cache: Path | None = None
    """The folder that keeps compiled templates."""
    links_documents: bool = False
    """Whether pages of publications lead to a PDF; `DOCUMENT_LINK` and `DOCUMENT_SIZE` have to be filled in then."""
    opens_from_disk: bool = False
    """Whether links to folders name the pages in them."""
    _frames: dict[tuple[str, int], Frame] = field(default_factory=dict, repr=False)
    _environments: dict[str, _LanguageEnvironment] = field(default_factory=dict, repr=False)

    def render(self, page: Page) -> str:
        """Return the HTML of a page, in its frame."""
        key = page.language, page.depth
        if key not in self._frames:
            frame = self.theme.frame(*key) if page.address else self.theme.home
            self._frames[key] = Frame(tuple(map(self._linked, frame.parts)))
        root = "../" * page.depth or "./"
        return self._framed(self._frames[key], self._in(page.language), page, root)

    def _linked(self, html: str) -> str:
        return with_file_names(html) if self.opens_from_disk else html

    def again(self, released: ReleasedRegister) -> Renderer:
        """Return a renderer of other records with the same templates and theme, which are not loaded again."""
        before, after = (
            (one.today, {language: set(records) for language, records in one.translations.items()})
            for one in (self.released, released)
        )
        return replace(self, released=released, _environments=self._environments if before == after else {})

    def dated(self, html: str, language: str) -> str:
        """Return an editorial page with the day of the build in its footer."""
        return Frame.parse(html).fill({"as-at": self._in(language).as_at})

    def save(self) -> None:
        """Keep the compiled templates for the next build."""
        for environment in self._environments.values():
            environment.environment.save()

    def _in(self, language: str) -> _LanguageEnvironment:
        if language not in self._environments:
            self._environments[language] = self._environment(language)
        return self._environments[language]

    def _environment(self, language: str) -> _LanguageEnvironment:
        environment = Templates(self.templates, language, self.cache)
        words = catalogue(language)
        filters: dict[str, Callable[..., object]] = {
            "day": partial(_day, language), "month": partial(month_in, language), "moment": partial(_moment, language),
            # For words that are data: `_()` would take them for markup and their percent signs for placeholders.
            "translated": words.gettext,
            "paragraphs": paragraphs, "listed": join_words, "address": address_of,
        }  # fmt: skip
        variables = {
            "site": self.theme.site,
            "today": self.released.today,
            "_": _cached(words.gettext),
            "section_55": SECTION_55,
            "due_soon_from": due_soon_from,
            "days_allowed": RESPONSE_PERIOD_DAYS,
            "language": language,
            "language_names": LANGUAGE_ENDONYMS,
            "contents_entry": ContentsEntry,
            "text_of_finding": _texts_of_findings(),
            "status_words": {status.value: status.words for status in Status},
            "document_link": DOCUMENT_LINK,
            "document_size": DOCUMENT_SIZE,
            "word_size": WORD_SIZE,
        }
        environment.add(filters, variables)
        translated: Container[str] = self.released.translations.get(language, frozenset())
        return _LanguageEnvironment(language, environment, translated, self._linked)

    def _document_of(self, page: Page) -> str:
        """Return the file name of a page's PDF; empty where none is made."""
        if not self.links_documents or not page.kind.has_document:
            return ""
        return document_address(page.address, self.released.attachments).rpartition("/")[2]

    def _framed(self, frame: Frame, environment: _LanguageEnvironment, page: Page, root: str) -> str:
        site = self.theme.site
        stylesheet = next((name for name, kinds in STYLESHEETS.items() if page.kind in kinds), "")
        content = environment.environment.get_template(page.kind.template).render(
            page.context.by_name(), page=page, url=environment.url(root), root=root,
            own_document=self._document_of(page),
        )  # fmt: skip
        content = self._linked(content.replace(ROOT, root))
        if page.kind in STYLESHEETS["paragraphs"]:
            content = link_paragraphs(content, catalogue(page.language).gettext("Link to this paragraph"))
        values = {
            "title": escape(f"{page.title} - {site.name}" if page.title else site.name),
            "description": escape(page.description),
            "policy": f'<meta http-equiv="Content-Security-Policy" content="{policy()}">',
            "canonical": self._canonical(page, root),
            "head": self._head(page, root),
            "own-address": quote(f"{site.address or '/'}{page.address}"),
            "styles": f'<link rel="stylesheet" href="{root}assets/section55/{stylesheet}.css">' if stylesheet else "",
            "breadcrumbs": environment.breadcrumbs(page, root) if page.address else "",
            "content": content,
            "as-at": environment.as_at,
        }
        current = {f"current-{name}": ' aria-current="true"' for name in NAVIGATION if name == page.section}
        return frame.fill(values | current)

    def _canonical(self, page: Page, root: str) -> str:
        address = self.theme.site.address or (root if page.moved_to else "")
        return f'<link rel="canonical" href="{escape(address + (page.moved_to or page.address))}">\n' if address else ""

    def _head(self, page: Page, root: str) -> str:
        robots = "" if page.is_listed else '<meta name="robots" content="noindex">\n'
        if page.moved_to:  # without delay, which W3C's technique H76 allows, and without a script
            robots += self._linked(f'<meta http-equiv="refresh" content="0; url={escape(root + page.moved_to)}">\n')
        base = self.theme.site.address or root
        others = "".join(
            f'<link rel="alternate" hreflang="{language}" href="{escape(base + address)}">\n'
            for language, address in page.other_languages.items()
        )
        metadata = linked_data(page, self.theme.site, self.released)
        if page.address and page.is_listed:  # home's Open Graph is that of its editorial page
            metadata = open_graph(page, self.theme.site) + metadata
        if page.feed and self.theme.site.address:
            words = escape(f"{page.title}: {self.theme.site.name}")
            others += f'<link rel="alternate" type="application/atom+xml" title="{words}" href="{root}{page.feed}">\n'
        scripts = "".join(SCRIPTS[name].format(root=root) for name in page.scripts)
        return f"{robots}{others}{metadata}{scripts}"


def _texts_of_findings() -> Callable[[Finding, int, str], SafeHtml]:
    """Return what sets the text of a finding: once for its report's page and all responses to it, which show it alike.

    A finding is kept with its text, so that no other has its identity.
    """
    texts: dict[tuple[int, int, str], tuple[Finding, SafeHtml]] = {}

    def text_of(finding: Finding, level: int, part: str) -> SafeHtml:
        key = (id(finding), level, part)
        if key in texts:
            note_use(TEXT, finding.passage.markdown.home)
        else:
            if len(texts) >= MOST_TEXTS:
                texts.clear()
            texts[key] = finding, finding.passage.prose(level, part)
        return texts[key][1]

    return text_of


def _cached(gettext: Callable[[str], str]) -> Callable[..., Markup]:
    """Return `_()` as Jinja's own would be in this environment, but with each message looked up once.

    A large site looks up a million messages, which took a tenth of its build.
    """
    messages: dict[str, Markup] = {}

    def translate(message: str, **placeholders: object) -> Markup:
        if message not in messages:
            messages[message] = Markup(gettext(message))  # noqa: S704 - words of templates, no content
        text = messages[message]
        return text % placeholders if placeholders or "%" in text else text

    return translate


@cache
def _day(language: str, value: date | None, *, ordinal: bool = False) -> Markup:
    """Return a day in `<time>`; with `ordinal` as the publication format prints it in English."""
    if value is None:
        return Markup("")
    words = ordinal_wording(value) if ordinal and language == ENGLISH else day_in(language, value)
    return _time(value.isoformat(), words)


@cache
def _moment(language: str, value: Publication | Due | RecordedDate | None) -> Markup:
    """Return a date as exactly as it is recorded: in `<time>` if it is machine-readable, else as words."""
    if value is None:
        return Markup("")
    words = date_in(language, value)
    return _time(value.machine, words) if value.machine else Markup.escape(words)


def _time(machine: str, words: str) -> Markup:
    return Markup(f'<time datetime="{escape_value(machine)}">{escape_value(words)}</time>')  # noqa: S704 - escaped
