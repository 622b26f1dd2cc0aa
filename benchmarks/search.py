"""Compares the search with Material's own: one corpus, one run, a real Chromium, a server that compresses.

    python -m benchmarks.search                     # 6,500 responses, made in a scratch folder
    python -m benchmarks.search --responses 1000

The corpus is that of `benchmarks.corpus` with as many different words as real papers have (with its fourteen sentences
every word would be in every paper, and no search could tell them apart), and with a hundred reports a year, of which
one in eight is answered by all offices: that is about what the inspectorate publishes, and gives each office fifteen a
year.
"""

from __future__ import annotations

import argparse
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
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from types import SimpleNamespace
from typing import Any

from material.plugins.search.config import SearchConfig
from material.plugins.search.plugin import SearchIndex
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.corpus import FIRST_DAY, TODAY, Corpus, Report
from generator.checks.check import check_register
from generator.dates import start_of
from generator.outputs.responses_table import table_of
from generator.outputs.search.documents import documents_of
from generator.outputs.search.index import periods_of, search_files
from generator.reading.synonyms import read_synonyms
from generator.register.release import release
from generator.register.released import ReleasedRegister
from tests.support.paths import DEMO

TOP = Path(__file__).resolve().parent.parent
VOCABULARY = 30_000
STARTS = (*"bcdfghlmnprstvw", "br", "cl", "dr", "fl", "gr", "pl", "sh", "st", "th", "tr")
REPORTS_A_RESPONSE = 1_000 / 6_500
WORDS = (
    "training",
    "quarantine",
    "accountability",
    "volunteers",
    "victims",
    "vetting",
    "custody",
    "forensics",
    "norfolk",
)
"""First queries: words of two thirds of all papers down to one in fifteen; the middle one is timed."""
LONGER = ("custody volunteers",)
"""Of two words: each further word costs its part of each period's index."""
LONGEST = "child protection recommendation 3"
"""Of four words, one of them in nearly every paper: told, and held to nothing."""

MOST_BYTES = 250_000
FEWER_BYTES = 40
SOONER = 20
SHARE_OF_COLD = 1 / 6
MOST_MEMORY = 1_500
MOST_TABLE_BYTES = 60_000


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


def indexed(released: ReleasedRegister, content: Path, state: Path, into: Path | None = None) -> float:
    """Give the seconds that the index takes; writing it is not counted, because it is the same for every way."""
    synonyms, _ = read_synonyms(content)
    started, markdown = time.monotonic(), 0.0
    for path, data in search_files(documents_of(released), synonyms, state):
        if into:
            before = time.monotonic()
            (into / path).parent.mkdir(parents=True, exist_ok=True)
            (into / path).write_bytes(data)
            markdown += time.monotonic() - before
    return time.monotonic() - started - markdown


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


class Server(SimpleHTTPRequestHandler):
    """Compresses what compresses, as hosts do."""

    kept: dict[str, bytes] = {}

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
    page.wait_for_selector(selector, timeout=600_000)
    return float(page.evaluate("window.answered")) / 1_000


def ask_ours(browser: Browser, address: str, question: str) -> tuple[float, float, int, str]:
    """Give seconds, bytes, requests and the answer, from opening the page of the search to its answer.

    Bytes and requests are those that asking adds to a page: the index, and the program that reads it.
    """
    page = browser.new_context().new_page()
    page.add_init_script(_WATCH.replace("SELECTOR", "[data-hit]"))
    found = counted(page)
    page.goto(f"{address}search/?q={question.replace(' ', '+')}", wait_until="commit")
    seconds = seconds_to(page, "[data-hit]")
    page.wait_for_load_state("networkidle")
    told = page.text_content("[data-status]") or ""
    page.context.close()
    asking = [size for address_, size in found if re.search(r"/search/[^?]", address_)]
    return seconds, sum(asking), len(asking), told


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
    given = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="section55-search-") as scratch:
        verdicts = run(given.keep or Path(scratch), given.responses)
    missed = [each for each in verdicts if not each.holds]
    print(
        f"{len(verdicts) - len(missed)} of {len(verdicts)} hold, in {time.monotonic() - started:,.0f} s: "
        f"{'; '.join(map(str, verdicts))}"
    )
    raise SystemExit(bool(missed))


def run(top: Path, responses: int) -> list[Verdict]:
    gc.disable()  # as `section55 build` does
    content, state = top / "content", top / "state"
    print(f"{write(content, responses):,} files for {responses:,} responses")
    shutil.copy(DEMO / "content" / "synonyms.yml", content)
    ours = our_site(top)
    released = released_of(content)
    cold = indexed(released, content, state, ours)
    # Kilobytes on Linux, of the largest child and of this process; before the records are read a second time.
    peak = (
        sum(resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1_000
    )
    documents = list(documents_of(released))
    print(f"{len(documents):,} documents in {len(periods_of(documents))} periods")
    sizes = [path.stat().st_size for path in (ours / "search").rglob("*") if path.is_file()]
    print(f"Index: {cold:.1f} s cold, {len(sizes):,} files, {sum(sizes):,} bytes")
    again = indexed(released, content, state)
    edited = sorted((content / "responses").rglob("*.md"))[responses // 2]
    edited.write_text(edited.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
    after = indexed(released_of(content), content, state)
    print(
        f"       {again:.1f} s with nothing changed, {after:.1f} s after one edit; {peak:,.0f} MB at most, with all "
        f"records read"
    )
    index = material_index(released)
    print(f"Material's index: {len(index):,} bytes, {len(gzip.compress(index, 6)):,} compressed")
    table = json.dumps(table_of(released), ensure_ascii=False, separators=(",", ":")).encode()
    material = material_site(top, index)
    os.environ["MATERIAL_SITE"] = str(material)
    verdicts = [
        Verdict("index after one edit, as a share of cold", after / cold, SHARE_OF_COLD),
        Verdict("peak memory", peak, MOST_MEMORY, " MB"),
        Verdict("table for combining, compressed", len(gzip.compress(table, 6)), MOST_TABLE_BYTES, " bytes"),
    ]
    with sync_playwright() as playwright:
        program = shutil.which(os.environ.get("CHROMIUM") or "chromium")
        browser = playwright.chromium.launch(
            executable_path=program, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        for our_address in served(ours):
            for their_address in served(material):
                verdicts += compared(browser, our_address, their_address)
        browser.close()
    return verdicts


def compared(browser: Browser, our_address: str, their_address: str) -> list[Verdict]:
    ours = {question: ask_ours(browser, our_address, question) for question in (*WORDS, *LONGER, LONGEST)}
    theirs = ask_material(browser, their_address, WORDS[0])
    for name, (seconds, size, requests, told) in [*ours.items(), ("Material, " + WORDS[0], theirs)]:
        print(f"{name}: {seconds:.2f} s, {size:,.0f} bytes, {requests} requests: {told.strip()}")
    size, seconds = (median(ours[word][each] for word in WORDS) for each in (1, 0))
    return [
        Verdict("a first query, the middle one", size, MOST_BYTES, " bytes"),
        Verdict(
            "a first query, the largest one",
            max(ours[question][1] for question in (*WORDS, *LONGER)),
            MOST_BYTES,
            " bytes",
        ),
        Verdict("fewer bytes than Material's, times", theirs[1] / size, FEWER_BYTES, at_least=True),
        Verdict("sooner than Material's, times", theirs[0] / seconds, SOONER, at_least=True),
    ]


if __name__ == "__main__":
    main()
