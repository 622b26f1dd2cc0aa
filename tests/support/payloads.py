"""Texts that would run a script wherever one is let through, and a content folder with one in every field."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from itertools import cycle, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.support.web_server import QuietHandler, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RUN = "s55ran()"
"""What a payload calls: it is there in every page, so a call that runs is heard."""

PLAIN = (
    "<script>s55ran()</script>",
    "<img src=x onerror=s55ran()>",
    "<svg onload=s55ran()>",
    "<details open ontoggle=s55ran()>",
    "<input autofocus onfocus=s55ran()>",
    "<iframe srcdoc='<script>parent.s55ran()</script>'></iframe>",
    "<iframe src='javascript:parent.s55ran()'></iframe>",
    "<a href='javascript:s55ran()' id=press>press</a>",
    "<video><source onerror=s55ran()></video>",
    "<style onload=s55ran()></style>",
    "<object data='data:text/html,<script>parent.s55ran()</script>'></object>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<img src='https://evil.example/x.png'>",
    "<script src='https://evil.example/x.js'></script>",
    "<form action='https://evil.example/'><button autofocus>x</button></form>",
    "<math><mtext><table><mglyph><style><img src=x onerror=s55ran()>",
    "<noscript><p title='</noscript><img src=x onerror=s55ran()>'>",
    "<svg><animate onbegin=s55ran() attributeName=x dur=1s>",
)
"""Marks that run where a text is set as HTML."""

BEFORE = (
    "",
    "\"'>",
    "-->",
    "</title>",
    "</textarea></style></script>",
    "]]>",
    "\\\"'>",
    "</template></select>",
    "</noscript>",
    "&#34;&#39;&gt;",
    "${'",
    "%22%3E",
    "\u2028",
    "{{''}}",
    "{% raw %}",
)
"""What would end the place in which a text stands."""

OWN_WAY = (
    '" onmouseover=s55ran() autofocus onfocus=s55ran() x="',
    "' onmouseover='s55ran()' autofocus onfocus='s55ran()' x='",
    "` onfocus=s55ran() autofocus `",
    "javascript:s55ran()",
    "JaVaScRiPt:s55ran()",
    "java\tscript:s55ran()",
    "data:text/html,<script>s55ran()</script>",
    "';s55ran();//",
    '";s55ran();//',
    '\\";s55ran();//',
    "*/s55ran()/*",
    "${s55ran()}",
    "`;s55ran();`",
    "</script><script>s55ran()</script>",
    "{{ s55ran() }}",
    "{{ ''.__class__.__mro__ }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{{ config }}",
    "&lt;script&gt;s55ran()&lt;/script&gt;",
    "&#60;img src=x onerror=s55ran()&#62;",
    "\\u003cimg src=x onerror=s55ran()\\u003e",
    "%3Cscript%3Es55ran()%3C/script%3E",
    "+ADw-script+AD4-s55ran()+ADw-/script+AD4-",
    "[x](javascript:s55ran())",
    '![x](x" onerror="s55ran())',
    "<javascript:s55ran()>",
    "[x]: javascript:s55ran()",
    '\ufdd0" onfocus=s55ran() autofocus x="',
    "__proto__",
    "constructor",
    "<mark>x</mark><script>s55ran()</script>",
)
"""Texts that run in one sort of place: an attribute, a script, a template, an address."""


def payloads(most: int) -> list[str]:
    """Give so many payloads, the kinds mixed, always the same."""
    mixed = [f"{before}{mark}" for before in BEFORE for mark in PLAIN]
    step = 7  # it shares no factor with the number of marks, so each of both kinds comes early
    plain = [mixed[number * step % len(mixed)] for number in range(len(mixed)) if len(mixed) % step]
    both = [each for pair in zip(plain, (*OWN_WAY, *[""] * len(plain)), strict=False) for each in pair if each]
    return list(dict.fromkeys(both))[:most]


def _said(text: str) -> str:
    """Write a text as a value of YAML."""
    return json.dumps("".join(letter if letter.isprintable() or letter == "\t" else " " for letter in text))


def _as_prose(text: str) -> str:
    """Write a text as Markdown that shows it: escaped, as code, and as the entities that stand for its marks."""
    line = re.sub(r"[^\x20-\uffff]|[\u2028\ufdd0]", " ", text)
    escaped = re.sub(r"([\\`*_{}\[\]()#+.!|<>&~^:-])", r"\\\1", line)
    entities = (
        line.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("[", "&#91;")
        .replace("`", "&#96;")
        .replace("*", "&#42;")
    )
    return (
        f"{escaped}\n\n- {entities}\n\n`` {line} ``\n\n| {escaped} |\n| --- |\n| {escaped} |\n\n~~~~~\n{line}\n~~~~~\n"
    )


class _Field:
    """Writes a text wherever it is named: one and the same, or the next of many."""

    def __init__(self, texts: Iterator[str], write: Callable[[str], str]) -> None:
        self.texts = texts
        self.write = write

    def __str__(self) -> str:
        return self.write(next(self.texts))


def write_content(content: Path, texts: list[str], *, records: int | None = None) -> None:
    """Write one office, report, response and paper for each text, with it in every field that takes a text.

    With `records` there are only so many of each, and every field has the next of the texts: fewer pages to open.
    """
    rounds = cycle(texts)
    for number, text in enumerate(texts if records is None else texts[:records]):
        given = repeat(text) if records is None else rounds
        said, prose = _Field(given, _said), _Field(given, _as_prose)
        heading = _Field(given, lambda text: re.sub(r"\s+", " ", _as_prose(text).split("\n")[0]).strip())
        named, due = _Field(given, lambda text: _said(f"Kernel {text}")), _Field(given, lambda text: _said(f"x {text}"))
        reports = [
            f"---\ntitle: {named}\npublished: 2026-01-05\ninspectorate: {said}\ntypes: [{said}]\n---\n"
            for _ in range(2)
        ]
        attachment = (
            f"attachments: [{{file: p{number}/table.csv, title: {said}}}]\ntags: [{said}]\n"
            f"corrections: [{{on: 2026-03-01, note: {said}}}]\n"
        )
        sources = {
            f"offices/o{number}.yml": (
                f"name: {named}\nforce: {said}\nchief-officer: {said}\nshort-name: {named}\npanel: {said}\n"
                f"statute-note: {said}\n"
                f"holders: [{{name: {said}, title: {said}}}]\nnames: [{{name: {said}, to: 2020-01-01}}]\n"
                f"contacts: [{said}]\nrecipients: [office@s55.example]\n"
                f"expects: [2026/p{number}, 2026/owed{number}]\nno-response-needed: {{2026/waived{number}: {said}}}\n"
                f"office-use: {said}\n"
            ),
            f"inspections/2026/p{number}.md": (
                f"---\ntitle: {named}\npublished: 2026-01-05\ninspectorate: {said}\ninspectorate-name: {said}\n"
                f"types: [{said}]\nforces: [{said}]\n"
                f"grades: [{{area: {said}, grade: {said}}}]\n"
                f"findings: {{recommendation: {{addressed-to: [{said}], by: {due}}}}}\n{attachment}"
                f"---\n\n{prose}\n\n## {heading} {{#own-section}}\n\n{prose}\n\n## Recommendation\n\n{prose}\n\n"
                f"## Cause of concern: {heading} {{#own-cause}}\n\n{prose}\n"
            ),
            f"inspections/2026/owed{number}.md": reports[0],
            f"inspections/2026/waived{number}.md": reports[1],
            f"responses/o{number}/2026/p{number}.md": (
                f"---\npublished: 2026-02-01\nsigned-by: {said}\nlate-reason: {said}\n"
                f"sent: [{{to: {said}, on: 2026-02-01, words: {said}}}]\n"
                f"recorded-as-published: true\nanswers:\n  recommendation:\n"
                f"    {{action: none, reason: {said}, owner: {said}, due: {due}, position: accepted, "
                f"progress: [{{on: 2026-02-01, status: in progress, note: {said}, by: {said}, source: {said}}}]}}\n"
                f"{attachment}"
                f"---\n\n## Comments\n\n{prose}\n\n## {heading} {{#own-part}}\n\n{prose}\n"
            ),
            f"responses/o{number}/2026/gone{number}.md": (
                f"---\ninspection: 2026/p{number}\npublished: 2026-02-01\nrecorded-as-published: true\n"
                f"withdrawn: {{on: 2026-02-02, reason: {said}}}\n---\n\n## Comments\n\n{prose}\n"
            ),
            f"panel-reports/o{number}/2026/p{number}.md": (
                f"---\ntitle: {named}\npanel: {said}\npublished: 2026-02-01\nauthor: {said}\nagenda-item: {said}\n"
                f"about: 2026/p{number}\n{attachment}---\n\n{prose}\n"
            ),
            f"inspections/2026/p{number}/table.csv": "a,b\n",
            f"responses/o{number}/2026/p{number}/table.csv": "a,b\n",
            f"panel-reports/o{number}/2026/p{number}/table.csv": "a,b\n",
        }
        for path, source in sources.items():
            file = content / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(source, encoding="utf-8")
    (content / "pages").mkdir()
    (content / "pages" / "index.md").write_text("# Home\n\nA sample.\n")


class _Site(QuietHandler):
    """Serves a site; without its policies, as if nothing but the escaping stood between a text and the browser."""

    def __init__(self, *args: Any, strips: bool, **named: Any) -> None:
        self.strips = strips
        super().__init__(*args, **named)

    def do_GET(self) -> None:  # noqa: N802 - the name is the base class's
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() and self.path.partition("?")[0].endswith("/") else file
        if not self.strips or file.suffix != ".html" or not file.is_file():
            with suppress(ConnectionError):  # a page that is left stops reading
                super().do_GET()
            return
        data = re.sub(rb"<meta http-equiv=\"?Content-Security-Policy[^>]*>", b"", file.read_bytes())
        assert b"Content-Security-Policy" not in data
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(data)


def served(site: Path, *, strips: bool) -> AbstractContextManager[str]:
    """Serve a site on this computer, and give its address."""
    return serving(site, _Site, strips=strips)


_LISTEN = """
window.s55heard = [];
window.s55ran = () => { console.warn('S55 RAN ' + location.href); };
document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) => {
    console.warn(`S55 VIOLATION ${violatedDirective} ${blockedURI}`);
});
"""


class Ear:
    """Opens pages in a real browser, and notes every script, request, error and stored value."""

    def __init__(self, browser: Browser, address: str) -> None:
        """Open a window that nobody used before."""
        self.address = address
        self.hits: list[str] = []
        self.context = browser.new_context()
        self.context.add_init_script(_LISTEN)
        self.page = self.context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on(
            "console",
            lambda message: self._note("console", message.text) if message.type in {"error", "warning"} else None,
        )
        self.page.on("pageerror", lambda error: self._note("error", str(error)))
        self.page.on(
            "request",
            lambda request: None if request.url.startswith((address, "data:")) else self._note("request", request.url),
        )
        self.context.on("page", lambda page: self._note("window", page.url))

    def _dialog(self, dialog: Any) -> None:
        self._note("dialog", dialog.message)
        dialog.dismiss()

    def _note(self, what: str, text: str) -> None:
        self.hits.append(f"{self.page.url.removeprefix(self.address)}: {what}: {text[:200]}")

    def open(self, path: str) -> Page:
        """Open a page, and wait till it has done what its address asks for; one that leads on is followed."""
        # A page that forwards may leave before it has loaded. Its text shows that beforehand, and the test waits for
        # it, because the change of page would interrupt the next step.
        forwards = 'http-equiv="refresh"' in self.context.request.get(self.address + path).text()
        self.page.goto(self.address + path, wait_until="commit")
        if forwards:
            self.page.wait_for_url(lambda url: url != self.address + path, wait_until="commit")
        self.page.wait_for_load_state("load")
        if "?" in path:
            self.page.wait_for_selector("[aria-busy=true]", state="detached")
            # What the page made of the address may call a script of its own, as a picture that is not there does.
            self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
        return self.page

    def kept(self) -> dict[str, Any]:
        """Return what the site has kept in the browser."""
        found: dict[str, Any] = self.page.evaluate(
            """async () => ({local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
                databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
                workers: (await navigator.serviceWorker.getRegistrations()).length})"""
        )
        return {name: value for name, value in {**found, "cookies": len(self.context.cookies())}.items() if value}

    def close(self) -> None:
        """Close the window."""
        self.context.close()


def pages_of(site: Path) -> list[str]:
    """Return the addresses of all pages of a site."""
    files = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return [file.removesuffix("index.html") if file.endswith("index.html") else file for file in files]


def asked(texts: list[str]) -> Iterator[str]:
    """Yield addresses that put each text into each part of an address that a page reads."""
    for text in texts:
        given = quote(text, safe="")
        names = (
            "q",
            "office",
            "class",
            "year",
            "type",
            "page",
            "sort",
            "kind",
            "addressee",
            "position",
            "progress",
            "status",
            text,
        )
        query = "&".join(f"{quote(name, safe='')}={given}" for name in names)
        yield from (f"{page}?{query}#{given}" for page in ("search/", "findings/", "responses/"))


def attack(browser: Browser, site: Path, texts: list[str]) -> tuple[list[str], int]:
    """Open every page of a site without its policies, then try the texts; return what ran, and how many were opened."""
    opened = 0
    with served(site, strips=True) as address:
        ear = Ear(browser, address)
        for page in pages_of(site):
            shown = ear.open(page)
            if shown.locator("#press").count():
                ear.hits.append(f"{page}: a mark of a text stands in the page")
            opened += 1
        for path in asked(texts):
            ear.open(path)
            opened += 1
        ear.open("search/?q=Kernel")
        hits = ear.page.locator("[data-hit]").count()
        ear.hits += [] if hits else ["search/: nothing was found, so nothing was shown"]
        ear.close()
        return ear.hits, opened + 1
